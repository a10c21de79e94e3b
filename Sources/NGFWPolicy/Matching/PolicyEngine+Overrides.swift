import NGFWCore

extension PolicyEngine {
    /// The application override rule that names the session's application, if one does. Source: reference section 2.8.
    ///
    /// - Complexity: O(1) where no rule asks for the protocol and the destination port; else O(such rules + address sets that hold
    ///   the addresses)
    public func applicationOverride(for input: MatchInput) -> ApplicationOverride? {
        let compiled = compiled
        if compiled.overrides.isEmpty { return nil }
        let candidates = compiled.overrides.candidates(input.tuple)
        if candidates.isEmpty { return nil }
        let evaluator = ReferenceEvaluator(compiled.policy, users: users)
        let rules = compiled.policy.applicationOverrides
        // Asked for once, and only where a rule names addresses.
        var sources: Set<UInt32>?
        var destinations: Set<UInt32>?
        for index in candidates where rules[index].from.contains(input.from) && rules[index].to.contains(input.to) {
            let rule = rules[index]
            guard evaluator.matches(rule.users, input.user), holds(rule.source, input.tuple.source, &sources),
                holds(rule.destination, input.tuple.destination, &destinations)
            else { continue }
            return ApplicationOverride(application: rule.application, rule: index)
        }
        return nil
    }

    /// - Parameter sets: Those that hold the address, once they are known.
    func holds(_ criterion: AddressCriterion, _ address: IPAddress, _ sets: inout Set<UInt32>?) -> Bool {
        if criterion.isAny { return true }
        let known = sets ?? addressSets(holding: address)
        sets = known
        return criterion.sets.contains { known.contains(UInt32($0)) } != criterion.isNegated
    }
}
