import NGFWCore

extension Resolver {
    mutating func resolve(_ rule: SecurityRule, index: Int) -> ResolvedRule {
        var verdict = RuleFindings(rule)
        check(rule, &verdict)
        let from = zones(rule.from, isSource: true, &verdict)
        let to = zones(rule.to, isSource: false, &verdict)
        checkIntrazone(rule, from, to, &verdict)
        let source = addresses(rule.source, negated: rule.negateSource, "source", &verdict)
        let destination = addresses(rule.destination, negated: rule.negateDestination, "destination", &verdict)
        let applications = applications(of: rule, &verdict)
        let service = service(of: rule, &verdict)
        warnAboutDefaults(rule, applications, service)
        let sourceHIP = hip(rule.sourceHIP, "source-hip", &verdict)
        let destinationHIP = hip(rule.destinationHIP, "destination-hip", &verdict)
        let schedule = schedule(of: rule, &verdict)
        let users = userCriterion(rule.users, &verdict)
        let categories = categoryCriterion(rule.categories, &verdict)
        settle(&verdict)
        return ResolvedRule(
            definition: rule, index: index, from: from, to: to, source: source, destination: destination,
            users: users, sourceHIP: sourceHIP, destinationHIP: destinationHIP,
            categories: categories, applications: applications, service: service, schedule: schedule,
            neverMatchesBecause: verdict.reason)
    }

    /// Where errors are let pass, a rule that is not understood fully matches nothing, whatever it does.
    mutating func settle(_ verdict: inout RuleFindings) {
        guard isLenient, let fault = verdict.fault else { return }
        diagnostics.warning(
            "NGFW-P030", "\(verdict.label) matches nothing, because it is not understood fully: \(fault)", at: verdict.location)
        verdict.never(fault)
    }

    private mutating func check(_ rule: SecurityRule, _ verdict: inout RuleFindings) {
        if rule.name == "intrazone-default" || rule.name == "interzone-default" {
            report("NGFW-P002", "rule '\(rule.name)' has the name of a default rule; rename it", at: rule.location)
            verdict.fail("it has the name of a default rule")
        }
        if rule.icmpUnreachable, rule.action == .allow || rule.action == .deny {
            report(
                "NGFW-P018",
                "rule '\(rule.name)': icmp-unreachable is legal with drop and reset actions only, not with \(rule.action.rawValue)",
                at: rule.location)
            verdict.fail("icmp-unreachable is not legal with \(rule.action.rawValue)")
        }
        checkAny(rule.from, "from", &verdict)
        checkAny(rule.to, "to", &verdict)
        checkAny(rule.source, "source", &verdict)
        checkAny(rule.destination, "destination", &verdict)
        checkAny(rule.users, "source-user", &verdict)
        checkAny(rule.categories, "category", &verdict)
        checkAny(rule.applications, "application", &verdict)
        checkAny(rule.services, "service", &verdict)
        checkAny(rule.sourceHIP, "source-hip", &verdict)
        checkAny(rule.destinationHIP, "destination-hip", &verdict)
    }

    mutating func checkAny(_ list: [String], _ field: String, _ verdict: inout RuleFindings) {
        guard list.count > 1, list.contains("any") else { return }
        report("NGFW-P014", "\(verdict.label): 'any' must stand alone in \(field)", at: verdict.location)
        let reason = "'any' stands beside other members in \(field)"
        verdict.fail(reason)
        if verdict.widens { verdict.never(reason) }
    }

    // MARK: Zones

    mutating func zones(_ names: [String], isSource: Bool, _ verdict: inout RuleFindings) -> ZoneCriterion {
        if isAny(names) { return ZoneCriterion(isAny: true, zones: []) }
        // PERF: rules repeat a few zone lists; a known one costs one look and no new set (benchmark `compile`).
        if let known = zoneLists[names], !isSource || !known.zones.contains(.multicast) { return known }
        var ids: Set<ZoneID> = []
        var isWhole = true
        for name in names {
            if name == ZoneID.multicastName {
                if isSource {
                    report("NGFW-P005", "\(verdict.label): 'multicast' is legal in 'to' only", at: verdict.location)
                    verdict.fail("'multicast' is legal in 'to' only")
                    isWhole = false
                } else {
                    ids.insert(.multicast)
                }
            } else if policy.zones != nil, !policy.zonesMayBeMissing, zoneIDs[name] == nil {
                let known = policy.zones?.map(\.name) ?? []
                unknown("NGFW-P004", "zone", name, in: verdict.label, at: verdict.location) { known }
                verdict.fail("zone '\(name)' is unknown")
                isWhole = false
            } else if let id = intern(zone: name, at: verdict.location) {
                ids.insert(id)
            } else {
                verdict.fail("zone '\(name)' has no number")
                isWhole = false
            }
        }
        let criterion = ZoneCriterion(isAny: false, zones: ids)
        if isWhole { zoneLists[names] = criterion }
        return criterion
    }

    private mutating func checkIntrazone(_ rule: SecurityRule, _ from: ZoneCriterion, _ to: ZoneCriterion, _ verdict: inout RuleFindings) {
        guard rule.type == .intrazone, !to.isAny, from.isAny || from.zones != to.zones else { return }
        report("NGFW-P006", "rule '\(rule.name)' is an intrazone rule: 'to' must be the same as 'from'", at: rule.location)
        verdict.fail("it is an intrazone rule with different zones in 'from' and 'to'")
        verdict.never("it is an intrazone rule with different zones in 'from' and 'to'")
    }

