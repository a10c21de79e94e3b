extension IPAddress: LosslessStringConvertible {
    /// Parses dotted IPv4 (four decimal parts) or IPv6 text (RFC 4291 section 2.2). No zone index, no prefix length.
    ///
    /// - Complexity: O(length); more than 45 bytes of text are refused at once.
    public init?(_ text: String) {
        guard let address = Self.parse(Substring(text)) else { return nil }
        self = address
    }

    static func parse(_ text: Substring) -> IPAddress? {
        guard (2...45).contains(text.utf8.count) else { return nil }
        if text.utf8.contains(UInt8(ascii: ":")) { return parseV6(text) }
        return parseV4(text).map(IPAddress.init(v4:))
    }

    private static func parseV4(_ text: Substring) -> UInt32? {
        let bytes = text.utf8Span.span
        guard let (value, end) = v4(atStartOf: bytes), end == bytes.count else { return nil }
        return value
    }

    /// Dotted IPv4 at the start of some text, and where it ends.
    ///
    /// PERF: access lists are literals, so most of the time of reading one went into substrings (benchmark `peers`).
    static func v4(atStartOf text: borrowing Span<UInt8>) -> (value: UInt32, end: Int)? {
        var value: UInt32 = 0
        var index = 0
        for part in 0..<4 {
            if part > 0 {
                guard index < text.count, text[index] == UInt8(ascii: ".") else { return nil }
                index += 1
            }
            guard let (byte, end) = number(in: text, at: index) else { return nil }
            value = value << 8 | UInt32(byte)
            index = end
        }
        return (value, index)
    }

    /// Up to three decimal digits that make a byte, and where they end.
    static func number(in text: borrowing Span<UInt8>, at start: Int) -> (value: UInt8, end: Int)? {
        var value: UInt32 = 0
        var index = start
        while index < text.count, index < start + 4, (0x30...0x39).contains(text[index]) {
            value = value * 10 + UInt32(text[index] - 0x30)
            index += 1
        }
        guard (1...3).contains(index - start), let byte = UInt8(exactly: value) else { return nil }
        return (byte, index)
    }

    private static func parseV6(_ text: Substring) -> IPAddress? {
        if text.contains(":::") { return nil }
        guard let gap = gapPosition(text) else {
            guard let groups = parseGroups(text), groups.count == 8 else { return nil }
            return IPAddress(groups: groups)
        }
        let left = text[..<gap]
        let right = text[text.index(gap, offsetBy: 2)...]
        guard let head = parseGroups(left), let tail = parseGroups(right), head.count + tail.count <= 7,
            !left.contains("."), gapPosition(right) == nil
        else { return nil }
        return IPAddress(groups: head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// Where `::` stands, `nil` when there is none.
    private static func gapPosition(_ text: Substring) -> Substring.Index? {
        var previous: Substring.Index?
        for index in text.indices where text[index] == ":" {
            if let previous, text.index(after: previous) == index { return previous }
            previous = index
        }
        return nil
    }

    /// The 16-bit groups of colon-separated text; dotted IPv4 is allowed as the last 32 bits.
    private static func parseGroups(_ text: Substring) -> [UInt16]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var groups: [UInt16] = []
        for (position, part) in parts.enumerated() {
            if part.contains(".") {
                guard position == parts.count - 1, let v4 = parseV4(part) else { return nil }
                groups.append(UInt16(truncatingIfNeeded: v4 >> 16))
                groups.append(UInt16(truncatingIfNeeded: v4))
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private init(groups: [UInt16]) {
        let value = groups.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
        self.init(unchecked: value, family: .v6)
    }

    /// `10.0.0.1`, or IPv6 in the canonical form of RFC 5952 section 4.
    public var description: String {
        if let v4 = v4Value {
            return "\(v4 >> 24).\(v4 >> 16 & 0xff).\(v4 >> 8 & 0xff).\(v4 & 0xff)"
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) }
        let gap = Self.longestZeroRun(groups)
        var text = ""
        var index = 0
        while index < 8 {
            if let gap, index == gap.lowerBound {
                text += "::"
                index = gap.upperBound
                continue
            }
            if !text.isEmpty && !text.hasSuffix(":") { text += ":" }
            text += String(groups[index], radix: 16)
            index += 1
        }
        return text
    }

    /// The first longest run of two or more zero groups.
    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start >= 2, end - start > (best?.count ?? 0) { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }
}
