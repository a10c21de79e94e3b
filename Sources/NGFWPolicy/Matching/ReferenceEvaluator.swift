import NGFWCore

/// The truth about rules: walks them top-down and asks each criterion in plain words. No index, no cache, no state.
///
///     ReferenceEvaluator(resolved).match(input, registry).author     // .rule(3)
///
/// ``PolicyEngine`` must give the same answers; ``Explanation`` says why. Source: reference section 2.1, whose pseudo-code
/// this is, with one addition: a known category is asked for in the first phase too.
///
/// - Complexity: O(rules × members); for tests, explanations and small policies.
public struct ReferenceEvaluator: Sendable {
    public let policy: ResolvedPolicy
    /// The users that ``MatchInput`` counts by: the engine's when registrations brought groups.
    let users: UserTable

    public init(_ policy: ResolvedPolicy) { self.init(policy, users: policy.users) }

    init(_ policy: ResolvedPolicy, users: UserTable) {
        self.policy = policy
        self.users = users
    }

    /// Which rule decides for a session, by what is known of it now.
    public func match(_ input: MatchInput, _ registry: AddressRegistry) -> RuleMatch {
        let facts = Facts(input, registry)
        for rule in policy.rules where matchesStatically(rule, facts) {
            let standing = input.application.map { explicitStanding(rule, facts, $0) } ?? standingWhileUndecided(rule, facts)
            if let standing { return RuleMatch(author: .rule(rule.index), action: rule.action, standing: standing) }
        }
        if let application = input.application, input.applicationMayShift {
            for rule in policy.rules where matchesStatically(rule, facts) && permitsImplicitly(rule, facts, application) {
                return RuleMatch(author: .rule(rule.index), action: rule.action, standing: .implicit)
            }
        }
        return policy.defaultMatch(from: input.from, to: input.to)
    }

    /// The input with the tags of its addresses, looked up once.
    struct Facts {
        let input: MatchInput
        let sourceTags: Set<String>
        let destinationTags: Set<String>

        init(_ input: MatchInput, _ registry: AddressRegistry) {
            self.input = input
            sourceTags = Set(registry.tags(of: input.tuple.source))
            destinationTags = Set(registry.tags(of: input.tuple.destination))
        }
    }

    // MARK: Phases

    /// First phase: the application is not known. `nil` means go on to the next rule.
    private func standingWhileUndecided(_ rule: ResolvedRule, _ facts: Facts) -> RuleMatch.Standing? {
        let category = rule.categories.answer(facts.input.category)
        guard category != .no, policy.isPortPossible(rule, facts.input) else { return nil }
        if rule.applications.isAny, category == .yes { return .decided }
        return rule.action.isAllow ? .tentative : nil
    }

    /// Full lookup: the application is known.
    private func explicitStanding(_ rule: ResolvedRule, _ facts: Facts, _ application: ApplicationID) -> RuleMatch.Standing? {
        guard matches(rule.applications, application), matches(rule.service, facts.input, application) else { return nil }
        switch rule.categories.answer(facts.input.category) {
        case .yes: return .decided
        case .no: return nil
        case .open: return rule.action.isAllow ? .tentative : nil
        }
    }

    /// Whether the rule allows an application that the session's one may still become. Source: reference section 2.5.
    private func permitsImplicitly(_ rule: ResolvedRule, _ facts: Facts, _ application: ApplicationID) -> Bool {
        guard rule.action.isAllow, case .set(let index) = rule.applications else { return false }
        return policy.applicationSets[index].implicitParents.contains(application) && policy.isPortPossible(rule, facts.input)
            && rule.categories.answer(facts.input.category) != .no
    }

    // MARK: Criteria

    private func matchesStatically(_ rule: ResolvedRule, _ facts: Facts) -> Bool {
        rule.isInForce && matchesZones(rule, facts.input) && matches(rule.source, facts.input.tuple.source, facts.sourceTags)
            && matches(rule.destination, facts.input.tuple.destination, facts.destinationTags) && matches(rule.users, facts.input.user)
            && rule.sourceHIP.contains(facts.input.sourceHIP) && rule.destinationHIP.contains(facts.input.destinationHIP)
            && isActive(rule, facts.input)
    }

    func matchesZones(_ rule: ResolvedRule, _ input: MatchInput) -> Bool {
        guard rule.from.contains(input.from), rule.to.contains(input.to) else { return false }
        let isIntrazone = input.from == input.to && input.from != .none
        switch rule.definition.type {
        case .universal: return true
        case .intrazone: return isIntrazone
        case .interzone: return !isIntrazone
        }
    }

    func matches(_ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>) -> Bool {
        if criterion.isAny { return true }
        return criterion.sets.contains { contains(policy.addressSets[$0], address, tags) } != criterion.isNegated
    }

    func contains(_ set: AddressSet, _ address: IPAddress, _ tags: Set<String>) -> Bool {
        set.leaves.contains { $0.contains(address) }
            || set.dynamicGroups.contains { policy.dynamicGroups[$0].filter.isSatisfied(by: tags.contains) }
    }

    func matches(_ criterion: UserCriterion, _ user: UserFact) -> Bool {
        if criterion.isAny { return true }
        switch user {
        case .unmapped: return criterion.allowsUnmapped
        case .mapped(let id): return criterion.allowsKnown || !criterion.terms.isDisjoint(with: users.terms(of: id))
        }
    }

    func isActive(_ rule: ResolvedRule, _ input: MatchInput) -> Bool {
        rule.schedule.map { policy.schedules[$0].isActive(at: input.time, in: policy.timeZone) } ?? true
    }

    func matches(_ criterion: ApplicationCriterion, _ application: ApplicationID) -> Bool {
        switch criterion {
        case .any: true
        case .set(let index): policy.applicationSets[index].members.contains(application)
        }
    }

    func matches(_ criterion: ServiceCriterion, _ input: MatchInput, _ application: ApplicationID) -> Bool {
        switch criterion {
        case .any: true
        case .services(let indexes): indexes.contains { policy.services[$0].contains(input.tuple) }
        case .applicationDefault: policy.isOnDefaultPort(application, input)
        }
    }
}

extension PolicyEngine {
    /// The answer of the reference evaluator for the same policy and registrations.
    ///
    /// - Complexity: O(rules × members)
    public func referenceMatch(_ input: MatchInput) -> RuleMatch {
        ReferenceEvaluator(policy, users: users).match(input, registry)
    }
}
