import NGFWCore

/// Builds the tree that says why an address is, or is not, in an address set.
struct MembershipExplainer {
    let policy: ResolvedPolicy
    let registry: AddressRegistry
    let address: IPAddress
    /// The effective tags of the address.
    let tags: Set<String>

    /// Children of a node that are listed; the rest are counted.
    private static let width = 8
    private static let depth = 16
    /// Nodes of sets in a tree: groups of groups may lead to one another in very many ways.
    private static let size = 512

    /// What is left of a tree, and what is known of sets by now.
    private struct Walk {
        var left = size
        var held: [Int: Bool] = [:]
    }

    func node(set index: Int) -> MembershipNode {
        var walk = Walk()
        return node(index, depth: 0, &walk)
    }

    private func holds(_ index: Int, _ walk: inout Walk) -> Bool {
        if let known = walk.held[index] { return known }
        let answer = policy.holds(index, address, tags)
        walk.held[index] = answer
        return answer
    }

    private func node(_ index: Int, depth: Int, _ walk: inout Walk) -> MembershipNode {
        let set = policy.addressSets[index]
        let holds = holds(index, &walk)
        var node = MembershipNode(kind(set), set.name, holds: holds)
        guard set.isGroup else {
            node.detail = detail(set, holds)
            return node
        }
        if set.leafCount == 0, set.dynamicGroups.isEmpty { node.detail = "empty" }
        guard depth < Self.depth else { return node }
        var children: [MembershipNode] = []
        if set.kind == .dynamicGroup, let own = set.dynamicGroups.first(where: { policy.dynamicGroups[$0].set == index }) {
            let filter = policy.dynamicGroups[own].filter
            if !holds || filter.isSatisfied(by: tags.contains) { children.append(self.filter(filter)) }
        }
        for member in set.members {
            let member = Int(member)
            // Of what does not hold the address, only what tags could change is worth a line.
            let isTold = holds ? self.holds(member, &walk) : !policy.addressSets[member].dynamicGroups.isEmpty
            guard isTold else { continue }
            guard children.count < Self.width, walk.left > 0 else {
                node.omitted += 1
                continue
            }
            walk.left -= 1
            var child = self.node(member, depth: depth + 1, &walk)
            if set.kind == .dynamicGroup {
                let given = policy.addressSets[member].tags.map { "'\($0)'" }.joined(separator: ", ")
                child.detail = [child.detail, "its tags \(given) satisfy the filter"].compactMap(\.self).joined(separator: "; ")
            }
            children.append(child)
        }
        node.children = children
        return node
    }

    private func filter(_ filter: TagExpression) -> MembershipNode {
        let holds = filter.isSatisfied(by: tags.contains)
        var node = MembershipNode(.filter, filter.description, holds: holds)
        for tag in filter.tags where tags.contains(tag) {
            if node.children.count < Self.width { node.children.append(self.tag(tag)) } else { node.omitted += 1 }
        }
        guard !holds else { return node }
        for missing in TagSets.missing(filter, from: tags) {
            node.children.append(MembershipNode(.missingTags, missing.map { "'\($0)'" }.joined(separator: " and "), holds: false))
        }
        return node
    }

    private func tag(_ tag: String) -> MembershipNode {
        var node = MembershipNode(.tag, tag, holds: true)
        node.provenance = registry.provenance(of: tag, on: .host(address))
        guard node.provenance == nil else { return node }
        for object in registry.ranges(containing: address) {
            guard let provenance = registry.provenance(of: tag, on: object) else { continue }
            node.provenance = provenance
            node.inheritedFrom = object
            return node
        }
        return node
    }

    private func kind(_ set: AddressSet) -> MembershipNode.Kind {
        switch set.kind {
        case .object: .object
        case .staticGroup: .staticGroup
        case .dynamicGroup: .dynamicGroup
        case .externalList: .externalList
        case .region: .region
        case .literal: .literal
        case .unknown: .unknown
        }
    }

    /// The part of the set that holds the address, else the set's value if it is one.
    private func detail(_ set: AddressSet, _ holds: Bool) -> String? {
        if let leaf = set.leaves.first(where: { $0.contains(address) }) { return text(leaf, unless: set.name) }
        switch set.leaves.count {
        case 0: return "empty"
        case 1: return text(set.leaves[0], unless: set.name)
        default: return "\(set.leaves.count) entries"
        }
    }

    private func text(_ leaf: AddressSet.Leaf, unless name: String) -> String? {
        let text =
            switch leaf {
            case .range(let range): PolicyEngine.text(range)
            case .wildcard(let wildcard): wildcard.description
            }
        return text == name ? nil : text
    }
}
