internal import NGFWCore

/// Building text as bytes, for the log writers: nothing here makes a `String` on the way, IPv6 addresses aside.
extension [UInt8] {
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    mutating func append(_ character: Unicode.Scalar) { append(UInt8(ascii: character)) }

    mutating func append(decimal number: UInt64) {
        if number >= 10 { append(decimal: number / 10) }
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// At least `width` digits.
    mutating func append(_ number: Int, width: Int) {
        var scale = 1
        for _ in 1..<width { scale *= 10 }
        while scale > 1, number < scale {
            append("0" as Unicode.Scalar)
            scale /= 10
        }
        append(decimal: UInt64(Swift.max(0, number)))
    }

    /// `0x2100000`
    mutating func append(hexadecimal number: UInt32) {
        append("0" as Unicode.Scalar)
        append("x" as Unicode.Scalar)
        var shift = 28
        while shift > 0, number >> UInt32(shift) == 0 { shift -= 4 }
        while shift >= 0 {
            appendHexadecimalDigit(UInt8(truncatingIfNeeded: number >> UInt32(shift) & 0xf))
            shift -= 4
        }
    }

    mutating func append(_ address: IPAddress) {
        guard let value = address.v4Value else {
            append(address.description)
            return
        }
        append(decimal: UInt64(value >> 24))
        append("." as Unicode.Scalar)
        append(decimal: UInt64(value >> 16 & 0xff))
        append("." as Unicode.Scalar)
        append(decimal: UInt64(value >> 8 & 0xff))
        append("." as Unicode.Scalar)
        append(decimal: UInt64(value & 0xff))
    }

    /// RFC 3339 in UTC with milliseconds.
    mutating func append(_ time: Timestamp) { append(time, offset: 0, zone: "Z") }

    /// RFC 3339 with milliseconds in an offset from UTC, `+01:00`.
    mutating func append(_ time: Timestamp, offset: Int) { append(time, offset: offset, zone: nil) }

    private mutating func append(_ time: Timestamp, offset: Int, zone: String?) {
        let date = CalendarDate(time, offset: offset)
        append(date, separator: "-")
        append("T" as Unicode.Scalar)
        appendClock(date)
        append("." as Unicode.Scalar)
        append(date.nanosecond / 1_000_000, width: 3)
        if let zone {
            append(zone)
            return
        }
        let minutes = abs(offset) / 60
        append((offset < 0 ? "-" : "+") as Unicode.Scalar)
        append(minutes / 60, width: 2)
        append(":" as Unicode.Scalar)
        append(minutes % 60, width: 2)
    }

    /// `2026/11/22 10:49:56`, the form of the traffic log.
    mutating func append(_ date: CalendarDate) {
        append(date, separator: "/")
        append(" " as Unicode.Scalar)
        appendClock(date)
    }

    private mutating func append(_ date: CalendarDate, separator: Unicode.Scalar) {
        append(date.year, width: 4)
        append(separator)
        append(date.month, width: 2)
        append(separator)
        append(date.day, width: 2)
    }

    mutating func appendClock(_ date: CalendarDate) {
        append(date.hour, width: 2)
        append(":" as Unicode.Scalar)
        append(date.minute, width: 2)
        append(":" as Unicode.Scalar)
        append(date.second, width: 2)
    }

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
                appendHexadecimalDigit(byte >> 4)
                appendHexadecimalDigit(byte & 0x0f)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendHexadecimalDigit(_ digit: UInt8) {
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }

    /// Text on one line: control characters become spaces.
    mutating func appendLine(_ text: String) {
        for byte in text.utf8 { append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: " ") : byte) }
    }
}
