import NGFWCore

extension Resolver {
    mutating func service(of rule: SecurityRule, _ verdict: inout Verdict) -> ServiceCriterion {
        let names = rule.services
        if names.isEmpty || names.contains("any") { return .any }
        if names.contains("application-default") {
            if names.count > 1 {
                diagnostics.error(
                    "NGFW-P013", "rule '\(rule.name)': 'application-default' must stand alone in service", at: rule.location)
                verdict.never("'application-default' stands beside other services")
            }
            return .applicationDefault
        }
        var found: [Int] = []
        var seen: Set<String> = []
        for name in names { collect(service: name, in: "rule '\(rule.name)'", at: rule.location, depth: 0, &seen, &found) }
        return .services(found)
    }

    private mutating func collect(
        service name: String, in place: String, at location: SourceLocation?, depth: Int, _ seen: inout Set<String>, _ found: inout [Int]
    ) {
        // A group met again adds nothing, so a cycle ends here; it is reported below.
        guard seen.insert(name).inserted else { return }
        if let index = serviceObjects[name] {
            let object = policy.services[index]
            let matcher = ServiceMatcher(
                name: name, ipProtocol: object.ipProtocol, destinationPorts: object.destinationPorts, sourcePorts: object.sourcePorts)
            found.append(intern(matcher))
        } else if let index = serviceGroups[name] {
            let group = policy.serviceGroups[index]
            guard depth < limits.groupDepth else {
                diagnostics.error("NGFW-P021", "service group '\(name)' nests deeper than \(limits.groupDepth) groups", at: group.location)
                return
            }
            if group.members.isEmpty { diagnostics.warning("NGFW-P010", "service group '\(name)' is empty", at: group.location) }
            if reaches(name, policy.serviceGroups, serviceGroups) {
                diagnostics.error("NGFW-P008", "service group '\(name)' holds itself", at: group.location)
            }
            for member in group.members {
                collect(service: member, in: "service group '\(name)'", at: group.location, depth: depth + 1, &seen, &found)
            }
        } else if let ports = Self.builtInServices[name] {
            found.append(intern(ServiceMatcher(name: name, ipProtocol: .tcp, destinationPorts: ports)))
        } else {
            let names = Array(serviceObjects.keys) + Array(serviceGroups.keys) + Array(Self.builtInServices.keys)
            unknown("NGFW-P012", "service", name, in: place, at: location) { names }
        }
    }

    /// Whether a group is among its own members, at any depth.
    func reaches(_ name: String, _ groups: [NamedGroup], _ indexes: [String: Int]) -> Bool {
        var seen: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            guard let index = indexes[next] else { continue }
            for member in groups[index].members {
                if member == name { return true }
                if seen.insert(member).inserted { open.append(member) }
            }
        }
        return false
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
