import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// Registered ranges and subnets that come and go.
@Suite struct RegisteredRangeTests {
    private func object(_ random: inout SplitMix64) -> RegisteredObject {
        let base = UInt32.random(in: 0..<4_096, using: &random)
        let address = IPAddress(v4: 0x0a00_0000 + base)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let last = IPAddress(v4: 0x0a00_0000 + base + UInt32.random(in: 1...900, using: &random))
            return RegisteredObject("\(address)-\(last)") ?? .host(address)
        case 1:
            return RegisteredObject("2001:db8::\(String(base, radix: 16))/\(Int.random(in: 100...127, using: &random))") ?? .host(address)
        default: return RegisteredObject("\(address)/\(Int.random(in: 18...31, using: &random))") ?? .host(address)
        }
    }

    @Test func `a tree of ranges answers as a walk over all of them, whatever comes and goes`() {
        var random = SplitMix64(seed: 3)
        var tree = RangeTree(seed: 1)
        var model: Set<RegisteredObject> = [RegisteredObject("0.0.0.0/0"), RegisteredObject("::/96")].compactMap(\.self).reduce(into: []) {
            tree.insert($1)
            $0.insert($1)
        }
        for step in 0..<3_000 {
            let object = step % 3 == 2 ? model.randomElement(using: &random) ?? object(&random) : object(&random)
            if model.remove(object) != nil {
                tree.remove(object)
            } else {
                model.insert(object)
                tree.insert(object)
            }
            #expect(tree.count == model.count)
            let address = step % 4 == 0 ? ip("2001:db8::\(String(step, radix: 16))") : IPAddress(v4: 0x0a00_0000 + UInt32(step))
            var found: [RegisteredObject] = []
            tree.forEach(containing: address) { found.append($0) }
            #expect(Set(found) == model.filter { $0.range.contains(address) } && Set(found).count == found.count, "step \(step)")
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.range.first.value <= $1.range.first.value })
        }
        for object in model { tree.remove(object) }
        #expect(tree.count == 0)
    }

    private func policy() -> ResolvedPolicy {
        ResolvedPolicy(
            makePolicy((0..<8).map { tag in rule("r\(tag)", tag % 2 == 0 ? .allow : .deny) { $0.source = ["DAG-\(tag)"] } }) {
                $0.addressGroups = (0..<8).map {
                    AddressGroup(name: "DAG-\($0)", content: .filter("'t\($0)' or 'u' and 't\(($0 + 3) % 8)'"))
                }
            })
    }

    /// Changes and lookups of one range after another; the cost of both, and how many answers the reference gives otherwise.
    private func flood(_ count: Int, lookups: Int, checked: Int = 0) -> (work: Int, wrong: Int) {
        let resolved = policy()
        let reference = ReferenceEvaluator(resolved)
        var engine = PolicyEngine(resolved)
        var random = SplitMix64(seed: UInt64(count))
        var wrong = 0
        for step in 0..<count {
            let place = UInt32(truncatingIfNeeded: step &* 2_654_435_761 % count)
            guard let prefix = IPPrefix(IPAddress(v4: 0x0a00_0000 + place << 3), length: 29) else { continue }
            engine.apply(
                RegistrationUpdate([.register(.prefix(prefix), [TagRegistration("t\(step % 8)"), TagRegistration("u")])]), at: .zero)
            if step % 5 == 4 { engine.apply(RegistrationUpdate([.unregister(.prefix(prefix), ["u"])]), at: .zero) }
            if step % 7 == 6 { engine.apply(RegistrationUpdate([.unregister(.prefix(prefix), [])]), at: .zero) }
            for _ in 0..<lookups {
                var flow = Flow()
                let source = IPAddress(v4: 0x0a00_0000 + UInt32.random(in: 0..<UInt32(count) << 3, using: &random))
                flow.source = source.description
                let input = flow.input(resolved)
                let answer = engine.match(input)
                guard step < checked else { continue }
                let names = engine.groupNames(of: source).all
                wrong += answer == reference.match(input, engine.registry) ? 0 : 1
                wrong += engine.groups(of: source) == names ? 0 : 1
            }
        }
        return (engine.registry.rangeTree.work + engine.registered.questionWork + engine.registered.tableWork, wrong)
    }

    /// Four times as many ranges may cost little more than four times as much, with a lookup after each change or none.
    @Test(arguments: [0, 1, 3])
    func `a flood of ranges costs in proportion to its length`(lookups: Int) {
        let small = flood(1_000, lookups: lookups).work
        let large = flood(4_000, lookups: lookups).work
        #expect(large < 7 * small, "\(small) and \(large) units")
        #expect(large > 4_000, "work is counted")
    }

    /// Each piece of a table lists the tags of all ranges around it: 400 ranges inside one another make 160,000 entries.
    @Test func `a table of nested ranges is made only when lookups have cost as much`() {
        let count = 400
        let filters = (0..<count).map { "t\($0)" }
        let resolved = ResolvedPolicy(
            makePolicy([rule("r") { $0.source = ["DAG-399"] }, rule("rest", .deny)]) {
                $0.addressGroups = filters.map { AddressGroup(name: "DAG-\($0.dropFirst())", content: .filter("'\($0)'")) }
            })
        func range(_ number: Int) -> RegisteredObject {
            let base = UInt32(0x0a00_0000)
            return RegisteredObject("\(IPAddress(v4: base + UInt32(number)))-\(IPAddress(v4: base + 9_999 - UInt32(number)))")
                ?? .host(ip("::"))
        }
        var engine = PolicyEngine(resolved)
        engine.apply(
            RegistrationUpdate((0..<count).map { .register(range($0), [TagRegistration("t\($0)")]) }), at: .zero)
        func answer(_ source: String) -> RuleMatch.Author {
            var flow = Flow()
            flow.source = source
            return engine.match(flow.input(resolved)).author
        }
        for round in 0..<20 {
            engine.apply(RegistrationUpdate([.register(range(round), [TagRegistration("t\(round + 7)")])]), at: .zero)
            for _ in 0..<700 { #expect(answer("192.0.2.1") == .rule(1)) }
            #expect(engine.registered.tableWork < 2 * count * (round + 2) * 16 + 8 * engine.registered.questionWork)
            #expect(answer("10.0.1.200") == .rule(0) && answer("10.0.0.200") == .rule(1))
        }
        for _ in 0..<2_000 { _ = answer("10.0.1.200") }
        let settled = engine.registered.questionWork
        #expect(answer("10.0.1.200") == .rule(0))
        #expect(engine.registered.questionWork == settled, "the table answers in the end")
    }

    @Test func `lookups between changed ranges, and when they have settled, answer as the reference`() {
        #expect(flood(300, lookups: 12, checked: 300).wrong == 0)
    }

    @Test func `when ranges rest, lookups pay for a table and are cheap from then on`() {
        let resolved = policy()
        var engine = PolicyEngine(resolved)
        let update = (0..<200).compactMap { IPPrefix(IPAddress(v4: 0x0a00_0000 + UInt32($0) << 8), length: 24) }.map {
            RegistrationUpdate.Operation.register(.prefix($0), [TagRegistration("t1")])
        }
        engine.apply(RegistrationUpdate(update), at: .zero)
        var flow = Flow()
        flow.source = "10.0.7.7"
        let input = flow.input(resolved)
        let answer = engine.match(input)
        #expect(answer.action == .deny)
        let first = (0..<2_000).map { _ in engine.match(input) }
        let settled = engine.registered.questionWork
        let then = (0..<2_000).map { _ in engine.match(input) }
        #expect((first + then).allSatisfy { $0 == answer })
        #expect(engine.registered.questionWork == settled, "the table answers")
        engine.apply(RegistrationUpdate([.unregister(.prefix(IPPrefix("10.0.7.0/24") ?? .any), [])]), at: .zero)
        let after = engine.match(input)
        #expect(after != answer, "the next lookup sees a change")
        #expect(engine.groups(of: ip("10.0.7.7")).isEmpty && engine.groups(of: ip("10.0.8.7")) == ["DAG-1"])
    }
}
