internal import NGFWCore

/// Builds an ``XMLTree`` in document order: open an element, give it attributes, then text or children, close it.
struct TreeBuilder {
    private(set) var nodes: [XMLTree.Node] = []
    private(set) var attributes: [XMLTree.Attribute] = []
    private(set) var text: [UInt8] = []
    private(set) var names: [String] = []
    private var nameIDs: [String: UInt32] = [:]
    /// Elements that are not closed yet, outermost first.
    private(set) var open: [Int] = []
    /// Attributes that came behind text or children of their elements.
    private var late: [(node: Int, attribute: XMLTree.Attribute)] = []

    /// The number of an element's or attribute's name.
    mutating func identifier(_ name: String) -> UInt32 {
        if let id = nameIDs[name] { return id }
        let id = UInt32(names.count)
        names.append(name)
        nameIDs[name] = id
        return id
    }

    /// Makes room for as many elements as will come.
    mutating func reserve(_ count: Int) { nodes.reserveCapacity(count) }

    mutating func openElement(_ name: UInt32, at offset: UInt32) {
        nodes.append(
            XMLTree.Node(
                name: name, end: 0, offset: offset, textStart: UInt32(text.count), textCount: 0, firstAttribute: UInt32(attributes.count)))
        open.append(nodes.count - 1)
    }

    mutating func openElement(_ name: String, at offset: UInt32) { openElement(identifier(name), at: offset) }

    /// Only before the first text or child of the element that was opened last.
    mutating func addAttribute(_ name: UInt32, _ value: some Sequence<UInt8>) {
        let start = text.count
        text.append(contentsOf: value)
        attributes.append(XMLTree.Attribute(name: name, textStart: UInt32(start), textCount: UInt32(text.count - start)))
        nodes[nodes.count - 1].textStart = UInt32(text.count)
    }

    /// The same for an open element that may have text or children already.
    mutating func addAttribute(_ name: UInt32, _ value: [UInt8], to node: Int) {
        if node == nodes.count - 1, nodes[node].textCount == 0 { return addAttribute(name, value) }
        late.append((node, XMLTree.Attribute(name: name, textStart: UInt32(text.count), textCount: UInt32(value.count))))
        text += value
    }

    /// Only while the element that was opened last has no children, and in one piece when it has late attributes.
    mutating func addText(_ bytes: some Sequence<UInt8>) {
        let before = text.count
        text.append(contentsOf: bytes)
        nodes[nodes.count - 1].textCount += UInt32(text.count - before)
    }

    /// Takes the text of the element that was opened last away again; whether it was more than white space.
    mutating func dropText() -> Bool {
        let start = Int(nodes[nodes.count - 1].textStart)
        // No slice may be alive when the text is cut: it would be copied whole for every element.
        let isMore = !text[start...].allSatisfy(XMLTree.isSpace)
        text.removeLast(text.count - start)
        nodes[nodes.count - 1].textCount = 0
        return isMore
    }

    /// Whether the innermost open element has no children yet.
    var isInLeaf: Bool { open.last == nodes.count - 1 }

    mutating func closeElement() {
        if let index = open.popLast() { nodes[index].end = UInt32(nodes.count) }
    }

    /// Appends an element of another tree with all below it; places and texts are the other tree's.
    mutating func append(_ element: XMLElement) {
        openElement(element.name, at: element.offset)
        for attribute in element.attributes { addAttribute(identifier(attribute.name), attribute.value.utf8) }
        if element.isLeaf { addText(element.rawText.utf8) }
        for child in element.children { append(child) }
        closeElement()
    }

    func tree(_ lines: LineTable) -> XMLTree {
        var builder = self
        builder.insertLateAttributes()
        return builder.finished(lines)
    }

    /// Attributes stand in the order of their elements.
    private mutating func insertLateAttributes() {
        guard !late.isEmpty else { return }
        let added = late.enumerated().sorted { ($0.element.node, $0.offset) < ($1.element.node, $1.offset) }.map(\.element)
        var all: [XMLTree.Attribute] = []
        var next = 0
        for index in nodes.indices {
            let end = index + 1 < nodes.count ? Int(nodes[index + 1].firstAttribute) : attributes.count
            let own = attributes[Int(nodes[index].firstAttribute)..<end]
            nodes[index].firstAttribute = UInt32(all.count)
            all += own
            while next < added.count, added[next].node == index {
                all.append(added[next].attribute)
                next += 1
            }
        }
        attributes = all
        late = []
    }

    private func finished(_ lines: LineTable) -> XMLTree {
        XMLTree(nodes: nodes, attributes: attributes, names: names, text: text, lines: lines)
    }
}
