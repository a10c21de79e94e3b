/// From the vendor's pattern language to PCRE2, refusing what the vendor refuses. Source: reference section 2.10.
///
///     payroll\.corp\.example       payroll\x2ecorp\x2eexample
///     {10-20}\x0d 0a\xEND_OF_IT    .{10,20}\x0d\x0aEND_OF_IT        (classic)
///     (?i)confidential\d+          (?i)confidential[0-9]+           (enhanced)
///
/// Every literal byte leaves as itself (letters and digits) or as `\xHH`, so nothing but the operators below reaches PCRE2.
struct PatternTranslator {
    let rules: PatternRules
    let bytes: [UInt8]
    var position = 0
    private var depth = 0
    private static let maximumDepth = 16

    init(_ text: String, _ rules: PatternRules) {
        self.rules = rules
        bytes = Array(text.utf8)
    }

    var isClassic: Bool { rules.dialect == .classic }

    /// What is known of a translated part.
    struct Part {
        var expression = ""
        /// Byte strings one of which every match contains, the longest that are known; empty when none is.
        var literals: [[UInt8]] = []
        /// The only byte string that matches, for parts without any operator.
        var exact: [UInt8]?
        /// It is a place or an option: `^`, `\b`, `(?i)`.
        var isPlace = false
        /// It holds a count of arbitrary bytes, which must not be counted itself.
        var hasGap = false

        /// What the shortest of them has; the requirement is about every match.
        var literalLength: Int { literals.map(\.count).min() ?? 0 }
    }

    /// - Returns: the expression, and the literals of which every match contains one.
    mutating func translate() throws(PatternError) -> (expression: String, literals: [[UInt8]]) {
        var problems: [PatternError.Problem] = []
        if bytes.count > rules.maximumLength {
            problems.append(
                .init(
                    offset: rules.maximumLength, message: "the pattern has \(bytes.count) characters, \(rules.maximumLength) are allowed",
                    remedy: "split it over two and-conditions"))
        }
        guard bytes.count <= 16 * rules.maximumLength else { throw PatternError(problems: problems) }
        let part: Part
        do throws(PatternError) {
            part = try alternatives(isTopLevel: true)
            if position < bytes.count { throw problem("')' without '('", "write \\) for the character") }
        } catch {
            throw PatternError(problems: error.problems + problems)
        }
        if part.literalLength < rules.minimumLiteral {
            problems.append(
                .init(
                    offset: 0,
                    message:
                        "the pattern has \(part.literalLength) consecutive fixed bytes, \(rules.minimumLiteral) are needed in every match",
                    remedy: isClassic
                        ? "fixed bytes are those without '.', '*', '+' and ranges; add some, or state version 10.0 when the firewall has it"
                        : "write out more of what is always there"))
        }
        guard problems.isEmpty else { throw PatternError(problems: problems) }
        return (part.expression, part.literals)
    }

    func problem(_ message: String, _ remedy: String, at offset: Int? = nil) -> PatternError {
        PatternError(problems: [.init(offset: offset ?? position, message: message, remedy: remedy)])
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func peek(_ distance: Int) -> UInt8? { position + distance < bytes.count ? bytes[position + distance] : nil }

    // MARK: Structure

    private mutating func alternatives(isTopLevel: Bool) throws(PatternError) -> Part {
        var parts = [try sequence()]
        while current == UInt8(ascii: "|") {
            if isTopLevel, isClassic {
                throw problem("'|' outside parentheses", "put the alternatives into parentheses: (one)|(two) as ((one)|(two))")
            }
            position += 1
            parts.append(try sequence())
        }
        if parts.count > 1, parts.contains(where: \.expression.isEmpty) {
            throw problem("an alternative is empty", "write (…)? for something that may be missing")
        }
        guard parts.count > 1 else { return parts[0] }
        var joined = Part(expression: parts.map(\.expression).joined(separator: "|"), hasGap: parts.contains(where: \.hasGap))
        if parts.allSatisfy({ !$0.literals.isEmpty }) { joined.literals = parts.flatMap(\.literals) }
        return joined
    }

    private mutating func sequence() throws(PatternError) -> Part {
        var whole = Part(exact: [])
        var run: [UInt8] = []
        func flush() {
            if run.count > whole.literalLength { whole.literals = [run] }
            run = []
        }
        while let byte = current, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            var part = try element()
            part = try quantified(part)
            whole.expression += part.expression
            whole.hasGap = whole.hasGap || part.hasGap
            if let exact = part.exact {
                run += exact
                whole.exact? += exact
            } else {
                flush()
                whole.exact = nil
                if part.literalLength > whole.literalLength { whole.literals = part.literals }
            }
        }
        flush()
        return whole
    }

