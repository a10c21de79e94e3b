/// The rules of one zone pair, numbered anew without gaps, so that their rows are a few words long; or the whole policy as
/// it is. Plain places in the arrays of a ``RowArena``: reading one counts no references.
struct RuleSpace: Sendable {
    /// Words of 64 rules; at least one.
    var wordCount: Int
    /// Where the plain bits of ``Column`` begin: for each chunk of words those of each column.
    var columns: Int
    /// Where the rules' ``RuleAnswer`` begin.
    var answers: Int
    /// Plain bits of the policy's rules that are in, or ``whole``.
    var members: Int
    /// How many members stand before each word of ``members``.
    var ranks: Int

    static let whole = -1

    var isWhole: Bool { members == Self.whole }

    /// Words of rules that are kept together.
    static let chunkSize = 4
    static let columnCount = 4
    /// Chunks that one row can tell apart.
    static let groupSize = 64

    @inline(__always)
    var isSmall: Bool { wordCount <= RuleRow.size }

    @inline(__always)
    var chunkCount: Int { (wordCount + Self.chunkSize - 1) / Self.chunkSize }

    @inline(__always)
    var groupCount: Int { (chunkCount + Self.groupSize - 1) / Self.groupSize }

    /// Where in the arena a column's word is.
    @inline(__always)
    func place(of column: Column, word index: Int) -> Int {
        let chunk = index / Self.chunkSize
        return columns + (chunk * Self.columnCount + column.rawValue) * Self.chunkSize + index % Self.chunkSize
    }

    /// Sets of rules as plain bits, which every lookup reads.
    enum Column: Int, CaseIterable, Sendable {
        /// Rules that fit an address of which nothing is known: any, and negated ones.
        case defaultSource
        case defaultDestination
        /// Rules for any user.
        case defaultUser
        /// Rules that fit both addresses by default.
        case bothDefault
    }
}

/// The columns of the whole policy.
struct RuleDefaults: Sendable {
    /// Rules that fit an address of which nothing is known: any, and negated ones.
    var source: [UInt64]
    var destination: [UInt64]
    /// Rules for any user.
    var user: [UInt64]
    /// Rules that fit both addresses by default.
    var both: [UInt64]

    subscript(column: RuleSpace.Column) -> [UInt64] {
        switch column {
        case .defaultSource: source
        case .defaultDestination: destination
        case .defaultUser: user
        case .bothDefault: both
        }
    }
}
