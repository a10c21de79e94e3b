import NGFWCore

extension Resolver {
    /// - Parameter number: Its place among the resolved ones.
    mutating func resolve(_ rule: WrittenRule, _ lists: ListNumbers, number: Int) -> ResolvedRule {
        var verdict = RuleFindings(rule)
        check(rule, lists, &verdict)
        let from = zones(lists.from, isSource: true, &verdict)
        let to = zones(lists.to, isSource: false, &verdict)
        checkIntrazone(rule, from, to, &verdict)
        let source = addresses(lists.source, negated: rule.negateSource, "source", &verdict)
        let destination = addresses(lists.destination, negated: rule.negateDestination, "destination", &verdict)
        let applications = applications(rule, lists.applications, &verdict)
        let service = service(rule, lists.services, &verdict)
        warnAboutDefaults(rule, applications, service)
        let sourceHIP = hip(rule.sourceHIP, "source-hip", &verdict)
        let destinationHIP = hip(rule.destinationHIP, "destination-hip", &verdict)
        let schedule = schedule(of: rule, &verdict)
        let users = userCriterion(lists.users, &verdict)
        let categories = categoryCriterion(lists.categories, &verdict)
        settle(&verdict)
        return ResolvedRule(
            rule, index: number, from: from, to: to, source: source, destination: destination,
            users: users, sourceHIP: sourceHIP, destinationHIP: destinationHIP,
            categories: categories, applications: applications, service: service, schedule: schedule,
            neverMatchesBecause: verdict.reason)
    }

    /// Where errors are let pass, a rule that is not understood fully matches nothing, whatever it does.
    mutating func settle(_ verdict: inout RuleFindings) {
        guard isLenient, let fault = verdict.fault else { return }
        diagnostics.warning(
            "NGFW-P030", "\(verdict.place) matches nothing, because it is not understood fully: \(fault)", at: verdict.location)
        verdict.never(fault)
    }

    private mutating func check(_ rule: WrittenRule, _ lists: ListNumbers, _ verdict: inout RuleFindings) {
        // Both names are as long; most are not.
        let name = rule.name
        if name.utf8.count == 17, name == "intrazone-default" || name == "interzone-default" {
            report("NGFW-P002", "rule '\(name)' has the name of a default rule; rename it", at: rule.location)
            verdict.fail("it has the name of a default rule")
        }
        if rule.icmpUnreachable, rule.action == .allow || rule.action == .deny {
            report(
                "NGFW-P018",
                "rule '\(rule.name)': icmp-unreachable is legal with drop and reset actions only, not with \(rule.action.rawValue)",
                at: rule.location)
            verdict.fail("icmp-unreachable is not legal with \(rule.action.rawValue)")
        }
        if zoneLists.mixesAny(lists.from) { reportMixedAny("from", &verdict) }
        if zoneLists.mixesAny(lists.to) { reportMixedAny("to", &verdict) }
        if mixesAny(lists.source) { reportMixedAny("source", &verdict) }
        if mixesAny(lists.destination) { reportMixedAny("destination", &verdict) }
        if userLists.mixesAny(lists.users) { reportMixedAny("source-user", &verdict) }
        if categoryLists.mixesAny(lists.categories) { reportMixedAny("category", &verdict) }
        if applicationLists.mixesAny(lists.applications) { reportMixedAny("application", &verdict) }
        if serviceLists.mixesAny(lists.services) { reportMixedAny("service", &verdict) }
        if mixesAny(rule.sourceHIP) { reportMixedAny("source-hip", &verdict) }
        if mixesAny(rule.destinationHIP) { reportMixedAny("destination-hip", &verdict) }
    }

    /// Of names in ``addressNumbers``.
    func mixesAny(_ names: Range<Int>) -> Bool { names.count > 1 && holdsAny(names) }

    private func holdsAny(_ names: Range<Int>) -> Bool {
        for place in names where addressNumbers[place] == Self.anyName { return true }
        return false
    }

    private func mixesAny(_ names: [String]) -> Bool { names.count > 1 && names.contains("any") }

    mutating func reportMixedAny(_ field: String, _ verdict: inout RuleFindings) {
        report("NGFW-P014", "\(verdict.place): 'any' must stand alone in \(field)", at: verdict.location)
        let reason = "'any' stands beside other members in \(field)"
        verdict.fail(reason)
        if verdict.widens { verdict.never(reason) }
    }

    // MARK: Zones