    private mutating func element() throws(PatternError) -> Part {
        guard let byte = current else { return Part(exact: []) }
        switch byte {
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["): return try characterClass()
        case UInt8(ascii: "{"): return try gap()
        case UInt8(ascii: "\\"): return try escape()
        case UInt8(ascii: "."):
            position += 1
            return Part(expression: ".")
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw problem("'\(Character(Unicode.Scalar(byte)))' has nothing before it to repeat", "write \\ before it for the character")
        case UInt8(ascii: "^"), UInt8(ascii: "$"): return try anchor(byte)
        default:
            position += 1
            return Self.literal([byte])
        }
    }

    static func literal(_ bytes: [UInt8]) -> Part {
        Part(expression: bytes.map(escaped).joined(), literals: bytes.isEmpty ? [] : [bytes], exact: bytes)
    }

    /// A byte as PCRE2 takes it literally.
    static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return String(Character(Unicode.Scalar(byte)))
        default:
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
        }
    }

    private mutating func group() throws(PatternError) -> Part {
        let start = position
        position += 1
        guard depth < Self.maximumDepth else { throw problem("parentheses nest deeper than \(Self.maximumDepth)", "write it flatter") }
        var opening = "(?:"
        if current == UInt8(ascii: "?") { opening = try groupOptions() }
        // `(?i)` stands for the rest of what encloses it.
        if opening.hasSuffix(")") { return Part(expression: opening, isPlace: true) }
        depth += 1
        var inner = try alternatives(isTopLevel: false)
        depth -= 1
        guard current == UInt8(ascii: ")") else { throw problem("'(' without ')'", "close it, or write \\( for the character", at: start) }
        position += 1
        if inner.expression.isEmpty { throw problem("the parentheses are empty", "leave them out", at: start) }
        inner.expression = opening + inner.expression + ")"
        // Letters of another case match too, so the bytes are not fixed; the literal stays for the search, which ignores case.
        if opening != "(?:" { inner.exact = nil }
        return inner
    }

    private mutating func groupOptions() throws(PatternError) -> String {
        for (text, opening) in [("?:", "(?:"), ("?i:", "(?i:"), ("?i)", "(?i)")]
        where !isClassic && bytes[position...].starts(with: text.utf8) {
            position += text.utf8.count
            return opening
        }
        throw problem(
            "'(?' begins nothing that is supported",
            isClassic ? "before 10.0 parentheses only group" : "(?:…), (?i:…) and (?i) are supported")
    }

    private mutating func anchor(_ byte: UInt8) throws(PatternError) -> Part {
        let text = String(Character(Unicode.Scalar(byte)))
        // Before 10.0 '$' is an ordinary character; at the end somebody meant the end.
        if isClassic, byte == UInt8(ascii: "$"), position + 1 < bytes.count {
            position += 1
            return Self.literal([byte])
        }
        guard !isClassic else {
            throw problem(
                "'\(text)' anchors nothing before 10.0: patterns match anywhere", "leave it out, or write \\\(text) for the character")
        }
        position += 1
        return Part(expression: text, isPlace: true)
    }

    // MARK: Repetition

    /// Applies the operators behind an element.
    private mutating func quantified(_ element: Part) throws(PatternError) -> Part {
        guard let byte = current, let operation = try repetition(byte) else { return element }
        guard !element.hasGap else { throw problem("a repetition of something with a count", "write the count outside") }
        guard !element.isPlace else { throw problem("a repetition of something that matches no bytes", "leave it out") }
        position += operation.length
        var lazy = ""
        if !isClassic, current == UInt8(ascii: "?") {
            position += 1
            lazy = "?"
        }
        if let next = current, [UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?")].contains(next) {
            throw problem("two repetitions in a row", "write one of them, or \\ before the character")
        }
        // A string of several bytes repeats as a whole: a group, or a run between \x marks.
        let isGroup = element.expression.hasPrefix("(?")
        let body = element.exact.map { $0.count > 1 } == true && !isGroup ? "(?:\(element.expression))" : element.expression
        var part = Part(expression: body + operation.text + lazy)
        if let exact = element.exact, operation.minimum > 0, exact.count * operation.minimum <= rules.maximumLength {
            let least = (0..<operation.minimum).flatMap { _ in exact }
            part.literals = [least]
            if operation.maximum == operation.minimum { part.exact = least }
        } else if operation.minimum > 0 {
            part.literals = element.literals
        }
        return part
    }

    private struct Repetition {
        var text: String
        var length: Int
        var minimum: Int
        var maximum: Int?
    }

    private func repetition(_ byte: UInt8) throws(PatternError) -> Repetition? {
        switch byte {
        case UInt8(ascii: "*"): return Repetition(text: "*", length: 1, minimum: 0, maximum: nil)
        case UInt8(ascii: "+"): return Repetition(text: "+", length: 1, minimum: 1, maximum: nil)
        case UInt8(ascii: "?"): return Repetition(text: "?", length: 1, minimum: 0, maximum: 1)
        case UInt8(ascii: "{") where !isClassic:
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let text = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
            // A hyphen makes it the gap of the older dialect, an element of its own.
            if text.contains("-") { return nil }
            let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
            let length = end + 1 - position
            if numbers.count == 1, let count = numbers[0], (0...Self.maximumCount).contains(count) {
                return Repetition(text: "{\(count)}", length: length, minimum: count, maximum: count)
            }
            if numbers.count == 2, let low = numbers[0], (0...Self.maximumCount).contains(low) {
                if text.hasSuffix(",") { return Repetition(text: "{\(low),}", length: length, minimum: low, maximum: nil) }
                if let high = numbers[1], (max(1, low)...Self.maximumCount).contains(high) {
                    return Repetition(text: "{\(low),\(high)}", length: length, minimum: low, maximum: high)
                }
            }
            throw problem("'{\(text)}' is no count", "write {n}, {n,} or {n,m} with numbers up to \(Self.maximumCount)")
        default: return nil
        }
    }

    static let maximumCount = 1_000
}
