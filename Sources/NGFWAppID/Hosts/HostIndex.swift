import NGFWCore

/// Collects host names that stand for applications, for a ``HostTable``.
struct HostIndex {
    /// Longest name: RFC 1035 section 2.3.4.
    static let maximumBytes = 253
    static let maximumLabels = 32

    /// Names in lower case, each once.
    private(set) var entries: [(name: [UInt8], application: ApplicationID)] = []
    private var applications: [[UInt8]: ApplicationID] = [:]
    var count: Int { entries.count }

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
        if let known = applications[bytes] { return known }
        applications[bytes] = application
        entries.append((bytes, application))
        return nil
    }
}
