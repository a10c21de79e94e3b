internal import NGFWCore

/// A document as one flat array of elements in document order, names interned, texts in one buffer.
///
/// An element costs 24 bytes plus its text and attributes. Children of element *i* begin at *i* + 1; the next sibling
/// of an element stands at its `end`.
final class XMLTree: Sendable {
    struct Node: Sendable {
        var name: UInt32
        /// The index behind the last descendant.
        var end: UInt32
        /// The offset of `<` in the document.
        var offset: UInt32
        var textStart: UInt32
        var textCount: UInt32
        var firstAttribute: UInt32
    }

    struct Attribute: Sendable {
        var name: UInt32
        var textStart: UInt32
        var textCount: UInt32
    }

    let nodes: [Node]
    let attributes: [Attribute]
    let names: [String]
    private let text: [UInt8]
    let lines: LineTable

    init(nodes: [Node], attributes: [Attribute], names: [String], text: [UInt8], lines: LineTable) {
        self.nodes = nodes
        self.attributes = attributes
        self.names = names
        self.text = text
        self.lines = lines
    }

    /// The number of a name, `nil` when no element and no attribute has it.
    func identifier(_ name: String) -> UInt32? { names.firstIndex(of: name).map { UInt32($0) } }

    var root: XMLElement { XMLElement(tree: self, index: 0) }
    var file: String { lines.file }

    func location(_ index: Int) -> SourceLocation { lines.location(nodes[index].offset) }

    /// The text without XML white space at its ends.
    func string(_ start: UInt32, _ count: UInt32) -> String {
        var slice = text[Int(start)..<Int(start) + Int(count)]
        while let byte = slice.first, Self.isSpace(byte) { slice.removeFirst() }
        while let byte = slice.last, Self.isSpace(byte) { slice.removeLast() }
        return String(decoding: slice, as: UTF8.self)
    }

    /// The text with the white space at its ends.
    func wholeString(_ start: UInt32, _ count: UInt32) -> String {
        String(decoding: text[Int(start)..<Int(start) + Int(count)], as: UTF8.self)
    }

    /// The element that stands for text between the elements of a configuration; no element of XML can be called so.
    static let strayName = "(text)"

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }
}

/// One element of a tree.
struct XMLElement: Sendable {
    let tree: XMLTree
    let index: Int

    private var node: XMLTree.Node { tree.nodes[index] }
    var nameID: UInt32 { node.name }
    var name: String { tree.names[Int(node.name)] }
    var text: String { tree.string(node.textStart, node.textCount) }
    /// ``text`` with the white space at its ends.
    var rawText: String { tree.wholeString(node.textStart, node.textCount) }
    var location: SourceLocation { tree.location(index) }
    /// Of the tag in the document.
    var offset: UInt32 { node.offset }
    /// Indices of the element and all its descendants.
    var subtree: Range<Int> { index..<Int(node.end) }
    var isLeaf: Bool { Int(node.end) == index + 1 }

    var children: Children { Children(tree: tree, position: index + 1, end: Int(node.end)) }

    /// The first child of a name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// Follows names down, first children only.
    func descendant(_ path: String...) -> XMLElement? {
        var element = self
        for name in path {
            guard let next = element.child(name) else { return nil }
            element = next
        }
        return element
    }

    var hasAttributes: Bool { !ownAttributes.isEmpty }

    func attribute(_ name: String) -> String? {
        for attribute in ownAttributes where tree.names[Int(attribute.name)] == name {
            return tree.string(attribute.textStart, attribute.textCount)
        }
        return nil
    }

    var attributes: [(name: String, value: String)] {
        ownAttributes.map { (tree.names[Int($0.name)], tree.string($0.textStart, $0.textCount)) }
    }

    private var ownAttributes: ArraySlice<XMLTree.Attribute> {
        let end = index + 1 < tree.nodes.count ? Int(tree.nodes[index + 1].firstAttribute) : tree.attributes.count
        return tree.attributes[Int(node.firstAttribute)..<end]
    }

    struct Children: Sequence, IteratorProtocol {
        let tree: XMLTree
        var position: Int
        let end: Int

        static func none(in tree: XMLTree) -> Children { Children(tree: tree, position: 0, end: 0) }

        mutating func next() -> XMLElement? {
            guard position < end else { return nil }
            defer { position = Int(tree.nodes[position].end) }
            return XMLElement(tree: tree, index: position)
        }
    }
}
