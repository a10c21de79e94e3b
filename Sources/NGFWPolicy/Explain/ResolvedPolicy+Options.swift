import NGFWCore

extension ResolvedPolicy {
    /// The option that has decided a field, where the vendor's documents leave the answer open: `any-application-ports=known`.
    func deciding(_ field: RuleField, _ rule: ResolvedRule, _ input: MatchInput) -> String? {
        guard field == .service, case .applicationDefault = rule.service, rule.applications.isAny, input.application == nil,
            let entry = PolicyOptions.table.first(where: { $0.name == "any-application-ports" })
        else { return nil }
        return "\(entry.name)=\(entry.value(in: options)) (\(entry.reference))"
    }
}
