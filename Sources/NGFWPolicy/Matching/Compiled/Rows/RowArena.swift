/// Sets of rules as sparse rows of bits, one behind the other in one array; made on demand and never moved.
///
/// Rules are counted in words of 64 and groups of 64 words. A row begins with three words a group: which words of the group
/// are not zero, which of those meet another set (``finish(crossing:in:)``), and where the group's words are kept. Behind
/// them follow the words that are not zero. The rules are those of a ``RuleSpace``.
struct RowArena: Sendable {
    private(set) var words: [UInt64] = []
    /// Ranks and rules of spaces.
    private(set) var numbers: [UInt32] = []
    /// The row under construction.
    var draft: RuleDraft
    let whole: RuleSpace
    private let firstRow: Int

    /// The row of no rule, in every space; its first word is zero.
    static let empty: UInt32 = 0

    init(ruleCount: Int, _ defaults: RuleDefaults, reserving bytes: Int) {
        let groups = Self.groupCount(ruleCount)
        draft = RuleDraft(groupCount: groups)
        var words: [UInt64] = []
        words.reserveCapacity(bytes / 8)
        words.append(contentsOf: repeatElement(0, count: 3 * groups))
        func place(_ bits: [UInt64]) -> Int {
            words.append(contentsOf: bits)
            words.append(contentsOf: repeatElement(0, count: groups * 64 - bits.count))
            return words.count - groups * 64
        }
        whole = RuleSpace(
            groupCount: groups, defaultSource: place(defaults.source), defaultDestination: place(defaults.destination),
            defaultUser: place(defaults.user), bothDefault: place(defaults.both), members: RuleSpace.whole, ranks: 0, rules: 0)
        firstRow = words.count
        self.words = words
    }

    private static func groupCount(_ rules: Int) -> Int { max(1, (rules + 4_095) / 4_096) }

    /// The most words that a row can take.
    var rowLimit: Int { whole.groupCount * 67 }

    /// The most words that a space can take.
    var spaceLimit: Int { whole.groupCount * 64 * 6 }

    /// Words in use; two numbers count as one.
    var count: Int { words.count + numbers.count / 2 }

    /// Forgets all rows and spaces.
    mutating func removeAll() {
        words.removeLast(words.count - firstRow)
        numbers.removeAll(keepingCapacity: true)
    }

    // MARK: Drafts

    /// Adds those of some rules of the policy that a space has, by their numbers there.
    mutating func add(_ rules: ArraySlice<UInt32>, in space: RuleSpace) {
        if space.isWhole {
            draft.add(rules)
            return
        }
        for rule in rules {
            let word = words[space.members + Int(rule >> 6)]
            let bit = UInt64(1) << UInt64(rule & 63)
            if word & bit != 0 { draft.add(numbers[space.ranks + Int(rule >> 6)] + UInt32((word & (bit - 1)).nonzeroBitCount)) }
        }
    }

