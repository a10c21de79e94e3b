import NGFWCore

/// The application override rulebase. Source: reference section 2.8.
extension Resolver {
    mutating func resolveOverrides() -> [ResolvedOverride] {
        var resolved: [ResolvedOverride] = []
        var taken = NameTable()
        if policy.applicationOverrides.count > limits.rules {
            diagnostics.error(
                "NGFW-P001",
                "the policy has \(policy.applicationOverrides.count) application override rules, \(limits.rules) are allowed; the rest is "
                    + "left out", at: policy.applicationOverrides[limits.rules].location)
        }
        for rule in policy.applicationOverrides.prefix(limits.rules) {
            guard taken.insert(rule.name) else {
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
        let from = zoneLists.number(of: rule.from, &names)
        let to = zoneLists.number(of: rule.to, &names)
        addressNumbers.removeAll(keepingCapacity: true)
        let source = addressNames(rule.source)
        let destination = addressNames(rule.destination)
        let users = userLists.number(of: rule.users, &names)
        if zoneLists.mixesAny(from) { reportMixedAny("from", &verdict) }
        if zoneLists.mixesAny(to) { reportMixedAny("to", &verdict) }
        if mixesAny(source) { reportMixedAny("source", &verdict) }
        if mixesAny(destination) { reportMixedAny("destination", &verdict) }
        if userLists.mixesAny(users) { reportMixedAny("source-user", &verdict) }
        let fromZones = zones(from, isSource: true, &verdict)
        let toZones = zones(to, isSource: false, &verdict)
        let sources = addresses(source, negated: rule.negateSource, "source", &verdict)
        let destinations = addresses(destination, negated: rule.negateDestination, "destination", &verdict)
        for index in sources.sets + destinations.sets where sets[index].hasWildcard {
            refuse("NGFW-P031", "'\(sets[index].name)' holds a wildcard mask, which security rules alone may name", &verdict)
        }
        if rule.ipProtocol != .tcp, rule.ipProtocol != .udp {
            refuse("NGFW-P032", "its protocol is tcp or udp, not \(rule.ipProtocol)", &verdict)
        }
        let application = application(of: rule, &verdict)
        let userCriterion = userCriterion(users, &verdict)
        if let fault = verdict.fault { verdict.never(fault) }
        settle(&verdict)
        return ResolvedOverride(
            definition: rule, index: index, from: fromZones, to: toZones, source: sources, destination: destinations,
            users: userCriterion, application: application, neverMatchesBecause: verdict.reason)
    }

    /// One application, no group, filter or container: a session has one name.
    private mutating func application(of rule: ApplicationOverrideRule, _ verdict: inout RuleFindings) -> ApplicationID {
        let name = rule.application
        if policy.unreadNames.applications.contains(name) { verdict.fail(Self.unread(name)) }
        if let id = catalogue.id(named: name), catalogue[id].origin != .opaque, !id.isPseudo { return id }
        if let id = catalogue.id(named: name), id.isPseudo {
            refuse("NGFW-P016", "application '\(name)' is a value of sessions and logs, no rule may name it", &verdict)
            return .undecided
        }
        let number = names.number(of: name)
        if applicationGroups[number] != nil || applicationFilters[number] != nil || containers[number] != nil {
            refuse("NGFW-P032", "'\(name)' is a group of applications: name a single one", &verdict)
            return .undecided
        }
        // As in security rules, a name of another content version: sessions are called so, rules and logs may name it.
        diagnostics.warning(
            "NGFW-P015", "unknown application '\(name)' in \(verdict.place): it has no properties here, no default ports", at: rule.location
        )
        catalogue.insert(Application(name: name, origin: .opaque))
        return catalogue.id(named: name) ?? .undecided
    }

    /// An error about a rule, after its name.
    private mutating func refuse(_ code: String, _ why: String, _ verdict: inout RuleFindings) {
        report(code, "\(verdict.place): \(why)", at: verdict.location)
        verdict.fail(why)
    }
}
