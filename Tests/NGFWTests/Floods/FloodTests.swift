import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

/// Under every flood the engine keeps its bounds, established sessions lose nothing, and each drop is counted under a name.
/// Small in the ordinary suite; a soak has a million half-open sessions.
@Suite("Floods")
struct FloodTests {
    private static let rules = [Lab.rule("any", .allow) { $0.services = ["any"] }]
    private static let witnessCount = 20

    /// A SYN from a forged source.
    private static func syn(_ number: UInt32) -> [UInt8] {
        PacketBuilder(from: IPAddress(v4: 0x0a01_0000 | number >> 12 & 0xffff), to: IPAddress(v4: 0x0a02_0001))
            .tcp(UInt16(truncatingIfNeeded: 1_024 + number & 0xfff), 80, flags: .syn, sequence: number)
    }

    /// Packets that got no session, by what is counted of them.
    private static func dropped(_ lab: borrowing Lab) -> UInt64 {
        PacketReason.allCases.reduce(0) { $0 + lab.firewall.counters.withoutSession($1).packets }
    }

    @Test("SYN flood: the table keeps its bound, refusals are counted and told, and established sessions go on")
    func synFlood() {
        let size = Soak.size(2_000, soak: 200_000)
        var lab = Lab(rules: Self.rules) { $0.limits.sessions = size }
        var witnesses = Witnesses(Self.witnessCount, &lab)
        let flood = UInt32(size * 5)
        var refused: UInt64 = 0
        for number in 0..<flood {
            let verdict = lab.send(Self.syn(number))
            if verdict.reason == .sessionTableFull { refused += 1 }
            if number % 100 == 0 { witnesses.speak(&lab) }
            if lab.firewall.sessionCount > size { Issue.record("the table outgrew its bound") }
        }
        #expect(witnesses.lost.isEmpty)
        #expect(refused == UInt64(flood) - UInt64(size - Self.witnessCount))
        #expect(lab.firewall.counters.withoutSession(.sessionTableFull).packets == refused)
        #expect(Self.dropped(lab) == refused)
        #expect(lab.firewall.takeResourceEvents().map(\.count) == [refused])
        #expect(lab.firewall.inspections.count == 0)
        // Half-open ones are over in seconds, each with its record.
        lab.pass(seconds: 6)
        #expect(lab.firewall.sessionCount == Self.witnessCount)
        let ended = lab.firewall.takeEndedSessions()
        #expect(ended.count == size - Self.witnessCount)
        #expect(ended.allSatisfy { $0.application == "incomplete" && $0.endReason == .agedOut })
        Simulation.checkBooks(&lab, ended, 0)
    }

