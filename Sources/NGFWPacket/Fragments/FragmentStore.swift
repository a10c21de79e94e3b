import NGFWCore

/// The datagrams under reassembly, in the order of their arrival, over all and by share of the sources.
///
/// PERF: places are numbers of an array and the orders are lists through it, so that making room needs no search but the one for
/// the heaviest share.
struct FragmentStore: Sendable {
    private struct Slot {
        var datagram: PartialDatagram
        var key: FragmentKey
        var start: Timestamp
        var share: Int
        /// The neighbours in the order of arrival, and among those of the share; -1 for none.
        var all: Links
        var own: Links
    }

    private struct Links {
        var older = -1
        var newer = -1
    }

    private struct Share {
        var oldest = -1
        var newest = -1
        var count = 0
        var byteCount = 0
    }

    /// Few enough that a share is deep: a flood from forged sources fills all of them evenly.
    private static let shareCount = 64

    private let datagramLimit: Int
    private let byteLimit: Int
    private let mix: KeyedMix
    private var places: [FragmentKey: Int] = [:]
    private var slots: [Slot] = []
    private var free: [Int] = []
    private var shares = [Share](repeating: Share(), count: shareCount)
    private var first = -1
    private var last = -1
    private(set) var byteCount = 0

    init(datagramLimit: Int, byteLimit: Int, seed: UInt64) {
        self.datagramLimit = max(1, datagramLimit)
        self.byteLimit = max(PartialDatagram.overhead, byteLimit)
        mix = KeyedMix(seed: seed)
    }

    var count: Int { places.count }

    var oldest: (place: Int, start: Timestamp, isDropped: Bool)? {
        first < 0 ? nil : (first, slots[first].start, slots[first].datagram.isDropped)
    }

    func place(of key: FragmentKey) -> Int? { places[key] }

    // MARK: Changes

    mutating func begin(_ key: FragmentKey, at time: Timestamp) -> Int {
        let source = key.source.isIPv4 ? key.source.low : key.source.high
        let share = Int(truncatingIfNeeded: mix(source, UInt64(key.domain)) >> 32) & (Self.shareCount - 1)
        let slot = Slot(
            datagram: PartialDatagram(isIPv4: key.source.isIPv4), key: key, start: time, share: share, all: Links(older: last),
            own: Links(older: shares[share].newest))
        let place = free.popLast() ?? slots.count
        if place == slots.count { slots.append(slot) } else { slots[place] = slot }
        if last >= 0 { slots[last].all.newer = place } else { first = place }
        last = place
        if slot.own.older >= 0 { slots[slot.own.older].own.newer = place } else { shares[share].oldest = place }
        shares[share].newest = place
        shares[share].count += 1
        charge(share, slot.datagram.memory)
        places[key] = place
        return place
    }

    mutating func add(
        _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fragment: FragmentFields, end: Int, fragmentLimit: Int, to place: Int
    ) -> PartialDatagram.Outcome {
        let before = slots[place].datagram.memory
        var outcome = slots[place].datagram.add(bytes, packet, fragment, end: end, fragmentLimit: fragmentLimit)
        charge(slots[place].share, slots[place].datagram.memory - before)
        if case .waiting = outcome, byteCount > byteLimit {
            // One datagram alone is more than there may be of all.
            let memory = slots[place].datagram.memory
            outcome = slots[place].datagram.drop(.evicted)
            charge(slots[place].share, slots[place].datagram.memory - memory)
        }
        return outcome
    }

    mutating func remove(_ place: Int) {
        let slot = slots[place]
        if slot.all.older >= 0 { slots[slot.all.older].all.newer = slot.all.newer } else { first = slot.all.newer }
        if slot.all.newer >= 0 { slots[slot.all.newer].all.older = slot.all.older } else { last = slot.all.older }
        if slot.own.older >= 0 { slots[slot.own.older].own.newer = slot.own.newer } else { shares[slot.share].oldest = slot.own.newer }
        if slot.own.newer >= 0 { slots[slot.own.newer].own.older = slot.own.older } else { shares[slot.share].newest = slot.own.older }
        shares[slot.share].count -= 1
        charge(slot.share, -slot.datagram.memory)
        slots[place].datagram = PartialDatagram(isIPv4: slot.datagram.isIPv4)
        places[slot.key] = nil
        free.append(place)
    }

    private mutating func charge(_ share: Int, _ bytes: Int) {
        shares[share].byteCount += bytes
        byteCount += bytes
    }

    // MARK: Room

    /// Gives up datagrams until there is room for so many bytes, and for one more datagram.
    ///
    /// - Returns: how many were given up that were not dropped already.
    mutating func makeRoom(bytes: Int, isNew: Bool) -> Int {
        var evicted = 0
        while let share = shareToShrink(bytes: bytes, isNew: isNew) {
            let place = shares[share].oldest
            if !slots[place].datagram.isDropped { evicted += 1 }
            remove(place)
        }
        return evicted
    }

    /// The share that holds most of what is short.
    private func shareToShrink(bytes: Int, isNew: Bool) -> Int? {
        guard count > 0 else { return nil }
        if isNew, count >= datagramLimit { return shares.indices.max { shares[$0].count < shares[$1].count } }
        if byteCount + bytes > byteLimit { return shares.indices.max { shares[$0].byteCount < shares[$1].byteCount } }
        return nil
    }
}
