public import NGFWCore
public import NGFWPolicy

/// Reads PAN-OS registration messages (`uid-message`): one after another in a file, or as a stream comes in.
///
///     var reader = RegistrationReader(name: "registrations.xml")
///     for update in reader.feed(bytes) { engine.apply(update, at: now) }
///     reader.finish()
///
/// A bad entry is refused alone; a message that is not well-formed or longer than ``Limits/registrationBytes`` is
/// refused whole and the next one is looked for (at most 64 KiB behind the error are lost with it). Timeouts come in
/// seconds for tags and in minutes for logins (45 when absent); updates carry seconds. Source: reference section 3.5.
public struct RegistrationReader {
    public private(set) var diagnostics: Diagnostics
    private let limits: Limits
    private var lines: LineTable
    private var parser: XMLTreeParser?
    /// Whether bytes are thrown away until a message begins.
    private var isLost = false
    /// The last bytes of a piece that may be the beginning of a message.
    private var kept: [UInt8] = []

    private static let beginning = Array("<uid-message".utf8)

    public init(name: String, limits: Limits = .standard) {
        self.limits = limits
        lines = LineTable(file: name)
        diagnostics = Diagnostics(limit: limits.diagnostics)
    }

    /// Reads all messages of a file.
    public static func read(path: String, limits: Limits = .standard) -> (updates: [RegistrationUpdate], diagnostics: Diagnostics) {
        var reader = RegistrationReader(name: path, limits: limits)
        var updates: [RegistrationUpdate] = []
        let problem = InputFile.read(path: path) { piece in
            updates += reader.feed(piece)
            return true
        }
        if let problem { reader.diagnostics.add(Messages.unreadable(path, problem)) }
        reader.finish()
        return (updates, reader.diagnostics)
    }

    /// Reads all messages of a text.
    public static func read(
        _ bytes: [UInt8], name: String, limits: Limits = .standard
    ) -> (updates: [RegistrationUpdate], diagnostics: Diagnostics) {
        var reader = RegistrationReader(name: name, limits: limits)
        let updates = reader.feed(bytes)
        reader.finish()
        return (updates, reader.diagnostics)
    }

    /// The messages that end within the next bytes of the stream.
    public mutating func feed(_ bytes: [UInt8]) -> [RegistrationUpdate] {
        var updates: [RegistrationUpdate] = []
        var rest = (kept + bytes)[...]
        kept = []
        while !rest.isEmpty {
            if parser == nil, !findBeginning(&rest) { break }
            let current = parser ?? newParser()
            parser = current
            rest = rest.dropFirst(current.feed(rest))
            if current.state != .needsMore { end(current, &updates) }
        }
        return updates
    }

    /// The stream is over: what is left of a message is an error.
    public mutating func finish() {
        if parser != nil { diagnostics.add(Messages.registrationUnclosed(at: lines.location(0))) }
        parser = nil
        kept = []
    }

    /// Moves to the first byte of the next message; false when there is none yet.
    private mutating func findBeginning(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let before = isLost ? lostBytes(rest) : rest.prefix(while: XMLTree.isSpace)
        skip(before)
        rest = rest.dropFirst(before.count)
        guard isLost else { return !rest.isEmpty }
        guard rest.starts(with: Self.beginning) else {
            kept = Array(rest)
            return false
        }
        isLost = false
        return true
    }

    /// What stands before the next `<uid-message`, or before its beginning at the end of the piece.
    private func lostBytes(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var position = rest.startIndex
        while let next = rest[position...].firstIndex(of: Self.beginning[0]) {
            if Self.beginning.starts(with: rest[next...].prefix(Self.beginning.count)) { return rest[..<next] }
            position = next + 1
        }
        return rest
    }

    private mutating func skip(_ bytes: ArraySlice<UInt8>) {
        lines.append(bytes)
        restart(at: lines.location(UInt32(clamping: lines.byteCount)))
    }

    private mutating func restart(at place: SourceLocation) {
        lines = LineTable(file: lines.file, line: place.line, column: place.column)
    }

    private func newParser() -> XMLTreeParser {
        XMLTreeParser(lines: lines, byteLimit: limits.registrationBytes, trailer: .documents, limits: limits)
    }

    private mutating func end(_ current: XMLTreeParser, _ updates: inout [RegistrationUpdate]) {
        let tree = current.finish()
        diagnostics.add(contentsOf: current.diagnostics)
        isLost = tree == nil
        restart(at: current.endLocation)
        parser = nil
        guard let tree else { return }
        var message = RegistrationMessage(limits: limits)
        if let update = message.read(tree.root) { updates.append(update) }
        diagnostics.add(contentsOf: message.diagnostics)
    }
}
