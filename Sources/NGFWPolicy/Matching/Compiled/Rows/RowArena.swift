/// What rows and spaces keep, one behind the other in arrays; made on demand and never moved.
struct RowArena: Sendable {
    private(set) var words: [UInt64] = []
    /// The ranks of spaces.
    private var numbers: [UInt32] = []
    /// The rules of the policy, and behind them those of spaces, by their numbers there.
    private(set) var answers: [RuleAnswer]
    /// The row under construction.
    var draft: RuleDraft
    let whole: RuleSpace
    /// The most bytes that the rows of one lookup can take: five of addresses and user, for each of two questions up to three more,
    /// these also for the whole policy, and a space or a row of zones.
    let lookupLimit: Int
    private let ruleCount: Int
    private let firstWord: Int

    /// Zeros, read in place of what rows do not keep: an index of a row without rules, or a chunk.
    private static let zeros = RuleSpace.groupSize / 8

    /// - Parameter answers: Of the policy's rules.
    init(_ answers: [RuleAnswer], _ defaults: RuleDefaults, reserving bytes: Int) {
        let wordCount = max(1, (answers.count + 63) >> 6)
        self.answers = answers
        ruleCount = answers.count
        whole = RuleSpace(wordCount: wordCount, columns: Self.zeros, answers: 0, members: RuleSpace.whole, ranks: 0)
        draft = RuleDraft(groupCount: (wordCount + 63) >> 6)
        let columnWords = Self.columnWords(whole)
        let group = RuleRow.size + Self.zeros + RuleSpace.groupSize * RuleSpace.chunkSize
        let row = whole.groupCount * group + MemoryLayout<RuleRow>.stride
        lookupLimit = 8 * (18 * row + wordCount + columnWords) + 4 * 65 * wordCount
        words.reserveCapacity(max(bytes / 8, Self.zeros + columnWords))
        words.append(contentsOf: repeatElement(0, count: Self.zeros + columnWords))
        firstWord = words.count
        for index in 0..<wordCount {
            for column in RuleSpace.Column.allCases { words[whole.place(of: column, word: index)] = defaults[column][index] }
        }
    }

    /// Words that the columns of a space take.
    private static func columnWords(_ space: RuleSpace) -> Int {
        space.chunkCount * RuleSpace.chunkSize * RuleSpace.columnCount
    }

    var bytes: Int { words.count * 8 + (numbers.count + answers.count) * 4 }

