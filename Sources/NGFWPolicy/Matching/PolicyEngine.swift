public import NGFWCore

/// Answers lookups against one policy and one registry of addresses, which it owns.
///
///     var engine = PolicyEngine(resolved)
///     engine.apply(update, at: now)                   // dynamic groups follow at once
///     engine.match(input)                             // which rule, and whether that is the last word
///
/// A value with one owner: copies are independent, nothing is locked. Answers are those of ``ReferenceEvaluator``; a lookup
/// ANDs rows of rule bits (one bit a rule) that are made the first time traffic asks for them. A changed tag touches the
/// entry of one address, never the policy.
public struct PolicyEngine: Sendable {
    /// Counts what the answers depend on.
    public struct Revisions: Hashable, Sendable {
        /// From 1, rises with each ``PolicyEngine/replacePolicy(_:)``.
        public var policy: UInt64
        /// ``AddressRegistry/revision``
        public var registrations: UInt64
    }

    public var policy: ResolvedPolicy { compiled.policy }
    public private(set) var registry: AddressRegistry
    private(set) var compiled: CompiledPolicy
    private(set) var users: UserTable
    private var registered: RegisteredIndex
    private var rows: RuleRows
    private var policyRevision: UInt64 = 1
    private let seed: UInt64
    private let rowBytes: Int

    /// - Parameters:
    ///   - seed: a secret number that keeps registrants from making addresses collide in the table of hosts.
    ///   - rowBytes: memory for rule rows; when it is used up they are dropped and made anew.
    public init(
        _ policy: ResolvedPolicy, registry: AddressRegistry = AddressRegistry(), seed: UInt64 = 0x6a09_e667_f3bc_c908,
        rowBytes: Int = 256 << 20
    ) {
        self.seed = seed
        self.rowBytes = rowBytes
        self.registry = registry
        let compiled = CompiledPolicy(policy)
        self.compiled = compiled
        users = policy.users
        registered = RegisteredIndex(policy.dynamicGroups, registry, seed: seed)
        rows = RuleRows(compiled, rowBytes: rowBytes)
    }

    public var revisions: Revisions { Revisions(policy: policyRevision, registrations: registry.revision) }

    /// Puts another policy in force; registrations stay. Ids of zones, users, categories and rules are those of the new
    /// policy.
    public mutating func replacePolicy(_ policy: ResolvedPolicy) {
        compiled = CompiledPolicy(policy)
        users = policy.users
        registered = RegisteredIndex(policy.dynamicGroups, registry, seed: seed)
        rows = RuleRows(compiled, rowBytes: rowBytes)
        policyRevision += 1
    }

