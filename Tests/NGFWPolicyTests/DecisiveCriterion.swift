import NGFWCore

@testable import NGFWPolicy

/// Something that rules ask, and what policies and flows are without it: where the answer is another one then, it decided.
enum DecisiveCriterion: String, CaseIterable {
    case disabled, from, to, intrazone, interzone, multicast
    case source, destination, negateSource, negateDestination, emptyNegation
    case wildcard, range, ipv4InIPv6, fqdn, externalList, region, dynamicGroup, nestedDynamicGroup, registeredRange
    case user, knownUser, unknownUser, userGroup, sourceHIP, destinationHIP, noHIP
    case category, unknownCategory, schedule, timeZone
    case application, service, sourcePort, applicationDefault, decrypted, icmpType, implicit, tentative

    /// The policy without the criterion.
    func without(_ policy: ResolvedPolicy) -> ResolvedPolicy {
        var policy = policy
        switch self {
        case .timeZone: policy.timeZone = .utc
        case .sourcePort: for index in policy.services.indices { policy.services[index].sourcePorts = nil }
        case .wildcard, .range, .ipv4InIPv6, .fqdn, .externalList, .region, .dynamicGroup, .nestedDynamicGroup:
            for index in policy.addressSets.indices { drop(from: &policy.addressSets[index], policy) }
        default: for index in policy.rules.indices { drop(from: &policy.rules[index], policy) }
        }
        return policy
    }

    private func drop(from rule: inout ResolvedRule, _ policy: ResolvedPolicy) {
        switch self {
        case .disabled: rule.definition.isDisabled = false
        case .from: rule.from = ZoneCriterion(isAny: true, zones: [])
        case .to: rule.to = ZoneCriterion(isAny: true, zones: [])
        case .multicast: rule.to.zones.remove(.multicast)
        case .intrazone: if rule.definition.type == .intrazone { rule.definition.type = .universal }
        case .interzone: if rule.definition.type == .interzone { rule.definition.type = .universal }
        case .source: rule.source = AddressCriterion(isAny: true, isNegated: false, sets: [])
        case .destination: rule.destination = AddressCriterion(isAny: true, isNegated: false, sets: [])
        case .negateSource: rule.source.isNegated = false
        case .negateDestination: rule.destination.isNegated = false
        case .emptyNegation: if isEmpty(rule.source, policy) || isEmpty(rule.destination, policy) { rule.neverMatchesBecause = "empty" }
        case .user: rule.users.isAny = true
        case .knownUser: rule.users.allowsKnown = false
        case .unknownUser: rule.users.allowsUnmapped = false
        case .userGroup:
            for name in ["admins", "staff", "guests", "risky"] { if let term = policy.users.terms[name] { rule.users.terms.remove(term) } }
        case .sourceHIP: rule.sourceHIP.isAny = true
        case .destinationHIP: rule.destinationHIP.isAny = true
        case .noHIP:
            rule.sourceHIP.allowsNone = false
            rule.destinationHIP.allowsNone = false
        case .category: rule.categories.isAny = true
        case .schedule: rule.schedule = nil
        case .application: rule.applications = .any
        case .service: if case .services = rule.service { rule.service = .any }
        case .applicationDefault: if case .applicationDefault = rule.service { rule.service = .any }
        case .tentative: if rule.action.isAllow, !rule.applications.isAny { rule.neverMatchesBecause = "it is tentative" }
        default: break
        }
    }

    private func isEmpty(_ criterion: AddressCriterion, _ policy: ResolvedPolicy) -> Bool {
        criterion.isNegated && criterion.sets.allSatisfy { policy.addressSets[$0].leafCount == 0 }
    }

    private func drop(from set: inout AddressSet, _ policy: ResolvedPolicy) {
        if self == .dynamicGroup { set.dynamicGroups = [] }
        if self == .nestedDynamicGroup, set.kind != .dynamicGroup { set.dynamicGroups = [] }
        let name = set.name
        set.leaves.removeAll { leaf in
            switch (self, leaf) {
            case (.wildcard, .wildcard): true
            case (.range, .range(let range)): AddressObject.isRange(range)
            case (.ipv4InIPv6, .range(let range)): range.family == .v6 && range.first.value >> 32 == 0
            case (.fqdn, _): name == "named"
            case (.externalList, _): name == "edl"
            case (.region, _): name == "XY"
            default: false
            }
        }
    }

    /// The flow without the criterion; only flows that could tell.
    func without(_ input: MatchInput) -> MatchInput {
        var input = input
        switch self {
        case .decrypted: input.isDecrypted = false
        case .icmpType: input.icmpType = nil
        case .implicit: input.applicationMayShift = false
        case .unknownCategory: if input.category == nil { input.category = .unnamed }
        case .tentative: if input.application == nil { return input }
        default: break
        }
        return input
    }

    func without(_ registry: AddressRegistry) -> AddressRegistry {
        guard self == .registeredRange else { return registry }
        var registry = registry
        for object in registry.ranges.keys { registry.forget(object) }
        return registry
    }

    /// Whether the criterion can matter to a flow at all.
    func concerns(_ input: MatchInput) -> Bool {
        switch self {
        case .ipv4InIPv6: input.tuple.source.isIPv4
        case .tentative: input.application == nil
        default: true
        }
    }
}

extension AddressObject {
    /// Whether a range is no prefix.
    static func isRange(_ range: IPRange) -> Bool { PolicyEngine.text(range).contains("-") }
}
