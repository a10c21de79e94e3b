import NGFWCore

/// Registered address → tag class: the dynamic groups that its tags put it into. Follows an ``AddressRegistry`` change by
/// change; hosts are found by the registry's own table.
struct RegisteredIndex: Sendable {
    private(set) var classes: TagClasses
    /// By the registry's record of a host: the number of its tag set.
    private var setOfRecord: [UInt32] = []
    /// And what the host is to the policy as long as no range is registered, so that a lookup reads one place. The prefix class is
    /// ``unknown`` until a lookup has asked for it.
    private var classOfRecord: [AddressClass] = []
    private var ranges = PrefixTable()
    /// By the class of ``ranges``: the number of a tag set.
    private var setOfRange: [UInt32] = [0]
    /// Whether ``ranges`` is older than the registry's; questions ask the registry's tree then.
    private var isStale = false
    /// What questions have cost since it is: nodes visited and tags gathered.
    private var debt = 0
    /// What changed ranges have cost in all: nodes, tags, and entries of tables; for tests.
    private(set) var rangeWork = 0
    /// By the registry's number of a tag: the serial of its name when it was asked for, and the tag's number in filters.
    private var tagNumbers: [TagNumber] = []
    private struct TagNumber: Sendable {
        var serial: UInt64 = 0
        var number: UInt32?
    }
    /// Reused, so that a known tag set costs no allocation.
    private var scratch: [UInt32] = []
    private var rangeRevision: UInt64 = 0
    /// Rises when the class of some address may have changed.
    private(set) var revision: UInt64 = 0

    private static let unknown = UInt32.max

    init(_ groups: [DynamicGroup], _ registry: AddressRegistry, seed: UInt64) {
        classes = TagClasses(groups, seed: seed)
        if classes.tagCount == 0 { return }
        for record in registry.hosts.usedRecords { follow(record, registry) }
        rebuildRanges(registry)
        rangeRevision = registry.rangeRevision
    }

    var bytes: Int { setOfRecord.capacity * 4 + classOfRecord.capacity * 8 + ranges.bytes }

    /// Whether a registration can matter to the policy.
    @inline(__always)
    var asksTags: Bool { classes.tagCount > 0 }

    /// Whether ranges have tags, so that addresses must be looked for among them too.
    @inline(__always)
    var hasRanges: Bool { setOfRange.count != 1 || isStale }

    /// The class of a registered host where no ranges have tags; `nil` when ``addressClass(_:_:_:_:)`` must find it.
    @inline(__always)
    func knownClass(_ record: UInt32) -> AddressClass? {
        guard Int(record) < classOfRecord.count else { return nil }
        let known = classOfRecord[Int(record)]
        return known.prefix == Self.unknown ? nil : known
    }

    /// Asks for what is known of a record.
    @inline(__always)
    func prefetch(_ record: UInt32) { classOfRecord.prefetch(Int(record)) }

    /// The class of a registered host.
    ///
    /// - Parameters:
    ///   - number: The registry's record of it.
    ///   - prefixes: Asked once a record and change, unless its answers change.
    /// - Complexity: O(1), and a search where ranges are registered; allocates the first time a pair of tag sets meets.
    @inline(never)
    mutating func addressClass(
        _ number: UInt32, _ address: IPAddress, _ prefixes: inout AddressIndex, _ registry: borrowing AddressRegistry
    ) -> AddressClass {
        let record = Int(number)
        let prefix = prefixes.classID(of: address)
        guard record < setOfRecord.count else { return AddressClass(prefix: prefix, tags: tagClass(of: address, registry)) }
        if !hasRanges {
            if prefixes.isFixed { classOfRecord[record] = AddressClass(prefix: prefix, tags: classOfRecord[record].tags) }
            return AddressClass(prefix: prefix, tags: classOfRecord[record].tags)
        }
        return AddressClass(prefix: prefix, tags: classes.classID(host: setOfRecord[record], ranges: rangeSet(of: address, registry)))
    }

    /// The tag class of an address that is not registered as a host.
    mutating func tagClass(of address: IPAddress, _ registry: borrowing AddressRegistry) -> UInt32 {
        if !hasRanges { return 0 }
        return classes.classID(host: 0, ranges: rangeSet(of: address, registry))
    }

    /// The set of the tags that ranges around an address have.
    private mutating func rangeSet(of address: IPAddress, _ registry: borrowing AddressRegistry) -> UInt32 {
        isStale ? classes.note(gatherTags(around: address, registry)) : setOfRange[Int(ranges.classID(of: address))]
    }

