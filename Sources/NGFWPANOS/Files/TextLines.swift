internal import NGFWCore

/// Lines of a small text file with their places, without comments and empty ones, one after another.
struct TextLines: Sequence, IteratorProtocol {
    struct Line {
        /// Words separated by white space or commas.
        var words: [Substring]
        var location: SourceLocation
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
            return Line(words: words, location: SourceLocation(file: name, line: number, column: column))
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
