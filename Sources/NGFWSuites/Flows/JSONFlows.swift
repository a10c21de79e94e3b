internal import NGFWCore

/// Flow descriptions in JSON: one object, wherever it stands.
package enum JSONFlows {
    /// A flow from one object's text.
    ///
    /// - Parameters:
    ///   - line: of the first byte.
    ///   - column: of the first byte.
    package static func flow(_ bytes: [UInt8], file: String, line: Int, column: Int) -> FlowInput {
        let places = Places(bytes, line: line, column: column)
        let sourceLine = places.lineCount == 1 && column == 1 ? bytes : nil
        do throws(JSONSyntaxError) {
            let value = try JSONParser.parse(bytes)
            guard case .object(let members) = value.content else {
                throw JSONSyntaxError(offset: value.offset, message: "expected an object such as {\"source\": …}")
            }
            return FlowBuilder.build(fields(members, prefix: "", places), file: file, line: line, sourceLine: sourceLine)
        } catch {
            let place = places.place(error.offset)
            let location = SourceLocation(file: file, line: place.line, column: place.column)
            let diagnostic = Diagnostic(.error, "NGFW-F002", "not JSON: \(error.message)", at: location)
            return .problems([FlowProblem(diagnostic: diagnostic, sourceLine: sourceLine)])
        }
    }

    /// What is expected of a flow, from the object in a field of another format; `nil` when it is none.
    package static func expectation(_ text: String, line: Int, column: Int) -> [FlowField]? {
        let bytes = Array(text.utf8)
        guard let value = try? JSONParser.parse(bytes), case .object(let members) = value.content else { return nil }
        return fields(members, prefix: "expect.", Places(bytes, line: line, column: column))
    }

    private static func fields(
        _ members: [(key: String, offset: Int, value: JSONValue)], prefix: String, _ places: Places
    ) -> [FlowField] {
        var result: [FlowField] = []
        for member in members {
            let key = prefix + member.key
            let value: FlowField.Value
            switch member.value.content {
            case .null: continue
            case .string(let text): value = .text(text)
            case .number(let text): value = .number(text)
            case .bool(let flag): value = .flag(flag)
            case .array(let items):
                let texts = items.compactMap(text)
                value = texts.count == items.count ? .list(texts) : .other("a list of lists or objects")
            case .object(let inner):
                if key == "expect" {
                    result += fields(inner, prefix: "expect.", places)
                    continue
                }
                value = .other("an object")
            }
            let isKeyKnown = FlowBuilder.keys.contains(key)
            let place = places.place(isKeyKnown ? member.value.offset : member.offset)
            result.append(FlowField(key: key, value: value, line: place.line, column: place.column))
        }
        return result
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value.content {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    /// Byte offsets to lines and columns.
    private struct Places {
        private var starts = [0]
        private let line: Int
        private let column: Int

        init(_ bytes: [UInt8], line: Int, column: Int) {
            self.line = line
            self.column = column
            for (offset, byte) in bytes.enumerated() where byte == 0x0a { starts.append(offset + 1) }
        }

        var lineCount: Int { starts.count }

        func place(_ offset: Int) -> (line: Int, column: Int) {
            let index = (starts.firstIndex { $0 > offset } ?? starts.count) - 1
            return (line + index, offset - starts[index] + (index == 0 ? column : 1))
        }
    }
}

/// Finds the objects of a JSON array, or of values one after the other, without reading them: what is wrong with one
/// does not spoil the next.
struct JSONSplitter {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.firstIndex { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 } ?? bytes.count
        for index in 0..<position where bytes[index] == 0x0a { advanceLine(index) }
        if position < bytes.count, bytes[position] == UInt8(ascii: "[") { position += 1 }
    }

    private mutating func advanceLine(_ index: Int) {
        line += 1
        lineStart = index + 1
    }

    /// The next element's bytes and place; `nil` at the end.
    mutating func next() -> (bytes: [UInt8], line: Int, column: Int)? {
        skipSeparators()
        guard position < bytes.count else { return nil }
        let start = position
        let place = (line: line, column: start - lineStart + 1)
        var depth = 0
        var isInText = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x0a {
                advanceLine(position)
                // No text goes over a line end: one that is not closed ends here, and with it the element's damage.
                isInText = false
            } else if isInText {
                if byte == UInt8(ascii: "\\") { position += 1 } else if byte == UInt8(ascii: "\"") { isInText = false }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth <= 0 {
                    position += depth == 0 ? 1 : 0
                    break
                }
            } else if byte == UInt8(ascii: ","), depth == 0 {
                break
            }
            position += 1
        }
        position = min(position, bytes.count)
        if position == start { position += 1 }
        return (Array(bytes[start..<position]), place.line, place.column)
    }

    private mutating func skipSeparators() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x0a { advanceLine(position) }
            let isFinalBracket = byte == UInt8(ascii: "]") && bytes[(position + 1)...].allSatisfy { $0 <= 0x20 }
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 || byte == UInt8(ascii: ",") || isFinalBracket
            else { return }
            position += 1
        }
    }
}
