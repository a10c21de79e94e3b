public import NGFWCore

/// How often a rule was chosen. Source: reference section 1.13.
///
/// A hit is a lookup whose answer changed the session's rule, so a session counts once for each rule it came under.
public struct RuleHitCount: Hashable, Sendable {
    public var rule: String
    public var count: UInt64 = 0
    public var first: Timestamp?
    public var last: Timestamp?

    public init(rule: String) { self.rule = rule }

    /// Goes on counting where a former policy's rule left off.
    mutating func takeOver(_ former: RuleHitCount) {
        (count, first, last) = (former.count, former.first, former.last)
    }

    mutating func add(at time: Timestamp) {
        count &+= 1
        if first == nil { first = time }
        last = time
    }
}
