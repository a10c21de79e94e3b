/// Whether a hash was perhaps added, in 32 KiB: says yes too often, never no.
struct HashFilter {
    private static let bits: UInt64 = 18

    private var words: [UInt64] = []
    private(set) var isEmpty = true

    mutating func insert(_ hash: UInt64) {
        if words.isEmpty { words = Array(repeating: 0, count: 1 << Int(Self.bits - 6)) }
        isEmpty = false
        words[Self.word(hash)] |= 1 << (hash & 63)
    }

    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool { !isEmpty && words[Self.word(hash)] >> (hash & 63) & 1 == 1 }

    mutating func removeAll() {
        isEmpty = true
        for index in words.indices { words[index] = 0 }
    }

    private static func word(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> (64 - bits + 6)) }
}
