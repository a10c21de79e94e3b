public import NGFWCore
internal import NGFWPolicy

/// How often a rule was chosen. Source: reference section 1.13.
///
/// A hit is a lookup whose answer changed the session's rule, so a session counts once for each rule it came under.
public struct RuleHitCount: Hashable, Sendable {
    public var rule: String
    public var count: UInt64 = 0
    public var first: Timestamp?
    public var last: Timestamp?

    public init(rule: String) { self.rule = rule }

    mutating func add(at time: Timestamp) {
        count &+= 1
        if first == nil { first = time }
        last = time
    }
}

/// What the data path asks of a rule once it has won: taken out of the policy so that a session's end costs one index.
struct RuleReport {
    var name: String
    var uuid: String?
    var logStart: Bool
    var logEnd: Bool
    var logSetting: String?
    var sendsUnreachable: Bool

    init(_ rule: SecurityRule) {
        name = rule.name
        uuid = rule.uuid
        logStart = rule.logStart
        logEnd = rule.logEnd
        logSetting = rule.logSetting
        sendsUnreachable = rule.icmpUnreachable
    }

    init(_ rule: DefaultRule) {
        name = rule.name
        logStart = rule.logStart
        logEnd = rule.logEnd
        logSetting = rule.logSetting
        sendsUnreachable = rule.icmpUnreachable
    }
}

/// The rules of one policy as the data path needs them, with their hits: the two default rules stand at the end.
struct RuleBook {
    private(set) var reports: [RuleReport] = []
    private(set) var hits: [RuleHitCount] = []

    init(_ policy: ResolvedPolicy?) {
        guard let policy else { return }
        reports = policy.rules.map { RuleReport($0.definition) }
        reports += [RuleReport(policy.intrazoneDefault), RuleReport(policy.interzoneDefault)]
        hits = reports.map { RuleHitCount(rule: $0.name) }
    }

    private func index(_ author: RuleMatch.Author) -> Int {
        switch author {
        case .rule(let index): index
        case .intrazoneDefault: reports.count - 2
        case .interzoneDefault: reports.count - 1
        }
    }

    subscript(author: RuleMatch.Author) -> RuleReport { reports[index(author)] }

    mutating func hit(_ author: RuleMatch.Author, at time: Timestamp) { hits[index(author)].add(at: time) }
}
