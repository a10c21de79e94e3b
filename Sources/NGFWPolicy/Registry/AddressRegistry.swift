public import NGFWCore

/// All registered addresses with their tags, and what is known of users: the facts that dynamic groups follow.
///
///     var registry = AddressRegistry()
///     registry.apply(RegistrationUpdate([.register(.host(web), [TagRegistration("web", timeout: 60)])]), at: now)
///     registry.tags(of: web)                              // ["web"]
///     registry.expire(at: now.advanced(bySeconds: 60))    // 10.0.0.5 tag 'web' expired
///
/// A value with one owner; time comes from outside. An address has its own tags and those of every registered range or
/// subnet that holds it (reference section 3.4); IPv4 counts as part of IPv6 ranges, as in rules. Limits are answered by
/// refusals, never by silence.
public struct AddressRegistry: Sendable {
    /// Rises with each change of what the registry says; refreshed timeouts and no-ops do not count.
    public internal(set) var revision: UInt64 = 0
    public let limits: Limits
    /// How tags and users compare, and what a repeated registration does; set before the first registration.
    public var options = PolicyOptions()

    struct Login: Sendable {
        var user: String
        var origin: Origin
        var deadline: Timestamp
    }

    /// Where something comes from and since when it is there.
    struct Origin: Sendable {
        var since: Timestamp
        /// A record of ``details``.
        var detail: UInt32
    }

    /// A changed tag of a host.
    struct Touch: Sendable {
        var record: UInt32
        /// `nil` when the record is another's than before, or several tags are gone. The number is that of the tag until the next
        /// message.
        var tag: UInt32?
    }

    /// Whose deadline a heap entry is.
    enum Timed: Hashable, Sendable {
        case object(RegisteredObject)
        case user(String)
        case login(IPAddress)
    }

    var names = TagNames()
    var details = DetailTable()
    /// The tags of the records that ``hosts``, ``ranges`` and ``users`` name.
    var tags = TagStore()
    var hosts: HostTable
    var ranges: [RegisteredObject: UInt32] = [:]
    var users: [String: UInt32] = [:]
    /// What the last update or expiry changed of hosts; for who follows the registry.
    var touched: [Touch] = []
    var logins: [IPAddress: Login] = [:]
    /// Group → members, both normalised.
    var groups: [String: Set<String>] = [:]
    /// By group: the message that gave it the members it has.
    var groupOrigins: [String: Origin] = [:]
    /// User → groups; the reverse of ``groups``.
    var groupsOfUser: [String: Set<String>] = [:]
    /// The sizes of all ``groups`` together.
    var membershipCount = 0
    var deadlines = DeadlineHeap<Timed>()
    /// How many entries have a deadline.
    var timedCount = 0
    /// The keys of ``ranges``.
    private(set) var rangeTree: RangeTree
    /// Rises when a range or subnet gains or loses a tag.
    var rangeRevision: UInt64 = 0

    public init(limits: Limits = .standard) {
        self.limits = limits
        let seed = SecretSeed.make()
        hosts = HostTable(seed: seed)
        rangeTree = RangeTree(seed: seed)
    }

