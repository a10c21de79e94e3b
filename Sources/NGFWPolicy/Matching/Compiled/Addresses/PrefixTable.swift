import NGFWCore

/// Address → class, immutable.
///
/// IPv4 goes by a table over the upper 16 bits and at most two nodes of 8 bits below it, in which runs of equal entries
/// are kept once and found by counting bits (as a poptrie does); few pieces, and IPv6, by a search without branches.
struct PrefixTable: Sendable {
    private var v4Starts: [UInt32] = [0]
    private var v4Classes: [UInt32] = [0]
    private var v6Starts: [UInt128] = [0]
    private var v6Classes: [UInt32] = [0]
    /// For each upper half a class, or a node with ``nodeBit``; empty for few pieces.
    private var root: [UInt32] = []
    /// ``nodeSize`` words each: 256 bits for the places where a run begins, the runs before each 64 of them, first value.
    private var nodes: [UInt64] = []
    /// Classes, or nodes with ``nodeBit``.
    private var values: [UInt32] = []

    private static let nodeBit = UInt32(1) << 31
    private static let nodeSize = 6
    /// So many pieces are searched faster than a table is read.
    private static let fewPieces = 32

    /// Everything in class 0.
    init() {}

    init(_ pieces: AddressPieces) {
        v4Starts = pieces.v4Starts
        v4Classes = pieces.v4Classes
        v6Starts = pieces.v6Starts
        v6Classes = pieces.v6Classes
        if v4Starts.count > Self.fewPieces { buildRoot() }
    }

    var isEmpty: Bool { v4Starts.count == 1 && v6Starts.count == 1 && v4Classes[0] == 0 && v6Classes[0] == 0 }

    var bytes: Int {
        (v4Starts.capacity + v4Classes.capacity + v6Classes.capacity + root.capacity + values.capacity) * 4 + v6Starts.capacity * 16
            + nodes.capacity * 8
    }

    // MARK: Questions

    /// The class of an address.
    @inline(__always)
    func classID(of address: IPAddress) -> UInt32 {
        if address.isIPv4 {
            let value = UInt32(truncatingIfNeeded: address.low)
            if root.isEmpty { return v4Classes[Self.lastStart(notAbove: value, in: v4Starts)] }
            let entry = root[Int(value >> 16)]
            return entry < Self.nodeBit ? entry : descend(entry, value)
        }
        if v6Starts.count == 1 { return v6Classes[0] }
        return v6Classes[Self.lastStart(notAbove: address.value, in: v6Starts)]
    }

    private func descend(_ entry: UInt32, _ value: UInt32) -> UInt32 {
        let found = self.value(entry, UInt8(truncatingIfNeeded: value >> 8))
        return found < Self.nodeBit ? found : self.value(found, UInt8(truncatingIfNeeded: value))
    }

    @inline(__always)
    private func value(_ entry: UInt32, _ index: UInt8) -> UInt32 {
        let node = Int(entry & ~Self.nodeBit) * Self.nodeSize
        let word = Int(index >> 6)
        let upToHere = nodes[node + word] & (~0 >> (63 - UInt64(index & 63)))
        let before = (nodes[node + 4] >> UInt64(word * 16)) & 0xffff
        // The run that holds the first place has bit 0, so the count is at least one.
        return values[Int(truncatingIfNeeded: nodes[node + 5] &+ before) + upToHere.nonzeroBitCount - 1]
    }

    @inline(__always)
    private static func lastStart<T: Comparable>(notAbove value: T, in starts: [T]) -> Int {
        var base = 0
        var length = starts.count
        while length > 1 {
            let half = length / 2
            base = starts[base + half] <= value ? base + half : base
            length -= half
        }
        return base
    }

    // MARK: Building

    private mutating func buildRoot() {
        root.reserveCapacity(65_536)
        var piece = 0
        for upper in 0..<UInt32(65_536) {
            let start = upper << 16
            while piece + 1 < v4Starts.count, v4Starts[piece + 1] <= start { piece += 1 }
            let isUniform = piece + 1 == v4Starts.count || v4Starts[piece + 1] >> 16 != upper
            root.append(isUniform ? v4Classes[piece] : makeNode(start, piece, shift: 8))
        }
    }

    /// A node for 256 places of 2^`shift` addresses.
    ///
    /// - Parameter first: The piece that holds the node's first address.
    private mutating func makeNode(_ start: UInt32, _ first: Int, shift: UInt32) -> UInt32 {
        var bits = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        var found: [UInt32] = []
        func note(_ place: UInt32, _ value: UInt32) {
            if found.last == value { return }
            found.append(value)
            let bit = UInt64(1) << UInt64(place & 63)
            switch place >> 6 {
            case 0: bits.0 |= bit
            case 1: bits.1 |= bit
            case 2: bits.2 |= bit
            default: bits.3 |= bit
            }
        }
        var piece = first
        var place: UInt32 = 0
        while place < 256 {
            let here = start + place << shift
            while piece + 1 < v4Starts.count, v4Starts[piece + 1] <= here { piece += 1 }
            let isLast = piece + 1 == v4Starts.count
            // Places up to the next start are alike; one that a start cuts has a node of its own.
            let next = isLast ? 256 : min(256, (v4Starts[piece + 1] - start) >> shift)
            if next > place {
                note(place, v4Classes[piece])
                place = next
            } else {
                note(place, makeNode(here, piece, shift: 0))
                place += 1
            }
        }
        let counts = (bits.0.nonzeroBitCount, bits.1.nonzeroBitCount, bits.2.nonzeroBitCount)
        let before = UInt64(counts.0) << 16 | UInt64(counts.0 + counts.1) << 32 | UInt64(counts.0 + counts.1 + counts.2) << 48
        let number = UInt32(nodes.count / Self.nodeSize)
        nodes += [bits.0, bits.1, bits.2, bits.3, before, UInt64(values.count)]
        values += found
        return number | Self.nodeBit
    }
}
