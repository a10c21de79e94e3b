import NGFWCore

/// Address → the dynamic groups that its registered tags put it into; follows an ``AddressRegistry`` change by change.
struct RegisteredIndex: Sendable {
    private(set) var classes: TagClasses
    private var hosts: HostTable
    private var ranges = IntervalTable()
    private let groups: [DynamicGroup]
    private let seed: UInt64
    /// By the registry's number of a tag: the serial of its name when it was asked for, and the tag's number in filters.
    private var tagNumbers: [(serial: UInt64, number: UInt32?)] = []
    /// Reused, so that a known tag set costs no allocation.
    private var scratch: [UInt32] = []
    /// Rises when class numbers are given anew, so that rows of old numbers must go.
    private(set) var generation = 0

    init(_ groups: [DynamicGroup], _ registry: AddressRegistry, seed: UInt64) {
        self.groups = groups
        self.seed = seed
        classes = TagClasses(groups)
        hosts = HostTable(seed: seed)
        rebuild(registry)
    }

    /// The number of the set of dynamic groups of an address.
    ///
    /// - Complexity: a hash probe and a search; allocates the first time a pair of tag sets meets.
    @inline(__always)
    mutating func classID(of address: IPAddress) -> UInt32 {
        classes.classID(host: hosts.value(of: address) ?? 0, ranges: ranges.classID(of: address))
    }

    /// The dynamic groups of an address, ascending.
    func groups(of address: IPAddress) -> [UInt32] {
        classes.groups(host: hosts.value(of: address) ?? 0, ranges: ranges.classID(of: address))
    }

    /// Takes over what an update changed. One host costs one table entry; ranges are cut anew once.
    mutating func follow(_ outcomes: [RegistrationOutcome], _ registry: AddressRegistry) {
        if classes.tagCount == 0 { return }
        var rangesChanged = false
        var last: RegisteredObject?
        for outcome in outcomes where outcome.isEffective {
            switch outcome.subject {
            case .allAddresses:
                rebuild(registry)
                return
            case .object(.host(let address)):
                if last != .host(address) { follow(address, registry) }
                last = .host(address)
            case .object: rangesChanged = true
            case .login, .user, .group, .allUsers: break
            }
        }
        if rangesChanged { rebuildRanges(registry) }
        // Tag sets that nobody has any more are dropped together.
        if classes.setCount > 65_536 + 4 * registry.addressCount { rebuild(registry) }
    }

    private mutating func follow(_ address: IPAddress, _ registry: AddressRegistry) {
        let set = registry.hosts[address].map { tagSet($0, registry.names) } ?? 0
        if set == 0 { hosts.remove(address) } else { hosts.set(address, set) }
    }

    private mutating func tagSet(_ entries: [AddressRegistry.Entry], _ names: TagNames) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        for entry in entries { if let number = number(entry.tag, names) { scratch.append(number) } }
        scratch.sort()
        return classes.intern(scratch)
    }

    /// The number that filters give a registered tag, `nil` when no filter names it. Strings are compared once a name.
    private mutating func number(_ tag: UInt32, _ names: TagNames) -> UInt32? {
        let serial = names.serials[Int(tag)]
        while tagNumbers.count <= Int(tag) { tagNumbers.append((0, nil)) }
        if tagNumbers[Int(tag)].serial != serial { tagNumbers[Int(tag)] = (serial, classes.number(of: names[tag])) }
        return tagNumbers[Int(tag)].number
    }

    private mutating func rebuild(_ registry: AddressRegistry) {
        classes = TagClasses(groups)
        tagNumbers = []
        generation += 1
        hosts = HostTable(seed: seed, capacity: registry.hosts.count)
        ranges = IntervalTable()
        if classes.tagCount == 0 { return }
        for address in registry.hosts.keys { follow(address, registry) }
        rebuildRanges(registry)
    }

    private mutating func rebuildRanges(_ registry: AddressRegistry) {
        var items: [(range: IPRange, item: Int)] = []
        for (object, entries) in registry.ranges {
            for entry in entries {
                if let number = classes.number(of: registry.names[entry.tag]) { items.append((object.range, Int(number))) }
            }
        }
        var classes = self.classes
        ranges = IntervalTable(items, universe: classes.tagCount) { classes.intern(members(ofBits: $0)) }
        self.classes = classes
    }
}
