import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Tunnel content inspection: the outer packet passes only if what is inside passes.
@Suite struct TunnelInspectionTests {
    private static let outer = PacketBuilder(from: "10.1.0.5", to: "10.2.0.5")
    private static let inner = PacketBuilder(from: "192.168.7.1", to: "192.168.7.2", link: .raw)
    private static let inner6 = PacketBuilder(from: "fd00::1", to: "fd00::2", link: .raw)
    private static let query: [UInt8] = [0, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1]

    /// Inside, only DNS and what `others` lists pass; tunnels themselves all do.
    private func lab(
        _ change: (inout TunnelInspectionRule) -> Void = { _ in }, limits: (inout Limits) -> Void = { _ in }
    ) -> Lab {
        var rule = TunnelInspectionRule(name: "open")
        rule.innerSourceZone = "within"
        rule.innerDestinationZone = "beyond"
        change(&rule)
        let anywhere = Lab.rule("tunnels", .allow) {
            $0.services = ["any"]
            $0.from = ["inside", "outside"]
        }
        let queries = Lab.rule("queries", .allow) {
            $0.services = ["udp-53", "web"]
            $0.from = ["within", "beyond"]
        }
        return Lab(rules: [queries, anywhere]) {
            limits(&$0.limits)
        } policy: { policy in
            policy.zones = nil
            policy.services = [
                ServiceObject(name: "udp-53", ipProtocol: .udp, destinationPorts: PortSet(53)),
                ServiceObject(name: "web", ipProtocol: .tcp, destinationPorts: PortSet(80)),
            ]
            policy.tunnelInspections = [rule]
        }
    }

    static let readable = Tunnel.Kind.allCases.filter { $0 != .esp }

    private func inside(_ kind: Tunnel.Kind) -> PacketBuilder { kind == .teredo || kind == .ipv6InIP ? Self.inner6 : Self.inner }

    @Test("what is inside each kind of tunnel is a session of its own, and decides", arguments: readable)
    func everyKind(kind: Tunnel.Kind) throws {
        var lab = lab()
        let inside = inside(kind)
        #expect(lab.send(Self.outer.tunnel(kind, identifier: 5, inside.udp(4000, 53, payload: Self.query))).disposition.isPass)
        let refused = lab.send(Self.outer.tunnel(kind, identifier: 5, inside.udp(4000, 99, payload: hello)))
        #expect(refused.disposition == .drop && refused.reason == .policy)
        #expect(lab.firewall.counters.tunnels.opened == 2 && lab.firewall.counters.tunnels.blockedInside == 1)
        let sessions = lab.sessions()
        let within = sessions.filter { $0.from == "within" }
        #expect(within.count == 2)
        let allowed = try #require(within.first { $0.action.isAllow })
        #expect(allowed.tuple.source == inside.source && allowed.tuple.destinationPort == 53 && allowed.application == "dns")
        #expect(allowed.tunnelType == "\(kind)".uppercased())
        #expect(allowed.tunnelID == ([.ipInIP, .ipv6InIP, .etherIP, .teredo].contains(kind) ? 0 : 5))
        let tunnel = try #require(sessions.first { $0.id == allowed.parentID })
        #expect(tunnel.tuple.source == Self.outer.source && tunnel.tunnelType == nil && allowed.parentStart == tunnel.start)
    }

    @Test("an answer comes back through the same tunnel to the same session", arguments: readable)
    func answers(kind: Tunnel.Kind) throws {
        var lab = lab()
        let inside = inside(kind)
        #expect(lab.send(Self.outer.tunnel(kind, identifier: 5, inside.udp(4000, 53, payload: Self.query))).disposition.isPass)
        #expect(lab.send(Self.outer.reply.tunnel(kind, identifier: 5, inside.reply.udp(53, 4000, payload: Self.query))).disposition.isPass)
        let within = lab.sessions().filter { $0.tunnelType != nil }
        #expect(within.count == 1)
        #expect(within.first?.packetsSent == 1 && within.first?.packetsReceived == 1)
    }

