/// Distinct sets of numbers, counted by use: a set that nobody uses any more is kept for a while, in case it comes back, and
/// then its number is given to another. 0 is the empty set and stays.
struct TagSetPool: Sendable {
    private(set) var sets: [[UInt32]] = [[]]
    private var uses: [UInt32] = [1]
    private var sums: [UInt64] = [0]
    private var isIdle: [Bool] = [false]
    /// Open addressing over ``sums``, one more than the number of a set; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 64)
    private var free: [UInt32] = []
    /// Sets that came out of use, oldest first from ``idleStart``; some are in use again.
    private var idle: [UInt32] = []
    private var idleStart = 0
    private let seed: UInt64
    private(set) var liveCount = 0

    /// - Parameter seed: a secret keeps outsiders from making sets collide.
    init(seed: UInt64) { self.seed = seed }

    /// Numbers are below it.
    var count: Int { sets.count }

    subscript(id: UInt32) -> [UInt32] { sets[Int(id)] }

    func useCount(_ id: UInt32) -> UInt32 { uses[Int(id)] }

    private func sum(_ set: [UInt32]) -> UInt64 {
        var total = seed
        for item in set { total = total &+ ClassSets.term(item ^ UInt32(truncatingIfNeeded: seed)) }
        return total ^ (total >> 29)
    }

    /// The number of an ascending list, and whether it is new.
    mutating func intern(_ set: [UInt32]) -> (id: UInt32, isNew: Bool) {
        if set.isEmpty { return (0, false) }
        let sum = sum(set)
        var index = Int(truncatingIfNeeded: sum) & (slots.count - 1)
        while slots[index] != 0 {
            let id = slots[index] - 1
            if sums[Int(id)] == sum, sets[Int(id)] == set { return (id, false) }
            index = (index + 1) & (slots.count - 1)
        }
        liveCount += 1
        if 2 * liveCount > slots.count { grow() }
        let id = free.popLast() ?? UInt32(sets.count)
        if Int(id) == sets.count {
            sets.append(set)
            uses.append(0)
            sums.append(sum)
            isIdle.append(false)
        } else {
            sets[Int(id)] = set
            sums[Int(id)] = sum
        }
        place(id)
        return (id, true)
    }

    mutating func retain(_ id: UInt32) { if id != 0 { uses[Int(id)] += 1 } }

    mutating func release(_ id: UInt32) {
        if id == 0 { return }
        uses[Int(id)] -= 1
        noteIdle(id)
    }

    /// Remembers a set that nobody uses, also one that was made and never used.
    mutating func noteIdle(_ id: UInt32) {
        guard id != 0, uses[Int(id)] == 0, !isIdle[Int(id)] else { return }
        isIdle[Int(id)] = true
        idle.append(id)
    }

    /// How many sets came out of use and are kept.
    var idleCount: Int { idle.count - idleStart }

    /// Forgets up to `most` sets that came out of use, the oldest first.
    ///
    /// - Parameter body: Called with the number of each set that goes; the number may be used again from then on.
    mutating func forgetIdle(_ most: Int, _ body: (UInt32) -> Void) {
        for _ in 0..<min(most, idleCount) {
            let id = idle[idleStart]
            idleStart += 1
            isIdle[Int(id)] = false
            guard uses[Int(id)] == 0 else { continue }
            body(id)
            remove(id)
        }
        if 2 * idleStart > idle.count {
            idle.removeFirst(idleStart)
            idleStart = 0
        }
    }

    private mutating func remove(_ id: UInt32) {
        let mask = slots.count - 1
        var hole = Int(truncatingIfNeeded: sums[Int(id)]) & mask
        while slots[hole] != id + 1 { hole = (hole + 1) & mask }
        var next = (hole + 1) & mask
        while slots[next] != 0 {
            let home = Int(truncatingIfNeeded: sums[Int(slots[next] - 1)]) & mask
            if (next - home) & mask >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = 0
        sets[Int(id)] = []
        liveCount -= 1
        free.append(id)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { place(slot - 1) }
    }

    private mutating func place(_ id: UInt32) {
        var index = Int(truncatingIfNeeded: sums[Int(id)]) & (slots.count - 1)
        while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = id + 1
    }
}
