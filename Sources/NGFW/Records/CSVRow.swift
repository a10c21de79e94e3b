internal import NGFWCore

/// Appends the fields of one comma-separated line.
///
/// A text is quoted when it must be, its quotes doubled. A record is one line, so control characters become spaces.
struct CSVRow {
    var bytes: [UInt8] = []
    /// Fields so far.
    private(set) var count = 0

    private mutating func separate() {
        if count > 0 { bytes.append("," as Unicode.Scalar) }
        count += 1
    }

    mutating func add(_ text: String) {
        separate()
        let isQuoted = Self.needsQuotes(text)
        if isQuoted { bytes.append("\"" as Unicode.Scalar) }
        appendDoubled(text)
        if isQuoted { bytes.append("\"" as Unicode.Scalar) }
    }

    mutating func add(_ number: some UnsignedInteger) {
        separate()
        bytes.append(decimal: UInt64(clamping: number))
    }

    mutating func add(_ address: IPAddress?) {
        separate()
        if let address { bytes.append(address) } else { bytes.append("0.0.0.0") }
    }

    mutating func add(_ date: CalendarDate) {
        separate()
        bytes.append(date)
    }

    mutating func add(_ time: Timestamp, offset: Int) {
        separate()
        bytes.append(time, offset: offset)
    }

    mutating func add(hexadecimal number: UInt32) {
        separate()
        bytes.append(hexadecimal: number)
    }

    /// Names in one field, with commas between them; ``NameList`` reads them back.
    mutating func add(list names: [String]) { add(NameList.text(names)) }

    mutating func addEmpty(_ count: Int) {
        for _ in 0..<count { separate() }
    }

    mutating func end() { bytes.append("\n" as Unicode.Scalar) }

    private mutating func appendDoubled(_ text: String) {
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: " ") : byte)
        }
    }

    /// A brace at the start is quoted too: readers take what follows it for one field (``CSVFields``).
    private static func needsQuotes(_ text: String) -> Bool {
        var isFirst = true
        for byte in text.utf8 {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") { return true }
            if isFirst, byte == UInt8(ascii: "{") { return true }
            isFirst = false
        }
        return false
    }
}
