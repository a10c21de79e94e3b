import NGFWCore

/// Names and values of a flow and a rule in the words of explanations.
struct FlowWords {
    let policy: ResolvedPolicy
    let input: MatchInput
    private let zoneNames: [ZoneID: String]
    private let categoryNames: [CategoryID: String]

    init(_ policy: ResolvedPolicy, _ input: MatchInput) {
        self.policy = policy
        self.input = input
        zoneNames = Dictionary(policy.zoneIDs.map { ($1, $0) }) { first, _ in first }
        categoryNames = Dictionary(policy.categoryIDs.map { ($1, $0) }) { first, _ in first }
    }

    /// `tcp/443`, `icmp type 8`, `gre`
    var port: String {
        let tuple = input.tuple
        if tuple.ipProtocol.hasPorts { return "\(tuple.ipProtocol)/\(tuple.destinationPort)" }
        if tuple.ipProtocol.isICMP, let type = input.icmpType { return "\(tuple.ipProtocol) type \(type)" }
        return tuple.ipProtocol.description
    }

    func category(_ id: CategoryID) -> String { categoryNames[id].map { "'\($0)'" } ?? "the category" }

    func zone(_ id: ZoneID) -> String {
        switch id {
        case .none: "no zone"
        case .multicast: "multicast"
        case .unnamed: "a zone that no rule names"
        case .otherUnnamed: "another zone that no rule names"
        default: zoneNames[id].map { "'\($0)'" } ?? "zone \(id.rawValue)"
        }
    }

    func zones(_ criterion: ZoneCriterion) -> String {
        let names = criterion.zones.map(zone).sorted()
        return names.isEmpty ? "any known zone" : list(names)
    }

    /// The names that ``MatchInput`` and ``ResolvedPolicy/zonePair(from:to:)`` know zones by, sorted.
    func names(of criterion: ZoneCriterion) -> [String] {
        criterion.zones.compactMap { $0 == .multicast ? ZoneID.multicastName : zoneNames[$0] }.sorted()
    }

    /// Every zone that rules or the policy's zones name, sorted.
    var allZones: [String] { zoneNames.values.sorted() }

    func list(_ names: [String]) -> String {
        names.count <= 6 ? names.joined(separator: " or ") : names.prefix(6).joined(separator: ", ") + " or \(names.count - 6) more"
    }

    /// `DAG-WEB (filter 'web'; tags of 10.0.1.9: 'db')`, `web-1 (10.0.0.5)`, `10.0.0.0/8`
    func describe(_ set: AddressSet, _ address: IPAddress, _ tags: Set<String>) -> String {
        if set.kind == .unknown { return "\(set.name) (unknown)" }
        if !set.dynamicGroups.isEmpty {
            let had = tags.isEmpty ? "none" : tags.sorted().map { "'\($0)'" }.joined(separator: ", ")
            let filters = set.dynamicGroups.prefix(4).map { index in
                let group = policy.dynamicGroups[index]
                return group.name == set.name ? "filter \(group.filter)" : "\(group.name): filter \(group.filter)"
            }
            return "\(set.name) (\(filters.joined(separator: "; ")); tags of \(address): \(had))"
        }
        if set.kind == .object, set.leaves.count == 1, case .range(let range) = set.leaves[0] {
            let text = PolicyEngine.text(range)
            return text == set.name ? text : "\(set.name) (\(text))"
        }
        return set.leafCount == 0 && set.kind != .literal ? "\(set.name) (empty)" : set.name
    }

    /// `tcp/22`, `none`
    static func ports(_ ports: [DefaultPort]) -> String { ports.isEmpty ? "none" : ports.map(\.description).joined(separator: " ") }
}
