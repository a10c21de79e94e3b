import NGFWCore

extension ResolvedPolicy {
    /// The option that has decided a field, where the vendor's documents leave the answer open:
    /// `any-application-ports=known (Unverified 2, section 2.7)`.
    func deciding(_ field: RuleField, _ rule: ResolvedRule, _ input: MatchInput) -> String? {
        let name =
            switch field {
            case .application: waitingOption(rule, input)
            case .category: rule.action.isAllow && input.category == nil && !rule.categories.isAny ? "category-unknown" : nil
            case .service: portOption(rule, input)
            default: nil as String?
            }
        return name.flatMap(text(ofOption:))
    }

    /// `name=value (where the reference leaves it open)`
    func text(ofOption name: String) -> String? {
        guard let entry = PolicyOptions.table.first(where: { $0.name == name }) else { return nil }
        return "\(entry.name)=\(entry.value(in: options)) (\(entry.reference))"
    }

    /// A blocking rule for applications while the application is not known.
    private func waitingOption(_ rule: ResolvedRule, _ input: MatchInput) -> String? {
        input.application == nil && !rule.applications.isAny && !rule.action.isAllow ? "setup-blocks" : nil
    }

    private func portOption(_ rule: ResolvedRule, _ input: MatchInput) -> String? {
        guard case .applicationDefault = rule.service else { return nil }
        guard let id = input.application else { return rule.applications.isAny ? "any-application-ports" : securePortOption(rule, input) }
        if id.isPseudo { return "unknown-application-ports" }
        let application = catalogue[id]
        return application.origin == .custom && application.defaultPorts.isEmpty ? "custom-application-ports" : nil
    }

    /// Where only a port of decrypted traffic makes the flow possible, or would.
    private func securePortOption(_ rule: ResolvedRule, _ input: MatchInput) -> String? {
        guard case .set(let index) = rule.applications else { return nil }
        func contains(_ ports: [DefaultPort]) -> Bool {
            ports.contains { $0.contains(input.tuple.ipProtocol, port: input.tuple.destinationPort, icmpType: input.icmpType) }
        }
        let members = applicationSets[index].members.map { catalogue[$0] }
        guard members.contains(where: { contains($0.securePorts) }), !members.contains(where: { contains($0.defaultPorts) }) else {
            return nil
        }
        return "setup-secure-ports"
    }
}
