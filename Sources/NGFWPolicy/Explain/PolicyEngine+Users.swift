import NGFWCore

extension PolicyEngine {
    /// The user groups that hold a user, of those that rules name, each with the reason: the policy's own groups, registered
    /// groups with the message that gave them their members, dynamic groups with filter and tags. Sorted by name.
    public func memberships(ofUser user: String) -> [MembershipNode] {
        guard let key = registry.normalized(user) else { return [] }
        let configured = Set(users.configuredNames(of: key))
        let registered = (registry.groupsOfUser[key] ?? []).filter { users.terms[$0] != nil }
        var found = configured.union(registered).subtracting([key]).map { name in
            var node = MembershipNode(.userGroup, name, holds: true)
            node.provenance = registered.contains(name) ? registry.provenance(ofGroup: name) : nil
            if node.provenance == nil { node.detail = "as configured" }
            return node
        }
        let tags = Set(registry.tags(ofUser: key))
        for group in users.dynamicGroups where group.filter.isSatisfied(by: tags.contains) {
            var filter = MembershipNode(.filter, group.filter.description, holds: true)
            filter.children = group.filter.tags.filter(tags.contains).map { tag in
                var node = MembershipNode(.tag, tag, holds: true)
                node.provenance = registry.provenance(of: tag, onUser: key)
                return node
            }
            var node = MembershipNode(.dynamicUserGroup, group.name, holds: true)
            node.children = [filter]
            found.append(node)
        }
        return found.sorted { $0.name < $1.name }
    }

    /// The users in a group that rules name, sorted: those of the policy's own groups, of registered groups, and of a dynamic
    /// group those whose tags satisfy its filter; `nil` for a name that no rule has.
    ///
    /// - Complexity: O(users)
    public func users(in group: String) -> [String]? {
        guard let key = registry.normalized(group), users.terms[key] != nil else { return nil }
        var found = Set(users.configuredMembers(of: key)).union(registry.groups[key] ?? [])
        if let filter = users.filter(ofDynamicGroup: key) {
            for user in registry.users.keys {
                let tags = Set(registry.tags(ofUser: user))
                if filter.isSatisfied(by: tags.contains) { found.insert(user) }
            }
        }
        return found.sorted()
    }
}
