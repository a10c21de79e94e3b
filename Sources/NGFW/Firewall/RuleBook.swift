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
    /// Of the application override rules.
    private(set) var overrideHits: [RuleHitCount] = []
    private var ruleCount = 0
    private var numbers: [String: Int] = [:]
    /// Of the rules, to tell at a commit which of them changed.
    private var definitions: [SecurityRule] = []

    init(_ policy: ResolvedPolicy?) {
        guard let policy else { return }
        reports = policy.rules.map { RuleReport($0.definition) }
        ruleCount = reports.count
        for (number, report) in reports.enumerated() where numbers[report.identity] == nil { numbers[report.identity] = number }
        reports += [RuleReport(policy.intrazoneDefault), RuleReport(policy.interzoneDefault)]
        hits = reports.map { RuleHitCount(rule: $0.name) }
        for rule in policy.rules { hits[rule.index].isInForce = rule.isInForce }
        for number in ruleCount..<hits.count { hits[number].isDefault = true }
        definitions = policy.rules.map(\.definition)
        overrideHits = policy.applicationOverrides.map { override in
            var hit = RuleHitCount(rule: override.name, rulebase: .applicationOverride)
            hit.isInForce = override.isInForce
            return hit
        }
    }

    /// Another policy's rules; those that go by the same UUID, or name, keep their hits, unless they were renamed.
    /// Source: reference section 1.13.
    init(_ policy: ResolvedPolicy, after former: RuleBook, at time: Timestamp) {
        self.init(policy)
        for number in hits.indices {
            let isDefault = number >= ruleCount
            guard let old = isDefault ? former.ruleCount + number - ruleCount : former.rule(reports[number].identity) else {
                hits[number].created = time
                continue
            }
            if former.reports[old].name == reports[number].name { hits[number].takeOver(former.hits[old]) }
            hits[number].created = former.hits[old].created
            hits[number].modified = former.hits[old].modified
            if !isDefault, former.definitions[old] != definitions[number] { hits[number].modified = time }
        }
        let old = Dictionary(former.overrideHits.map { ($0.rule, $0) }) { first, _ in first }
        for number in overrideHits.indices {
            guard let former = old[overrideHits[number].rule] else {
                overrideHits[number].created = time
                continue
            }
            overrideHits[number].takeOver(former)
            overrideHits[number].created = former.created
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

    func name(_ author: RuleMatch.Author) -> String { reports[index(author)].name }

    /// PERF: without a copy of the rule's words.
    func logs(_ author: RuleMatch.Author) -> (start: Bool, end: Bool) {
        let number = index(author)
        return (reports[number].logStart, reports[number].logEnd)
    }

    /// Counts a hit, unless it is of a rule that no longer is: what a session under one has announced still comes.
    mutating func hit(_ author: RuleMatch.Author, at time: Timestamp) {
        let number = index(author)
        if number < hits.count { hits[number].add(at: time) }
    }

    /// Counts a decision of this policy, as one hit of the rule that it names.
    mutating func hit(_ decision: Decision, at time: Timestamp) {
        let number = rule(decision.ruleUUID ?? decision.rule) ?? hits.lastIndex { $0.isDefault && $0.rule == decision.rule }
        if let number { hits[number].add(at: time) }
        if let name = decision.applicationOverride, let number = overrideHits.firstIndex(where: { $0.rule == name }) {
            overrideHits[number].add(at: time)
        }
    }

    /// Counts a session that an application override rule names.
    mutating func hit(override number: Int, at time: Timestamp) {
        if overrideHits.indices.contains(number) { overrideHits[number].add(at: time) }
    }

    /// The rule of this policy that goes by an identity; rules of former policies have numbers too, but no hits.
    private func rule(_ identity: String) -> Int? { numbers[identity].flatMap { $0 < ruleCount ? $0 : nil } }

    mutating func resetHits(at time: Timestamp) {
        for number in hits.indices { hits[number].reset(at: time) }
        for number in overrideHits.indices { overrideHits[number].reset(at: time) }
    }
}
