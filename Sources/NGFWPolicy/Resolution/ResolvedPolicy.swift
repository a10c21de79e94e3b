public import NGFWCore

/// A policy whose names are looked up and checked and whose groups are flattened: the input of every evaluator.
///
///     let resolved = ResolvedPolicy(policy)
///     resolved.diagnostics.hasErrors        // a caller decides whether to go on
///     resolved.zonePair(from: "inside", to: "dmz")
///
/// A name that cannot be resolved is an error diagnostic and matches nothing; an allow rule that negates such a name
/// matches nothing either, so that a mistake never lets more through. A blocking rule with an unresolvable name blocks less
/// than meant: refuse such a policy (``Diagnostics/hasErrors``) unless you know better.
public struct ResolvedPolicy: Sendable {
    public let name: String
    /// In evaluation order, disabled rules included, rules with a taken name left out.
    public internal(set) var rules: [ResolvedRule]
    /// In evaluation order, disabled rules included, rules with a taken name left out.
    public let applicationOverrides: [ResolvedOverride]
    /// In evaluation order, disabled rules included, rules with a taken name left out.
    public let tunnelInspections: [ResolvedTunnelInspection]
    /// The policy's catalogue, plus names that only rules know (``Application/Origin/opaque``). Ids of the policy's
    /// catalogue stay.
    public let catalogue: ApplicationCatalogue
    public let diagnostics: Diagnostics
    /// How many of the warnings would be errors if it were not resolved leniently.
    public let toleratedErrorCount: Int
    public let intrazoneDefault: DefaultRule
    public let interzoneDefault: DefaultRule
    public let options: PolicyOptions
    /// Dynamic groups that rules reach, by name or nested.
    public let dynamicGroups: [DynamicGroup]
    /// What clock schedules are written in.
    public internal(set) var timeZone: TimeZoneRules
    /// The time that the policy was resolved for.
    public let time: Timestamp
    /// When an address of it is another one, so that it must be resolved again (``resolved(at:)``); `nil` for never.
    public let nextChange: Timestamp?
    var addressSets: [AddressSet]
    var services: [ServiceMatcher]
    /// By rule, whether a service of it overrides timeouts; empty when none does.
    let rulesWithTimeouts: [Bool]
    let applicationSets: [ApplicationSet]
    /// By application.
    let defaultPorts: [DefaultPorts]
    let schedules: [Schedule]
    let users: UserTable
    let zoneIDs: [String: ZoneID]
    let categoryIDs: [String: CategoryID]
    let hipBits: [String: UInt64]
    /// Zones without user identification.
    let silentZones: Set<ZoneID>
    /// Whether zones that the policy does not define identify users.
    let otherZonesIdentify: Bool
    /// What ``resolved(at:)`` starts from; kept only where something changes with time.
    private let origin: (policy: Policy, limits: Limits, isLenient: Bool)?

    /// Looks up every name and checks every rule.
    ///
    /// - Parameters:
    ///   - lenient: A rule that is not understood fully is an error; with `lenient` it is a warning, and exactly that rule
    ///     matches nothing.
    ///   - time: Whose addresses of a fqdn hold; see ``nextChange``.
    /// - Complexity: O(rules + members + objects), groups once each.
    public init(
        _ policy: Policy, options: PolicyOptions = PolicyOptions(), limits: Limits = .standard, lenient: Bool = false,
        at time: Timestamp = .distantPast
    ) {
        var resolver = Resolver(policy, options: options, limits: limits, isLenient: lenient, time: time)
        self = resolver.resolve()
    }

    /// The same policy as it is at another time; itself where no time changes anything. Numbers of rules, zones, users,
    /// categories and applications stay.
    public func resolved(at time: Timestamp) -> ResolvedPolicy {
        guard let origin else { return self }
        return ResolvedPolicy(origin.policy, options: options, limits: origin.limits, lenient: origin.isLenient, at: time)
    }

