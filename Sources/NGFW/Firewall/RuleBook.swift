internal import NGFWCore
internal import NGFWPolicy

/// What the data path asks of a rule once it has won: taken out of the policy so that a session's end costs one index.
struct RuleReport {
    var name: String
    var uuid: String?
    var logStart: Bool
    var logEnd: Bool
    var logSetting: String?
    var sendsUnreachable: Bool

    /// Names a rule across policies.
    var identity: String { uuid ?? name }

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

/// The rules of one policy as the data path needs them, with their hits.
///
///     rules in order | intrazone-default | interzone-default | rules of former policies that sessions are still under
struct RuleBook {
    private(set) var reports: [RuleReport] = []
    /// Of the rules and the two default rules.
    private(set) var hits: [RuleHitCount] = []
    private var ruleCount = 0
    private var numbers: [String: Int] = [:]

    init(_ policy: ResolvedPolicy?) {
        guard let policy else { return }
        reports = policy.rules.map { RuleReport($0.definition) }
        ruleCount = reports.count
        for (number, report) in reports.enumerated() where numbers[report.identity] == nil { numbers[report.identity] = number }
        reports += [RuleReport(policy.intrazoneDefault), RuleReport(policy.interzoneDefault)]
        hits = reports.map { RuleHitCount(rule: $0.name) }
    }

    /// Another policy's rules; those that go by the same UUID, or name, keep their hits.
    init(_ policy: ResolvedPolicy, after former: RuleBook) {
        self.init(policy)
        for number in hits.indices {
            let old = number < ruleCount ? former.numbers[reports[number].identity] : former.ruleCount + number - ruleCount
            if let old { hits[number].takeOver(former.hits[old]) }
        }
    }

    /// What the author of a session under the former policy is called here.
    ///
    /// A rule that is gone gets a number past the rules, so that logs can still name it.
    mutating func adopt(_ author: RuleMatch.Author, of former: RuleBook) -> RuleMatch.Author {
        guard case .rule = author else { return author }
        let report = former[author]
        if let number = numbers[report.identity] { return .rule(number) }
        let number = reports.count - 2
        numbers[report.identity] = number
        reports.append(report)
        return .rule(number)
    }

    private func index(_ author: RuleMatch.Author) -> Int {
        switch author {
        case .rule(let number): number < ruleCount ? number : number + 2
        case .intrazoneDefault: ruleCount
        case .interzoneDefault: ruleCount + 1
        }
    }

    subscript(author: RuleMatch.Author) -> RuleReport { reports[index(author)] }

    mutating func hit(_ author: RuleMatch.Author, at time: Timestamp) { hits[index(author)].add(at: time) }
}