    /// Does what an update says, after letting expire what is due.
    ///
    /// - Returns: one outcome a tag, mapping or group, in order; what expired first.
    /// - Complexity: O(log *n*) an entry.
    @discardableResult
    public mutating func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        forgetTouched()
        var outcomes = expireEntries(at: time)
        details.begin(update.source, at: time)
        for operation in update.operations { perform(operation, at: time, &outcomes) }
        settle(outcomes)
        return outcomes
    }

    /// Forgets what is due at `time`.
    ///
    /// - Complexity: O(log *n*) an expired entry, O(1) when nothing is due.
    @discardableResult
    public mutating func expire(at time: Timestamp) -> [RegistrationOutcome] {
        forgetTouched()
        let outcomes = expireEntries(at: time)
        settle(outcomes)
        return outcomes
    }

    /// Whether ``expire(at:)`` may have something to forget. O(1).
    public func isDue(at time: Timestamp) -> Bool { deadlines.earliest.map { $0 <= time } ?? false }

    private mutating func settle(_ outcomes: [RegistrationOutcome]) { settle(changes: outcomes.count(where: \.isEffective)) }

    mutating func settle(changes: Int) {
        revision += UInt64(changes)
        if deadlines.count > 2 * timedCount + 1_024 { removeStaleDeadlines() }
    }

    /// What changed before is no news any more.
    mutating func forgetTouched() {
        touched.removeAll(keepingCapacity: true)
        names.recycle()
    }

    // MARK: Records

    func record(of object: RegisteredObject) -> UInt32? {
        if case .host(let address) = object { return hosts.record(of: address) }
        return ranges[object]
    }

    /// Gives an object that has none a record.
    mutating func link(_ object: RegisteredObject, to record: UInt32) {
        if case .host(let address) = object {
            hosts.insert(address, record)
        } else {
            ranges[object] = record
            rangeTree.insert(object)
        }
    }

    mutating func unlink(_ object: RegisteredObject) {
        if case .host(let address) = object {
            hosts.remove(address)
        } else {
            ranges[object] = nil
            rangeTree.remove(object)
        }
    }

    /// Notes for who follows that a tag of an object has come or gone; `nil` when more than that has changed.
    mutating func touch(_ object: RegisteredObject, _ record: UInt32, _ tag: UInt32?) {
        if case .host = object { touched.append(Touch(record: record, tag: tag)) } else { rangeRevision += 1 }
    }

    // MARK: Questions

    /// How many hosts, ranges and subnets are registered.
    public var addressCount: Int { hosts.count + ranges.count }

    /// Bytes that the registered hosts hold, names of tags left out.
    public var hostBytes: Int { hosts.bytes + tags.bytes }

    /// The effective tags of an address, sorted: its own and inherited ones.
    ///
    /// - Complexity: O(log *r* + hits) in the number of registered ranges.
    public func tags(of address: IPAddress) -> [String] {
        var found: Set<String> = []
        if let record = hosts.record(of: address) { tags.forEachTag(of: record) { found.insert(names[$0]) } }
        rangeTree.forEach(containing: address) { object in
            if let record = ranges[object] { tags.forEachTag(of: record) { found.insert(names[$0]) } }
        }
        return found.sorted()
    }

    /// The tags registered for an object itself, sorted, with the time when each expires (`nil` for never).
    public func registrations(of object: RegisteredObject) -> [(tag: String, deadline: Timestamp?)] {
        entries(of: object.normalized).map { entry in
            let deadline = details.deadline(of: entry.detail)
            return (names[entry.tag], deadline == .never ? nil : deadline)
        }.sorted { $0.0 < $1.0 }
    }

    /// Where a tag of an object itself comes from and since when it is there; `nil` when the object does not have it.
    public func provenance(of tag: String, on object: RegisteredObject) -> Provenance? {
        provenance(of: tag, entries(of: object.normalized))
    }

    private func provenance(of tag: String, _ entries: [TagStore.Entry]) -> Provenance? {
        guard let id = names.id(of: folded(tag)), let entry = entries.first(where: { $0.tag == id }) else { return nil }
        return provenance(Origin(since: entry.since, detail: entry.detail))
    }

    private func provenance(_ origin: Origin) -> Provenance {
        Provenance(source: details.source(of: origin.detail), since: origin.since)
    }

    /// Every registered object, hosts first, in ascending order.
    ///
    /// - Complexity: O(*n* log *n*)
    public var objects: [RegisteredObject] {
        hosts.hosts.map(\.address).sorted().map { .host($0) }
            + ranges.keys.sorted { left, right in
                let (first, second) = (left.range, right.range)
                // A range and a subnet may hold the same addresses.
                return first == second
                    ? left.description < right.description : (first.first, first.last) < (second.first, second.last)
            }
    }

    /// The registered ranges and subnets that hold an address, in order of their starts.
    public func ranges(containing address: IPAddress) -> [RegisteredObject] {
        var found: [RegisteredObject] = []
        rangeTree.forEach(containing: address) { found.append($0) }
        return found
    }

    /// The user that an address is mapped to, normalised; `nil` when there is no mapping. O(1).
    public func user(of address: IPAddress) -> String? { logins[address]?.user }

    /// Where the mapping of an address to its user comes from and since when it is there; `nil` when there is none.
    public func provenance(ofLoginAt address: IPAddress) -> Provenance? { logins[address].map { provenance($0.origin) } }

    /// The addresses that are mapped to a user, ascending.
    ///
    /// - Complexity: O(mappings)
    public func addresses(ofUser user: String) -> [IPAddress] {
        guard let key = normalized(user) else { return [] }
        return logins.filter { $0.value.user == key }.keys.sorted()
    }

    /// Where a tag of a user comes from and since when it is there; `nil` when the user does not have it.
    public func provenance(of tag: String, onUser user: String) -> Provenance? {
        guard let key = normalized(user), let record = users[key] else { return nil }
        return provenance(of: tag, tags.entries(of: record))
    }

    /// Where the members of a registered user group come from and since when they are these.
    public func provenance(ofGroup group: String) -> Provenance? {
        normalized(group).flatMap { groupOrigins[$0] }.map { provenance($0) }
    }

    /// The tags of a user, sorted.
    public func tags(ofUser user: String) -> [String] {
        guard let key = normalized(user), let record = users[key] else { return [] }
        return tags.entries(of: record).map { names[$0.tag] }.sorted()
    }

    /// The groups that updates have put a user into, sorted.
    public func groups(ofUser user: String) -> [String] {
        guard let key = normalized(user) else { return [] }
        return (groupsOfUser[key] ?? []).sorted()
    }

    /// A user or group as it is compared.
    func normalized(_ name: String) -> String? { UserName.normalized(name, form: options.userNames) }

    /// A tag as it is compared.
    func folded(_ tag: String) -> String { options.tagCase == .sensitive ? tag : tag.lowercased() }

    func entries(of object: RegisteredObject) -> [TagStore.Entry] { record(of: object).map { tags.entries(of: $0) } ?? [] }
}

extension Timestamp {
    /// Later than every deadline.
    static let never = Timestamp(nanoseconds: .max)
}
