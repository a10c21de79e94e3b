import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

/// Whatever the network does, what is promised of sessions holds at every step. A failing seed is printed, and replays.
@Suite("Simulated traffic")
struct SimulatorTests {
    private static let rules = [
        Lab.rule("ssh", .allow, ["ssh"]),
        Lab.rule("no film", .resetBoth, ["video"]) { $0.services = ["any"] },
        Lab.rule("no odd", .deny, ["unknown-tcp"]) { $0.services = ["any"] },
        Lab.rule("in", .allow) {
            $0.services = ["any"]
            $0.logStart = true
        },
    ]

    private static func change(_ configuration: inout FirewallConfiguration) {
        // Leaps of the clock must not end a witness's handshake.
        configuration.settings.timeouts.tcpInit = 60
        configuration.settings.timeouts.tcpHandshake = 60
        configuration.limits.sessions = 4_000
        configuration.limits.inspectedSessions = 100
        configuration.limits.fragmentedDatagrams = 16
    }

    private static let seeds = (1...UInt64(Soak.size(6, soak: 2_000))).map(\.self)
    private static let packetCount = 6_000

    @Test("At every step the books balance, the table keeps its bound and witnesses pass", arguments: seeds)
    func invariants(seed: UInt64) {
        var simulator = TrafficSimulator(seed: seed)
        var lab = Lab(rules: Self.rules, Self.change)
        var ended: [SessionSummary] = []
        for number in 0..<Self.packetCount {
            let packet = simulator.next()
            lab.time = packet.time
            let verdict = lab.send(packet.bytes)
            if packet.witness != nil, !verdict.isPass {
                Issue.record("seed \(seed), packet \(number): a witness's packet was dropped: \(verdict.reason)")
            }
            if verdict.isPass, verdict.sessionID == 0 { Issue.record("seed \(seed), packet \(number): passed without a session") }
            if number % 500 == 499 {
                ended += lab.firewall.takeEndedSessions()
                check(&lab, ended, seed)
            }
        }
        ended += lab.sessions()
        check(&lab, ended, seed)
        #expect(Set(ended.map(\.id)).count == ended.count, "seed \(seed)")
        #expect(lab.firewall.counters.sessionsCreated == UInt64(ended.count), "seed \(seed)")
        #expect(ended.allSatisfy { $0.endReason != nil && $0.application != "undecided" }, "seed \(seed)")
    }

    @Test("With hardly any room everything stays within its bounds and the books balance", arguments: seeds)
    func crowding(seed: UInt64) {
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
            if verdict.isPass, verdict.sessionID == 0 { Issue.record("seed \(seed), packet \(number): passed without a session") }
            if lab.firewall.sessionCount > 60 { Issue.record("seed \(seed), packet \(number): the table outgrew its bound") }
        }
        let ended = UInt64(lab.sessions().count) + lab.firewall.lostReportCounts.sessions
        #expect(lab.firewall.counters.sessionsCreated == ended, "seed \(seed)")
        #expect(lab.firewall.counters.withoutSession(.sessionTableFull).packets > 0, "seed \(seed)")
        #expect(UInt64(lab.firewall.takeRecords().count) <= 100, "seed \(seed)")
    }

    /// Nothing counts twice and nothing is lost.
    private func check(_ lab: inout Lab, _ ended: [SessionSummary], _ seed: UInt64) {
        let counters = lab.firewall.counters
        let sessions = lab.firewall.sessions() + ended
        let outside = PacketReason.allCases.reduce(UInt64(0)) { $0 + counters.withoutSession($1).packets }
        #expect(
            counters.received.packets + counters.reassembled.packets
                == counters.inSessions.packets + counters.fragmentsHeld.packets + outside, "seed \(seed)")
        #expect(counters.inSessions.packets == counters.passed.packets + counters.blocked.packets, "seed \(seed)")
        #expect(sessions.reduce(0) { $0 + $1.packets } == counters.inSessions.packets, "seed \(seed)")
        #expect(sessions.reduce(0) { $0 + $1.bytes } == counters.inSessions.bytes, "seed \(seed)")
        #expect(lab.firewall.sessions().allSatisfy { $0.action.isAllow == ($0.state == .active) }, "seed \(seed)")
    }

    /// A stretch of simulated traffic, its bytes in one piece.
    private func capture(_ seed: UInt64) -> (bytes: [UInt8], packets: [PacketDescriptor]) {
        var simulator = TrafficSimulator(seed: seed)
        var bytes: [UInt8] = []
        var packets: [PacketDescriptor] = []
        for _ in 0..<Self.packetCount {
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

    @Test("In batches every packet gets the verdict that it gets alone", arguments: seeds.prefix(40))
    func batches(seed: UInt64) {
        let (bytes, packets) = capture(seed)
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
                if verdict != verdicts[index] { Issue.record("seed \(seed), packet \(number): \(verdict) alone, \(verdicts[index])") }
                number += 1
            }
        }
        #expect(number == packets.count)
        #expect(alone.sessions() == together.sessions(), "seed \(seed)")
        #expect(alone.firewall.takeRecords() == together.firewall.takeRecords(), "seed \(seed)")
        #expect(alone.firewall.counters == together.firewall.counters, "seed \(seed)")
    }

    @Test("Several workers make the sessions and the log of one", arguments: [1, 2, 3, 7], seeds.prefix(6))
    func workers(count: Int, seed: UInt64) {
        // Where limits are reached, a worker's share of them is reached at another packet.
        func roomy(_ configuration: inout FirewallConfiguration) { configuration.limits.sessions = 100_000 }
        let (bytes, packets) = capture(seed)
        var one = Lab(rules: Self.rules, roomy)
        let group = Lab.group(count, rules: Self.rules, roomy)
        var verdicts: [Verdict] = []
        var expected: [Verdict] = []
        inBatches(packets, 1...900) { some in
            one.firewall.process(bytes.span, packets: some, into: &expected)
            group.process(bytes.span, packets: some, into: &verdicts)
            #expect(expected.map(\.disposition) == verdicts.map(\.disposition), "seed \(seed)")
            #expect(expected.map(\.reason) == verdicts.map(\.reason), "seed \(seed)")
        }
        let sessions = group.sessions()
        #expect(Set(sessions.map(\.id)).count == sessions.count)
        let end = one.sessions()
        group.finish()
        let difference = Self.difference(
            Self.withoutNumbers(end).map { "\($0)" }, Self.withoutNumbers(group.takeEndedSessions()).map { "\($0)" })
        #expect(difference == nil, "seed \(seed)")
        let logged = Self.difference(Self.withoutNumbers(one.firewall.takeRecords()), Self.withoutNumbers(group.takeRecords()))
        #expect(logged == nil, "seed \(seed)")
        #expect(one.firewall.counters == group.counters, "seed \(seed)")
        #expect(one.firewall.hitCounts == group.hitCounts, "seed \(seed)")
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
            return session
        }.sorted { ($0.start, "\($0.tuple)", $0.end) < ($1.start, "\($1.tuple)", $1.end) }
    }

    private static func withoutNumbers(_ records: [TrafficLogRecord]) -> [String] {
        records.map { record in
            var record = record
            record.sequenceNumber = 0
            record.session.id = 0
            var line: [UInt8] = []
            JSONLinesLogWriter().write(record, to: &line)
            return String(decoding: line, as: UTF8.self)
        }.sorted()
    }
}
