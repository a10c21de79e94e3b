import NGFWCore
import Yams

/// Flow descriptions as a YAML list of mappings.
///
///     - source: 172.16.10.11
///       destination: 172.16.20.21
///       protocol: tcp
///       destinationPort: 22
///       expect: {action: allow}
struct YAMLFlows {
    private static let depthLimit = 16
    private static let indentationLimit = 64

    let file: String
    /// Of the text that is read.
    var linesBefore = 0

    func read(_ bytes: [UInt8], _ body: (FlowInput) throws -> Void) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return try body(problem("NGFW-F009", "not UTF-8 text", line: 0, column: 0))
        }
        // The parser beneath follows nesting by recursion and aliases by copying: both are refused before it sees them.
        if let (message, line, column) = Self.hazard(bytes) {
            return try body(problem("NGFW-F009", message, line: line, column: column))
        }
        switch documents(text) {
        case .success(let roots): for root in roots { try read(root, body) }
        case .failure(let error):
            let items = Self.items(bytes)
            guard items.count > 1 else { return try body(problem("NGFW-F009", error.message, line: error.line, column: error.column)) }
            for item in items {
                let part = YAMLFlows(file: file, linesBefore: item.linesBefore)
                switch part.documents(String(decoding: bytes[item.range], as: UTF8.self)) {
                case .success(let roots): for root in roots { try part.read(root, body) }
                case .failure(var error):
                    // What the end of the item shows began somewhere in it.
                    if error.line > item.linesBefore + item.lineCount { (error.line, error.column) = (item.linesBefore + 1, 1) }
                    try body(problem("NGFW-F009", error.message, line: error.line, column: error.column))
                }
            }
        }
    }

    private struct Unreadable: Error {
        var message: String
        var line: Int
        var column: Int
    }

    private func documents(_ text: String) -> Result<[Node], Unreadable> {
        do {
            var sequence = try Yams.compose_all(yaml: text)
            var roots: [Node] = []
            while let root = sequence.next() { roots.append(root) }
            if let error = sequence.error { throw error }
            return .success(roots)
        } catch let YamlError.scanner(_, message, mark, _), let YamlError.parser(_, message, mark, _),
            let YamlError.composer(_, message, mark, _)
        {
            return .failure(Unreadable(message: "not YAML: \(message)", line: mark.line + linesBefore, column: mark.column))
        } catch {
            return .failure(Unreadable(message: "not YAML that can be read", line: linesBefore + 1, column: 0))
        }
    }

    private struct Item {
        var range: Range<Int>
        var linesBefore: Int
        var lineCount = 0
    }

    /// The items of a list at the left margin, split by their dashes: where one is not YAML, the others still count.
    private static func items(_ bytes: [UInt8]) -> [Item] {
        var items: [Item] = []
        var line = 0
        var position = 0
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.count
            let isDash = bytes[position] == UInt8(ascii: "-") && position + 1 < end && bytes[position + 1] <= 0x20
            if isDash || items.isEmpty { items.append(Item(range: position..<position, linesBefore: line)) }
            items[items.count - 1].range = items[items.count - 1].range.lowerBound..<end
            items[items.count - 1].lineCount += 1
            line += 1
            position = end
        }
        return items
    }

    private func read(_ root: Node, _ body: (FlowInput) throws -> Void) throws {
        switch root {
        case .sequence(let items):
            for item in items { try body(flow(item)) }
        case .mapping: try body(flow(root))
        case .scalar(let scalar) where scalar.string.isEmpty: return
        default: try body(problem("NGFW-F009", "expected a list of flows", line: line(root.mark), column: root.mark?.column ?? 0))
        }
    }

    private func line(_ mark: Mark?) -> Int { mark.map { $0.line + linesBefore } ?? 0 }

    private func flow(_ node: Node) -> FlowInput {
        let line = line(node.mark)
        guard case .mapping(let mapping) = node else {
            return problem("NGFW-F009", "expected a flow such as 'source: 10.0.0.1'", line: line, column: node.mark?.column ?? 0)
        }
        return FlowBuilder.build(fields(mapping, prefix: ""), file: file, line: line, sourceLine: nil)
    }

    private func fields(_ mapping: Node.Mapping, prefix: String) -> [FlowField] {
        var result: [FlowField] = []
        for (keyNode, valueNode) in mapping {
            let key = prefix + (keyNode.scalar?.string ?? "?")
            let value: FlowField.Value
            switch valueNode {
            case .scalar(let scalar):
                let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
                if isNull { continue }
                value = .text(scalar.string)
            case .mapping(let inner) where key == "expect":
                result += fields(inner, prefix: "expect.")
                continue
            case .mapping: value = .other("a mapping")
            case .sequence: value = .other("a list")
            default: value = .other("an alias")
            }
            let mark = FlowBuilder.keys.contains(key) ? valueNode.mark : keyNode.mark
            result.append(FlowField(key: key, value: value, line: line(mark), column: mark?.column ?? 0))
        }
        return result
    }

    private func problem(_ code: String, _ message: String, line: Int, column: Int) -> FlowInput {
        let location = SourceLocation(file: file, line: line, column: column)
        return .problems([FlowProblem(diagnostic: Diagnostic(.error, code, message, at: location))])
    }

    /// Deep nesting (brackets, indentation, `- - -`) and aliases, over-reported rather than missed.
    private static func hazard(_ bytes: [UInt8]) -> (message: String, line: Int, column: Int)? {
        var line = 1
        var lineStart = 0
        var depth = 0
        var markers = 0
        var isIndentation = true
        var previous: UInt8 = 0x0a
        for (offset, byte) in bytes.enumerated() {
            let column = offset - lineStart + 1
            switch byte {
            case 0x0a:
                line += 1
                lineStart = offset + 1
                isIndentation = true
                markers = 0
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth > depthLimit { return ("nested more than \(depthLimit) deep", line, column) }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "&"), UInt8(ascii: "*"):
                if [0x0a, 0x20, 0x09, 0x2c, 0x3a, 0x5b, 0x7b].contains(previous) {
                    return (
                        "anchors and aliases are not read here; write the value out, or in quotes without a blank before it", line, column
                    )
                }
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                markers += 1
                if markers > depthLimit * 2, isIndentation { return ("nested more than \(depthLimit) deep", line, column) }
            case 0x20, 0x09:
                if isIndentation, column > indentationLimit { return ("indented more than \(indentationLimit) columns", line, column) }
            default: isIndentation = false
            }
            previous = byte
        }
        return nil
    }
}
