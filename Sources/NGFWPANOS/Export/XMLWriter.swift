/// XML with one element a line.
struct XMLWriter: TreeWriter {
    private var text: [UInt8] = []

    static func write(_ root: XMLElement) throws(SpellingProblem) -> [UInt8] {
        var writer = XMLWriter()
        writer.text += "<?xml version=\"1.0\"?>\n".utf8
        try writer.append(root, depth: 0)
        return writer.text
    }

    /// Recursion is bounded by the depth of the tree.
    private mutating func append(_ element: XMLElement, depth: Int) throws(SpellingProblem) {
        text += repeatElement(UInt8(ascii: " "), count: 2 * depth)
        text += "<\(element.name)".utf8
        for attribute in element.attributes {
            text += " \(attribute.name)=\"".utf8
            try append(attribute.value, isAttribute: true)
            text.append(UInt8(ascii: "\""))
        }
        if element.isLeaf {
            if element.rawText.isEmpty {
                text += "/>\n".utf8
            } else {
                text.append(UInt8(ascii: ">"))
                try append(element.rawText, isAttribute: false)
                text += "</\(element.name)>\n".utf8
            }
            return
        }
        text += ">\n".utf8
        for child in element.children { try append(child, depth: depth + 1) }
        text += repeatElement(UInt8(ascii: " "), count: 2 * depth)
        text += "</\(element.name)>\n".utf8
    }

    private mutating func append(_ value: String, isAttribute: Bool) throws(SpellingProblem) {
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;".utf8
            case "<": text += "&lt;".utf8
            case ">": text += "&gt;".utf8
            case "\"" where isAttribute: text += "&quot;".utf8
            case "\r": text += "&#13;".utf8
            // In attributes they would be read as blanks.
            case "\n" where isAttribute: text += "&#10;".utf8
            case "\t" where isAttribute: text += "&#9;".utf8
            case "\n", "\t": text += String(scalar).utf8
            case "\u{0}"..."\u{1f}", "\u{fffe}", "\u{ffff}":
                throw SpellingProblem(message: "'\(Messages.clipped(value))' holds a character that XML cannot")
            default: text += String(scalar).utf8
            }
        }
    }
}