    mutating func zones(_ list: Int, isSource: Bool, _ verdict: inout RuleFindings) -> ZoneCriterion {
        if zoneLists.isAny(list) { return ZoneCriterion(isAny: true, zones: []) }
        if let known = zoneLists[list], !isSource || !known.zones.contains(.multicast) { return known }
        var ids: Set<ZoneID> = []
        var isWhole = true
        for name in zoneLists.names(of: list).map({ names[Int($0)] }) {
            if name == ZoneID.multicastName {
                if isSource {
                    report("NGFW-P005", "\(verdict.place): 'multicast' is legal in 'to' only", at: verdict.location)
                    verdict.fail("'multicast' is legal in 'to' only")
                    isWhole = false
                } else {
                    ids.insert(.multicast)
                }
            } else if policy.zones != nil, !policy.zonesMayBeMissing, zoneIDs[name] == nil {
                let policy = policy
                unknown("NGFW-P004", "zone", name, in: verdict.place, at: verdict.location) { policy.zones?.map(\.name) ?? [] }
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
        if isWhole { zoneLists[list] = criterion }
        return criterion
    }

    private mutating func checkIntrazone(
        _ rule: WrittenRule, _ from: ZoneCriterion, _ to: ZoneCriterion, _ verdict: inout RuleFindings
    ) {
        guard rule.type == .intrazone, !to.isAny, from.isAny || from.zones != to.zones else { return }
        report("NGFW-P006", "rule '\(rule.name)' is an intrazone rule: 'to' must be the same as 'from'", at: rule.location)
        verdict.fail("it is an intrazone rule with different zones in 'from' and 'to'")
        verdict.never("it is an intrazone rule with different zones in 'from' and 'to'")
    }

    // MARK: Users, categories, HIP, schedules

    mutating func userCriterion(_ list: Int, _ verdict: inout RuleFindings) -> UserCriterion {
        if let known = userLists[list] { return known }
        var criterion = UserCriterion(isAny: userLists.isAny(list), allowsKnown: false, allowsUnmapped: false, terms: [])
        if criterion.isAny { return criterion }
        var isWhole = true
        for number in userLists.names(of: list) {
            guard let name = normalizedUser(Int(number)) else {
                let why = "'\(names[Int(number)])' is the name of no user: write 'domain\\user', 'user' or the name of a group"
                report("NGFW-P036", "\(verdict.place): \(why)", at: verdict.location)
                verdict.fail("'\(names[Int(number)])' is the name of no user")
                isWhole = false
                continue
            }
            switch name {
            case "any": break
            case "known-user": criterion.allowsKnown = true
            case "unknown": criterion.allowsUnmapped = true
            default:
                if let term = users.terms[name] { criterion.terms.insert(term) }
                if let why = faultyUserGroups[name] {
                    verdict.fail(why)
                    isWhole = false
                }
            }
        }
        if isWhole { userLists[list] = criterion }
        return criterion
    }

    /// A user or group as it is compared, by the number of the name.
    mutating func normalizedUser(_ number: Int) -> String? {
        if let known = normalizedUsers[number] { return known }
        let name = UserName.normalized(names[number], form: options.userNames).flatMap { UserName.isWhole($0) ? $0 : nil }
        normalizedUsers[number] = .some(name)
        return name
    }

    private mutating func categoryCriterion(_ list: Int, _ verdict: inout RuleFindings) -> CategoryCriterion {
        if categoryLists.isAny(list) { return CategoryCriterion(isAny: true, categories: []) }
        if let known = categoryLists[list] { return known }
        var ids: Set<CategoryID> = []
        var isWhole = true
        for name in categoryLists.names(of: list).map({ names[Int($0)] }) {
            if categoryIDs[name] == nil, let number = UInt16(exactly: categoryIDs.count + 1) {
                categoryIDs[name] = CategoryID(rawValue: number)
            }
            if let id = categoryIDs[name] {
                ids.insert(id)
                continue
            }
            isWhole = false
            if verdict.fault == nil {
                let most = "rules may name \(UInt16.max) URL categories"
                report("NGFW-P019", "\(verdict.place): \(most), '\(name)' is one more", at: verdict.location)
                verdict.fail("\(most), '\(name)' is one more")
            }
        }
        let criterion = CategoryCriterion(isAny: false, categories: ids)
        if isWhole { categoryLists[list] = criterion }
        return criterion
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
                report("NGFW-P019", "\(verdict.place): \(most), '\(name)' in \(field) is one more", at: verdict.location)
                verdict.fail("\(most), '\(name)' is one more")
                verdict.never("\(field) names more host information profiles than are kept")
            }
        }
        return criterion
    }

