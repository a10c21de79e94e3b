import NGFWCore

extension RemedyFinder {
    func addresses(
        _ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>, _ side: String, _ change: (IPAddress) -> Remedy.Change
    ) -> [Remedy] {
        if criterion.isNegated { return leaving(criterion, address, tags, side, change) }
        return joining(criterion, address, tags) + inside(criterion, side, change)
    }

    /// Tags that would make the address a member of a dynamic group.
    private func joining(_ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>) -> [Remedy] {
        var found: [Remedy] = []
        var seen: Set<Int> = []
        let own = registry.registrations(of: .host(address)).count
        for set in criterion.sets {
            for index in policy.addressSets[set].dynamicGroups where seen.insert(index).inserted {
                guard found.count < Self.candidateLimit / 2 else { return found }
                let group = policy.dynamicGroups[index]
                for missing in TagSets.missing(group.filter, from: tags, limits: registry.limits) {
                    guard own + missing.count <= registry.limits.tagsPerAddress else { continue }
                    let text = "register \(Self.tags(missing)) for \(address), which makes it a member of '\(group.name)'"
                    found.append(Remedy([.register(address, tags: missing)], text))
                }
            }
        }
        return found
    }

    /// Another address that what the rule names holds.
    private func inside(_ criterion: AddressCriterion, _ side: String, _ change: (IPAddress) -> Remedy.Change) -> [Remedy] {
        criterion.sets.prefix(Self.candidateLimit / 2).compactMap { index in
            let set = policy.addressSets[index]
            guard let leaf = policy.addressSets.leaves(of: set).first(where: { _ in true }) else { return nil }
            let example: IPAddress
            let text: String
            switch leaf {
            case .range(let range):
                example = range.first
                text = PolicyEngine.text(range)
            case .wildcard(let wildcard):
                example = IPAddress(v4: wildcard.address)
                text = wildcard.description
            }
            let rest = set.leafCount > 1 ? " and \(set.leafCount - 1) more" : ""
            let name = set.name == text ? "" : " ('\(set.name)'\(rest))"
            return Remedy([change(example)], "a \(side) in \(text)\(name)")
        }
    }

    /// Out of what a rule negates: tags to take away, or an address beside it.
    private func leaving(
        _ criterion: AddressCriterion, _ address: IPAddress, _ tags: Set<String>, _ side: String, _ change: (IPAddress) -> Remedy.Change
    ) -> [Remedy] {
        let holders = criterion.sets.map { policy.addressSets[$0] }
        var found: [Remedy] = []
        if !holders.contains(where: { policy.addressSets.isHeld(address, by: $0) }) {
            let filters = Set(holders.flatMap(\.dynamicGroups)).sorted().map { policy.dynamicGroups[$0].filter }
            let outer = Set(registry.ranges(containing: address).flatMap { registry.registrations(of: $0).map(\.tag) })
            let own = Set(registry.registrations(of: .host(address)).map(\.tag)).subtracting(outer)
            if !filters.isEmpty {
                for surplus in TagSets.surplus(filters, removable: own, fixed: outer) where !surplus.isEmpty {
                    found.append(Remedy([.unregister(address, tags: surplus)], "unregister \(Self.tags(surplus)) of \(address)"))
                }
            }
        }
        let names = words.list(holders.map(\.name))
        for neighbour in neighbours(holders) {
            found.append(Remedy([change(neighbour)], "a \(side) outside of \(names), such as \(neighbour)"))
        }
        return found
    }

    /// The addresses next to the first ranges of sets.
    private func neighbours(_ sets: [AddressSet]) -> [IPAddress] {
        var found: [IPAddress] = []
        for leaf in sets.lazy.flatMap({ policy.addressSets.leaves(of: $0) }).prefix(Self.candidateLimit / 2) {
            guard case .range(let range) = leaf else { continue }
            if range.first.value > 0, let before = IPAddress(value: range.first.value - 1, family: range.family) { found.append(before) }
            if let after = range.last.successor { found.append(after) }
        }
        return found
    }

    static func tags(_ names: [String]) -> String {
        let shown = names.prefix(8).map { "'\($0)'" }.joined(separator: " and ")
        return (names.count == 1 ? "tag " : "tags ") + shown + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
}
