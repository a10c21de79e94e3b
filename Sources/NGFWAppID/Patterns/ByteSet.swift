/// A set of byte values: 32 bytes, asked with one read.
struct ByteSet: BitwiseCopyable, Sendable {
    static let all = ByteSet(words: InlineArray(repeating: .max))

    private var words: InlineArray<4, UInt64>

    private init(words: InlineArray<4, UInt64>) { self.words = words }

    init() { words = InlineArray(repeating: 0) }

    init(_ ranges: [ClosedRange<UInt8>]) {
        self.init()
        for range in ranges { for byte in range { insert(byte) } }
    }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

    /// The lowest.
    var first: UInt8? { (UInt8.min...UInt8.max).first { contains($0) } }

    var inverted: ByteSet {
        var inverted = self
        for index in words.indices { inverted.words[index] = ~words[index] }
        return inverted
    }

    mutating func formUnion(_ other: ByteSet) { for index in words.indices { words[index] |= other.words[index] } }

    mutating func formIntersection(_ other: ByteSet) { for index in words.indices { words[index] &= other.words[index] } }

    func union(_ other: ByteSet) -> ByteSet {
        var union = self
        union.formUnion(other)
        return union
    }

    var count: Int { words.indices.reduce(0) { $0 + words[$1].nonzeroBitCount } }
}
