import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Datagrams in pieces that do not fit, or that fit in more ways than one.
@Suite("Evasion: fragments")
struct FragmentEvasionTests {
    private static let families = [
        PacketBuilder(from: "10.1.0.1", to: "10.2.0.1"), PacketBuilder(from: "2001:db8:1::1", to: "2001:db8:2::1"),
    ]
    private static let query: [UInt8] = [0, 7, 1, 0, 0, 1] + [UInt8](repeating: 0, count: 34)
    private static let other = query.map { $0 ^ 0x5a }

    /// Sends fragments of one datagram: bytes, offset, whether more follow.
    private static func send(_ lab: inout Lab, _ builder: PacketBuilder, _ parts: [(ArraySlice<UInt8>, Int, Bool)]) -> Verdict {
        lab.send(parts.map { builder.fragment(.udp, payload: Array($0.0), offset: $0.1, moreFollow: $0.2) })
    }

    private static func datagram(_ builder: PacketBuilder, _ payload: [UInt8] = query) -> [UInt8] {
        builder.udpDatagram(5_000, 53, payload: payload)
    }

    private static func onlyDNS() -> Lab { Lab(rules: [Lab.rule("dns", .allow, ["dns"])]) }

    @Test("Overlaps with other bytes drop the datagram, whatever their shape", arguments: families)
    func overlaps(builder: PacketBuilder) {
        let (one, two) = (Self.datagram(builder), Self.datagram(builder, Self.other))
        let shapes: [(name: String, first: Range<Int>, second: Range<Int>)] = [
            ("equal", 16..<32, 16..<32), ("inside", 8..<32, 16..<24), ("around", 16..<24, 8..<32), ("tail", 8..<24, 16..<32),
            ("head", 16..<32, 8..<24), ("same start", 8..<24, 8..<32), ("same end", 8..<32, 16..<32),
        ]
        for (name, first, second) in shapes {
            var lab = Self.onlyDNS()
            let verdict = Self.send(&lab, builder, [(one[first], first.lowerBound, true), (two[second], second.lowerBound, true)])
            #expect(verdict.reason == .fragment, "\(name)")
            // What would complete it is swallowed.
            _ = Self.send(&lab, builder, [(one[0..<8], 0, true), (one[8..<32], 8, true), (one[32...], 32, false)])
            #expect(lab.firewall.sessionCount == 0, "\(name)")
        }
    }

    @Test("The same bytes again are no overlap in IPv4; in IPv6 only the same fragment again is none")
    func sameBytes() {
        for builder in Self.families {
            let whole = Self.datagram(builder)
            var repeated = Self.onlyDNS()
            #expect(Self.send(&repeated, builder, [(whole[0..<24], 0, true), (whole[0..<24], 0, true), (whole[24...], 24, false)]).isPass)
            var overlapping = Self.onlyDNS()
            let verdict = Self.send(&overlapping, builder, [(whole[0..<24], 0, true), (whole[16...], 16, false)])
            #expect(verdict.isPass == builder.source.isIPv4)
        }
    }

    @Test("A fragment sent twice with other bytes, before and after the datagram is whole")
    func duplicate() {
        let builder = Self.families[0]
        let (one, two) = (Self.datagram(builder), Self.datagram(builder, Self.other))
        var before = Self.onlyDNS()
        #expect(Self.send(&before, builder, [(one[8..<24], 8, true), (two[8..<24], 8, true)]).reason == .fragment)
        var after = Self.onlyDNS()
        #expect(Self.send(&after, builder, [(one[0..<24], 0, true), (one[24...], 24, false)]).isPass)
        // Alone it waits for a datagram that never comes.
        #expect(Self.send(&after, builder, [(two[0..<24], 0, true)]).disposition == .hold)
        after.pass(seconds: 31)
        #expect(after.firewall.sessions().allSatisfy { $0.packets == 1 })
    }

    @Test("A first fragment too small for the ports, the header in pieces: judged when whole", arguments: families)
    func tinyFirst(builder: PacketBuilder) {
        let segment = builder.tcpSegment(40_000, 80, flags: .syn, sequence: 1)
        for rules in [[Lab.rule("web", .allow, ["web-browsing"])], [Lab.rule("ssh", .allow, ["ssh"])]] {
            var lab = Lab(rules: rules)
            let parts = builder.fragments(.tcp, payload: segment, size: 8)
            #expect(parts.count == 3)
            #expect(lab.send(parts[0]).disposition == .hold)
            #expect(lab.send(parts[1]).disposition == .hold)
            #expect(lab.send(parts[2]).isPass == (rules[0].name == "web"))
        }
    }

