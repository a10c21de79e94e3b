import NGFWCore

/// A policy turned inside out: for each value that a session can have, which rules ask for it. Immutable.
///
/// A class, because it is large and shared: an engine's copies and its ``RuleRows`` hold one reference. What each lookup
/// reads is apart, in ``LookupFacts``. From it ``RuleRows`` makes rows of rule bits for the classes of addresses, ports, applications, zones, users and
/// categories that traffic meets; a lookup ANDs such rows, and the first set bit is the rule.
final class CompiledPolicy: Sendable {
    let policy: ResolvedPolicy
    /// As it is before wildcards have made classes.
    let addresses: AddressIndex
    let services: ServiceIndex
    let overrides: OverrideIndex
    let lookup: LookupFacts

    /// Address set → rules that name it.
    let sourceRules: RuleLists
    let destinationRules: RuleLists
    /// Dynamic group → address sets that hold it.
    let setsOfDynamicGroup: RuleLists
    let fromRules: RuleLists
    let toRules: RuleLists
    let rulesOfService: RuleLists
    let rulesOfApplicationSet: RuleLists
    /// Application → application sets that have it as a member, and as an implicit parent.
    let setsOfApplication: RuleLists
    let setsOfParent: RuleLists
    let rulesOfTerm: RuleLists
    let rulesOfCategory: RuleLists

    let bits: RuleFlags
    let defaults: RuleDefaults

    init(_ policy: ResolvedPolicy) {
        self.policy = policy
        let services = ServiceIndex(policy)
        self.services = services
        overrides = OverrideIndex(policy.applicationOverrides)
        var collector = RuleCollector(policy, services)
        collector.collect()
        sourceRules = RuleLists(policy.addressSets.count, collector.source)
        destinationRules = RuleLists(policy.addressSets.count, collector.destination)
        addresses = AddressIndex(policy.addressSets, collector.isNamed)
        // PERF: through spans, for elements that a loop takes out of an array are copied (benchmark `compile`).
        let addressSets = policy.addressSets
        setsOfDynamicGroup = RuleLists(policy.dynamicGroups.count) { add in
            let sets = addressSets.span
            for index in sets.indices { for group in sets[index].dynamicGroups { add(UInt32(group), UInt32(index)) } }
        }
        let zoneCount = policy.zoneIDs.count + ZoneID.reservedCount
        fromRules = RuleLists(zoneCount, collector.from)
        toRules = RuleLists(zoneCount, collector.to)
        rulesOfService = RuleLists(policy.services.count, collector.service)
        rulesOfApplicationSet = RuleLists(policy.applicationSets.count, collector.applicationSet)
        let applicationSets = policy.applicationSets
        setsOfApplication = RuleLists(policy.catalogue.count) { add in
            let sets = applicationSets.span
            for index in sets.indices { for id in sets[index].members { add(UInt32(id.rawValue), UInt32(index)) } }
        }
        setsOfParent = RuleLists(policy.catalogue.count) { add in
            let sets = applicationSets.span
            for index in sets.indices { for id in sets[index].implicitParents { add(UInt32(id.rawValue), UInt32(index)) } }
        }
        rulesOfTerm = RuleLists(policy.users.terms.count, collector.term)
        rulesOfCategory = RuleLists(policy.categoryIDs.count + 1, collector.category)
        bits = collector.bits
        defaults = collector.defaults
        lookup = LookupFacts(policy, services, collector)
    }

    var ruleCount: Int { lookup.rules.count }

    /// Whether rows cannot be made for it: readings of the policy language, and numbers of rules and ports, that they have no room for.
    var walksRules: Bool {
        ruleCount > RuleAnswer.ruleLimit || lookup.ports.count > MatchContext.classLimit.ports
            || lookup.sourcePorts.count > MatchContext.classLimit.sourcePorts
            || policy.options.wildcardOrder == .longestPrefix && policy.addressSets.contains(where: \.hasWildcard)
    }

    var bytes: Int {
        let lists = [
            sourceRules, destinationRules, setsOfDynamicGroup, fromRules, toRules, rulesOfService, rulesOfApplicationSet, setsOfApplication,
            setsOfParent, rulesOfTerm, rulesOfCategory,
        ]
        let facts = bits.bytes + lookup.rules.capacity * MemoryLayout<RuleFacts>.stride
        return lists.reduce(addresses.bytes) { $0 + $1.bytes } + services.ports.bytes + services.sourcePorts.bytes + overrides.bytes + facts
    }
}

/// What every lookup reads of a policy: plain values and arrays, held by the engine itself, so that reading them counts no
/// references.
struct LookupFacts: Sendable {
    let ports: PortClasses
    let sourcePorts: PortClasses
    let defaultPorts: DefaultPortTable
    /// Whether some rule names users, or URL categories.
    let asksUsers: Bool
    let asksCategories: Bool
    /// Whether a rule that permits implicitly wins over those behind it.
    let implicitBeatsExplicit: Bool
    /// Which ports `application-default` means for an implicitly permitted application.
    let implicitPorts: PolicyOptions.ImplicitPorts
    /// By rule.
    let answers: [RuleAnswer]
    let rules: [RuleFacts]
    let intrazoneAction: RuleAction
    let interzoneAction: RuleAction

    init(_ policy: ResolvedPolicy, _ services: ServiceIndex, _ collector: RuleCollector) {
        ports = services.ports
        sourcePorts = services.sourcePorts
        defaultPorts = services.defaults
        asksUsers = collector.asksUsers
        implicitBeatsExplicit = policy.options.implicitBeatsExplicitDeny == .yes
        implicitPorts = policy.options.implicitPorts
        asksCategories = !policy.categoryIDs.isEmpty
        answers = collector.answers
        rules = collector.facts
        intrazoneAction = policy.intrazoneDefault.action
        interzoneAction = policy.interzoneDefault.action
    }
}

/// What a lookup asks by hand of a rule that it has found.
struct RuleFacts: Sendable {
    /// Whether classes cannot tell everything about the rule's service.
    var isMixed: Bool
    /// -1 for none.
    var schedule: Int32
    var sourceHIP: HIPCriterion
    var destinationHIP: HIPCriterion
}

/// Sets of rules as plain bits.
struct RuleFlags: Sendable {
    var inForce: [UInt64]
    var anyFrom: [UInt64]
    var anyTo: [UInt64]
    /// Rules for sessions inside one zone, and between two.
    var intrazone: [UInt64]
    var interzone: [UInt64]
    var anyService: [UInt64]
    var applicationDefault: [UInt64]
    /// Rules with `application-default` for any application.
    var anyDefault: [UInt64]
    /// Rules with `application-default` that hold an application known by a protocol without ports.
    var portlessDefault: [UInt64]
    var anyApplication: [UInt64]
    var allows: [UInt64]
    var anyCategory: [UInt64]
    var allowsUnmapped: [UInt64]
    var allowsKnown: [UInt64]
    /// Rules that may hold while the application is not known: any application, and allow rules.
    var undecided: [UInt64]

    init(words: Int) {
        let none = [UInt64](repeating: 0, count: words)
        inForce = none
        anyFrom = none
        anyTo = none
        intrazone = none
        interzone = none
        anyService = none
        applicationDefault = none
        anyDefault = none
        portlessDefault = none
        anyApplication = none
        allows = none
        anyCategory = none
        allowsUnmapped = none
        allowsKnown = none
        undecided = none
    }

    var bytes: Int { 15 * inForce.capacity * 8 }
}
