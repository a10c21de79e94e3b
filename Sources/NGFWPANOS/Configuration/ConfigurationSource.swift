internal import NGFWCore

/// The text of one configuration as it comes in, and the tree at its end, whatever the format.
final class ConfigurationSource {
    private static let wrapper = "wrapper"

    let name: String
    private let format: ConfigurationFormat
    private let limits: Limits
    private let opening: FirstElement
    private var parser: XMLTreeParser?
    private var setReader: SetReader?
    /// Where braces begin, which is why nothing is read.
    private var braces: SourceLocation?
    private var isWrapped = false
    private var hasBegun = false
    private var byteCount = 0
    /// The text so far in JSON, which is held whole.
    private var bytes: [UInt8] = []

    /// - Parameter beginning: the first bytes, which ``feed(_:)`` gets again.
    init(_ beginning: [UInt8], name: String, _ limits: Limits) {
        self.name = name
        // Places are four bytes.
        var limits = limits
        limits.configurationBytes = min(limits.configurationBytes, Int(UInt32.max) - 1)
        let format = ConfigurationFormat.of(beginning)
        if format == .json { limits.configurationBytes = min(limits.configurationBytes, limits.configurationJSONBytes) }
        self.limits = limits
        // What is nothing else is said to be bad XML.
        self.format = format ?? .xml
        opening = FirstElement(beginning)
        if format == nil, let start = Braces.find(in: beginning) {
            var lines = LineTable(file: name)
            lines.append(beginning[..<start])
            braces = lines.location(UInt32(clamping: start))
            return
        }
        if format == .set { setReader = SetReader(name: name, limits: limits) }
        guard self.format == .xml else { return }
        // Without one element around them several could not follow one another.
        isWrapped = opening.name.map { $0 != "config" } ?? false
        let column = isWrapped ? 1 - Self.wrapper.utf8.count - 2 : 1
        parser = XMLTreeParser(
            lines: LineTable(file: name, column: column), byteLimit: limits.configurationBytes, trailer: .none, limits: limits,
            filter: isWrapped ? nil : ElementFilter(.configuration))
    }

    /// Takes the next bytes; whether more are wanted.
    func feed(_ piece: [UInt8]) -> Bool {
        guard let parser else {
            byteCount += piece.count
            guard braces == nil, byteCount <= limits.configurationBytes else { return false }
            if setReader != nil { return setReader?.feed(piece) ?? false }
            bytes += piece
            return true
        }
        defer { hasBegun = true }
        guard !hasBegun, isWrapped else {
            _ = parser.feed(piece[...])
            return parser.state == .needsMore
        }
        var text = piece
        // Nothing may stand before a declaration, so it becomes blanks.
        if let declaration = opening.declaration {
            for index in declaration where text[index] != UInt8(ascii: "\n") { text[index] = UInt8(ascii: " ") }
        }
        if text.starts(with: [0xef, 0xbb, 0xbf]) { text.removeFirst(3) }
        _ = parser.feed(Array("<\(Self.wrapper)>".utf8)[...])
        _ = parser.feed(text[...])
        return parser.state == .needsMore
    }

    /// The tree of a whole configuration; `nil` when the text has none, which the diagnostics say.
    func finish(_ diagnostics: inout Diagnostics) -> XMLTree? {
        var tree: XMLTree?
        if let parser {
            if isWrapped, parser.openCount == 1 { _ = parser.feed(Array("</\(Self.wrapper)>".utf8)[...]) }
            tree = parser.finish()
            diagnostics.add(contentsOf: parser.diagnostics)
        } else if let braces {
            diagnostics.add(Messages.braces(at: braces))
        } else if byteCount > limits.configurationBytes {
            let place = SourceLocation(file: name)
            let limit = limits.configurationBytes
            diagnostics.add(format == .json ? Messages.tooLargeJSON(limit: limit, at: place) : Messages.tooLarge(limit: limit, at: place))
        } else if var reader = setReader.take() {
            tree = reader.finish()
            diagnostics.add(contentsOf: reader.diagnostics)
            return tree
        } else {
            let result = JSONTree.read(bytes, name: name, limits: limits)
            diagnostics.add(contentsOf: result.diagnostics)
            tree = result.tree
        }
        guard let tree else { return nil }
        var partial = PartialConfiguration()
        let complete = partial.complete(tree, isWrapped: isWrapped || format == .json)
        diagnostics.add(contentsOf: partial.diagnostics)
        return complete
    }
}
