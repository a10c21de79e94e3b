import NGFWCore

/// One pass over the rules that gathers what ``CompiledPolicy`` sorts.
struct RuleCollector {
    typealias Pairs = [(key: UInt32, rule: UInt32)]

    private let policy: ResolvedPolicy
    private let services: ServiceIndex
    private(set) var source: Pairs = []
    private(set) var destination: Pairs = []
    private(set) var from: Pairs = []
    private(set) var to: Pairs = []
    private(set) var service: Pairs = []
    private(set) var applicationSet: Pairs = []
    private(set) var term: Pairs = []
    private(set) var category: Pairs = []
    private(set) var bits: RuleFlags
    private(set) var defaults: RuleDefaults
    /// By address set: whether a rule names it, or an application override rule.
    private(set) var isNamed: [Bool]
    private(set) var asksUsers = false
    private(set) var facts: [RuleFacts] = []
    private(set) var answers: [RuleAnswer] = []

    init(_ policy: ResolvedPolicy, _ services: ServiceIndex) {
        self.policy = policy
        self.services = services
        let words = max(1, (policy.rules.count + 4_095) / 4_096) * 64
        bits = RuleFlags(words: words)
        defaults = RuleDefaults(source: bits.inForce, destination: bits.inForce, user: bits.inForce, both: bits.inForce)
        var isNamed = [Bool](repeating: false, count: policy.addressSets.count)
        for rule in policy.applicationOverrides { for set in rule.source.sets + rule.destination.sets { isNamed[set] = true } }
        for rule in policy.tunnelInspections { for set in rule.source.sets + rule.destination.sets { isNamed[set] = true } }
        self.isNamed = isNamed
        facts.reserveCapacity(policy.rules.count)
        answers.reserveCapacity(policy.rules.count)
    }

    /// Takes in all rules.
    mutating func collect() {
        let all = policy.rules
        let rules = all.span
        // PERF: field by field, for handing a rule on copies it with its references (benchmark `compile`).
        for index in rules.indices {
            let schedule = rules[index].schedule
            let sourceHIP = rules[index].sourceHIP
            let destinationHIP = rules[index].destinationHIP
            let action = rules[index].action
            let isAnyApplication = rules[index].applications.isAny
            let isMixed = !services.mixedItems.isEmpty && services.isMixed(rules[index], policy.applicationSets)
            facts.append(
                RuleFacts(isMixed: isMixed, schedule: Int32(schedule ?? -1), sourceHIP: sourceHIP, destinationHIP: destinationHIP))
            let isChecked = schedule != nil || !sourceHIP.isAny || !destinationHIP.isAny || isMixed
            answers.append(
                RuleAnswer(
                    rule: index, action: action, isChecked: isChecked, isAnyApplication: isAnyApplication,
                    isAnyCategory: rules[index].categories.isAny))
            guard rules[index].isInForce else { continue }
            let place = Place(UInt32(index))
            bits.inForce[place.word] |= place.bit
            if action.isAllow { bits.allows[place.word] |= place.bit }
            if action.isAllow || isAnyApplication || policy.options.setupBlocks == .enforce { bits.undecided[place.word] |= place.bit }
            collect(rules[index].from, rules[index].to, rules[index].type, place)
            collect(source: rules[index].source, destination: rules[index].destination, place)
            collect(rules[index].users, place)
            collect(rules[index].service, rules[index].applications, place)
            collect(rules[index].categories, place)
        }
    }

    /// Where a rule is in sets of rules.
    private struct Place {
        let number: UInt32
        let word: Int
        let bit: UInt64

        init(_ number: UInt32) {
            self.number = number
            word = Int(number >> 6)
            bit = UInt64(1) << UInt64(number & 63)
        }
    }

    private mutating func collect(_ fromZones: ZoneCriterion, _ toZones: ZoneCriterion, _ type: RuleType, _ place: Place) {
        if fromZones.isAny {
            bits.anyFrom[place.word] |= place.bit
        } else {
            for zone in fromZones.zones { from.append((UInt32(zone.rawValue), place.number)) }
        }
        if toZones.isAny {
            bits.anyTo[place.word] |= place.bit
        } else {
            for zone in toZones.zones { to.append((UInt32(zone.rawValue), place.number)) }
        }
        if type != .interzone { bits.intrazone[place.word] |= place.bit }
        if type != .intrazone { bits.interzone[place.word] |= place.bit }
    }

    private mutating func collect(source: AddressCriterion, destination: AddressCriterion, _ place: Place) {
        let isSourceDefault = source.isAny || source.isNegated
        let isDestinationDefault = destination.isAny || destination.isNegated
        if isSourceDefault { defaults.source[place.word] |= place.bit }
        if isDestinationDefault { defaults.destination[place.word] |= place.bit }
        if isSourceDefault, isDestinationDefault { defaults.both[place.word] |= place.bit }
        if !source.isAny {
            for set in source.sets {
                self.source.append((UInt32(set), place.number))
                isNamed[set] = true
            }
        }
        if !destination.isAny {
            for set in destination.sets {
                self.destination.append((UInt32(set), place.number))
                isNamed[set] = true
            }
        }
    }

    private mutating func collect(_ users: UserCriterion, _ place: Place) {
        if users.isAny {
            defaults.user[place.word] |= place.bit
            return
        }
        asksUsers = true
        if users.allowsUnmapped { bits.allowsUnmapped[place.word] |= place.bit }
        if users.allowsKnown { bits.allowsKnown[place.word] |= place.bit }
        for name in users.terms { term.append((name, place.number)) }
    }

    private mutating func collect(_ categories: CategoryCriterion, _ place: Place) {
        if categories.isAny {
            bits.anyCategory[place.word] |= place.bit
        } else {
            for id in categories.categories { category.append((UInt32(id.rawValue), place.number)) }
        }
    }

    private mutating func collect(_ criterion: ServiceCriterion, _ applications: ApplicationCriterion, _ place: Place) {
        if case .set(let set) = applications {
            applicationSet.append((UInt32(set), place.number))
        } else {
            bits.anyApplication[place.word] |= place.bit
        }
        switch criterion {
        case .any: bits.anyService[place.word] |= place.bit
        case .services(let indexes): for index in indexes { service.append((UInt32(index), place.number)) }
        case .applicationDefault:
            bits.applicationDefault[place.word] |= place.bit
            switch applications {
            case .any:
                bits.anyDefault[place.word] |= place.bit
                if services.isAnyPortless { bits.portlessDefault[place.word] |= place.bit }
            case .set(let set): if services.isPortlessSet[set] { bits.portlessDefault[place.word] |= place.bit }
            }
        }
    }
}
