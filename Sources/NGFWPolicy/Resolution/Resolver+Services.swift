import NGFWCore

extension Resolver {
    mutating func service(_ rule: WrittenRule, _ list: Int, _ verdict: inout RuleFindings) -> ServiceCriterion {
        if serviceLists.isAny(list) { return .any }
        if let known = serviceLists[list] { return known }
        if rule.services.contains("application-default") {
            if rule.services.count > 1 {
                report("NGFW-P013", "\(verdict.place): 'application-default' must stand alone in service", at: rule.location)
                verdict.fail("'application-default' stands beside other services")
                verdict.never("'application-default' stands beside other services")
            } else {
                serviceLists[list] = .applicationDefault
            }
            return .applicationDefault
        }
        nameMarks.begin(names.count)
        var collection = NameCollection<Int>()
        for number in serviceLists.names(of: list) {
            collect(service: Int(number), in: verdict.place, at: rule.location, depth: 0, &collection)
        }
        let criterion = ServiceCriterion.services(collection.found)
        if let fault = collection.fault { verdict.fail(fault) } else { serviceLists[list] = criterion }
        return criterion
    }

    /// - Parameter number: Of the name.
    private mutating func collect(
        service number: Int, in place: Place, at location: SourceLocation?, depth: Int, _ collection: inout NameCollection<Int>
    ) {
        // A group met again adds nothing, so a cycle ends here; it is reported by ``checkCycles()``.
        guard nameMarks.insert(number) else { return }
        if !policy.unreadNames.services.isEmpty, policy.unreadNames.services.contains(names[number]) {
            collection.fail(Self.unread(names[number]))
        }
        if let index = serviceIndexes[number] {
            collection.found.append(index)
        } else if let index = serviceObjects[number] {
            let object = policy.services[index]
            let matcher = ServiceMatcher(
                name: object.name, ipProtocol: object.ipProtocol, destinationPorts: object.destinationPorts,
                sourcePorts: object.sourcePorts,
                timeouts: object.timeouts)
            collection.found.append(insert(matcher, number))
        } else if let index = serviceGroups[number] {
            let group = policy.serviceGroups[index]
            guard depth < limits.groupDepth else {
                report("NGFW-P021", "service group '\(group.name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
                collection.fail("service group '\(group.name)' nests too deep")
                return
            }
            if group.members.isEmpty { warnOnce("NGFW-P010", "service group '\(group.name)' is empty", at: group.location) }
            if cyclicServiceGroups.contains(index) { collection.fail("service group '\(group.name)' holds itself") }
            for member in names.numbers(of: group.members) {
                collect(service: Int(member), in: Place("service group", group.name), at: group.location, depth: depth + 1, &collection)
            }
        } else if let ports = Self.builtInServices[names[number]] {
            collection.found.append(insert(ServiceMatcher(name: names[number], ipProtocol: .tcp, destinationPorts: ports), number))
        } else {
            let name = names[number]
            collection.fail("service '\(name)' is unknown")
            let policy = policy
            unknown("NGFW-P012", "service", name, in: place, at: location) {
                policy.services.map(\.name) + policy.serviceGroups.map(\.name) + Array(Self.builtInServices.keys)
            }
        }
    }

    private mutating func insert(_ matcher: ServiceMatcher, _ number: Int) -> Int {
        services.append(matcher)
        serviceIndexes[number] = services.count - 1
        return services.count - 1
    }

    /// Source: reference section 1.5; objects of the configuration win.
    static let builtInServices: [String: PortSet] = [
        "service-http": PortSet([80...80, 8080...8080]), "service-https": PortSet(443),
    ]
}

/// What the names of a list come to, groups opened.
struct NameCollection<Element> {
    var found: [Element] = []
    /// The first error inside.
    private(set) var fault: String?

    mutating func fail(_ why: String) { if fault == nil { fault = why } }
}
