import NGFWCore

/// Recursive descent over the bytes of a filter; depth, length and tag size are limited.
struct TagExpressionParser {
    private enum Token: Equatable {
        case open
        case close
        case and
        case or
        case not
        case tag(String)
        case end
    }

    private let bytes: [UInt8]
    private let options: PolicyOptions
    private let limits: Limits
    private var position = 0
    private var token = Token.end
    /// Where the current token begins.
    private var start = 0
    /// Whether the current token is a tag in quotes.
    private var isQuoted = false

    init(_ text: String, options: PolicyOptions, limits: Limits) throws(TagExpressionError) {
        guard text.utf8.count <= limits.filterBytes else {
            throw TagExpressionError(code: .tooLong, column: limits.filterBytes + 1)
        }
        bytes = Array(text.utf8)
        self.options = options
        self.limits = limits
    }

    mutating func parse() throws(TagExpressionError) -> TagExpression {
        try advance()
        if token == .end { throw error(.empty) }
        let expression = try parseAlternatives(depth: 0)
        switch token {
        case .end: return expression
        case .close: throw error(.unexpectedParenthesis)
        case .not: throw error(.notUnsupported)
        default: throw error(.missingOperator)
        }
    }

    private mutating func parseAlternatives(depth: Int) throws(TagExpressionError) -> TagExpression {
        options.filterPrecedence == .andFirst ? try parseOr(depth: depth) : try parseInOrder(depth: depth)
    }

    /// `a or b and c` as `(a or b) and c`.
    private mutating func parseInOrder(depth: Int) throws(TagExpressionError) -> TagExpression {
        var left = try parsePrimary(depth: depth)
        while token == .and || token == .or {
            let isAnd = token == .and
            try advance()
            let right = try parsePrimary(depth: depth)
            switch left {
            case .all(let parts) where isAnd: left = .all(parts + [right])
            case .any(let parts) where !isAnd: left = .any(parts + [right])
            default: left = isAnd ? .all([left, right]) : .any([left, right])
            }
        }
        return left
    }

    private mutating func parseOr(depth: Int) throws(TagExpressionError) -> TagExpression {
        var parts = [try parseAnd(depth: depth)]
        while token == .or {
            try advance()
            parts.append(try parseAnd(depth: depth))
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func parseAnd(depth: Int) throws(TagExpressionError) -> TagExpression {
        var parts = [try parsePrimary(depth: depth)]
        while token == .and {
            try advance()
            parts.append(try parsePrimary(depth: depth))
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func parsePrimary(depth: Int) throws(TagExpressionError) -> TagExpression {
        switch token {
        case .tag(let tag):
            let isBare = !isQuoted
            try advance()
            return .tag(isBare && options.filterWords == .phrase ? try phrase(after: tag) : tag)
        case .open:
            guard depth < limits.filterDepth else { throw error(.tooDeep) }
            let opened = start
            try advance()
            let inner = try parseAlternatives(depth: depth + 1)
            switch token {
            case .close: try advance()
            case .end: throw TagExpressionError(code: .unclosedParenthesis, column: opened + 1)
            case .not: throw error(.notUnsupported)
            default: throw error(.missingOperator)
            }
            return inner
        case .not:
            guard options.filterNot == .legal else { throw error(.notUnsupported) }
            guard depth < limits.filterDepth else { throw error(.tooDeep) }
            try advance()
            return .not(try parsePrimary(depth: depth + 1))
        case .close: throw error(.unexpectedParenthesis)
        case .end: throw error(.unexpectedEnd)
        case .and, .or: throw error(.unexpectedWord)
        }
    }

    /// A bare tag of several words.
    private mutating func phrase(after first: String) throws(TagExpressionError) -> String {
        var words = [first]
        while case .tag(let word) = token, !isQuoted {
            words.append(word)
            try advance()
        }
        let tag = words.joined(separator: " ")
        guard tag.utf8.count <= limits.tagBytes else { throw error(.badTag) }
        return tag
    }

    private func error(_ code: TagExpressionError.Code) -> TagExpressionError {
        TagExpressionError(code: code, column: start + 1)
    }

    private mutating func advance() throws(TagExpressionError) {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        start = position
        isQuoted = false
        guard position < bytes.count else {
            token = .end
            return
        }
        switch bytes[position] {
        case UInt8(ascii: "("):
            position += 1
            token = .open
        case UInt8(ascii: ")"):
            position += 1
            token = .close
        case UInt8(ascii: "'"), UInt8(ascii: "\""): try readQuoted(bytes[position])
        default: try readWord()
        }
    }

    private mutating func readQuoted(_ quote: UInt8) throws(TagExpressionError) {
        let first = position + 1
        guard let end = bytes[first...].firstIndex(of: quote) else { throw error(.unclosedQuote) }
        position = end + 1
        isQuoted = true
        token = .tag(try checkedTag(bytes[first..<end]))
    }

    private mutating func readWord() throws(TagExpressionError) {
        while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
        let word = bytes[start..<position]
        switch String(decoding: word, as: UTF8.self).lowercased() {
        case "and": token = .and
        case "or": token = .or
        case "not": token = .not
        default: token = .tag(try checkedTag(word))
        }
    }

    private func checkedTag(_ bytes: ArraySlice<UInt8>) throws(TagExpressionError) -> String {
        guard !bytes.isEmpty else { throw error(.emptyTag) }
        guard bytes.count <= limits.tagBytes else { throw error(.badTag) }
        let tag = String(decoding: bytes, as: UTF8.self)
        return options.tagCase == .sensitive ? tag : tag.lowercased()
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// Bare words end at white space or a parenthesis (reference, Unverified 8), and at a quote: `'a'and'b'`.
    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "'"), UInt8(ascii: "\""): true
        default: isSpace(byte)
        }
    }
}
