/// The byte strings of a given length that an anchored pattern of literals begins with, as far as its text shows them plainly:
/// `^(?:GET|POST) /` gives `GET ` and `POST` for length 4.
///
/// They are hints which beginnings are worth a table entry (``DispatchTable``), so missing some costs time and nothing else.
struct PatternPrefixes {
    static let length = 4
    private static let most = 64

    private let text: [UInt8]
    private var position = 1

    static func of(_ pattern: String) -> [UInt32] {
        let text = Array(pattern.utf8)
        guard text.first == UInt8(ascii: "^") else { return [] }
        var prefixes = PatternPrefixes(text: text)
        let strings = prefixes.sequence(isGroup: false).strings
        return strings.filter { $0.count >= length }.map { string in string.prefix(length).reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// The bits that the first bytes of every match have in common, as far as the text shows them: bytes with others cannot match. `0, 0`
    /// when there are none.
    static func common(_ pattern: String) -> (mask: UInt32, value: UInt32) {
        let text = Array(pattern.utf8)
        guard text.first == UInt8(ascii: "^") else { return (0, 0) }
        var prefixes = PatternPrefixes(text: text)
        let strings = prefixes.sequence(isGroup: false).strings
        // Only the first of several alternatives was read.
        guard let first = strings.first, !hasAlternatives(text) else { return (0, 0) }
        var (mask, value): (UInt32, UInt32) = (0, 0)
        for place in 0..<min(length, strings.map(\.count).min() ?? 0) {
            let differing = strings.reduce(0) { $0 | ($1[place] ^ first[place]) }
            mask |= UInt32(~differing) << UInt32(24 - 8 * place)
            value |= UInt32(first[place] & ~differing) << UInt32(24 - 8 * place)
        }
        return (mask, value)
    }

    /// Whether there is a bar outside of groups and classes.
    private static func hasAlternatives(_ text: [UInt8]) -> Bool {
        var depth = 0
        var isEscaped = false
        var isInClass = false
        for byte in text {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "(") where !isInClass: depth += 1
            case UInt8(ascii: ")") where !isInClass: depth -= 1
            case UInt8(ascii: "|") where !isInClass && depth == 0: return true
            default: break
            }
        }
        return false
    }

    private init(text: [UInt8]) { self.text = text }

    /// The strings of a concatenation; open when what follows it follows them.
    private mutating func sequence(isGroup: Bool) -> (strings: [[UInt8]], isOpen: Bool) {
        var strings: [[UInt8]] = [[]]
        while position < text.count {
            if isGroup, text[position] == UInt8(ascii: "|") || text[position] == UInt8(ascii: ")") { return (strings, true) }
            let start = position
            let piece: (strings: [[UInt8]], isOpen: Bool)
            if let byte = literal() {
                piece = ([[byte]], true)
            } else if let alternatives = group() {
                piece = alternatives
            } else {
                return (strings, false)
            }
            // What may be missing, or comes several times, is not looked through.
            if position < text.count, "?*{+".utf8.contains(text[position]) {
                position = start
                return (strings, false)
            }
            guard strings.count * piece.strings.count <= Self.most else { return (strings, false) }
            strings = strings.flatMap { head in piece.strings.map { head + $0 } }
            guard piece.isOpen else { return (strings, false) }
        }
        return (strings, true)
    }

    /// `(?:one|two)`, of alternatives that are read to their ends.
    private mutating func group() -> (strings: [[UInt8]], isOpen: Bool)? {
        guard text.count - position > 3, text[position..<position + 3].elementsEqual("(?:".utf8) else { return nil }
        position += 3
        var strings: [[UInt8]] = []
        while true {
            let alternative = sequence(isGroup: true)
            guard alternative.isOpen, position < text.count, strings.count < Self.most else { return nil }
            strings += alternative.strings
            position += 1
            if text[position - 1] == UInt8(ascii: ")") { return (strings, true) }
        }
    }

    /// One byte that stands for itself or is escaped.
    private mutating func literal() -> UInt8? {
        let byte = text[position]
        guard byte == UInt8(ascii: "\\") else {
            guard !".[]()|?*+{}^$".utf8.contains(byte) else { return nil }
            position += 1
            return byte
        }
        guard position + 1 < text.count else { return nil }
        let next = text[position + 1]
        switch next {
        case UInt8(ascii: "r"): return escaped(0x0D, 2)
        case UInt8(ascii: "n"): return escaped(0x0A, 2)
        case UInt8(ascii: "t"): return escaped(0x09, 2)
        case UInt8(ascii: "x"):
            guard position + 3 < text.count, let high = Self.digit(text[position + 2]), let low = Self.digit(text[position + 3]) else {
                return nil
            }
            return escaped(high << 4 | low, 4)
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return nil
        default: return escaped(next, 2)
        }
    }

    private mutating func escaped(_ byte: UInt8, _ length: Int) -> UInt8 {
        position += length
        return byte
    }

    /// Of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
