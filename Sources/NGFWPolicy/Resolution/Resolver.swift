import NGFWCore

/// Builds a ``ResolvedPolicy``: looks up names, flattens groups, collects diagnostics.
struct Resolver {
    let policy: Policy
    let options: PolicyOptions
    let limits: Limits
    let isLenient: Bool
    /// Whose timed addresses hold.
    let time: Timestamp
    /// When others do.
    var nextChange: Timestamp?
    var diagnostics: Diagnostics
    var catalogue: ApplicationCatalogue

    // Tables of the policy by name.
    var objects: [String: Int] = [:]
    var groups: [String: Int] = [:]
    var serviceObjects: [String: Int] = [:]
    var serviceGroups: [String: Int] = [:]
    var applicationGroups: [String: Int] = [:]
    var applicationFilters: [String: Int] = [:]
    var containers: [String: [ApplicationID]] = [:]
    var scheduleIndexes: [String: Int] = [:]
    var zoneIDs: [String: ZoneID] = [:]
    var categoryIDs: [String: CategoryID] = [:]
    var hipBits: [String: UInt64] = [:]
    var users: UserTable

    // What rules come to.
    var sets: [AddressSet] = []
    var setIndexes: [String: Int] = [:]
    var dynamicGroups: [DynamicGroup] = []
    /// Groups that are being expanded, outermost first.
    var path: [String] = []
    var leafCount = 0
    var objectsByTag: [String: [Int]] = [:]
    var groupsByTag: [String: [Int]] = [:]
    var services: [ServiceMatcher] = []
    var serviceIndexes: [ServiceMatcher: Int] = [:]
    var applicationSets: [ApplicationSet] = []
    var applicationSetIndexes: [[String]: Int] = [:]
    /// "Did you mean" costs a walk over all names, so only the first few mistakes get one.
    var suggestionsLeft = 100

    init(_ policy: Policy, options: PolicyOptions, limits: Limits, isLenient: Bool = false, time: Timestamp = .distantPast) {
        self.policy = policy
        self.options = options
        self.limits = limits
        self.isLenient = isLenient
        self.time = time
        diagnostics = Diagnostics(limit: limits.diagnostics)
        catalogue = policy.catalogue
        let named = policy.rules.lazy.filter { !UserCriterion.isAny($0.users) }.flatMap(\.users).compactMap(UserName.normalized)
        users = UserTable(names: named.filter { !UserTable.keywords.contains($0) }, groups: policy.userGroups)
    }

    mutating func resolve() -> ResolvedPolicy {
        indexNames()
        var rules: [ResolvedRule] = []
        var names: Set<String> = []
        if policy.rules.count > limits.rules {
            diagnostics.error(
                "NGFW-P001", "the policy has \(policy.rules.count) rules, \(limits.rules) are allowed; the rest is left out",
                at: policy.rules[limits.rules].location)
        }
        for rule in policy.rules.prefix(limits.rules) {
            guard names.insert(rule.name).inserted else {
                diagnostics.warning(
                    "NGFW-P003", "duplicate rule '\(rule.name)': the first one stays, this one is left out", at: rule.location)
                continue
            }
            rules.append(resolve(rule, index: rules.count))
        }
        checkDefault(policy.intrazoneDefault)
        checkDefault(policy.interzoneDefault)
        return ResolvedPolicy(policy, rules: rules, resolver: self, dynamicGroups: dynamicGroups)
    }

    private mutating func checkDefault(_ rule: DefaultRule) {
        if rule.icmpUnreachable, rule.action == .allow || rule.action == .deny {
            diagnostics.error(
                "NGFW-P018", "rule '\(rule.name)': icmp-unreachable is legal with drop and reset actions only", at: rule.location)
        }
    }

    // MARK: Tables

    private mutating func indexNames() {
        index(policy.addresses.map { ($0.name, $0.location) }, "address object", into: \.objects)
        index(policy.addressGroups.map { ($0.name, $0.location) }, "address group", into: \.groups)
        index(policy.services.map { ($0.name, $0.location) }, "service", into: \.serviceObjects)
        index(policy.serviceGroups.map { ($0.name, $0.location) }, "service group", into: \.serviceGroups)
        index(policy.applicationGroups.map { ($0.name, $0.location) }, "application group", into: \.applicationGroups)
        index(policy.applicationFilters.map { ($0.name, $0.location) }, "application filter", into: \.applicationFilters)
        index(policy.schedules.map { ($0.name, $0.location) }, "schedule", into: \.scheduleIndexes)
        for (index, object) in policy.addresses.enumerated() where objects[object.name] == index {
            for tag in Set(object.tags) { objectsByTag[tag, default: []].append(index) }
        }
        for (index, group) in policy.addressGroups.enumerated() where groups[group.name] == index {
            for tag in Set(group.tags) { groupsByTag[tag, default: []].append(index) }
        }
        for id in catalogue.identifiers {
            if let container = catalogue[id].container { containers[container, default: []].append(id) }
        }
        for zone in policy.zones ?? [] { _ = intern(zone: zone.name, at: zone.location) }
    }

    private mutating func index(_ names: [(String, SourceLocation?)], _ what: String, into path: WritableKeyPath<Resolver, [String: Int]>) {
        for (index, (name, location)) in names.enumerated() {
            if ["any", "application-default", "multicast"].contains(name) {
                diagnostics.error("NGFW-P022", "\(what) '\(name)' has a reserved name; rename it", at: location)
            } else if self[keyPath: path][name] != nil {
                diagnostics.warning("NGFW-P026", "duplicate \(what) '\(name)': the first one stays", at: location)
            } else {
                self[keyPath: path][name] = index
            }
        }
    }

    /// The number of a zone name, `nil` when the numbers are used up.
    mutating func intern(zone name: String, at location: SourceLocation?) -> ZoneID? {
        if let id = zoneIDs[name] { return id }
        if name == "any" || name == ZoneID.multicastName {
            diagnostics.error("NGFW-P022", "zone '\(name)' has a reserved name; rename it", at: location)
            return nil
        }
        guard let number = UInt16(exactly: zoneIDs.count + ZoneID.reservedCount) else { return nil }
        zoneIDs[name] = ZoneID(rawValue: number)
        return zoneIDs[name]
    }

    // MARK: Messages

    /// Reports a name that nothing has, with the nearest name that something has.
    mutating func unknown(
        _ code: String, _ what: String, _ name: String, in place: String, at location: SourceLocation?, among names: () -> [String]
    ) {
        var notes: [String] = []
        if suggestionsLeft > 0 {
            suggestionsLeft -= 1
            if let near = nearestName(to: name, in: names()) { notes = ["did you mean '\(near)'?"] }
        }
        diagnostics.error(code, "unknown \(what) '\(name)' in \(place)", at: location, notes: notes)
    }
}

extension UserCriterion {
    static func isAny(_ names: [String]) -> Bool { names.isEmpty || names == ["any"] }
}
