internal import NGFWCore

/// Building text as bytes, for the log writers.
extension [UInt8] {
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    /// A JSON string (RFC 8259 section 7): quotes, backslashes and control characters escaped.
    mutating func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0x0a: append("\\n")
            case 0x0d: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20:
                append("\\u00")
                appendHexadecimal(byte)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendHexadecimal(_ byte: UInt8) {
        for digit in [byte >> 4, byte & 0x0f] { append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10) }
    }

    /// A CSV field: quoted when it must be, quotes doubled. A record is one line, so control characters become spaces.
    mutating func appendCSV(_ text: String) {
        let special: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\"")]
        let needsQuotes = text.utf8.contains { special.contains($0) }
        if needsQuotes { append(UInt8(ascii: "\"")) }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { append(byte) }
            append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: " ") : byte)
        }
        if needsQuotes { append(UInt8(ascii: "\"")) }
    }
}
