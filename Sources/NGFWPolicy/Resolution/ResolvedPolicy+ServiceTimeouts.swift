public import NGFWCore

/// Timeouts that service objects override. Source: reference section 4.2.
extension ResolvedPolicy {
    /// What the service that a session came under in its rule says of timeouts; `nil` when it says nothing.
    ///
    /// Of several services of the rule that have the session's ports the first that says something counts.
    ///
    /// - Parameters:
    ///   - author: Who decided, from a ``RuleMatch``; a rule that this policy does not have says nothing.
    ///   - tuple: The session from client to server.
    /// - Complexity: O(1) where no service of the rule overrides anything, else O(*s*) in its services.
    public func serviceTimeouts(of author: RuleMatch.Author, for tuple: FiveTuple) -> ServiceTimeouts? {
        guard case .rule(let index) = author, rulesWithTimeouts.indices.contains(index), rulesWithTimeouts[index] else { return nil }
        guard case .services(let indexes) = rules[index].service else { return nil }
        for index in indexes where !services[index].timeouts.isEmpty && services[index].contains(tuple) { return services[index].timeouts }
        return nil
    }

    /// Whether ``serviceTimeouts(of:for:)`` may say something.
    public var hasServiceTimeouts: Bool { rulesWithTimeouts.contains(true) }

    static func rulesWithTimeouts(_ rules: [ResolvedRule], _ services: [ServiceMatcher]) -> [Bool] {
        guard services.contains(where: { !$0.timeouts.isEmpty }) else { return [] }
        return rules.map { rule in
            guard case .services(let indexes) = rule.service else { return false }
            return indexes.contains { !services[$0].timeouts.isEmpty }
        }
    }
}
