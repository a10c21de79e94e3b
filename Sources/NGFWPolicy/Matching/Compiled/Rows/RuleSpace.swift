/// The rules of one zone pair, numbered anew without gaps, so that their rows are a few words long; or the whole policy as
/// it is. Plain places in the arrays of a ``RowArena``: reading one counts no references.
struct RuleSpace: Sendable {
    /// Groups of 4,096 rules; at least one.
    var groupCount: Int
    /// Plain bits of the rules that fit an address of which nothing is known: any, and negated ones.
    var defaultSource: Int
    var defaultDestination: Int
    /// Plain bits of the rules for any user, and of those that fit both addresses by default.
    var defaultUser: Int
    var bothDefault: Int
    /// Plain bits of the policy's rules that are in, or ``whole``.
    var members: Int
    /// How many members stand before each word of ``members``.
    var ranks: Int
    /// The policy's number of each rule.
    var rules: Int

    static let whole = -1

    var isWhole: Bool { members == Self.whole }
}

/// Sets of rules of the whole policy as plain bits, which every lookup reads.
struct RuleDefaults: Sendable {
    /// Rules that fit an address of which nothing is known: any, and negated ones.
    var source: [UInt64]
    var destination: [UInt64]
    /// Rules for any user.
    var user: [UInt64]
    /// Rules that fit both addresses by default.
    var both: [UInt64]
}
