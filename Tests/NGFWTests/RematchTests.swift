import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Options about sessions that run while something changes. Source: reference, Unverified 5, 7 and 9.
@Suite("Options of running sessions")
struct RematchTests {
    private static func firewall(_ option: String, _ value: String, _ change: (inout Policy) -> Void) throws -> Firewall {
        var policy = Policy(name: "lab", catalogue: Lab.library.catalogue)
        policy.rules = [Lab.rule("ssh", .allow, ["ssh"])]
        change(&policy)
        var options = PolicyOptions()
        try options.set(option, value)
        let resolved = ResolvedPolicy(policy, options: options, at: Lab.start)
        return Firewall(configuration: Lab.configuration, library: Lab.library, policy: PolicyEngine(resolved))
    }

    /// Whether a session that is allowed as ssh still passes after a change.
    private static func passes(_ firewall: consuming Firewall, _ change: (inout Firewall) -> Void) -> Bool {
        var talk = Talk(port: 22)
        for packet in talk.handshake() + [talk.send(Talk.sshBanner)] {
            _ = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: Lab.start)
        }
        change(&firewall)
        let packet = talk.answer(Talk.sshBanner)
        return firewall.process(
            packet.span, wireLength: packet.count, linkType: .ethernet, at: Lab.start.advanced(bySeconds: 60)
        ).isPass
    }

    @Test("A tag that goes ends running sessions only where the option says so", arguments: [("no", true), ("yes", false)])
    func tags(value: String, stays: Bool) throws {
        let web = IPAddress(v4: 0x0a01_0000 + 1)
        for isExpiry in [false, true] {
            var firewall = try Self.firewall("rematch-on-tag-change", value) {
                $0.rules[0].source = ["web"]
                $0.addressGroups = [AddressGroup(name: "web", content: .filter("'web'"))]
            }
            let tag = TagRegistration("web", timeout: isExpiry ? 30 : nil)
            firewall.apply(RegistrationUpdate([.register(.host(web), [tag])]), at: Lab.start)
            let passes = Self.passes(firewall) {
                if !isExpiry { $0.apply(RegistrationUpdate([.unregister(.host(web), [])]), at: Lab.start) }
            }
            #expect(passes == stays, "expiry \(isExpiry)")
        }
    }

    @Test("Other addresses of a name end running sessions only where the option says so", arguments: [("no", true), ("yes", false)])
    func names(value: String, stays: Bool) throws {
        let firewall = try Self.firewall("rematch-on-refresh", value) {
            $0.rules[0].destination = ["server"]
            $0.addresses = [AddressObject(name: "server", value: .fqdn("server.example"))]
            $0.resolutions["server.example"] = [
                TimedAddresses([IPAddress(v4: 0x0a02_0001)]),
                TimedAddresses([IPAddress(v4: 0x0a02_0009)], from: Lab.start.advanced(bySeconds: 30)),
            ]
        }
        #expect(Self.passes(firewall) { _ in } == stays)
    }

    @Test("The end of a schedule ends running sessions only where the option says so", arguments: [("no", true), ("yes", false)])
    func schedules(value: String, stays: Bool) throws {
        let start = Lab.start.seconds
        let firewall = try Self.firewall("rematch-on-schedule", value) {
            $0.rules[0].schedule = "once"
            $0.schedules = [Schedule(name: "once", content: .once([start - 10..<start + 30]))]
        }
        #expect(Self.passes(firewall) { _ in } == stays)
    }

    @Test("Addresses of a name change for flows in words at the flow's own time")
    func flows() throws {
        var firewall = try Self.firewall("rematch-on-refresh", "no") {
            $0.rules[0].destination = ["server"]
            $0.addresses = [AddressObject(name: "server", value: .fqdn("server.example"))]
            $0.resolutions["server.example"] = [
                TimedAddresses([IPAddress(v4: 0x0a02_0001)]),
                TimedAddresses([IPAddress(v4: 0x0a02_0009)], from: Lab.start.advanced(bySeconds: 30)),
            ]
        }
        firewall.advance(to: Lab.start)
        for (host, seconds, action) in [(1, 0, RuleAction.allow), (9, 0, .deny), (1, 30, .deny), (9, 30, .allow), (1, 29, .allow)] {
            var flow = FlowDescription(
                source: IPAddress(v4: 0x0a01_0001), destination: IPAddress(v4: 0x0a02_0000 + UInt32(host)), ipProtocol: .tcp)
            flow.destinationPort = 22
            flow.application = "ssh"
            flow.time = Lab.start.advanced(bySeconds: Int64(seconds))
            #expect(try firewall.decide(flow).action == action, "host \(host) after \(seconds) s")
        }
    }

    @Test(
        "Echoes of ICMPv6 are called as the option says", arguments: [("ping", "ping"), ("ping6", "ping6"), ("ipv6-icmp", "ipv6-icmp")])
    func echoes(value: String, name: String) throws {
        var firewall = try Self.firewall("icmpv6-echo", value) {
            $0.catalogue = Lab.library.catalogue.adding([Application(name: "ipv6-icmp", origin: .list)])
        }
        var flow = FlowDescription(
            source: try #require(IPAddress("2001:db8:1::1")), destination: try #require(IPAddress("2001:db8:2::1")), ipProtocol: .icmpv6)
        flow.icmpType = 128
        let decision = try firewall.decide(flow)
        // The laboratory's library does not know echoes of ICMPv6 by themselves.
        #expect(decision.application == (value == "ping" ? "undecided" : name))
    }
}
