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
    public let rules: [ResolvedRule]
    /// The policy's catalogue, plus names that only rules know (``Application/Origin/opaque``). Ids of the policy's
    /// catalogue stay.
    public let catalogue: ApplicationCatalogue
    public let diagnostics: Diagnostics
    public let intrazoneDefault: DefaultRule
    public let interzoneDefault: DefaultRule
    public let options: ResolutionOptions
    /// Dynamic groups that rules reach, by name or nested.
    public let dynamicGroups: [DynamicGroup]
    /// Seconds east of UTC that schedules are written in.
    public let timeZoneOffset: Int
    let addressSets: [AddressSet]
    let services: [ServiceMatcher]
    let applicationSets: [ApplicationSet]
    let schedules: [Schedule]
    let users: UserTable
    let zoneIDs: [String: ZoneID]
    let categoryIDs: [String: CategoryID]
    /// Zones without user identification.
    let silentZones: Set<ZoneID>
    /// Whether zones that the policy does not define identify users.
    let otherZonesIdentify: Bool

    /// Looks up every name and checks every rule.
    ///
    /// - Complexity: O(rules + members + objects), groups once each.
    public init(_ policy: Policy, options: ResolutionOptions = ResolutionOptions(), limits: Limits = .standard) {
        var resolver = Resolver(policy, options: options, limits: limits)
        self = resolver.resolve()
    }

    init(
        _ policy: Policy, rules: [ResolvedRule], resolver: Resolver, dynamicGroups: [DynamicGroup]
    ) {
        name = policy.name
        self.rules = rules
        catalogue = resolver.catalogue
        diagnostics = resolver.diagnostics
        intrazoneDefault = policy.intrazoneDefault
        interzoneDefault = policy.interzoneDefault
        options = resolver.options
        self.dynamicGroups = dynamicGroups
        timeZoneOffset = policy.timeZoneOffset
        addressSets = resolver.sets
        services = resolver.services
        applicationSets = resolver.applicationSets
        schedules = policy.schedules
        users = resolver.users
        zoneIDs = resolver.zoneIDs
        categoryIDs = resolver.categoryIDs
        silentZones = Set((policy.zones ?? []).filter { !$0.identifiesUsers }.compactMap { resolver.zoneIDs[$0.name] })
        otherZonesIdentify = policy.zones == nil || policy.zonesMayBeMissing
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
    public func userID(named name: String) -> UserID { users.id(of: name) }

    /// The number of a URL category; 0 when no rule names it.
    public func categoryID(named name: String) -> CategoryID { categoryIDs[name] ?? CategoryID(rawValue: 0) }

    /// Whether users are looked up for sessions from a zone: as the zone says, and in zones that the policy need not define.
    public func identifiesUsers(in zone: ZoneID) -> Bool {
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

/// Readings of the policy language that the vendor's documents leave open.
public struct ResolutionOptions: Hashable, Sendable {
    /// Which ports `application-default` may mean for a rule with `application any` while the application is unknown
    /// (reference, Unverified 2).
    public enum AnyApplicationPorts: Hashable, Sendable {
        /// A port that is a default port of some application of the catalogue.
        case ofAnyApplication
        /// Every port.
        case all
    }

    public var anyApplicationPorts = AnyApplicationPorts.ofAnyApplication

    public init() {}
}
