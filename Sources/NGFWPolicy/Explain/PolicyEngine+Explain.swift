public import NGFWCore

extension PolicyEngine {
    /// Why a lookup ends where it does. Walks the rules again in its own way; its winner is that of ``match(_:)``.
    ///
    /// - Complexity: O(rules + members of the sets that they name), whatever is shown.
    public func explain(_ input: MatchInput, _ options: Explanation.Options = Explanation.Options()) -> Explanation {
        var explainer = Explainer(policy: policy, registry: registry, users: users, input: input)
        return explainer.explain(options)
    }

    /// Why a rule does not decide a flow, and what it would take; `nil` for a name that no rule has.
    public func whyNot(_ rule: String, _ input: MatchInput) -> RuleVerdict? {
        guard let rule = policy.rules.first(where: { $0.name == rule }) else { return nil }
        var explainer = Explainer(policy: policy, registry: registry, users: users, input: input)
        return explainer.verdict(on: rule)
    }

    /// The groups that hold an address, of those that rules reach, each with the way to it: nested groups, filters, tags and
    /// where these come from. Sorted by name.
    public func memberships(of address: IPAddress) -> [MembershipNode] {
        let tags = Set(registry.tags(of: address))
        let explainer = MembershipExplainer(policy: policy, registry: registry, address: address, tags: tags)
        let held = policy.addressSets.indices.filter { policy.addressSets[$0].isGroup && policy.holds($0, address, tags) }
        return held.map { explainer.node(set: $0) }.sorted { $0.name < $1.name }
    }
}
