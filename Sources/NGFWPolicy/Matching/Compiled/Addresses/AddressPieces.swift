import NGFWCore

/// The address space cut at every end of a range: each piece has the class of the set of items that hold it.
///
/// IPv6 ranges that reach into the lowest 32 bits hold IPv4 addresses too (reference section 1.4).
struct AddressPieces {
    /// First addresses, ascending, the first 0; neighbours differ in their class.
    private(set) var v4Starts: [UInt32] = [0]
    private(set) var v4Classes: [UInt32] = [0]
    private(set) var v6Starts: [UInt128] = [0]
    private(set) var v6Classes: [UInt32] = [0]

    /// - Parameters:
    ///   - items: ranges with the number of the item they belong to, 0..<universe.
    ///   - classes: where sets of items get their numbers.
    /// - Complexity: O(*n* log *n*), and memory O(*n*), however ranges nest
    init(_ items: [(range: IPRange, item: UInt32)], universe: Int, _ classes: inout ClassSets) {
        var v4: [Edge32] = []
        var v6: [Edge128] = []
        v4.reserveCapacity(2 * items.count)
        for (range, item) in items {
            let first = range.first.value
            let last = range.last.value
            if range.family == .v6 {
                v6.append(Edge128(position: first, item: item, begins: true))
                if last < .max { v6.append(Edge128(position: last + 1, item: item, begins: false)) }
            }
            guard first <= UInt128(UInt32.max) else { continue }
            v4.append(Edge32(UInt32(truncatingIfNeeded: first), item, begins: true))
            if last < UInt128(UInt32.max) { v4.append(Edge32(UInt32(truncatingIfNeeded: last) + 1, item, begins: false)) }
        }
        Edge32.sort(&v4)
        v6.sort { $0.position < $1.position }
        var sweep = ClassSweep(universe, classes)
        var index = 0
        while index < v4.count {
            let position = v4[index].position
            while index < v4.count, v4[index].position == position {
                sweep.turn(v4[index].item, v4[index].begins, &classes)
                index += 1
            }
            Self.append(position, sweep.classID(&classes), &v4Starts, &v4Classes)
        }
        sweep = ClassSweep(universe, classes)
        index = 0
        while index < v6.count {
            let position = v6[index].position
            while index < v6.count, v6[index].position == position {
                sweep.turn(v6[index].item, v6[index].begins, &classes)
                index += 1
            }
            Self.append(position, sweep.classID(&classes), &v6Starts, &v6Classes)
        }
    }

    private static func append<T: Equatable>(_ start: T, _ classID: UInt32, _ starts: inout [T], _ classes: inout [UInt32]) {
        if starts[starts.count - 1] == start {
            classes[classes.count - 1] = classID
        } else if classes[classes.count - 1] != classID {
            starts.append(start)
            classes.append(classID)
        }
    }

    // MARK: Edges

    private struct Edge128 {
        var position: UInt128
        var item: UInt32
        var begins: Bool
    }

    /// An IPv4 edge in one word, so that a radix sort by the address is three passes over plain numbers.
    private struct Edge32 {
        var bits: UInt64

        init(_ position: UInt32, _ item: UInt32, begins: Bool) {
            bits = UInt64(position) << 32 | UInt64(item) << 1 | (begins ? 1 : 0)
        }

        var position: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
        var item: UInt32 { UInt32(truncatingIfNeeded: bits & 0xffff_ffff) >> 1 }
        var begins: Bool { bits & 1 == 1 }

        static func sort(_ edges: inout [Edge32]) {
            if edges.count < 256 {
                edges.sort { $0.bits < $1.bits }
                return
            }
            var other = edges
            for shift in [UInt64(32), 43, 54] {
                var next = [Int](repeating: 0, count: 2_049)
                for edge in edges { next[Int((edge.bits >> shift) & 0x7ff) + 1] += 1 }
                for index in 0..<2_048 { next[index + 1] += next[index] }
                for edge in edges {
                    let digit = Int((edge.bits >> shift) & 0x7ff)
                    other[next[digit]] = edge
                    next[digit] += 1
                }
                swap(&edges, &other)
            }
        }
    }
}
