internal import NGFWCore

/// All sessions: an open-addressed index of tagged slots over a slab of records, fixed in size.
///
///     slot    hash (upper 32 bits) | record number + 1 (lower 32)      0 is free; at most half of the slots are taken
///     slab    records, reused by a free list
///
/// A probe runs at most ``probeLimit`` slots: a crowd of colliding keys is refused and counted, never searched.
/// Nothing is allocated once the slab has reached the highest number of sessions alive at a time.
struct SessionTable: ~Copyable {
    static let probeLimit = 128

    private var slots: [UInt64]
    private let mask: UInt64
    private let hash: SessionHash
    private(set) var records: [SessionRecord]
    private var freeIndices: [UInt32] = []
    private var isLive: [Bool] = []
    private var wheel: TimerWheel
    let capacity: Int
    private let probeLimit: Int
    private(set) var count = 0

    enum Insertion: Equatable {
        case inserted(Int)
        case full
        case crowded
    }

    init(capacity: Int, seed: UInt64, probeLimit: Int = SessionTable.probeLimit) {
        let bounded = min(max(1, capacity), 1 << 30)
        var size = 16
        while size < bounded * 2 { size *= 2 }
        let slots = [UInt64](repeating: 0, count: size)
        var records: [SessionRecord] = []
        records.reserveCapacity(bounded)
        self.capacity = bounded
        self.probeLimit = min(probeLimit, size)
        self.slots = slots
        mask = UInt64(size - 1)
        hash = SessionHash(seed: seed)
        self.records = records
        wheel = TimerWheel(capacity: bounded)
    }

    /// - Precondition: the index comes from this table and its session lives.
    subscript(index: Int) -> SessionRecord {
        get { records[index] }
        _modify { yield &records[index] }
    }

    /// The record number of a session.
    ///
    /// PERF: mutating, so that the table is not copied to be borrowed.
    mutating func find(_ key: SessionKey) -> Int? {
        let tag = tag(of: key)
        var position = home(tag)
        for _ in 0..<probeLimit {
            let slot = slots[Int(position)]
            if slot == 0 { return nil }
            if slot >> 32 == tag {
                let index = Int(slot & 0xffff_ffff) - 1
                if records[index].key == key { return index }
            }
            position = (position + 1) & mask
        }
        return nil
    }

    var isFull: Bool { count >= capacity }

    /// Adds a session that ``find(_:)`` did not find.
    mutating func insert(_ record: SessionRecord) -> Insertion {
        guard !isFull else { return .full }
        let tag = tag(of: record.key)
        var position = home(tag)
        var probes = 1
        while slots[Int(position)] != 0 {
            guard probes < probeLimit else { return .crowded }
            probes += 1
            position = (position + 1) & mask
        }
        let index: Int
        if let free = freeIndices.popLast() {
            index = Int(free)
            records[index] = record
            isLive[index] = true
        } else {
            index = records.count
            records.append(record)
            isLive.append(true)
        }
        slots[Int(position)] = tag << 32 | UInt64(index + 1)
        count += 1
        return .inserted(index)
    }

    mutating func remove(_ index: Int) {
        guard index < records.count, isLive[index] else { return }
        let tag = tag(of: records[index].key)
        var position = home(tag)
        // It stands within probeLimit of its home: insertion put it there, and closing gaps only moves slots homewards.
        while slots[Int(position)] != tag << 32 | UInt64(index + 1) { position = (position + 1) & mask }
        closeGap(at: position)
        wheel.remove(index)
        isLive[index] = false
        freeIndices.append(UInt32(truncatingIfNeeded: index))
        count -= 1
    }

    /// Moves later slots of the cluster back over a freed one, so that no probe ends too early.
    private mutating func closeGap(at freed: UInt64) {
        var gap = freed
        var position = freed
        for _ in 0..<mask {
            position = (position + 1) & mask
            let slot = slots[Int(position)]
            if slot == 0 { break }
            // Movable when its home is not cyclically between the gap and where it stands.
            if (position &- home(slot >> 32)) & mask >= (position &- gap) & mask {
                slots[Int(gap)] = slot
                gap = position
            }
        }
        slots[Int(gap)] = 0
    }

    private func tag(of key: SessionKey) -> UInt64 { hash(key) >> 32 }
    private func home(_ tag: UInt64) -> UInt64 { tag & mask }

    // MARK: Time

    /// Files a session under its deadline: after insertion and whenever the deadline came nearer.
    mutating func schedule(_ index: Int, now: Timestamp) {
        wheel.file(index, deadline: records[index].deadline, now: now)
    }

    /// The next session whose time is over; the caller ends and removes it.
    mutating func nextExpired(at now: Timestamp) -> Int? {
        while let index = wheel.take(at: now) {
            if records[index].isExpired(at: now) { return index }
            schedule(index, now: now)
        }
        return nil
    }

    /// Sessions that expire within the second that is running, which ``nextExpired(at:)`` meets only when it is over.
    func expiredInThisSecond(at now: Timestamp) -> [Int] {
        wheel.entries(inSecondOf: now).filter { records[$0].isExpired(at: now) }
    }

    /// Record numbers of live sessions, oldest session first.
    var live: [Int] {
        records.indices.filter { isLive[$0] }.sorted { records[$0].id < records[$1].id }
    }
}
