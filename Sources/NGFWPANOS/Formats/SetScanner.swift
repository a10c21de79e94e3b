internal import NGFWCore

/// One word of a command in `set` format, which stands in the scanner's buffer. Source: reference section 6.4.
struct SetToken {
    enum Kind: UInt8 {
        case word
        case quoted
        /// `[`, which begins a list.
        case open
        /// `]`, which ends one.
        case close
    }

    var kind: Kind
    /// Of its first byte in the file: the quotation mark of a quoted one.
    var offset: UInt32
    /// Bytes without quotation marks.
    var count: UInt32

    /// Whether it may be the name of an element.
    var isWord: Bool { kind == .word || kind == .quoted }
}

/// Splits text that comes in pieces into commands of words.
///
/// The format has no escapes: a quotation mark ends a value when white space or the end of the text stands behind it, so
/// that `"a "b" c"` is read as it was meant, and values may span lines. A line that begins a command inside a value means that
/// the value's end is missing. Source: reference section 6.4.
struct SetScanner {
    enum Step {
        /// ``SetScanner/tokens`` are the words of a command.
        case command
        /// The command that ``SetScanner/tokens`` begin cannot be read; its line is skipped.
        case problem(String, offset: UInt32)
        /// There is no whole command: the next piece is needed, or the text is over.
        case end
    }

    private(set) var tokens: [SetToken] = []
    private var buffer: [UInt8] = []
    /// The place of the buffer's first byte in the file.
    private var base = 0
    private var position = 0
    /// Where the command begins that is being read.
    private var start = 0
    private var isSkipping = false
    private var isFresh = true
    /// Behind these no quotation mark ends a value, so that a flood of open ones is looked at once.
    private var open = 0..<0
    private let valueLimit: Int

    /// Bytes of a command, which are held together.
    private static let commandLimit = 16 << 20

    init(valueLimit: Int) { self.valueLimit = valueLimit }

