/// What a pattern's text says, as far as prefilters want to know: bytes, one after the other, in turns and repeated.
///
/// Every match of the pattern is one of this; the reverse need not be so.
indirect enum PatternSyntax {
    /// Stands for no byte: an anchor, an option, what a look around asks for.
    case nothing
    /// One byte of a set.
    case byte(ByteSet)
    case sequence([PatternSyntax])
    case alternatives([PatternSyntax])
    /// - most: `nil` without an end.
    case repetition(PatternSyntax, least: Int, most: Int?)

    /// - Returns: `nil` for a text that is not understood: then nothing is known of it.
    init?(_ pattern: String) {
        var parser = PatternSyntaxParser(text: Array(pattern.utf8))
        guard let syntax = parser.alternatives(), parser.isAtEnd else { return nil }
        self = syntax
    }
}

/// The subset of PCRE2 that signatures use.
private struct PatternSyntaxParser {
    private let text: [UInt8]
    private var position = 0
    private var depth = 0
    private var ignoresCase = false

    private static let maximumDepth = 16

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// Up to the end, or the parenthesis that ends the group.
    mutating func alternatives() -> PatternSyntax? {
        var all: [PatternSyntax] = []
        repeat {
            guard let one = sequence() else { return nil }
            all.append(one)
        } while take(UInt8(ascii: "|"))
        return all.count == 1 ? all[0] : .alternatives(all)
    }

