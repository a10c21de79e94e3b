/// Distinct sets of small numbers by number; 0 is the empty set. A ``ClassSweep`` makes them.
///
/// Sets are written out while that takes memory in proportion to what sweeps have turned. Beyond, a set is kept as one before it
/// and what has turned since, and is compared with others only while that takes time in proportion: then it may get a second
/// number, which costs a row and changes no answer. So ranges that nest by the thousand cost no more than others.
struct ClassSets: Sendable {
    /// Where a set is: one that is written out, and what turned since.
    struct Place: Sendable {
        var list: Range<UInt32> = 0..<0
        var turns: Range<UInt32> = 0..<0
    }

    private var places = [Place()]
    /// Sets that are written out, one behind the other.
    private var members: [UInt32] = []
    /// Twice the item, and one more where it comes in.
    private var turns: [UInt32] = []
    /// By set: of the ``term(_:)`` of its members.
    private var sums: [UInt64] = [0]
    /// Open addressing over ``sums``: sets that are written out; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 64)
    /// How many members have been compared.
    private var compared = 0

    /// Members written out, and compared, for each item turned, and in all before that counts.
    private static let listed = (each: 8, free: 1 << 16)
    private static let comparisons = (each: 64, free: 1 << 20)

    /// How many sets there are.
    var count: Int { places.count }

    /// The members of a set, in any order.
    ///
    /// - Complexity: O(members)
    subscript(id: UInt32) -> [UInt32] {
        let place = places[Int(id)]
        let list = members[Int(place.list.lowerBound)..<Int(place.list.upperBound)]
        if place.turns.isEmpty { return Array(list) }
        var set = Set(list)
        for turn in turns[Int(place.turns.lowerBound)..<Int(place.turns.upperBound)] {
            if turn & 1 == 1 { set.insert(turn >> 1) } else { set.remove(turn >> 1) }
        }
        return set.sorted()
    }

    /// What an item adds to the sum of a set.
    @inline(__always)
    static func term(_ item: UInt32) -> UInt64 {
        let product = (UInt64(item) &+ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        let again = (product.high ^ product.low).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
        return again.high ^ again.low
    }

    // MARK: Making

    /// The empty set before further turns.
    var start: Place { Place(list: 0..<0, turns: now..<now) }

    private var now: UInt32 { UInt32(turns.count) }

    @inline(__always)
    mutating func note(_ item: UInt32, _ comes: Bool) { turns.append(item << 1 | (comes ? 1 : 0)) }

    /// The number of a set.
    ///
    /// - Parameters:
    ///   - active: Its members.
    ///   - sum: Of their ``term(_:)``.
    ///   - depths: By item; 0 for those that are no members.
    ///   - base: A set that is written out or empty, from which the turns noted since lead to this one; the latest one afterwards.
    mutating func number(of active: [UInt32], sum: UInt64, depths: [UInt32], since base: inout Place) -> UInt32 {
        if active.isEmpty {
            base = start
            return 0
        }
        if 2 * count > slots.count { grow() }
        var index = Int(truncatingIfNeeded: sum) & (slots.count - 1)
        while slots[index] != 0 {
            let id = slots[index]
            let list = places[Int(id)].list
            if sums[Int(id)] == sum, list.count == active.count {
                compared += active.count
                if compared > Self.comparisons.free + Self.comparisons.each * turns.count { break }
                if holds(list, depths) {
                    base = Place(list: list, turns: now..<now)
                    return id
                }
            }
            index = (index + 1) & (slots.count - 1)
        }
        sums.append(sum)
        if members.count + active.count <= Self.listed.free + Self.listed.each * turns.count {
            let first = UInt32(members.count)
            members.append(contentsOf: active)
            base = Place(list: first..<UInt32(members.count), turns: now..<now)
            if slots[index] == 0 { slots[index] = UInt32(count) }
        }
        places.append(Place(list: base.list, turns: base.turns.lowerBound..<now))
        return UInt32(count - 1)
    }

    private func holds(_ list: Range<UInt32>, _ depths: [UInt32]) -> Bool {
        for index in Int(list.lowerBound)..<Int(list.upperBound) where depths[Int(members[index])] == 0 { return false }
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for id in old where id != 0 {
            var index = Int(truncatingIfNeeded: sums[Int(id)]) & (slots.count - 1)
            while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
            slots[index] = id
        }
    }

    var bytes: Int {
        (members.capacity + turns.capacity + slots.capacity) * 4 + sums.capacity * 8 + places.capacity * MemoryLayout<Place>.stride
    }
}
