internal import NGFWPolicy

/// A list of a rule.
struct RuleList: Sendable {
    let field: RuleField
    let path: any WritableKeyPath<SecurityRule, [String]> & Sendable
    /// Whether the list is negated.
    let isNegated: @Sendable (SecurityRule) -> Bool

    private init(
        _ field: RuleField, _ path: any WritableKeyPath<SecurityRule, [String]> & Sendable,
        isNegated: @escaping @Sendable (SecurityRule) -> Bool = { _ in false }
    ) {
        self.field = field
        self.path = path
        self.isNegated = isNegated
    }

    static let all: [RuleList] = [
        RuleList(.from, \.from), RuleList(.to, \.to), RuleList(.source, \.source, isNegated: \.negateSource),
        RuleList(.destination, \.destination, isNegated: \.negateDestination), RuleList(.user, \.users),
        RuleList(.sourceHIP, \.sourceHIP), RuleList(.destinationHIP, \.destinationHIP), RuleList(.category, \.categories),
        RuleList(.application, \.applications), RuleList(.service, \.services),
    ]

    /// The members that ask for something; none for `any`.
    func members(of rule: SecurityRule) -> [String] {
        let members = rule[keyPath: path]
        return members.contains("any") ? [] : members
    }
}

/// A rule with one list cut down to one member: it matches exactly those flows of the rule that match through the member.
struct MemberProbe: Sendable {
    /// Index of the rule in the policy as resolved.
    let rule: Int
    let list: RuleList
    let member: String
    /// Index in the policy of probes.
    let index: Int

    /// A policy of probes of all rules in force.
    static func policy(of policy: Policy, _ resolved: ResolvedPolicy) -> (policy: Policy, probes: [MemberProbe]) {
        var copy = policy
        copy.rules = []
        var probes: [MemberProbe] = []
        for rule in resolved.rules where rule.isInForce {
            for list in RuleList.all {
                for member in list.members(of: rule.definition) {
                    var probe = rule.definition
                    probe.name = "probe \(probes.count)"
                    probe.uuid = nil
                    probe[keyPath: list.path] = [member]
                    copy.rules.append(probe)
                    probes.append(MemberProbe(rule: rule.index, list: list, member: member, index: probes.count))
                }
            }
        }
        return (copy, probes)
    }
}
