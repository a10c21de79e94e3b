internal import NGFWCore
internal import NGFWPolicy

/// Which objects of a policy rules name, and which of them a flow is decided through.
struct ObjectReach: Sendable {
    typealias Kind = SuiteCoverage.Object.Kind

    struct Key: Hashable, Sendable {
        var kind: Kind
        var name: String
    }

    private let addresses: [String: AddressObject]
    private let groups: [String: AddressGroup]
    private let services: [String: ServiceObject]
    private let serviceGroups: [String: NamedGroup]
    private let applicationGroups: [String: NamedGroup]
    private let filters: Set<String>

    init(_ policy: Policy) {
        addresses = Dictionary(policy.addresses.map { ($0.name, $0) }) { first, _ in first }
        groups = Dictionary(policy.addressGroups.map { ($0.name, $0) }) { first, _ in first }
        services = Dictionary(policy.services.map { ($0.name, $0) }) { first, _ in first }
        serviceGroups = Dictionary(policy.serviceGroups.map { ($0.name, $0) }) { first, _ in first }
        applicationGroups = Dictionary(policy.applicationGroups.map { ($0.name, $0) }) { first, _ in first }
        filters = Set(policy.applicationFilters.map(\.name))
    }

    /// Everything that rules in force name, in the order in which they name it.
    func all(_ rules: [ResolvedRule]) -> [Key] {
        var found: [Key] = []
        var seen: Set<Key> = []
        for rule in rules where rule.isInForce {
            let definition = rule.definition
            for name in definition.source + definition.destination { addAddress(name, &found, &seen) }
            for name in definition.users where name != "any" { add(Key(kind: .user, name: name), &found, &seen) }
            for name in definition.services { addService(name, &found, &seen) }
            for name in definition.applications where name != "any" { addApplication(name, &found, &seen) }
            if let schedule = definition.schedule { add(Key(kind: .schedule, name: schedule), &found, &seen) }
        }
        return found
    }

    @discardableResult
    private func add(_ key: Key, _ found: inout [Key], _ seen: inout Set<Key>) -> Bool {
        guard seen.insert(key).inserted else { return false }
        found.append(key)
        return true
    }

    private func addAddress(_ name: String, _ found: inout [Key], _ seen: inout Set<Key>) {
        if let group = groups[name] {
            guard add(Key(kind: .addressGroup, name: name), &found, &seen), case .members(let members) = group.content else { return }
            for member in members { addAddress(member, &found, &seen) }
        } else if addresses[name] != nil {
            add(Key(kind: .address, name: name), &found, &seen)
        }
    }

    private func addService(_ name: String, _ found: inout [Key], _ seen: inout Set<Key>) {
        if let group = serviceGroups[name] {
            guard add(Key(kind: .serviceGroup, name: name), &found, &seen) else { return }
            for member in group.members { addService(member, &found, &seen) }
        } else if services[name] != nil {
            add(Key(kind: .service, name: name), &found, &seen)
        }
    }

    private func addApplication(_ name: String, _ found: inout [Key], _ seen: inout Set<Key>) {
        if let group = applicationGroups[name] {
            guard add(Key(kind: .applicationGroup, name: name), &found, &seen) else { return }
            for member in group.members { addApplication(member, &found, &seen) }
        } else {
            add(Key(kind: filters.contains(name) ? .applicationFilter : .application, name: name), &found, &seen)
        }
    }

    // MARK: Of a decision

    /// The objects below some nodes that hold an address.
    func addresses(_ nodes: [MembershipNode]) -> [Key] {
        nodes.filter(\.holds).flatMap { node -> [Key] in
            let below = addresses(node.children)
            switch node.kind {
            case .object: return [Key(kind: .address, name: node.name)] + below
            case .staticGroup, .dynamicGroup: return [Key(kind: .addressGroup, name: node.name)] + below
            default: return below
            }
        }
    }

    /// The service, or the groups down to it, that a port is in.
    func services(_ name: String, _ tuple: FiveTuple, depth: Int = 0) -> [Key] {
        if let service = services[name] {
            let fits =
                service.ipProtocol == tuple.ipProtocol && service.destinationPorts.contains(tuple.destinationPort)
                && service.sourcePorts?.contains(tuple.sourcePort) ?? true
            return fits ? [Key(kind: .service, name: name)] : []
        }
        guard let group = serviceGroups[name], depth < 32 else { return [] }
        let below = group.members.flatMap { services($0, tuple, depth: depth + 1) }
        return below.isEmpty ? [] : [Key(kind: .serviceGroup, name: name)] + below
    }

    /// The name in a rule that an application matched through, and the groups down to it where they name the application itself.
    func applications(_ name: String, _ application: String, depth: Int = 0) -> [Key] {
        guard let group = applicationGroups[name] else {
            if filters.contains(name) { return depth == 0 ? [Key(kind: .applicationFilter, name: name)] : [] }
            return depth == 0 || name == application ? [Key(kind: .application, name: name)] : []
        }
        guard depth < 32 else { return [] }
        let below = group.members.flatMap { applications($0, application, depth: depth + 1) }
        return below.isEmpty && depth > 0 ? [] : [Key(kind: .applicationGroup, name: name)] + below
    }
}
