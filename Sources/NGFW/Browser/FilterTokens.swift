internal import NGFWCore

/// The words of a filter, each with its place.
struct FilterTokens {
    enum Token: Equatable {
        case open, close
        /// Between quotes, which are not part of it.
        case quoted(String)
        case word(String)

        /// As a message shows it.
        var shown: String {
            switch self {
            case .open: "'('"
            case .close: "')'"
            case .quoted(let text), .word(let text): "'\(shortened(text))'"
            }
        }
    }

    struct Placed {
        var token: Token
        /// From 1, in bytes.
        var column: Int

        var isOperator: Bool {
            guard case .word(let word) = token else { return false }
            return FilterOperator.byName[word.lowercased()] != nil
        }
    }

    private let bytes: [UInt8]
    private var position = 0

    static func split(_ text: String) throws(SessionFilterError) -> [Placed] {
        var tokens = FilterTokens(bytes: Array(text.utf8))
        var found: [Placed] = []
        while let token = try tokens.next(isValue: found.last.map(\.isOperator) ?? false) { found.append(token) }
        return found
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// - Parameter isValue: Whether the word stands behind an operator, so that all of it is the value.
    private mutating func next(isValue: Bool) throws(SessionFilterError) -> Placed? {
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        switch bytes[start] {
        case UInt8(ascii: "("):
            position += 1
            return Placed(token: .open, column: start + 1)
        case UInt8(ascii: ")"):
            position += 1
            return Placed(token: .close, column: start + 1)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return Placed(token: .quoted(try quoted()), column: start + 1)
        case UInt8(ascii: "!") where start + 1 == bytes.count || bytes[start + 1] != UInt8(ascii: "="):
            position += 1
            return Placed(token: .word("!"), column: start + 1)
        default:
            while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
            if !isValue { position = Self.endOfPart(bytes[start..<position]) }
            return Placed(token: .word(String(decoding: bytes[start..<position], as: UTF8.self)), column: start + 1)
        }
    }

    private mutating func quoted() throws(SessionFilterError) -> String {
        let start = position
        let quote = bytes[start]
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            if bytes[position] == quote {
                guard position + 1 < bytes.count, bytes[position + 1] == quote else {
                    position += 1
                    return String(decoding: content, as: UTF8.self)
                }
                position += 1
            }
            content.append(bytes[position])
            position += 1
        }
        throw SessionFilterError(.unexpected, column: start + 1, "the quote that opens here is never closed")
    }

    /// Where a field, or an operator of signs, ends that stands before something else without a blank: `app=ssh`.
    private static func endOfPart(_ word: ArraySlice<UInt8>) -> Int {
        let signs = "=!<>".utf8
        guard let sign = word.firstIndex(where: signs.contains) else { return word.endIndex }
        if sign == word.startIndex { return word.firstIndex { !signs.contains($0) } ?? word.endIndex }
        let name = String(decoding: word[..<sign], as: UTF8.self).lowercased()
        return FilterField.byName[name] == nil ? word.endIndex : sign
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (0x09...0x0d).contains(byte) }

    private static func endsWord(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }
}
