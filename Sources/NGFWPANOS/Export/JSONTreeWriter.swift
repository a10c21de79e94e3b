/// JSON with one element a line; see ``JSONTree`` for the shape.
struct JSONTreeWriter: TreeWriter {
    private var text: [UInt8] = []

    static func write(_ root: XMLElement) throws(SpellingProblem) -> [UInt8] {
        var writer = JSONTreeWriter()
        writer.text += "{\n  ".utf8
        writer.append(key: root.name)
        writer.append(root, depth: 1)
        writer.text += "\n}\n".utf8
        return writer.text
    }

    private mutating func append(key: String) {
        append(key)
        text += ": ".utf8
    }

    /// Recursion is bounded by the depth of the tree.
    private mutating func append(_ element: XMLElement, depth: Int) {
        let attributes = element.attributes
        if element.isLeaf, attributes.isEmpty {
            append(element.rawText)
            return
        }
        let indentation = "\n" + String(repeating: "  ", count: depth + 1)
        var isFirst = true
        func separator() -> String {
            defer { isFirst = false }
            return (isFirst ? "" : ",") + indentation
        }
        text.append(UInt8(ascii: "{"))
        for attribute in attributes {
            text += separator().utf8
            append(key: "@" + attribute.name)
            append(attribute.value)
        }
        if element.isLeaf, !element.text.isEmpty {
            text += separator().utf8
            append(key: "#text")
            append(element.rawText)
        }
        for group in Self.groups(element) {
            text += separator().utf8
            append(key: group[0].name)
            append(group, depth: depth + 1)
        }
        text += "\n\(String(repeating: "  ", count: depth))}".utf8
    }

    private mutating func append(_ group: [XMLElement], depth: Int) {
        guard group.count > 1 || ["entry", "member"].contains(group[0].name) else {
            append(group[0], depth: depth)
            return
        }
        text.append(UInt8(ascii: "["))
        for (index, element) in group.enumerated() {
            text += (index == 0 ? "" : ", ").utf8
            append(element, depth: depth)
        }
        text.append(UInt8(ascii: "]"))
    }

    /// Children by name, in the order of first appearance.
    private static func groups(_ element: XMLElement) -> [[XMLElement]] {
        var places: [String: Int] = [:]
        var groups: [[XMLElement]] = []
        for child in element.children {
            if let place = places[child.name] {
                groups[place].append(child)
            } else {
                places[child.name] = groups.count
                groups.append([child])
            }
        }
        return groups
    }

    private mutating func append(_ value: String) {
        text.append(UInt8(ascii: "\""))
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\"".utf8
            case "\\": text += "\\\\".utf8
            case "\n": text += "\\n".utf8
            case "\r": text += "\\r".utf8
            case "\t": text += "\\t".utf8
            case "\u{0}"..."\u{1f}", "\u{7f}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            default: text += String(scalar).utf8
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
