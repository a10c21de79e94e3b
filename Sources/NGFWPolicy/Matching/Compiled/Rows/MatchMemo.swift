import NGFWCore

/// Answers by class numbers: a lookup that finds its numbers here need not look at rules.
///
/// A fixed number of entries, two in each line of the cache; the older of two gives way. Entries hold all their numbers, so
/// that a collision costs a lookup and never an answer, and the epoch they belong to: nothing is cleared when numbers get another meaning.
struct MatchMemo: Sendable {
    /// What an answer depends on.
    struct Key: Hashable, Sendable {
        var context: MatchContext.Packed
        var prefixSource: UInt32
        var tagSource: UInt32
        var prefixDestination: UInt32
        var tagDestination: UInt32
        /// The user, and in the highest bit whether the application may shift.
        var user: UInt32

        static let empty = Key(
            context: MatchContext.Packed(first: 0, second: 0), prefixSource: 0, tagSource: 0, prefixDestination: 0, tagDestination: 0,
            user: 0)

        @inline(__always)
        var userKey: UInt32 { user & ~(1 << 31) }
    }

    /// A key in the bits of an entry, and where the entry would be.
    struct Place {
        fileprivate var first: UInt64 = 0
        fileprivate var second: UInt64 = 0
        fileprivate var third: UInt64 = 0
        fileprivate var fourth: UInt64 = 0
        /// Of the line's words; -1 where nothing is kept, as for numbers that are too large for an entry.
        fileprivate var line = -1
    }

    /// Bits that an entry has for numbers.
    private static let prefixBits: UInt64 = 22
    private static let tagBits: UInt64 = 20
    private static let userBits: UInt64 = 19
    private static let epochBits: UInt64 = 12

    /// Words of an entry, the last one's upper half being the answer; and of a line.
    private static let entrySize = 4
    private static let lineSize = 8

    private var words: [UInt64] = []
    /// Words before the first line.
    private var start = 0
    private let lineCount: Int
    private let seed: UInt64
    /// 0 is that of no entry.
    private var epoch: UInt64 = 1

    /// - Parameters:
    ///   - entries: 0 for a memo that remembers nothing; else rounded up to a power of two.
    ///   - seed: a secret keeps outsiders from making keys collide.
    init(entries: Int, seed: UInt64) {
        lineCount = entries <= 0 ? 0 : max(1, 1 << (Int.bitWidth - min(entries - 1, 1 << 28).leadingZeroBitCount) / 2)
        self.seed = seed
    }

    @inline(__always)
    var isOn: Bool { lineCount > 0 }

    var bytes: Int { words.capacity * MemoryLayout<UInt64>.stride }

    /// Forgets everything, because numbers mean others now.
    mutating func advance() {
        epoch += 1
        guard epoch == 1 << Self.epochBits else { return }
        words = []
        epoch = 1
    }

    /// Where a key's answer would be.
    @inline(__always)
    func place(of key: Key) -> Place {
        let (prefixSource, prefixDestination) = (UInt64(key.prefixSource), UInt64(key.prefixDestination))
        let (tagSource, tagDestination) = (UInt64(key.tagSource), UInt64(key.tagDestination))
        let user = UInt64(key.userKey)
        let excess =
            (prefixSource | prefixDestination) >> Self.prefixBits | (tagSource | tagDestination) >> Self.tagBits | user >> Self.userBits
        if words.isEmpty || excess != 0 { return Place() }
        var place = Place()
        place.first = key.context.first
        place.second = key.context.second | UInt64(key.user >> 31) << Self.userBits | user
        place.third = prefixSource << (Self.prefixBits + Self.tagBits) | prefixDestination << Self.tagBits | tagSource
        place.fourth = epoch << Self.tagBits | tagDestination
        let one = (place.first ^ seed).multipliedFullWidth(by: place.second ^ 0x9e37_79b9_7f4a_7c15)
        let two = (place.third ^ one.low).multipliedFullWidth(by: seed | 1)
        let three = (place.fourth ^ two.high ^ two.low ^ one.high).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        place.line = start + (Int(truncatingIfNeeded: three.high ^ three.low) & (lineCount - 1)) * Self.lineSize
        return place
    }

    /// Asks for a place's line.
    @inline(__always)
    func prefetch(_ place: Place) { words.prefetch(place.line) }

    /// What is remembered for a key.
    @inline(__always)
    func answer(at place: Place) -> RuleAnswer? {
        if place.line < 0 { return nil }
        return answer(at: place, place.line) ?? answer(at: place, place.line + Self.entrySize)
    }

    @inline(__always)
    private func answer(at place: Place, _ entry: Int) -> RuleAnswer? {
        let last = words[entry + 3]
        let isEqual =
            words[entry] == place.first && words[entry + 1] == place.second && words[entry + 2] == place.third
            && last & 0xffff_ffff == place.fourth
        return isEqual ? RuleAnswer(bits: UInt32(truncatingIfNeeded: last >> 32)) : nil
    }

    mutating func remember(_ key: Key, _ answer: RuleAnswer) {
        if !isOn { return }
        if words.isEmpty { makeLines() }
        let place = place(of: key)
        if place.line < 0 { return }
        for word in 0..<Self.entrySize { words[place.line + Self.entrySize + word] = words[place.line + word] }
        words[place.line] = place.first
        words[place.line + 1] = place.second
        words[place.line + 2] = place.third
        words[place.line + 3] = place.fourth | UInt64(answer.bits) << 32
    }

    private mutating func makeLines() {
        words = Array(repeating: 0, count: (lineCount + 1) * Self.lineSize)
        // PERF: lines of the memo are to be lines of the cache. A copy of the memo may lie elsewhere, and be slower.
        let address = unsafe words.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        start = Int((64 - address % 64) % 64) / MemoryLayout<UInt64>.stride
    }
}