    @Test("Half-open sessions by the million in a soak: at most 160 bytes each, gone after their timeout, each with one record")
    func halfOpen() {
        let size = Soak.size(20_000, soak: 1_000_000)
        let before = Soak.residentBytes
        var lab = Lab(rules: Self.rules) {
            $0.limits.sessions = size + Self.witnessCount
            // None ages before the last has come.
            $0.settings.acceleratedAgeing.isEnabled = false
            $0.keepsEndedSessions = false
            $0.limits.pendingRecords = 10_000
        }
        var witnesses = Witnesses(Self.witnessCount, &lab)
        for number in 0..<UInt32(size) {
            _ = lab.send(Self.syn(number))
            if number % 1_000 == 0 { witnesses.speak(&lab) }
        }
        #expect(lab.firewall.sessionCount == size + Self.witnessCount)
        // The index may be twice as long as it must, and other suites may run beside this one unless it is a soak.
        if Soak.isOn { #expect(Soak.residentBytes - before < size * 160 + 64 << 20) }
        lab.pass(seconds: 6)
        witnesses.speak(&lab)
        #expect(lab.firewall.sessionCount == Self.witnessCount)
        #expect(witnesses.lost.isEmpty)
        #expect(lab.firewall.counters.sessionsEnded == UInt64(size))
        #expect(UInt64(lab.firewall.takeRecords().count) + lab.firewall.lostReportCounts.records == UInt64(size))
    }

    @Test("Fragment flood: memory keeps its bound, what comes to nothing is counted and told, and established sessions go on")
    func fragmentFlood() {
        var lab = Lab(rules: Self.rules) {
            $0.limits.fragmentedDatagrams = 100
            $0.limits.fragmentBytes = 200_000
        }
        var witnesses = Witnesses(Self.witnessCount, &lab)
        let count = UInt32(Soak.size(5_000, soak: 500_000))
        for number in 0..<count {
            let source = PacketBuilder(from: IPAddress(v4: 0x0a01_0000 | number & 0xffff), to: IPAddress(v4: 0x0a02_0001))
            let fragment = source.identification(number).fragment(
                .udp, payload: [UInt8](repeating: 1, count: 1_400), offset: Int(number % 3) * 1_400, moreFollow: true)
            #expect(!lab.send(fragment).isPass)
            if number % 100 == 0 { witnesses.speak(&lab) }
            if lab.firewall.reassembler.byteCount > 200_000 || lab.firewall.reassembler.count > 100 { Issue.record("over the bound") }
        }
        #expect(witnesses.lost.isEmpty)
        let counters = lab.firewall.counters
        #expect(counters.fragmentsHeld.packets + counters.withoutSession(.fragment).packets == UInt64(count))
        lab.pass(seconds: 31)
        _ = lab.send(Self.syn(1))
        let whole = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        #expect(lab.send(whole.fragments(.udp, payload: whole.udpDatagram(1, 2, payload: Array(0..<100)), size: 40)).isPass)
        // All but the whole one came to nothing.
        let told = lab.firewall.takeResourceEvents().filter { $0.kind == .fragments }.map(\.count).reduce(0, +)
        #expect(told == UInt64(count))
    }

    @Test(
        "A full table drops or bypasses what needs a session, counted as such; established sessions go on",
        arguments: SessionSettings.ResourceLimitBehavior.allCases)
    func fullTable(behavior: SessionSettings.ResourceLimitBehavior) {
        var lab = Lab(rules: Self.rules) {
            $0.limits.sessions = 100
            $0.settings.resourceLimitBehavior = behavior
        }
        var witnesses = Witnesses(Self.witnessCount, &lab)
        var passed = 0
        for number in 0..<1_000 as Range<UInt32> {
            if lab.send(Self.syn(number)).isPass { passed += 1 }
            witnesses.speak(&lab)
        }
        #expect(witnesses.lost.isEmpty)
        #expect(passed == (behavior == .bypass ? 1_000 : 80))
        #expect(lab.firewall.counters.withoutSession(.sessionTableFull).packets == 920)
        #expect(Self.dropped(lab) == 920)
    }

    @Test("A clock that jumps back ends nothing; one that jumps far ahead ends each session once, and new ones begin")
    func clock() {
        var lab = Lab(rules: Self.rules)
        var witnesses = Witnesses(Self.witnessCount, &lab)
        for time in [Timestamp(nanoseconds: .min), .distantPast, Timestamp(seconds: 0), Lab.start.advanced(bySeconds: -86_400 * 365)] {
            lab.time = time
            witnesses.speak(&lab)
            #expect(lab.firewall.now == Lab.start)
        }
        #expect(witnesses.lost.isEmpty)
        #expect(lab.firewall.sessionCount == Self.witnessCount)
        var ended: [SessionSummary] = []
        var created = Self.witnessCount
        for seconds in [86_400 * 365 * 10, 86_400 * 365 * 200, Int64.max] as [Int64] {
            lab.time = Lab.start.advanced(bySeconds: seconds)
            #expect(lab.send(Self.syn(UInt32(created))).isPass)
            created += 1
            ended += lab.firewall.takeEndedSessions()
            #expect(lab.firewall.sessionCount == 1, "\(seconds)")
        }
        lab.firewall.finish()
        ended += lab.firewall.takeEndedSessions()
        #expect(ended.count == created && Set(ended.map(\.id)).count == created)
        #expect(lab.firewall.takeRecords().count == created)
    }

    @Test("A capture cut to 64 bytes a packet: sessions are tracked with their lengths on the wire, and end under a name")
    func snapLength() {
        let seeds = Soak.size(3, soak: 300)
        for seed in UInt64(1)...UInt64(seeds) {
            var simulator = TrafficSimulator(seed: seed)
            var lab = Lab(rules: Self.rules) {
                $0.limits.inspectedSessions = 50
                // Leaps of the clock must not end a witness's handshake.
                $0.settings.timeouts.tcpInit = 60
                $0.settings.timeouts.tcpHandshake = 60
            }
            var bytes: UInt64 = 0
            for _ in 0..<3_000 {
                let packet = simulator.next()
                lab.time = packet.time
                let cut = Array(packet.bytes.prefix(64))
                let verdict = lab.firewall.process(cut.span, wireLength: packet.bytes.count, linkType: .ethernet, at: lab.time)
                if packet.witness != nil {
                    #expect(verdict.isPass, "seed \(seed): \(verdict.reason)")
                    bytes += UInt64(packet.bytes.count - 14)
                }
            }
            #expect(lab.firewall.inspections.count <= 50)
            let ended = lab.sessions()
            Simulation.checkBooks(&lab, ended, seed)
            let witness = IPAddress(TrafficSimulator.witness)
            #expect(ended.filter { $0.tuple.source == witness }.reduce(0) { $0 + $1.bytes } == bytes, "seed \(seed)")
            #expect(ended.allSatisfy { $0.application != "undecided" && $0.endReason != nil }, "seed \(seed)")
        }
    }

    @Test("Bit-flipped packets of other sessions: established sessions go on, and every drop has a name")
    func bitFlips() {
        var random = SplitMix64(seed: 11)
        var lab = Lab(rules: Self.rules) {
            $0.limits.sessions = 3_000
            $0.limits.inspectedSessions = 50
            $0.limits.fragmentedDatagrams = 20
            $0.verifiesChecksums = false
        }
        var witnesses = Witnesses(Self.witnessCount, &lab)
        var talk = Talk(port: 80, from: "10.1.0.9", to: "10.2.0.9")
        let packets = talk.handshake() + [talk.send(Attack.harmless), talk.answer("HTTP/1.1 200 OK\r\n\r\n")] + talk.finish()
        let count = Soak.size(20_000, soak: 1_000_000)
        for number in 0..<count {
            var packet = packets[number % packets.count]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                // The witnesses' addresses are left alone: a packet in their name is no flipped one of another session.
                let place = Int.random(in: 34..<packet.count, using: &random)
                packet[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            packet[Int.random(in: 12..<26, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            _ = lab.send(packet)
            if number % 100 == 0 { witnesses.speak(&lab) }
            if lab.firewall.sessionCount > 3_000 || lab.firewall.inspections.count > 50 || lab.firewall.reassembler.count > 20 {
                Issue.record("over the bound at \(number)")
            }
        }
        #expect(witnesses.lost.isEmpty)
        Simulation.checkBooks(&lab, lab.firewall.takeEndedSessions(), 11)
        #expect(lab.firewall.counters.received.packets == UInt64(count + witnesses.packets))
    }
}
