import NGFWCore

extension Resolver {
    mutating func applications(of rule: SecurityRule, _ verdict: inout Verdict) -> ApplicationCriterion {
        let names = rule.applications
        if names.isEmpty || names.contains("any") { return .any }
        let key = names.sorted()
        if let index = applicationSetIndexes[key] { return .set(index) }
        var members: Set<ApplicationID> = []
        var seen: Set<String> = []
        for name in names { collect(application: name, in: "rule '\(rule.name)'", at: rule.location, depth: 0, &seen, &members) }
        var parents: Set<ApplicationID> = []
        for member in members {
            for name in catalogue[member].implicitlyUses { if let id = catalogue.id(named: name) { parents.insert(id) } }
        }
        applicationSets.append(ApplicationSet(names: names, members: members, implicitParents: parents))
        applicationSetIndexes[key] = applicationSets.count - 1
        return .set(applicationSets.count - 1)
    }

    private mutating func collect(
        application name: String, in place: String, at location: SourceLocation?, depth: Int, _ seen: inout Set<String>,
        _ members: inout Set<ApplicationID>
    ) {
        guard seen.insert(name).inserted else { return }
        if let index = applicationGroups[name] {
            let group = policy.applicationGroups[index]
            guard depth < limits.groupDepth else {
                diagnostics.error(
                    "NGFW-P021", "application group '\(name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
                return
            }
            if group.members.isEmpty { diagnostics.warning("NGFW-P010", "application group '\(name)' is empty", at: group.location) }
            if reaches(name, policy.applicationGroups, applicationGroups) {
                diagnostics.error("NGFW-P008", "application group '\(name)' holds itself", at: group.location)
            }
            for member in group.members {
                collect(
                    application: member, in: "application group '\(name)'", at: group.location, depth: depth + 1, &seen, &members)
            }
        } else if let index = applicationFilters[name] {
            members.formUnion(applications(in: policy.applicationFilters[index]))
        } else if let id = catalogue.id(named: name), catalogue[id].origin != .opaque || containers[name] == nil {
            insert(id, in: place, at: location, &members)
        } else if let functions = containers[name] {
            members.formUnion(functions)
        } else {
            insertUnknown(name, in: place, at: location, &members)
        }
    }

    private mutating func insert(
        _ id: ApplicationID, in place: String, at location: SourceLocation?, _ members: inout Set<ApplicationID>
    ) {
        guard id.isLegalInRule else {
            diagnostics.error(
                "NGFW-P016", "application '\(catalogue.name(id))' in \(place) is a value of sessions and logs, no rule may name it",
                at: location)
            return
        }
        members.insert(id)
    }

    /// A name that the catalogue does not have is kept as a name that no traffic ever gets, as with a content update that
    /// this catalogue lacks.
    private mutating func insertUnknown(_ name: String, in place: String, at location: SourceLocation?, _ members: inout Set<ApplicationID>)
    {
        var notes: [String] = []
        if suggestionsLeft > 0 {
            suggestionsLeft -= 1
            let known = catalogue
            if let near = nearestName(to: name, in: known.identifiers.map { known.name($0) }) { notes = ["did you mean '\(near)'?"] }
        }
        diagnostics.warning(
            "NGFW-P015", "unknown application '\(name)' in \(place): no traffic is ever identified as it", at: location, notes: notes)
        catalogue = catalogue.adding([Application(name: name, origin: .opaque)])
        if let id = catalogue.id(named: name) { members.insert(id) }
    }

    /// Source: reference section 2.6: lists ANDed, their members ORed, all flags and all tags must hold.
    func applications(in filter: ApplicationFilter) -> Set<ApplicationID> {
        let excluded = Set(filter.excluded)
        let tags = Set(filter.tags)
        func admits<T: Equatable>(_ list: [T], _ value: T) -> Bool { list.isEmpty || list.contains(value) }
        return Set(
            catalogue.identifiers.filter { id in
                let application = catalogue[id]
                return id.isLegalInRule && application.origin != .opaque && admits(filter.categories, application.category)
                    && admits(filter.subcategories, application.subcategory) && admits(filter.technologies, application.technology)
                    && admits(filter.risks, application.risk) && application.characteristics.isSuperset(of: filter.characteristics)
                    && tags.isSubset(of: application.tags) && !excluded.contains(application.name)
            })
    }

    /// Custom applications without default ports can never be on them. Source: reference section 2.7.
    mutating func warnAboutDefaults(_ rule: SecurityRule, _ applications: ApplicationCriterion, _ service: ServiceCriterion) {
        guard case .applicationDefault = service, case .set(let index) = applications else { return }
        let names = applicationSets[index].members.map { catalogue[$0] }.filter { $0.origin == .custom && $0.defaultPorts.isEmpty }.map(
            \.name)
        if let name = names.min() {
            diagnostics.warning(
                "NGFW-P023", "rule '\(rule.name)': application '\(name)' has no default ports, so 'application-default' never holds for it",
                at: rule.location)
        }
    }
}
