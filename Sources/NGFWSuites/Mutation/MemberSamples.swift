internal import NGFW
internal import NGFWCore
internal import NGFWPolicy

/// Values that members of a rule's lists stand for: an address of a group, a port of a service.
struct MemberSamples {
    /// Addresses that hardly any rule names (RFC 5737, RFC 6890).
    static let strangers = ["203.0.113.250", "10.254.253.252"].compactMap { IPAddress($0) }

    private let policy: Policy
    private let engine: PolicyEngine
    private let addressObjects: [String: AddressObject]
    private let addressGroups: [String: AddressGroup]

    init(policy: Policy, engine: PolicyEngine) {
        self.policy = policy
        self.engine = engine
        addressObjects = Dictionary(policy.addresses.map { ($0.name, $0) }) { first, _ in first }
        addressGroups = Dictionary(policy.addressGroups.map { ($0.name, $0) }) { first, _ in first }
    }

    func addresses(_ name: String) -> [IPAddress] { addresses(name, depth: 0) }

    private func addresses(_ name: String, depth: Int) -> [IPAddress] {
        if name == "any" || depth > 8 { return [] }
        if let object = addressObjects[name] {
            return switch object.value {
            case .prefix(let prefix): [prefix.address]
            case .range(let range): [range.first, range.last]
            case .wildcard(let wildcard): [IPAddress(v4: wildcard.address)]
            case .fqdn(let name): Array((policy.resolutions[name.lowercased()]?.first?.addresses ?? []).prefix(1))
            }
        }
        if let group = addressGroups[name] {
            if case .members(let members) = group.content {
                return Array(members.prefix(4).flatMap { addresses($0, depth: depth + 1) }.prefix(4))
            }
            return (engine.members(of: name) ?? []).prefix(2).compactMap { RegisteredObject($0.address)?.range.first }
        }
        if let first = policy.externalLists[name]?.first ?? policy.regions[name]?.first { return [first.first] }
        return [IPPrefix(name)?.address ?? IPRange(name)?.first].compactMap(\.self)
    }

    func zones(_ names: [String]) -> [String?] {
        let named = names.filter { $0 != "any" }
        let others = (policy.zones ?? []).map(\.name).filter { !named.contains($0) }
        return named + others.prefix(3) + ["another-zone"]
    }

    func users(_ names: [String]) -> [String?] {
        var users: [String?] = []
        for name in names {
            switch name {
            case "any", "unknown": users.append(nil)
            case "known-user": users.append("somebody")
            default:
                let key = name.lowercased()
                users.append(policy.userGroups.filter { $0.value.contains(key) }.keys.min() ?? name)
            }
        }
        return users + [nil, "somebody"]
    }

    func applications(_ name: String) -> [String] { applications(name, depth: 0) }

    private func applications(_ name: String, depth: Int) -> [String] {
        if name == "any" || depth > 8 { return [] }
        if let group = policy.applicationGroups.first(where: { $0.name == name }) {
            return group.members.prefix(4).flatMap { applications($0, depth: depth + 1) }
        }
        if let filter = policy.applicationFilters.first(where: { $0.name == name }) {
            let fitting = policy.catalogue.identifiers.lazy.map { policy.catalogue[$0] }.filter { Self.fits($0, filter) }
            return Array(fitting.prefix(2)).map(\.name)
        }
        let functions = policy.catalogue.functions(ofContainer: name)
        return functions.isEmpty ? [name] : functions.prefix(2).map { policy.catalogue.name($0) }
    }

    private static func fits(_ application: Application, _ filter: ApplicationFilter) -> Bool {
        (filter.categories.isEmpty || filter.categories.contains(application.category))
            && (filter.subcategories.isEmpty || filter.subcategories.contains(application.subcategory))
            && (filter.technologies.isEmpty || filter.technologies.contains(application.technology))
            && (filter.risks.isEmpty || filter.risks.contains(application.risk))
            && application.characteristics.isSuperset(of: filter.characteristics) && !filter.excluded.contains(application.name)
    }

    func ports(_ name: String) -> [FlowSampler.Port] { ports(name, depth: 0) }

    private func ports(_ name: String, depth: Int) -> [FlowSampler.Port] {
        if let service = policy.services.first(where: { $0.name == name }) {
            let first = service.destinationPorts.ranges.first?.lowerBound
            return first.map { [FlowSampler.Port(ipProtocol: service.ipProtocol, port: $0)] } ?? []
        }
        if let group = policy.serviceGroups.first(where: { $0.name == name }), depth < 8 {
            return group.members.prefix(4).flatMap { ports($0, depth: depth + 1) }
        }
        switch name {
        case "service-http": return [FlowSampler.Port(ipProtocol: .tcp, port: 80)]
        case "service-https": return [FlowSampler.Port(ipProtocol: .tcp, port: 443)]
        default: return []
        }
    }

    func defaultPort(_ application: String) -> FlowSampler.Port? {
        guard let id = policy.catalogue.id(named: application) else { return nil }
        guard let port = policy.catalogue[id].defaultPorts.first else {
            let ipProtocol = application == "ping" ? .icmp : IPProtocol(application)
            return ipProtocol.map { FlowSampler.Port(ipProtocol: $0, port: 0) }
        }
        return FlowSampler.Port(ipProtocol: port.ipProtocol, port: port.ports?.ranges.first?.lowerBound ?? 0, icmpType: port.icmpType)
    }
}