    init(
        _ policy: Policy, rules: [ResolvedRule], overrides: [ResolvedOverride], tunnels: [ResolvedTunnelInspection], resolver: Resolver
    ) {
        name = policy.name
        self.rules = rules
        applicationOverrides = overrides
        tunnelInspections = tunnels
        catalogue = resolver.catalogue
        diagnostics = resolver.diagnostics
        toleratedErrorCount = resolver.toleratedErrorCount
        intrazoneDefault = Self.completed(policy.intrazoneDefault, resolver.options)
        interzoneDefault = Self.completed(policy.interzoneDefault, resolver.options)
        options = resolver.options
        dynamicGroups = resolver.dynamicGroups
        timeZone = resolver.options.scheduleSummerTime == .followed ? policy.timeZone : policy.timeZone.withoutChanges
        time = resolver.time
        nextChange = resolver.nextChange
        origin = resolver.nextChange == nil ? nil : (policy, resolver.limits, resolver.isLenient)
        addressSets = resolver.sets
        services = resolver.services
        rulesWithTimeouts = Self.rulesWithTimeouts(rules, resolver.services)
        applicationSets = resolver.applicationSets
        let options = resolver.options
        let known = resolver.catalogue
        defaultPorts = known.identifiers.map { DefaultPorts(known[$0], options) }
        schedules = policy.schedules
        users = resolver.users
        zoneIDs = resolver.zoneIDs
        categoryIDs = resolver.categoryIDs
        hipBits = resolver.hipBits
        silentZones = Set((policy.zones ?? []).filter { !$0.identifiesUsers }.compactMap { resolver.zoneIDs[$0.name] })
        otherZonesIdentify = policy.zones == nil || policy.zonesMayBeMissing
    }

    private static func completed(_ rule: DefaultRule, _ options: PolicyOptions) -> DefaultRule {
        var rule = rule
        if rule.omitsLogEnd { rule.logEnd = options.overrideLogEnd == .yes }
        return rule
    }

    /// When a schedule of a rule may begin or end next, after a time; `nil` when none does.
    public func nextScheduleChange(after time: Timestamp) -> Timestamp? {
        let used = Set(rules.compactMap(\.schedule))
        return used.compactMap { schedules[$0].nextChange(after: time, in: timeZone) }.min()
    }

    // MARK: Names

    /// The number of a zone; ``ZoneID/unnamed`` for a name that neither rules nor the policy's zones have.
    public func zoneID(named name: String) -> ZoneID { zoneIDs[name] ?? .unnamed }

    /// The numbers of two zones. Unlike two calls of ``zoneID(named:)`` it tells two unnamed zones apart by their names;
    /// `nil` is an address without a zone, and a `to` of `multicast` is the pseudo zone.
    public func zonePair(from: String?, to: String?) -> (from: ZoneID, to: ZoneID) {
        let first = from.map(zoneID(named:)) ?? .none
        let second = to == ZoneID.multicastName ? .multicast : to.map(zoneID(named:)) ?? .none
        if first == .unnamed, second == .unnamed, from != to { return (first, .otherUnnamed) }
        return (first, second)
    }

    /// The number of a user by the policy's own groups; 0 when no rule names the user, itself or by group.
    /// ``PolicyEngine/user(named:)`` knows registered groups too.
    public func userID(named name: String) -> UserID {
        UserName.normalized(name, form: options.userNames).map { users.id(of: $0) } ?? UserID(rawValue: 0)
    }

    /// The number of a URL category; 0 when no rule names it.
    public func categoryID(named name: String) -> CategoryID { categoryIDs[name] ?? CategoryID(rawValue: 0) }

    /// What a host is that matches some host information profiles.
    public func hipFact(matching profiles: some Sequence<String>) -> HIPFact {
        HIPFact(rawValue: profiles.reduce(0) { $0 | HIPFact.unnamedBit | (hipBits[$1] ?? 0) })
    }

    /// Whether users are looked up for sessions from a zone: as the zone says, and in zones that the policy need not define.
    public func identifiesUsers(in zone: ZoneID) -> Bool {
        if options.userMapping == .everywhere { return true }
        if silentZones.contains(zone) { return false }
        return otherZonesIdentify || zone.rawValue >= ZoneID.reservedCount
    }

    /// The default rule for two zones: an address without a zone is between zones.
    public func defaultMatch(from: ZoneID, to: ZoneID) -> RuleMatch {
        if from == to, from != .none {
            return RuleMatch(author: .intrazoneDefault, action: intrazoneDefault.action, standing: .decided)
        }
        return RuleMatch(author: .interzoneDefault, action: interzoneDefault.action, standing: .decided)
    }
}
