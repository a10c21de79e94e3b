import NGFWCore

/// Registered address → tag class: the dynamic groups that its tags put it into. Follows an ``AddressRegistry`` change by
/// change; hosts are found by the registry's own table.
///
/// PERF: a change only notes that a host's class is not known any more. The next lookup of the host finds it, once however many
/// changes there were (benchmark `groups`).
struct RegisteredIndex: Sendable {
    private(set) var classes: TagClasses
    /// By the registry's record of a host: the number of the tag set that it had when a lookup asked last.
    private var setOfRecord = ChunkedArray<UInt32>()
    /// And what the host is to the policy as long as no range is registered, so that a lookup reads one place; ``unknown`` until a
    /// lookup has asked.
    private var classOfRecord = ChunkedArray<AddressClass>()
    private var ranges = PrefixTable()
    /// By the class of ``ranges``: the number of a tag set.
    private var setOfRange: [UInt32] = [0]
    /// Whether ``ranges`` is older than the registry's; questions ask the registry's tree then.
    private var isStale = false
    /// What questions have cost since it is: nodes visited and tags gathered.
    private var debt = 0
    /// What they must have cost before a table is worth a thought.
    private var price = 0
    /// What changed ranges have cost in all: nodes and tags of questions, and entries of tables; for tests.
    private(set) var questionWork = 0
    private(set) var tableWork = 0
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

    private static let unknown = AddressClass(prefix: .max, tags: .max)

    /// - Parameter idleTagSets: See ``PolicyEngine/Memory/idleTagSets``.
    init(_ groups: [DynamicGroup], _ registry: AddressRegistry, seed: UInt64, idleTagSets: Int) {
        classes = TagClasses(groups, seed: seed, idleLimit: idleTagSets)
        if classes.tagCount == 0 { return }
        makeRoom(for: registry.tags.recordCount)
        price = Self.price(registry)
        rangeRevision = registry.rangeRevision
        if registry.ranges.isEmpty { return }
        isStale = true
        // A table that is not longer than its ranges is not waited for.
        debt = price
        rebuildRanges(registry)
    }

    private mutating func makeRoom(for records: Int) {
        setOfRecord.extend(to: records, with: 0)
        classOfRecord.extend(to: records, with: Self.unknown)
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
        return known.prefix == Self.unknown.prefix ? nil : known
    }

    /// Asks for what is known of a record.
    @inline(__always)
    func prefetch(_ record: UInt32) { classOfRecord.prefetch(Int(record)) }

    /// The class of a registered host.
    ///
    /// - Parameters:
    ///   - record: The registry's record of it.
    ///   - prefixes: Asked once a record and change, unless its answers change.
    /// - Complexity: O(1), and a search where ranges are registered; allocates the first time a pair of tag sets meets.
    @inline(never)
    mutating func addressClass(
        _ record: UInt32, _ address: IPAddress, _ prefixes: inout AddressIndex, _ registry: borrowing AddressRegistry
    ) -> AddressClass {
        let index = Int(record)
        if classOfRecord[index].tags == Self.unknown.tags { findTags(record, registry) }
        let prefix = prefixes.classID(of: address)
        if !hasRanges {
            let found = AddressClass(prefix: prefix, tags: classOfRecord[index].tags)
            if prefixes.isFixed { classOfRecord[index] = found }
            return found
        }
        return AddressClass(prefix: prefix, tags: classes.classID(host: setOfRecord[index], ranges: rangeSet(of: address, registry)))
    }