    /// The same for plain bits.
    mutating func add(bits: [UInt64], in space: RuleSpace) {
        if space.isWhole {
            draft.add(bits: bits)
            return
        }
        for index in bits.indices {
            var rest = bits[index] & words[space.members + index]
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                let before = (words[space.members + index] & (bit - 1)).nonzeroBitCount
                draft.add(numbers[space.ranks + index] + UInt32(before))
            }
        }
    }

    /// Adds a row of the whole policy.
    mutating func add(row: UInt32) {
        for group in 0..<whole.groupCount {
            let start = Int(row) + 3 * group
            var rest = words[start]
            var place = Int(truncatingIfNeeded: words[start + 2])
            while rest != 0 {
                draft.add(word: group * 64 + rest.trailingZeroBitCount, words[place])
                rest &= rest - 1
                place += 1
            }
        }
    }

    /// Adds a space's members, as rules of the whole policy.
    mutating func add(membersOf space: RuleSpace) {
        for index in 0..<whole.groupCount * 64 where words[space.members + index] != 0 {
            draft.add(word: index, words[space.members + index])
        }
    }

    /// Keeps of the draft only what a row of the whole policy has.
    mutating func keep(_ row: UInt32) {
        for group in 0..<whole.groupCount {
            let start = Int(row) + 3 * group
            let own = words[start]
            var rest = draft.marks[group]
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                let place = Int(truncatingIfNeeded: words[start + 2]) + (own & (bit - 1)).nonzeroBitCount
                draft.keep(word: group * 64 + bit.trailingZeroBitCount, own & bit == 0 ? 0 : words[place])
            }
        }
    }

    /// Turns a draft of rules of the whole policy, all of them in a space, into one of the space's numbers.
    mutating func narrow(to space: RuleSpace) {
        if space.isWhole { return }
        var found: [UInt32] = []
        for group in 0..<whole.groupCount {
            var marks = draft.takeMarks(group)
            while marks != 0 {
                let index = group * 64 + marks.trailingZeroBitCount
                marks &= marks - 1
                let word = words[space.members + index]
                var rest = draft.take(word: index) & word
                while rest != 0 {
                    let bit = rest & (0 &- rest)
                    rest ^= bit
                    found.append(numbers[space.ranks + index] + UInt32((word & (bit - 1)).nonzeroBitCount))
                }
            }
        }
        draft.add(found)
    }

    // MARK: Making

    /// The draft as a row; the draft is empty then.
    ///
    /// - Parameter place: Where plain bits of the space begin: the row marks the words that hold a rule of theirs.
    mutating func finish(crossing place: Int, in space: RuleSpace) -> UInt32 {
        let row = words.count
        words.append(contentsOf: repeatElement(0, count: 3 * space.groupCount))
        for group in 0..<space.groupCount {
            var rest = draft.takeMarks(group)
            var own: UInt64 = 0
            var crossed: UInt64 = 0
            words[row + 3 * group + 2] = UInt64(words.count)
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                let index = group * 64 + bit.trailingZeroBitCount
                let word = draft.take(word: index)
                if word == 0 { continue }
                own |= bit
                if word & words[place + index] != 0 { crossed |= bit }
                words.append(word)
            }
            words[row + 3 * group] = own
            words[row + 3 * group + 1] = crossed
        }
        return UInt32(row)
    }

    /// The draft, rules of the whole policy, as a space; the draft is empty then.
    mutating func finishSpace() -> RuleSpace {
        let members = words.count
        let ranks = numbers.count
        let wordCount = whole.groupCount * 64
        words.append(contentsOf: draft.bits)
        var count: UInt32 = 0
        for index in 0..<wordCount {
            numbers.append(count)
            count += UInt32(words[members + index].nonzeroBitCount)
        }
        let rules = numbers.count
        for index in 0..<wordCount {
            var rest = draft.take(word: index)
            while rest != 0 {
                numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        for group in 0..<whole.groupCount { _ = draft.takeMarks(group) }
        let groups = Self.groupCount(Int(count))
        var places: [Int] = []
        for source in [whole.defaultSource, whole.defaultDestination, whole.defaultUser, whole.bothDefault] {
            places.append(words.count)
            words.append(contentsOf: repeatElement(0, count: groups * 64))
            for (local, rule) in numbers[rules..<rules + Int(count)].enumerated()
            where words[source + Int(rule >> 6)] >> UInt64(rule & 63) & 1 == 1 {
                words[places[places.count - 1] + local >> 6] |= 1 << UInt64(local & 63)
            }
        }
        return RuleSpace(
            groupCount: groups, defaultSource: places[0], defaultDestination: places[1], defaultUser: places[2], bothDefault: places[3],
            members: members, ranks: ranks, rules: rules)
    }

    // MARK: Questions

    /// The first words of all rows of a search: reading them early overlaps cache misses.
    @inline(__always)
    func touch(_ search: RuleSearch) -> UInt64 {
        words[Int(search.context)] ^ words[Int(search.prefixSource)] ^ words[Int(search.tagSource)] ^ words[Int(search.prefixDestination)]
            ^ words[Int(search.tagDestination)]
    }

    /// Whether a row has a rule, by its number in the row's space.
    func contains(_ rule: UInt32, in row: UInt32) -> Bool {
        let start = Int(row) + 3 * Int(rule >> 12)
        let bit = UInt64(1) << UInt64((rule >> 6) & 63)
        guard words[start] & bit != 0 else { return false }
        let place = Int(truncatingIfNeeded: words[start + 2]) + (words[start] & (bit - 1)).nonzeroBitCount
        return words[place] >> UInt64(rule & 63) & 1 == 1
    }
}