    // MARK: Users, categories, HIP, schedules

    func userCriterion(_ names: [String], _ verdict: inout RuleFindings) -> UserCriterion {
        var criterion = UserCriterion(isAny: isAny(names), allowsKnown: false, allowsUnmapped: false, terms: [])
        if criterion.isAny { return criterion }
        for name in names.compactMap({ UserName.normalized($0, form: options.userNames) }) {
            switch name {
            case "any": break
            case "known-user": criterion.allowsKnown = true
            case "unknown": criterion.allowsUnmapped = true
            default:
                if let term = users.terms[name] { criterion.terms.insert(term) }
                if faultyUserGroups.contains(name) { verdict.fail("the filter of '\(name)' cannot be read") }
            }
        }
        return criterion
    }

    private mutating func categoryCriterion(_ names: [String], _ verdict: inout RuleFindings) -> CategoryCriterion {
        if isAny(names) { return CategoryCriterion(isAny: true, categories: []) }
        var ids: Set<CategoryID> = []
        for name in names {
            if categoryIDs[name] == nil, let number = UInt16(exactly: categoryIDs.count + 1) {
                categoryIDs[name] = CategoryID(rawValue: number)
            }
            if let id = categoryIDs[name] {
                ids.insert(id)
            } else if verdict.fault == nil {
                let most = "rules may name \(UInt16.max) URL categories"
                report("NGFW-P019", "\(verdict.label): \(most), '\(name)' is one more", at: verdict.location)
                verdict.fail("\(most), '\(name)' is one more")
            }
        }
        return CategoryCriterion(isAny: false, categories: ids)
    }

    private mutating func hip(_ names: [String], _ field: String, _ verdict: inout RuleFindings) -> HIPCriterion {
        if isAny(names) { return HIPCriterion(isAny: true, allowsNone: false, profiles: 0) }
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
                let most = "rules may name \(HIPFact.capacity) host information profiles"
                report("NGFW-P019", "\(verdict.label): \(most), '\(name)' in \(field) is one more", at: verdict.location)
                verdict.fail("\(most), '\(name)' is one more")
                verdict.never("\(field) names more host information profiles than are kept")
            }
        }
        return criterion
    }

    private mutating func schedule(of rule: SecurityRule, _ verdict: inout RuleFindings) -> Int? {
        guard let name = rule.schedule else { return nil }
        if let index = scheduleIndexes[name] {
            if !isSound(scheduleAt: index) {
                verdict.fail("schedule '\(name)' crosses midnight")
                verdict.never("schedule '\(name)' crosses midnight")
            }
            return index
        }
        let known = Array(scheduleIndexes.keys)
        unknown("NGFW-P017", "schedule", name, in: "rule '\(rule.name)'", at: rule.location) { known }
        verdict.fail("schedule '\(name)' is unknown")
        verdict.never("schedule '\(name)' is unknown")
        return nil
    }

    /// Whether every time of day ends after it begins, or may end on the next day.
    private mutating func isSound(scheduleAt index: Int) -> Bool {
        if checkedSchedules.isEmpty { checkedSchedules = Array(repeating: nil, count: policy.schedules.count) }
        if let known = checkedSchedules[index] { return known }
        let schedule = policy.schedules[index]
        let isSound = options.scheduleMidnight == .wrap || !schedule.crossesMidnight
        if !isSound {
            report(
                "NGFW-P034", "schedule '\(schedule.name)' has a time of day that ends before it begins: split it at midnight",
                at: schedule.location)
        }
        checkedSchedules[index] = isSound
        return isSound
    }

    // MARK: Addresses

    mutating func addresses(_ names: [String], negated: Bool, _ field: String, _ verdict: inout RuleFindings) -> AddressCriterion {
        if isAny(names) {
            if negated {
                diagnostics.warning("NGFW-P011", "\(verdict.label) negates 'any' in \(field): it can match nothing", at: verdict.location)
                verdict.never("\(field) negates 'any'")
            }
            return AddressCriterion(isAny: true, isNegated: false, sets: [])
        }
        var indexes: [Int] = []
        indexes.reserveCapacity(names.count)
        // Long lists need a set to stay linear; short ones are cheaper without.
        var seen: Set<Int> = []
        for name in names {
            let index = addressSet(named: name, in: verdict.label, at: verdict.location)
            if names.count > 16 ? seen.insert(index).inserted : !indexes.contains(index) { indexes.append(index) }
            verdict.fail(sets[index].fault)
            let mayGuess = options.negatedUnknown == .everything && sets[index].fault == nil
            if negated, sets[index].isBroken, verdict.widens, !mayGuess {
                let reason = "\(field) negates '\(name)', of which not everything is known"
                if verdict.reason == nil {
                    diagnostics.warning("NGFW-P027", "\(verdict.label) matches nothing: \(reason)", at: verdict.location)
                }
                verdict.never(reason)
            }
        }
        return AddressCriterion(isAny: false, isNegated: negated, sets: indexes)
    }

    /// Whether a list means any: empty, or `any` in it (beside others it is reported by ``checkAny(_:_:_:)``).
    func isAny(_ names: [String]) -> Bool { names.isEmpty || names[0] == "any" || names.count > 1 && names.contains("any") }
}
