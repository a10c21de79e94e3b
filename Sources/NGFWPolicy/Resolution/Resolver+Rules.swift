import NGFWCore

extension Resolver {
    /// Collects why a rule can never match, so that a mistake never lets more through.
    struct Verdict {
        var reason: String?
        mutating func never(_ why: String) { reason = reason ?? why }
    }

    mutating func resolve(_ rule: SecurityRule, index: Int) -> ResolvedRule {
        var verdict = Verdict()
        if let flaw = rule.flaw { verdict.never(flaw) }
        check(rule, &verdict)
        let from = zones(rule.from, rule, isSource: true)
        let to = zones(rule.to, rule, isSource: false)
        checkIntrazone(rule, from, to, &verdict)
        let source = addresses(rule.source, negated: rule.negateSource, "source", rule, &verdict)
        let destination = addresses(rule.destination, negated: rule.negateDestination, "destination", rule, &verdict)
        let applications = applications(of: rule, &verdict)
        let service = service(of: rule, &verdict)
        warnAboutDefaults(rule, applications, service)
        let sourceHIP = hip(rule.sourceHIP, "source-hip", rule, &verdict)
        let destinationHIP = hip(rule.destinationHIP, "destination-hip", rule, &verdict)
        return ResolvedRule(
            definition: rule, index: index, from: from, to: to, source: source, destination: destination,
            users: userCriterion(rule.users), sourceHIP: sourceHIP, destinationHIP: destinationHIP,
            categories: categoryCriterion(rule.categories), applications: applications,
            service: service, schedule: schedule(of: rule, &verdict), neverMatchesBecause: verdict.reason)
    }

    private mutating func check(_ rule: SecurityRule, _ verdict: inout Verdict) {
        if rule.name == "intrazone-default" || rule.name == "interzone-default" {
            diagnostics.error("NGFW-P002", "rule '\(rule.name)' has the name of a default rule; rename it", at: rule.location)
        }
        if rule.icmpUnreachable, rule.action == .allow || rule.action == .deny {
            diagnostics.error(
                "NGFW-P018",
                "rule '\(rule.name)': icmp-unreachable is legal with drop and reset actions only, not with \(rule.action.rawValue)",
                at: rule.location)
        }
        let lists = [
            ("from", rule.from), ("to", rule.to), ("source", rule.source), ("destination", rule.destination),
            ("source-user", rule.users), ("category", rule.categories), ("application", rule.applications), ("service", rule.services),
        ]
        for (field, list) in lists where list.count > 1 && list.contains("any") {
            diagnostics.error("NGFW-P014", "rule '\(rule.name)': 'any' must stand alone in \(field)", at: rule.location)
            if rule.action.isAllow { verdict.never("'any' stands beside other members in \(field)") }
        }
    }

    // MARK: Zones, users, categories, HIP

    private mutating func zones(_ names: [String], _ rule: SecurityRule, isSource: Bool) -> ZoneCriterion {
        if names.isEmpty || names.contains("any") { return ZoneCriterion(isAny: true, zones: []) }
        var ids: Set<ZoneID> = []
        for name in names {
            if name == ZoneID.multicastName {
                if isSource {
                    diagnostics.error("NGFW-P005", "rule '\(rule.name)': 'multicast' is legal in 'to' only", at: rule.location)
                } else {
                    ids.insert(.multicast)
                }
            } else if policy.zones != nil, !policy.zonesMayBeMissing, zoneIDs[name] == nil {
                let known = policy.zones?.map(\.name) ?? []
                unknown("NGFW-P004", "zone", name, in: "rule '\(rule.name)'", at: rule.location) { known }
            } else if let id = intern(zone: name, at: rule.location) {
                ids.insert(id)
            }
        }
        return ZoneCriterion(isAny: false, zones: ids)
    }

    private mutating func checkIntrazone(_ rule: SecurityRule, _ from: ZoneCriterion, _ to: ZoneCriterion, _ verdict: inout Verdict) {
        guard rule.type == .intrazone, !to.isAny, from.isAny || from.zones != to.zones else { return }
        diagnostics.error(
            "NGFW-P006", "rule '\(rule.name)' is an intrazone rule: 'to' must be the same as 'from'", at: rule.location)
        verdict.never("it is an intrazone rule with different zones in 'from' and 'to'")
    }