    /// Forgets all rows and spaces.
    mutating func removeAll() {
        words.removeLast(words.count - firstWord)
        numbers.removeAll(keepingCapacity: true)
        answers.removeLast(answers.count - ruleCount)
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
        for index in 0..<whole.wordCount {
            var rest = bits[index] & words[space.members + index]
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                draft.add(number(of: bit, in: index, space))
            }
        }
    }

    /// A member's number in a space.
    private func number(of bit: UInt64, in index: Int, _ space: RuleSpace) -> UInt32 {
        numbers[space.ranks + index] + UInt32((words[space.members + index] & (bit - 1)).nonzeroBitCount)
    }

    /// A word of a row.
    private func word(_ index: Int, of row: RuleRow, in space: RuleSpace) -> UInt64 {
        if space.isSmall { return index == 0 ? row.own : index == 1 ? row.crossed : row.place }
        let chunk = index / RuleSpace.chunkSize
        let group = chunk / RuleSpace.groupSize
        let part = space.groupCount == 1 ? row : Self.part(words.span, row, group)
        let indexSize = Self.indexSize(group, space)
        return words[Self.chunk(words.span, part, chunk % RuleSpace.groupSize, indexSize) + index % RuleSpace.chunkSize]
    }

    /// Words that the index of a group's rows takes.
    private static func indexSize(_ group: Int, _ space: RuleSpace) -> Int {
        (min(RuleSpace.groupSize, space.chunkCount - group * RuleSpace.groupSize) + 7) >> 3
    }

    /// Adds a space's members, as rules of the whole policy.
    mutating func add(membersOf space: RuleSpace) {
        for index in 0..<whole.wordCount where words[space.members + index] != 0 {
            draft.add(word: index, words[space.members + index])
        }
    }

    /// Keeps of the draft only what a row of the whole policy has.
    mutating func keep(_ row: RuleRow) {
        for group in draft.marks.indices {
            var rest = draft.marks[group]
            while rest != 0 {
                let index = group * 64 + rest.trailingZeroBitCount
                rest &= rest - 1
                draft.keep(word: index, word(index, of: row, in: whole))
            }
        }
    }

    /// Turns a draft of rules of the whole policy, all of them in a space, into one of the space's numbers.
    mutating func narrow(to space: RuleSpace) {
        if space.isWhole { return }
        // A member's number is never above the rule's, and so never among those not yet taken.
        for group in draft.marks.indices {
            var marks = draft.takeMarks(group)
            while marks != 0 {
                let index = group * 64 + marks.trailingZeroBitCount
                marks &= marks - 1
                var rest = draft.take(word: index)
                while rest != 0 {
                    let bit = rest & (0 &- rest)
                    rest ^= bit
                    draft.add(number(of: bit, in: index, space))
                }
            }
        }
    }

    // MARK: Making

    /// The draft as a row; the draft is empty then.
    ///
    /// - Parameter column: The row marks the chunks that hold a rule of it.
    mutating func finish(crossing column: RuleSpace.Column, in space: RuleSpace) -> RuleRow {
        defer { draft.clearMarks() }
        if space.isSmall {
            return RuleRow(
                own: draft.take(word: 0), crossed: space.wordCount > 1 ? draft.take(word: 1) : 0,
                place: space.wordCount > 2 ? draft.take(word: 2) : 0)
        }
        if space.groupCount == 1 { return finishGroup(0, column, space) }
        let parts = (0..<space.groupCount).map { finishGroup($0, column, space) }
        if parts.allSatisfy({ $0.own == 0 }) { return .empty }
        let row = RuleRow(own: 1, crossed: 0, place: UInt64(words.count))
        for part in parts { words.append(contentsOf: [part.own, part.crossed, part.place]) }
        return row
    }

    private mutating func finishGroup(_ group: Int, _ column: RuleSpace.Column, _ space: RuleSpace) -> RuleRow {
        let size = RuleSpace.chunkSize
        let start = words.count
        var row = RuleRow(own: 0, crossed: 0, place: UInt64(start))
        words.append(contentsOf: repeatElement(0, count: Self.indexSize(group, space)))
        var rank: UInt64 = 0
        for number in 0..<min(RuleSpace.groupSize, space.chunkCount - group * RuleSpace.groupSize) {
            let first = (group * RuleSpace.groupSize + number) * size
            guard draft.marks[first >> 6] >> UInt64(first & 63) & 0xf != 0 else { continue }
            let chunk = (first..<min(first + size, space.wordCount)).map { draft.take(word: $0) }
            if chunk.allSatisfy({ $0 == 0 }) { continue }
            rank += 1
            words[start + number >> 3] |= rank << UInt64((number & 7) << 3)
            row.own |= 1 << UInt64(number)
            for (offset, word) in chunk.enumerated() where word & words[space.place(of: column, word: first + offset)] != 0 {
                row.crossed |= 1 << UInt64(number)
            }
            words.append(contentsOf: chunk)
            words.append(contentsOf: repeatElement(0, count: size - chunk.count))
        }
        if row.own != 0 { return row }
        words.removeLast(words.count - start)
        return .empty
    }

    /// The draft, rules of the whole policy, as a space; the draft is empty then.
    mutating func finishSpace() -> RuleSpace {
        let members = words.count
        let ranks = numbers.count
        words.append(contentsOf: draft.bits.prefix(whole.wordCount))
        let first = answers.count
        for index in 0..<whole.wordCount {
            numbers.append(UInt32(answers.count - first))
            var rest = draft.take(word: index)
            while rest != 0 {
                answers.append(answers[index * 64 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
        draft.clearMarks()
        let space = RuleSpace(
            wordCount: max(1, (answers.count - first + 63) >> 6), columns: words.count, answers: first, members: members, ranks: ranks)
        words.append(contentsOf: repeatElement(0, count: Self.columnWords(space)))
        for column in RuleSpace.Column.allCases { narrow(column, to: space) }
        return space
    }

    /// Fills a column of a space with what the policy has in it.
    private mutating func narrow(_ column: RuleSpace.Column, to space: RuleSpace) {
        for index in 0..<whole.wordCount {
            var rest = words[whole.place(of: column, word: index)] & words[space.members + index]
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                let number = number(of: bit, in: index, space)
                words[space.place(of: column, word: Int(number >> 6))] |= 1 << UInt64(number & 63)
            }
        }
    }

    /// Whether a row has a rule, by its number in the row's space.
    func contains(_ rule: UInt32, in row: RuleRow, of space: RuleSpace) -> Bool {
        word(Int(rule >> 6), of: row, in: space) >> UInt64(rule & 63) & 1 == 1
    }
}
