public import NGFWCore

/// Answers lookups against one policy and one registry of addresses, which it owns.
///
///     var engine = PolicyEngine(resolved)
///     engine.apply(update, at: now)                   // dynamic groups follow at once
///     engine.match(input)                             // which rule, and whether that is the last word
///
/// A value with one owner: copies are independent, nothing is locked. Answers are those of ``ReferenceEvaluator``. An
/// address becomes two class numbers, one of its static prefixes and one of its registered tags; a lookup ANDs sparse rows
/// of rule bits of such classes, which are made the first time traffic asks for them, and a memo remembers answers by class
/// numbers. A changed tag touches the record of one address, never the policy.
///
/// A copy costs little until one of the two makes something: then its rows, its memo and, where registrations have timeouts,
/// the deadlines are copied whole, hosts and their tags page by page.
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
    private(set) var facts: LookupFacts
    var addresses: AddressIndex
    private(set) var users: UserTable
    var registered: RegisteredIndex
    var rows: RuleRows
    var memo: MatchMemo
    var names = GroupNameCache()
    /// Rises when class numbers taken before may no longer be an address's.
    var classEpoch: UInt64 = 1
    private var policyRevision: UInt64 = 1
    private let seed: UInt64
    private let memory: Memory
    /// See ``CompiledPolicy/walksRules``.
    private(set) var walksRules: Bool
    /// When addresses of the policy change.
    private var nextChange: Timestamp?

    /// What an engine may use for what it makes as traffic asks for it.
    public struct Memory: Hashable, Sendable {
        /// For rows of rules; when it is used up they are forgotten and made anew.
        public var rowBytes: Int
        /// Answers remembered, 32 bytes each; 0 turns the memo off. `nil` is 65,536 from 1,000 rules on, else none: the rows of
        /// a small policy answer as fast.
        public var memoEntries: Int?

        /// Sets of tags that are kept at least after the last host with exactly these tags has changed, in case one has them again;
        /// about 100 bytes each.
        public var idleTagSets: Int

        public init(rowBytes: Int = 256 << 20, memoEntries: Int? = nil, idleTagSets: Int = 1 << 16) {
            self.rowBytes = rowBytes
            self.memoEntries = memoEntries
            self.idleTagSets = idleTagSets
        }

        public static let standard = Memory()

        func memoEntries(rules: Int) -> Int {
            memoEntries ?? (rules < 1_000 ? 0 : 1 << 16)
        }
    }

    /// - Parameter seed: a secret number that keeps outsiders from making the keys of tables collide; `nil` for one of this process.
    public init(
        _ policy: ResolvedPolicy, registry: AddressRegistry = AddressRegistry(), seed: UInt64? = nil, memory: Memory = .standard
    ) {
        let seed = seed ?? SecretSeed.make(2)
        self.seed = seed
        self.memory = memory
        self.registry = registry
        self.registry.options = policy.options
        nextChange = policy.nextChange
        let compiled = CompiledPolicy(policy)
        walksRules = compiled.walksRules
        self.compiled = compiled
        facts = compiled.lookup
        addresses = compiled.addresses
        users = policy.users
        registered = RegisteredIndex(policy.dynamicGroups, registry, seed: seed, idleTagSets: memory.idleTagSets)
        rows = RuleRows(compiled, rowBytes: memory.rowBytes, seed: seed)
        memo = MatchMemo(entries: memory.memoEntries(rules: policy.rules.count), seed: seed)
    }

    public var revisions: Revisions { Revisions(policy: policyRevision, registrations: registry.revision) }

    /// Puts another policy in force; registrations stay, and names of tags and users in them are compared as they were when they
    /// came. Ids of zones, users, categories and rules are those of the new policy.
    public mutating func replacePolicy(_ policy: ResolvedPolicy) {
        registry.options = policy.options
        nextChange = policy.nextChange
        compiled = CompiledPolicy(policy)
        walksRules = compiled.walksRules
        facts = compiled.lookup
        addresses = compiled.addresses
        users = policy.users
        registered = RegisteredIndex(policy.dynamicGroups, registry, seed: seed, idleTagSets: memory.idleTagSets)
        rows = RuleRows(compiled, rowBytes: memory.rowBytes, seed: seed)
        memo = MatchMemo(entries: memory.memoEntries(rules: policy.rules.count), seed: seed)
        names.removeAll()
        policyRevision += 1
        classEpoch += 1
    }

    /// Does what a registration message says; the next lookup sees it.
    @discardableResult
    public mutating func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        refresh(at: time)
        prefetch(update)
        let outcomes = registry.apply(update, at: time)
        follow()
        return outcomes
    }

    /// Does what messages say that were made ready before; the next lookup sees it.
    ///
    /// - Complexity: as of ``AddressRegistry/apply(_:at:)-(PreparedChanges,_)``
    @discardableResult
    public mutating func apply(_ changes: PreparedChanges, at time: Timestamp) -> RegistrationSummary {
        refresh(at: time)
        var run = registry.begin(changes, at: time)
        let isLarge = registry.hosts.count >= Self.cachedHosts
        while !run.isDone {
            if isLarge {
                let next = run.upcoming
                for change in next { registry.hosts.prefetch(change.address, registry.hosts.hash(change.address)) }
                for change in next { prefetch(recordOf: change.address) }
            }
            registry.advance(&run)
        }
        let summary = registry.finish(run)
        follow()
        return summary
    }

    /// PERF: asks for what a change of a host will read, so that the cache misses of several tables, and of the first hosts of a
    /// message, overlap (benchmark `groups`).
    private mutating func prefetch(_ update: RegistrationUpdate) {
        if registry.hosts.count < Self.cachedHosts { return }
        for operation in update.operations.prefix(Self.prefetchedHosts) {
            if let host = operation.host { registry.hosts.prefetch(host, registry.hosts.hash(host)) }
        }
        for operation in update.operations.prefix(Self.prefetchedHosts) { if let host = operation.host { prefetch(recordOf: host) } }
    }

    @inline(__always)
    private mutating func prefetch(recordOf host: IPAddress) {
        guard let record = registry.hosts.record(of: host) else { return }
        registry.tags.prefetch(record)
        registered.prefetch(record)
    }

    /// Fewer are in the caches anyway.
    private static let cachedHosts = 10_000
    private static let prefetchedHosts = 64

    /// Whether ``expire(at:)`` may change an answer. O(1).
    public func isDue(at time: Timestamp) -> Bool { isRefreshDue(at: time) || registry.isDue(at: time) }

    /// From when on ``isDue(at:)`` holds; `nil` as long as nothing is to come.
    public var nextDue: Timestamp? { [nextChange, registry.deadlines.earliest].compactMap(\.self).min() }

    /// Whether any address is mapped to a user.
    public var hasLogins: Bool { !registry.logins.isEmpty }

    @inline(__always)
    private func isRefreshDue(at time: Timestamp) -> Bool { nextChange.map { $0 <= time } ?? false }

    /// Resolves the policy again when addresses of it have changed. Source: reference section 3.1.
    private mutating func refresh(at time: Timestamp) {
        if isRefreshDue(at: time) { replacePolicy(policy.resolved(at: time)) }
    }

    /// Forgets registrations whose time has come, and takes over addresses of a fqdn that hold by now.
    @discardableResult
    public mutating func expire(at time: Timestamp) -> [RegistrationOutcome] {
        refresh(at: time)
        guard registry.isDue(at: time) else { return [] }
        let outcomes = registry.expire(at: time)
        follow()
        return outcomes
    }

    private mutating func follow() {
        let before = registered.revision
        registered.follow(registry)
        if registered.revision != before { classEpoch += 1 }
    }

    private mutating func rebuildRanges() {
        let before = registered.revision
        registered.rebuildRanges(registry)
        if registered.revision != before { classEpoch += 1 }
    }

    /// The numbers of tag classes that are no more will be given to others.
    private mutating func forgetTagClasses() {
        let gone = registered.forgetSome(rows: rows.table.count)
        if gone.isEmpty { return }
        rows.forget(tagClasses: gone)
        memo.advance()
        names.removeAll()
        // A session may have kept one of them.
        classEpoch += 1
    }

    /// Makes sure that lookups find room for all that they may have to make, before they take the number of any class.
    @inline(__always)
    mutating func makeRoom(for lookups: Int = 1) {
        if addresses.isFull { forgetWildcardClasses() }
        if registered.owesRanges { rebuildRanges() }
        if registered.classes.isOverfull { forgetTagClasses() }
        rows.makeRoom(for: lookups)
    }

    mutating func forgetWildcardClasses() {
        addresses.forgetJoined()
        rows.forgetAll()
        memo.advance()
        names.removeAll()
        classEpoch += 1
    }

    /// Bytes that the engine holds, by part; what the policy itself holds is not counted.
    public var memoryUse: [(part: String, bytes: Int)] {
        [
            ("index", compiled.bytes + addresses.joinedBytes), ("rows", rows.bytes), ("memo", memo.bytes),
            ("registered addresses", registry.hostBytes),
            ("their classes", registered.bytes),
        ]
    }

    // MARK: Users

    /// The user behind a source address in a zone, as known now: unmapped where the zone does not identify users. See ``UserID``
    /// for how long the answer may be kept.
    public mutating func user(of address: IPAddress, from zone: ZoneID) -> UserFact {
        guard policy.identifiesUsers(in: zone), let name = registry.user(of: address) else { return .unmapped }
        return .mapped(number(of: name))
    }

    private mutating func number(of name: String) -> UserID {
        let before = users.generation
        let id = users.id(of: name, groups: registry.groupsOfUser[name] ?? [], tags: registry.tags(ofUser: name))
        if users.generation != before {
            rows.forgetAll()
            memo.advance()
        }
        return id
    }

    /// A user by name, with the groups of the policy and of registrations.
    public mutating func user(named name: String) -> UserFact {
        guard let key = UserName.normalized(name, form: policy.options.userNames) else { return .unmapped }
        return .mapped(number(of: key))
    }
}
