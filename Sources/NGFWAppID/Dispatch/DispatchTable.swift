/// For each first byte the signatures that bytes beginning so can match, so that the cost of a look does not grow with the
/// number of signatures. One table per transport and side.
struct DispatchTable: Sendable {
    /// 257 offsets into `entries`.
    private let starts: [UInt32]
    private let entries: [UInt16]

    /// - Parameter candidates: 256 lists of signature numbers.
    init(_ candidates: [[UInt16]]) {
        var starts: [UInt32] = [0]
        var entries: [UInt16] = []
        for list in candidates {
            entries += list
            starts.append(UInt32(entries.count))
        }
        self.starts = starts
        self.entries = entries
    }

    /// The range of candidates for a first byte, for ``signature(at:)``.
    @inline(__always)
    func candidates(for byte: UInt8) -> Range<Int> {
        Int(starts[Int(byte)])..<Int(starts[Int(byte) + 1])
    }

    @inline(__always)
    func signature(at index: Int) -> Int { Int(entries[index]) }

    /// The most candidates of one first byte.
    var widest: Int { (0..<256).map { candidates(for: UInt8($0)).count }.max() ?? 0 }
}