    /// The numbers of the tags that ranges around an address have.
    private mutating func gatherTags(around address: IPAddress, _ registry: borrowing AddressRegistry) -> [UInt32] {
        var objects: [RegisteredObject] = []
        var cost = 16 + registry.rangeTree.forEach(containing: address) { objects.append($0) }
        var found: [UInt32] = []
        for object in objects {
            for entry in registry.ranges[object] ?? [] {
                if let number = number(entry.tag, registry.names) { found.append(number) }
                cost += 1
            }
        }
        debt += cost
        rangeWork += cost
        return Set(found).sorted()
    }

    /// Whether lookups have paid for a new table of ranges: what a flood of changed ranges costs then stays in proportion to it.
    func owesRanges(_ registry: borrowing AddressRegistry) -> Bool {
        isStale && debt >= Self.tableCost + Self.rangeCost * registry.ranges.count
    }

    /// What a table costs, and each range in it, in nodes of a tree.
    private static let tableCost = 2_048
    private static let rangeCost = 16

    /// The dynamic groups of an address, ascending.
    func groups(of address: IPAddress, _ registry: AddressRegistry) -> [UInt32] {
        if classes.tagCount == 0 { return [] }
        let host = registry.hosts.record(of: address).map { setOfRecord[Int($0)] } ?? 0
        if !isStale { return classes.groups(host: host, ranges: setOfRange[Int(ranges.classID(of: address))]) }
        var tags: [UInt32] = []
        registry.rangeTree.forEach(containing: address) { object in
            for entry in registry.ranges[object] ?? [] { if let tag = classes.number(of: registry.names[entry.tag]) { tags.append(tag) } }
        }
        return classes.groups(host: host, tags: tags)
    }

    /// See ``HostTable/touch(_:)``; of a record of the registry.
    @inline(__always)
    func touch(record: UInt32) -> UInt64 { Int(record) < setOfRecord.count ? UInt64(setOfRecord[Int(record)]) : 0 }

    mutating func takeForgotten() -> [UInt32] { classes.takeForgotten() }

    /// Takes over what the registry's last update or expiry changed. One host costs one set; ranges wait for lookups.
    mutating func follow(_ registry: borrowing AddressRegistry) {
        if classes.tagCount == 0 { return }
        for record in registry.touched { follow(record, registry) }
        guard registry.rangeRevision != rangeRevision else { return }
        rangeRevision = registry.rangeRevision
        isStale = true
        revision &+= 1
    }

    private mutating func follow(_ record: UInt32, _ registry: borrowing AddressRegistry) {
        scratch.removeAll(keepingCapacity: true)
        for entry in registry.hosts.entries(of: record) {
            if let number = number(entry.tag, registry.names) { scratch.append(number) }
        }
        scratch.sort()
        let index = Int(record)
        while index >= setOfRecord.count {
            setOfRecord.append(0)
            classOfRecord.append(AddressClass(prefix: Self.unknown, tags: 0))
        }
        // The record may be that of another host now.
        classOfRecord[index] = AddressClass(prefix: Self.unknown, tags: classOfRecord[index].tags)
        let old = setOfRecord[index]
        let new = classes.retain(scratch)
        classes.release(old)
        if new == old { return }
        setOfRecord[index] = new
        classOfRecord[index] = AddressClass(prefix: Self.unknown, tags: classes.classID(of: new))
        revision &+= 1
    }

    /// The number that filters give a registered tag, `nil` when no filter names it. Strings are compared once a name.
    private mutating func number(_ tag: UInt32, _ names: borrowing TagNames) -> UInt32? {
        let index = Int(tag)
        if index >= tagNumbers.count { tagNumbers.append(contentsOf: repeatElement(TagNumber(), count: index + 1 - tagNumbers.count)) }
        let serial = names.serials[index]
        if tagNumbers[index].serial != serial { tagNumbers[index] = TagNumber(serial: serial, number: classes.number(of: names[tag])) }
        return tagNumbers[index].number
    }

    /// Cuts all ranges into the table of disjoint pieces that lookups read.
    mutating func rebuildRanges(_ registry: borrowing AddressRegistry) {
        isStale = false
        debt = 0
        rangeWork += Self.tableCost + Self.rangeCost * registry.ranges.count
        var items: [(range: IPRange, item: UInt32)] = []
        for (object, entries) in registry.ranges {
            for entry in entries {
                if let number = number(entry.tag, registry.names) { items.append((object.range, number)) }
            }
        }
        var sets = ClassSets()
        ranges = PrefixTable(AddressPieces(items, universe: classes.tagCount, &sets))
        let old = setOfRange
        setOfRange = (0..<UInt32(sets.count)).map { classes.retain(sets[$0].sorted()) }
        for set in old where set != 0 { classes.release(set) }
        revision &+= 1
    }
}
