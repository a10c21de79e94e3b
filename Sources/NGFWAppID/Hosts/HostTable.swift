import NGFWCore

/// The names of a ``HostIndex``, ready for lookups: an entry `example.com` is hit by `www.example.com`, not by `badexample.com`. The
/// longest entry wins.
///
/// - Complexity: one hash probe a label, whatever the number of names.
struct HostTable: BitwiseCopyable, Sendable {
    /// An entry that a name was found under.
    struct Match {
        var application: ApplicationID
        /// The entry's bytes.
        var length: Int
        /// For ``HostTable/name(_:)``.
        var number: UInt32
    }

    struct Entry: BitwiseCopyable {
        /// Where its name stands in the text.
        var start: UInt32
        var length: UInt32
        var application: ApplicationID
    }

    struct Slot: BitwiseCopyable {
        var hash: UInt32 = 0
        var entry: UInt32 = Self.free

        static let free = UInt32.max
    }

    private let entries: FrozenTable<Entry>
    private let text: FrozenTable<UInt8>
    /// Entries by the hash of their names, a power of two, at most half full.
    private let slots: FrozenTable<Slot>

    init(_ index: HostIndex, in memory: FrozenMemory) {
        var size = 1
        while size < 2 * index.count { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        var entries: [Entry] = []
        var text: [UInt8] = []
        for (name, application) in index.entries {
            let hash = name.reversed().reduce(Self.seed) { Self.step($0, $1) }
            var place = Int(hash) & (size - 1)
            while slots[place].entry != Slot.free { place = (place + 1) & (size - 1) }
            slots[place] = Slot(hash: hash, entry: UInt32(entries.count))
            entries.append(Entry(start: UInt32(text.count), length: UInt32(name.count), application: application))
            text += name
        }
        self.entries = memory.freeze(entries)
        self.text = memory.freeze(text)
        self.slots = memory.freeze(slots)
    }

    /// The text of an entry.
    func name(_ number: UInt32) -> String? {
        guard Int(number) < entries.count else { return nil }
        let entry = entries[Int(number)]
        return String(decoding: text[Int(entry.start)..<Int(entry.start + entry.length)], as: UTF8.self)
    }

    /// The longest entry that the name is equal to or below of. A port behind the name and a trailing dot are ignored; any case.
    func application(of name: Span<UInt8>) -> Match? {
        var end = 0
        while end < name.count, end <= HostIndex.maximumBytes, name[end] != UInt8(ascii: ":") { end += 1 }
        if end > 0, name[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard end > 0, end <= HostIndex.maximumBytes else { return nil }
        var hash = Self.seed
        var labels = 0
        var best: Match?
        var position = end
        while position > 0 {
            position -= 1
            let byte = Self.lower(name[position])
            if byte == UInt8(ascii: ".") {
                labels += 1
                if labels > HostIndex.maximumLabels { return best }
                if let found = find(hash, name, position + 1..<end) { best = found }
            }
            hash = Self.step(hash, byte)
        }
        if let found = find(hash, name, 0..<end) { best = found }
        return best
    }

    private func find(_ hash: UInt32, _ name: Span<UInt8>, _ range: Range<Int>) -> Match? {
        var place = Int(hash) & (slots.count - 1)
        while slots[place].entry != Slot.free {
            let slot = slots[place]
            if slot.hash == hash, isName(of: entries[Int(slot.entry)], name, range) {
                return Match(application: entries[Int(slot.entry)].application, length: range.count, number: slot.entry)
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isName(of entry: Entry, _ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard Int(entry.length) == range.count else { return false }
        for index in 0..<range.count where text[Int(entry.start) + index] != Self.lower(name[range.lowerBound + index]) { return false }
        return true
    }

    // FNV-1a over the bytes from the right. Entries come from signature files, not from traffic, so it needs no secret.
    private static let seed: UInt32 = 2_166_136_261
    private static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }
    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