    @Test("sessions of one tuple in different tunnels are different sessions")
    func neverMixed() {
        var lab = lab()
        let datagram = Self.inner.udp(4000, 53, payload: Self.query)
        let other = PacketBuilder(from: "10.1.0.6", to: "10.2.0.5")
        for bytes in [
            Self.outer.tunnel(.vxlan, identifier: 1, datagram), Self.outer.tunnel(.vxlan, identifier: 2, datagram),
            Self.outer.tunnel(.geneve, identifier: 1, datagram), other.tunnel(.vxlan, identifier: 1, datagram),
            PacketBuilder(from: "192.168.7.1", to: "192.168.7.2").udp(4000, 53, payload: Self.query),
        ] { _ = lab.send(bytes) }
        let same = lab.sessions().filter { $0.tuple.destinationPort == 53 }
        #expect(same.count == 5)
        #expect(same.filter { $0.tunnelType != nil }.count == 4)
        #expect(same.allSatisfy { $0.packets == 1 })
    }

    @Test("without a rule, or with one for other protocols, a tunnel stays closed")
    func closed() {
        let blocked = Self.outer.tunnel(.vxlan, identifier: 1, Self.inner.udp(4000, 99, payload: hello))
        for change in [
            { (rule: inout TunnelInspectionRule) in rule.protocols = ["gre", "gtp-u"] }, { $0.isDisabled = true },
            { $0.from = ["outside"] },
            {
                $0.negateSource = true; $0.source = ["10.1.0.5"]
            },
        ] as [(inout TunnelInspectionRule) -> Void] {
            var lab = lab(change)
            #expect(lab.send(blocked).disposition.isPass)
            #expect(lab.firewall.counters.tunnels == TunnelCounters())
            #expect(lab.sessions().count == 1)
        }
        var lab = lab { $0.protocols = ["vxlan"] }
        #expect(!lab.send(blocked).disposition.isPass)
    }

    @Test("sessions inside take the zones of the tunnel unless the rule names others")
    func zones() throws {
        var lab = lab { ($0.innerSourceZone, $0.innerDestinationZone) = (nil, nil) }
        let bytes = Self.outer.tunnel(.gre, identifier: 1, Self.inner.udp(4000, 99, payload: hello))
        #expect(lab.send(bytes).disposition.isPass)
        let within = try #require(lab.sessions().first { $0.tunnelType != nil })
        #expect((within.from, within.to) == ("inside", "outside"))
    }

    /// A tunnel in a tunnel, whose innermost datagram is not allowed.
    private var nested: [UInt8] {
        Self.outer.tunnel(.vxlan, identifier: 1, Self.inner.tunnel(.gre, identifier: 2, Self.inner6.udp(4000, 99, payload: hello)))
    }

    @Test("tunnels in tunnels are opened as deep as the rule says, and dropped beyond where it says so")
    func levels() {
        for (maximum, drops, passes, opened) in [
            (1, false, true, UInt64(1)), (1, true, false, 0), (2, false, false, 2), (2, true, false, 2),
        ] {
            var rule = TunnelInspectionRule(name: "open")
            rule.options.maximumLevels = maximum
            rule.options.dropsOverMaximum = drops
            var lab = Lab(
                // Not where the innermost datagram goes.
                rules: [
                    Lab.rule("tunnels", .allow) {
                        $0.services = ["any"]
                        $0.destination = ["10.2.0.0/16", "192.168.0.0/16"]
                    }
                ], policy: { $0.tunnelInspections = [rule] })
            #expect(lab.send(nested).disposition.isPass == passes, "\(maximum) \(drops)")
            #expect(lab.firewall.counters.tunnels.opened == opened, "\(maximum) \(drops)")
            #expect(lab.firewall.counters.tunnels.overMaximum == (drops && maximum == 1 ? 1 : 0))
        }
    }

    @Test("no configuration opens more tunnels within one another than the limit")
    func limit() {
        var lab = lab({ $0.options.maximumLevels = 2 }, limits: { $0.tunnelDepth = 1 })
        _ = lab.send(nested)
        #expect(lab.firewall.counters.tunnels.opened == 1)
        var none = self.lab(limits: { $0.tunnelDepth = 0 })
        #expect(none.send(nested).disposition.isPass && none.firewall.counters.tunnels.opened == 0)
    }

