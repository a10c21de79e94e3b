import NGFWAppID
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Synchronization
import Testing

@testable import NGFW

/// What is promised of sessions whatever the network does, for one seed of simulated traffic. A failing seed is printed, and replays.
struct Simulation {
    /// Packets of one run.
    static let packetCount = 6_000

    /// How much went wrong in all runs of the process.
    static let failureCount = Atomic<Int>(0)

    static func fail(_ seed: UInt64, _ what: String) {
        failureCount.add(1, ordering: .relaxed)
        Issue.record("seed \(seed): \(what)")
    }

    private static func check(_ holds: Bool, _ seed: UInt64, _ what: @autoclosure () -> String) {
        if !holds { fail(seed, what()) }
    }

    let seed: UInt64

    private static let rules = [
        Lab.rule("ssh", .allow, ["ssh"]),
        Lab.rule("no film", .resetBoth, ["video"]) { $0.services = ["any"] },
        Lab.rule("no odd", .deny, ["unknown-tcp"]) { $0.services = ["any"] },
        Lab.rule("in", .allow) {
            $0.services = ["any"]
            $0.logStart = true
        },
    ]

    private static let callRules =
        [
            Lab.rule("calls", .allow, ["sip"]) { $0.services = ["any"] },
            Lab.rule("no media", .deny, ["unknown-udp"]) { $0.services = ["any"] },
        ] + rules

    private static func change(_ configuration: inout FirewallConfiguration) {
        // Leaps of the clock must not end a witness's handshake.
        configuration.settings.timeouts.tcpInit = 60
        configuration.settings.timeouts.tcpHandshake = 60
        configuration.limits.sessions = 4_000
        configuration.limits.inspectedSessions = 100
        configuration.limits.fragmentedDatagrams = 16
    }

    /// At every step the books balance, the table keeps its bound and witnesses pass.
    func checkInvariants() {
        var simulator = TrafficSimulator(seed: seed)
        var lab = Lab(rules: Self.rules, Self.change)
        var ended: [SessionSummary] = []
        for number in 0..<Self.packetCount {
            let packet = simulator.next()
            lab.time = packet.time
            let verdict = lab.send(packet.bytes)
            if packet.witness != nil, !verdict.isPass {
                Self.fail(seed, "packet \(number): a witness's packet was dropped: \(verdict.reason)")
            }
            if verdict.isPass, verdict.sessionID == 0 { Self.fail(seed, "packet \(number): passed without a session") }
            if number % 500 == 499 {
                ended += lab.firewall.takeEndedSessions()
                Self.checkBooks(&lab, ended, seed)
            }
        }
        ended += lab.sessions()
        Self.checkBooks(&lab, ended, seed)
        Self.check(Set(ended.map(\.id)).count == ended.count, seed, "a session ended twice")
        Self.check(lab.firewall.counters.sessionsCreated == UInt64(ended.count), seed, "a session did not end")
        Self.check(ended.allSatisfy { $0.endReason != nil && $0.application != "undecided" }, seed, "an end without reason or name")
    }

    /// With hardly any room everything stays within its bounds and the books balance.
    func checkCrowding() {
        var simulator = TrafficSimulator(seed: seed)
        var lab = Lab(rules: Self.rules) { configuration in
            configuration.limits.sessions = 60
            configuration.limits.inspectedSessions = 5
            configuration.limits.fragmentedDatagrams = 3
            configuration.limits.pendingRecords = 100
        }
        for number in 0..<Self.packetCount {
            let packet = simulator.next()
            lab.time = packet.time
            let verdict = lab.send(packet.bytes)
            if verdict.isPass, verdict.sessionID == 0 { Self.fail(seed, "packet \(number): passed without a session") }
            if lab.firewall.sessionCount > 60 { Self.fail(seed, "packet \(number): the table outgrew its bound") }
        }
        let ended = UInt64(lab.sessions().count) + lab.firewall.lostReportCounts.sessions
        let counters = lab.firewall.counters
        Self.check(counters.sessionsCreated == ended, seed, "\(counters.sessionsCreated) sessions, \(ended) ends")
        Self.check(counters.withoutSession(.sessionTableFull).packets > 0, seed, "the table was never full")
        Self.check(lab.firewall.takeRecords().count <= 100, seed, "too many records wait")
    }

