internal import NGFWCore

/// Words of textual control protocols. All of it is total: no position leaves the span.
extension Span where Element == UInt8 {
    /// How long it is without CR and blanks at its end.
    var trimmedCount: Int {
        var end = count
        while end > 0, self[end - 1] == 0x0D || self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        return end
    }

    /// Whether it begins with this lower-case text, in any case.
    func begins(_ text: StaticString, at offset: Int = 0) -> Bool {
        let length = text.utf8CodeUnitCount
        return holds(length, at: offset) && isText(text, at: offset..<(offset + length))
    }

    /// Decimal digits at a position: at most nine of them; `nil` without any, or with more.
    func decimal(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var end = start
        while holds(1, at: end), (0x30...0x39).contains(self[end]) {
            guard end - start < 9 else { return nil }
            value = value * 10 + Int(self[end] - 0x30)
            end += 1
        }
        return end > start ? (value, end) : nil
    }

    /// The first position from `start` on that has a byte; `nil` if none has.
    func first(_ byte: UInt8, from start: Int = 0) -> Int? {
        var index = Swift.max(0, start)
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The first position behind blanks.
    func skippingBlanks(_ start: Int) -> Int {
        var index = start
        while holds(1, at: index), self[index] == 0x20 || self[index] == 0x09 { index += 1 }
        return index
    }

    /// Where the word that begins at a position ends: at a blank or one of these.
    func endOfWord(_ start: Int, _ separator: UInt8 = 0x20) -> Int {
        var index = start
        while holds(1, at: index), self[index] != 0x20, self[index] != 0x09, self[index] != separator { index += 1 }
        return index
    }

    /// The address that is written there, in full; `nil` for names and anything else.
    func address(_ range: Range<Int>) -> IPAddress? {
        guard (2...45).contains(range.count), holds(range.count, at: range.lowerBound) else { return nil }
        var text = ""
        for index in range { text.unicodeScalars.append(Unicode.Scalar(self[index])) }
        return IPAddress(text)
    }

    /// The value of a `Content-Length` header (`l` is SIP's short form); `nil` for another line or no number.
    var contentLength: Int? {
        let start: Int
        if begins("content-length") { start = 14 } else if begins("l") { start = 1 } else { return nil }
        let colon = skippingBlanks(start)
        guard holds(1, at: colon), self[colon] == 0x3A else { return nil }
        return decimal(at: skippingBlanks(colon + 1))?.value
    }
}
