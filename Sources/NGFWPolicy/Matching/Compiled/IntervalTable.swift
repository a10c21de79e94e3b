import NGFWCore

/// Address → class, for ranges that overlap as they like: the address space is cut at every range end, and each piece
/// has the class of the set of items that hold it.
///
/// IPv4 is found by a table over the upper 16 bits and a search without branches below it, IPv6 by that search alone.
/// IPv6 ranges that reach into the lowest 32 bits hold IPv4 addresses too (reference section 1.4).
struct IntervalTable: Sendable {
    private var v4Starts: [UInt32] = [0]
    private var v4Classes: [UInt32] = [0]
    /// For each upper half the last piece that starts at or before it; one entry more at the end. Empty for few pieces.
    private var v4Top: [UInt32] = []
    private var v6Starts: [UInt128] = [0]
    private var v6Classes: [UInt32] = [0]

    /// Everything in class 0.
    init() {}

    /// - Parameters:
    ///   - items: ranges with the number of the item they belong to, 0..<universe.
    ///   - intern: gives the class of a set of items, as a bit set; it must give 0 for the empty set.
    /// - Complexity: O(*n* log *n* + pieces × universe / 64)
    init(_ items: [(range: IPRange, item: Int)], universe: Int, intern: ([UInt64]) -> UInt32) {
        var v4: [Edge] = []
        var v6: [Edge] = []
        for (range, item) in items {
            let first = range.first.value
            let end = range.last.value
            if range.family == .v6 { v6.append(contentsOf: Edge.pair(first, end, item, highest: .max)) }
            if first <= UInt128(UInt32.max) {
                v4.append(contentsOf: Edge.pair(first, min(end, UInt128(UInt32.max)), item, highest: UInt128(UInt32.max)))
            }
        }
        for piece in Self.cut(v4, universe, intern) where piece.start != 0 || piece.classID != 0 {
            Self.append(UInt32(truncatingIfNeeded: piece.start), piece.classID, &v4Starts, &v4Classes)
        }
        for piece in Self.cut(v6, universe, intern) where piece.start != 0 || piece.classID != 0 {
            Self.append(piece.start, piece.classID, &v6Starts, &v6Classes)
        }
        if v4Starts.count > 32 { buildTop() }
    }

    private static func append<T: Equatable>(_ start: T, _ classID: UInt32, _ starts: inout [T], _ classes: inout [UInt32]) {
        if starts[starts.count - 1] == start {
            classes[classes.count - 1] = classID
        } else if classes[classes.count - 1] != classID {
            starts.append(start)
            classes.append(classID)
        }
    }

    private mutating func buildTop() {
        v4Top.reserveCapacity(65_537)
        var piece = 0
        for upper in 0..<UInt32(65_536) {
            while piece + 1 < v4Starts.count, v4Starts[piece + 1] <= upper << 16 { piece += 1 }
            v4Top.append(UInt32(piece))
        }
        v4Top.append(UInt32(v4Starts.count - 1))
    }

    // MARK: Questions

    /// The class of an address.
    func classID(of address: IPAddress) -> UInt32 {
        if address.isIPv4 {
            let value = UInt32(truncatingIfNeeded: address.low)
            var base = 0
            var count = v4Starts.count
            if !v4Top.isEmpty {
                let upper = Int(value >> 16)
                base = Int(v4Top[upper])
                count = Int(v4Top[upper + 1]) - base + 1
            }
            return v4Classes[Self.lastStart(notAbove: value, in: v4Starts, base, count)]
        }
        return v6Classes[Self.lastStart(notAbove: address.value, in: v6Starts, 0, v6Starts.count)]
    }

    @inline(__always)
    private static func lastStart<T: Comparable>(notAbove value: T, in starts: [T], _ first: Int, _ count: Int) -> Int {
        var base = first
        var length = count
        while length > 1 {
            let half = length / 2
            base = starts[base + half] <= value ? base + half : base
            length -= half
        }
        return base
    }

    // MARK: Cutting

    private struct Edge {
        var position: UInt128
        var item: Int
        /// +1 where the item begins, -1 behind its end.
        var change: Int32

        static func pair(_ first: UInt128, _ last: UInt128, _ item: Int, highest: UInt128) -> [Edge] {
            let begin = Edge(position: first, item: item, change: 1)
            return last == highest ? [begin] : [begin, Edge(position: last + 1, item: item, change: -1)]
        }
    }

    private static func cut(
        _ edges: [Edge], _ universe: Int, _ intern: ([UInt64]) -> UInt32
    ) -> [(start: UInt128, classID: UInt32)] {
        let sorted = edges.sorted { $0.position < $1.position }
        var counts = [Int32](repeating: 0, count: universe)
        var bits = [UInt64](repeating: 0, count: (universe + 63) / 64)
        var pieces: [(start: UInt128, classID: UInt32)] = []
        var index = 0
        while index < sorted.count {
            let position = sorted[index].position
            while index < sorted.count, sorted[index].position == position {
                let item = sorted[index].item
                counts[item] += sorted[index].change
                let bit = UInt64(1) << UInt64(item % 64)
                if counts[item] > 0 { bits[item / 64] |= bit } else { bits[item / 64] &= ~bit }
                index += 1
            }
            pieces.append((position, intern(bits)))
        }
        return pieces
    }
}

/// The numbers of the set bits of a bit set, ascending.
func members(ofBits bits: [UInt64]) -> [UInt32] {
    var found: [UInt32] = []
    for (index, word) in bits.enumerated() {
        var rest = word
        while rest != 0 {
            found.append(UInt32(index * 64 + rest.trailingZeroBitCount))
            rest &= rest - 1
        }
    }
    return found
}
