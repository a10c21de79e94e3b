import NGFWCore

/// The earliest deadline first. Entries are not removed when a deadline moves: whoever pops one checks whether it still
/// holds, and the owner rebuilds the heap when stale entries outnumber live ones.
struct DeadlineHeap<Item: Sendable>: Sendable {
    private var entries: [(time: Timestamp, item: Item)] = []

    var count: Int { entries.count }

    var earliest: Timestamp? { entries.first?.time }

    mutating func removeAll() { entries.removeAll() }

    mutating func push(_ item: Item, at time: Timestamp) {
        entries.append((time, item))
        var child = entries.count - 1
        while child > 0, entries[child].time < entries[(child - 1) / 2].time {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The earliest entry whose time has come.
    mutating func pop(until now: Timestamp) -> (time: Timestamp, item: Item)? {
        guard let first = entries.first, first.time <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return first
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[child].time < entries[least].time {
                least = child
            }
            if least == parent { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
