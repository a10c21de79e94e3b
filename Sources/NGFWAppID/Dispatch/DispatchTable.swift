internal import NGFWCore

/// Which signatures bytes can match, by one pass over the first ``PatternBeginning/length`` of them: for each place and value there is a row
/// with a bit for each signature that allows it there. So a look hardly costs more with more signatures. One table per transport and side.
struct DispatchTable: BitwiseCopyable, Sendable {
    /// A signature to be tried.
    struct Entry: BitwiseCopyable, Sendable {
        var signature: Int32
        /// The pattern that must match whatever came now, tried before the rest; -1 when there is more than that to look at.
        var pattern: Int32
        /// Of bytes that can match it.
        var minimumLength: Int32
        /// Nothing to try before both ends have spoken.
        var needsBothSides: Bool
    }

    typealias Bits = SIMD4<UInt64>
    /// Signatures that a row of one block has bits for.
    static let blockSize = 256

    /// In the order in which they are tried.
    private let entries: FrozenTable<Entry>
    /// By place, value and block.
    private let rows: FrozenTable<Bits>
    /// Blocks of signatures; none for an empty table.
    let blockCount: Int

    /// - Parameter entries: with what the bytes must begin with.
    init(_ entries: [(entry: Entry, beginning: PatternBeginning)], in memory: FrozenMemory) {
        blockCount = (entries.count + Self.blockSize - 1) / Self.blockSize
        var rows = [Bits](repeating: .zero, count: PatternBeginning.length * 256 * blockCount)
        for (number, item) in entries.enumerated() {
            let (block, bit) = number.quotientAndRemainder(dividingBy: Self.blockSize)
            for place in 0..<PatternBeginning.length {
                for byte in UInt8.min...UInt8.max where item.beginning.allows(byte, at: place) {
                    rows[(place * 256 + Int(byte)) * blockCount + block][bit / 64] |= 1 << UInt64(bit % 64)
                }
            }
        }
        self.entries = memory.freeze(entries.map(\.entry))
        self.rows = memory.freeze(rows)
    }

    /// The signatures of a block that the bytes, of which there is at least one, allow.
    @inline(__always)
    func candidates(_ block: Int, _ bytes: Span<UInt8>) -> Bits {
        var bits = rows[Int(bytes[0]) * blockCount + block]
        for place in 1..<max(1, min(PatternBeginning.length, bytes.count)) {
            bits &= rows[(place << 8 | Int(bytes[place])) * blockCount + block]
        }
        return bits
    }

    /// The signature of a bit of a block's word.
    @inline(__always)
    func entry(_ block: Int, _ word: Int, _ bit: Int) -> Entry { entries[block * Self.blockSize + word * 64 + bit] }
}
