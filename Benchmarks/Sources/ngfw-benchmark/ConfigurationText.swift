import Foundation
import NGFWPANOS

/// A configuration written element by element in one of its spellings, as the product prints them; never whole in memory.
struct ConfigurationText {
    let format: ConfigurationFormat
    private(set) var bytes = 0
    private var piece: [UInt8] = []
    private let file: FileHandle
    private var open: [Level] = []
    /// Names of the elements and entries that a command begins with.
    private var words: [String] = []

    private struct Level {
        var name: String
        var isEntry: Bool
        var holdsEntries: Bool
        var isEmpty = true
        var wordCount: Int
    }

    init(_ format: ConfigurationFormat, path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw Failure("cannot write \(path)")
        }
        self.format = format
        self.file = file
        if format == .xml { line("<?xml version=\"1.0\"?>") }
        if format == .json { piece += "{".utf8 }
    }

    /// - Parameter inCommands: whether commands name the element.
    mutating func element(_ name: String, holdsEntries: Bool = false, inCommands: Bool = true) {
        begin(name, isEntry: false, holdsEntries, inCommands ? [name] : [])
    }

    mutating func entry(_ name: String, inCommands: Bool = true) { begin(name, isEntry: true, false, inCommands ? [name] : []) }

    mutating func leaf(_ name: String, _ text: String) {
        switch format {
        case .xml: line("<\(name)>\(text)</\(name)>")
        case .set: command([name, text.contains(" ") ? "\"\(text)\"" : text])
        case .json: key(name, "\"\(text)\"")
        }
    }

    mutating func list(_ name: String, _ members: [String]) {
        switch format {
        case .xml:
            line("<\(name)>")
            for member in members { line("  <member>\(member)</member>") }
            line("</\(name)>")
        case .set: command([name] + (members.count == 1 ? members : ["["] + members + ["]"]))
        case .json: key(name, "{\"member\": [\(members.map { "\"\($0)\"" }.joined(separator: ", "))]}")
        }
    }

    mutating func close() {
        let level = open.removeLast()
        words.removeLast(words.count - level.wordCount)
        switch format {
        case .xml: line(level.isEntry ? "</entry>" : "</\(level.name)>")
        case .set: break
        case .json: piece += (level.holdsEntries ? "]}" : "}").utf8
        }
    }

    mutating func finish() throws {
        if format == .json { piece += "}\n".utf8 }
        try flush()
        try file.close()
    }

    mutating func flushIfFull() throws {
        if piece.count > 1 << 20 { try flush() }
    }

    private mutating func begin(_ name: String, isEntry: Bool, _ holdsEntries: Bool, _ path: [String]) {
        switch format {
        case .xml: line(isEntry ? "<entry name=\"\(name)\">" : "<\(name)>")
        case .set: break
        case .json:
            if isEntry {
                separate()
                piece += "{\"@name\": \"\(name)\"".utf8
            } else {
                key(name, holdsEntries ? "{\"entry\": [" : "{")
            }
        }
        open.append(Level(name: name, isEntry: isEntry, holdsEntries: holdsEntries, isEmpty: !isEntry, wordCount: words.count))
        words += path
    }

    private mutating func command(_ rest: [String]) {
        piece += "set ".utf8
        for word in words {
            piece += word.utf8
            piece.append(0x20)
        }
        piece += rest.joined(separator: " ").utf8
        piece.append(0x0a)
    }

    private mutating func key(_ name: String, _ value: String) {
        separate()
        piece += "\"\(name)\": \(value)".utf8
    }

    private mutating func separate() {
        if !open.isEmpty {
            if !open[open.count - 1].isEmpty { piece.append(0x2c) }
            open[open.count - 1].isEmpty = false
        }
        piece.append(0x0a)
        piece.append(contentsOf: repeatElement(0x20, count: open.count * 2))
    }

    private mutating func line(_ text: String) {
        piece.append(contentsOf: repeatElement(0x20, count: open.count * 2))
        piece.append(contentsOf: text.utf8)
        piece.append(0x0a)
    }

    private mutating func flush() throws {
        bytes += piece.count
        try file.write(contentsOf: piece)
        piece.removeAll(keepingCapacity: true)
    }
}
