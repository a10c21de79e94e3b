import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// The engine finds application override rules by their ports; the reference asks all of them one by one.
@Suite struct OverrideIndexTests {
    private func generated(_ generator: inout PolicyGenerator) -> Policy {
        let names = ["g-web", "g-all", "DAG"] + PolicyGenerator.networks + PolicyGenerator.ranges
        var overrides: [ApplicationOverrideRule] = []
        for index in 0..<generator.pick([3, 40, 200]) {
            let low = generator.pick([1, 53, 80, 443, 1_000])
            let ports = generator.chance(30) ? PortSet([UInt16(low)...UInt16(low + generator.pick([0, 1, 9_000]))]) : PortSet(UInt16(low))
            var rule = ApplicationOverrideRule(
                name: "o\(index)", ports: ports, application: generator.pick(["homegrown", "ssh", "tor"]))
            rule.ipProtocol = generator.chance(70) ? .tcp : .udp
            if generator.chance(60) { rule.from = generator.some(["A", "B"], 2) }
            if generator.chance(60) { rule.to = generator.some(["B", "C"], 2) }
            if generator.chance(60) { rule.source = generator.some(names, 2) }
            if generator.chance(60) { rule.destination = generator.some(names, 3) }
            rule.negateSource = rule.source != ["any"] && generator.chance(15)
            rule.negateDestination = rule.destination != ["any"] && generator.chance(15)
            if generator.chance(25) { rule.users = generator.some(["corp\\eve", "admins", "known-user", "unknown"], 2) }
            rule.isDisabled = generator.chance(10)
            overrides.append(rule)
        }
        return makePolicy([rule("all")]) {
            $0.applicationOverrides = overrides
            $0.addresses = [AddressObject("a1", "10.0.0.0/24"), AddressObject("a2", "172.16.0.0/12")]
            $0.addressGroups = [
                AddressGroup(name: "g-web", content: .members(["a1"])),
                AddressGroup(name: "g-all", content: .members(["g-web", "a2", "DAG"])),
                AddressGroup(name: "DAG", content: .filter("'web' or 'db' and 'prod'")),
            ]
            $0.userGroups = ["corp\\eve": ["admins"]]
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `the rule found by ports is the first one that the reference finds`(seed: UInt64) {
        var generator = PolicyGenerator(seed: seed)
        let resolved = ResolvedPolicy(generated(&generator))
        var engine = PolicyEngine(resolved)
        var found: Set<Int?> = []
        for step in 0..<400 {
            if step.isMultiple(of: 20) {
                let host = ip(generator.pick(PolicyGenerator.hosts))
                let object = generator.chance(70) ? RegisteredObject.host(host) : .prefix(IPPrefix("10.0.0.0/25") ?? .any)
                let tags = generator.some(PolicyGenerator.tags, 3).map { TagRegistration($0) }
                engine.apply(RegistrationUpdate([generator.chance(60) ? .register(object, tags) : .unregister(object, [])]), at: .zero)
            }
            var flow = Flow(
                from: generator.pick(["A", "B", nil]), to: generator.pick(["B", "C", "A"]), source: generator.pick(PolicyGenerator.hosts),
                destination: generator.pick(PolicyGenerator.hosts))
            flow.ipProtocol = generator.pick([.tcp, .tcp, .udp, .icmp, .sctp])
            flow.port = UInt16(generator.pick([0, 1, 2, 53, 80, 443, 5_000, 65_535]))
            if generator.chance(40) { flow.user = .mapped(resolved.userID(named: generator.pick(PolicyGenerator.users))) }
            let input = flow.input(resolved)
            let expected = ReferenceEvaluator(resolved).applicationOverride(for: input, engine.registry)
            #expect(engine.applicationOverride(for: input) == expected, "\(input)")
            found.insert(expected?.rule)
        }
        #expect(found.count > 2 && found.contains(nil))
    }

    @Test func `rules that are not in force are not found`() {
        var off = ApplicationOverrideRule(name: "off", ports: PortSet(80), application: "ssh")
        off.isDisabled = true
        let engine = PolicyEngine(ResolvedPolicy(makePolicy { $0.applicationOverrides = [off] }))
        var flow = Flow()
        flow.port = 80
        #expect(engine.applicationOverride(for: flow.input(engine.policy)) == nil)
        #expect(engine.compiled.overrides.isEmpty)
    }
}