    mutating func append(_ piece: [UInt8]) {
        // What was read is given up, so that the buffer holds a command and a piece at most.
        buffer.removeFirst(start)
        base += start
        position -= start
        open = max(0, open.lowerBound - start)..<max(0, open.upperBound - start)
        start = 0
        buffer += piece
        if base == 0, position == 0, buffer.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    /// A word's bytes, until the next step.
    func range(_ token: SetToken) -> Range<Int> {
        let first = Int(token.offset) - base + (token.kind == .quoted ? 1 : 0)
        return first..<first + Int(token.count)
    }

    /// The number of a word, which is put in when it is new.
    func number(_ token: SetToken, in words: inout WordTable) -> UInt32 { words.number(of: buffer.span.extracting(range(token))) }

    /// The number of a word; `nil` when it is not in.
    func find(_ token: SetToken, in words: borrowing WordTable) -> UInt32? { words.find(buffer.span.extracting(range(token))) }

    func string(_ token: SetToken) -> String { String(decoding: buffer[range(token)], as: UTF8.self) }

    func begins(_ token: SetToken, with byte: UInt8) -> Bool { token.count > 0 && buffer[range(token).lowerBound] == byte }

    /// - Parameter isLast: whether no more text comes.
    mutating func next(isLast: Bool) -> Step {
        if isFresh {
            tokens.removeAll(keepingCapacity: true)
            start = position
            isFresh = false
        }
        while position < buffer.count {
            let byte = buffer[position]
            if isSkipping || byte == UInt8(ascii: "\n") {
                position += 1
                guard byte == UInt8(ascii: "\n") else { continue }
                isSkipping = false
                if !tokens.isEmpty { return finish(.command) }
                start = position
            } else if XMLTree.isSpace(byte) {
                position += 1
                if tokens.isEmpty { start = position }
            } else if tokens.isEmpty, byte == UInt8(ascii: "#") {
                isSkipping = true
            } else {
                let step = byte == UInt8(ascii: "\"") ? quoted(isLast) : word(isLast)
                switch step {
                case .command: break
                case .problem:
                    isSkipping = true
                    return finish(step)
                case .end: return buffer.count - start > Self.commandLimit ? tooLong() : .end
                }
            }
            if position - start > Self.commandLimit { return tooLong() }
        }
        if isSkipping { start = position }
        return isLast && !tokens.isEmpty ? finish(.command) : .end
    }

    private mutating func finish(_ step: Step) -> Step {
        isFresh = true
        return step
    }

    private mutating func tooLong() -> Step {
        isSkipping = true
        return finish(.problem("a command of more than \(Self.commandLimit) bytes", offset: UInt32(clamping: base + start)))
    }

    // MARK: Words

    /// `.command` means that there is a further word.
    private mutating func word(_ isLast: Bool) -> Step {
        var end = position
        var all: UInt8 = 0
        while end < buffer.count, !XMLTree.isSpace(buffer[end]) {
            all |= buffer[end]
            end += 1
        }
        guard end < buffer.count || isLast || end - position > valueLimit else { return .end }
        let first = buffer[position]
        let isBracket = end == position + 1 && (first == UInt8(ascii: "[") || first == UInt8(ascii: "]"))
        let kind: SetToken.Kind = isBracket ? (first == UInt8(ascii: "[") ? .open : .close) : .word
        let text = position..<end
        position = end
        return add(kind, text, at: text.lowerBound, isASCII: all < 0x80)
    }

    private mutating func quoted(_ isLast: Bool) -> Step {
        var end = position + 1
        if open.contains(end) { end = open.upperBound }
        while end < buffer.count, end - position <= valueLimit + 1 {
            let byte = buffer[end]
            if byte == UInt8(ascii: "\"") {
                guard end + 1 < buffer.count || isLast else { return noEnd(end, .end) }
                if end + 1 == buffer.count || XMLTree.isSpace(buffer[end + 1]) {
                    let text = position + 1..<end
                    position = end + 1
                    return add(.quoted, text, at: text.lowerBound - 1, isASCII: false)
                }
            } else if byte == UInt8(ascii: "\n") {
                guard buffer.count - end > SetCommand.longest || isLast else { return noEnd(end, .end) }
                if SetCommand.begins(buffer[(end + 1)...]) { return noEnd(end, noEndProblem) }
            }
            end += 1
        }
        if end < buffer.count { return noEnd(end, .problem("a value of more than \(valueLimit) bytes", offset: offset(position))) }
        return noEnd(end, isLast ? noEndProblem : .end)
    }

    private var noEndProblem: Step { .problem("a quotation mark without its end", offset: offset(position)) }

    private mutating func noEnd(_ end: Int, _ step: Step) -> Step {
        open = position..<end
        return step
    }

    private func offset(_ position: Int) -> UInt32 { UInt32(clamping: base + position) }

    private mutating func add(_ kind: SetToken.Kind, _ text: Range<Int>, at place: Int, isASCII: Bool) -> Step {
        guard text.count <= valueLimit else { return .problem("a value of more than \(valueLimit) bytes", offset: offset(place)) }
        let isText = isASCII || buffer[text].allSatisfy { $0 < 0x80 } || String(validating: buffer[text], as: UTF8.self) != nil
        guard isText else {
            return .problem("text that is not UTF-8", offset: offset(place))
        }
        tokens.append(SetToken(kind: kind, offset: offset(place), count: UInt32(text.count)))
        return .command
    }
}

/// The commands of the format.
enum SetCommand: String, CaseIterable {
    case set
    case delete
    case move

    /// Bytes of the longest, with the blank behind it.
    static let longest = 7

    /// Whether text begins with one and a blank.
    static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
        allCases.contains { command in
            let name = command.rawValue.utf8
            return bytes.starts(with: name) && bytes.dropFirst(name.count).first == 0x20
        }
    }
}
