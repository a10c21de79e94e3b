import NGFWCore
import NGFWPolicy
import Testing

@Suite struct ServiceTimeoutTests {
    private func policy() -> ResolvedPolicy {
        var policy = Policy(name: "test", catalogue: ApplicationCatalogue([]))
        func service(_ name: String, _ ports: PortSet, _ idle: Int64?) -> ServiceObject {
            var service = ServiceObject(name: name, ipProtocol: .tcp, destinationPorts: ports)
            service.timeouts.idle = idle
            return service
        }
        policy.services = [
            service("plain", PortSet([1...100]), nil), service("slow", PortSet(80), 900), service("slower", PortSet([80...90]), 1800),
        ]
        policy.serviceGroups = [NamedGroup(name: "both", members: ["plain", "slow", "slower"])]
        func rule(_ name: String, _ services: [String]) -> SecurityRule {
            var rule = SecurityRule(name: name)
            rule.services = services
            return rule
        }
        policy.rules = [rule("a", ["both"]), rule("b", ["plain"]), rule("c", ["any"]), rule("d", ["application-default"])]
        return ResolvedPolicy(policy)
    }

    private func tuple(_ port: UInt16, _ ipProtocol: IPProtocol = .tcp) -> FiveTuple {
        FiveTuple(
            source: IPAddress(v4: 1), sourcePort: 1000, destination: IPAddress(v4: 2), destinationPort: port, ipProtocol: ipProtocol)
    }

    @Test func `the first service of the rule that has the port and says something counts`() {
        let policy = policy()
        #expect(policy.serviceTimeouts(of: .rule(0), for: tuple(80))?.idle == 900)
        #expect(policy.serviceTimeouts(of: .rule(0), for: tuple(85))?.idle == 1800)
        #expect(policy.serviceTimeouts(of: .rule(0), for: tuple(50)) == nil)
        #expect(policy.serviceTimeouts(of: .rule(0), for: tuple(80, .udp)) == nil)
    }

    @Test func `rules without such services, and default rules, override nothing`() {
        let policy = policy()
        for author in [RuleMatch.Author.rule(1), .rule(2), .rule(3), .intrazoneDefault, .interzoneDefault] {
            #expect(policy.serviceTimeouts(of: author, for: tuple(80)) == nil)
        }
    }
}
