internal import NGFWCore
internal import Yams

/// Flow descriptions as a YAML list of mappings.
///
///     - source: 172.16.10.11
///       destination: 172.16.20.21
///       protocol: tcp
///       destinationPort: 22
///       expect: {action: allow}
struct YAMLFlows {
    let file: String
    /// Of the text that is read.
    var linesBefore = 0

    func read(_ bytes: [UInt8], _ body: (FlowInput) throws -> Void) throws {
        // A text that must not reach the parser is refused whole, whatever its items look like.
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return try body(problem("NGFW-F009", "not UTF-8 text", line: 0, column: 0))
        }
        if let hazard = YAMLGuard.hazard(bytes) {
            return try body(problem("NGFW-F009", hazard.message, line: hazard.line, column: hazard.column))
        }
        switch YAMLDocuments.read(bytes) {
        case .success(let roots): for root in roots { try read(root, body) }
        case .failure(let error):
            let items = Self.items(bytes)
            guard items.count > 1 else { return try body(problem("NGFW-F009", error.message, line: error.line, column: error.column)) }
            for item in items {
                let part = YAMLFlows(file: file, linesBefore: item.linesBefore)
                switch YAMLDocuments.read(Array(bytes[item.range]), linesBefore: item.linesBefore) {
                case .success(let roots): for root in roots { try part.read(root, body) }
                case .failure(var error):
                    // What the end of the item shows began somewhere in it.
                    if error.line > item.linesBefore + item.lineCount { (error.line, error.column) = (item.linesBefore + 1, 1) }
                    try body(problem("NGFW-F009", error.message, line: error.line, column: error.column))
                }
            }
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

    /// One flow description.
    func flow(_ node: Node) -> FlowInput {
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
            case .sequence(let items):
                let texts = items.compactMap(\.scalar?.string)
                value = texts.count == items.count ? .list(texts) : .other("a list of lists or mappings")
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
}
