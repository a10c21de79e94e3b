/// The patterns of one context by four bytes of a literal that each of them contains, so that the cost of a look grows with the
/// bytes and hardly with the number of patterns. Case is ignored here; the pattern itself decides.
///
///     payroll.corp.example  →  "payr" or whichever four bytes are rarest among all patterns
struct GramIndex: BitwiseCopyable, Sendable {
    /// Patterns whose literals are too short to be found by.
    let always: FrozenTable<UInt32>
    /// A bit for each hash of a gram that occurs.
    private let filter: FrozenTable<UInt64>
    private let filterMask: UInt32
    /// Open addressing.
    private let slots: FrozenTable<Slot>
    private let slotMask: UInt32
    private let entries: FrozenTable<UInt32>
    let isEmpty: Bool
    /// The number of its first slot among those of all indexes.
    private let firstSlot: Int

    struct Slot: BitwiseCopyable, Sendable {
        var gram: UInt32 = 0
        /// Of the entries; a free slot has none.
        var start: UInt32 = 0
        var end: UInt32 = 0
        var isFree: Bool { start == end }
    }

    static let width = 4

    /// - Parameter patterns: operators with the literals one of which is in every match.
    init(_ patterns: [(number: UInt32, literals: [[UInt8]])], firstSlot: Int, in memory: FrozenMemory) {
        var counts: [UInt32: Int] = [:]
        for pattern in patterns {
            for literal in pattern.literals { for gram in Self.grams(literal) { counts[gram, default: 0] += 1 } }
        }
        var always: [UInt32] = []
        var lists: [UInt32: [UInt32]] = [:]
        for pattern in patterns {
            let chosen = pattern.literals.map { literal in Self.grams(literal).min { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) } }
            if chosen.isEmpty || chosen.contains(nil) {
                always.append(pattern.number)
            } else {
                for gram in Set(chosen.compactMap(\.self)) { lists[gram, default: []].append(pattern.number) }
            }
        }
        var capacity = 8
        while capacity < lists.count * 2 { capacity *= 2 }
        var slots = [Slot](repeating: Slot(), count: capacity)
        var filter = [UInt64](repeating: 0, count: max(1, capacity * 8 / 64))
        let slotMask = UInt32(capacity - 1)
        let filterMask = UInt32(filter.count * 64 - 1)
        var entries: [UInt32] = []
        for (gram, list) in lists.sorted(by: { $0.key < $1.key }) {
            let hash = Self.hash(gram)
            var slot = hash & slotMask
            while !slots[Int(slot)].isFree { slot = (slot + 1) & slotMask }
            slots[Int(slot)] = Slot(gram: gram, start: UInt32(entries.count), end: UInt32(entries.count + list.count))
            entries += list
            let bit = (hash >> 8) & filterMask
            filter[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
        }
        (self.always, self.filter, self.filterMask) = (memory.freeze(always), memory.freeze(filter), filterMask)
        (self.slots, self.slotMask, self.entries) = (memory.freeze(slots), slotMask, memory.freeze(entries))
        (isEmpty, self.firstSlot) = (patterns.isEmpty, firstSlot)
    }

    /// Appends the operators whose gram stands in the bytes; one with several literals may come several times.
    ///
    /// - Parameter stamps: of each slot of all indexes, the look that found it last: a gram that is repeated in the bytes costs
    ///   its operators once.
    func candidates(in bytes: Span<UInt8>, stamps: inout [UInt32], stamp: UInt32, into found: inout [UInt32]) {
        guard bytes.count >= Self.width, !entries.isEmpty else { return }
        var gram: UInt32 = 0
        for index in 0..<bytes.count {
            gram = gram << 8 | UInt32(Self.fold(bytes[index]))
            guard index >= Self.width - 1 else { continue }
            let hash = Self.hash(gram)
            let bit = (hash >> 8) & filterMask
            guard filter[Int(bit >> 6)] & (1 << UInt64(bit & 63)) != 0 else { continue }
            var slot = hash & slotMask
            // At least half of the slots are free.
            while !slots[Int(slot)].isFree {
                if slots[Int(slot)].gram == gram {
                    if stamps[firstSlot + Int(slot)] != stamp {
                        stamps[firstSlot + Int(slot)] = stamp
                        for entry in slots[Int(slot)].start..<slots[Int(slot)].end { found.append(entries[Int(entry)]) }
                    }
                    break
                }
                slot = (slot + 1) & slotMask
            }
        }
    }

    var slotCount: Int { slots.count }

    private static func grams(_ literal: [UInt8]) -> [UInt32] {
        guard literal.count >= width else { return [] }
        return (0...(literal.count - width)).map { start in
            literal[start..<(start + width)].reduce(0) { $0 << 8 | UInt32(fold($1)) }
        }
    }

    private static func fold(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Patterns come from a configuration, not from traffic, so it needs no secret.
    @inline(__always)
    private static func hash(_ gram: UInt32) -> UInt32 {
        let product = gram &* 0x9E37_79B1
        return product ^ (product >> 15)
    }
}
