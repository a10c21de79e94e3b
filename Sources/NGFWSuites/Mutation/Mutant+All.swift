internal import NGFWCore
internal import NGFWPolicy

extension Mutant {
    /// Every change of every rule, but those that cannot matter: of a disabled rule only that it is enabled, of one that can match
    /// nothing none, of a default rule none unless the configuration overrides it.
    static func all(of policy: Policy, _ resolved: ResolvedPolicy, configuration: String) -> [Mutant] {
        security(policy, resolved, configuration) + applicationOverrides(policy, resolved, configuration)
            + defaults(policy.intrazoneDefault, .intrazone, .intrazoneDefault, configuration)
            + defaults(policy.interzoneDefault, .interzone, .interzoneDefault, configuration)
    }

    // MARK: Security rules

    private static func security(_ policy: Policy, _ resolved: ResolvedPolicy, _ configuration: String) -> [Mutant] {
        let obstacles = Dictionary(resolved.rules.map { ($0.name, $0.neverMatchesBecause != nil) }) { first, _ in first }
        let inForce = policy.rules.indices.filter { !policy.rules[$0].isDisabled && obstacles[policy.rules[$0].name] == false }
        let next = Dictionary(uniqueKeysWithValues: zip(inForce, inForce.dropFirst()))
        return policy.rules.enumerated().flatMap { index, rule -> [Mutant] in
            guard obstacles[rule.name] == false else { return [] }
            var changes: [Change] = rule.isDisabled ? [.enable] : [.action, .disable]
            if !rule.isDisabled {
                if let next = next[index], !rule.excludes(policy.rules[next], policy) { changes.append(.swap(with: next)) }
                changes += criteria(of: rule)
                if rule.services == ["application-default"] || rule.services == ["any"] { changes.append(.defaultPorts) }
            }
            return changes.map {
                Mutant(configuration: configuration, subject: .security(index), rule: rule.name, location: rule.location, change: $0)
            }
        }
    }

    /// Changes of what a rule asks for.
    private static func criteria(of rule: SecurityRule) -> [Change] {
        var changes: [Change] = []
        for list in RuleList.all {
            let members = list.members(of: rule)
            if list.field == .service, members == ["application-default"] { continue }
            var seen: Set<String> = []
            for member in members where seen.insert(member).inserted { changes.append(.removeMember(list, member)) }
            if seen.count > 1 { changes.append(.any(list)) }
        }
        if !rule.source.contains("any"), !rule.source.isEmpty { changes.append(.negateSource) }
        if !rule.destination.contains("any"), !rule.destination.isEmpty { changes.append(.negateDestination) }
        return changes
    }

    // MARK: Other rules

    private static func applicationOverrides(_ policy: Policy, _ resolved: ResolvedPolicy, _ configuration: String) -> [Mutant] {
        let obstacles = Dictionary(resolved.applicationOverrides.map { ($0.name, $0.neverMatchesBecause != nil) }) { first, _ in first }
        let rules = policy.applicationOverrides
        let inForce = rules.indices.filter { !rules[$0].isDisabled && obstacles[rules[$0].name] == false }
        let next = Dictionary(uniqueKeysWithValues: zip(inForce, inForce.dropFirst()))
        return rules.enumerated().flatMap { index, rule -> [Mutant] in
            guard obstacles[rule.name] == false else { return [] }
            var changes: [Change] = rule.isDisabled ? [.enable] : [.disable, .otherProtocol]
            if !rule.isDisabled {
                if rule.ports != .all { changes.append(.allPorts) }
                if let next = next[index], rule.matters(before: rules[next]) { changes.append(.swap(with: next)) }
                changes += criteria(of: rule.asSecurityRule)
            }
            return changes.map {
                Mutant(
                    configuration: configuration, subject: .applicationOverride(index), rule: rule.name, location: rule.location, change: $0
                )
            }
        }
    }

    private static func defaults(
        _ rule: DefaultRule, _ predefined: DefaultRule, _ subject: Subject, _ configuration: String
    ) -> [Mutant] {
        guard rule.location != nil else { return [] }
        var changes: [Change] = [.action]
        var changed = rule
        changed.action = rule.action.isAllow ? .deny : .allow
        if rule != predefined, changed != predefined { changes.append(.restore) }
        return changes.map {
            Mutant(configuration: configuration, subject: subject, rule: rule.name, location: rule.location, change: $0)
        }
    }
}

extension ApplicationOverrideRule {
    /// Whether the order of two rules can matter: not where they say the same, or where no session can match both.
    fileprivate func matters(before other: ApplicationOverrideRule) -> Bool {
        func areApart(_ path: KeyPath<ApplicationOverrideRule, [String]>) -> Bool {
            let (own, others) = (self[keyPath: path], other[keyPath: path])
            return !own.isEmpty && !others.isEmpty && !own.contains("any") && !others.contains("any") && Set(own).isDisjoint(with: others)
        }
        let shares = ports.ranges.contains { range in other.ports.ranges.contains { $0.overlaps(range) } }
        return application != other.application && ipProtocol == other.ipProtocol && shares && !areApart(\.from) && !areApart(\.to)
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
