import NGFWCore

/// A slot of a ``SlotTable``.
protocol HostSlot: Sendable {
    static var free: Self { get }
    var isFree: Bool { get }
    init(_ address: IPAddress, _ record: UInt32)
    func holds(_ address: IPAddress) -> Bool
    var record: UInt32 { get }
    var host: IPAddress { get }
    static func hash(_ address: IPAddress, seed: UInt64) -> UInt64
}

/// Hosts by a seeded hash, in pages that are tables by themselves: open addressing with linear probes, removal by shifting back.
/// The table grows by one page at a time, which takes half of the slots of another (linear hashing, Litwin 1980), so that no
/// change rehashes all hosts. A page that waits for its turn holds twice as many hosts as one that had it: pages are three eighths
/// full on average, and never more than seven eighths.
struct SlotTable<Slot: HostSlot>: Sendable {
    private var pages: [[Slot]]
    /// Slots in use, by page.
    private var used = [0]
    private(set) var count = 0
    /// The highest power of two that is not above the number of pages.
    private var round = 1
    private let seed: UInt64

    /// Slots of a page.
    private static var size: Int { 2_048 }

    /// The share of slots in use of the fullest page, for tests.
    var highestLoad: Double { zip(used, pages).map { Double($0) / Double($1.count) }.max() ?? 0 }

    init(seed: UInt64) {
        self.seed = seed
        pages = [Array(repeating: .free, count: 16)]
    }

    var bytes: Int { pages.count * Self.size * MemoryLayout<Slot>.stride }

    var hosts: [(address: IPAddress, record: UInt32)] { pages.joined().filter { !$0.isFree }.map { ($0.host, $0.record) } }

    @inline(__always)
    private func page(_ hash: UInt64) -> Int {
        let wide = Int(truncatingIfNeeded: hash >> 32) & (2 * round - 1)
        return wide < pages.count ? wide : wide - round
    }

    @inline(__always)
    func hash(_ address: IPAddress) -> UInt64 { Slot.hash(address, seed: seed) }

    @inline(__always)
    func record(of address: IPAddress, _ hash: UInt64) -> UInt32? {
        let page = page(hash)
        let mask = pages[page].count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        // A page is never full, so a free slot ends the walk.
        while true {
            let slot = pages[page][index]
            if slot.isFree { return nil }
            if slot.holds(address) { return slot.record }
            index = (index + 1) & mask
        }
    }

    @inline(__always)
    func prefetch(_ hash: UInt64) {
        let page = page(hash)
        pages.prefetch(Int(truncatingIfNeeded: hash) & (pages[page].count - 1), in: page)
    }

    mutating func insert(_ address: IPAddress, _ record: UInt32) {
        count += 1
        if pages.count == 1, pages[0].count < Self.size {
            if 2 * count > pages[0].count { widen() }
        } else {
            if 8 * count > 3 * pages.count * Self.size { split() }
            // Hosts are spread by chance; a free slot ends every walk, so there has to be one.
            let hash = Slot.hash(address, seed: seed)
            while 8 * (used[page(hash)] + 1) > 7 * Self.size { split() }
        }
        place(Slot(address, record))
    }

    private mutating func place(_ slot: Slot) {
        let hash = Slot.hash(slot.host, seed: seed)
        let page = page(hash)
        let mask = pages[page].count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while !pages[page][index].isFree { index = (index + 1) & mask }
        pages[page][index] = slot
        used[page] += 1
    }

    /// Doubles the only page.
    private mutating func widen() {
        let old = pages[0]
        pages[0] = Array(repeating: .free, count: 2 * old.count)
        used[0] = 0
        for slot in old where !slot.isFree { place(slot) }
    }

    private mutating func split() {
        let page = pages.count - round
        let old = pages[page]
        pages[page] = Array(repeating: .free, count: Self.size)
        pages.append(Array(repeating: .free, count: Self.size))
        used[page] = 0
        used.append(0)
        if pages.count == 2 * round { round *= 2 }
        for slot in old where !slot.isFree { place(slot) }
    }

    mutating func remove(_ address: IPAddress) {
        let hash = Slot.hash(address, seed: seed)
        let page = page(hash)
        let mask = pages[page].count - 1
        var hole = Int(truncatingIfNeeded: hash) & mask
        while pages[page][hole].isFree || !pages[page][hole].holds(address) {
            if pages[page][hole].isFree { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        used[page] -= 1
        var next = (hole + 1) & mask
        while !pages[page][next].isFree {
            // The entry may move back when its home does not lie between the hole and itself.
            let home = Int(truncatingIfNeeded: Slot.hash(pages[page][next].host, seed: seed)) & mask
            if (next - home) & mask >= (next - hole) & mask {
                pages[page][hole] = pages[page][next]
                hole = next
            }
            next = (next + 1) & mask
        }
        pages[page][hole] = .free
    }
}
