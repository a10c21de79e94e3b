/// A set of rules of one ``RuleSpace`` as bits, sparse where the space is large. Plain values, small enough to lie in the tables
/// that find rows, so that finding a row is reading most of it.
///
/// - In a space of at most 192 rules the three words are the bits themselves.
/// - In one of at most 16,384 rules `own` marks the chunks of 256 rules that are not empty, `crossed` those of them that hold a rule of the
///   ``RuleSpace/Column`` that the row was made for. At `place` in the ``RowArena`` there is a byte for each chunk: 0, or
///   one more than its place among the chunks that follow, each of ``RuleSpace/chunkSize`` words.
/// - In a larger one there are such rows at `place`, one for each 16,384 rules; `own` is zero when all are empty.
///
/// No bits are counted to find a word: the baseline of x86-64 has no instruction for it.
struct RuleRow: Sendable {
    var own: UInt64
    var crossed: UInt64
    var place: UInt64

    static let empty = RuleRow(own: 0, crossed: 0, place: 0)

    /// Words that a row takes as a part of another.
    static let size = 3
}
