import Foundation
import NGFWCore

/// Standard error and what the terminals can do.
struct Console {
    /// Whether standard output, and standard error, take colour: a terminal, and neither `NO_COLOR` nor `TERM=dumb`.
    let coloursOutput: Bool
    let coloursErrors: Bool
    /// Whether somebody watches standard error.
    let showsProgress: Bool

    init() {
        let environment = ProcessInfo.processInfo.environment
        let wantsColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        coloursOutput = wantsColour && isatty(1) == 1
        coloursErrors = wantsColour && isatty(2) == 1
        showsProgress = isatty(2) == 1
    }

    /// Whether there was a terminal that is no longer there.
    var isTerminalGone: Bool { showsProgress && isatty(2) == 0 }

    /// Writes lines without colour, whatever stands in them.
    func writeError(_ text: String) {
        writeLines(text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) })
    }

    /// Writes lines that are safe for a terminal and may be coloured.
    private func writeLines(_ lines: [String]) {
        Self.write(lines.joined(separator: "\n") + "\n")
    }

    /// Writes to standard error, which may be closed, full or gone: nobody can be told then, and the run goes on.
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// A diagnostic, the line that it is about, and a caret below the place.
    func write(_ diagnostic: Diagnostic, sourceLine: [UInt8]? = nil) {
        let severity = diagnostic.severity.rawValue
        let colour: Colour = diagnostic.severity == .error ? .red : diagnostic.severity == .warning ? .yellow : .cyan
        let place = diagnostic.location.map { printable("\($0): ") } ?? ""
        var lines = [
            "\(place)\(paint(severity, colour, isOn: coloursErrors)): \(printable(diagnostic.message)) [\(diagnostic.code)]"
        ]
        if let sourceLine, let location = diagnostic.location {
            lines += Excerpt.lines(sourceLine, column: location.column)
        }
        lines += diagnostic.notes.map { "  note: \(printable($0))" }
        writeLines(lines)
    }
}

enum Colour: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case bold = "1"
}

func paint(_ text: String, _ colour: Colour, isOn: Bool) -> String {
    isOn ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
}

/// The part of a source line around a column, with a caret below it.
enum Excerpt {
    private static let width = 120

    /// No lines when the column is unknown or outside the line. A tab is shown as a blank.
    static func lines(_ line: [UInt8], column: Int) -> [String] {
        guard column >= 1, column <= line.count + 1 else { return [] }
        let start = max(0, min(column - 1 - width / 2, line.count - width))
        let end = min(line.count, start + width)
        let shown = printable(String(decoding: line[start..<end].map { $0 == 0x09 ? UInt8(ascii: " ") : $0 }, as: UTF8.self))
        // Columns count bytes, carets count characters.
        let blanks = String(decoding: line[start..<(column - 1)], as: UTF8.self).count
        return ["  " + shown, "  " + String(repeating: " ", count: blanks) + "^"]
    }
}
