/// A set of byte values: 32 bytes, asked with one read.
struct ByteSet: BitwiseCopyable, Sendable {
    static let all = ByteSet(words: InlineArray(repeating: .max))

    private var words: InlineArray<4, UInt64>

    private init(words: InlineArray<4, UInt64>) { self.words = words }

    init() { words = InlineArray(repeating: 0) }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

    var count: Int { words.indices.reduce(0) { $0 + words[$1].nonzeroBitCount } }
}
