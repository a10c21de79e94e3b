internal import NGFWCore
internal import NGFWPolicy

/// A policy with one thing changed in one rule.
struct Mutant: Sendable {
    enum Change: Sendable {
        case action
        /// With the next rule in force.
        case swap(with: Int)
        /// A member leaves its list; the only one leaves `any` behind.
        case removeMember(RuleList, String)
        /// A list becomes `any`.
        case any(RuleList)
        case negateSource
        case negateDestination
        case disable
        case enable
        /// `application-default` becomes `any`, or the other way round.
        case defaultPorts
    }

    /// The configuration, as reports call it.
    var configuration: String
    /// Of ``Policy/rules``.
    var index: Int
    var rule: String
    var location: SourceLocation?
    var change: Change

    func apply(to policy: inout Policy) {
        guard policy.rules.indices.contains(index) else { return }
        switch change {
        case .action: policy.rules[index].action = policy.rules[index].action.isAllow ? .deny : .allow
        case .swap(let other): policy.rules.swapAt(index, other)
        case .removeMember(let list, let member):
            var rest = policy.rules[index][keyPath: list.path]
            rest.removeAll { $0 == member }
            policy.rules[index][keyPath: list.path] = rest.isEmpty ? ["any"] : rest
            // Nothing negated is everything, not nothing.
            if rest.isEmpty { Self.clearNegation(list.field, &policy.rules[index]) }
        case .any(let list):
            policy.rules[index][keyPath: list.path] = ["any"]
            Self.clearNegation(list.field, &policy.rules[index])
        case .negateSource: policy.rules[index].negateSource.toggle()
        case .negateDestination: policy.rules[index].negateDestination.toggle()
        case .disable: policy.rules[index].isDisabled = true
        case .enable: policy.rules[index].isDisabled = false
        case .defaultPorts:
            policy.rules[index].services = policy.rules[index].services == ["application-default"] ? ["any"] : ["application-default"]
        }
    }

    private static func clearNegation(_ field: RuleField, _ rule: inout SecurityRule) {
        if field == .source { rule.negateSource = false }
        if field == .destination { rule.negateDestination = false }
    }

    /// What is changed, in words.
    func words(_ policy: Policy) -> String {
        let rule = policy.rules[index]
        switch change {
        case .action: return "action \(rule.action.rawValue) becomes \(rule.action.isAllow ? "deny" : "allow")"
        case .swap(let other): return "it comes after '\(policy.rules[other].name)'"
        case .removeMember(let list, let member):
            let isLast = rule[keyPath: list.path].allSatisfy { $0 == member }
            return isLast ? "\(list.field.rawValue) '\(member)' becomes any" : "'\(member)' leaves \(list.field.rawValue)"
        case .any(let list): return "\(list.field.rawValue) becomes any"
        case .negateSource: return "negate-source becomes \(rule.negateSource ? "no" : "yes")"
        case .negateDestination: return "negate-destination becomes \(rule.negateDestination ? "no" : "yes")"
        case .disable: return "it is disabled"
        case .enable: return "it is enabled"
        case .defaultPorts:
            return rule.services == ["application-default"]
                ? "service application-default becomes any" : "service any becomes application-default"
        }
    }

    /// Whether a rule that takes no part begins to.
    var isEnabling: Bool {
        if case .enable = change { return true }
        return false
    }

    /// The list and member that the change is about.
    var focus: (field: RuleField, member: String)? {
        if case .removeMember(let list, let member) = change { return (list.field, member) }
        return nil
    }

    /// Every change of every rule, but those that cannot matter: of a disabled rule only that it is enabled, of one that can match
    /// nothing none.
    static func all(of policy: Policy, _ resolved: ResolvedPolicy, configuration: String) -> [Mutant] {
        let obstacles = Dictionary(resolved.rules.map { ($0.name, $0.neverMatchesBecause != nil) }) { first, _ in first }
        let inForce = policy.rules.indices.filter { !policy.rules[$0].isDisabled && obstacles[policy.rules[$0].name] == false }
        let next = Dictionary(uniqueKeysWithValues: zip(inForce, inForce.dropFirst()))
        return policy.rules.enumerated().flatMap { index, rule in
            changes(of: rule, in: policy, isSound: obstacles[rule.name] == false, next: next[index]).map {
                Mutant(configuration: configuration, index: index, rule: rule.name, location: rule.location, change: $0)
            }
        }
    }

    private static func changes(of rule: SecurityRule, in policy: Policy, isSound: Bool, next: Int?) -> [Change] {
        guard isSound else { return [] }
        if rule.isDisabled { return [.enable] }
        var changes: [Change] = [.action, .disable]
        if let next, !rule.excludes(policy.rules[next], policy) { changes.append(.swap(with: next)) }
        for list in RuleList.all {
            let members = list.members(of: rule)
            if list.field == .service, members == ["application-default"] { continue }
            var seen: Set<String> = []
            for member in members where seen.insert(member).inserted { changes.append(.removeMember(list, member)) }
            if seen.count > 1 { changes.append(.any(list)) }
        }
        if !rule.source.contains("any"), !rule.source.isEmpty { changes.append(.negateSource) }
        if !rule.destination.contains("any"), !rule.destination.isEmpty { changes.append(.negateDestination) }
        if rule.services == ["application-default"] || rule.services == ["any"] { changes.append(.defaultPorts) }
        return changes
    }
}

extension SecurityRule {
    /// Whether no flow can match both rules, so that their order does not matter; proven by zones and by plain applications alone.
    fileprivate func excludes(_ other: SecurityRule, _ policy: Policy) -> Bool {
        func areApart(_ path: KeyPath<SecurityRule, [String]>) -> Bool {
            let own = self[keyPath: path]
            let others = other[keyPath: path]
            return !own.isEmpty && !others.isEmpty && !own.contains("any") && !others.contains("any") && Set(own).isDisjoint(with: others)
        }
        if areApart(\.from) || areApart(\.to) { return true }
        // Before the application is known both may match, if both allow.
        guard areApart(\.applications), !action.isAllow || !other.action.isAllow else { return false }
        let special = Set(policy.applicationGroups.map(\.name) + policy.applicationFilters.map(\.name))
        return (applications + other.applications).allSatisfy {
            !special.contains($0) && policy.catalogue.id(named: $0) != nil && policy.catalogue.functions(ofContainer: $0).isEmpty
        }
    }
}
