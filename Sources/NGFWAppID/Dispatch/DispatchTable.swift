internal import NGFWCore

/// For each first byte the signatures that bytes beginning so can match, so that the cost of a look does not grow with the
/// number of signatures; for the first four bytes that protocols are known to begin with, fewer still. One table per transport
/// and side.
struct DispatchTable: BitwiseCopyable, Sendable {
    /// A signature to be tried.
    struct Entry: BitwiseCopyable, Sendable {
        var signature: Int32
        /// The pattern that must match whatever came now, tried before the rest; -1 when others than this one may do.
        var pattern: Int32
        /// Bits of the first four bytes that the pattern wants, so that most patterns need not be asked.
        var mask: UInt32
        var value: UInt32
        /// Nothing to try before both ends have spoken.
        var needsBothSides: Bool

        @inline(__always)
        func allows(_ beginning: UInt32?) -> Bool { beginning.map { $0 & mask == value } ?? true }
    }

    /// 257 offsets into `entries`.
    private let starts: FrozenTable<UInt32>
    private let entries: FrozenTable<Entry>
    /// Slots by the hash of four bytes, a power of two, at most half full; none for a table without such lists.
    private let slots: FrozenTable<Slot>

    struct Slot: BitwiseCopyable, Sendable {
        var prefix: UInt32 = 0
        var start: UInt32 = 0
        var end: UInt32 = 0
        var isUsed = false
    }

    /// - Parameters:
    ///   - candidates: 256 lists of signatures.
    ///   - prefixes: shorter lists for some first four bytes.
    init(_ candidates: [[Entry]], prefixes: [(prefix: UInt32, candidates: [Entry])], in memory: FrozenMemory) {
        var starts: [UInt32] = [0]
        var entries: [Entry] = []
        for list in candidates {
            entries += list
            starts.append(UInt32(entries.count))
        }
        var size = 1
        while size < 2 * prefixes.count { size *= 2 }
        var slots = prefixes.isEmpty ? [] : [Slot](repeating: Slot(), count: size)
        for (prefix, list) in prefixes {
            var place = Self.hash(prefix) & (size - 1)
            while slots[place].isUsed { place = (place + 1) & (size - 1) }
            let start = UInt32(entries.count)
            entries += list
            slots[place] = Slot(prefix: prefix, start: start, end: UInt32(entries.count), isUsed: true)
        }
        self.starts = memory.freeze(starts)
        self.entries = memory.freeze(entries)
        self.slots = memory.freeze(slots)
    }

    /// The range of candidates for bytes, for ``subscript(_:)``; there is at least one byte.
    @inline(__always)
    func candidates(for bytes: Span<UInt8>) -> Range<Int> {
        if !slots.isEmpty, let prefix = Self.beginning(bytes) {
            var place = Self.hash(prefix) & (slots.count - 1)
            while slots[place].isUsed {
                if slots[place].prefix == prefix { return Int(slots[place].start)..<Int(slots[place].end) }
                place = (place + 1) & (slots.count - 1)
            }
        }
        return Int(starts[Int(bytes[0])])..<Int(starts[Int(bytes[0]) + 1])
    }

    /// The first four bytes, in their order; `nil` when there are fewer.
    @inline(__always)
    static func beginning(_ bytes: Span<UInt8>) -> UInt32? {
        guard bytes.count >= PatternPrefixes.length else { return nil }
        return UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
    }

    @inline(__always)
    subscript(index: Int) -> Entry { entries[index] }

    private static func hash(_ prefix: UInt32) -> Int { Int(prefix &* 0x9E37_79B1 >> 12) }
}
