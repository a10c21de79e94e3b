import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// Ranges that nest or overlap by the thousand: the sets of them that hold a place are as large as there are places.
@Suite struct NestedRangeTests {
    /// 20,000 sets of up to 20,000 members would be 800 MB.
    @Test func `nested ranges, each in a group of its own, take memory in proportion`() throws {
        let count = 20_000
        let groups = (0..<count).map { "g\($0)" }
        let policy = makePolicy([
            rule("odd", .deny) { $0.source = groups.indices.filter { !$0.isMultiple(of: 2) && $0 > 9_000 }.map { groups[$0] } },
            rule("all") { $0.source = groups },
        ]) { policy in
            for index in 0..<count {
                let first = IPAddress(v4: 0x0a00_0000 + UInt32(index))
                let last = IPAddress(v4: 0x0a10_0000 - UInt32(index))
                policy.addresses.append(AddressObject(name: "a\(index)", value: .range(IPRange(first, last) ?? IPPrefix.any.range)))
                policy.addressGroups.append(AddressGroup(name: groups[index], content: .members(["a\(index)"])))
            }
        }
        let resolved = ResolvedPolicy(policy)
        #expect(!resolved.diagnostics.hasErrors)
        var engine = PolicyEngine(resolved)
        let index = try #require(engine.memoryUse.first { $0.part == "index" })
        #expect(index.bytes < count * 400)
        for address in [
            "10.0.0.0", "10.0.35.39", "10.0.35.41", "10.0.78.31", "10.0.200.0", "10.15.255.0", "10.16.0.0", "10.16.0.1", "9.1.1.1",
        ] {
            var flow = Flow()
            flow.source = address
            let input = flow.input(resolved)
            #expect(engine.match(input) == ReferenceEvaluator(resolved).match(input, engine.registry), "\(address)")
        }
        #expect(engine.groups(of: ip("10.0.0.2")) == ["g0", "g1", "g2"])
        #expect(engine.groups(of: ip("10.0.78.31")).count == count)
    }

    /// 60,000 pieces of up to 30,000 services would be 3.6 GB.
    @Test func `nested port ranges take memory in proportion`() throws {
        let count = 30_000
        let rules = (0..<100).map { part in
            rule("part-\(part)", part.isMultiple(of: 2) ? .allow : .deny) {
                $0.services = (0..<count / 100).map { "s\(part * count / 100 + $0)" }
            }
        }
        let policy = makePolicy(rules.reversed()) { policy in
            for index in 0..<count {
                policy.services.append(
                    ServiceObject(
                        name: "s\(index)", ipProtocol: .tcp, destinationPorts: PortSet([UInt16(index)...UInt16(65_535 - index)]),
                        sourcePorts: index.isMultiple(of: 3) ? PortSet([UInt16(index)...40_000]) : nil))
            }
        }
        let resolved = ResolvedPolicy(policy)
        #expect(!resolved.diagnostics.hasErrors)
        var engine = PolicyEngine(resolved)
        #expect(engine.compiled.services.ports.sets.bytes + engine.compiled.services.sourcePorts.sets.bytes < count * 400)
        #expect(engine.compiled.services.ports.count > count)
        for port: UInt16 in [0, 1, 299, 300, 12_345, 29_999, 32_000, 36_000, 53_000, 65_235, 65_236, 65_535] {
            var flow = Flow()
            flow.port = port
            let input = flow.input(resolved)
            #expect(engine.match(input) == ReferenceEvaluator(resolved).match(input, engine.registry), "port \(port)")
        }
    }

    /// Neither set is inside the other, and they come back again and again.
    @Test func `sets too large to be written out are those of the ranges`() {
        var items: [(range: IPRange, item: UInt32)] = []
        for item in UInt32(0)..<3_000 {
            let first = IPAddress(v4: 0x0a00_0000 + item * 7)
            items.append((IPRange(first, IPAddress(v4: 0x0a00_0000 + item * 7 + 14_000)) ?? IPPrefix.any.range, item))
            // Holes of other items in all of them.
            if item.isMultiple(of: 3) {
                items.append((IPPrefix(host: IPAddress(v4: 0x0a00_0000 + item * 5)).range, 3_000 + item % 4))
            }
        }
        var sets = ClassSets()
        let table = PrefixTable(AddressPieces(items, universe: 3_004, &sets))
        // Written out they would take 24 MB; a treap shared by secret priorities takes 1.0 to 1.2.
        #expect(sets.bytes < 3 << 19)
        for value in stride(from: UInt32(0x09ff_fff0), to: 0x0a00_9000, by: 53) {
            let address = IPAddress(v4: value)
            let expected = Set(items.filter { $0.range.contains(address) }.map(\.item)).sorted()
            #expect(sets[table.classID(of: address)].sorted() == expected, "\(address)")
        }
    }
}
