import NGFWCore

/// What a commit warns about although the policy is sound. Source: reference sections 1.14 and 2.5.
extension Resolver {
    /// Applications that a rule allows and that need another one which no rule allows: "depends on" without those that are
    /// allowed implicitly. Whether the allowing rule has the same zones and addresses is not looked at.
    mutating func warnAboutDependencies(_ rules: [ResolvedRule]) {
        var allowed: Set<ApplicationID> = []
        for rule in rules where rule.isInForce && rule.action.isAllow {
            switch rule.applications {
            case .any: return
            case .set(let index): allowed.formUnion(applicationSets[index].members)
            }
        }
        var missing: [Int: [String]] = [:]
        for rule in rules where rule.isInForce && rule.action.isAllow {
            guard case .set(let index) = rule.applications else { continue }
            let needs = missing[index] ?? missingDependencies(of: index, allowed)
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
    private func missingDependencies(of index: Int, _ allowed: Set<ApplicationID>) -> [String] {
        var found: [String] = []
        for member in applicationSets[index].members {
            let application = catalogue[member]
            let explicit = Set(application.uses).subtracting(application.implicitlyUses)
            for name in explicit {
                guard let id = catalogue.id(named: name), !allowed.contains(id) else { continue }
                found.append("'\(application.name)' needs '\(name)'")
            }
        }
        return found.sorted()
    }

    /// Names that several application groups, filters, containers and applications have. Source: reference section 2.6.
    mutating func findCollisions() {
        func check(_ name: String, _ what: String, _ location: SourceLocation?) {
            let other: String
            if let id = catalogue.id(named: name), catalogue[id].origin != .opaque {
                other = "an application"
            } else if containers[name] != nil {
                other = "a container"
            } else if what == "application filter", applicationGroups[name] != nil {
                other = "an application group"
            } else {
                return
            }
            collidingNames.insert(name)
            report("NGFW-P033", "\(what) '\(name)' has the name of \(other); rename it", at: location)
        }
        for group in policy.applicationGroups { check(group.name, "application group", group.location) }
        for filter in policy.applicationFilters { check(filter.name, "application filter", filter.location) }
    }
}
