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

    /// The first field of each of some rules that fails for a flow, `nil` for a rule that matches, be it tentatively.
    ///
    /// - Parameter rules: indexes of ``ResolvedPolicy/rules``; `nil` is all.
    /// - Complexity: O(rules + members of the sets that they name)
    public func firstFailures(of rules: [Int]? = nil, _ input: MatchInput) -> [RuleField?] {
        var judge = RuleJudge(policy, users, FlowFacts(input, registry))
        return (rules ?? Array(policy.rules.indices)).map { judge.failures(of: policy.rules[$0]).first }
    }

    /// Every field of every rule that fails for a flow; none of a rule that matches, be it tentatively.
    ///
    /// - Complexity: O(rules + members of the sets that they name)
    package func failures(_ input: MatchInput) -> [RuleFieldSet] {
        var judge = RuleJudge(policy, users, FlowFacts(input, registry))
        return policy.rules.map { judge.failures(of: $0) }
    }

    /// The groups that hold an address, of those that rules reach, each with the way to it: nested groups, filters, tags and
    /// where these come from. Sorted by name.
    public func memberships(of address: IPAddress) -> [MembershipNode] {
        let tags = Set(registry.tags(of: address))
        let explainer = MembershipExplainer(policy: policy, registry: registry, address: address, tags: tags)
        let held = policy.addressSets.indices.filter { policy.addressSets[$0].isGroup && policy.holds($0, address, tags) }
        return held.map { explainer.node(set: $0) }.sorted { $0.name < $1.name }
    }

    /// The rules that could match a flow, in order, up to the first that allows it, or else to the default rule: without an
    /// application those that its addresses, zones and ports leave, blocks that wait for one included. Source: reference
    /// section 5.3, `show-all`.
    public func candidates(_ input: MatchInput) -> [RuleMatch.Author] {
        var judge = RuleJudge(policy, users, FlowFacts(input, registry))
        var waiting: RuleFieldSet = []
        if input.application == nil { waiting.insert(.application) }
        if input.category == nil { waiting.insert(.category) }
        var found: [RuleMatch.Author] = []
        for rule in policy.rules where judge.failures(of: rule).isSubset(of: waiting) {
            found.append(.rule(rule.index))
            if rule.action.isAllow { return found }
        }
        return found + [policy.defaultMatch(from: input.from, to: input.to).author]
    }
}
