import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// Numbers of tags are given to others when nobody has the tag any more, in the middle of a message too.
@Suite struct UsedAgainTests {
    private let web = TagRegistration("web")
    private let hosts = (0..<4).map { IPAddress(v4: 0x0a00_0000 + UInt32($0)) }
    private let subnet = RegisteredObject("192.168.0.0/16") ?? .host(IPAddress(v4: 0))

    private func engine() -> PolicyEngine {
        PolicyEngine(
            ResolvedPolicy(
                makePolicy([rule("members") { $0.source = ["DAG"] }, rule("rest", .deny)]) {
                    $0.addressGroups = [AddressGroup(name: "DAG", content: .filter("'web'"))]
                }))
    }

    private func matches(_ host: IPAddress, _ engine: inout PolicyEngine) -> RuleMatch.Author {
        var flow = Flow()
        flow.source = host.description
        let input = flow.input(engine.policy)
        let author = engine.match(input).author
        #expect(author == engine.referenceMatch(input).author)
        return author
    }

    /// The tag goes from a host, then from the last that has it, and its number becomes that of a tag that no filter names.
    @Test(arguments: 0..<3, [false, true])
    func `a host that loses a tag leaves its group, whatever becomes of the tag's number in the same message`(
        last: Int, isPrepared: Bool
    ) {
        let holders: [RegistrationUpdate.Operation] = [
            .register(.host(hosts[1]), [web]), .register(subnet, [web]), .registerUser("eve", [web]),
        ]
        let leavers: [RegistrationUpdate.Operation] = [
            .unregister(.host(hosts[1]), ["web"]), .unregister(subnet, ["web"]), .unregisterUser("eve", ["web"]),
        ]
        var engine = engine()
        engine.apply(
            RegistrationUpdate([.register(.host(hosts[0]), [web, TagRegistration("other")]), holders[last]]), at: .zero)
        #expect(matches(hosts[0], &engine) == .rule(0))
        let update = RegistrationUpdate([
            .unregister(.host(hosts[0]), ["web"]), leavers[last], .register(.host(hosts[2]), [TagRegistration("junk")]),
        ])
        if isPrepared { engine.apply(PreparedChanges([update]), at: .zero) } else { engine.apply(update, at: .zero) }
        #expect(matches(hosts[0], &engine) == .rule(1))
        engine.apply(RegistrationUpdate([.register(.host(hosts[3]), [web])]), at: .zero)
        #expect(matches(hosts[3], &engine) == .rule(0) && matches(hosts[2], &engine) == .rule(1))
    }

    @Test(arguments: [false, true])
    func `a tag that nobody has any more makes room for another`(isPrepared: Bool) {
        var limits = Limits.standard
        limits.registeredTags = 2
        var registry = AddressRegistry(limits: limits)
        let messages = [
            RegistrationUpdate([.register(.host(hosts[0]), [web]), .register(.host(hosts[1]), [TagRegistration("db")])]),
            RegistrationUpdate([.unregister(.host(hosts[0]), ["web"]), .register(.host(hosts[2]), [TagRegistration("junk")])]),
            RegistrationUpdate([.register(.host(hosts[3]), [web]), .unregister(.host(hosts[2]), ["junk"])]),
            RegistrationUpdate([.register(.host(hosts[3]), [web]), .unregister(.host(hosts[3]), ["junk"])]),
        ]
        var refused: [RegistrationOutcome.Result] = []
        if isPrepared {
            let first = registry.apply(PreparedChanges(messages[..<1]), at: .zero)
            let rest = registry.apply(PreparedChanges(messages[1...]), at: .zero)
            #expect(first.added == 2 && rest.added == 2 && rest.removed == 2 && rest.unchanged == 1)
            refused = (first.others + rest.others).map(\.result)
        } else {
            refused = messages.flatMap { registry.apply($0, at: .zero) }.map(\.result).filter { $0 != .added && $0 != .removed }
            #expect(refused.removeLast() == .doesNotExist)
        }
        #expect(refused == [.refused(.tooManyTagNames)], "a third tag beside two")
        #expect(registry.tags(of: hosts[3]) == ["web"] && registry.tags(of: hosts[2]).isEmpty && registry.names.count == 2)
    }

    /// Of every kind, with few names and fewer numbers, against an engine that is made anew each time.
    @Test func `tags that come and go within messages are seen by the next lookup`() {
        var random = SplitMix64(seed: 2)
        func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
        let names = ["web", "junk-1", "junk-2", "junk-3"]
        var engine = engine()
        var members = 0
        for step in 0..<400 {
            let operations = (0..<pick(8)).map { _ -> RegistrationUpdate.Operation in
                let object = pick(6) == 0 ? subnet : .host(hosts[pick(4)])
                return pick(2) == 0
                    ? .register(object, [TagRegistration(names[pick(4)], timeout: [nil, 3][pick(2)])])
                    : .unregister(object, pick(3) == 0 ? [] : [names[pick(4)]])
            }
            let time = Timestamp(seconds: Int64(step / 2))
            let update = RegistrationUpdate(operations)
            if pick(2) == 0 { engine.apply(PreparedChanges([update]), at: time) } else { engine.apply(update, at: time) }
            for host in hosts where matches(host, &engine) == .rule(0) { members += 1 }
        }
        #expect(members > 100)
    }
}
