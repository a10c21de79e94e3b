/// Answers by class numbers: a lookup that finds its numbers here need not look at rules.
///
/// A fixed number of entries, two a line of the cache; the older of two gives way. Entries hold all their numbers, so that a
/// collision costs a lookup and never an answer, and the epoch they belong to: nothing is cleared when numbers get another
/// meaning.
struct MatchMemo: Sendable {
    /// What an answer depends on.
    struct Key: Hashable, Sendable {
        var context: UInt32
        var prefixSource: UInt32
        var tagSource: UInt32
        var prefixDestination: UInt32
        var tagDestination: UInt32
        /// The user, and in the highest bit whether the application may shift.
        var user: UInt32

        var userKey: UInt32 { user & ~(1 << 31) }
    }

    private struct Entry: Sendable {
        var key = Key(context: 0, prefixSource: 0, tagSource: 0, prefixDestination: 0, tagDestination: 0, user: 0)
        /// 0 is no entry.
        var epoch: UInt32 = 0
        var answer: UInt32 = 0
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
        let one = (UInt64(key.context) << 32 | UInt64(key.user)) ^ seed
        let two = UInt64(key.prefixSource) << 32 | UInt64(key.tagSource)
        let three = UInt64(key.prefixDestination) << 32 | UInt64(key.tagDestination)
        let first = (one ^ two).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        let second = (three ^ first.high ^ first.low).multipliedFullWidth(by: (seed ^ two) | 1)
        return Int(truncatingIfNeeded: second.high ^ second.low) & (entries.count - 2)
    }

    /// What is remembered for a key.
    @inline(__always)
    func answer(_ key: Key) -> UInt32? {
        if entries.isEmpty { return nil }
        let index = home(key)
        if entries[index].key == key, entries[index].epoch == epoch { return entries[index].answer }
        if entries[index + 1].key == key, entries[index + 1].epoch == epoch { return entries[index + 1].answer }
        return nil
    }

    /// A word of the place where a key's answer would be: reading it early overlaps cache misses.
    @inline(__always)
    func touch(_ key: Key) -> UInt32 { entries.isEmpty ? 0 : entries[home(key)].epoch }

    mutating func remember(_ key: Key, _ answer: UInt32) {
        if wanted == 0 { return }
        if entries.isEmpty { entries = Array(repeating: Entry(), count: wanted) }
        let index = home(key)
        entries[index + 1] = entries[index]
        entries[index] = Entry(key: key, epoch: epoch, answer: answer)
    }
}
