/// A small XML text taken apart into its elements, to be mutated one element at a time. For texts of our own without
/// comments and character data sections.
struct MutantText {
    struct Element {
        var name: String
        /// Names from the root to this element.
        var path: [String]
        /// The whole element, tags included.
        var range: Range<Int>
        /// Between the tags; empty and at the end of the tag for `<x/>`.
        var content: Range<Int>
        var isLeaf: Bool
        var parent: Int?
        var line: Int

        var parentName: String { path.dropLast().last ?? "" }
    }

    let text: [UInt8]
    private(set) var elements: [Element] = []

    init(_ text: [UInt8]) {
        self.text = text
        var open: [Int] = []
        var position = 0
        var line = 1
        while position < text.count {
            defer { position += 1 }
            if text[position] == UInt8(ascii: "\n") { line += 1 }
            guard text[position] == UInt8(ascii: "<"), let end = text[position...].firstIndex(of: UInt8(ascii: ">")) else { continue }
            let inside = String(decoding: text[position + 1..<end], as: UTF8.self)
            if inside.hasPrefix("?") { continue }
            if inside.hasPrefix("/") {
                guard let index = open.popLast() else { return }
                elements[index].content = elements[index].content.lowerBound..<position
                elements[index].range = elements[index].range.lowerBound..<end + 1
                continue
            }
            let name = String(inside.prefix { $0 != " " && $0 != "/" })
            let path = (open.last.map { elements[$0].path } ?? []) + [name]
            if let parent = open.last { elements[parent].isLeaf = false }
            elements.append(
                Element(
                    name: name, path: path, range: position..<end + 1, content: end + 1..<end + 1, isLeaf: true, parent: open.last,
                    line: line))
            if !inside.hasSuffix("/") { open.append(elements.count - 1) }
        }
    }

    func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    /// The attribute `name` of an element's tag, with the place of its value.
    func entryName(_ element: Element) -> Range<Int>? {
        let tag = element.range.lowerBound..<(element.content.lowerBound)
        let bytes = Array(text[tag])
        let key = Array(" name=\"".utf8)
        for start in bytes.indices.dropLast(key.count) where bytes[start..<start + key.count].elementsEqual(key) {
            let first = tag.lowerBound + start + key.count
            guard let end = text[first...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            return first..<end
        }
        return nil
    }

    /// The elements with the same parent and name, this one included.
    func siblings(_ element: Element) -> [Element] {
        elements.filter { $0.parent == element.parent && $0.name == element.name }
    }

    func replacing(_ range: Range<Int>, _ new: String) -> [UInt8] {
        Array(text[..<range.lowerBound]) + Array(new.utf8) + Array(text[range.upperBound...])
    }
}
