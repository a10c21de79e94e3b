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
    private(set) var asksUsers = false
    private(set) var facts: [RuleFacts] = []
    private(set) var answers: [RuleAnswer] = []

    init(_ policy: ResolvedPolicy, _ services: ServiceIndex) {
        self.policy = policy
        self.services = services
        let words = max(1, (policy.rules.count + 4_095) / 4_096) * 64
        bits = RuleFlags(words: words)
        defaults = RuleDefaults(source: bits.inForce, destination: bits.inForce, user: bits.inForce, both: bits.inForce)
        facts.reserveCapacity(policy.rules.count)
        answers.reserveCapacity(policy.rules.count)
    }

    mutating func collect(_ rule: borrowing ResolvedRule) {
        let number = UInt32(rule.index)
        let isMixed = services.isMixed(rule, policy.applicationSets)
        facts.append(
            RuleFacts(
                isMixed: isMixed, schedule: Int32(rule.schedule ?? -1), sourceHIP: rule.sourceHIP, destinationHIP: rule.destinationHIP))
        let isChecked = rule.schedule != nil || !rule.sourceHIP.isAny || !rule.destinationHIP.isAny || isMixed
        answers.append(
            RuleAnswer(
                rule: rule.index, action: rule.action, isChecked: isChecked, isAnyApplication: rule.applications.isAny,
                isAnyCategory: rule.categories.isAny))
        guard rule.isInForce else { return }
        let word = Int(number >> 6)
        let bit = UInt64(1) << UInt64(number & 63)
        bits.inForce[word] |= bit
        if rule.action.isAllow { bits.allows[word] |= bit }
        if rule.action.isAllow || rule.applications.isAny || policy.options.setupBlocks == .enforce { bits.undecided[word] |= bit }
        collectZones(rule, number, word, bit)
        collectAddresses(rule, number, word, bit)
        collectServices(rule, number, word, bit)
        switch rule.applications {
        case .any: bits.anyApplication[word] |= bit
        case .set(let set): applicationSet.append((UInt32(set), number))
        }
        if rule.categories.isAny {
            bits.anyCategory[word] |= bit
        } else {
            for id in rule.categories.categories { category.append((UInt32(id.rawValue), number)) }
        }
    }

    private mutating func collectZones(_ rule: borrowing ResolvedRule, _ number: UInt32, _ word: Int, _ bit: UInt64) {
        if rule.from.isAny {
            bits.anyFrom[word] |= bit
        } else {
            for zone in rule.from.zones { from.append((UInt32(zone.rawValue), number)) }
        }
        if rule.to.isAny { bits.anyTo[word] |= bit } else { for zone in rule.to.zones { to.append((UInt32(zone.rawValue), number)) } }
        switch rule.definition.type {
        case .universal:
            bits.intrazone[word] |= bit
            bits.interzone[word] |= bit
        case .intrazone: bits.intrazone[word] |= bit
        case .interzone: bits.interzone[word] |= bit
        }
    }

    private mutating func collectAddresses(_ rule: borrowing ResolvedRule, _ number: UInt32, _ word: Int, _ bit: UInt64) {
        if rule.source.isAny || rule.source.isNegated { defaults.source[word] |= bit }
        if rule.destination.isAny || rule.destination.isNegated { defaults.destination[word] |= bit }
        if !rule.source.isAny { for set in rule.source.sets { source.append((UInt32(set), number)) } }
        if !rule.destination.isAny { for set in rule.destination.sets { destination.append((UInt32(set), number)) } }
        defaults.both[word] |= bit & defaults.source[word] & defaults.destination[word]
        if rule.users.isAny {
            defaults.user[word] |= bit
        } else {
            asksUsers = true
            if rule.users.allowsUnmapped { bits.allowsUnmapped[word] |= bit }
            if rule.users.allowsKnown { bits.allowsKnown[word] |= bit }
            for name in rule.users.terms { term.append((name, number)) }
        }
    }

    private mutating func collectServices(_ rule: borrowing ResolvedRule, _ number: UInt32, _ word: Int, _ bit: UInt64) {
        switch rule.service {
        case .any: bits.anyService[word] |= bit
        case .services(let indexes): for index in indexes { service.append((UInt32(index), number)) }
        case .applicationDefault:
            bits.applicationDefault[word] |= bit
            switch rule.applications {
            case .any:
                bits.anyDefault[word] |= bit
                if services.isAnyPortless { bits.portlessDefault[word] |= bit }
            case .set(let set): if services.isPortlessSet[set] { bits.portlessDefault[word] |= bit }
            }
        }
    }
}