    @Test("The last fragment first, and any order", arguments: families)
    func anyOrder(builder: PacketBuilder) {
        let parts = builder.fragments(.udp, payload: Self.datagram(builder), size: 16)
        for order in [[2, 1, 0], [1, 2, 0], [2, 0, 1]] {
            var lab = Self.onlyDNS()
            #expect(lab.send(order.map { parts[$0] }).isPass)
            #expect(lab.sessions().map(\.application) == ["dns"])
        }
    }

    @Test("A datagram longer than any can be is dropped", arguments: families)
    func pingOfDeath(builder: PacketBuilder) {
        var lab = Self.onlyDNS()
        let verdict = Self.send(&lab, builder, [([UInt8](repeating: 0, count: 1_400)[...], 65_528, false)])
        #expect(verdict.reason == .fragment)
        #expect(lab.firewall.takeResourceEvents().map(\.kind) == [.fragments])
    }

    @Test("Without its last fragment a datagram waits, and is counted when its time is over", arguments: families)
    func missingLast(builder: PacketBuilder) {
        var lab = Self.onlyDNS()
        let whole = Self.datagram(builder)
        #expect(Self.send(&lab, builder, [(whole[0..<16], 0, true), (whole[16..<32], 16, true)]).disposition == .hold)
        lab.pass(seconds: 31)
        // The late end makes no datagram any more.
        #expect(Self.send(&lab, builder, [(whole[32...], 32, false)]).disposition == .hold)
        #expect(lab.firewall.sessionCount == 0)
        #expect(lab.firewall.takeResourceEvents().map(\.kind) == [.fragments])
    }

    @Test("Two ends, or bytes behind the end, drop the datagram", arguments: families)
    func twoEnds(builder: PacketBuilder) {
        let whole = Self.datagram(builder)
        var lab = Self.onlyDNS()
        #expect(Self.send(&lab, builder, [(whole[16..<32], 16, false), (whole[32...], 32, false)]).reason == .fragment)
        var other = Self.onlyDNS()
        #expect(Self.send(&other, builder, [(whole[32...], 32, true), (whole[16..<32], 16, false)]).reason == .fragment)
    }

    @Test("Fragments of one number but another protocol are another datagram's")
    func otherProtocol() {
        let builder = Self.families[0]
        let whole = Self.datagram(builder)
        var lab = Self.onlyDNS()
        let lure = builder.fragment(.tcp, payload: Array(Self.datagram(builder, Self.other)[0..<24]), offset: 0, moreFollow: true)
        #expect(lab.send(lure).disposition == .hold)
        #expect(Self.send(&lab, builder, [(whole[0..<24], 0, true), (whole[24...], 24, false)]).isPass)
        #expect(lab.sessions().map(\.application) == ["dns"])
    }

    @Test("A fragment that is the whole datagram is one, and disturbs no other (RFC 6946)")
    func atomic() {
        let builder = Self.families[1]
        let whole = Self.datagram(builder)
        var lab = Self.onlyDNS()
        #expect(Self.send(&lab, builder, [(whole[0..<24], 0, true)]).disposition == .hold)
        #expect(Self.send(&lab, builder, [(whole[...], 0, false)]).isPass)
        #expect(Self.send(&lab, builder, [(whole[24...], 24, false)]).isPass)
    }

    @Test("What is forbidden does not pass in fragments either: they are held until the datagram is judged", arguments: families)
    func blockedWhole(builder: PacketBuilder) {
        var lab = Lab(rules: [Lab.rule("no dns", .deny, ["dns"]), Lab.rule("rest", .allow) { $0.services = ["any"] }])
        let parts = builder.fragments(.udp, payload: Self.datagram(builder), size: 16)
        let verdicts = parts.map { lab.send($0) }
        #expect(verdicts.dropLast().allSatisfy { $0.disposition == .hold })
        #expect(verdicts.last?.isPass == false)
    }

    @Test("A fragment with few hops to live: the real one contradicts it, or waits for a datagram that never comes")
    func fewHops() {
        let builder = Self.families[0]
        let (one, two) = (Self.datagram(builder), Self.datagram(builder, Self.other))
        var lab = Self.onlyDNS()
        _ = lab.send(builder.timeToLive(1).fragment(.udp, payload: Array(two[8..<24]), offset: 8, moreFollow: true))
        #expect(Self.send(&lab, builder, [(one[0..<8], 0, true), (one[8..<24], 8, true)]).reason == .fragment)
        #expect(lab.firewall.sessionCount == 0)
    }
}
