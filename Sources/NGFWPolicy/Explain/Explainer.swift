import NGFWCore

/// Walks the rules and writes down which criteria fail; an evaluator of its own, so that the three can check one another.
struct Explainer {
    let policy: ResolvedPolicy
    let registry: AddressRegistry
    let users: UserTable
    let input: MatchInput
    private let zoneNames: [ZoneID: String]
    private let categoryNames: [CategoryID: String]

    init(policy: ResolvedPolicy, registry: AddressRegistry, users: UserTable, input: MatchInput) {
        self.policy = policy
        self.registry = registry
        self.users = users
        self.input = input
        zoneNames = Dictionary(policy.zoneIDs.map { ($1, $0) }) { first, _ in first }
        categoryNames = Dictionary(policy.categoryIDs.map { ($1, $0) }) { first, _ in first }
    }

    func explain() -> Explanation {
        var steps: [Explanation.Step] = []
        for rule in policy.rules {
            let failures = failures(of: rule)
            let standing = failures.isEmpty ? openQuestion(rule) : nil
            steps.append(step(rule, failures, standing))
            guard failures.isEmpty else { continue }
            let match = RuleMatch(author: .rule(rule.index), action: rule.action, standing: standing == nil ? .decided : .tentative)
            return Explanation(steps: steps, match: match, winner: rule.name, outcome: standing ?? "decided")
        }
        if let application = input.application, input.applicationMayShift, let rule = implicitRule(for: application) {
            let match = RuleMatch(author: .rule(rule.index), action: rule.action, standing: .implicit)
            let parents = heirs(of: application, rule)
            let outcome = "implicit: \(policy.catalogue.name(application)) may still become \(list(parents)), which the rule allows"
            return Explanation(steps: steps, match: match, winner: rule.name, outcome: outcome)
        }
        let match = policy.defaultMatch(from: input.from, to: input.to)
        let isIntrazone = match.author == .intrazoneDefault
        let winner = isIntrazone ? policy.intrazoneDefault.name : policy.interzoneDefault.name
        let outcome = "decided: no rule matches and \(zone(input.from)) \(isIntrazone ? "is" : "is not") \(zone(input.to))"
        return Explanation(steps: steps, match: match, winner: winner, outcome: outcome)
    }

    private func step(_ rule: ResolvedRule, _ failures: [Explanation.Failure], _ note: String?) -> Explanation.Step {
        Explanation.Step(index: rule.index, rule: rule.name, action: rule.action, failures: failures, note: note)
    }

    /// What keeps a rule without failures from being the last word.
    private func openQuestion(_ rule: ResolvedRule) -> String? {
        let application = input.application == nil && !rule.applications.isAny
        let category = input.category == nil && !rule.categories.isAny
        switch (application, category) {
        case (true, true): return "tentative: application and category not known yet"
        case (true, false): return "tentative: application not known yet"
        case (false, true): return "tentative: category not known yet"
        case (false, false): return nil
        }
    }

    private func failures(of rule: ResolvedRule) -> [Explanation.Failure] {
        if rule.definition.isDisabled { return [Explanation.Failure(field: "disabled", reason: "the rule is disabled")] }
        if let reason = rule.neverMatchesBecause {
            return [Explanation.Failure(field: "invalid", reason: "the rule can match nothing: \(reason)")]
        }
        let reasons: [(String, String?)] = [
            ("schedule", scheduleFailure(rule)), ("zones", zoneFailure(rule)),
            ("source", addressFailure(rule.source, input.tuple.source)),
            ("destination", addressFailure(rule.destination, input.tuple.destination)),
            ("user", userFailure(rule)),
            ("source-hip", hipFailure(rule.sourceHIP, input.sourceHIP, rule.definition.sourceHIP)),
            ("destination-hip", hipFailure(rule.destinationHIP, input.destinationHIP, rule.definition.destinationHIP)),
            ("category", categoryFailure(rule)), ("application", applicationFailure(rule)),
            ("service", serviceFailure(rule)),
        ]
        return reasons.compactMap { field, reason in reason.map { Explanation.Failure(field: field, reason: $0) } }
    }

    // MARK: Criteria

    private func scheduleFailure(_ rule: ResolvedRule) -> String? {
        guard let index = rule.schedule, !policy.schedules[index].isActive(at: input.time, in: policy.timeZone) else {
            return nil
        }
        return "schedule '\(policy.schedules[index].name)' is not active at \(input.time)"
    }

