/// Commands in `set` format, one value or list each, as a device prints them. Source: reference section 6.4.
struct SetWriter: TreeWriter {
    private var text: [UInt8] = []

    static func write(_ root: XMLElement) throws(SpellingProblem) -> [UInt8] {
        var writer = SetWriter()
        let systems = (root.child("devices")?.entries ?? []).flatMap { $0.child("vsys")?.entries ?? [] }
        let isOnly = systems.map(\.entryName) == [PartialConfiguration.system.last?.entry]
        for child in root.children {
            if child.name == "devices", child.entries.count == 1 {
                for element in child.entries[0].children {
                    if element.name == "vsys", isOnly {
                        for inner in element.entries[0].children {
                            try writer.append(inner, writer.path(of: inner, in: PartialConfiguration.system))
                        }
                    } else {
                        try writer.append(element, writer.path(of: element, in: PartialConfiguration.device))
                    }
                }
            } else {
                try writer.append(child, writer.path(of: child, in: []))
            }
        }
        return writer.text
    }

    /// What comes before an element: nothing where its name alone tells its home.
    private func path(of element: XMLElement, in home: [PartialConfiguration.Step]) -> [String] {
        if PartialConfiguration.home(of: element.name) == home { return [] }
        return ["config"] + home.map { $0.entry ?? $0.name }
    }

    /// Recursion is bounded by the depth of the tree.
    private mutating func append(_ element: XMLElement, _ path: [String]) throws(SpellingProblem) {
        let here = path + [element.name == "entry" ? try Self.word(element.entryName) : element.name]
        if element.name == "entry", let uuid = element.attribute("uuid") { line(here + ["uuid", try Self.word(uuid)]) }
        let members = element.members
        if element.isLeaf {
            line(here + (element.rawText.isEmpty ? [] : [try Self.word(element.rawText)]))
        } else if !members.isEmpty {
            var words: [String] = []
            for member in members { words.append(try Self.word(member.text)) }
            line(here + (words.count == 1 ? words : ["["] + words + ["]"]))
        } else {
            for child in element.children { try append(child, here) }
        }
    }

    private mutating func line(_ words: [String]) {
        text += "set ".utf8
        text += words.joined(separator: " ").utf8
        text.append(UInt8(ascii: "\n"))
    }

    /// A value in quotation marks where it needs them. The format has no escapes, so some values have no spelling.
    private static func word(_ value: String) throws(SpellingProblem) -> String {
        let bytes = Array(value.utf8)
        for (index, byte) in bytes.enumerated()
        where byte == UInt8(ascii: "\"") && index + 1 < bytes.count && XMLTree.isSpace(bytes[index + 1]) {
            throw unspeakable(value, "a quotation mark before a blank")
        }
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") && SetCommand.begins(bytes[(index + 1)...]) {
            throw unspeakable(value, "a line that begins like a command")
        }
        let isPlain =
            !bytes.isEmpty && !bytes.contains(where: XMLTree.isSpace) && !["\"", "[", "]", "#"].contains { value.hasPrefix($0) }
        return isPlain ? value : "\"\(value)\""
    }

    private static func unspeakable(_ value: String, _ what: String) -> SpellingProblem {
        SpellingProblem(message: "'\(Messages.clipped(value))' holds \(what), which the set format cannot say; use xml or json")
    }
}
