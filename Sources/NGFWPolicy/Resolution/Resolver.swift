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
    /// Errors that are warnings because errors are let pass.
    var toleratedErrorCount = 0
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
    /// Dynamic user groups whose filters cannot be read, normalised.
    var faultyUserGroups: Set<String> = []
    /// Names that several kinds of application things have.
    var collidingNames: Set<String> = []
    var cyclicServiceGroups: Set<String> = []
    var cyclicApplicationGroups: Set<String> = []

    // What rules come to.
    var sets: [AddressSet] = []
    var setIndexes: [String: Int] = [:]
    var dynamicGroups: [DynamicGroup] = []
    /// Groups that are being expanded, outermost first.
    var path: [String] = []
    var leafCount = 0
    /// By set: the last merge that it was a member of, and that its leaves were in.
    var memberMarks: [Int] = []
    var leafMarks: [Int] = []
    var mergeNumber = 0
    var objectsByTag: [String: [Int]] = [:]
    var groupsByTag: [String: [Int]] = [:]
    var services: [ServiceMatcher] = []
    var serviceIndexes: [ServiceMatcher: Int] = [:]
    var applicationSets: [ApplicationSet] = []
    var applicationSetIndexes: [[String]: Int] = [:]
    // Lists as rules write them, so that a repeated one is looked up once.
    var zoneLists: [[String]: ZoneCriterion] = [:]
    var serviceLists: [[String]: [Int]] = [:]
    /// Messages about an object that several lists reach.
    var warned: Set<String> = []
    var checkedSchedules: [Bool?] = []
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
        users = UserTable(names: [])
    }

    mutating func resolve() -> ResolvedPolicy {
        indexNames()
        indexUsers()
        findCollisions()
        checkCycles()
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
        let overrides = resolveOverrides()
        warnAboutDependencies(rules)
        return ResolvedPolicy(policy, rules: rules, overrides: overrides, resolver: self)
    }

    private mutating func checkDefault(_ rule: DefaultRule) {
        if rule.icmpUnreachable, rule.action == .allow || rule.action == .deny {
            report(
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
            for tag in Set(object.tags.map(folded)) { objectsByTag[tag, default: []].append(index) }
        }
        for (index, group) in policy.addressGroups.enumerated() where groups[group.name] == index {
            for tag in Set(group.tags.map(folded)) { groupsByTag[tag, default: []].append(index) }
        }
        for id in catalogue.identifiers {
            if let container = catalogue[id].container { containers[container, default: []].append(id) }
        }
        for zone in policy.zones ?? [] { _ = intern(zone: zone.name, at: zone.location) }
        if options.icmpv6Echo == .ping6, catalogue.id(named: "ping6") == nil {
            var application = Application(name: "ping6", category: "networking", subcategory: "ip-protocol", origin: .list)
            application.technology = "network-protocol"
            application.defaultPorts = [DefaultPort(.icmpv6, icmpType: 128), DefaultPort(.icmpv6, icmpType: 129)]
            catalogue.insert(application)
        }
    }

    /// A tag as it is compared.
    func folded(_ tag: String) -> String { options.tagCase == .sensitive ? tag : tag.lowercased() }

    /// Collects the users and groups that rules name.
    private mutating func indexUsers() {
        var names: [String] = []
        for rule in policy.rules where !isAny(rule.users) { names += rule.users }
        for rule in policy.applicationOverrides where !isAny(rule.users) { names += rule.users }
        if names.isEmpty { return }
        let form = options.userNames
        var filters: [String: TagExpression] = [:]
        for group in policy.dynamicUserGroups {
            guard let name = UserName.normalized(group.name, form: form) else { continue }
            do {
                filters[name] = try TagExpression(group.filter, options: options, limits: limits)
            } catch {
                report("NGFW-P009", "dynamic user group '\(group.name)': \(error)", at: group.location, notes: ["filter: \(group.filter)"])
                faultyUserGroups.insert(name)
            }
        }
        let terms = names.compactMap { UserName.normalized($0, form: form) }.filter { !UserTable.keywords.contains($0) }
        users = UserTable(names: terms, groups: policy.userGroups, dynamicGroups: filters, form: form)
    }

    /// Groups of names that hold themselves, found for all of them at once.
    private mutating func checkCycles() {
        cyclicServiceGroups = GroupCycles(policy.serviceGroups, serviceGroups).names
        cyclicApplicationGroups = GroupCycles(policy.applicationGroups, applicationGroups).names
        for group in policy.serviceGroups where cyclicServiceGroups.contains(group.name) {
            report("NGFW-P008", "service group '\(group.name)' holds itself", at: group.location)
        }
        for group in policy.applicationGroups where cyclicApplicationGroups.contains(group.name) {
            report("NGFW-P008", "application group '\(group.name)' holds itself", at: group.location)
        }
    }

    private mutating func index(_ names: [(String, SourceLocation?)], _ what: String, into path: WritableKeyPath<Resolver, [String: Int]>) {
        for (index, (name, location)) in names.enumerated() {
            if ["any", "application-default", "multicast"].contains(name) {
                report("NGFW-P022", "\(what) '\(name)' has a reserved name; rename it", at: location)
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
            report("NGFW-P022", "zone '\(name)' has a reserved name; rename it", at: location)
            return nil
        }
        guard let number = UInt16(exactly: zoneIDs.count + ZoneID.reservedCount) else { return nil }
        zoneIDs[name] = ZoneID(rawValue: number)
        return zoneIDs[name]
    }

    // MARK: Messages

    /// An error; a warning where errors are let pass, for what depends on it matches nothing then.
    mutating func report(_ code: String, _ message: String, at location: SourceLocation?, notes: [String] = []) {
        if isLenient { toleratedErrorCount += 1 }
        diagnostics.add(Diagnostic(isLenient ? .warning : .error, code, message, at: location, notes: notes))
    }

    /// A warning about an object, once however many rules reach it.
    mutating func warnOnce(_ code: String, _ message: String, at location: SourceLocation?) {
        if warned.insert(message).inserted { diagnostics.warning(code, message, at: location) }
    }

    /// Reports a name that nothing has, with the nearest name that something has.
    mutating func unknown(
        _ code: String, _ what: String, _ name: String, in place: String, at location: SourceLocation?, among names: () -> [String]
    ) {
        var notes: [String] = []
        if suggestionsLeft > 0 {
            suggestionsLeft -= 1
            if let near = nearestName(to: name, in: names()) { notes = ["did you mean '\(near)'?"] }
        }
        report(code, "unknown \(what) '\(name)' in \(place)", at: location, notes: notes)
    }
}
