/// Reads a `where` expression.
///
///     u16be[2] + 4 == size and (u8[0] == 0x80 or u8[0] & 0xc0 == 0)
///
/// From loose to tight: `or`, `and`, `not`, comparisons, `+ -`, `* / % & >>`. Nesting is limited.
struct ConditionParser {
    struct Failure: Error, Equatable {
        let message: String
        /// In bytes from the start of the text.
        let offset: Int
    }

    static let maximumDepth = 24

    private enum Token: Equatable {
        case word(String)
        case number(Int64)
        case symbol(String)
        case end
    }

    private let bytes: [UInt8]
    private var position = 0
    private var token = Token.end
    private var tokenOffset = 0
    private var depth = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    static func parse(_ text: String) throws(Failure) -> ConditionExpression {
        let expression = try whole(text)
        guard expression.isTruth else { throw Failure(message: "the condition is a number; compare it with something", offset: 0) }
        return expression
    }

    /// Reads one field, `u16be[2]`, as `constant` and `rising` name it.
    static func parseField(_ text: String) throws(Failure) -> ConditionExpression {
        let expression = try whole(text)
        guard case .read = expression else { throw Failure(message: "expected a field such as u16be[2]", offset: 0) }
        return expression
    }

    private static func whole(_ text: String) throws(Failure) -> ConditionExpression {
        var parser = ConditionParser(text)
        try parser.advance()
        let expression = try parser.disjunction()
        guard parser.token == .end else { throw parser.failure("unexpected \(parser.tokenText)") }
        return expression
    }

    // MARK: Grammar

    private mutating func disjunction() throws(Failure) -> ConditionExpression {
        var left = try conjunction()
        while token == .word("or") {
            let right = try operands(left) { (parser) throws(Failure) in try parser.conjunction() }
            left = .or(left, right)
        }
        return left
    }

    private mutating func conjunction() throws(Failure) -> ConditionExpression {
        var left = try negation()
        while token == .word("and") {
            let right = try operands(left) { (parser) throws(Failure) in try parser.negation() }
            left = .and(left, right)
        }
        return left
    }

    /// The right side of `and` and `or`; both sides must be truths.
    private mutating func operands(
        _ left: ConditionExpression, _ next: (inout ConditionParser) throws(Failure) -> ConditionExpression
    ) throws(Failure) -> ConditionExpression {
        guard left.isTruth else { throw failure("the left side of \(tokenText) is a number") }
        try advance()
        let offset = tokenOffset
        let right = try next(&self)
        guard right.isTruth else { throw Failure(message: "expected a comparison", offset: offset) }
        return right
    }

    private mutating func negation() throws(Failure) -> ConditionExpression {
        guard token == .word("not") else { return try comparison() }
        try advance()
        try enter()
        let inner = try negation()
        depth -= 1
        guard inner.isTruth else { throw failure("'not' needs a comparison") }
        return .not(inner)
    }

    private mutating func comparison() throws(Failure) -> ConditionExpression {
        let left = try sum()
        guard case .symbol(let symbol) = token, let operation = ConditionExpression.Comparison(rawValue: symbol) else { return left }
        guard !left.isTruth else { throw failure("the left side of '\(symbol)' is not a number") }
        try advance()
        let offset = tokenOffset
        let right = try sum()
        guard !right.isTruth else { throw Failure(message: "expected a number", offset: offset) }
        return .comparison(operation, left, right)
    }

    private mutating func sum() throws(Failure) -> ConditionExpression {
        try chain(["+", "-"]) { (parser) throws(Failure) in try parser.product() }
    }

    private mutating func product() throws(Failure) -> ConditionExpression {
        try chain(["*", "/", "%", "&", ">>"]) { (parser) throws(Failure) in try parser.term() }
    }

    private mutating func chain(
        _ symbols: [String], _ next: (inout ConditionParser) throws(Failure) -> ConditionExpression
    ) throws(Failure) -> ConditionExpression {
        var left = try next(&self)
        while case .symbol(let symbol) = token, symbols.contains(symbol),
            let operation = ConditionExpression.Arithmetic(rawValue: symbol)
        {
            guard !left.isTruth else { throw failure("the left side of '\(symbol)' is not a number") }
            try advance()
            let offset = tokenOffset
            let right = try next(&self)
            guard !right.isTruth else { throw Failure(message: "expected a number", offset: offset) }
            left = .arithmetic(operation, left, right)
        }
        return left
    }

    private mutating func term() throws(Failure) -> ConditionExpression {
        switch token {
        case .number(let value):
            try advance()
            return .number(value)
        case .symbol("("):
            try advance()
            try enter()
            let inner = try disjunction()
            depth -= 1
            try expect(")")
            return inner
        case .word("size"):
            try advance()
            return .size
        case .word("ttl"):
            try advance()
            return .timeToLive
        case .word(let word):
            guard let field = ConditionExpression.Field(rawValue: word) else {
                let known = ConditionExpression.Field.allCases.map(\.rawValue).joined(separator: ", ")
                throw failure("unknown word '\(word)'; there are \(known), size, ttl")
            }
            try advance()
            try expect("[")
            try enter()
            let offset = try sum()
            depth -= 1
            guard !offset.isTruth else { throw failure("an offset is a number") }
            try expect("]")
            return .read(field, at: offset)
        case .symbol, .end: throw failure("expected a number or a field, found \(tokenText)")
        }
    }

    // MARK: Words

    private func failure(_ message: String) -> Failure { Failure(message: message, offset: tokenOffset) }

    private var tokenText: String {
        switch token {
        case .word(let text), .symbol(let text): "'\(text)'"
        case .number(let value): "'\(value)'"
        case .end: "the end"
        }
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        if depth > Self.maximumDepth { throw failure("nested deeper than \(Self.maximumDepth) levels") }
    }

    private mutating func expect(_ symbol: String) throws(Failure) {
        guard token == .symbol(symbol) else { throw failure("expected '\(symbol)', found \(tokenText)") }
        try advance()
    }

    private mutating func advance() throws(Failure) {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        tokenOffset = position
        guard position < bytes.count else {
            token = .end
            return
        }
        if Self.isWord(bytes[position]) {
            let start = position
            while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            guard (0x30...0x39).contains(bytes[start]) else {
                token = .word(text)
                return
            }
            let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
            guard let value else { throw failure("'\(text)' is not a number up to 0xffffffff") }
            token = .number(Int64(value))
            return
        }
        for symbol in ["==", "!=", "<=", ">=", ">>", "<", ">", "+", "-", "*", "/", "%", "&", "(", ")", "[", "]"]
        where bytes[position...].starts(with: symbol.utf8) {
            position += symbol.utf8.count
            token = .symbol(symbol)
            return
        }
        throw failure("unexpected character")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }
}
