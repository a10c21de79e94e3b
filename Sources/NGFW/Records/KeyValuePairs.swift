internal import NGFWCore

/// Pairs of a line in one of the syntaxes of ``KeyValueLogWriter``: each is given with its key in CEF and in LEEF, `nil` where it has none.
///
/// It appends to what ``bytes`` hold already, so that a caller lends it a buffer.
struct KeyValuePairs {
    var bytes: [UInt8] = []
    private let syntax: KeyValueLogWriter.Syntax
    private var isFirst = true

    init(_ syntax: KeyValueLogWriter.Syntax) { self.syntax = syntax }

    /// A member of the header, with the pipe behind it.
    mutating func addHeader(_ text: String) {
        for byte in text.utf8 {
            let isPipe = byte == UInt8(ascii: "|")
            if syntax == .cef, isPipe || byte == UInt8(ascii: "\\") { bytes.append("\\" as Unicode.Scalar) }
            bytes.append(byte < 0x20 || byte == 0x7f || syntax == .leef && isPipe ? UInt8(ascii: " ") : byte)
        }
        bytes.append("|" as Unicode.Scalar)
    }

    mutating func add(_ cef: String?, label: String? = nil, _ leef: String, _ number: UInt64) {
        if begin(cef, label, leef) { bytes.append(decimal: number) }
    }

    mutating func add(_ cef: String?, label: String? = nil, _ leef: String, hexadecimal number: UInt32) {
        if begin(cef, label, leef) { bytes.append(hexadecimal: number) }
    }

    /// Milliseconds since 1970, never below: CEF has no sign.
    mutating func add(_ cef: String?, _ leef: String, _ time: Timestamp) {
        add(cef, leef, UInt64(max(0, time.nanoseconds)) / 1_000_000)
    }

    mutating func add(_ cef: String?, _ leef: String, _ address: IPAddress) {
        if begin(cef, nil, leef) { bytes.append(address) }
    }

    /// - Parameter ipv6: Key and label that CEF has for an address of IPv6.
    mutating func add(_ cef: String, ipv6: (key: String, label: String), _ leef: String, _ address: IPAddress) {
        let isBegun = address.isIPv4 ? begin(cef, nil, leef) : begin(ipv6.key, ipv6.label, leef)
        if isBegun { bytes.append(address) }
    }

    /// A text, or nothing at all when it is empty.
    mutating func add(_ cef: String?, label: String? = nil, _ leef: String, _ text: String) {
        if !text.isEmpty, begin(cef, label, leef) { appendValue(text) }
    }

    /// Texts with commas between them, or nothing at all.
    mutating func add(_ cef: String?, _ leef: String, list names: [String]) {
        guard !names.isEmpty, begin(cef, nil, leef) else { return }
        for (index, name) in names.enumerated() {
            if index > 0 { bytes.append("," as Unicode.Scalar) }
            appendValue(name)
        }
    }

    /// Writes what stands before a value; false where the syntax has no key for it.
    private mutating func begin(_ cef: String?, _ label: String?, _ leef: String) -> Bool {
        guard syntax == .cef else {
            bytes.append("\t" as Unicode.Scalar)
            bytes.append(leef)
            bytes.append("=" as Unicode.Scalar)
            return true
        }
        guard let cef else { return false }
        if let label {
            separate()
            bytes.append(cef)
            bytes.append("Label=")
            bytes.append(label)
        }
        separate()
        bytes.append(cef)
        bytes.append("=" as Unicode.Scalar)
        return true
    }

    private mutating func separate() {
        if !isFirst { bytes.append(" " as Unicode.Scalar) }
        isFirst = false
    }

    private mutating func appendValue(_ text: String) {
        guard syntax == .cef else {
            bytes.appendLine(text)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "="):
                bytes.append("\\" as Unicode.Scalar)
                bytes.append(byte)
            case 0x0a: bytes.append("\\n")
            case 0x0d: bytes.append("\\r")
            case 0..<0x20, 0x7f: bytes.append(" " as Unicode.Scalar)
            default: bytes.append(byte)
            }
        }
    }
}
