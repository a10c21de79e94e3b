internal import NGFWCore

/// Makes the tree of a configuration in JSON: members of an object are elements, arrays repeat one, keys with `@` are
/// attributes, `#text` is text beside them.
///
///     {"rules": {"entry": [{"@name": "ssh", "from": {"member": ["any"]}, "action": "allow"}]}}
struct JSONTree {
    private static let attributeLimit = 64
    private let limits: Limits
    private var builder = TreeBuilder()
    /// Bytes before the text that the parser has.
    private let offset: Int

    /// - Returns: An element that holds what the outermost object holds, or why there is none.
    static func read(_ bytes: [UInt8], name: String, limits: Limits) -> (tree: XMLTree?, diagnostics: [Diagnostic]) {
        var lines = LineTable(file: name)
        lines.append(bytes)
        let hasMark = bytes.starts(with: [0xef, 0xbb, 0xbf])
        var reader = JSONTree(limits: limits, offset: hasMark ? 3 : 0)
        var parser = JSONParser(hasMark ? Array(bytes.dropFirst(3)) : bytes, depthLimit: 2 * limits.xmlDepth)
        do throws(JSONSyntaxError) {
            let kind = try parser.kind()
            try reader.element("config", &parser, kind, depth: 0, at: parser.position)
            try parser.end()
            return (reader.builder.tree(lines), [])
        } catch {
            return (nil, [Messages.json(error.message, at: lines.location(UInt32(clamping: error.offset + reader.offset)))])
        }
    }

    private init(limits: Limits, offset: Int) {
        self.limits = limits
        self.offset = offset
    }

    /// Reads the value that stands next as elements of a name. Recursion is bounded by ``Limits/xmlDepth``.
    private mutating func elements(_ name: String, _ parser: inout JSONParser, depth: Int, at place: Int) throws(JSONSyntaxError) {
        guard depth < limits.xmlDepth else {
            throw JSONSyntaxError(offset: place, message: "elements are nested deeper than \(limits.xmlDepth)")
        }
        let kind = try parser.kind()
        guard kind == .array else { return try element(name, &parser, kind, depth: depth, at: place) }
        var isEmpty = true
        try parser.array { (parser) throws(JSONSyntaxError) in
            isEmpty = false
            let kind = try parser.kind()
            if kind == .array { throw JSONSyntaxError(offset: parser.position, message: "an array in an array") }
            try element(name, &parser, kind, depth: depth, at: parser.position)
        }
        // `"source": []` is a list without members, not a rule without sources.
        if isEmpty, name != "entry", name != "member" {
            try open(name, at: place)
            builder.closeElement()
        }
    }

    private mutating func element(
        _ name: String, _ parser: inout JSONParser, _ kind: JSONParser.Kind, depth: Int, at place: Int
    ) throws(JSONSyntaxError) {
        try open(name, at: place)
        if kind == .object {
            try object(&parser, depth: depth)
        } else if kind == .scalar {
            builder.addText(try text(&parser).utf8)
        } else {
            throw JSONSyntaxError(offset: parser.position, message: "expected an object")
        }
        builder.closeElement()
    }

    private mutating func open(_ name: String, at place: Int) throws(JSONSyntaxError) {
        guard builder.nodes.count < limits.xmlElements else {
            throw JSONSyntaxError(offset: place, message: "more than \(limits.xmlElements) elements")
        }
        guard builder.names.count <= limits.xmlNames else {
            throw JSONSyntaxError(offset: place, message: "more than \(limits.xmlNames) different names")
        }
        builder.openElement(name, at: UInt32(clamping: place + offset))
    }

    private mutating func object(_ parser: inout JSONParser, depth: Int) throws(JSONSyntaxError) {
        let node = builder.nodes.count - 1
        var attributes: [String] = []
        var textPlace: Int?
        var hasElements = false
        try parser.object { (parser, key, place) throws(JSONSyntaxError) in
            if key.hasPrefix("@") {
                guard !attributes.contains(key), attributes.count < Self.attributeLimit else {
                    throw JSONSyntaxError(offset: place, message: "'\(key.prefix(60))' stands twice in its object, or too many like it")
                }
                attributes.append(key)
                builder.addAttribute(builder.identifier(String(key.dropFirst())), Array(try text(&parser).utf8), to: node)
            } else if key == "#text" {
                guard textPlace == nil, !hasElements else {
                    throw JSONSyntaxError(offset: place, message: hasElements ? "'#text' beside elements" : "a second '#text'")
                }
                textPlace = place
                builder.addText(try text(&parser).utf8)
            } else {
                if let textPlace { throw JSONSyntaxError(offset: textPlace, message: "'#text' beside elements") }
                hasElements = true
                try elements(key, &parser, depth: depth + 1, at: place)
            }
        }
    }

    private func text(_ parser: inout JSONParser) throws(JSONSyntaxError) -> String {
        guard try parser.kind() == .scalar else { throw JSONSyntaxError(offset: parser.position, message: "expected text") }
        let place = parser.position
        switch try parser.scalar() {
        case .string(let text), .number(let text):
            guard text.utf8.count <= limits.xmlTextBytes else {
                throw JSONSyntaxError(offset: place, message: "a text of more than \(limits.xmlTextBytes) bytes")
            }
            return text
        case .bool: throw JSONSyntaxError(offset: place, message: "write \"yes\" or \"no\"")
        default: return ""
        }
    }
}
