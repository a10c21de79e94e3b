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

    /// Every name that has been met; what is "by name" below is by its number here.
    var names = NameTable(["any"])
    static let anyName = 0

    // Tables of the policy by name.
    var objects = NameMap()
    var groups = NameMap()
    var serviceObjects = NameMap()
    var serviceGroups = NameMap()
    var applicationGroups = NameMap()
    var applicationFilters = NameMap()
    /// Indexes of ``functions``.
    var containers = NameMap()
    var scheduleIndexes = NameMap()
    /// The applications of each container.
    var functions: [[ApplicationID]] = []
    var zoneIDs: [String: ZoneID] = [:]
    var categoryIDs: [String: CategoryID] = [:]
    var hipBits: [String: UInt64] = [:]
    var users: UserTable
    /// Dynamic user groups that cannot be used, normalised, and why.
    var faultyUserGroups: [String: String] = [:]
    /// Normalised names of users by name, `nil` for one that is not legal.
    var normalizedUsers: [Int: String?] = [:]
    /// Names that several kinds of application things have.
    var collidingNames: Set<Int> = []
    /// Indexes of groups that hold themselves.
    var cyclicServiceGroups: Set<Int> = []
    var cyclicApplicationGroups: Set<Int> = []

    /// The numbers of one rule's addresses.
    var addressNumbers: [UInt32] = []
    /// Those of the members of groups that are being expanded, the outermost one's first.
    var memberNumbers: [UInt32] = []

    // What rules come to.
    var sets: [AddressSet] = []
    var setIndexes = NameMap()
    var dynamicGroups: [DynamicGroup] = []
    /// Groups that are being expanded, outermost first, by name.
    var path: [Int] = []
    var leafCount = 0
    /// By set: its leaves when it is sound and no group, else -1. PERF: groups are merged from little more than this.
    var plainCounts: [Int32] = []
    /// By set: whether everything of it is known.
    var isWhole: [Bool] = []
    var memberMarks = NumberMarks()
    var partMarks = NumberMarks()
    var objectsByTag: [String: [Int]] = [:]
    var groupsByTag: [String: [Int]] = [:]
    var services: [ServiceMatcher] = []
    /// The service that a name means by itself: an object or a built-in one.
    var serviceIndexes = NameMap()
    var applicationSets: [ApplicationSet] = []
    /// The application that a name means by itself: no group, filter or container.
    var plainApplications = NameMap()
    /// What sets of applications are made from, by application.
    var traits: [ApplicationTraits] = []
    /// Names of the list that is being opened.
    var nameMarks = NumberMarks()

    // Lists as rules write them, so that a repeated one is looked up once.
    var zoneLists: NameLists<ZoneCriterion>
    var userLists: NameLists<UserCriterion>
    var categoryLists: NameLists<CategoryCriterion>
    /// An index of ``applicationSets``; lists in ascending order of their names' numbers stand for those in any order.
    var applicationLists: NameLists<Int>
    var serviceLists: NameLists<ServiceCriterion>
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
        zoneLists = NameLists(seed: names.seed)
        userLists = NameLists(seed: names.seed)
        categoryLists = NameLists(seed: names.seed)
        applicationLists = NameLists(seed: names.seed)
        serviceLists = NameLists(seed: names.seed)
    }

    mutating func resolve() -> ResolvedPolicy {
        indexNames()
        indexUsers()
        findCollisions()
        checkCycles()
        var rules: [ResolvedRule] = []
        rules.reserveCapacity(min(policy.rules.count, limits.rules))
        if policy.rules.count > limits.rules {
            diagnostics.error(
                "NGFW-P001", "the policy has \(policy.rules.count) rules, \(limits.rules) are allowed; the rest is left out",
                at: policy.rules[limits.rules].location)
        }
        let written = policy.rules
        let isFirst = areFirst(written)
        var lists: [ListNumbers] = []
        for index in isFirst.indices {
            if index.isMultiple(of: Self.together) { number(written, index..<min(index + Self.together, isFirst.count), &lists) }
            guard isFirst[index] else {
                diagnostics.warning(
                    "NGFW-P003", "duplicate rule '\(written[index].name)': the first one stays, this one is left out",
                    at: written[index].location)
                continue
            }
            rules.append(resolve(WrittenRule(written, index), lists[index % Self.together], number: rules.count))
        }
        checkDefault(policy.intrazoneDefault)
        checkDefault(policy.interzoneDefault)
        let overrides = resolveOverrides()
        let tunnels = resolveTunnelInspections()
        warnAboutDependencies(rules)
        return ResolvedPolicy(policy, rules: rules, overrides: overrides, tunnels: tunnels, resolver: self)
    }

    private static let together = 32

    /// The numbers of the lists of some rules.
    ///
    /// PERF: of many at once, so that the cache misses of the table of names overlap (benchmark `compile`).
    private mutating func number(_ written: [SecurityRule], _ places: Range<Int>, _ lists: inout [ListNumbers]) {
        lists.removeAll(keepingCapacity: true)
        addressNumbers.removeAll(keepingCapacity: true)
        for place in places { ListNumbers.readEarly(WrittenRule(written, place), &names) }
        for place in places { lists.append(ListNumbers(ofEarly: WrittenRule(written, place), &self)) }
    }

    /// Of the rules within the limit: whether one is the first of its name.
    ///
    /// PERF: a pass of its own, so that the cache misses of the table of names overlap.
    private func areFirst(_ rules: [SecurityRule]) -> [Bool] {
        let count = min(rules.count, limits.rules)
        var taken = NameTable(capacity: count)
        var isFirst: [Bool] = []
        isFirst.reserveCapacity(count)
        let rules = rules.span
        for index in 0..<count { isFirst.append(taken.insert(rules[index].name)) }
        return isFirst
    }

    private mutating func checkDefault(_ rule: DefaultRule) {
        if rule.icmpUnreachable, rule.action == .allow || rule.action == .deny {
            report(
                "NGFW-P018", "rule '\(rule.name)': icmp-unreachable is legal with drop and reset actions only", at: rule.location)
        }
    }

    // MARK: Tables

    private mutating func indexNames() {
        objects = index(policy.addresses.lazy.map { ($0.name, $0.location) }, "address object")
        groups = index(policy.addressGroups.lazy.map { ($0.name, $0.location) }, "address group")
        serviceObjects = index(policy.services.lazy.map { ($0.name, $0.location) }, "service")
        serviceGroups = index(policy.serviceGroups.lazy.map { ($0.name, $0.location) }, "service group")
        applicationGroups = index(policy.applicationGroups.lazy.map { ($0.name, $0.location) }, "application group")
        applicationFilters = index(policy.applicationFilters.lazy.map { ($0.name, $0.location) }, "application filter")
        scheduleIndexes = index(policy.schedules.lazy.map { ($0.name, $0.location) }, "schedule")
        for (index, object) in policy.addresses.enumerated() where !object.tags.isEmpty && objects[names.number(of: object.name)] == index {
            for tag in Set(object.tags.map(folded)) { objectsByTag[tag, default: []].append(index) }
        }
        for (index, group) in policy.addressGroups.enumerated() where !group.tags.isEmpty && groups[names.number(of: group.name)] == index {
            for tag in Set(group.tags.map(folded)) { groupsByTag[tag, default: []].append(index) }
        }
        for id in catalogue.identifiers {
            guard let container = catalogue[id].container else { continue }
            let name = names.number(of: container)
            if let index = containers[name] {
                functions[index].append(id)
            } else {
                containers[name] = functions.count
                functions.append([id])
            }
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
        var found: [Int] = []
        nameMarks.begin(names.count)
        for index in policy.rules.indices { collect(policy.rules[index].users, &found) }
        for rule in policy.applicationOverrides { collect(rule.users, &found) }
        for rule in policy.tunnelInspections { collect(rule.users, &found) }
        if found.isEmpty { return }
        let form = options.userNames
        var filters: [String: TagExpression] = [:]
        for group in policy.dynamicUserGroups {
            guard let name = UserName.normalized(group.name, form: form) else { continue }
            do {
                filters[name] = try TagExpression(group.filter, options: options, limits: limits)
            } catch {
                report("NGFW-P009", "dynamic user group '\(group.name)': \(error)", at: group.location, notes: ["filter: \(group.filter)"])
                faultyUserGroups[name] = "the filter of '\(group.name)' cannot be read"
            }
        }
        for group in policy.unreadNames.users {
            if let name = UserName.normalized(group, form: form) { faultyUserGroups[name] = Self.unread(group) }
        }
        let terms = found.compactMap { normalizedUser($0) }.filter { !UserTable.keywords.contains($0) }
        users = UserTable(names: terms, groups: policy.userGroups, dynamicGroups: filters, form: form)
    }

    /// Adds the names of a list that were not met before.
    private mutating func collect(_ users: [String], _ found: inout [Int]) {
        let list = userLists.number(of: users, &names)
        if userLists.isAny(list) { return }
        for name in userLists.names(of: list) where nameMarks.insert(Int(name)) { found.append(Int(name)) }
    }

    /// Groups of names that hold themselves, found for all of them at once.
    private mutating func checkCycles() {
        cyclicServiceGroups = cycles(policy.serviceGroups, serviceGroups)
        cyclicApplicationGroups = cycles(policy.applicationGroups, applicationGroups)
        for group in policy.serviceGroups where isIn(cyclicServiceGroups, group, serviceGroups) {
            report("NGFW-P008", "service group '\(group.name)' holds itself", at: group.location)
        }
        for group in policy.applicationGroups where isIn(cyclicApplicationGroups, group, applicationGroups) {
            report("NGFW-P008", "application group '\(group.name)' holds itself", at: group.location)
        }
    }

    private mutating func cycles(_ groups: [NamedGroup], _ indexes: NameMap) -> Set<Int> {
        let members = groups.enumerated().map { index, group in
            // Of groups of one name the first stays.
            indexes[names.number(of: group.name)] == index ? names.numbers(of: group.members).compactMap { indexes[Int($0)] } : []
        }
        return GroupCycles(members).groups
    }

    private mutating func isIn(_ found: Set<Int>, _ group: NamedGroup, _ indexes: NameMap) -> Bool {
        indexes[names.number(of: group.name)].map(found.contains) ?? false
    }

    /// The places of things by name, of those with one name the first.
    private mutating func index(_ things: some Sequence<(String, SourceLocation?)>, _ what: String) -> NameMap {
        var places = NameMap()
        for (place, (name, location)) in things.enumerated() {
            let number = names.number(of: name)
            if ["any", "application-default", "multicast"].contains(name) {
                report("NGFW-P022", "\(what) '\(name)' has a reserved name; rename it", at: location)
            } else if places[number] != nil {
                diagnostics.warning("NGFW-P026", "duplicate \(what) '\(name)': the first one stays", at: location)
            } else {
                places[number] = place
            }
        }
        return places
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

    /// Why a rule that names something is not understood, when an importer could not read that whole.
    static func unread(_ name: String) -> String { "'\(name)' could not be read whole" }

    /// Reports a name that nothing has, with the nearest name that something has.
    mutating func unknown(
        _ code: String, _ what: String, _ name: String, in place: Place, at location: SourceLocation?, among known: () -> [String]
    ) {
        var notes: [String] = []
        if suggestionsLeft > 0 {
            suggestionsLeft -= 1
            if let near = nearestName(to: name, in: known()) { notes = ["did you mean '\(near)'?"] }
        }
        report(code, "unknown \(what) '\(name)' in \(place)", at: location, notes: notes)
    }
}

/// Where a name stands; it is put into words only for a message.
struct Place: CustomStringConvertible {
    var what: String
    var name: String

    init(_ what: String, _ name: String) {
        self.what = what
        self.name = name
    }

    /// `rule 'ssh-in'`
    var description: String { "\(what) '\(name)'" }
}
