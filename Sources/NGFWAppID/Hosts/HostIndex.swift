import NGFWCore

/// Host names that stand for applications, found label by label from the right: `www.example.com` hits an entry
/// `example.com`, `badexample.com` does not. The longest entry wins.
///
/// - Complexity: one hash probe a label, whatever the number of names.
struct HostIndex: Sendable {
    /// Longest name: RFC 1035 section 2.3.4.
    static let maximumBytes = 253
    static let maximumLabels = 32

    private struct Entry: Sendable {
        let name: [UInt8]
        let application: ApplicationID
    }

    /// An entry that a name was found under.
    struct Match: Sendable {
        var application: ApplicationID
        /// The entry's bytes.
        var length: Int
        /// For ``HostIndex/name(_:)``.
        var number: UInt32
    }

    private var entries: [Entry] = []
    /// Numbers of entries by the hash of their names.
    private var slots: [UInt32: [UInt32]] = [:]
    var count: Int { entries.count }

    /// The text of an entry.
    func name(_ number: UInt32) -> String? {
        Int(number) < entries.count ? String(decoding: entries[Int(number)].name, as: UTF8.self) : nil
    }

    /// Whether the text is a host name with at least two labels, as an entry of the index.
    static func isName(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= maximumBytes, (2...maximumLabels).contains(labels.count) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy { isNameByte($0) }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x41...0x5A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Adds a name; `nil` when it is new, else the application that has it already.
    mutating func insert(_ name: String, _ application: ApplicationID) -> ApplicationID? {
        let bytes = Array(name.lowercased().utf8)
        var hash = Self.seed
        for byte in bytes.reversed() { hash = Self.step(hash, byte) }
        if let known = slots[hash]?.first(where: { entries[Int($0)].name == bytes }) { return entries[Int(known)].application }
        slots[hash, default: []].append(UInt32(entries.count))
        entries.append(Entry(name: bytes, application: application))
        return nil
    }

    /// The longest entry that the name is equal to or below of. A port behind the name and a trailing dot are ignored; any case.
    func application(of name: Span<UInt8>) -> Match? {
        var end = 0
        while end < name.count, end <= Self.maximumBytes, name[end] != UInt8(ascii: ":") { end += 1 }
        if end > 0, name[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard end > 0, end <= Self.maximumBytes else { return nil }
        var hash = Self.seed
        var labels = 0
        var best: Match?
        var position = end
        while position > 0 {
            position -= 1
            let byte = Self.lower(name[position])
            if byte == UInt8(ascii: ".") {
                labels += 1
                if labels > Self.maximumLabels { return best }
                if let found = find(hash, name, position + 1..<end) { best = found }
            }
            hash = Self.step(hash, byte)
        }
        if let found = find(hash, name, 0..<end) { best = found }
        return best
    }

    private func find(_ hash: UInt32, _ name: Span<UInt8>, _ range: Range<Int>) -> Match? {
        guard let numbers = slots[hash] else { return nil }
        for number in numbers {
            let entry = entries[Int(number)]
            guard entry.name.count == range.count else { continue }
            var same = true
            for index in 0..<entry.name.count where entry.name[index] != Self.lower(name[range.lowerBound + index]) {
                same = false
                break
            }
            if same { return Match(application: entry.application, length: range.count, number: number) }
        }
        return nil
    }

    // FNV-1a over the bytes from the right. Entries come from signature files, not from traffic, so it needs no secret.
    private static let seed: UInt32 = 2_166_136_261
    private static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }
    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
