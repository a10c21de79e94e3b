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

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
