/// Distinct sets of small numbers by number, found by an order-free sum and compared in full; 0 is the empty set.
struct ClassSets: Sendable {
    private var starts: [UInt32] = [0, 0]
    private var members: [UInt32] = []
    private var sums: [UInt64] = [0]
    /// Open addressing over ``sums``, one more than the number of a set; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 64)

    /// How many sets there are.
    var count: Int { starts.count - 1 }

    @inline(__always)
    subscript(id: UInt32) -> ArraySlice<UInt32> { members[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])] }

    /// What an item adds to the sum of a set.
    @inline(__always)
    static func term(_ item: UInt32) -> UInt64 {
        let product = (UInt64(item) &+ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        let again = (product.high ^ product.low).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
        return again.high ^ again.low
    }

    /// The number of a set.
    ///
    /// - Parameters:
    ///   - sum: of the ``term(_:)`` of its members.
    ///   - size: How many members it has.
    ///   - contains: Whether it has a member.
    ///   - list: The members in any order; asked for only when the set is new.
    mutating func intern(sum: UInt64, size: Int, contains: (UInt32) -> Bool, list: () -> [UInt32]) -> UInt32 {
        if size == 0 { return 0 }
        if 2 * count > slots.count { grow() }
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: sum) & mask
        while slots[index] != 0 {
            let id = slots[index] - 1
            let found = self[id]
            if sums[Int(id)] == sum, found.count == size, found.allSatisfy(contains) { return id }
            index = (index + 1) & mask
        }
        let id = UInt32(count)
        members.append(contentsOf: list())
        starts.append(UInt32(members.count))
        sums.append(sum)
        slots[index] = id + 1
        return id
    }

    /// The number of a set given as its members.
    mutating func intern(_ set: Set<UInt32>) -> UInt32 {
        intern(sum: set.reduce(0) { $0 &+ Self.term($1) }, size: set.count, contains: set.contains, list: { Array(set) })
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for id in 1..<max(1, count) {
            var index = Int(truncatingIfNeeded: sums[id]) & mask
            while slots[index] != 0 { index = (index + 1) & mask }
            slots[index] = UInt32(id) + 1
        }
    }

    var bytes: Int { (starts.capacity + members.capacity + slots.capacity) * 4 + sums.capacity * 8 }
}
