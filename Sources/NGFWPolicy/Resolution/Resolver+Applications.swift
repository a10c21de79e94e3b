import NGFWCore

extension Resolver {
    mutating func applications(_ rule: WrittenRule, _ list: Int, _ verdict: inout RuleFindings) -> ApplicationCriterion {
        if applicationLists.isAny(list) { return .any }
        if let index = applicationLists[list] {
            verdict.fail(applicationSets[index].fault)
            return .set(index)
        }
        nameMarks.begin(names.count)
        var collection = NameCollection<ApplicationID>()
        collection.found.reserveCapacity(rule.applications.count)
        for number in applicationLists.names(of: list) {
            collect(application: Int(number), in: verdict.place, at: rule.location, depth: 0, &collection)
        }
        verdict.fail(collection.fault)
        // The same names in another order are the same set.
        let sorted = applicationLists.sorted(list)
        let index = applicationLists[sorted] ?? applicationSets.count
        if index == applicationSets.count {
            applicationSets.append(applicationSet(rule.applications, ApplicationIDs(collection.found), collection.fault))
            applicationLists[sorted] = index
        }
        applicationLists[list] = index
        return .set(index)
    }

    private mutating func applicationSet(_ names: [String], _ members: ApplicationIDs, _ fault: String?) -> ApplicationSet {
        var heirs: [ApplicationSet.Heir] = []
        var isPortless = false
        for member in members {
            let traits = traits(of: member)
            isPortless = isPortless || traits.isPortless
            for parent in traits.parents { heirs.append(ApplicationSet.Heir(parent: parent, member: member)) }
        }
        let parents = heirs.isEmpty ? ApplicationIDs() : ApplicationIDs(heirs.map(\.parent))
        return ApplicationSet(
            names: names, members: members, implicitParents: parents, heirs: heirs, fault: fault, hasPortlessCustom: isPortless)
    }

    /// What sets of applications need to know of one. It is found out anew when the catalogue has grown, for the parents.
    private mutating func traits(of id: ApplicationID) -> ApplicationTraits {
        let index = Int(id.rawValue)
        if index >= traits.count {
            traits.append(contentsOf: repeatElement(ApplicationTraits(), count: catalogue.count - traits.count))
        }
        if traits[index].catalogueCount == catalogue.count { return traits[index] }
        let application = catalogue[id]
        traits[index] = ApplicationTraits(
            catalogueCount: catalogue.count, parents: application.implicitlyUses.compactMap { catalogue.id(named: $0) },
            isPortless: application.origin == .custom && application.defaultPorts.isEmpty)
        return traits[index]
    }

    /// - Parameter number: Of the name.
    private mutating func collect(
        application number: Int, in place: Place, at location: SourceLocation?, depth: Int,
        _ collection: inout NameCollection<ApplicationID>
    ) {
        guard nameMarks.insert(number) else { return }
        if let id = plainApplications[number] {
            collection.found.append(ApplicationID(rawValue: UInt16(id)))
            return
        }
        let name = names[number]
        if policy.unreadNames.applications.contains(name) { collection.fail(Self.unread(name)) }
        if collidingNames.contains(number) { collection.fail("'\(name)' is the name of several things") }
        if let index = applicationGroups[number] {
            let group = policy.applicationGroups[index]
            guard depth < limits.groupDepth else {
                report("NGFW-P021", "application group '\(name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
                collection.fail("application group '\(name)' nests too deep")
                return
            }
            if group.members.isEmpty { warnOnce("NGFW-P010", "application group '\(name)' is empty", at: group.location) }
            if cyclicApplicationGroups.contains(index) { collection.fail("application group '\(name)' holds itself") }
            for member in names.numbers(of: group.members) {
                collect(application: Int(member), in: Place("application group", name), at: group.location, depth: depth + 1, &collection)
            }
        } else if let index = applicationFilters[number] {
            let filter = policy.applicationFilters[index]
            let found = applications(in: filter)
            if found.isEmpty { warnOnce("NGFW-P010", "application filter '\(name)' finds no application", at: filter.location) }
            collection.found.append(contentsOf: found)
        } else if let id = catalogue.id(named: name), catalogue[id].origin != .opaque || containers[number] == nil {
            insert(id, number, in: place, at: location, &collection)
        } else if let index = containers[number] {
            collection.found.append(contentsOf: functions[index])
        } else {
            insertUnknown(name, in: place, at: location, &collection)
        }
    }

    private mutating func insert(
        _ id: ApplicationID, _ number: Int, in place: Place, at location: SourceLocation?, _ collection: inout NameCollection<ApplicationID>
    ) {
        guard isLegalInRule(id) else {
            let name = catalogue.name(id)
            report(
                "NGFW-P016", "application '\(name)' in \(place) is a value of sessions and logs, no rule may name it", at: location)
            collection.fail("no rule may name '\(name)'")
            return
        }
        collection.found.append(id)
        let isPlain = !collidingNames.contains(number) && !policy.unreadNames.applications.contains(names[number])
        if isPlain { plainApplications[number] = Int(id.rawValue) }
    }

    /// Whether a rule may name an application: not the values of sessions and logs.
    func isLegalInRule(_ id: ApplicationID) -> Bool {
        id.isLegalInRule && (id != .nonSYNTCP || options.nonSYNInRules == .legal)
    }

    /// A name that the catalogue does not have is kept as a name that no traffic ever gets, as with a content update that
    /// this catalogue lacks.
    private mutating func insertUnknown(
        _ name: String, in place: Place, at location: SourceLocation?, _ collection: inout NameCollection<ApplicationID>
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
    mutating func warnAboutDefaults(_ rule: WrittenRule, _ applications: ApplicationCriterion, _ service: ServiceCriterion) {
        guard case .applicationDefault = service, case .set(let index) = applications else { return }
        guard options.customApplicationPorts == .none, applicationSets[index].hasPortlessCustom else { return }
        let portless = applicationSets[index].members.map { catalogue[$0] }.filter { $0.origin == .custom && $0.defaultPorts.isEmpty }
        if let name = portless.map(\.name).min() {
            diagnostics.warning(
                "NGFW-P023", "rule '\(rule.name)': application '\(name)' has no default ports, so 'application-default' never holds for it",
                at: rule.location)
        }
    }
}

/// What sets of applications are made from, of one application.
struct ApplicationTraits {
    /// How many applications there were when it was found out.
    var catalogueCount = 0
    /// Applications that it implicitly uses.
    var parents: [ApplicationID] = []
    /// Whether it is a custom application without default ports.
    var isPortless = false
}
