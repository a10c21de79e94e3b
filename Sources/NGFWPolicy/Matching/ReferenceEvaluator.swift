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
        let explicit = policy.options.wildcardOrder == .topDown ? firstMatch(facts) : firstByWildcard(facts)
        let beatsExplicit = policy.options.implicitBeatsExplicitDeny == .yes
        if input.applicationMayShift, explicit == nil || beatsExplicit {
            for rule in policy.rules.prefix(explicit?.rule.index ?? .max) where matchesStatically(rule, facts) {
                guard permitsImplicitly(rule, facts) else { continue }
                return RuleMatch(author: .rule(rule.index), action: rule.action, standing: .implicit)
            }
        }
        guard let explicit else { return policy.defaultMatch(from: input.from, to: input.to) }
        return RuleMatch(author: .rule(explicit.rule.index), action: explicit.rule.action, standing: explicit.standing)
    }

    private typealias Candidate = (rule: ResolvedRule, standing: RuleMatch.Standing)

    private func firstMatch(_ facts: Facts, from start: Int = 0) -> Candidate? {
        for rule in policy.rules[start...] where matchesStatically(rule, facts) {
            if let standing = standing(of: rule, facts) { return (rule, standing) }
        }
        return nil
    }

    /// The application override rule that names the session's application, if one does. Source: reference section 2.8.
    ///
    /// Only the first packet's facts count: the application in `input` is not looked at.
    public func applicationOverride(for input: MatchInput, _ registry: AddressRegistry) -> ApplicationOverride? {
        let facts = Facts(input, registry)
        return policy.applicationOverrides.first { matches($0, facts) }.map {
            ApplicationOverride(application: $0.application, rule: $0.index)
        }
    }

    private func matches(_ rule: ResolvedOverride, _ facts: Facts) -> Bool {
        let tuple = facts.input.tuple
        return rule.isInForce && rule.definition.ipProtocol == tuple.ipProtocol && rule.definition.ports.contains(tuple.destinationPort)
            && rule.from.contains(facts.input.from) && rule.to.contains(facts.input.to)
            && matches(rule.source, tuple.source, facts.sourceTags) && matches(rule.destination, tuple.destination, facts.destinationTags)
            && matches(rule.users, facts.input.user)
    }

    /// Of rules that match, the one whose wildcard mask begins with most zero bits, if the first one matches by a wildcard.
    /// Source: reference, Unverified 16.
    private func firstByWildcard(_ facts: Facts) -> Candidate? {
        guard let first = firstMatch(facts), let length = wildcardPrefix(first.rule, facts) else { return firstMatch(facts) }
        var best = (match: first, length: length)
        var start = first.rule.index + 1
        while let next = firstMatch(facts, from: start) {
            if let length = wildcardPrefix(next.rule, facts), length > best.length { best = (next, length) }
            start = next.rule.index + 1
        }
        return best.match
    }

    /// How many zero bits begin the longest mask that makes the rule match; `nil` when no wildcard does.
    private func wildcardPrefix(_ rule: ResolvedRule, _ facts: Facts) -> Int? {
        func longest(_ criterion: AddressCriterion, _ address: IPAddress) -> Int? {
            let leaves = criterion.sets.lazy.flatMap { policy.addressSets.leaves(of: policy.addressSets[$0]) }
            return leaves.compactMap { leaf -> Int? in
                guard case .wildcard(let wildcard) = leaf, wildcard.contains(address) else { return nil }
                return wildcard.mask.leadingZeroBitCount
            }.max()
        }
        let lengths = [longest(rule.source, facts.input.tuple.source), longest(rule.destination, facts.input.tuple.destination)]
        return lengths.compactMap(\.self).max()
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

    /// How the rule would answer if nothing before it does; `nil` when it does not match.
    private func standing(of rule: ResolvedRule, _ facts: Facts) -> RuleMatch.Standing? {
        if let application = facts.input.application { return explicitStanding(rule, facts, application) }
        return standingWhileUndecided(rule, facts)
    }

    /// First phase: the application is not known. `nil` means go on to the next rule.
    private func standingWhileUndecided(_ rule: ResolvedRule, _ facts: Facts) -> RuleMatch.Standing? {
        let category = answer(rule.categories, facts.input.category)
        guard category != .no, policy.isPortPossible(rule, facts.input) else { return nil }
        if rule.applications.isAny, category == .yes { return .decided }
        if rule.action.isAllow { return .tentative }
        return policy.options.setupBlocks == .enforce && category == .yes ? .decided : nil
    }

    /// Full lookup: the application is known.
    private func explicitStanding(_ rule: ResolvedRule, _ facts: Facts, _ application: ApplicationID) -> RuleMatch.Standing? {
        guard matches(rule.applications, application), matches(rule.service, facts.input, application) else { return nil }
        switch answer(rule.categories, facts.input.category) {
        case .yes: return .decided
        case .no: return nil
        case .open: return rule.action.isAllow ? .tentative : nil
        }
    }

    /// Whether the rule allows an application that the session's one may still become. Source: reference section 2.5.
    private func permitsImplicitly(_ rule: ResolvedRule, _ facts: Facts) -> Bool {
        guard rule.action.isAllow, let application = facts.input.application, case .set(let index) = rule.applications else { return false }
        return policy.applicationSets[index].implicitParents.contains(application)
            && policy.isImplicitPortPossible(rule, application, facts.input) && answer(rule.categories, facts.input.category) != .no
    }

    private func answer(_ criterion: CategoryCriterion, _ category: CategoryID?) -> CategoryCriterion.Answer {
        let answer = criterion.answer(category)
        return answer == .open && policy.options.categoryUnknown == .skip ? .no : answer
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
        policy.addressSets.isHeld(address, by: set)
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