    /// Does what a registration message says; the next lookup sees it.
    @discardableResult
    public mutating func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        let outcomes = registry.apply(update, at: time)
        follow(outcomes)
        return outcomes
    }

    /// Forgets registrations whose time has come.
    @discardableResult
    public mutating func expire(at time: Timestamp) -> [RegistrationOutcome] {
        let outcomes = registry.expire(at: time)
        if !outcomes.isEmpty { follow(outcomes) }
        return outcomes
    }

    private mutating func follow(_ outcomes: [RegistrationOutcome]) {
        let before = registered.generation
        registered.follow(outcomes, registry)
        if registered.generation != before { rows.dropRows() }
    }

    // MARK: Lookup

    /// Which rule decides for a session, by what is known of it now. Source: reference section 2.1.
    ///
    /// - Complexity: O(rules / 256) in the steady state, without allocation.
    public mutating func match(_ input: MatchInput) -> RuleMatch {
        rows.makeRoom()
        let fixed = rows.fixedRows
        let portClass = compiled.ports.classID(of: input)
        let possible = input.tuple.ipProtocol.hasPorts ? RuleRows.ServiceView.possible : .possibleWithoutPorts
        var search = RuleSearch(
            zones: rows.zoneRow(input.from, input.to), staticSource: 0, dynamicSource: 0, staticDestination: 0, dynamicDestination: 0,
            negatedSource: fixed.negatedSource, negatedDestination: fixed.negatedDestination, user: rows.userRow(input.user, users),
            service: 0, application: 0, category: rows.categoryRow(input.category))
        resolveAddresses(input.tuple, &search)
        if let application = input.application {
            let isDefault = compiled.defaults.isOnDefaultPort(application, input)
            search.service = rows.serviceRow(portClass, isDefault ? .withDefault : .named)
            search.application = rows.applicationRow(application)
        } else {
            search.service = rows.serviceRow(portClass, possible)
            search.application = fixed.undecided
        }
        let phase = input.application == nil ? ServicePhase.possible : .actual
        if let rule = firstRule(search, input, phase) {
            return RuleMatch(author: .rule(rule), action: compiled.actions[rule], standing: standing(rule, input))
        }
        if let application = input.application, input.applicationMayShift {
            search.service = rows.serviceRow(portClass, possible)
            search.application = rows.implicitRow(application)
            if let rule = firstRule(search, input, .possible) {
                return RuleMatch(author: .rule(rule), action: compiled.actions[rule], standing: .implicit)
            }
        }
        return policy.defaultMatch(from: input.from, to: input.to)
    }

    private mutating func resolveAddresses(_ tuple: FiveTuple, _ search: inout RuleSearch) {
        search.staticSource = rows.staticSourceRow(compiled.addresses.classID(of: tuple.source))
        search.staticDestination = rows.staticDestinationRow(compiled.addresses.classID(of: tuple.destination))
        // PERF: the groups of a class are fetched only for a new row; passing them along copied the index (benchmark `rules`).
        let source = registered.classID(of: tuple.source)
        search.dynamicSource = rows.dynamicSourceRow(source) ?? rows.makeDynamicSourceRow(source, registered.classes.classes[source])
        let destination = registered.classID(of: tuple.destination)
        search.dynamicDestination =
            rows.dynamicDestinationRow(destination)
            ?? rows.makeDynamicDestinationRow(destination, registered.classes.classes[destination])
        if !compiled.wildcards.isEmpty {
            search.staticSource = rows.addingWildcardSources(search.staticSource, tuple.source)
            search.staticDestination = rows.addingWildcardDestinations(search.staticDestination, tuple.destination)
        }
    }

    /// The first rule that all rows hold and that passes what rows cannot tell: schedule, source ports.
    private func firstRule(_ search: RuleSearch, _ input: MatchInput, _ phase: ServicePhase) -> Int? {
        var start = 0
        while let rule = rows.bits.first(search, from: start) {
            if !rows.bits.contains(UInt32(rule), in: rows.fixedRows.checked) || passesChecks(rule, input, phase) {
                return rule
            }
            start = rule + 1
        }
        return nil
    }

    /// How `application-default` is meant: the application's own ports, or those of all that the rule names.
    private enum ServicePhase {
        case actual
        case possible
    }

    private func passesChecks(_ index: Int, _ input: MatchInput, _ phase: ServicePhase) -> Bool {
        let rule = compiled.policy.rules[index]
        if let schedule = rule.schedule, !policy.schedules[schedule].isActive(at: input.time, in: policy.timeZone) {
            return false
        }
        guard rule.sourceHIP.contains(input.sourceHIP), rule.destinationHIP.contains(input.destinationHIP) else { return false }
        switch rule.service {
        case .any: return true
        case .services(let indexes): return indexes.contains { policy.services[$0].contains(input.tuple) }
        case .applicationDefault: return phase == .actual || policy.isPortPossible(rule, input)
        }
    }

    private func standing(_ rule: Int, _ input: MatchInput) -> RuleMatch.Standing {
        let fixed = rows.fixedRows
        if input.application == nil, !rows.bits.contains(UInt32(rule), in: fixed.anyApplication) { return .tentative }
        if input.category == nil, !rows.bits.contains(UInt32(rule), in: fixed.anyCategory) { return .tentative }
        return .decided
    }

    // MARK: Groups

    /// The static and dynamic groups that hold an address, of those that rules reach, sorted by name.
    ///
    /// - Complexity: O(groups found)
    public func groups(of address: IPAddress) -> [String] { sets(of: address).filter(\.isGroup).map(\.name).sorted() }

    /// Of these, the dynamic ones.
    public func dynamicGroups(of address: IPAddress) -> [String] {
        sets(of: address).filter { $0.kind == .dynamicGroup }.map(\.name).sorted()
    }

    private func sets(of address: IPAddress) -> [AddressSet] {
        var sets = Set(compiled.addressClasses[compiled.addresses.classID(of: address)])
        compiled.wildcards.forEach(containing: address) { sets.formUnion($0) }
        for group in registered.groups(of: address) { sets.formUnion(compiled.setsOfDynamicGroup[Int(group)]) }
        // PERF: a local array; closures over `policy` copied the engine for every log record (benchmark `traffic`).
        let all = compiled.policy.addressSets
        return sets.map { all[Int($0)] }
    }

    // MARK: Users

    /// The user behind a source address in a zone: unmapped where the zone does not identify users.
    public mutating func user(of address: IPAddress, from zone: ZoneID) -> UserFact {
        guard policy.identifiesUsers(in: zone), let name = registry.user(of: address) else { return .unmapped }
        return .mapped(users.id(of: name, groups: registry.groupsOfUser[name] ?? []))
    }

    /// A user by name, with the groups of the policy and of registrations.
    public mutating func user(named name: String) -> UserFact {
        guard let key = UserName.normalized(name) else { return .unmapped }
        return .mapped(users.id(of: key, groups: registry.groupsOfUser[key] ?? []))
    }
}
