import NGFWCore

extension Resolver {
    mutating func service(of rule: SecurityRule, _ verdict: inout RuleFindings) -> ServiceCriterion {
        let names = rule.services
        if isAny(names) { return .any }
        if names.contains("application-default") {
            if names.count > 1 {
                report("NGFW-P013", "rule '\(rule.name)': 'application-default' must stand alone in service", at: rule.location)
                verdict.fail("'application-default' stands beside other services")
                verdict.never("'application-default' stands beside other services")
            }
            return .applicationDefault
        }
        // PERF: rules repeat their services; a known list costs one look (benchmark `compile`).
        if let known = serviceLists[names] { return .services(known) }
        var collection = NameCollection<Int>()
        for name in names { collect(service: name, in: "rule '\(rule.name)'", at: rule.location, depth: 0, &collection) }
        if let fault = collection.fault { verdict.fail(fault) } else { serviceLists[names] = collection.found }
        return .services(collection.found)
    }

    private mutating func collect(
        service name: String, in place: String, at location: SourceLocation?, depth: Int, _ collection: inout NameCollection<Int>
    ) {
        // A group met again adds nothing, so a cycle ends here; it is reported by ``checkCycles(_:_:_:)``.
        guard collection.seen.insert(name).inserted else { return }
        if let index = serviceObjects[name] {
            let object = policy.services[index]
            let matcher = ServiceMatcher(
                name: name, ipProtocol: object.ipProtocol, destinationPorts: object.destinationPorts, sourcePorts: object.sourcePorts)
            collection.found.append(intern(matcher))
        } else if let index = serviceGroups[name] {
            let group = policy.serviceGroups[index]
            guard depth < limits.groupDepth else {
                report("NGFW-P021", "service group '\(name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
                collection.fail("service group '\(name)' nests too deep")
                return
            }
            if group.members.isEmpty { warnOnce("NGFW-P010", "service group '\(name)' is empty", at: group.location) }
            if cyclicServiceGroups.contains(name) { collection.fail("service group '\(name)' holds itself") }
            for member in group.members {
                collect(service: member, in: "service group '\(name)'", at: group.location, depth: depth + 1, &collection)
            }
        } else if let ports = Self.builtInServices[name] {
            collection.found.append(intern(ServiceMatcher(name: name, ipProtocol: .tcp, destinationPorts: ports)))
        } else {
            collection.fail("service '\(name)' is unknown")
            let names = Array(serviceObjects.keys) + Array(serviceGroups.keys) + Array(Self.builtInServices.keys)
            unknown("NGFW-P012", "service", name, in: place, at: location) { names }
        }
    }

    private mutating func intern(_ matcher: ServiceMatcher) -> Int {
        if let index = serviceIndexes[matcher] { return index }
        services.append(matcher)
        serviceIndexes[matcher] = services.count - 1
        return services.count - 1
    }

    /// Source: reference section 1.5; objects of the configuration win.
    static let builtInServices: [String: PortSet] = [
        "service-http": PortSet([80...80, 8080...8080]), "service-https": PortSet(443),
    ]
}

/// What the names of a list come to, groups opened, each name once.
struct NameCollection<Element> {
    var seen: Set<String> = []
    var found: [Element] = []
    /// The first error inside.
    private(set) var fault: String?

    mutating func fail(_ why: String) { if fault == nil { fault = why } }
}
