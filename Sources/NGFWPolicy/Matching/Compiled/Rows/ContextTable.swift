/// What a lookup knows besides addresses and user, as numbers.
struct MatchContext: Hashable, Sendable {
    /// Which question is asked. Source: reference sections 2.1 and 2.5.
    enum Phase: UInt8 {
        /// The application is not known.
        case undecided
        case explicit
        /// Whether an allow rule names an application that implicitly uses this one.
        case implicit
    }

    var from: UInt16
    var to: UInt16
    var application: UInt16
    var phase: Phase
    /// The application is on its default port.
    var isOnDefault: Bool
    var hasPorts: Bool
    var portClass: UInt32
    var sourcePortClass: UInt32
    /// One more than the category; 0 is unknown.
    var category: UInt32

    @inline(__always)
    fileprivate var first: UInt64 {
        let flags = UInt64(phase.rawValue) << 2 | (isOnDefault ? 2 : 0) | (hasPorts ? 1 : 0)
        return UInt64(from) << 48 | UInt64(to) << 32 | UInt64(application) << 16 | flags
    }

    @inline(__always)
    fileprivate var second: UInt64 { UInt64(portClass) << 32 | UInt64(sourcePortClass) }
}

/// Contexts by number, each with its row: open addressing over a seeded hash, load at most one half.
struct ContextTable: Sendable {
    private struct Slot: Sendable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var category: UInt32 = 0
        /// One more than the number; 0 is free.
        var number: UInt32 = 0
    }

    /// The row of a context, and the space that its rules are numbered in.
    struct Entry: Sendable {
        var row: UInt32
        var space: UInt32
    }

    private var slots = [Slot](repeating: Slot(), count: 64)
    private var entries: [Entry] = []
    private let seed: UInt64

    /// - Parameter seed: a secret keeps outsiders from making contexts collide.
    init(seed: UInt64) { self.seed = seed }

    @inline(__always)
    private func home(_ first: UInt64, _ second: UInt64, _ category: UInt32) -> Int {
        let one = (first ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15 ^ UInt64(category))
        let two = (second ^ one.high ^ one.low).multipliedFullWidth(by: seed | 1)
        return Int(truncatingIfNeeded: two.high ^ two.low) & (slots.count - 1)
    }

    var count: Int { entries.count }

    var bytes: Int { slots.capacity * MemoryLayout<Slot>.stride + entries.capacity * MemoryLayout<Entry>.stride }

    @inline(__always)
    subscript(number: UInt32) -> Entry { entries[Int(number)] }

    /// The number of a context that is in.
    @inline(__always)
    func number(of context: MatchContext) -> UInt32? {
        let first = context.first
        let second = context.second
        var index = home(first, second, context.category)
        while slots[index].number != 0 {
            if slots[index].first == first, slots[index].second == second, slots[index].category == context.category {
                return slots[index].number - 1
            }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// A word of the place where a lookup of the context will look first.
    @inline(__always)
    func touch(_ context: MatchContext) -> UInt64 { slots[home(context.first, context.second, context.category)].first }

    /// - Precondition: the context is not in.
    mutating func insert(_ context: MatchContext, row: UInt32, space: UInt32) -> UInt32 {
        if 2 * (entries.count + 1) > slots.count {
            let old = slots
            slots = Array(repeating: Slot(), count: old.count * 2)
            for slot in old where slot.number != 0 { place(slot) }
        }
        entries.append(Entry(row: row, space: space))
        place(Slot(first: context.first, second: context.second, category: context.category, number: UInt32(entries.count)))
        return UInt32(entries.count - 1)
    }

    private mutating func place(_ slot: Slot) {
        var index = home(slot.first, slot.second, slot.category)
        while slots[index].number != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    mutating func removeAll() {
        for index in slots.indices { slots[index] = Slot() }
        entries.removeAll(keepingCapacity: true)
    }
}