    /// Finds the tag set of a record anew, and its class.
    private mutating func findTags(_ record: UInt32, _ registry: borrowing AddressRegistry) {
        scratch.removeAll(keepingCapacity: true)
        registry.tags.forEachTag(of: record) { if let number = number($0, registry.names) { scratch.append(number) } }
        scratch.sort()
        let index = Int(record)
        let old = setOfRecord[index]
        let new = classes.retain(scratch)
        classes.release(old)
        setOfRecord[index] = new
        classOfRecord[index] = AddressClass(prefix: Self.unknown.prefix, tags: classes.classID(of: new))
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
            guard let record = registry.ranges[object] else { continue }
            registry.tags.forEachTag(of: record) { if let number = number($0, registry.names) { found.append(number) } }
            cost += registry.tags.count(record)
        }
        debt += cost
        questionWork += cost
        return Set(found).sorted()
    }

    /// Whether lookups have paid for a new table of ranges: what a flood of changed ranges costs then stays in proportion to it.
    @inline(__always)
    var owesRanges: Bool { isStale && debt >= price }

    /// What a table costs, and each range in it, in nodes of a tree.
    private static let tableCost = 2_048
    private static let rangeCost = 16
    /// Larger tables are not made: each lookup asks the tree then.
    private static let largestTable = 1 << 22

    /// What it costs to find out what a table will cost, and a table in which ranges hardly nest.
    private static func price(_ registry: borrowing AddressRegistry) -> Int { tableCost + rangeCost * registry.ranges.count }

    /// The dynamic groups of an address, ascending.
    func groups(of address: IPAddress, _ registry: AddressRegistry) -> [UInt32] {
        if classes.tagCount == 0 { return [] }
        guard let record = registry.hosts.record(of: address) else { return groups(host: 0, address, registry) }
        if classOfRecord[Int(record)].tags != Self.unknown.tags {
            return groups(host: setOfRecord[Int(record)], address, registry)
        }
        return classes.groups(of: numbers(record, registry) + numbers(around: address, registry))
    }

    private func groups(host: UInt32, _ address: IPAddress, _ registry: AddressRegistry) -> [UInt32] {
        if !isStale { return classes.groups(host: host, ranges: setOfRange[Int(ranges.classID(of: address))]) }
        return classes.groups(host: host, tags: numbers(around: address, registry))
    }

    /// The numbers of the tags of a record, and of those of ranges around an address, without remembering anything.
    private func numbers(_ record: UInt32, _ registry: AddressRegistry) -> [UInt32] {
        registry.tags.entries(of: record).compactMap { classes.number(of: registry.names[$0.tag]) }
    }

    private func numbers(around address: IPAddress, _ registry: AddressRegistry) -> [UInt32] {
        registry.ranges(containing: address).flatMap { registry.ranges[$0].map { numbers($0, registry) } ?? [] }
    }

    /// See ``TagClasses/forgetSome(rows:)``.
    mutating func forgetSome(rows: Int) -> [UInt32] { classes.forgetSome(rows: rows) }

    /// Takes over what the registry's last update or expiry changed. Hosts and ranges wait for lookups.
    mutating func follow(_ registry: borrowing AddressRegistry) {
        if classes.tagCount == 0 { return }
        makeRoom(for: registry.tags.recordCount)
        var isChanged = false
        for touch in registry.touched {
            if let tag = touch.tag, number(tag, registry.names) == nil { continue }
            classOfRecord[Int(touch.record)] = Self.unknown
            isChanged = true
        }
        if registry.rangeRevision != rangeRevision {
            rangeRevision = registry.rangeRevision
            if !isStale { price = Self.price(registry) }
            isStale = true
            isChanged = true
        }
        if isChanged { revision &+= 1 }
    }

    /// The number that filters give a registered tag, `nil` when no filter names it. Strings are compared once a name.
    private mutating func number(_ tag: UInt32, _ names: borrowing TagNames) -> UInt32? {
        let index = Int(tag)
        if index >= tagNumbers.count { tagNumbers.append(contentsOf: repeatElement(TagNumber(), count: index + 1 - tagNumbers.count)) }
        let serial = names.serial(of: tag)
        if tagNumbers[index].serial != serial { tagNumbers[index] = TagNumber(serial: serial, number: classes.number(of: names[tag])) }
        return tagNumbers[index].number
    }

    /// Cuts all ranges into the table of disjoint pieces that lookups read, if lookups have paid for that by now: of ranges inside
    /// one another each piece lists the tags of all, so that the table may be far longer than the ranges.
    mutating func rebuildRanges(_ registry: borrowing AddressRegistry) {
        var items: [(range: IPRange, item: UInt32)] = []
        for (object, record) in registry.ranges {
            registry.tags.forEachTag(of: record) { if let number = number($0, registry.names) { items.append((object.range, number)) } }
        }
        tableWork += Self.price(registry)
        let size = NestedRanges.tableSize(items, universe: classes.tagCount)
        if size > min(4 * debt, Self.largestTable) {
            price = debt + max(size / 4, Self.price(registry))
            return
        }
        isStale = false
        debt = 0
        tableWork += size
        var sets = ClassSets()
        ranges = PrefixTable(AddressPieces(items, universe: classes.tagCount, &sets))
        let old = setOfRange
        setOfRange = (0..<UInt32(sets.count)).map { classes.retain(sets[$0].sorted()) }
        for set in old where set != 0 { classes.release(set) }
        revision &+= 1
    }
}
