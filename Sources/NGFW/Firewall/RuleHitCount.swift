public import NGFWCore

/// How often a rule was chosen. Source: reference section 1.13.
///
/// A hit is a lookup whose answer changed the session's rule, so a session counts once for each rule it came under.
public struct RuleHitCount: Hashable, Sendable {
    public enum Rulebase: String, Hashable, Sendable, CaseIterable {
        case applicationOverride = "application-override"
        case security
    }

    public var rulebase: Rulebase
    public var rule: String
    public var count: UInt64 = 0
    public var first: Timestamp?
    public var last: Timestamp?
    public var lastReset: Timestamp?
    /// When the rule came in with a later policy; `nil` for a rule that was there from the beginning.
    public var created: Timestamp?
    /// When a later policy changed the rule; `nil` for never.
    public var modified: Timestamp?
    /// Whether it is one of the two rules that answer when no other does.
    public var isDefault = false
    /// False for a rule that is disabled or that can match nothing.
    public var isInForce = true

    public init(rule: String, rulebase: Rulebase = .security) {
        self.rule = rule
        self.rulebase = rulebase
    }

    /// Goes on counting where a former policy's rule left off.
    mutating func takeOver(_ former: RuleHitCount) {
        (count, first, last, lastReset) = (former.count, former.first, former.last, former.lastReset)
    }

    mutating func add(at time: Timestamp) {
        count &+= 1
        if first == nil { first = time }
        last = time
    }

    mutating func reset(at time: Timestamp) {
        (count, first, last, lastReset) = (0, nil, nil, time)
    }
}

/// The hits of all rules over some time of observation, one run or several.
///
///     var report = HitReport(firewall.hitCounts, from: first, to: last)
///     report.unused.map(\.rule)         // rules in force that nothing came under
public struct HitReport: Sendable {
    public private(set) var counts: [RuleHitCount]
    /// When the observation began and ended; `nil` when nothing was observed.
    public private(set) var window: ClosedRange<Timestamp>?

    public init(_ counts: [RuleHitCount] = [], from first: Timestamp? = nil, to last: Timestamp? = nil) {
        self.counts = counts
        if let first, let last { window = min(first, last)...max(first, last) }
    }

    /// Rules in force without a hit, the default rules left out.
    public var unused: [RuleHitCount] { counts.filter { $0.count == 0 && $0.isInForce && !$0.isDefault } }

    /// Adds the hits of another run with the same policy.
    public mutating func add(_ other: HitReport) {
        if let theirs = other.window {
            window = window.map { min($0.lowerBound, theirs.lowerBound)...max($0.upperBound, theirs.upperBound) } ?? theirs
        }
        guard !counts.isEmpty else {
            counts = other.counts
            return
        }
        var places: [String: Int] = [:]
        for (index, count) in counts.enumerated() { places["\(count.rulebase.rawValue) \(count.rule)"] = index }
        for count in other.counts {
            guard let index = places["\(count.rulebase.rawValue) \(count.rule)"] else {
                counts.append(count)
                continue
            }
            counts[index].count &+= count.count
            counts[index].first = [counts[index].first, count.first].compactMap(\.self).min()
            counts[index].last = [counts[index].last, count.last].compactMap(\.self).max()
        }
    }
}
