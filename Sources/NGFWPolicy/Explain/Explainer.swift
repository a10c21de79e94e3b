import NGFWCore

/// Walks the rules, judges every one, and writes down those that are worth it.
struct Explainer {
    let policy: ResolvedPolicy
    let registry: AddressRegistry
    let users: UserTable
    let facts: FlowFacts
    private var judge: RuleJudge
    private let reasons: FieldReasons

    init(policy: ResolvedPolicy, registry: AddressRegistry, users: UserTable, input: MatchInput) {
        self.policy = policy
        self.registry = registry
        self.users = users
        facts = FlowFacts(input, registry)
        judge = RuleJudge(policy, users, facts)
        reasons = FieldReasons(policy: policy, facts: facts, words: FlowWords(policy, input))
    }

    /// The way to the winner: which fields failed, by rule, and how it ended.
    struct Walk {
        /// Of the rules up to the winner.
        var failures: [RuleFieldSet]
        var winner: Int?
        var match: RuleMatch
        var outcome: String
    }

    mutating func walk() -> Walk {
        var failures: [RuleFieldSet] = []
        for rule in policy.rules {
            let failed = judge.failures(of: rule)
            failures.append(failed)
            if policy.options.implicitBeatsExplicitDeny == .yes, !failed.isEmpty, let walk = implicitWalk(rule, failures) { return walk }
            guard failed.isEmpty, !isBeatenByLongerMask(rule) else { continue }
            let open = judge.openQuestion(rule)
            let match = RuleMatch(author: .rule(rule.index), action: rule.action, standing: open == nil ? .decided : .tentative)
            return Walk(failures: failures, winner: rule.index, match: match, outcome: open ?? "decided")
        }
        for rule in policy.rules { if let walk = implicitWalk(rule, failures) { return walk } }
        let (from, to) = (facts.input.from, facts.input.to)
        let match = policy.defaultMatch(from: from, to: to)
        let verb = match.author == .intrazoneDefault ? "is" : "is not"
        let outcome = "decided: no rule matches and \(reasons.words.zone(from)) \(verb) \(reasons.words.zone(to))"
        return Walk(failures: failures, match: match, outcome: outcome)
    }

    /// The end of the walk when a rule permits the application implicitly.
    private mutating func implicitWalk(_ rule: ResolvedRule, _ failures: [RuleFieldSet]) -> Walk? {
        guard facts.input.applicationMayShift, let application = facts.input.application,
            judge.permitsImplicitly(rule, failures[rule.index])
        else { return nil }
        let match = RuleMatch(author: .rule(rule.index), action: rule.action, standing: .implicit)
        let heirs = reasons.words.list(heirs(of: application, rule))
        let outcome = "implicit: \(policy.catalogue.name(application)) may still become \(heirs), which the rule allows"
        return Walk(failures: failures, winner: rule.index, match: match, outcome: outcome)
    }

    /// Whether a rule that matches gives way to one behind it, where the longest wildcard mask counts and not the order.
    private func isBeatenByLongerMask(_ rule: ResolvedRule) -> Bool {
        guard policy.options.wildcardOrder == .longestPrefix else { return false }
        let match = ReferenceEvaluator(policy, users: users).match(facts.input, registry)
        guard case .rule(let index) = match.author else { return false }
        return index > rule.index
    }

    mutating func explain(_ options: Explanation.Options) -> Explanation {
        let walk = walk()
        let shown = selection(walk, options)
        var rules: [Explanation.Rule] = []
        for index in walk.failures.indices where shown.contains(index) {
            rules.append(tell(policy.rules[index], walk, allFields: options.allFields, withRemedies: false))
        }
        var counts: [RuleField: Int] = [:]
        for (index, failed) in walk.failures.enumerated() where !shown.contains(index) {
            if let first = failed.first { counts[first, default: 0] += 1 }
        }
        let omitted = RuleField.allCases.compactMap { field in counts[field].map { Explanation.Omission(field: field, count: $0) } }
        return Explanation(rules: rules, omitted: omitted, match: walk.match, winner: name(walk.match.author), outcome: walk.outcome)
    }