    private func zoneFailure(_ rule: ResolvedRule) -> String? {
        if !rule.from.isAny, !rule.from.zones.contains(input.from) { return "from \(zone(input.from)) is not \(zones(rule.from))" }
        if !rule.to.isAny, !rule.to.zones.contains(input.to) { return "to \(zone(input.to)) is not \(zones(rule.to))" }
        let isIntrazone = input.from == input.to && input.from != .none
        switch (rule.definition.type, isIntrazone) {
        case (.intrazone, false): return "an intrazone rule, but the session goes from \(zone(input.from)) to \(zone(input.to))"
        case (.interzone, true): return "an interzone rule, but the session stays inside \(zone(input.from))"
        default: return nil
        }
    }

    private func addressFailure(_ criterion: AddressCriterion, _ address: IPAddress) -> String? {
        if criterion.isAny { return nil }
        let tags = registry.tags(of: address)
        let holder = criterion.sets.first { holds(policy.addressSets[$0], address, tags) }
        if criterion.isNegated {
            guard let holder else { return nil }
            return "\(address) is in \(describe(policy.addressSets[holder], address, tags)), which the rule negates"
        }
        if holder != nil { return nil }
        let names = criterion.sets.prefix(4).map { describe(policy.addressSets[$0], address, tags) }
        let rest = criterion.sets.count > 4 ? " nor in \(criterion.sets.count - 4) more" : ""
        return "\(address) is not in \(names.joined(separator: " nor in "))\(rest)"
    }

    private func holds(_ set: AddressSet, _ address: IPAddress, _ tags: [String]) -> Bool {
        for leaf in set.leaves where leaf.contains(address) { return true }
        for index in set.dynamicGroups where policy.dynamicGroups[index].filter.isSatisfied(by: tags.contains) { return true }
        return false
    }

    /// `DAG-WEB (filter 'web'; tags of 10.0.1.9: 'db')`, `web-1 (10.0.0.5)`, `10.0.0.0/8`
    private func describe(_ set: AddressSet, _ address: IPAddress, _ tags: [String]) -> String {
        if set.kind == .unknown { return "\(set.name) (unknown)" }
        if !set.dynamicGroups.isEmpty {
            let had = tags.isEmpty ? "none" : tags.map { "'\($0)'" }.joined(separator: ", ")
            let filters = set.dynamicGroups.prefix(4).map { index in
                let group = policy.dynamicGroups[index]
                return group.name == set.name ? "filter \(group.filter)" : "\(group.name): filter \(group.filter)"
            }
            return "\(set.name) (\(filters.joined(separator: "; ")); tags of \(address): \(had))"
        }
        if set.kind == .object, set.leaves.count == 1, case .range(let range) = set.leaves[0].content {
            let text = PolicyEngine.text(range)
            return text == set.name ? text : "\(set.name) (\(text))"
        }
        return set.leaves.isEmpty && set.kind != .literal ? "\(set.name) (empty)" : set.name
    }

    private func userFailure(_ rule: ResolvedRule) -> String? {
        let criterion = rule.users
        if criterion.isAny { return nil }
        let wanted = list(rule.definition.users)
        switch input.user {
        case .unmapped: return criterion.allowsUnmapped ? nil : "the source has no user, the rule asks for \(wanted)"
        case .mapped(let id):
            if criterion.allowsKnown { return nil }
            for term in users.terms(of: id) where criterion.terms.contains(term) { return nil }
            return "the user is not \(wanted)"
        }
    }

    private func hipFailure(_ criterion: HIPCriterion, _ fact: HIPFact, _ wanted: [String]) -> String? {
        if criterion.contains(fact) { return nil }
        return fact == .none
            ? "the host matches no profile, the rule asks for \(list(wanted))" : "the host's profiles are not \(list(wanted))"
    }

    private func categoryFailure(_ rule: ResolvedRule) -> String? {
        let criterion = rule.categories
        if criterion.isAny { return nil }
        let wanted = list(rule.definition.categories)
        guard let category = input.category else {
            return rule.action.isAllow ? nil : "not known yet; a block of \(wanted) waits for it"
        }
        if criterion.categories.contains(category) { return nil }
        return "\(categoryNames[category] ?? "the category") is not \(wanted)"
    }

