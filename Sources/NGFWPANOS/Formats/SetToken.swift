internal import NGFWCore

/// One word of a command in `set` format. Source: reference section 6.4.
struct SetToken {
    enum Kind {
        case word
        case quoted
        /// `[`, which begins a list.
        case open
        /// `]`, which ends one.
        case close
    }

    var kind: Kind
    var text: String
    var offset: UInt32

    /// Whether it may be the name of an element.
    var isWord: Bool { kind == .word || kind == .quoted }
}

/// Splits text into commands of words.
///
/// The format has no escapes: a quotation mark ends a value when white space, a bracket or the end of the text stands
/// behind it, so that `"a "b" c"` is read as it was meant, and values may span lines. A line that begins a command inside a
/// value means that the value's end is missing. Source: reference section 6.4.
struct SetScanner {
    struct Problem: Error {
        var message: String
        var offset: UInt32
        /// The words of the command before it.
        var before: [SetToken] = []
    }

    private let bytes: [UInt8]
    private var position: Int
    private let valueLimit: Int

    init(_ bytes: [UInt8], valueLimit: Int) {
        self.bytes = bytes
        self.valueLimit = valueLimit
        position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// The words of the next line that has any; `nil` at the end of the text.
    mutating func next() throws(Problem) -> [SetToken]? {
        var tokens: [SetToken] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\n") {
                position += 1
                if !tokens.isEmpty { return tokens }
            } else if XMLTree.isSpace(byte) {
                position += 1
            } else if tokens.isEmpty, byte == UInt8(ascii: "#") {
                skipLine()
            } else {
                do throws(Problem) {
                    tokens.append(try token())
                } catch {
                    throw Problem(message: error.message, offset: error.offset, before: tokens)
                }
            }
        }
        return tokens.isEmpty ? nil : tokens
    }

    mutating func skipLine() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func token() throws(Problem) -> SetToken {
        if bytes[position] == UInt8(ascii: "\"") { return try quoted() }
        let start = position
        while position < bytes.count, !XMLTree.isSpace(bytes[position]) { position += 1 }
        let text = try text(start..<position, at: start)
        return SetToken(kind: text == "[" ? .open : text == "]" ? .close : .word, text: text, offset: UInt32(start))
    }

    private mutating func quoted() throws(Problem) -> SetToken {
        let start = position
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\""), isEnd(position + 1) {
                position += 1
                return SetToken(kind: .quoted, text: try text(start + 1..<position - 1, at: start), offset: UInt32(start))
            }
            position += 1
            if byte == UInt8(ascii: "\n"), SetCommand.begins(bytes[position...]) { break }
        }
        position = start
        throw Problem(message: "a quotation mark without its end", offset: UInt32(start))
    }

    private func isEnd(_ position: Int) -> Bool {
        position == bytes.count || XMLTree.isSpace(bytes[position])
    }

    private func text(_ range: Range<Int>, at start: Int) throws(Problem) -> String {
        guard range.count <= valueLimit else { throw Problem(message: "a value of more than \(valueLimit) bytes", offset: UInt32(start)) }
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw Problem(message: "text that is not UTF-8", offset: UInt32(start))
        }
        return text
    }
}

/// The commands of the format.
enum SetCommand: String, CaseIterable {
    case set
    case delete
    case move

    /// Whether text begins with one and a blank.
    static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
        allCases.contains { command in
            let name = command.rawValue.utf8
            return bytes.starts(with: name) && bytes.dropFirst(name.count).first == 0x20
        }
    }
}