    private mutating func schedule(of rule: WrittenRule, _ verdict: inout RuleFindings) -> Int? {
        guard let name = rule.schedule else { return nil }
        if let index = scheduleIndexes[names.number(of: name)] {
            if !isSound(scheduleAt: index) {
                verdict.fail("schedule '\(name)' crosses midnight")
                verdict.never("schedule '\(name)' crosses midnight")
            }
            return index
        }
        let policy = policy
        unknown("NGFW-P017", "schedule", name, in: verdict.place, at: rule.location) { policy.schedules.map(\.name) }
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

    /// - Parameter names: See ``addressNames(_:)``.
    mutating func addresses(_ names: Range<Int>, negated: Bool, _ field: String, _ verdict: inout RuleFindings) -> AddressCriterion {
        if names.isEmpty || holdsAny(names) {
            if negated {
                diagnostics.warning("NGFW-P011", "\(verdict.place) negates 'any' in \(field): it can match nothing", at: verdict.location)
                verdict.never("\(field) negates 'any'")
            }
            return AddressCriterion(isAny: true, isNegated: false, sets: [])
        }
        var indexes: [Int] = []
        indexes.reserveCapacity(names.count)
        // Long lists need a set to stay linear; short ones are cheaper without.
        var seen: Set<Int> = []
        for place in names {
            let name = Int(addressNumbers[place])
            let index = setIndexes[name] ?? addressSet(named: name, in: verdict.place, at: verdict.location)
            if names.count > 16 ? seen.insert(index).inserted : !indexes.contains(index) { indexes.append(index) }
            if !isWhole[index] { noteUnknown(index, name, negated: negated, field, &verdict) }
        }
        return AddressCriterion(isAny: false, isNegated: negated, sets: indexes)
    }

    /// A rule names a set of which not everything is known.
    private mutating func noteUnknown(_ index: Int, _ name: Int, negated: Bool, _ field: String, _ verdict: inout RuleFindings) {
        verdict.fail(sets[index].fault)
        let mayGuess = options.negatedUnknown == .everything && sets[index].fault == nil
        guard negated, verdict.widens, !mayGuess else { return }
        let reason = "\(field) negates '\(names[name])', of which not everything is known"
        if verdict.reason == nil {
            diagnostics.warning("NGFW-P027", "\(verdict.place) matches nothing: \(reason)", at: verdict.location)
        }
        verdict.never(reason)
    }

    /// Where the numbers of a list of addresses are in ``addressNumbers``; nowhere for a list that means any.
    mutating func addressNames(_ list: [String]) -> Range<Int> {
        NameLists<Int>.readEarly(list, &names)
        return addressNames(ofEarly: list)
    }

    mutating func addressNames(ofEarly list: [String]) -> Range<Int> {
        let start = addressNumbers.count
        if !NameLists<Int>.isAny(list) { names.append(numbersOfEarly: list, to: &addressNumbers) }
        return start..<addressNumbers.count
    }

    private func isAny(_ names: [String]) -> Bool { names.isEmpty || names[0] == "any" || mixesAny(names) }
}

/// The numbers of a rule's lists.
struct ListNumbers {
    let from: Int
    let to: Int
    /// Names, not lists: few rules have the same. Places in ``Resolver/addressNumbers``.
    let source: Range<Int>
    let destination: Range<Int>
    let users: Int
    let categories: Int
    let applications: Int
    let services: Int

    /// Reads what ``init(ofEarly:_:)`` will ask for, in its order.
    static func readEarly(_ rule: WrittenRule, _ names: inout NameTable) {
        NameLists<Int>.readEarly(rule.from, &names)
        NameLists<Int>.readEarly(rule.to, &names)
        NameLists<Int>.readEarly(rule.source, &names)
        NameLists<Int>.readEarly(rule.destination, &names)
        NameLists<Int>.readEarly(rule.users, &names)
        NameLists<Int>.readEarly(rule.categories, &names)
        NameLists<Int>.readEarly(rule.applications, &names)
        NameLists<Int>.readEarly(rule.services, &names)
    }

    init(ofEarly rule: WrittenRule, _ resolver: inout Resolver) {
        from = resolver.zoneLists.number(ofEarly: rule.from, &resolver.names)
        to = resolver.zoneLists.number(ofEarly: rule.to, &resolver.names)
        source = resolver.addressNames(ofEarly: rule.source)
        destination = resolver.addressNames(ofEarly: rule.destination)
        users = resolver.userLists.number(ofEarly: rule.users, &resolver.names)
        categories = resolver.categoryLists.number(ofEarly: rule.categories, &resolver.names)
        applications = resolver.applicationLists.number(ofEarly: rule.applications, &resolver.names)
        services = resolver.serviceLists.number(ofEarly: rule.services, &resolver.names)
    }
}
