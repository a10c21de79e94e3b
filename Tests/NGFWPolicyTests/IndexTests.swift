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
        var sets = ClassSets()
        let table = PrefixTable(
            AddressPieces(items.map { ($0.range, UInt32($0.item)) }, universe: count + 2, &sets))
        var probes = items.flatMap { [$0.range.first, $0.range.last, $0.range.last.successor ?? $0.range.last] }
        probes += (0..<200).map { _ in IPAddress(v4: UInt32.random(in: 0 ... .max, using: &random)) }
        probes += [ip("0.0.0.0"), ip("255.255.255.255"), ip("::"), IPAddress.maximum(.v6)]
        for address in probes {
            let expected = items.filter { $0.range.contains(address) }.map { UInt32($0.item) }.sorted()
            #expect(sets[table.classID(of: address)].sorted() == expected, "\(address)")
        }
    }

    @Test func `neighbouring hosts and nested prefixes in one block are told apart`() {
        var items: [(range: IPRange, item: UInt32)] = []
        for index in UInt32(0)..<600 { items.append((IPPrefix(host: IPAddress(v4: 0x0a01_0000 + index * 3)).range, index)) }
        for length in 8...24 { items.append(((IPPrefix("10.1.2.0") ?? .any).range, 600 + UInt32(length))) }
        for length in 8...30 {
            if let prefix = IPPrefix(ip("10.1.2.4"), length: length) { items.append((prefix.range, 600 + UInt32(length))) }
        }
        var sets = ClassSets()
        let table = PrefixTable(AddressPieces(items, universe: 640, &sets))
        for value in UInt32(0x0a00_ff00)..<0x0a01_0900 {
            let address = IPAddress(v4: value)
            let expected = Set(items.filter { $0.range.contains(address) }.map(\.item)).sorted()
            #expect(sets[table.classID(of: address)].sorted() == expected, "\(address)")
        }
    }

    @Test func `a host table does what a dictionary does`() {
        var random = SplitMix64(seed: 9)
        var table = HostTable(seed: 1)
        var model: [IPAddress: UInt32] = [:]
        for step in 0..<30_000 {
            let low = UInt64.random(in: 0..<700, using: &random)
            let address = low.isMultiple(of: 2) ? IPAddress(v4: UInt32(low)) : IPAddress(v6High: low % 5, low: low)
            if model[address] != nil {
                table.remove(address)
                model[address] = nil
            } else {
                table.insert(address, UInt32(step))
                model[address] = UInt32(step)
            }
            if step.isMultiple(of: 100) { #expect(model.allSatisfy { table.record(of: $0.key) == $0.value } && table.count == model.count) }
        }
        #expect((0..<700).allSatisfy { table.record(of: IPAddress(v4: $0)) == model[IPAddress(v4: $0)] })
        table.remove(ip("250.0.0.1"))
        #expect(table.count == model.count, "what is not in stays out")
    }

    @Test func `no page of a host table fills up, however many hosts there are`() {
        for seed in [UInt64(1), 0x6a09_e667_f3bc_c908] {
            var table = HostTable(seed: seed)
            for number in 0..<UInt32(90_000) {
                table.insert(IPAddress(v4: 0xac10_0000 + number), number)
                if number.isMultiple(of: 512) { #expect(table.highestLoad < 0.9, "\(number) hosts") }
            }
        }
    }

    @Test func `a host table that grows page by page loses nobody`() {
        var table = HostTable(seed: 77)
        for number in 0..<UInt32(40_000) {
            table.insert(IPAddress(v4: number &* 2_654_435_761), number)
            table.insert(IPAddress(v6High: UInt64(number % 7), low: UInt64(number)), number + 1)
            guard number.isMultiple(of: 1_777) else { continue }
            let isAllThere = (0...number).allSatisfy {
                table.record(of: IPAddress(v4: $0 &* 2_654_435_761)) == $0
                    && table.record(of: IPAddress(v6High: UInt64($0 % 7), low: UInt64($0))) == $0 + 1
            }
            #expect(isAllThere && table.record(of: IPAddress(v4: (number + 1) &* 2_654_435_761)) == nil)
        }
        #expect(Set(table.hosts.map(\.address)).count == 80_000)
        for number in 0..<UInt32(40_000) where number % 3 != 0 { table.remove(IPAddress(v4: number &* 2_654_435_761)) }
        let isRight = (0..<UInt32(40_000)).allSatisfy { table.record(of: IPAddress(v4: $0 &* 2_654_435_761)) == ($0 % 3 == 0 ? $0 : nil) }
        #expect(isRight && table.count == 40_000 + 13_334)
    }

    /// Around the sizes of lines (13 tags), blocks (4, 8, 16 …), and 16 bits.
    @Test func `tags of records are kept apart, in order, whatever their number`() {
        var random = SplitMix64(seed: 10)
        var store = TagStore()
        var model: [UInt32: [(tag: UInt32, detail: UInt32)]] = [:]
        func check(_ record: UInt32) -> Bool {
            let expected = model[record] ?? []
            var tags: [UInt32] = []
            store.forEachTag(of: record) { tags.append($0) }
            return tags == expected.map(\.tag) && store.count(record) == expected.count
                && store.entries(of: record).map(\.detail) == expected.map(\.detail)
                && expected.indices.allSatisfy { store.index(of: expected[$0].tag, in: record) == $0 }
                && expected.indices.allSatisfy { store.detail(at: $0, in: record) == expected[$0].detail }
        }
        for step in 0..<40_000 {
            if model.count < 40 { model[store.makeRecord()] = [] }
            guard let record = model.keys.randomElement(using: &random) else { continue }
            let count = model[record]?.count ?? 0
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<4:
                let entry = TagStore.Entry(since: .zero, detail: step % 3 == 0 ? UInt32(step) : 0, tag: UInt32(step))
                store.append(entry, to: record)
                model[record]?.append((entry.tag, entry.detail))
            case 4..<6 where count > 0:
                let index = Int.random(in: 0..<count, using: &random)
                store.remove(at: index, from: record)
                model[record]?.remove(at: index)
            case 6 where count > 0:
                let index = Int.random(in: 0..<count, using: &random)
                store.setDetail(UInt32(step % 2), at: index, in: record)
                model[record]?[index].detail = UInt32(step % 2)
            default:
                guard count < 3 || step % 50 == 0 else { continue }
                for index in (0..<count).reversed() { store.remove(at: index, from: record) }
                store.free(record)
                model[record] = nil
                continue
            }
            #expect(check(record), "step \(step)")
        }
        #expect(model.keys.allSatisfy(check))
        #expect(store.recordCount <= 40, "records are used again")
    }

    private func bits(_ set: Set<Int>, _ groups: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: groups * 64)
        for rule in set { bits[rule / 64] |= 1 << UInt64(rule % 64) }
        return bits
    }

    private func answers(_ count: Int) -> [RuleAnswer] { (0..<count).map(answer) }

    private func answer(_ rule: Int) -> RuleAnswer {
        RuleAnswer(rule: rule, action: .allow, isChecked: false, isAnyApplication: true, isAnyCategory: true)
    }

    /// Once over the whole policy and once over a space of a third of its rules.
    @Test(arguments: [40, 150, 700, 9_000, 40_000], [false, true])
    func `the first rule of sparse rows is the first of plain bits, from any start`(count: Int, isNarrow: Bool) {
        var random = SplitMix64(seed: UInt64(count))
        let groups = (count + 4_095) / 4_096
        for density in [2, 40, 400] {
            func some(_ share: Int) -> Set<Int> { Set((0..<count).filter { _ in Int.random(in: 0..<share, using: &random) == 0 }) }
            let members = isNarrow ? some(3) : Set(0..<count)
            let (services, applications) = (some(3), some(2))
            let sets = (0..<5).map { _ in some(density) }
            let defaultSource = some(9)
            let defaultDestination = some(9)
            let defaultUser = some(2)
            let defaults = RuleDefaults(
                source: bits(defaultSource, groups), destination: bits(defaultDestination, groups), user: bits(defaultUser, groups),
                both: bits(defaultSource.intersection(defaultDestination), groups))
            var arena = RowArena(answers(count), defaults, reserving: 0)
            var space = arena.whole
            if isNarrow {
                arena.draft.add(members.map { UInt32($0) })
                space = arena.finishSpace()
            }
            func row(_ set: Set<Int>, crossing column: RuleSpace.Column) -> RuleRow {
                arena.add(set.map { UInt32($0) }[...], in: space)
                return arena.finish(crossing: column, in: space)
            }
            let (zones, category) = (some(2), some(2))
            func narrowed(_ set: Set<Int>) -> RuleRow {
                arena.draft.add(set.intersection(members).map { UInt32($0) })
                arena.narrow(to: space)
                return arena.finish(crossing: .bothDefault, in: space)
            }
            let search = RuleSearch(
                service: narrowed(services), application: narrowed(applications), zones: narrowed(zones), category: narrowed(category),
                prefixSource: row(sets[0], crossing: .defaultDestination), tagSource: row(sets[1], crossing: .defaultDestination),
                prefixDestination: row(sets[2], crossing: .defaultSource), tagDestination: row(sets[3], crossing: .defaultSource),
                user: row(sets[4], crossing: .bothDefault))
            let extent = RuleSearch.Extent(asksZones: !isNarrow, asksUser: true, asksCategory: density == 40)
            let expected = services.intersection(applications).intersection(members).filter { rule in
                (isNarrow || zones.contains(rule)) && (density != 40 || category.contains(rule))
                    && defaultSource.contains(rule) != (sets[0].contains(rule) || sets[1].contains(rule))
                    && defaultDestination.contains(rule) != (sets[2].contains(rule) || sets[3].contains(rule))
                    && (defaultUser.contains(rule) || sets[4].contains(rule))
            }.sorted()
            let numbers = members.sorted()
            var next = 0
            for start in numbers.indices {
                while next < expected.count, expected[next] < numbers[start] { next += 1 }
                let found = arena.first(search, extent, in: space, from: start).map { arena.answers[space.answers + $0].rule }
                #expect(found == (next < expected.count ? expected[next] : nil))
            }
        }
    }

    @Test func `drafts of rows add and keep like sets`() {
        var random = SplitMix64(seed: 3)
        func some(_ share: Int) -> Set<Int> { Set((0..<9_000).filter { _ in Int.random(in: 0..<share, using: &random) == 0 }) }
        let none = bits([], 3)
        var arena = RowArena(answers(9_000), RuleDefaults(source: none, destination: none, user: none, both: none), reserving: 0)
        for share in [2, 50, 3_000] {
            let (one, two, three) = (some(share), some(share), some(share))
            arena.draft.add(three.map { UInt32($0) })
            let third = arena.finish(crossing: .bothDefault, in: arena.whole)
            arena.draft.add(bits: bits(one, 3))
            arena.draft.add(two.map { UInt32($0) })
            arena.keep(third)
            let whole = one.union(two).intersection(three)
            let row = arena.finish(crossing: .bothDefault, in: arena.whole)
            #expect((0..<9_000).allSatisfy { arena.contains(UInt32($0), in: row, of: arena.whole) == whole.contains($0) })
        }
    }

    @Test func `rows are found by what they are of, until their tag class is no more`() {
        var table = RowTable(seed: 4)
        func row(_ number: UInt32) -> RuleRow { RuleRow(own: UInt64(number), crossed: 0, place: 0) }
        for id in UInt32(0)..<500 {
            table.insert(RowKey(.tagSource, space: 3, id), row(id + 1))
            table.insert(RowKey(.prefixSource, space: 3, id), row(id + 1_001))
            table.insert(RowKey(.tagSource, space: 4, id), row(id + 2_001))
        }
        table.remove(tagClasses: Array(stride(from: 0, to: 500, by: 3)))
        for id in UInt32(0)..<500 {
            let isGone = id.isMultiple(of: 3)
            #expect(table[RowKey(.tagSource, space: 3, id)]?.own == (isGone ? nil : UInt64(id) + 1))
            #expect(table[RowKey(.tagSource, space: 4, id)]?.own == (isGone ? nil : UInt64(id) + 2_001))
            #expect(table[RowKey(.prefixSource, space: 3, id)]?.own == UInt64(id) + 1_001)
            #expect(table[RowKey(.tagDestination, space: 3, id)] == nil)
        }
        #expect(table.count == 500 + 2 * 333)
    }

    @Test func `a memo answers what it was told, in its epoch alone`() {
        var memo = MatchMemo(entries: 8, seed: 1)
        func key(_ number: UInt32) -> MatchMemo.Key {
            MatchMemo.Key(
                context: MatchContext.Packed(first: UInt64(number), second: 7), prefixSource: number % 3, tagSource: 1,
                prefixDestination: 2,
                tagDestination: 3, user: 0)
        }
        for number in UInt32(0)..<1_000 {
            memo.remember(key(number), answer(Int(number)))
            #expect(memo.answer(at: memo.place(of: key(number)))?.rule == Int(number))
        }
        // However keys collide, an answer is that of the key.
        for number in UInt32(0)..<1_000 {
            #expect(memo.answer(at: memo.place(of: key(number))).map { $0.rule == Int(number) } ?? true)
        }
        memo.advance()
        #expect((0..<1_000).allSatisfy { memo.answer(at: memo.place(of: key($0))) == nil })
        #expect(memo.bytes <= 8 * 32 + 128)
        #expect(!MatchMemo(entries: 0, seed: 1).isOn)
    }

    @Test func `a memo tells keys apart by every number, and does without those too large for it`() {
        var memo = MatchMemo(entries: 1 << 10, seed: 1)
        let plain = MatchMemo.Key(
            context: MatchContext.Packed(first: 1 << 40, second: 1 << 50), prefixSource: 1, tagSource: 2, prefixDestination: 3,
            tagDestination: 4,
            user: 5)
        func changed(_ change: (inout MatchMemo.Key) -> Void) -> MatchMemo.Key {
            var key = plain
            change(&key)
            return key
        }
        let others: [MatchMemo.Key] = [
            changed { $0.context.first += 1 }, changed { $0.context.second += 1 << 20 }, changed { $0.prefixSource = 1 << 22 - 1 },
            changed { $0.tagSource = 1 << 20 - 1 }, changed { $0.prefixDestination = 1 << 22 - 1 },
            changed { $0.tagDestination = 1 << 20 - 1 },
            changed { $0.user = 1 << 19 - 1 }, changed { $0.user |= 1 << 31 },
        ]
        memo.remember(plain, answer(1))
        for (number, key) in others.enumerated() {
            #expect(memo.answer(at: memo.place(of: key)) == nil)
            memo.remember(key, answer(number + 2))
        }
        for (number, key) in others.enumerated() { #expect(memo.answer(at: memo.place(of: key))?.rule == number + 2) }
        #expect(memo.answer(at: memo.place(of: plain))?.rule == 1)
        let tooLarge: [MatchMemo.Key] = [
            changed { $0.prefixSource = 1 << 22 }, changed { $0.tagSource = 1 << 20 }, changed { $0.prefixDestination = 1 << 22 },
            changed { $0.tagDestination = 1 << 20 }, changed { $0.user = 1 << 19 },
        ]
        for key in tooLarge {
            memo.remember(key, answer(9))
            #expect(memo.answer(at: memo.place(of: key)) == nil)
        }
    }

    @Test func `unused tag sets are forgotten, used ones never`() {
        var pool = TagSetPool(seed: 5)
        var random = SplitMix64(seed: 6)
        var used: [UInt32: [UInt32]] = [:]
        for step in 0..<5_000 {
            let set = Set((0..<Int.random(in: 1...4, using: &random)).map { _ in UInt32.random(in: 0..<40, using: &random) }).sorted()
            let id = pool.intern(set).id
            #expect(pool[id] == set && (used[id] ?? set) == set)
            if used[id] == nil, step.isMultiple(of: 3) {
                pool.retain(id)
                used[id] = set
            } else {
                pool.noteIdle(id)
            }
            if step.isMultiple(of: 7), let gone = used.keys.min() {
                pool.release(gone)
                used[gone] = nil
            }
            if pool.idleCount > 100 { pool.forgetIdle(50) { #expect(used[$0] == nil) } }
            #expect(pool.liveCount <= used.count + 102)
        }
        #expect(used.allSatisfy { pool[$0.key] == $0.value && pool.intern($0.value).id == $0.key })
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