    /// Why one rule does not decide the flow.
    mutating func verdict(on rule: ResolvedRule) -> RuleVerdict {
        let walk = walk()
        let failed = walk.failures.indices.contains(rule.index) ? walk.failures[rule.index] : judge.failures(of: rule)
        var reason = RuleVerdict.Reason.fails
        if walk.winner == rule.index {
            reason = .decides
        } else if !failed.isDisjoint(with: [.disabled, .invalid]) {
            reason = .notInForce
        } else if failed.isEmpty {
            reason = .taken
        }
        let own = tell(rule, failed, standing: reason == .decides ? walk.match.standing : nil, allFields: true, withRemedies: true)
        let winner = walk.winner.flatMap { $0 == rule.index ? nil : tell(policy.rules[$0], walk, allFields: true, withRemedies: false) }
        return RuleVerdict(
            reason: reason, rule: own, winner: winner, match: walk.match, winnerName: name(walk.match.author), outcome: walk.outcome)
    }

    func name(_ author: RuleMatch.Author) -> String {
        switch author {
        case .rule(let index): policy.rules[index].name
        case .intrazoneDefault: policy.intrazoneDefault.name
        case .interzoneDefault: policy.interzoneDefault.name
        }
    }

    /// The rules to show: the winner, the first near misses, the first others at the flow's zones and addresses.
    private func selection(_ walk: Walk, _ options: Explanation.Options) -> Set<Int> {
        if options.rules == .all { return Set(walk.failures.indices) }
        var shown: Set<Int> = walk.winner.map { [$0] } ?? []
        var nearMisses = 0
        var neighbours = 0
        for (index, failed) in walk.failures.enumerated() {
            if failed.count == 1, nearMisses < options.limit {
                nearMisses += 1
                shown.insert(index)
            } else if failed.isDisjoint(with: .placement), neighbours < options.limit {
                neighbours += 1
                shown.insert(index)
            }
        }
        return shown
    }

    // MARK: One rule

    private func tell(_ rule: ResolvedRule, _ walk: Walk, allFields: Bool, withRemedies: Bool) -> Explanation.Rule {
        let standing = walk.winner == rule.index ? walk.match.standing : nil
        return tell(rule, walk.failures[rule.index], standing: standing, allFields: allFields, withRemedies: withRemedies)
    }

    private func tell(
        _ rule: ResolvedRule, _ failed: RuleFieldSet, standing: RuleMatch.Standing?, allFields: Bool, withRemedies: Bool
    ) -> Explanation.Rule {
        var fields: [Explanation.Field] = []
        for field in allFields ? failed.fields : Array(failed.fields.prefix(1)) {
            var told = Explanation.Field(field: field, holds: false, reason: reasons.failure(field, rule))
            if allFields { told.criteria = criteria(field, rule) }
            if standing == nil, withRemedies || failed.count == 1 {
                let finder = RemedyFinder(policy: policy, registry: registry, users: users, facts: facts, rule: rule, failed: failed)
                told.remedies = finder.remedies(for: field)
            }
            told.option = policy.deciding(field, rule, facts.input)
            fields.append(told)
        }
        if allFields, failed.isEmpty {
            for field in RuleField.allCases {
                guard let reason = reasons.success(field, rule) else { continue }
                var told = Explanation.Field(field: field, holds: true, reason: reason, criteria: criteria(field, rule))
                told.option = policy.deciding(field, rule, facts.input)
                fields.append(told)
            }
        }
        return Explanation.Rule(
            index: rule.index, name: rule.name, action: rule.action, location: rule.definition.location, standing: standing,
            fields: fields, failureCount: failed.count, note: failed.isEmpty ? judge.openQuestion(rule) : nil)
    }

    /// How many members of an address list are explained one by one.
    private static let criteriaLimit = 8

    private func criteria(_ field: RuleField, _ rule: ResolvedRule) -> [MembershipNode] {
        switch field {
        case .source: criteria(rule.source, facts.input.tuple.source, facts.sourceTags)
        case .destination: criteria(rule.destination, facts.input.tuple.destination, facts.destinationTags)
        default: []
        }
    }

    private func criteria(_ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>) -> [MembershipNode] {
        let explainer = MembershipExplainer(policy: policy, registry: registry, address: address, tags: tags)
        let holding = criterion.sets.filter { policy.holds($0, address, tags) }
        return (holding.isEmpty ? criterion.sets : holding).prefix(Self.criteriaLimit).map { explainer.node(set: $0) }
    }

    /// Applications of a rule that implicitly use one.
    private func heirs(of application: ApplicationID, _ rule: ResolvedRule) -> [String] {
        guard case .set(let index) = rule.applications else { return [] }
        let name = policy.catalogue.name(application)
        return policy.applicationSets[index].members.map { policy.catalogue[$0] }.filter { $0.implicitlyUses.contains(name) }.map(\.name)
            .sorted()
    }
}