    private mutating func sequence() -> PatternSyntax? {
        var pieces: [PatternSyntax] = []
        while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            guard let piece = piece(), let repeated = repetition(of: piece) else { return nil }
            pieces.append(repeated)
        }
        return .sequence(pieces)
    }

    private mutating func piece() -> PatternSyntax? {
        let byte = text[position]
        position += 1
        switch byte {
        case UInt8(ascii: "^"), UInt8(ascii: "$"): return .nothing
        case UInt8(ascii: "."): return .byte(.all)
        case UInt8(ascii: "["): return byteClass()
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "\\"):
            guard let escape = escape() else { return nil }
            switch escape {
            case .assertion: return .nothing
            case .byte(let byte): return .byte(one(byte))
            case .set(let set): return .byte(set)
            }
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): return nil
        default: return .byte(one(byte))
        }
    }

    private func one(_ byte: UInt8) -> ByteSet {
        var set = ByteSet()
        set.insert(byte)
        if ignoresCase, Self.isLetter(byte) { set.insert(byte ^ 0x20) }
        return set
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

    /// What follows a piece.
    private mutating func repetition(of piece: PatternSyntax) -> PatternSyntax? {
        var result = piece
        switch next {
        case UInt8(ascii: "?"): result = .repetition(piece, least: 0, most: 1)
        case UInt8(ascii: "*"): result = .repetition(piece, least: 0, most: nil)
        case UInt8(ascii: "+"): result = .repetition(piece, least: 1, most: nil)
        case UInt8(ascii: "{"):
            guard let end = text[position...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let bounds = text[(position + 1)..<end].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let numbers = bounds.map { Int(String(decoding: $0, as: UTF8.self)) }
            guard (1...2).contains(bounds.count), bounds.joined().allSatisfy({ (0x30...0x39).contains($0) }), let least = numbers[0],
                least >= 0
            else { return nil }
            if bounds.count == 2, !bounds[1].isEmpty, numbers[1] == nil { return nil }
            result = .repetition(piece, least: least, most: bounds.count == 1 ? least : numbers[1])
            position = end
        default: return piece
        }
        position += 1
        // Lazy or possessive.
        if next == UInt8(ascii: "?") || next == UInt8(ascii: "+") { position += 1 }
        return result
    }

    // MARK: Groups

    private mutating func group() -> PatternSyntax? {
        guard depth < Self.maximumDepth, next != UInt8(ascii: "*") else { return nil }
        let ignoredCase = ignoresCase
        var isLookAround = false
        if take(UInt8(ascii: "?")) {
            guard let kind = groupKind() else { return nil }
            // Up to the end of the group that it stands in.
            if kind == .option { return .nothing }
            isLookAround = kind == .lookAround
        }
        depth += 1
        defer {
            depth -= 1
            ignoresCase = ignoredCase
        }
        guard let inside = alternatives(), take(UInt8(ascii: ")")) else { return nil }
        return isLookAround ? .nothing : inside
    }

    private enum GroupKind {
        case plain, lookAround, option
    }

    /// `:`, `i:`, `=`, `!`, `<=`, `<!`, `>`, or `i)` alone.
    private mutating func groupKind() -> GroupKind? {
        var isOn = true
        var hasOptions = false
        while let byte = next, byte == UInt8(ascii: "i") || byte == UInt8(ascii: "-") {
            if byte == UInt8(ascii: "i") { ignoresCase = isOn } else { isOn = false }
            hasOptions = true
            position += 1
        }
        guard let mark = next else { return nil }
        position += 1
        switch mark {
        case UInt8(ascii: ":"): return .plain
        case UInt8(ascii: ")") where hasOptions: return .option
        case UInt8(ascii: ">") where !hasOptions: return .plain
        case UInt8(ascii: "="), UInt8(ascii: "!"): return hasOptions ? nil : .lookAround
        case UInt8(ascii: "<") where !hasOptions:
            return take(UInt8(ascii: "=")) || take(UInt8(ascii: "!")) ? .lookAround : nil
        default: return nil
        }
    }

    // MARK: Bytes

    private enum Escape {
        case assertion
        case byte(UInt8)
        case set(ByteSet)
    }

    private mutating func escape() -> Escape? {
        guard let byte = next else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "r"): return .byte(0x0D)
        case UInt8(ascii: "n"): return .byte(0x0A)
        case UInt8(ascii: "t"): return .byte(0x09)
        case UInt8(ascii: "x"):
            guard position + 1 < text.count, let high = Self.digit(text[position]), let low = Self.digit(text[position + 1]) else {
                return nil
            }
            position += 2
            return .byte(high << 4 | low)
        case UInt8(ascii: "d"): return .set(Self.digits)
        case UInt8(ascii: "w"): return .set(Self.wordBytes)
        case UInt8(ascii: "s"): return .set(Self.blanks)
        case UInt8(ascii: "D"): return .set(Self.digits.inverted)
        case UInt8(ascii: "W"): return .set(Self.wordBytes.inverted)
        case UInt8(ascii: "S"): return .set(Self.blanks.inverted)
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"): return .assertion
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return nil
        default: return .byte(byte)
        }
    }

    private static let digits = ByteSet([0x30...0x39])
    private static let wordBytes = ByteSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    private static let blanks = ByteSet([0x09...0x0D, 0x20...0x20])

    /// Behind the opening bracket.
    private mutating func byteClass() -> PatternSyntax? {
        let isInverted = take(UInt8(ascii: "^"))
        var set = ByteSet()
        var isFirst = true
        while let byte = next {
            // A bracket that comes first stands for itself.
            if byte == UInt8(ascii: "]"), !isFirst {
                position += 1
                return .byte(isInverted ? set.inverted : set)
            }
            isFirst = false
            guard let item = classItem() else { return nil }
            guard case .byte(let low) = item else {
                if case .set(let other) = item { set.formUnion(other) }
                continue
            }
            guard next == UInt8(ascii: "-"), position + 1 < text.count, text[position + 1] != UInt8(ascii: "]") else {
                set.formUnion(one(low))
                continue
            }
            position += 1
            guard case .byte(let high) = classItem(), low <= high else { return nil }
            for byte in low...high { set.formUnion(one(byte)) }
        }
        return nil
    }

    /// A byte or an escape; not a class by name.
    private mutating func classItem() -> Escape? {
        guard let byte = next else { return nil }
        position += 1
        if byte == UInt8(ascii: "["), let mark = next, ":.=".utf8.contains(mark) { return nil }
        guard byte == UInt8(ascii: "\\") else { return .byte(byte) }
        // A backspace here, and other things that are assertions elsewhere.
        guard let escape = escape() else { return nil }
        if case .assertion = escape { return nil }
        return escape
    }

    /// Of a hexadecimal digit.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
