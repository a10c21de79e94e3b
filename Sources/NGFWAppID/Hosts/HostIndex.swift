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

    private var slots: [UInt32: [Entry]] = [:]
    private(set) var count = 0

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
        if let known = slots[hash]?.first(where: { $0.name == bytes }) { return known.application }
        slots[hash, default: []].append(Entry(name: bytes, application: application))
        count += 1
        return nil
    }

    /// The application of the longest entry that the name is equal to or below of, and that entry's length in bytes. A port
    /// behind the name and a trailing dot are ignored; any case.
    func application(of name: Span<UInt8>) -> (application: ApplicationID, length: Int)? {
        var end = 0
        while end < name.count, end <= Self.maximumBytes, name[end] != UInt8(ascii: ":") { end += 1 }
        if end > 0, name[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard end > 0, end <= Self.maximumBytes else { return nil }
        var hash = Self.seed
        var labels = 0
        var best: (application: ApplicationID, length: Int)?
        var position = end
        while position > 0 {
            position -= 1
            let byte = Self.lower(name[position])
            if byte == UInt8(ascii: ".") {
                labels += 1
                if labels > Self.maximumLabels { return best }
                if let found = find(hash, name, position + 1..<end) { best = (found, end - position - 1) }
            }
            hash = Self.step(hash, byte)
        }
        if let found = find(hash, name, 0..<end) { best = (found, end) }
        return best
    }

    private func find(_ hash: UInt32, _ name: Span<UInt8>, _ range: Range<Int>) -> ApplicationID? {
        guard let entries = slots[hash] else { return nil }
        for entry in entries where entry.name.count == range.count {
            var same = true
            for index in 0..<entry.name.count where entry.name[index] != Self.lower(name[range.lowerBound + index]) {
                same = false
                break
            }
            if same { return entry.application }
        }
        return nil
    }

    // FNV-1a over the bytes from the right. Entries come from signature files, not from traffic, so it needs no secret.
    private static let seed: UInt32 = 2_166_136_261
    private static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }
    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
