internal import NGFWCore

/// Lines of a small text file with their places, without comments and empty ones, one after another.
struct TextLines: Sequence, IteratorProtocol {
    struct Line {
        /// Words separated by white space or commas.
        var words: [Substring]
        /// The whole line is UTF-8 without control characters; another one is a mistake, whatever its words are.
        var isText: Bool
        var location: SourceLocation

        /// What messages show.
        var text: String { words.joined(separator: " ") }
    }

    /// Whether a line is UTF-8 and has no character that does not show but blanks, tabulators, and the return at its end: with
    /// one inside, a name is another name.
    static func isText(_ line: ArraySlice<UInt8>) -> Bool {
        let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        if content.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") || $0 == 0x7f }) { return false }
        if content.allSatisfy({ $0 < 0x80 }) { return true }
        guard let text = String(validating: content, as: UTF8.self) else { return false }
        return !text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalar != "\t"
            case .spaceSeparator: scalar != " "
            default: false
            }
        }
    }

    /// Whether a word may be the name of a zone or a region: not what is left of a separator, nor an address.
    static func mayBeName(_ word: Substring) -> Bool {
        guard let first = word.first, first.isLetter || first.isNumber || first == "_" || first == "." || first == "-" else { return false }
        return IPPrefix(String(word)) == nil && IPRange(String(word)) == nil
    }

    private let bytes: [UInt8]
    private let name: String
    private var position: Int
    private var number = 0

    /// - Parameter limits: no more than ``Limits/flowFileBytes`` bytes.
    static func read(path: String, limits: Limits, _ diagnostics: inout Diagnostics) -> [UInt8] {
        let (bytes, problem) = InputFile.contents(path: path, limit: limits.flowFileBytes)
        if let problem { diagnostics.add(Messages.unreadable(path, problem)) }
        return bytes
    }

    /// `#` begins a comment anywhere on a line, `//` and `;` at its beginning.
    static func lines(_ bytes: [UInt8], name: String) -> TextLines {
        TextLines(bytes: bytes, name: name, position: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    }

    private init(bytes: [UInt8], name: String, position: Int) {
        self.bytes = bytes
        self.name = name
        self.position = position
    }

    mutating func next() -> Line? {
        while position < bytes.count {
            let raw = nextRaw()
            let content = raw.prefix { $0 != UInt8(ascii: "#") }
            let line = Substring(decoding: content, as: UTF8.self)
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\r" }
            guard let first = words.first, !first.hasPrefix("//"), !first.hasPrefix(";") else { continue }
            let column = content.prefix { XMLTree.isSpace($0) }.count + 1
            return Line(words: words, isText: Self.isText(raw), location: SourceLocation(file: name, line: number, column: column))
        }
        return nil
    }

    private mutating func nextRaw() -> ArraySlice<UInt8> {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        defer { position = end + 1 }
        number += 1
        return bytes[position..<end]
    }
}
