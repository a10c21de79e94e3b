import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// The tables behind the compiled lookup, each against a plain model.
@Suite struct IndexTests {
    @Test(arguments: [5, 40, 400])
    func `an interval table gives the set of ranges that hold an address`(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        var items: [(range: IPRange, item: Int)] = []
        for item in 0..<count {
            let length = Int.random(in: 4...32, using: &random)
            let v4 = IPPrefix(IPAddress(v4: UInt32.random(in: 0 ... .max, using: &random)), length: length)?.range
            let high = UInt64.random(in: 0...3, using: &random) << 62
            let v6 = IPPrefix(IPAddress(v6High: high, low: UInt64(item)), length: Int.random(in: 1...128, using: &random))?.range
            if let range = item.isMultiple(of: 3) ? v6 : v4 { items.append((range, item)) }
        }
        items += [(IPPrefix.any.range, count), (IPRange("::ffff:fff0-::1:0:0") ?? IPPrefix.any.range, count + 1)]
        var interner = SetInterner()
        let table = IntervalTable(items, universe: count + 2) { interner.intern(members(ofBits: $0)) }
        var probes = items.flatMap { [$0.range.first, $0.range.last, $0.range.last.successor ?? $0.range.last] }
        probes += (0..<200).map { _ in IPAddress(v4: UInt32.random(in: 0 ... .max, using: &random)) }
        probes += [ip("0.0.0.0"), ip("255.255.255.255"), ip("::"), IPAddress.maximum(.v6)]
        for address in probes {
            let expected = items.filter { $0.range.contains(address) }.map { UInt32($0.item) }.sorted()
            #expect(interner[table.classID(of: address)] == expected, "\(address)")
        }
    }

    @Test func `a host table does what a dictionary does`() {
        var random = SplitMix64(seed: 9)
        var table = HostTable(seed: 1)
        var model: [IPAddress: UInt32] = [:]
        for step in 0..<30_000 {
            let low = UInt64.random(in: 0..<700, using: &random)
            let address = low.isMultiple(of: 2) ? IPAddress(v4: UInt32(low)) : IPAddress(v6High: low % 5, low: low)
            if Int.random(in: 0..<3, using: &random) == 0 {
                table.remove(address)
                model[address] = nil
            } else {
                table.set(address, UInt32(step))
                model[address] = UInt32(step)
            }
            if step.isMultiple(of: 100) { #expect(model.allSatisfy { table.value(of: $0.key) == $0.value } && table.count == model.count) }
        }
        #expect((0..<700).allSatisfy { table.value(of: IPAddress(v4: $0)) == model[IPAddress(v4: $0)] })
    }

    @Test func `the first set bit is found from any start`() {
        var bits = RuleBits(ruleCount: 1_000)
        let all = bits.makeRow()
        let none = bits.makeRow()
        let some = bits.makeRow()
        bits.set((0..<1_000).map { UInt32($0) }, in: all)
        let set: [UInt32] = [0, 63, 64, 127, 255, 256, 511, 777, 999]
        bits.set(set, in: some)
        let search = RuleSearch(
            zones: some, staticSource: all, dynamicSource: none, staticDestination: all, dynamicDestination: none, negatedSource: none,
            negatedDestination: none, user: all, service: all, application: all, category: all)
        for start in 0..<1_024 {
            #expect(bits.first(search, from: start) == set.first { $0 >= start }.map { Int($0) })
        }
    }

    @Test func `a large policy answers like the reference`() {
        var random = SplitMix64(seed: 77)
        var rules: [SecurityRule] = []
        for index in 0..<1_500 {
            rules.append(
                rule("r\(index)", index.isMultiple(of: 3) ? .deny : .allow) {
                    $0.source = ["10.\(index % 50).0.0/16"]
                    $0.destination = ["10.\(index % 7).\(index % 250).0/24"]
                    $0.services = index.isMultiple(of: 2) ? ["any"] : ["service-http"]
                })
        }
        let resolved = ResolvedPolicy(makePolicy(rules))
        let reference = ReferenceEvaluator(resolved)
        var engine = PolicyEngine(resolved)
        var deepest = 0
        for _ in 0..<300 {
            let number = Int.random(in: 0..<1_500, using: &random)
            let flow = Flow(
                source: "10.\(number % 50).3.4", destination: "10.\(number % 7).\(number % 250).9", port: number.isMultiple(of: 5) ? 80 : 81
            )
            let expected = reference.match(flow.input(resolved), engine.registry)
            #expect(engine.match(flow.input(resolved)) == expected)
            if case .rule(let index) = expected.author { deepest = max(deepest, index) }
        }
        #expect(deepest > 1_024, "rules behind the first blocks are reached")
    }
}
