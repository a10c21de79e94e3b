import NGFWCore

extension Resolver {
    mutating func applications(of rule: SecurityRule, _ verdict: inout RuleFindings) -> ApplicationCriterion {
        let names = rule.applications
        if isAny(names) { return .any }
        // PERF: rules repeat their lists as they are written; sorting is for those that differ in order (benchmark `compile`).
        if let index = applicationSetIndexes[names] {
            verdict.fail(applicationSets[index].fault)
            return .set(index)
        }
        var collection = NameCollection<ApplicationID>()
        for name in names { collect(application: name, in: "rule '\(rule.name)'", at: rule.location, depth: 0, &collection) }
        verdict.fail(collection.fault)
        let key = names.sorted()
        let index = applicationSetIndexes[key] ?? applicationSets.count
        if index == applicationSets.count {
            applicationSets.append(applicationSet(names, Set(collection.found), collection.fault))
            applicationSetIndexes[key] = index
        }
        applicationSetIndexes[names] = index
        return .set(index)
    }

    private func applicationSet(_ names: [String], _ members: Set<ApplicationID>, _ fault: String?) -> ApplicationSet {
        var heirs: [ApplicationID: [ApplicationID]] = [:]
        for member in members.sorted(by: { $0.rawValue < $1.rawValue }) {
            for name in catalogue[member].implicitlyUses { if let id = catalogue.id(named: name) { heirs[id, default: []].append(member) } }
        }
        return ApplicationSet(names: names, members: members, implicitParents: Set(heirs.keys), heirs: heirs, fault: fault)
    }

    private mutating func collect(
        application name: String, in place: String, at location: SourceLocation?, depth: Int,
        _ collection: inout NameCollection<ApplicationID>
    ) {
        guard collection.seen.insert(name).inserted else { return }
        if collidingNames.contains(name) { collection.fail("'\(name)' is the name of several things") }
        if let index = applicationGroups[name] {
            let group = policy.applicationGroups[index]
            guard depth < limits.groupDepth else {
                report("NGFW-P021", "application group '\(name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
                collection.fail("application group '\(name)' nests too deep")
                return
            }
            if group.members.isEmpty { warnOnce("NGFW-P010", "application group '\(name)' is empty", at: group.location) }
            if cyclicApplicationGroups.contains(name) { collection.fail("application group '\(name)' holds itself") }
            for member in group.members {
                collect(application: member, in: "application group '\(name)'", at: group.location, depth: depth + 1, &collection)
            }
        } else if let index = applicationFilters[name] {
            let filter = policy.applicationFilters[index]
            let found = applications(in: filter)
            if found.isEmpty { warnOnce("NGFW-P010", "application filter '\(name)' finds no application", at: filter.location) }
            collection.found.append(contentsOf: found)
        } else if let id = catalogue.id(named: name), catalogue[id].origin != .opaque || containers[name] == nil {
            insert(id, in: place, at: location, &collection)
        } else if let functions = containers[name] {
            collection.found.append(contentsOf: functions)
        } else {
            insertUnknown(name, in: place, at: location, &collection)
        }
    }

    private mutating func insert(
        _ id: ApplicationID, in place: String, at location: SourceLocation?, _ collection: inout NameCollection<ApplicationID>
    ) {
        guard isLegalInRule(id) else {
            let name = catalogue.name(id)
            report(
                "NGFW-P016", "application '\(name)' in \(place) is a value of sessions and logs, no rule may name it", at: location)
            collection.fail("no rule may name '\(name)'")
            return
        }
        collection.found.append(id)
    }

    /// Whether a rule may name an application: not the values of sessions and logs.
    func isLegalInRule(_ id: ApplicationID) -> Bool {
        id.isLegalInRule && (id != .nonSYNTCP || options.nonSYNInRules == .legal)
    }

    /// A name that the catalogue does not have is kept as a name that no traffic ever gets, as with a content update that
    /// this catalogue lacks.
    private mutating func insertUnknown(
        _ name: String, in place: String, at location: SourceLocation?, _ collection: inout NameCollection<ApplicationID>
    ) {
        var notes: [String] = []
        if suggestionsLeft > 0 {
            suggestionsLeft -= 1
            let known = catalogue
            if let near = nearestName(to: name, in: known.identifiers.map { known.name($0) }) { notes = ["did you mean '\(near)'?"] }
        }
        diagnostics.warning(
            "NGFW-P015", "unknown application '\(name)' in \(place): no traffic is ever identified as it", at: location, notes: notes)
        catalogue.insert(Application(name: name, origin: .opaque))
        if let id = catalogue.id(named: name) { collection.found.append(id) }
    }

    /// Source: reference section 2.6: lists ANDed, their members ORed, all flags and all tags must hold.
    func applications(in filter: ApplicationFilter) -> Set<ApplicationID> {
        let excluded = Set(filter.excluded)
        let tags = Set(filter.tags)
        func admits<T: Equatable>(_ list: [T], _ value: T) -> Bool { list.isEmpty || list.contains(value) }
        return Set(
            catalogue.identifiers.filter { id in
                let application = catalogue[id]
                return isLegalInRule(id) && application.origin != .opaque && admits(filter.categories, application.category)
                    && admits(filter.subcategories, application.subcategory) && admits(filter.technologies, application.technology)
                    && admits(filter.risks, application.risk) && application.characteristics.isSuperset(of: filter.characteristics)
                    && tags.isSubset(of: application.tags) && !excluded.contains(application.name)
            })
    }

    /// Custom applications without default ports can never be on them. Source: reference section 2.7.
    mutating func warnAboutDefaults(_ rule: SecurityRule, _ applications: ApplicationCriterion, _ service: ServiceCriterion) {
        guard case .applicationDefault = service, case .set(let index) = applications else { return }
        guard options.customApplicationPorts == .none else { return }
        var names = applicationSets[index].portless
        if names == nil {
            names = applicationSets[index].members.map { catalogue[$0] }.filter { $0.origin == .custom && $0.defaultPorts.isEmpty }.map(
                \.name
            )
            .sorted()
            applicationSets[index].portless = names
        }
        if let name = names?.first {
            diagnostics.warning(
                "NGFW-P023", "rule '\(rule.name)': application '\(name)' has no default ports, so 'application-default' never holds for it",
                at: rule.location)
        }
    }
}
