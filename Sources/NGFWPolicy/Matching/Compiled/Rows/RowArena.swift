/// Sets of rules as sparse rows of bits, one behind the other in one array; made on demand and never moved.
///
/// Rules are counted in words of 64 and groups of 64 words. A row begins with three words a group: which words of the group
/// are not zero, which of those meet another set (``finish(crossing:)``), and where the group's words are kept. Behind them
/// follow the words that are not zero.
struct RowArena: Sendable {
    /// Groups of 4,096 rules; at least one.
    let groupCount: Int
    private(set) var words: [UInt64] = []
    /// The row under construction, and which of its words are not zero.
    private var draft: [UInt64]
    private var draftWords: [UInt64]

    /// The row of no rule.
    static let empty: UInt32 = 0

    init(ruleCount: Int, reserving bytes: Int) {
        groupCount = max(1, (ruleCount + 4_095) / 4_096)
        draft = Array(repeating: 0, count: groupCount * 64)
        draftWords = Array(repeating: 0, count: groupCount)
        words.reserveCapacity(bytes / 8)
        words.append(contentsOf: repeatElement(0, count: 3 * groupCount))
    }

    /// The most words that a row can take.
    var rowLimit: Int { groupCount * 67 }

    var count: Int { words.count }

    /// Forgets rows that were made after a point in time, told by ``count`` then.
    mutating func removeRows(after count: Int) { words.removeLast(words.count - count) }

    // MARK: Making rows

    @inline(__always)
    mutating func add(_ rule: UInt32) {
        draft[Int(rule >> 6)] |= 1 << UInt64(rule & 63)
        draftWords[Int(rule >> 12)] |= 1 << UInt64((rule >> 6) & 63)
    }

    @inline(__always)
    mutating func add(_ rules: some Sequence<UInt32>) { for rule in rules { add(rule) } }

    /// Adds a set given as plain bits.
    mutating func add(bits: [UInt64]) {
        for index in bits.indices where bits[index] != 0 {
            draft[index] |= bits[index]
            draftWords[index >> 6] |= 1 << UInt64(index & 63)
        }
    }

    /// Keeps of the draft only what a set given as plain bits has.
    mutating func keep(bits: [UInt64]) { for index in bits.indices { draft[index] &= bits[index] } }

    /// Keeps of the draft only what a row has.
    mutating func keep(_ row: UInt32) {
        for group in 0..<groupCount {
            var rest = draftWords[group]
            let start = Int(row) + 3 * group
            let own = words[start]
            draftWords[group] &= own
            var place = Int(truncatingIfNeeded: words[start + 2])
            var others = own
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                // Words of the row before this one are passed over.
                while others != 0, others & (0 &- others) < bit {
                    others &= others - 1
                    place += 1
                }
                let index = group * 64 + bit.trailingZeroBitCount
                draft[index] = own & bit == 0 ? 0 : draft[index] & words[place]
            }
        }
    }

    /// Adds a row to the draft.
    mutating func add(row: UInt32) {
        for group in 0..<groupCount {
            let start = Int(row) + 3 * group
            var rest = words[start]
            var place = Int(truncatingIfNeeded: words[start + 2])
            draftWords[group] |= rest
            while rest != 0 {
                draft[group * 64 + rest.trailingZeroBitCount] |= words[place]
                rest &= rest - 1
                place += 1
            }
        }
    }

    /// Keeps of the draft nothing behind the first rule that it shares with a set given as plain bits.
    mutating func cut(behindFirstOf bits: [UInt64]) {
        for index in draft.indices {
            let common = draft[index] & bits[index]
            guard common != 0 else { continue }
            let first = common & (0 &- common)
            draft[index] &= first | (first - 1)
            for later in index + 1..<draft.count { draft[later] = 0 }
            return
        }
    }

    /// The draft as a row; the draft is empty then.
    ///
    /// - Parameter other: The row marks the words that hold a rule of this set.
    mutating func finish(crossing other: [UInt64]) -> UInt32 {
        let row = words.count
        words.append(contentsOf: repeatElement(0, count: 3 * groupCount))
        for group in 0..<groupCount {
            var rest = draftWords[group]
            draftWords[group] = 0
            var own: UInt64 = 0
            var crossed: UInt64 = 0
            words[row + 3 * group + 2] = UInt64(words.count)
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                let index = group * 64 + bit.trailingZeroBitCount
                let word = draft[index]
                draft[index] = 0
                if word == 0 { continue }
                own |= bit
                if word & other[index] != 0 { crossed |= bit }
                words.append(word)
            }
            words[row + 3 * group] = own
            words[row + 3 * group + 1] = crossed
        }
        return UInt32(row)
    }

    // MARK: Questions

    /// The first words of all rows of a search: reading them early overlaps cache misses.
    @inline(__always)
    func touch(_ search: RuleSearch) -> UInt64 {
        words[Int(search.context)] ^ words[Int(search.prefixSource)] ^ words[Int(search.tagSource)] ^ words[Int(search.prefixDestination)]
            ^ words[Int(search.tagDestination)]
    }

    func contains(_ rule: UInt32, in row: UInt32) -> Bool {
        let start = Int(row) + 3 * Int(rule >> 12)
        let bit = UInt64(1) << UInt64((rule >> 6) & 63)
        guard words[start] & bit != 0 else { return false }
        let place = Int(truncatingIfNeeded: words[start + 2]) + (words[start] & (bit - 1)).nonzeroBitCount
        return words[place] >> UInt64(rule & 63) & 1 == 1
    }
}
