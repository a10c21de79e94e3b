/// The rows of one lookup. `context` holds the rules that fit everything but addresses and user; the others hold what the
/// addresses change about the default: a rule's default is "fits" when it asks for any address or negates.
struct RuleSearch {
    var space: RuleSpace
    var context: UInt32
    var prefixSource = RowArena.empty
    var tagSource = RowArena.empty
    var prefixDestination = RowArena.empty
    var tagDestination = RowArena.empty
    /// Rules that name the user; asked for only when some rule names users.
    var user = RowArena.empty
    var asksUsers = false
}

extension RowArena {
    /// The first rule at or behind `start` that a search finds, by its number in the search's space; `nil` when there is none.
    ///
    /// A word of rules is looked at only when both addresses name some rule of it, or one address names a rule whose other
    /// side fits by default, or the context has a rule there that fits by default on both sides.
    ///
    /// - Complexity: O(rules of the space / 4,096 + words looked at); no allocation.
    @inline(__always)
    func first(_ search: RuleSearch, from start: Int) -> Int? {
        let all = words.span
        let space = search.space
        var group = start >> 12
        while group < space.groupCount {
            let place = 3 * group
            let own = all[Int(search.context) + place]
            if own == 0 {
                group += 1
                continue
            }
            let source = all[Int(search.prefixSource) + place] | all[Int(search.tagSource) + place]
            let destination = all[Int(search.prefixDestination) + place] | all[Int(search.tagDestination) + place]
            let crossing =
                all[Int(search.context) + place + 1] | all[Int(search.prefixSource) + place + 1] | all[Int(search.tagSource) + place + 1]
                | all[Int(search.prefixDestination) + place + 1] | all[Int(search.tagDestination) + place + 1]
            var rest = own & (source & destination | crossing)
            if group == start >> 12 { rest &= ~0 << UInt64((start >> 6) & 63) }
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest ^= bit
                let index = group << 6 + bit.trailingZeroBitCount
                var word = Self.word(all, search.context, place, bit)
                word &=
                    all[space.defaultSource + index]
                    ^ (Self.word(all, search.prefixSource, place, bit) | Self.word(all, search.tagSource, place, bit))
                word &=
                    all[space.defaultDestination + index]
                    ^ (Self.word(all, search.prefixDestination, place, bit) | Self.word(all, search.tagDestination, place, bit))
                if search.asksUsers { word &= all[space.defaultUser + index] | Self.word(all, search.user, place, bit) }
                if index == start >> 6 { word &= ~0 << UInt64(start & 63) }
                if word != 0 { return index << 6 + word.trailingZeroBitCount }
            }
            group += 1
        }
        return nil
    }

    /// The policy's number of a space's rule.
    @inline(__always)
    func rule(_ number: Int, in space: RuleSpace) -> Int { space.isWhole ? number : Int(numbers[space.rules + number]) }

    /// A word of a row, zero where the row keeps none: then the very first word is read, which is zero, rather than branched on
    /// what no branch predictor knows.
    @inline(__always)
    private static func word(_ all: Span<UInt64>, _ row: UInt32, _ place: Int, _ bit: UInt64) -> UInt64 {
        let own = all[Int(row) + place]
        let index = Int(truncatingIfNeeded: all[Int(row) + place + 2]) &+ (own & (bit &- 1)).nonzeroBitCount
        return all[own & bit == 0 ? 0 : index]
    }
}
