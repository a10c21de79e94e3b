/// Distinct sets of numbers, counted by use: a set that nobody uses any more is kept for a while, in case it comes back, and
/// then its number is given to another. 0 is the empty set and stays.
struct TagSetPool: Sendable {
    /// PERF: half a cache line, so that a changed tag costs one miss for the set that it leads to (benchmark `groups`).
    private struct Record: Sendable {
        var uses: UInt32 = 0
        var count: UInt32 = 0
        var isIdle = false
        /// The numbers, of a longer set the first; the whole of that is in ``long``.
        var first = InlineArray<5, UInt32>(repeating: 0)
    }

    private var records = [Record(uses: 1)]
    /// Sets that do not fit into their records.
    private var long: [UInt32: [UInt32]] = [:]
    /// Open addressing: 32 bits of the sum in the upper half, one more than the number of a set in the lower; 0 is free.
    private var slots = [UInt64](repeating: 0, count: 64)
    private var free: [UInt32] = []
    /// Sets that came out of use, oldest first from ``idleStart``; some are in use again.
    private var idle: [UInt32] = []
    private var idleStart = 0
    private let seed: UInt64
    private(set) var liveCount = 0

    /// - Parameter seed: a secret keeps outsiders from making sets collide.
    init(seed: UInt64) { self.seed = seed }

    /// Numbers are below it.
    var count: Int { records.count }

    subscript(id: UInt32) -> [UInt32] {
        let record = records[Int(id)]
        if Int(record.count) > Self.inlineCount { return long[id] ?? [] }
        return (0..<Int(record.count)).map { record.first[$0] }
    }

    func useCount(_ id: UInt32) -> UInt32 { records[Int(id)].uses }

    private static let inlineCount = 5

    /// The upper half of a slot.
    private func sum(_ set: [UInt32]) -> UInt64 {
        var total = seed
        for item in set { total = total &+ ClassSets.term(item ^ UInt32(truncatingIfNeeded: seed)) }
        return (total ^ (total >> 29)) & 0xffff_ffff
    }

    private func holds(_ id: UInt32, _ set: [UInt32]) -> Bool {
        guard records[Int(id)].count == UInt32(set.count) else { return false }
        if set.count > Self.inlineCount { return long[id] == set }
        for index in set.indices where records[Int(id)].first[index] != set[index] { return false }
        return true
    }

    private mutating func put(_ set: [UInt32], _ id: UInt32) {
        var record = records[Int(id)]
        record.count = UInt32(set.count)
        for index in 0..<min(set.count, Self.inlineCount) { record.first[index] = set[index] }
        records[Int(id)] = record
        if set.count > Self.inlineCount { long[id] = set }
    }

    /// The number of an ascending list, and whether it is new.
    mutating func intern(_ set: [UInt32]) -> (id: UInt32, isNew: Bool) {
        if set.isEmpty { return (0, false) }
        let sum = sum(set)
        var index = Int(sum) & (slots.count - 1)
        while slots[index] != 0 {
            let id = UInt32(truncatingIfNeeded: slots[index]) - 1
            if slots[index] >> 32 == sum, holds(id, set) { return (id, false) }
            index = (index + 1) & (slots.count - 1)
        }
        liveCount += 1
        if 2 * liveCount > slots.count { grow() }
        let id = free.popLast() ?? UInt32(records.count)
        if Int(id) == records.count { records.append(Record()) }
        put(set, id)
        place(sum << 32 | UInt64(id) + 1)
        return (id, true)
    }

    mutating func retain(_ id: UInt32) { if id != 0 { records[Int(id)].uses += 1 } }

    mutating func release(_ id: UInt32) {
        if id == 0 { return }
        records[Int(id)].uses -= 1
        noteIdle(id)
    }

    /// Remembers a set that nobody uses, also one that was made and never used.
    mutating func noteIdle(_ id: UInt32) {
        guard id != 0, records[Int(id)].uses == 0, !records[Int(id)].isIdle else { return }
        records[Int(id)].isIdle = true
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
            records[Int(id)].isIdle = false
            guard records[Int(id)].uses == 0 else { continue }
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
        var hole = Int(sum(self[id])) & mask
        while UInt32(truncatingIfNeeded: slots[hole]) != id + 1 { hole = (hole + 1) & mask }
        var next = (hole + 1) & mask
        while slots[next] != 0 {
            let home = Int(slots[next] >> 32) & mask
            if (next - home) & mask >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = 0
        records[Int(id)] = Record()
        long[id] = nil
        liveCount -= 1
        free.append(id)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { place(slot) }
    }

    private mutating func place(_ slot: UInt64) {
        var index = Int(slot >> 32) & (slots.count - 1)
        while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }
}