    private func userCriterion(_ names: [String]) -> UserCriterion {
        var criterion = UserCriterion(isAny: UserCriterion.isAny(names), allowsKnown: false, allowsUnmapped: false, terms: [])
        if names.contains("any") { criterion.isAny = true }
        for name in names.compactMap(UserName.normalized) {
            switch name {
            case "any": break
            case "known-user": criterion.allowsKnown = true
            case "unknown": criterion.allowsUnmapped = true
            default: if let term = users.terms[name] { criterion.terms.insert(term) }
            }
        }
        return criterion
    }

    private mutating func categoryCriterion(_ names: [String]) -> CategoryCriterion {
        if names.isEmpty || names.contains("any") { return CategoryCriterion(isAny: true, categories: []) }
        var ids: Set<CategoryID> = []
        for name in names {
            if categoryIDs[name] == nil, let number = UInt16(exactly: categoryIDs.count + 1) {
                categoryIDs[name] = CategoryID(rawValue: number)
            }
            if let id = categoryIDs[name] { ids.insert(id) }
        }
        return CategoryCriterion(isAny: false, categories: ids)
    }

    /// There are no host information reports here: `any` and `no-hip` hold, profiles never do.
    private mutating func hip(_ names: [String], _ field: String, _ rule: SecurityRule, _ verdict: inout Verdict) -> HIPCriterion {
        if names.isEmpty || names.contains("any") { return HIPCriterion(isAny: true, allowsNone: false, profiles: 0) }
        var criterion = HIPCriterion(isAny: false, allowsNone: false, profiles: 0)
        for name in names {
            if name == "no-hip" {
                criterion.allowsNone = true
            } else if let bit = hipBits[name] {
                criterion.profiles |= bit
            } else if hipBits.count < HIPFact.capacity {
                let bit = UInt64(2) << UInt64(hipBits.count)
                hipBits[name] = bit
                criterion.profiles |= bit
            } else {
                diagnostics.error(
                    "NGFW-P019",
                    "rule '\(rule.name)': rules may name \(HIPFact.capacity) host information profiles, '\(name)' in \(field) is "
                        + "one more", at: rule.location)
                verdict.never("\(field) names more host information profiles than are kept")
            }
        }
        return criterion
    }

    private mutating func schedule(of rule: SecurityRule, _ verdict: inout Verdict) -> Int? {
        guard let name = rule.schedule else { return nil }
        if let index = scheduleIndexes[name] { return index }
        let known = Array(scheduleIndexes.keys)
        unknown("NGFW-P017", "schedule", name, in: "rule '\(rule.name)'", at: rule.location) { known }
        verdict.never("schedule '\(name)' is unknown")
        return nil
    }

    // MARK: Addresses

    private mutating func addresses(
        _ names: [String], negated: Bool, _ field: String, _ rule: SecurityRule, _ verdict: inout Verdict
    ) -> AddressCriterion {
        if names.isEmpty || names.contains("any") {
            if negated {
                diagnostics.warning(
                    "NGFW-P011", "rule '\(rule.name)' negates 'any' in \(field): it can match nothing", at: rule.location)
                verdict.never("\(field) negates 'any'")
            }
            return AddressCriterion(isAny: true, isNegated: false, sets: [])
        }
        var indexes: [Int] = []
        var seen: Set<Int> = []
        for name in names {
            let index = addressSet(named: name, in: "rule '\(rule.name)'", at: rule.location)
            if seen.insert(index).inserted { indexes.append(index) }
            if negated, sets[index].isBroken, rule.action.isAllow {
                let reason = "\(field) negates '\(name)', of which not everything is known"
                if verdict.reason == nil {
                    diagnostics.warning("NGFW-P027", "rule '\(rule.name)' matches nothing: \(reason)", at: rule.location)
                }
                verdict.never(reason)
            }
        }
        return AddressCriterion(isAny: false, isNegated: negated, sets: indexes)
    }
}
