import NGFWCore

/// What a commit warns about although the policy is sound. Source: reference sections 1.14 and 2.5.
extension Resolver {
    /// Applications that a rule allows and that need another one which no rule allows: "depends on" without those that are
    /// allowed implicitly. Whether the allowing rule has the same zones and addresses is not looked at.
    mutating func warnAboutDependencies(_ rules: [ResolvedRule]) {
        var allowed = [Bool](repeating: false, count: catalogue.count)
        var isSeen = [Bool](repeating: false, count: applicationSets.count)
        for rule in rules where rule.isInForce && rule.action.isAllow {
            guard case .set(let index) = rule.applications else { return }
            if isSeen[index] { continue }
            isSeen[index] = true
            for id in applicationSets[index].members { allowed[Int(id.rawValue)] = true }
        }
        var missing: [Int: [String]] = [:]
        var missingOf: [ApplicationID: [String]] = [:]
        for rule in rules where rule.isInForce && rule.action.isAllow {
            guard case .set(let index) = rule.applications else { continue }
            let needs = missing[index] ?? missingDependencies(of: applicationSets[index].members, allowed, &missingOf)
            missing[index] = needs
            if needs.isEmpty { continue }
            let rest = needs.count > 4 ? " and \(needs.count - 4) more" : ""
            diagnostics.warning(
                "NGFW-P028",
                "rule '\(rule.name)' allows applications that need others, which no rule allows: "
                    + "\(needs.prefix(4).joined(separator: ", "))\(rest)", at: rule.definition.location)
        }
    }

    /// `'facebook-posting' needs 'facebook-base'`, sorted.
    private func missingDependencies(of members: ApplicationIDs, _ allowed: [Bool], _ known: inout [ApplicationID: [String]]) -> [String] {
        var found: [String] = []
        for member in members {
            let needs = known[member] ?? missingDependencies(of: catalogue[member], allowed)
            known[member] = needs
            found += needs
        }
        return found.sorted()
    }

    private func missingDependencies(of application: Application, _ allowed: [Bool]) -> [String] {
        Set(application.uses).subtracting(application.implicitlyUses).compactMap { name in
            guard let id = catalogue.id(named: name), !allowed[Int(id.rawValue)] else { return nil }
            return "'\(application.name)' needs '\(name)'"
        }
    }

    /// Names that several application groups, filters, containers and applications have. Source: reference section 2.6.
    mutating func findCollisions() {
        func check(_ name: String, _ what: String, _ location: SourceLocation?) {
            let number = names.number(of: name)
            let other: String
            if let id = catalogue.id(named: name), catalogue[id].origin != .opaque {
                other = "an application"
            } else if containers[number] != nil {
                other = "a container"
            } else if what == "application filter", applicationGroups[number] != nil {
                other = "an application group"
            } else {
                return
            }
            collidingNames.insert(number)
            report("NGFW-P033", "\(what) '\(name)' has the name of \(other); rename it", at: location)
        }
        for group in policy.applicationGroups { check(group.name, "application group", group.location) }
        for filter in policy.applicationFilters { check(filter.name, "application filter", filter.location) }
    }
}
