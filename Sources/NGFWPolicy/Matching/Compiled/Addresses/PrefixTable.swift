import NGFWCore

/// Address → class, immutable.
///
/// IPv4 goes by a table over the upper 16 bits and at most two nodes of 8 bits below it, in which runs of equal entries
/// are kept once (as in a poptrie); few pieces, and IPv6, by a search without branches.
struct PrefixTable: Sendable {
    private var v4Starts: [UInt32] = [0]
    private var v4Classes: [UInt32] = [0]
    private var v6Starts: [UInt128] = [0]
    private var v6Classes: [UInt32] = [0]
    /// For each upper half a class, or a node with ``nodeBit``; empty for few pieces.
    private var root: [UInt32] = []
    /// ``nodeSize`` words each, and behind them a class, or a node with ``nodeBit``, for each run of equal places. A word tells of eight
    /// places in which run they are: the first one's run in the upper 8 bits, and how many runs later each is, in 3 bits.
    ///
    /// PERF: a poptrie's bits would take a quarter of it, but counting bits takes a dozen instructions where the processor's own may
    /// not be used (benchmark `rules`).
    private var nodes: [UInt32] = []

    private static let nodeBit = UInt32(1) << 31
    private static let nodeSize = 32
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
        (v4Starts.capacity + v4Classes.capacity + v6Classes.capacity + root.capacity + nodes.capacity) * 4 + v6Starts.capacity * 16
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
        let node = Int(entry & ~Self.nodeBit)
        let word = nodes[node + Int(index >> 3)]
        let run = (word >> 24) + (word &>> UInt32((index & 7) &* 3)) & 7
        return nodes[node + Self.nodeSize + Int(run)]
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
        var runs: [Run] = []
        var piece = 0
        for upper in 0..<UInt32(65_536) {
            let start = upper << 16
            while piece + 1 < v4Starts.count, v4Starts[piece + 1] <= start { piece += 1 }
            let isUniform = piece + 1 == v4Starts.count || v4Starts[piece + 1] >> 16 != upper
            root.append(isUniform ? v4Classes[piece] : makeNode(start, piece, shift: 8, &runs))
        }
    }

    /// Places of a node from one on that have one value.
    private struct Run {
        var place: UInt32
        var value: UInt32
    }

    /// A node for 256 places of 2^`shift` addresses.
    ///
    /// - Parameters:
    ///   - first: The piece that holds the node's first address.
    ///   - runs: Those of nodes that this one will be in; the same afterwards.
    private mutating func makeNode(_ start: UInt32, _ first: Int, shift: UInt32, _ runs: inout [Run]) -> UInt32 {
        let firstRun = runs.count
        func note(_ place: UInt32, _ value: UInt32) {
            if runs.count > firstRun, runs[runs.count - 1].value == value { return }
            runs.append(Run(place: place, value: value))
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
                let inner = makeNode(here, piece, shift: 0, &runs)
                note(place, inner)
                place += 1
            }
        }
        let number = UInt32(nodes.count)
        appendNode(runs[firstRun...])
        runs.removeLast(runs.count - firstRun)
        return number | Self.nodeBit
    }

    private mutating func appendNode(_ runs: ArraySlice<Run>) {
        var next = runs.startIndex
        var run: UInt32 = 0
        for group in UInt32(0)..<32 {
            // A run that begins with the group is the first place's own.
            if next < runs.endIndex, runs[next].place == group << 3 {
                run = UInt32(next - runs.startIndex)
                next += 1
            }
            var word = run << 24
            while next < runs.endIndex, runs[next].place < (group + 1) << 3 {
                // One more for this place and those behind it.
                word += (0o11111111 << ((runs[next].place & 7) * 3)) & 0xff_ffff
                run += 1
                next += 1
            }
            nodes.append(word)
        }
        for run in runs { nodes.append(run.value) }
    }
}
