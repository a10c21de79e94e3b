import NGFWCore

/// Static addresses → prefix class, the number of the set of address sets that hold an address.
///
/// Classes of prefixes and ranges are fixed; what wildcards add makes further classes when traffic first shows them.
struct AddressIndex: Sendable {
    private let table: PrefixTable
    private let sets: ClassSets
    private let wildcards: WildcardTable
    /// Class and wildcard entry → class.
    private var joined: [UInt64: UInt32] = [:]
    /// Sets of the classes behind those of ``sets``.
    private var joinedSets: [[UInt32]] = []

    /// How many classes wildcards may add before all are forgotten.
    private static let joinedLimit = 1 << 16

    init(_ addressSets: [AddressSet]) {
        var items: [(range: IPRange, item: UInt32)] = []
        items.reserveCapacity(addressSets.reduce(0) { $0 + $1.leafCount })
        // PERF: the ranges of all sets side by side, for groups hold them over and over (benchmark `compile`).
        var ranges: [IPRange] = []
        var ends: [Int] = []
        for set in addressSets {
            for leaf in set.leaves { if case .range(let range) = leaf { ranges.append(range) } }
            ends.append(ranges.count)
        }
        for (index, set) in addressSets.enumerated() {
            for part in set.parts {
                let start = part == 0 ? 0 : ends[Int(part) - 1]
                for place in start..<ends[Int(part)] { items.append((ranges[place], UInt32(index))) }
            }
        }
        var sets = ClassSets()
        table = PrefixTable(AddressPieces(items, universe: addressSets.count, &sets))
        self.sets = sets
        wildcards = WildcardTable(addressSets)
    }

    /// How many classes there are now.
    var count: Int { sets.count + joinedSets.count }

    var bytes: Int { table.bytes + sets.bytes }

    /// Whether classes must be forgotten (``forgetJoined()``) before the next lookup.
    var isFull: Bool { joinedSets.count > Self.joinedLimit }

    /// Gives up the classes that wildcards made; their numbers will mean others.
    mutating func forgetJoined() {
        joined = [:]
        joinedSets = []
    }

    /// Whether an address keeps its class.
    @inline(__always)
    var isFixed: Bool { wildcards.isEmpty }

    @inline(__always)
    mutating func classID(of address: IPAddress) -> UInt32 {
        let plain = table.classID(of: address)
        return wildcards.isEmpty ? plain : join(plain, address)
    }

    private mutating func join(_ plain: UInt32, _ address: IPAddress) -> UInt32 {
        var result = plain
        wildcards.forEach(containing: address) { entry in
            let key = UInt64(result) << 32 | UInt64(entry)
            if let known = joined[key] {
                result = known
                return
            }
            joinedSets.append(Set(members(of: result) + wildcards.sets[Int(entry)]).sorted())
            result = UInt32(sets.count + joinedSets.count - 1)
            joined[key] = result
        }
        return result
    }

    /// The address sets of a class.
    func members(of id: UInt32) -> [UInt32] {
        Int(id) < sets.count ? Array(sets[id]) : joinedSets[Int(id) - sets.count]
    }

    /// The address sets that hold an address, without making a class.
    func members(holding address: IPAddress) -> [UInt32] {
        var found = Array(sets[table.classID(of: address)])
        if wildcards.isEmpty { return found }
        wildcards.forEach(containing: address) { found += wildcards.sets[Int($0)] }
        return Set(found).sorted()
    }
}
