import NGFWCore

/// Static addresses → prefix class, the number of the set of kinds of addresses that hold an address (``AddressKinds``).
///
/// Classes of prefixes and ranges are fixed; what wildcards add makes further classes when traffic first shows them.
struct AddressIndex: Sendable {
    private let table: PrefixTable
    private let sets: ClassSets
    /// Kind → address sets.
    private let holders: RuleLists
    private let wildcards: WildcardTable
    /// Class and wildcard entry → class.
    private var joined: [UInt64: UInt32] = [:]
    /// The keys of ``joined``, by the classes behind those of ``sets``.
    private var joinedKeys: [UInt64] = []

    /// How many classes wildcards may add before all are forgotten.
    private static let joinedLimit = 1 << 16

    /// - Parameter isNamed: by address set: whether a rule names it.
    init(_ addressSets: [AddressSet], _ isNamed: [Bool]) {
        let kinds = AddressKinds(addressSets, isNamed)
        var sets = ClassSets()
        table = PrefixTable(AddressPieces(kinds.items, universe: addressSets.count, &sets))
        self.sets = sets
        holders = kinds.holders
        wildcards = WildcardTable(addressSets)
    }

    /// How many classes there are now.
    var count: Int { sets.count + joinedKeys.count }

    /// Without ``joinedBytes``.
    var bytes: Int { table.bytes + sets.bytes + holders.bytes + wildcards.bytes }

    /// What classes take that wildcards made; `Dictionary` keeps a bit of each slot.
    var joinedBytes: Int { joined.capacity * 4 / 3 * 12 + joinedKeys.capacity * 8 }

    /// Whether classes must be forgotten (``forgetJoined()``) before the next lookup.
    var isFull: Bool { joinedKeys.count > Self.joinedLimit }

    /// Gives up the classes that wildcards made; their numbers will mean others.
    mutating func forgetJoined() {
        joined = [:]
        joinedKeys = []
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
            joinedKeys.append(key)
            result = UInt32(sets.count + joinedKeys.count - 1)
            joined[key] = result
        }
        return result
    }

    /// The address sets of a class, ascending.
    func members(of id: UInt32) -> [UInt32] {
        var plain = id
        var found: [UInt32] = []
        while Int(plain) >= sets.count {
            let key = joinedKeys[Int(plain) - sets.count]
            found += wildcards.sets[Int(truncatingIfNeeded: key & 0xffff_ffff)]
            plain = UInt32(truncatingIfNeeded: key >> 32)
        }
        return members(plain, found)
    }

    /// The address sets that hold an address, ascending, without making a class.
    func members(holding address: IPAddress) -> [UInt32] {
        var found: [UInt32] = []
        if !wildcards.isEmpty { wildcards.forEach(containing: address) { found += wildcards.sets[Int($0)] } }
        return members(table.classID(of: address), found)
    }

    /// The address sets of a class of ranges and others.
    private func members(_ plain: UInt32, _ others: [UInt32]) -> [UInt32] {
        let kinds = sets[plain]
        if kinds.count == 1, others.isEmpty { return Array(holders[Int(kinds[0])]) }
        return Set(others + kinds.flatMap { holders[Int($0)] }).sorted()
    }
}
