import NGFWCore

/// Says which fields of a rule fail for a flow: an evaluator of its own, so that the three can check one another.
///
/// What several rules ask for (address sets, application sets) is asked once, so that a large rulebase is judged in O(rules).
struct RuleJudge {
    let policy: ResolvedPolicy
    let users: UserTable
    let facts: FlowFacts
    private let userTerms: Set<UInt32>
    private var sourceSets: [Int: Bool] = [:]
    private var destinationSets: [Int: Bool] = [:]
    private var schedules: [Int: Bool] = [:]
    /// By application set, -1 for any: whether the ports leave room for it.
    private var possiblePorts: [Int: Bool] = [:]
    private var defaultPorts: [Int: Bool] = [:]
    private var isOnOwnDefault: Bool?

    init(_ policy: ResolvedPolicy, _ users: UserTable, _ facts: FlowFacts) {
        self.policy = policy
        self.users = users
        self.facts = facts
        if case .mapped(let id) = facts.input.user {
            userTerms = Set(facts.userTags.map { users.terms(of: id, tags: $0) } ?? users.terms(of: id))
        } else {
            userTerms = []
        }
    }

    private var input: MatchInput { facts.input }

    /// Every field that fails; none when the rule matches, be it tentatively.
    mutating func failures(of rule: ResolvedRule) -> RuleFieldSet {
        var failed: RuleFieldSet = []
        if rule.definition.isDisabled { failed.insert(.disabled) }
        if rule.neverMatchesBecause != nil { failed.insert(.invalid) }
        if let schedule = rule.schedule, !isActive(schedule) { failed.insert(.schedule) }
        if !rule.from.contains(input.from) { failed.insert(.from) }
        if !rule.to.contains(input.to) { failed.insert(.to) }
        if failed.isDisjoint(with: [.from, .to]), !holdsType(rule) { failed.insert(.type) }
        if !holdsSource(rule.source) { failed.insert(.source) }
        if !holdsDestination(rule.destination) { failed.insert(.destination) }
        if !holdsUser(rule.users) { failed.insert(.user) }
        if !rule.sourceHIP.contains(input.sourceHIP) { failed.insert(.sourceHIP) }
        if !rule.destinationHIP.contains(input.destinationHIP) { failed.insert(.destinationHIP) }
        if !holdsCategory(rule) { failed.insert(.category) }
        if !holdsApplication(rule) { failed.insert(.application) }
        if !holdsService(rule) { failed.insert(.service) }
        return failed
    }

    /// What keeps a rule without failures from being the last word.
    func openQuestion(_ rule: ResolvedRule) -> String? {
        if !rule.action.isAllow { return nil }
        let application = input.application == nil && !rule.applications.isAny
        let category = input.category == nil && !rule.categories.isAny
        switch (application, category) {
        case (true, true): return "tentative: application and category not known yet"
        case (true, false): return "tentative: application not known yet"
        case (false, true): return "tentative: category not known yet"
        case (false, false): return nil
        }
    }

    /// Whether the rule allows an application that the session's one may still become. Source: reference section 2.5.
    mutating func permitsImplicitly(_ rule: ResolvedRule, _ failed: RuleFieldSet) -> Bool {
        guard let application = input.application, rule.action.isAllow, case .set(let index) = rule.applications,
            policy.applicationSets[index].implicitParents.contains(application)
        else { return false }
        // Everything but application and service must hold as ever.
        return failed.isSubset(of: [.application, .service]) && policy.isImplicitPortPossible(rule, application, input)
    }

    // MARK: Fields

    private mutating func isActive(_ index: Int) -> Bool {
        if let known = schedules[index] { return known }
        let answer = policy.schedules[index].isActive(at: input.time, in: policy.timeZone)
        schedules[index] = answer
        return answer
    }

    private func holdsType(_ rule: ResolvedRule) -> Bool {
        let isIntrazone = input.from == input.to && input.from != .none
        switch rule.definition.type {
        case .universal: return true
        case .intrazone: return isIntrazone
        case .interzone: return !isIntrazone
        }
    }

