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

    func read(_ bytes: [UInt8], _ body: (FlowInput) throws -> Void) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return try body(problem("NGFW-F009", "not UTF-8 text", line: 0, column: 0))
        }
        // The parser beneath follows nesting by recursion and aliases by copying: both are refused before it sees them.
        if let (message, line, column) = Self.hazard(bytes) {
            return try body(problem("NGFW-F009", message, line: line, column: column))
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let YamlError.scanner(_, message, mark, _), let YamlError.parser(_, message, mark, _),
            let YamlError.composer(_, message, mark, _)
        {
            return try body(problem("NGFW-F009", "not YAML: \(message)", line: mark.line, column: mark.column))
        } catch {
            return try body(problem("NGFW-F009", "not YAML that can be read", line: 0, column: 0))
        }
        switch root {
        case .none: return
        case .sequence(let items):
            for item in items { try body(flow(item)) }
        case .mapping: try body(flow(root ?? Node("")))
        default: try body(problem("NGFW-F009", "expected a list of flows", line: root?.mark?.line ?? 0, column: root?.mark?.column ?? 0))
        }
    }

    private func flow(_ node: Node) -> FlowInput {
        let line = node.mark?.line ?? 0
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
            result.append(FlowField(key: key, value: value, line: mark?.line ?? 0, column: mark?.column ?? 0))
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
