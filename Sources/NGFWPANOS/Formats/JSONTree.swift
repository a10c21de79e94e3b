internal import NGFWCore

/// Makes the tree of a configuration in JSON: members of an object are elements, arrays repeat one, keys with `@` are
/// attributes, `#text` is text beside them.
///
///     {"rules": {"entry": [{"@name": "ssh", "from": {"member": ["any"]}, "action": "allow"}]}}
struct JSONTree {
    private let file: String
    private let limits: Limits
    private var builder = TreeBuilder()
    private var problem: JSONSyntaxError?

    /// - Returns: An element that holds what the outermost object holds, or why there is none.
    static func read(_ bytes: [UInt8], name: String, limits: Limits) -> (tree: XMLTree?, diagnostics: [Diagnostic]) {
        var lines = LineTable(file: name)
        lines.append(bytes)
        let hasMark = bytes.starts(with: [0xef, 0xbb, 0xbf])
        let offset = hasMark ? 3 : 0
        do throws(JSONSyntaxError) {
            let value = try JSONParser.parse(hasMark ? Array(bytes.dropFirst(3)) : bytes, depthLimit: 2 * limits.xmlDepth)
            var reader = JSONTree(file: name, limits: limits, offset: offset)
            try reader.element("config", value, 0)
            return (reader.builder.tree(lines), [])
        } catch {
            return (nil, [Messages.json(error.message, at: lines.location(UInt32(clamping: error.offset + offset)))])
        }
    }

    private let offset: Int

    private init(file: String, limits: Limits, offset: Int) {
        self.file = file
        self.limits = limits
        self.offset = offset
    }

    private mutating func element(_ name: String, _ value: JSONValue, _ depth: Int, at place: Int? = nil) throws(JSONSyntaxError) {
        guard depth < limits.xmlDepth else {
            throw JSONSyntaxError(offset: value.offset, message: "elements are nested deeper than \(limits.xmlDepth)")
        }
        guard builder.nodes.count < limits.xmlElements else {
            throw JSONSyntaxError(offset: value.offset, message: "more than \(limits.xmlElements) elements")
        }
        if case .array(let values) = value.content {
            for value in values {
                if case .array = value.content { throw JSONSyntaxError(offset: value.offset, message: "an array in an array") }
                try element(name, value, depth)
            }
            return
        }
        guard builder.names.count <= limits.xmlNames else {
            throw JSONSyntaxError(offset: value.offset, message: "more than \(limits.xmlNames) different names")
        }
        builder.openElement(name, at: UInt32(clamping: (place ?? value.offset) + offset))
        switch value.content {
        case .object(let members): try object(members, depth)
        default: builder.addText(try Self.text(value).utf8)
        }
        builder.closeElement()
    }

    private mutating func object(_ members: [(key: String, offset: Int, value: JSONValue)], _ depth: Int) throws(JSONSyntaxError) {
        for member in members where member.key.hasPrefix("@") {
            builder.addAttribute(builder.identifier(String(member.key.dropFirst())), try Self.text(member.value).utf8)
        }
        let elements = members.filter { !$0.key.hasPrefix("@") && $0.key != "#text" }
        for member in members where member.key == "#text" {
            guard elements.isEmpty else { throw JSONSyntaxError(offset: member.offset, message: "'#text' beside elements") }
            builder.addText(try Self.text(member.value).utf8)
        }
        for member in elements { try element(member.key, member.value, depth + 1, at: member.offset) }
    }

    private static func text(_ value: JSONValue) throws(JSONSyntaxError) -> String {
        switch value.content {
        case .string(let text), .number(let text): return text
        case .null: return ""
        case .bool: throw JSONSyntaxError(offset: value.offset, message: "write \"yes\" or \"no\"")
        case .array, .object: throw JSONSyntaxError(offset: value.offset, message: "expected text")
        }
    }
}
