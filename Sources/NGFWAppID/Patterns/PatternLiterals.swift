/// Literals one of which stands in everything that a pattern matches, as far as its text shows them plainly: `(?i)^(?:foo-agent|barista)/\d`
/// gives `foo-agent` and `barista`.
///
/// What is not understood gives none: then the pattern itself must be tried. Upper and lower case are to be taken as the same.
struct PatternLiterals {
    private let text: [UInt8]
    private var position = 0
    private var depth = 0

    private static let maximumDepth = 16
    private static let most = 64

    /// - Returns: `nil` without a literal of that many bytes in each alternative.
    static func of(_ pattern: String, shortest: Int) -> [[UInt8]]? {
        var reader = PatternLiterals(text: Array(pattern.utf8))
        guard let literals = reader.alternatives(), reader.position == reader.text.count else { return nil }
        guard literals.count <= most, literals.allSatisfy({ $0.count >= shortest }) else { return nil }
        return literals
    }

    private init(text: [UInt8]) { self.text = text }

    /// The best literals of each alternative up to the end, or the parenthesis that ends the group; an empty one where there is none.
    /// `nil` when the text is not understood.
    private mutating func alternatives() -> [[UInt8]]? {
        var all: [[UInt8]] = []
        while true {
            guard let own = sequence() else { return nil }
            all += own
            guard position < text.count, text[position] == UInt8(ascii: "|") else { return all }
            position += 1
        }
    }

    /// What a concatenation surely contains: the longest of its runs, or what a group of it contains.
    private mutating func sequence() -> [[UInt8]]? {
        var best: [[UInt8]] = [[]]
        var run: [UInt8] = []
        func worth(_ literals: [[UInt8]]) -> Int { literals.map(\.count).min() ?? 0 }
        func keep(_ literals: [[UInt8]]) { if worth(literals) > worth(best) { best = literals } }
        while position < text.count, text[position] != UInt8(ascii: "|"), text[position] != UInt8(ascii: ")") {
            guard let piece = piece() else { return nil }
            guard let count = repetition() else { return nil }
            switch piece {
            case .byte(let byte) where count == .once:
                run.append(byte)
                continue
            case .byte(let byte) where count == .more: keep([run + [byte]])
            case .group(let literals) where count != .maybe:
                keep([run])
                keep(literals)
            case .byte, .group, .other: keep([run])
            case .nothing: continue
            }
            run = []
        }
        keep([run])
        return best
    }

    private enum Piece {
        case byte(UInt8)
        case group([[UInt8]])
        /// A class or something else that stands for some byte.
        case other
        /// Stands for no byte: an anchor, an option, what a look around asks for.
        case nothing
    }

    private enum Count {
        case once, more, maybe
    }

    private mutating func piece() -> Piece? {
        let byte = text[position]
        position += 1
        switch byte {
        case UInt8(ascii: "^"), UInt8(ascii: "$"): return .nothing
        case UInt8(ascii: "."): return .other
        case UInt8(ascii: "["): return skipClass() ? .other : nil
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "\\"): return escape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): return nil
        default: return .byte(byte)
        }
    }

    /// What follows a piece; `nil` when it is not understood.
    private mutating func repetition() -> Count? {
        guard position < text.count else { return .once }
        var count = Count.once
        switch text[position] {
        case UInt8(ascii: "?"), UInt8(ascii: "*"):
            count = .maybe
            position += 1
        case UInt8(ascii: "+"):
            count = .more
            position += 1
        case UInt8(ascii: "{"):
            guard let end = text[position...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let inside = text[(position + 1)..<end]
            guard let first = inside.first, (0x30...0x39).contains(first), inside.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C })
            else { return nil }
            count = first == 0x30 ? .maybe : .more
            position = end + 1
        default: return .once
        }
        // Lazy or possessive.
        if position < text.count, text[position] == UInt8(ascii: "?") || text[position] == UInt8(ascii: "+") { position += 1 }
        return count
    }

    private mutating func skipClass() -> Bool {
        if position < text.count, text[position] == UInt8(ascii: "^") { position += 1 }
        // A bracket that comes first stands for itself.
        if position < text.count, text[position] == UInt8(ascii: "]") { position += 1 }
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte == UInt8(ascii: "]") { return true }
            if byte == UInt8(ascii: "\\") { position += 1 }
            // Classes by name.
            if byte == UInt8(ascii: "["), position < text.count, text[position] == UInt8(ascii: ":") { return false }
        }
        return false
    }

    private mutating func group() -> Piece? {
        guard depth < Self.maximumDepth else { return nil }
        var isLookAround = false
        if position < text.count, text[position] == UInt8(ascii: "?") {
            guard let kind = groupKind() else { return nil }
            if kind == .option { return .nothing }
            isLookAround = kind == .lookAround
        } else if position < text.count, text[position] == UInt8(ascii: "*") {
            return nil
        }
        depth += 1
        defer { depth -= 1 }
        guard let literals = alternatives(), position < text.count, text[position] == UInt8(ascii: ")") else { return nil }
        position += 1
        return isLookAround ? .nothing : .group(literals)
    }

    private enum GroupKind {
        case plain, lookAround, option
    }

    /// Behind the parenthesis: `?:`, `?i:`, `?=`, `?!`, `?<=`, `?<!`, `?>`, or `?i)` alone.
    private mutating func groupKind() -> GroupKind? {
        position += 1
        var letters = position
        while letters < text.count, (0x61...0x7A).contains(text[letters]) || text[letters] == UInt8(ascii: "-") { letters += 1 }
        guard letters < text.count else { return nil }
        let isCase = text[position..<letters].allSatisfy { $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "-") }
        let mark = text[letters]
        if isCase, mark == UInt8(ascii: ":") || mark == UInt8(ascii: ")") {
            position = letters + 1
            return mark == UInt8(ascii: ":") ? .plain : .option
        }
        guard letters == position else { return nil }
        switch mark {
        case UInt8(ascii: "="), UInt8(ascii: "!"):
            position += 1
            return .lookAround
        case UInt8(ascii: ">"):
            position += 1
            return .plain
        case UInt8(ascii: "<"):
            guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "=") || text[position + 1] == UInt8(ascii: "!") else {
                return nil
            }
            position += 2
            return .lookAround
        default: return nil
        }
    }

    private mutating func escape() -> Piece? {
        guard position < text.count else { return nil }
        let byte = text[position]
        position += 1
        switch byte {
        case UInt8(ascii: "r"): return .byte(0x0D)
        case UInt8(ascii: "n"): return .byte(0x0A)
        case UInt8(ascii: "t"): return .byte(0x09)
        case UInt8(ascii: "x"):
            guard position + 1 < text.count, let high = PatternPrefixes.digit(text[position]),
                let low = PatternPrefixes.digit(text[position + 1])
            else { return nil }
            position += 2
            return .byte(high << 4 | low)
        case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "s"), UInt8(ascii: "S"): return .other
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"): return .nothing
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return nil
        default: return .byte(byte)
        }
    }
}