    @Test("what cannot be inspected is dropped where the options say so")
    func options() {
        let datagram = Self.inner.udp(4000, 53, payload: Self.query)
        let lax = Self.outer.packet(.gre, payload: [0, 8, 8, 0] + datagram)
        let unknown = Self.outer.packet(.gre, payload: [0, 0, 0x12, 0x34] + datagram)
        let encrypted = Self.outer.tunnel(.esp, identifier: 4, datagram)
        let arp = Self.outer.udp(
            1, 4789, payload: [8, 0, 0, 0, 0, 0, 1, 0] + LinkHeader.ethernetAddresses + [8, 6] + Array(repeating: 0, count: 28))
        let echo = Self.outer.udp(2152, 2152, payload: [0x32, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0])
        for drops in [false, true] {
            var lab = lab {
                $0.options.dropsStrictViolation = drops
                $0.options.dropsUnknownProtocol = drops
            }
            #expect(lab.send(lax).disposition.isPass == !drops)
            for bytes in [unknown, encrypted] {
                let verdict = lab.send(bytes)
                #expect(verdict.disposition.isPass == !drops && (verdict.reason == .tunnel) == drops)
            }
            for bytes in [arp, echo] { #expect(lab.send(bytes).disposition.isPass) }
            let counters = lab.firewall.counters.tunnels
            #expect((counters.notStrict, counters.unknownProtocol, counters.unreadable) == (drops ? 1 : 0, drops ? 2 : 0, 2))
            #expect((counters.notIP, counters.control) == (1, 1))
        }
    }

    @Test("a tunnel's packet that is not what it claims to be does not pass")
    func malformed() {
        var lab = lab()
        let verdict = lab.send(Self.outer.packet(.gre, payload: [0, 0, 8, 0, 0x45, 0]))
        #expect(verdict.disposition == .drop && verdict.reason == .tunnel)
        #expect(lab.firewall.counters.tunnels.malformed == 1)
    }

    @Test("fragments inside a tunnel are put together within it alone")
    func fragments() throws {
        var lab = lab()
        let payload = Self.inner.udpDatagram(4000, 53, payload: Self.query + Array(repeating: 0, count: 100))
        let parts = Self.inner.fragments(.udp, payload: payload, size: 64)
        #expect(lab.send(Self.outer.tunnel(.vxlan, identifier: 1, parts[0])).disposition == .hold)
        // The rest through another tunnel completes nothing.
        #expect(lab.send(Self.outer.tunnel(.vxlan, identifier: 2, parts[1])).disposition == .hold)
        #expect(lab.send(Self.outer.tunnel(.vxlan, identifier: 1, parts[1])).disposition.isPass)
        #expect(lab.sessions().filter { $0.tuple.destinationPort == 53 }.count == 1)
    }

    @Test("an error message inside belongs to the session inside")
    func errors() {
        var lab = lab()
        let datagram = Self.inner.udp(4000, 53, payload: Self.query)
        _ = lab.send(Self.outer.tunnel(.gre, identifier: 1, datagram))
        let error = Self.inner.reply.icmp(type: 3, code: 3, payload: datagram)
        #expect(lab.send(Self.outer.reply.tunnel(.gre, identifier: 1, error)).disposition.isPass)
        // Through another tunnel it speaks of nobody, and ICMP is not allowed inside.
        #expect(!lab.send(Self.outer.reply.tunnel(.gre, identifier: 2, error)).disposition.isPass)
    }

    @Test("the books balance, and tunnels with their domains are forgotten with their sessions")
    func books() throws {
        var random = SplitMix64(seed: 4)
        var lab = lab { $0.options.maximumLevels = 2 }
        for round in 0..<3_000 {
            let kind = try #require(Tunnel.Kind.allCases.randomElement(using: &random))
            let inside = inside(kind)
            let datagram = inside.udp(
                UInt16.random(in: 1...9, using: &random), [53, 99].randomElement(using: &random) ?? 53, payload: hello)
            let bytes = Self.outer.tunnel(kind, identifier: UInt32.random(in: 1...50, using: &random), datagram)
            _ = lab.send(round % 3 == 0 ? random.mutated(bytes) : bytes)
            if round % 500 == 0 { lab.pass(seconds: 100) }
        }
        let counters = lab.firewall.counters
        let outside = PacketReason.allCases.reduce(0) { $0 + counters.withoutSession($1).bytes }
        #expect(
            counters.received.bytes + counters.reassembled.bytes + counters.opened.bytes
                == counters.inSessions.bytes + counters.fragmentsHeld.bytes + outside)
        _ = lab.sessions()
        #expect(lab.firewall.sessionCount == 0)
    }
}

private let hello = Array("hello".utf8)
