import NGFWCore

/// The rows of one lookup; a rule's bit is set in all of them where the rule fits.
struct RuleSearch {
    var zones: UInt32
    var staticSource: UInt32
    var dynamicSource: UInt32
    var staticDestination: UInt32
    var dynamicDestination: UInt32
    var negatedSource: UInt32
    var negatedDestination: UInt32
    var user: UInt32
    var service: UInt32
    var application: UInt32
    var category: UInt32
}

extension RuleBits {
    /// The first rule at or behind `start` that all rows of a search hold, `nil` when there is none.
    ///
    /// - Complexity: O(rules / 256); no allocation.
    func first(_ search: RuleSearch, from start: Int) -> Int? {
        let all = blocks.span
        func range(_ row: UInt32) -> Range<Int> { Int(row) * width..<(Int(row) + 1) * width }
        let zones = all.extracting(range(search.zones))
        let staticSource = all.extracting(range(search.staticSource))
        let dynamicSource = all.extracting(range(search.dynamicSource))
        let staticDestination = all.extracting(range(search.staticDestination))
        let dynamicDestination = all.extracting(range(search.dynamicDestination))
        let negatedSource = all.extracting(range(search.negatedSource))
        let negatedDestination = all.extracting(range(search.negatedDestination))
        let user = all.extracting(range(search.user))
        let service = all.extracting(range(search.service))
        let application = all.extracting(range(search.application))
        let category = all.extracting(range(search.category))
        var index = start / 256
        while index < width {
            let source = (staticSource[index] | dynamicSource[index]) ^ negatedSource[index]
            let destination = (staticDestination[index] | dynamicDestination[index]) ^ negatedDestination[index]
            var block = zones[index] & source & destination & service[index] & application[index] & user[index] & category[index]
            if index == start / 256 { block = Self.masked(block, from: start % 256) }
            if block != .zero { return index * 256 + Self.firstBit(block) }
            index += 1
        }
        return nil
    }

    private static func masked(_ block: Block, from bit: Int) -> Block {
        if bit == 0 { return block }
        var result = block
        for word in 0..<4 {
            if bit >= (word + 1) * 64 { result[word] = 0 } else if bit > word * 64 { result[word] &= ~0 << UInt64(bit - word * 64) }
        }
        return result
    }

    private static func firstBit(_ block: Block) -> Int {
        for word in 0..<3 where block[word] != 0 { return word * 64 + block[word].trailingZeroBitCount }
        return 192 + block[3].trailingZeroBitCount
    }
}