    /// Nothing counts twice and nothing is lost.
    static func checkBooks(_ lab: inout Lab, _ ended: [SessionSummary], _ seed: UInt64) {
        let counters = lab.firewall.counters
        let sessions = lab.firewall.sessions() + ended
        var outside = FirewallCounters.Count()
        for reason in PacketReason.allCases { outside.add(counters.withoutSession(reason)) }
        check(
            counters.received.packets + counters.reassembled.packets
                == counters.inSessions.packets + counters.fragmentsHeld.packets + outside.packets, seed, "packets: \(counters)")
        check(
            counters.received.bytes + counters.reassembled.bytes
                == counters.inSessions.bytes + counters.fragmentsHeld.bytes + outside.bytes, seed, "bytes: \(counters)")
        check(counters.inSessions.packets == counters.passed.packets + counters.blocked.packets, seed, "passed and blocked: \(counters)")
        check(sessions.reduce(0) { $0 + $1.packets } == counters.inSessions.packets, seed, "packets of sessions: \(counters)")
        check(sessions.reduce(0) { $0 + $1.bytes } == counters.inSessions.bytes, seed, "bytes of sessions: \(counters)")
        check(lab.firewall.sessions().allSatisfy { $0.action.isAllow == ($0.state == .active) }, seed, "a blocked session is active")
    }

    /// A stretch of simulated traffic, its bytes in one piece.
    private func capture(hasCalls: Bool = false) -> (bytes: [UInt8], packets: [PacketDescriptor]) {
        var simulator = TrafficSimulator(seed: seed, hasCalls: hasCalls)
        var bytes: [UInt8] = []
        var packets: [PacketDescriptor] = []
        while packets.count < Self.packetCount {
            let packet = simulator.next()
            packets.append(
                PacketDescriptor(offset: bytes.count, length: packet.bytes.count, wireLength: packet.bytes.count, time: packet.time))
            bytes += packet.bytes
        }
        return (bytes, packets)
    }

    private func inBatches(_ packets: [PacketDescriptor], _ sizes: ClosedRange<Int>, _ body: (Span<PacketDescriptor>) -> Void) {
        var random = SplitMix64(seed: UInt64(packets.count))
        var start = 0
        while start < packets.count {
            let end = min(packets.count, start + Int.random(in: sizes, using: &random))
            body(packets.span.extracting(start..<end))
            start = end
        }
    }

    /// In batches every packet gets the verdict that it gets alone.
    func checkBatches() {
        let (bytes, packets) = capture()
        var alone = Lab(rules: Self.rules, Self.change)
        var together = Lab(rules: Self.rules, Self.change)
        var verdicts: [Verdict] = []
        var number = 0
        inBatches(packets, 1...200) { some in
            together.firewall.process(bytes.span, packets: some, into: &verdicts)
            for index in 0..<some.count {
                let packet = some[index]
                let verdict = alone.firewall.process(
                    bytes.span.extracting(packet.offset..<packet.offset + packet.length), wireLength: packet.wireLength,
                    linkType: packet.linkType, at: packet.time)
                if verdict != verdicts[index] { Self.fail(seed, "packet \(number): \(verdict) alone, \(verdicts[index])") }
                number += 1
            }
        }
        Self.check(number == packets.count, seed, "\(number) verdicts")
        let sessions = (alone.sessions(), together.sessions())
        Self.check(sessions.0 == sessions.1, seed, "other sessions in batches")
        let records = (alone.firewall.takeRecords(), together.firewall.takeRecords())
        Self.check(records.0 == records.1, seed, "other records in batches")
        let counters = (alone.firewall.counters, together.firewall.counters)
        Self.check(counters.0 == counters.1, seed, "other counters in batches: \(counters)")
    }

