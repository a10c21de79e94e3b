import NGFWCore
import Testing

@testable import NGFWPolicy

/// Rules that are not understood fully: errors, or rules that match nothing and say so.
@Suite struct LenientTests {
    /// Each with something in it that cannot be understood.
    static let faulty: [@Sendable (inout SecurityRule) -> Void] = [
        { $0.source = ["nowhere", "10.0.0.0/8"] }, { $0.destination = ["ring"] }, { $0.source = ["partly"] }, { $0.source = ["filter"] },
        { $0.from = ["A", "Z"] }, { $0.services = ["service-https", "nothing"] }, { $0.services = ["loop"] },
        { $0.applications = ["ssh", "incomplete"] }, { $0.applications = ["again", "ssl"] }, { $0.applications = ["ssh-group"] },
        { $0.schedule = "night" }, { $0.schedule = "unknown" }, { $0.users = ["any", "eve"] }, { $0.users = ["broken-users", "unknown"] },
        { $0.destination = ["half-open"] }, { $0.source = ["empty", "10.0.0.0/8"] }, { $0.flaw = "its action cannot be read" },
    ]

    private static func policy(_ action: RuleAction, _ change: (inout SecurityRule) -> Void) -> Policy {
        makePolicy([rule("faulty", action, change), rule("rest", action.isAllow ? .drop : .allow)]) {
            $0.addressGroups = [
                AddressGroup(name: "ring", content: .members(["ring", "10.0.0.2"])),
                AddressGroup(name: "partly", content: .members(["10.0.0.1"])),
                AddressGroup(name: "filter", content: .filter("'a' and")), AddressGroup(name: "empty", content: .members([])),
            ]
            $0.addresses = [AddressObject(name: "half-open", value: .wildcard(IPWildcard(address: 0, mask: 0xff00_0000)))]
            $0.incompleteAddresses = ["partly"]
            $0.serviceGroups = [NamedGroup(name: "loop", members: ["service-https", "loop"])]
            $0.applicationGroups = [
                NamedGroup(name: "again", members: ["ssl", "again"]), NamedGroup(name: "ssh-group", members: ["ssl", "pop3-group"]),
                NamedGroup(name: "pop3-group", members: ["ssh-group"]),
            ]
            $0.schedules = [Schedule(name: "night", content: .daily([Schedule.DayWindow(start: 1320, end: 360)]))]
            $0.dynamicUserGroups = [DynamicUserGroup(name: "broken-users", filter: "(")]
        }
    }

    @Test(arguments: faulty.indices, [RuleAction.allow, .drop])
    func `a rule that is not understood is an error, and matches nothing where errors are let pass`(index: Int, action: RuleAction) {
        let policy = Self.policy(action, Self.faulty[index])
        let strict = ResolvedPolicy(policy)
        #expect(strict.diagnostics.hasErrors || policy.rules[0].flaw != nil)
        let lenient = ResolvedPolicy(policy, lenient: true)
        #expect(!lenient.diagnostics.hasErrors)
        #expect(lenient.toleratedErrorCount > 0 || policy.rules[0].flaw != nil)
        #expect(lenient.rules[0].neverMatchesBecause != nil)
        #expect(lenient.diagnostics.all.contains { $0.code == "NGFW-P030" && $0.message.contains("'faulty'") })
        let flow = Flow(application: "ssl", time: Timestamp("2026-01-05T23:00:00Z") ?? .zero)
        #expect(Answers(policy, flow, lenient: true).are("rest", action.isAllow ? .drop : .allow))
    }

    @Test func `what is only not known here is no error, and other rules stay as they are`() {
        let policy = makePolicy([
            rule("list") { $0.source = ["edl", "10.0.0.1"] }, rule("application") { $0.applications = ["never-heard-of"] },
            rule("bad") { $0.source = ["nowhere"] }, rule("sound", .drop),
        ]) { $0.externalLists = ["edl": []] }
        let resolved = ResolvedPolicy(policy, lenient: true)
        #expect(resolved.rules.map(\.isInForce) == [true, true, false, true])
        #expect(Answers(policy, Flow(), lenient: true).are("list", .allow))
    }

    @Test func `too many rules stay an error whatever is let pass`() {
        var limits = Limits.standard
        limits.rules = 1
        #expect(ResolvedPolicy(makePolicy([rule("a"), rule("b")]), limits: limits, lenient: true).diagnostics.hasErrors)
    }
}