    private func applicationFailure(_ rule: ResolvedRule) -> String? {
        guard case .set(let index) = rule.applications else { return nil }
        guard let application = input.application else {
            return rule.action.isAllow ? nil : "not known yet; a block of \(list(rule.definition.applications)) waits for it"
        }
        if policy.applicationSets[index].members.contains(application) { return nil }
        return "\(policy.catalogue.name(application)) is not \(list(rule.definition.applications))"
    }

    private func serviceFailure(_ rule: ResolvedRule) -> String? {
        switch rule.service {
        case .any: return nil
        case .services(let indexes):
            for index in indexes where policy.services[index].contains(input.tuple) { return nil }
            let wanted = indexes.prefix(4).map { "\(policy.services[$0].name) (\(policy.services[$0].description))" }
            return "\(port) is not in \(wanted.isEmpty ? "a known service" : wanted.joined(separator: " nor in "))"
        case .applicationDefault:
            guard let application = input.application else { return undecidedDefaultFailure(rule) }
            if policy.isOnDefaultPort(application, input) { return nil }
            let entry = policy.catalogue[application]
            let ports = input.isDecrypted && !entry.securePorts.isEmpty ? entry.securePorts : entry.defaultPorts
            let text = ports.isEmpty ? "it has none" : ports.map(\.description).joined(separator: " ")
            return "\(port) is not a default port of \(entry.name) (\(text))"
        }
    }

    private func undecidedDefaultFailure(_ rule: ResolvedRule) -> String? {
        if policy.isPortPossible(rule, input) { return nil }
        guard case .set(let index) = rule.applications else { return "\(port) is not a default port of any application" }
        let set = policy.applicationSets[index]
        let named = set.members.sorted { $0.rawValue < $1.rawValue }.prefix(4).map { id in
            let entry = policy.catalogue[id]
            let ports = (entry.defaultPorts + entry.securePorts).map(\.description).joined(separator: " ")
            return "\(entry.name) (\(ports.isEmpty ? "none" : ports))"
        }
        let rest = set.members.count > 4 ? " or \(set.members.count - 4) more" : ""
        return "\(port) is not a default port of \(named.joined(separator: " or "))\(rest)"
    }

    // MARK: Implicit dependencies

    private func implicitRule(for application: ApplicationID) -> ResolvedRule? {
        policy.rules.first { rule in
            guard rule.action.isAllow, case .set(let index) = rule.applications else { return false }
            guard policy.applicationSets[index].implicitParents.contains(application), policy.isPortPossible(rule, input) else {
                return false
            }
            // Everything but application and service must hold as ever.
            return failures(of: rule).allSatisfy { $0.field == "application" || $0.field == "service" }
        }
    }

    /// Applications of a rule that implicitly use one.
    private func heirs(of application: ApplicationID, _ rule: ResolvedRule) -> [String] {
        guard case .set(let index) = rule.applications else { return [] }
        let name = policy.catalogue.name(application)
        return policy.applicationSets[index].members.map { policy.catalogue[$0] }.filter { $0.implicitlyUses.contains(name) }.map(\.name)
            .sorted()
    }

    // MARK: Words

    private var port: String {
        let tuple = input.tuple
        if tuple.ipProtocol.hasPorts { return "\(tuple.ipProtocol)/\(tuple.destinationPort)" }
        if tuple.ipProtocol.isICMP, let type = input.icmpType { return "\(tuple.ipProtocol) type \(type)" }
        return tuple.ipProtocol.description
    }

    private func zone(_ id: ZoneID) -> String {
        switch id {
        case .none: "no zone"
        case .multicast: "multicast"
        case .unnamed: "a zone that no rule names"
        case .otherUnnamed: "another zone that no rule names"
        default: zoneNames[id].map { "'\($0)'" } ?? "zone \(id.rawValue)"
        }
    }

    private func zones(_ criterion: ZoneCriterion) -> String {
        let names = criterion.zones.map(zone).sorted()
        return names.isEmpty ? "any known zone" : names.joined(separator: " or ")
    }

    private func list(_ names: [String]) -> String {
        names.count <= 6 ? names.joined(separator: " or ") : names.prefix(6).joined(separator: ", ") + " or \(names.count - 6) more"
    }
}
