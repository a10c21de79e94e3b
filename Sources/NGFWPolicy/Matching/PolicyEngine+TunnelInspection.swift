import NGFWCore

extension PolicyEngine {
    /// The first tunnel inspection rule in force that matches a tunnel's session: an index of
    /// ``ResolvedPolicy/tunnelInspections``; `nil` when the tunnel stays closed.
    ///
    /// - Parameter isOfProtocol: whether the tunnel is of one of the protocols that a rule names.
    /// - Complexity: O(rules + address sets that hold the addresses)
    public func tunnelInspection(for input: MatchInput, isOfProtocol: ([String]) -> Bool) -> Int? {
        let compiled = compiled
        let rules = compiled.policy.tunnelInspections
        if rules.isEmpty { return nil }
        let evaluator = ReferenceEvaluator(compiled.policy, users: users)
        var sources: Set<UInt32>?
        var destinations: Set<UInt32>?
        return rules.firstIndex { rule in
            rule.isInForce && isOfProtocol(rule.definition.protocols) && rule.from.contains(input.from) && rule.to.contains(input.to)
                && evaluator.matches(rule.users, input.user) && holds(rule.source, input.tuple.source, &sources)
                && holds(rule.destination, input.tuple.destination, &destinations)
        }
    }
}
