import NGFWCore

/// What rules ask of protocol and port, numbered: services first, then applications of which some rule may mean the
/// default ports.
struct ServiceIndex: Sendable {
    /// Protocol and destination port, or ICMP type → class, a set of items.
    let ports: PortClasses
    /// Protocol and source port → class, a set of services that name source ports.
    let sourcePorts: PortClasses
    let defaults: DefaultPortTable
    let serviceCount: Int
    /// By service: whether it names source ports.
    let asksSourcePort: [Bool]
    /// Items that a class alone cannot settle; who finds a rule by one asks the rule itself.
    let mixedItems: Set<Int>
    /// By application set: whether it holds an application known by a protocol without ports, or implies one.
    let isPortlessSet: [Bool]
    /// Whether some rule with any application may mean such a one.
    let isAnyPortless: Bool
    /// Whether a rule with any application may mean every port.
    let anyMeansAllPorts: Bool

    init(_ policy: ResolvedPolicy) {
        let catalogue = policy.catalogue
        var usesDefault = [Bool](repeating: false, count: policy.applicationSets.count)
        var usesAny = false
        let rules = policy.rules.span
        for index in rules.indices {
            guard case .applicationDefault = rules[index].service else { continue }
            if case .set(let set) = rules[index].applications { usesDefault[set] = true } else { usesAny = true }
        }
        anyMeansAllPorts = policy.options.anyApplicationPorts == .all
        let isPortless = policy.defaultPorts.map(\.isPortless)
        isAnyPortless = anyMeansAllPorts || catalogue.identifiers.contains { $0.isLegalInRule && isPortless[Int($0.rawValue)] }
        var needed = [Bool](repeating: false, count: catalogue.count)
        var portlessSets: [Bool] = []
        let sets = policy.applicationSets
        let allSets = sets.span
        for index in allSets.indices {
            var isPortlessSet = false
            for id in allSets[index].members { isPortlessSet = isPortlessSet || isPortless[Int(id.rawValue)] }
            for id in allSets[index].implicitParents { isPortlessSet = isPortlessSet || isPortless[Int(id.rawValue)] }
            portlessSets.append(isPortlessSet)
            guard usesDefault[index] else { continue }
            for id in allSets[index].members { needed[Int(id.rawValue)] = true }
            for id in allSets[index].implicitParents { needed[Int(id.rawValue)] = true }
        }
        isPortlessSet = portlessSets
        if usesAny, !anyMeansAllPorts { for id in catalogue.identifiers where id.isLegalInRule { needed[Int(id.rawValue)] = true } }

        serviceCount = policy.services.count
        asksSourcePort = policy.services.map { $0.sourcePorts != nil }
        var spans = policy.services.map { PortSpan.spans($0.ipProtocol, $0.destinationPorts) }
        for id in catalogue.identifiers {
            spans.append(needed[Int(id.rawValue)] ? Self.spans(policy.defaultPorts[Int(id.rawValue)]) : [])
        }
        mixedItems = PortClasses.mixedItems(spans)
        ports = PortClasses(spans)
        sourcePorts = PortClasses(
            policy.services.map { service in service.sourcePorts.map { PortSpan.spans(service.ipProtocol, $0) } ?? [] })
        defaults = DefaultPortTable(policy.defaultPorts)
    }

    private static func spans(_ application: DefaultPorts) -> [PortSpan] {
        Array(Set(application.possible.flatMap(PortSpan.spans)))
    }

    /// Whether classes cannot tell everything about a rule's service.
    func isMixed(_ rule: ResolvedRule, _ sets: [ApplicationSet]) -> Bool {
        if mixedItems.isEmpty { return false }
        switch rule.service {
        case .any: return false
        case .services(let indexes): return indexes.contains(where: mixedItems.contains)
        case .applicationDefault:
            guard case .set(let index) = rule.applications else { return true }
            let set = sets[index]
            let isMixed = { (id: ApplicationID) in mixedItems.contains(serviceCount + Int(id.rawValue)) }
            return set.members.contains(where: isMixed) || set.implicitParents.contains(where: isMixed)
        }
    }
}
