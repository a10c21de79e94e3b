import NGFWCore

/// The application override rulebase. Source: reference section 2.8.
extension Resolver {
    mutating func resolveOverrides() -> [ResolvedOverride] {
        var resolved: [ResolvedOverride] = []
        var names: Set<String> = []
        if policy.applicationOverrides.count > limits.rules {
            diagnostics.error(
                "NGFW-P001",
                "the policy has \(policy.applicationOverrides.count) application override rules, \(limits.rules) are allowed; the rest is "
                    + "left out", at: policy.applicationOverrides[limits.rules].location)
        }
        for rule in policy.applicationOverrides.prefix(limits.rules) {
            guard names.insert(rule.name).inserted else {
                diagnostics.warning(
                    "NGFW-P003", "duplicate application override rule '\(rule.name)': the first one stays, this one is left out",
                    at: rule.location)
                continue
            }
            resolved.append(resolve(rule, index: resolved.count))
        }
        return resolved
    }

    private mutating func resolve(_ rule: ApplicationOverrideRule, index: Int) -> ResolvedOverride {
        var verdict = RuleFindings(rule)
        checkAny(rule.from, "from", &verdict)
        checkAny(rule.to, "to", &verdict)
        checkAny(rule.source, "source", &verdict)
        checkAny(rule.destination, "destination", &verdict)
        checkAny(rule.users, "source-user", &verdict)
        let from = zones(rule.from, isSource: true, &verdict)
        let to = zones(rule.to, isSource: false, &verdict)
        let source = addresses(rule.source, negated: rule.negateSource, "source", &verdict)
        let destination = addresses(rule.destination, negated: rule.negateDestination, "destination", &verdict)
        for index in source.sets + destination.sets where sets[index].hasWildcard {
            refuse("NGFW-P031", "'\(sets[index].name)' holds a wildcard mask, which security rules alone may name", &verdict)
        }
        if rule.ipProtocol != .tcp, rule.ipProtocol != .udp {
            refuse("NGFW-P032", "its protocol is tcp or udp, not \(rule.ipProtocol)", &verdict)
        }
        let application = application(of: rule, &verdict)
        let users = userCriterion(rule.users, &verdict)
        if let fault = verdict.fault { verdict.never(fault) }
        settle(&verdict)
        return ResolvedOverride(
            definition: rule, index: index, from: from, to: to, source: source, destination: destination,
            users: users, application: application, neverMatchesBecause: verdict.reason)
    }

    /// One application, no group, filter or container: a session has one name.
    private mutating func application(of rule: ApplicationOverrideRule, _ verdict: inout RuleFindings) -> ApplicationID {
        let name = rule.application
        if let id = catalogue.id(named: name), catalogue[id].origin != .opaque, !id.isPseudo { return id }
        if let id = catalogue.id(named: name), id.isPseudo {
            refuse("NGFW-P016", "application '\(name)' is a value of sessions and logs, no rule may name it", &verdict)
            return .undecided
        }
        if applicationGroups[name] != nil || applicationFilters[name] != nil || containers[name] != nil {
            refuse("NGFW-P032", "'\(name)' is a group of applications: name a single one", &verdict)
            return .undecided
        }
        // As in security rules, a name of another content version: sessions are called so, rules and logs may name it.
        diagnostics.warning(
            "NGFW-P015", "unknown application '\(name)' in \(verdict.label): it has no properties here, no default ports", at: rule.location
        )
        catalogue.insert(Application(name: name, origin: .opaque))
        return catalogue.id(named: name) ?? .undecided
    }

    /// An error about a rule, after its name.
    private mutating func refuse(_ code: String, _ why: String, _ verdict: inout RuleFindings) {
        report(code, "\(verdict.label): \(why)", at: verdict.location)
        verdict.fail(why)
    }
}
