import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// Changes that were made ready do what their messages do.
@Suite struct PreparedChangesTests {
    private func host(_ number: Int) -> IPAddress { IPAddress(v4: 0x0a00_0000 + UInt32(number)) }

    private func limits() -> Limits {
        var limits = Limits.standard
        limits.registeredAddresses = 16
        limits.tagsPerAddress = 4
        limits.registeredTags = 10
        return limits
    }

    /// Everything that a message can say, most of it tags of hosts; some of it refused.
    private func message(_ random: inout SplitMix64) -> RegistrationUpdate {
        func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
        let names = (0..<12).map { "t\($0)" } + ["T1", "T2", "bad 'one'", "and", "", "t3 "]
        let timeouts: [Int64?] = [nil, nil, nil, 0, 5, 60, -3, -1, 3_000_000]
        let operations = (0..<pick(6)).map { _ -> RegistrationUpdate.Operation in
            let object: RegisteredObject = pick(9) == 0 ? .prefix(IPPrefix(host(pick(4) * 8), length: 29) ?? .any) : .host(host(pick(30)))
            switch pick(240) {
            case 0..<130:
                return .register(
                    object, (0..<pick(4)).map { _ in TagRegistration(names[pick(names.count)], timeout: timeouts[pick(timeouts.count)]) })
            case 130..<200: return .unregister(object, (0..<pick(3)).map { _ in names[pick(names.count)] })
            case 200: return .clearAddresses
            case 201..<211: return .login(user: "u\(pick(3))", address: host(pick(4)), timeout: timeouts[pick(timeouts.count)])
            case 211..<226: return .registerUser("u\(pick(3))", [TagRegistration(names[pick(names.count)])])
            default: return .unregisterUser("u\(pick(3))", [])
            }
        }
        var update = RegistrationUpdate(operations)
        if pick(3) == 0 { update.source = SourceLocation(file: "m.xml", line: pick(100)) }
        return update
    }

    /// All that a registry says.
    private struct Said: Equatable {
        struct Tag: Hashable {
            var tag: String
            var deadline: Timestamp
            var provenance: Provenance
        }

        var tags: [RegisteredObject: Set<Tag>] = [:]
        var userTags: [String: Set<Tag>] = [:]
        var logins: [IPAddress: String]
        var revision: UInt64
        var names: Int
        var timed: Int

        init(_ registry: AddressRegistry) {
            func tags(_ record: UInt32) -> Set<Tag> {
                Set(
                    registry.tags.entries(of: record).map { entry in
                        Tag(
                            tag: registry.names[entry.tag], deadline: registry.details.deadline(of: entry.detail),
                            provenance: Provenance(source: registry.details.source(of: entry.detail), since: entry.since))
                    })
            }
            logins = registry.logins.mapValues(\.user)
            revision = registry.revision
            names = registry.names.count
            timed = registry.timedCount
            for (address, record) in registry.hosts.hosts { self.tags[.host(address)] = tags(record) }
            for (object, record) in registry.ranges { self.tags[object] = tags(record) }
            userTags = registry.users.mapValues(tags)
        }
    }

    @Test(arguments: [PolicyOptions.TagCase.sensitive, .insensitive], [PolicyOptions.TagRefresh.restart, .keep])
    func `a registry says the same after prepared changes as after their messages`(
        tagCase: PolicyOptions.TagCase, refresh: PolicyOptions.TagRefresh
    ) {
        var refusals: [RegistrationOutcome.Result: Int] = [:]
        for seed in 0..<8 {
            var random = SplitMix64(seed: UInt64(seed))
            // Every other registry is full of names, so that one must go before another comes.
            var limits = limits()
            if seed.isMultiple(of: 2) { limits.registeredTags = 6 }
            var plain = AddressRegistry(limits: limits)
            plain.options.tagCase = tagCase
            plain.options.tagRefresh = refresh
            var prepared = plain
            for step in 0..<40 {
                let time = Timestamp(seconds: Int64(step) * 3)
                let messages = (0..<3).map { _ in message(&random) }
                let outcomes = messages.flatMap { plain.apply($0, at: time) }
                let summary = prepared.apply(PreparedChanges(messages), at: time)
                #expect(Said(prepared) == Said(plain), "seed \(seed), step \(step)")
                let others = summary.others.filter(\.isRefusal)
                #expect(others == outcomes.filter(\.isRefusal), "seed \(seed), step \(step)")
                for refused in others { refusals[refused.result, default: 0] += 1 }
                let rest = summary.added + summary.removed + summary.refreshed + summary.unchanged + summary.others.count
                #expect(rest == outcomes.count)
            }
            let rest = (0..<4).map { RegistrationUpdate.Operation.logout(user: nil, address: host($0)) }
            prepared.apply(PreparedChanges([RegistrationUpdate([.clearAddresses, .clearUsers] + rest)]), at: Timestamp(seconds: 10_000))
            #expect(prepared.details.count == 0 && prepared.names.count == 0, "what nothing uses is given back")
        }
        let expected: [RegistrationOutcome.Refusal] = [.tooManyAddresses, .tooManyTags, .tooManyTagNames, .badTag, .badTimeout]
        for reason in expected { #expect(refusals[.refused(reason), default: 0] > 3, "\(reason)") }
    }

    @Test func `the next lookup sees prepared changes, in an engine of many hosts and of few`() {
        let policy = makePolicy((0..<6).map { tag in rule("r\(tag)", tag % 2 == 0 ? .allow : .deny) { $0.source = ["DAG-\(tag)"] } }) {
            $0.addressGroups = (0..<6).map { AddressGroup(name: "DAG-\($0)", content: .filter("'t\($0)' or 'T1' and 't\(($0 + 1) % 12)'")) }
        }
        let resolved = ResolvedPolicy(policy)
        let reference = ReferenceEvaluator(resolved)
        for others in [0, 12_000] {
            var random = SplitMix64(seed: UInt64(others))
            var engine = PolicyEngine(resolved)
            engine.apply(
                RegistrationUpdate(
                    (0..<others).map { .register(.host(host(1_000 + $0)), [TagRegistration("t0"), TagRegistration("t1")]) }),
                at: .zero)
            var members = 0
            for step in 0..<60 {
                engine.apply(PreparedChanges((0..<20).map { _ in message(&random) }), at: Timestamp(seconds: Int64(step)))
                for number in 0..<30 {
                    var flow = Flow()
                    flow.source = host(number).description
                    let input = flow.input(resolved)
                    let expected = reference.match(input, engine.registry)
                    // Asked before and after the lookup that takes note of the change.
                    #expect(engine.groups(of: host(number)).count <= 6)
                    if number.isMultiple(of: 2) { #expect(engine.match(input) == expected, "step \(step), host \(number)") }
                    #expect(engine.groups(of: host(number)) == engine.groupNames(of: host(number)).all)
                    #expect(engine.match(input) == expected, "step \(step), host \(number)")
                    members += engine.groups(of: host(number)).count
                }
            }
            #expect(members > 100)
        }
    }
}