    /// Several workers make the sessions and the log of one, while the policy changes that calls are allowed by.
    func checkWorkers(_ count: Int) {
        // Where limits are reached, a worker's share of them is reached at another packet.
        let seed = seed
        func change(_ configuration: inout FirewallConfiguration) {
            configuration.limits.sessions = 100_000
            if seed.isMultiple(of: 2) { configuration.negotiation.thirdParties = .allowed }
        }
        let (bytes, packets) = capture(hasCalls: true)
        let policies = [Self.callRules, Self.rules, Self.callRules.reversed()].map { Lab.policy($0) }
        var one = Lab(rules: Self.callRules, change)
        let group = Lab.group(count, rules: Self.callRules, change)
        var verdicts: [Verdict] = []
        var expected: [Verdict] = []
        var random = SplitMix64(seed: seed)
        inBatches(packets, 1...900) { some in
            one.firewall.process(bytes.span, packets: some, into: &expected)
            group.process(bytes.span, packets: some, into: &verdicts)
            Self.check(expected.map(\.disposition) == verdicts.map(\.disposition), seed, "other verdicts of \(count) workers")
            Self.check(expected.map(\.reason) == verdicts.map(\.reason), seed, "other reasons of \(count) workers")
            guard Int.random(in: 0..<4, using: &random) == 0, let policy = policies.randomElement(using: &random) else { return }
            let rematch = Int.random(in: 0..<3, using: &random) > 0
            do {
                try one.firewall.replacePolicy(policy, rematch: rematch)
                try group.replacePolicy(policy, rematch: rematch)
            } catch { Self.fail(seed, "\(error)") }
        }
        Self.check(group.counters.predictionsFulfilled > 0, seed, "no call had media")
        let sessions = group.sessions()
        Self.check(Set(sessions.map(\.id)).count == sessions.count, seed, "\(count) workers give an id twice")
        let end = one.sessions()
        group.finish()
        let difference = Self.difference(
            Self.withoutNumbers(end).map { "\($0)" }, Self.withoutNumbers(group.takeEndedSessions()).map { "\($0)" })
        Self.check(difference == nil, seed, "sessions of \(count) workers: \(difference ?? "")")
        let logged = Self.difference(Self.withoutNumbers(one.firewall.takeRecords()), Self.withoutNumbers(group.takeRecords()))
        Self.check(logged == nil, seed, "records of \(count) workers: \(logged ?? "")")
        let (alone, together) = (one.firewall.counters, group.counters)
        Self.check(alone == together, seed, "\(alone) of one, \(together) of \(count) workers")
        let hits = (one.firewall.hitCounts, group.hitCounts)
        Self.check(hits.0 == hits.1, seed, "other hits of \(count) workers")
    }

    /// The first pair that is not equal.
    private static func difference(_ one: [String], _ other: [String]) -> String? {
        for (left, right) in zip(one, other) where left != right { return "\(left)\nand\n\(right)" }
        return one.count == other.count ? nil : "\(one.count) and \(other.count)"
    }

    /// Sessions in an order of their own, ids left out.
    private static func withoutNumbers(_ sessions: [SessionSummary]) -> [SessionSummary] {
        sessions.map { session in
            var session = session
            session.id = 0
            session.parentID = min(1, session.parentID)
            return session
        }.sorted { ($0.start, "\($0.tuple)", $0.end) < ($1.start, "\($1.tuple)", $1.end) }
    }

    private static func withoutNumbers(_ records: [TrafficLogRecord]) -> [String] {
        records.map { record in
            var record = record
            record.sequenceNumber = 0
            record.session.id = 0
            record.session.parentID = min(1, record.session.parentID)
            var line: [UInt8] = []
            JSONLinesLogWriter().write(record, to: &line)
            return String(decoding: line, as: UTF8.self)
        }.sorted()
    }
}
