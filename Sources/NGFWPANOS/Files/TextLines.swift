internal import NGFWCore

/// Lines of a small text file with their places, without comments and empty ones.
struct TextLines {
    struct Line {
        /// Words separated by white space or commas.
        var words: [Substring]
        var location: SourceLocation
    }

    /// - Parameter limits: no more than ``Limits/flowFileBytes`` bytes.
    static func read(path: String, limits: Limits, _ diagnostics: inout Diagnostics) -> [UInt8] {
        let (bytes, problem) = InputFile.contents(path: path, limit: limits.flowFileBytes)
        if let problem { diagnostics.add(Messages.unreadable(path, problem)) }
        return bytes
    }

    /// `#` begins a comment anywhere on a line, `//` and `;` at its beginning.
    static func lines(_ bytes: [UInt8], name: String) -> [Line] {
        var lines: [Line] = []
        let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        for (index, raw) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let content = raw.prefix { $0 != UInt8(ascii: "#") }
            let line = Substring(decoding: content, as: UTF8.self)
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\r" }
            guard let first = words.first, !first.hasPrefix("//"), !first.hasPrefix(";") else { continue }
            let column = content.prefix { XMLTree.isSpace($0) }.count + 1
            lines.append(Line(words: words, location: SourceLocation(file: name, line: index + 1, column: column)))
        }
        return lines
    }
}
