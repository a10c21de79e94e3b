/// Texts with numbers, each kept once, all in one buffer: four words of memory each beside its bytes.
///
/// The hash is a keyed multiplication whose halves are folded, so that outsiders cannot make texts collide on purpose.
struct WordTable {
    private var bytes: [UInt8] = []
    /// Where each text ends in ``bytes``; it begins where the one before it ends.
    private var ends: [UInt32] = []
    private var hashes: [UInt32] = []
    /// Number + 1 by hash; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    var count: Int { ends.count }

    /// Where a text stands in the buffer.
    private func range(_ number: UInt32) -> Range<Int> {
        let index = Int(number)
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    func text(_ number: UInt32) -> ArraySlice<UInt8> { bytes[range(number)] }

    func string(_ number: UInt32) -> String { String(decoding: text(number), as: UTF8.self) }

    /// The number of a text, `nil` when it is not in.
    func find(_ text: Span<UInt8>) -> UInt32? {
        let slot = slot(of: text, hash(text))
        return slots[slot] == 0 ? nil : slots[slot] - 1
    }

    /// The number of a text, which is put in when it is new.
    mutating func number(of text: Span<UInt8>) -> UInt32 {
        let hash = hash(text)
        let slot = slot(of: text, hash)
        if slots[slot] != 0 { return slots[slot] - 1 }
        let number = UInt32(ends.count)
        for index in text.indices { bytes.append(text[index]) }
        ends.append(UInt32(bytes.count))
        hashes.append(hash)
        slots[slot] = number + 1
        if 2 * ends.count > slots.count { grow() }
        return number
    }

    mutating func number(of text: String) -> UInt32 { number(of: Array(text.utf8).span) }

    /// Gives the memory back that only looking texts up needs; none can be looked up any more.
    mutating func close() {
        slots = []
        hashes = []
    }

    /// The slot that has the text, or the free one where it belongs.
    private func slot(of text: Span<UInt8>, _ hash: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            if hashes[Int(number)] == hash, equals(number, text) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func equals(_ number: UInt32, _ text: Span<UInt8>) -> Bool {
        let range = range(number)
        guard range.count == text.count else { return false }
        for index in text.indices where bytes[range.lowerBound + index] != text[index] { return false }
        return true
    }

    private func hash(_ text: Span<UInt8>) -> UInt32 {
        var state = seed ^ UInt64(text.count)
        var index = 0
        while index < text.count {
            var word: UInt64 = 0
            let end = min(index + 8, text.count)
            while index < end {
                word = (word << 8) | UInt64(text[index])
                index += 1
            }
            state = Self.fold(state ^ word, seed | 1)
        }
        return UInt32(truncatingIfNeeded: Self.fold(state, 0x9e37_79b9_7f4a_7c15))
    }

    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: 2 * slots.count)
        let mask = slots.count - 1
        for index in hashes.indices {
            var slot = Int(hashes[index]) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index) + 1
        }
    }
}
