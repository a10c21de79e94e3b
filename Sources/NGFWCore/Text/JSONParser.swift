/// A JSON value with the places of its parts, which is why Foundation's decoder is not used here.
package struct JSONValue {
    package enum Content {
        case null
        case bool(Bool)
        /// As written.
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([(key: String, offset: Int, value: JSONValue)])
    }

    package var content: Content
    /// Of its first byte.
    package var offset: Int
}

package struct JSONSyntaxError: Error {
    package var offset: Int
    package var message: String

    package init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}

/// Reads JSON (RFC 8259), strictly, with bounded nesting: one value as a whole, or part by part as it stands in the text.
package struct JSONParser {
    package enum Kind {
        case object
        case array
        case scalar
    }

    private let bytes: [UInt8]
    private let depthLimit: Int
    /// The offset of what is read next.
    package private(set) var position = 0
    private var depth = 0

    package init(_ bytes: [UInt8], depthLimit: Int = 16) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    /// The value that makes up the whole text.
    ///
    /// - Parameter depthLimit: how deep arrays and objects may be nested.
    package static func parse(_ bytes: [UInt8], depthLimit: Int = 16) throws(JSONSyntaxError) -> JSONValue {
        var parser = JSONParser(bytes, depthLimit: depthLimit)
        let value = try parser.value()
        try parser.end()
        return value
    }

    /// What the next value is; ``position`` is then that of its first byte.
    package mutating func kind() throws(JSONSyntaxError) -> Kind {
        skipBlanks()
        guard depth < depthLimit else { throw error("nested more than \(depthLimit) deep") }
        return current == UInt8(ascii: "{") ? .object : current == UInt8(ascii: "[") ? .array : .scalar
    }

    /// Reads an object; `body` gets each key with its offset, and reads the value.
    package mutating func object(
        _ body: (inout JSONParser, String, Int) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        try list(until: UInt8(ascii: "}"), "expected ',' or '}'") { (parser) throws(JSONSyntaxError) in
            let offset = parser.position
            guard parser.current == UInt8(ascii: "\"") else { throw parser.error("expected a key in double quotes") }
            let key = try parser.string()
            parser.skipBlanks()
            guard parser.current == UInt8(ascii: ":") else { throw parser.error("expected ':' after the key '\(key.prefix(60))'") }
            parser.position += 1
            try body(&parser, key, offset)
        }
    }

    /// Reads an array; `body` reads each value.
    package mutating func array(_ body: (inout JSONParser) throws(JSONSyntaxError) -> Void) throws(JSONSyntaxError) {
        try list(until: UInt8(ascii: "]"), "expected ',' or ']'", body)
    }

    /// Reads a value that is neither an object nor an array.
    package mutating func scalar() throws(JSONSyntaxError) -> JSONValue.Content {
        skipBlanks()
        switch current {
        case UInt8(ascii: "\""): return .string(try string())
        case .some(UInt8(ascii: "-")), .some(0x30...0x39): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw error("the text ends where a value is expected")
        default: throw error("expected a value")
        }
    }

    /// Nothing may stand behind the value.
    package mutating func end() throws(JSONSyntaxError) {
        skipBlanks()
        guard position == bytes.count else { throw error("text after the value") }
    }

    private func error(_ message: String) -> JSONSyntaxError { JSONSyntaxError(offset: position, message: message) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    /// Recursion is bounded by the depth limit.
    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        let kind = try kind()
        let offset = position
        switch kind {
        case .object:
            var members: [(key: String, offset: Int, value: JSONValue)] = []
            try object { (parser, key, offset) throws(JSONSyntaxError) in members.append((key, offset, try parser.value())) }
            return JSONValue(content: .object(members), offset: offset)
        case .array:
            var values: [JSONValue] = []
            try array { (parser) throws(JSONSyntaxError) in values.append(try parser.value()) }
            return JSONValue(content: .array(values), offset: offset)
        case .scalar: return JSONValue(content: try scalar(), offset: offset)
        }
    }

    private mutating func list(
        until last: UInt8, _ expected: String, _ body: (inout JSONParser) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        depth += 1
        position += 1
        skipBlanks()
        while current != last {
            try body(&self)
            skipBlanks()
            if current == last { break }
            guard current == UInt8(ascii: ",") else { throw error(expected) }
            position += 1
            skipBlanks()
            // A comma wants something behind it.
            if current == last { throw error(last == UInt8(ascii: "}") ? "expected a key in double quotes" : "expected a value") }
        }
        position += 1
        depth -= 1
    }

    private mutating func word(_ text: String, _ content: JSONValue.Content) throws(JSONSyntaxError) -> JSONValue.Content {
        guard bytes[position...].starts(with: text.utf8) else { throw error("expected a value") }
        position += text.utf8.count
        return content
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue.Content {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let first = position
        try digits()
        if bytes[first] == UInt8(ascii: "0"), position > first + 1 { throw error("a number begins with a superfluous 0") }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
        if position == start { throw error("expected a digit") }
    }

    private mutating func string() throws(JSONSyntaxError) -> String {
        let start = position
        position += 1
        // Most texts have no escapes and are taken as they stand.
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        var text = Array(bytes[start + 1..<position])
        while true {
            guard let byte = current else { throw JSONSyntaxError(offset: start, message: "text without its closing quote") }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let result = String(validating: text, as: UTF8.self) else {
                    throw JSONSyntaxError(offset: start, message: "text that is not UTF-8")
                }
                return result
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &text)
            case 0x0a, 0x0d: throw JSONSyntaxError(offset: start, message: "text without its closing quote")
            case 0..<0x20: throw error("a control character in text; write it as an escape")
            default:
                text.append(byte)
                position += 1
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        guard let byte = current else { throw error("the text ends in an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if (0xd800..<0xdc00).contains(code), bytes[position...].starts(with: "\\u".utf8) {
                position += 2
                let low = try codeUnit()
                guard (0xdc00..<0xe000).contains(low) else { throw error("half a surrogate pair") }
                code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("half a surrogate pair") }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw error("unknown escape")
        }
    }

    private mutating func codeUnit() throws(JSONSyntaxError) -> UInt32 {
        guard position + 4 <= bytes.count, bytes[position..<(position + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { throw error("expected four hexadecimal digits") }
        position += 4
        return code
    }
}
