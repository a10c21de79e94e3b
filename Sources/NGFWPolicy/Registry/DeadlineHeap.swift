import NGFWCore

/// The earliest deadline first. Entries are not removed when a deadline moves: whoever pops one checks whether it still
/// holds, and the owner takes the others out when they outnumber those that hold.
struct DeadlineHeap<Item: Hashable & Sendable>: Sendable {
    struct Entry: Hashable, Sendable {
        var time: Timestamp
        var item: Item
    }

    private var entries: [Entry] = []
    /// Entries that ``keep(_:)`` has asked about, for tests of its cost.
    private(set) var work = 0

    var count: Int { entries.count }

    var earliest: Timestamp? { entries.first?.time }

    /// Takes out what does not hold, and what is in twice.
    mutating func keep(_ holds: (Entry) -> Bool) {
        work += entries.count
        var seen: Set<Entry> = []
        entries = entries.filter { holds($0) && seen.insert($0).inserted }
        for parent in (0..<entries.count / 2).reversed() { sink(parent) }
    }

    mutating func push(_ item: Item, at time: Timestamp) {
        entries.append(Entry(time: time, item: item))
        var child = entries.count - 1
        while child > 0, entries[child].time < entries[(child - 1) / 2].time {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The earliest entry whose time has come.
    mutating func pop(until now: Timestamp) -> Entry? {
        guard let first = entries.first, first.time <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink(0)
        }
        return first
    }

    private mutating func sink(_ place: Int) {
        var parent = place
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
