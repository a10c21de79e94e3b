import NGFWCore

extension PolicyEngine {
    /// Why a lookup ends where it does. Walks the rules again in its own way; its winner is that of ``match(_:)``.
    public func explain(_ input: MatchInput) -> Explanation {
        Explainer(policy: policy, registry: registry, users: users, input: input).explain()
    }
}
