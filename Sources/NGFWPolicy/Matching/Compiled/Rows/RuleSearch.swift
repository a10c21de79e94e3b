/// The rows of one lookup. `context` holds the rules that fit everything but addresses and user; the others hold what the
/// addresses change about the default: a rule's default is "fits" when it asks for any address or negates.
struct RuleSearch {
    var context: UInt32
    var prefixSource: UInt32
    var tagSource: UInt32
    var prefixDestination: UInt32
    var tagDestination: UInt32
    /// ``RowArena/empty`` when no rule names users.
    var user: UInt32
}

/// Sets of rules as plain bits that every lookup reads.
struct RuleDefaults: Sendable {
    /// Rules that fit an address of which nothing is known: any, and negated ones.
    var source: [UInt64]
    var destination: [UInt64]
    /// Rules for any user.
    var user: [UInt64]
    /// Whether some rule names users.
    var asksUsers: Bool
    /// Whether a rule that permits implicitly wins over those behind it.
    var implicitBeatsExplicit = false
    /// Whether an implicitly permitted application must be on its own default ports.
    var implicitOnOwnPorts = false
}

extension RowArena {
    /// The first rule at or behind `start` that a search finds, `nil` when there is none.
    ///
    /// A word of rules is looked at only when both addresses name some rule of it, or one address names a rule whose other
    /// side fits by default, or the context has a rule there that fits by default on both sides.
    ///
    /// - Complexity: O(rules / 4,096 + words looked at); no allocation.
    @inline(__always)
    func first(_ search: RuleSearch, _ defaults: borrowing RuleDefaults, from start: Int) -> Int? {
        let all = words.span
        let defaultSource = defaults.source.span
        let defaultDestination = defaults.destination.span
        let defaultUser = defaults.user.span
        var group = start >> 12
        while group < groupCount {
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
                    defaultSource[index] ^ (Self.word(all, search.prefixSource, place, bit) | Self.word(all, search.tagSource, place, bit))
                word &=
                    defaultDestination[index]
                    ^ (Self.word(all, search.prefixDestination, place, bit) | Self.word(all, search.tagDestination, place, bit))
                if word == 0 { continue }
                if defaults.asksUsers { word &= defaultUser[index] | Self.word(all, search.user, place, bit) }
                if index == start >> 6 { word &= ~0 << UInt64(start & 63) }
                if word != 0 { return index << 6 + word.trailingZeroBitCount }
            }
            group += 1
        }
        return nil
    }

    /// A word of a row, zero where the row keeps none: then the very first word is read, which is zero, rather than branched on
    /// what no branch predictor knows.
    @inline(__always)
    private static func word(_ all: Span<UInt64>, _ row: UInt32, _ place: Int, _ bit: UInt64) -> UInt64 {
        let own = all[Int(row) + place]
        let index = Int(truncatingIfNeeded: all[Int(row) + place + 2]) &+ (own & (bit &- 1)).nonzeroBitCount
        return all[own & bit == 0 ? 0 : index]
    }
}