    private mutating func holdsSource(_ criterion: AddressCriterion) -> Bool {
        if criterion.isAny { return true }
        for set in criterion.sets where isSource(in: set) { return !criterion.isNegated }
        return criterion.isNegated
    }

    private mutating func holdsDestination(_ criterion: AddressCriterion) -> Bool {
        if criterion.isAny { return true }
        for set in criterion.sets where isDestination(in: set) { return !criterion.isNegated }
        return criterion.isNegated
    }

    private mutating func isSource(in set: Int) -> Bool {
        if let known = sourceSets[set] { return known }
        let answer = policy.holds(set, input.tuple.source, facts.sourceTags)
        sourceSets[set] = answer
        return answer
    }

    private mutating func isDestination(in set: Int) -> Bool {
        if let known = destinationSets[set] { return known }
        let answer = policy.holds(set, input.tuple.destination, facts.destinationTags)
        destinationSets[set] = answer
        return answer
    }

    private func holdsUser(_ criterion: UserCriterion) -> Bool {
        if criterion.isAny { return true }
        if input.user == .unmapped { return criterion.allowsUnmapped }
        return criterion.allowsKnown || userTerms.contains(where: criterion.terms.contains)
    }

    /// A block waits for its category to be known; a rule that allows goes on meanwhile, if it may.
    private func holdsCategory(_ rule: ResolvedRule) -> Bool {
        switch rule.categories.answer(input.category) {
        case .yes: true
        case .no: false
        case .open: rule.action.isAllow && policy.options.categoryUnknown == .tentative
        }
    }

    /// A block waits for its application to be known, if it may.
    private func holdsApplication(_ rule: ResolvedRule) -> Bool {
        guard case .set(let index) = rule.applications else { return true }
        guard let application = input.application else { return rule.action.isAllow || policy.options.setupBlocks == .enforce }
        return policy.applicationSets[index].members.contains(application)
    }

    private mutating func holdsService(_ rule: ResolvedRule) -> Bool {
        switch rule.service {
        case .any: return true
        case .services(let indexes):
            for index in indexes where policy.services[index].contains(input.tuple) { return true }
            return false
        case .applicationDefault:
            guard let application = input.application else { return isPortPossible(rule) }
            if isOnDefaultPort(application) { return true }
            // Where the application is wrong too, only the ports of a right one could say more.
            guard case .set(let index) = rule.applications, !policy.applicationSets[index].members.contains(application) else {
                return false
            }
            return isOnDefaultPort(ofSet: index)
        }
    }

    private mutating func isOnDefaultPort(_ application: ApplicationID) -> Bool {
        if let isOnOwnDefault { return isOnOwnDefault }
        let answer = policy.isOnDefaultPort(application, input)
        isOnOwnDefault = answer
        return answer
    }

    private mutating func isOnDefaultPort(ofSet index: Int) -> Bool {
        if let known = defaultPorts[index] { return known }
        var answer = false
        for id in policy.applicationSets[index].members where policy.isOnDefaultPort(id, input) { answer = true }
        defaultPorts[index] = answer
        return answer
    }

    private mutating func isPortPossible(_ rule: ResolvedRule) -> Bool {
        guard case .applicationDefault = rule.service else { return policy.isPortPossible(rule, input) }
        var key = -1
        if case .set(let index) = rule.applications { key = index }
        if let known = possiblePorts[key] { return known }
        let answer = policy.isPortPossible(rule, input)
        possiblePorts[key] = answer
        return answer
    }
}

extension ResolvedPolicy {
    /// Whether a set holds an address with these tags.
    func holds(_ set: Int, _ address: IPAddress, _ tags: Set<String>) -> Bool {
        if addressSets.isHeld(address, by: addressSets[set]) { return true }
        for index in addressSets[set].dynamicGroups where dynamicGroups[index].filter.isSatisfied(by: tags.contains) { return true }
        return false
    }
}
