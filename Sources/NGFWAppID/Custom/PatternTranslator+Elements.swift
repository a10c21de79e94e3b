extension PatternTranslator {
    // MARK: Gaps

    /// `{min-max}`: so many arbitrary bytes, directly before a fixed string.
    mutating func gap() throws(PatternError) -> Part {
        let start = position
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else {
            throw problem("'{' without '}'", "write {min-max}, or \\{ for the character")
        }
        let text = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let low = numbers[0], let high = numbers[1], low >= 0, low <= high, (1...Self.maximumCount).contains(high)
        else {
            throw problem(
                "'{\(text)}' is no count of bytes", "write {min-max} with a hyphen, as {10-20}, up to \(Self.maximumCount)", at: start)
        }
        position = end + 1
        guard beginsFixedString else {
            throw problem("a count stands directly before a fixed string", "write the fixed string behind {\(text)}", at: start)
        }
        return Part(expression: ".{\(low),\(high)}", hasGap: true)
    }

    /// Whether a literal byte comes next.
    private var beginsFixedString: Bool {
        guard let byte = current else { return false }
        if byte == UInt8(ascii: "\\") { return true }
        return !Array("([{.*+?|)^".utf8).contains(byte)
    }

    // MARK: Escapes

    mutating func escape() throws(PatternError) -> Part {
        guard let next = peek(1) else { throw problem("'\\' at the end", "write \\\\ for the character") }
        if next == UInt8(ascii: "x") { return Self.literal(try hexBytes()) }
        if let byte = Self.control(next), !isClassic {
            position += 2
            return Self.literal([byte])
        }
        if !isClassic, let expression = Self.shorthand(next) {
            position += 2
            return Part(expression: expression, isPlace: next == UInt8(ascii: "b") || next == UInt8(ascii: "B"))
        }
        guard !Self.isLetterOrDigit(next) else {
            throw problem(
                "'\\\(Character(Unicode.Scalar(next)))' is not supported",
                isClassic
                    ? "before 10.0 '\\' makes the next character ordinary, and \\x surrounds hexadecimal bytes"
                    : "write out what it stands for")
        }
        position += 2
        return Self.literal([next])
    }

    /// `\x0d 0a\x`: bytes between two marks, with or without blanks.
    mutating func hexBytes() throws(PatternError) -> [UInt8] {
        let start = position
        position += 2
        var values: [UInt8] = []
        var high: UInt8?
        while let byte = current {
            if let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 {
                if let first = high {
                    values.append(first << 4 | UInt8(digit))
                    high = nil
                } else {
                    high = UInt8(digit)
                }
            } else if byte == 0x20, high == nil {
                // Blanks stand between bytes.
            } else if byte == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "x"), high == nil, !values.isEmpty {
                position += 2
                return values
            } else {
                break
            }
            position += 1
        }
        throw problem(
            "'\\x' does not open and close a run of hexadecimal bytes", "write \\x at both ends of all of them, as \\x0d 0a\\x", at: start)
    }

    private static func control(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    private static func shorthand(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "s"), UInt8(ascii: "S"),
            UInt8(ascii: "b"),
            UInt8(ascii: "B"):
            "\\" + String(Character(Unicode.Scalar(byte)))
        default: nil
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    // MARK: Classes

    /// `[abc]`, `[a-z]`, `[^abc]`.
    mutating func characterClass() throws(PatternError) -> Part {
        let start = position
        position += 1
        var expression = "["
        if current == UInt8(ascii: "^") {
            expression += "^"
            position += 1
        }
        let empty = expression
        while let byte = current, byte != UInt8(ascii: "]") {
            let place = position
            if byte == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":") {
                throw problem("named classes are not supported", "write the characters out")
            }
            let members = try classMember()
            guard let low = members.bytes.last else {
                expression += members.shorthand
                continue
            }
            expression += members.bytes.dropLast().map(Self.escaped).joined()
            guard current == UInt8(ascii: "-"), let after = peek(1), after != UInt8(ascii: "]") else {
                expression += Self.escaped(low)
                continue
            }
            position += 1
            guard let high = try classMember().bytes.first, low <= high else {
                throw problem("the range goes backwards or has no end", "put the lower character first", at: place)
            }
            expression += Self.escaped(low) + "-" + Self.escaped(high)
        }
        guard current == UInt8(ascii: "]") else { throw problem("'[' without ']'", "close it, or write \\[ for the character", at: start) }
        position += 1
        if expression == empty { throw problem("the class is empty", "write \\] for the character", at: start) }
        return Part(expression: expression + "]")
    }

    private mutating func classMember() throws(PatternError) -> (bytes: [UInt8], shorthand: String) {
        guard let byte = current else { return ([], "") }
        guard byte == UInt8(ascii: "\\") else {
            position += 1
            return ([byte], "")
        }
        let place = position
        let part = try escape()
        if let exact = part.exact { return (exact, "") }
        if part.expression == "\\b" || part.expression == "\\B" { throw problem("a class has no word boundary", "leave it out", at: place) }
        return ([], part.expression)
    }
}
