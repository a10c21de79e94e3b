internal import NGFWCore
internal import NGFWPolicy

/// A policy without the objects that were not read whole.
struct PrunedPolicy {
    var policy: Policy
    var leftOut = UnreadNames()
    /// A warning for each object that is left out.
    var diagnostics: [Diagnostic] = []
}

extension Policy {
    /// Leaves out what was not read whole. A rule that names any of it, itself or by a group, is flawed: the name may stand for
    /// something else where the object is missing.
    func withoutUnreadObjects() -> PrunedPolicy {
        var pruned = PrunedPolicy(policy: self, leftOut: unreadNames)
        for (kind, names) in [
            ("address", unreadNames.addresses), ("service", unreadNames.services), ("application", unreadNames.applications),
            ("user group", unreadNames.users),
        ] { pruned.diagnostics += names.sorted().map { Messages.objectLeftOut(kind, $0) } }
        let reach = UnreadReach(self)
        for index in rules.indices where pruned.policy.rules[index].flaw == nil {
            if let name = reach.name(in: rules[index]) { pruned.policy.rules[index].flaw = "'\(name)' was not read whole" }
        }
        for index in applicationOverrides.indices where pruned.policy.applicationOverrides[index].flaw == nil {
            if let name = reach.name(in: applicationOverrides[index]) {
                pruned.policy.applicationOverrides[index].flaw = "'\(name)' was not read whole"
            }
        }
        for index in tunnelInspections.indices where pruned.policy.tunnelInspections[index].flaw == nil {
            if let name = reach.name(in: tunnelInspections[index]) {
                pruned.policy.tunnelInspections[index].flaw = "'\(name)' was not read whole"
            }
        }
        pruned.policy.removeUnreadObjects()
        return pruned
    }

    private mutating func removeUnreadObjects() {
        let unread = unreadNames
        addresses.removeAll { unread.addresses.contains($0.name) }
        addressGroups.removeAll { unread.addresses.contains($0.name) }
        for name in unread.addresses {
            regions[name] = nil
            externalLists[name] = nil
            externalListExceptions[name] = nil
        }
        services.removeAll { unread.services.contains($0.name) }
        serviceGroups.removeAll { unread.services.contains($0.name) }
        applicationGroups.removeAll { unread.applications.contains($0.name) }
        applicationFilters.removeAll { unread.applications.contains($0.name) }
        dynamicUserGroups.removeAll { unread.users.contains($0.name) }
        unreadNames = UnreadNames()
    }
}

/// What stands for objects that were not read whole: their names, and those of groups that hold them.
private struct UnreadReach {
    private var addresses: Set<String>
    private var services: Set<String>
    private var applications: Set<String>
    private let users: Set<String>

    init(_ policy: Policy) {
        let unread = policy.unreadNames
        addresses = unread.addresses
        services = unread.services
        applications = unread.applications
        users = Set(unread.users.map { $0.lowercased() })
        let groups = policy.addressGroups.compactMap { group -> NamedGroup? in
            guard case .members(let members) = group.content else { return nil }
            return NamedGroup(name: group.name, members: members)
        }
        Self.extend(&addresses, groups)
        Self.extend(&services, policy.serviceGroups)
        Self.extend(&applications, policy.applicationGroups)
    }

    /// Adds the groups that hold a name, themselves or by another group.
    private static func extend(_ names: inout Set<String>, _ groups: [NamedGroup]) {
        guard !names.isEmpty else { return }
        var holders: [String: [String]] = [:]
        for group in groups { for member in group.members { holders[member, default: []].append(group.name) } }
        var open = Array(names)
        while let name = open.popLast() {
            for holder in holders[name] ?? [] where names.insert(holder).inserted { open.append(holder) }
        }
    }

    func name(in rule: SecurityRule) -> String? {
        (rule.source + rule.destination).first { addresses.contains($0) } ?? rule.services.first { services.contains($0) }
            ?? rule.applications.first { applications.contains($0) } ?? rule.users.first { users.contains($0.lowercased()) }
    }

    func name(in rule: ApplicationOverrideRule) -> String? {
        (rule.source + rule.destination).first { addresses.contains($0) } ?? rule.users.first { users.contains($0.lowercased()) }
            ?? (applications.contains(rule.application) ? rule.application : nil)
    }

    func name(in rule: TunnelInspectionRule) -> String? {
        (rule.source + rule.destination).first { addresses.contains($0) } ?? rule.users.first { users.contains($0.lowercased()) }
    }
}
