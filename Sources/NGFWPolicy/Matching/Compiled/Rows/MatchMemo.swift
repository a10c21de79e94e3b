import NGFWCore

/// Answers by class numbers: a lookup that finds its numbers here need not look at rules.
///
/// A fixed number of entries; the older of two gives way. Entries hold all their numbers, so that a
/// collision costs a lookup and never an answer, and the epoch they belong to: nothing is cleared when numbers get another
/// meaning.
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

    private struct Entry: Sendable {
        var key: Key
        var answer = RuleAnswer.none
        /// 0 is no entry.
        var epoch: UInt32 = 0

        static let free = Entry(key: .empty)
    }

    private var entries: [Entry] = []
    private let wanted: Int
    private let seed: UInt64
    private var epoch: UInt32 = 1

    /// - Parameters:
    ///   - entries: 0 for a memo that remembers nothing; else rounded up to a power of two.
    ///   - seed: a secret keeps outsiders from making keys collide.
    init(entries: Int, seed: UInt64) {
        wanted = entries <= 0 ? 0 : max(2, 1 << (Int.bitWidth - min(entries - 1, 1 << 28).leadingZeroBitCount))
        self.seed = seed
    }

    @inline(__always)
    var isOn: Bool { wanted > 0 }

    var bytes: Int { entries.capacity * MemoryLayout<Entry>.stride }

    /// Forgets everything, because numbers mean others now.
    mutating func advance() {
        epoch &+= 1
        guard epoch == 0 else { return }
        entries = []
        epoch = 1
    }

    @inline(__always)
    private func home(_ key: Key) -> Int {
        let context = (key.context.first ^ seed).multipliedFullWidth(by: key.context.second ^ 0x9e37_79b9_7f4a_7c15)
        let source = UInt64(key.prefixSource) << 32 | UInt64(key.tagSource)
        let destination = UInt64(key.prefixDestination) << 32 | UInt64(key.tagDestination)
        let first = (source ^ context.low ^ UInt64(key.user) << 17).multipliedFullWidth(by: seed | 1)
        let second = (destination ^ first.high ^ first.low ^ context.high).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        return Int(truncatingIfNeeded: second.high ^ second.low) & (entries.count - 2)
    }

    /// What is remembered for a key.
    @inline(__always)
    func answer(_ key: Key) -> RuleAnswer? { entries.isEmpty ? nil : answer(key, at: home(key)) }

    /// - Parameter index: The key's place, see ``place(of:)``.
    @inline(__always)
    func answer(_ key: Key, at index: Int) -> RuleAnswer? {
        // Nothing is remembered yet.
        if index + 1 >= entries.count { return nil }
        if entries[index].key == key, entries[index].epoch == epoch { return entries[index].answer }
        if entries[index + 1].key == key, entries[index + 1].epoch == epoch { return entries[index + 1].answer }
        return nil
    }

    /// Where a key's answer would be.
    @inline(__always)
    func place(of key: Key) -> Int { entries.isEmpty ? 0 : home(key) }

    /// Asks for a place, which is up to three lines.
    @inline(__always)
    func prefetch(_ place: Int) {
        entries.prefetch(place)
        entries.prefetch(place + 1)
    }

    mutating func remember(_ key: Key, _ answer: RuleAnswer) {
        if wanted == 0 { return }
        if entries.isEmpty { entries = Array(repeating: Entry.free, count: wanted) }
        let index = home(key)
        entries[index + 1] = entries[index]
        entries[index] = Entry(key: key, answer: answer, epoch: epoch)
    }
}
