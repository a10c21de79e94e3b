import NGFWCore

/// The tunnel inspection rulebase.
extension Resolver {
    mutating func resolveTunnelInspections() -> [ResolvedTunnelInspection] {
        var resolved: [ResolvedTunnelInspection] = []
        var taken = NameTable()
        if policy.tunnelInspections.count > limits.rules {
            diagnostics.error(
                "NGFW-P001",
                "the policy has \(policy.tunnelInspections.count) tunnel inspection rules, \(limits.rules) are allowed; the rest is left out",
                at: policy.tunnelInspections[limits.rules].location)
        }
        for rule in policy.tunnelInspections.prefix(limits.rules) {
            guard taken.insert(rule.name) else {
                diagnostics.warning(
                    "NGFW-P003", "duplicate tunnel inspection rule '\(rule.name)': the first one stays, this one is left out",
                    at: rule.location)
                continue
            }
            resolved.append(resolve(rule))
        }
        return resolved
    }

    private mutating func resolve(_ rule: TunnelInspectionRule) -> ResolvedTunnelInspection {
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
            let why = "'\(sets[index].name)' holds a wildcard mask, which security rules alone may name"
            report("NGFW-P031", "\(verdict.place): \(why)", at: verdict.location)
            verdict.fail(why)
        }
        let userCriterion = userCriterion(users, &verdict)
        if let fault = verdict.fault { verdict.never(fault) }
        settle(&verdict)
        return ResolvedTunnelInspection(
            definition: rule, from: fromZones, to: toZones, source: sources, destination: destinations, users: userCriterion,
            neverMatchesBecause: verdict.reason)
    }
}
