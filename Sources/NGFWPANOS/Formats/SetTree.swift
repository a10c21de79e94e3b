internal import NGFWCore

/// A tree that commands change: elements keep their first place in it until they are moved.
struct SetTree {
    struct Element {
        var name: UInt32
        /// The name of an entry or the text of a member, which tell siblings of one name apart.
        var key: UInt32
        var text: UInt32
        var uuid: UInt32
        var offset: UInt32
        var parent: Int32
        var first: Int32 = -1
        var last: Int32 = -1
        var next: Int32 = -1
        var previous: Int32 = -1
    }

    private struct Key: Hashable {
        var parent: Int32
        var name: UInt32
        var key: UInt32
    }

    static let root: Int32 = 0
    private(set) var elements: [Element] = []
    private var children: [Key: Int32] = [:]
    private(set) var words: [String] = []
    private var wordIDs: [String: UInt32] = [:]

    init() {
        let empty = word("")
        elements.append(Element(name: word("config"), key: empty, text: empty, uuid: empty, offset: 0, parent: -1))
    }

    var count: Int { elements.count }

    func name(of element: Int32) -> String { words[Int(elements[Int(element)].name)] }

    mutating func word(_ text: String) -> UInt32 {
        if let id = wordIDs[text] { return id }
        let id = UInt32(words.count)
        words.append(text)
        wordIDs[text] = id
        return id
    }

    /// The child of a name, and of a key when it is an entry or a member; a new one when there is none.
    mutating func child(_ name: String, key: String = "", of parent: Int32, at offset: UInt32) -> Int32 {
        let identity = Key(parent: parent, name: word(name), key: word(key))
        if let found = children[identity] { return found }
        let index = Int32(elements.count)
        let empty = word("")
        let isMember = name == "member"
        elements.append(
            Element(
                name: identity.name, key: isMember ? empty : identity.key, text: isMember ? identity.key : empty, uuid: empty,
                offset: offset, parent: parent))
        children[identity] = index
        link(index, after: elements[Int(parent)].last)
        return index
    }

    func find(_ name: String, key: String = "", in parent: Int32) -> Int32? {
        guard let name = wordIDs[name], let key = wordIDs[key] else { return nil }
        return children[Key(parent: parent, name: name, key: key)]
    }

    mutating func setText(_ text: String, of element: Int32, at offset: UInt32) {
        elements[Int(element)].text = word(text)
        elements[Int(element)].offset = offset
    }

    mutating func setUUID(_ text: String, of element: Int32) { elements[Int(element)].uuid = word(text) }

    mutating func remove(_ element: Int32) {
        unlink(element)
        let old = elements[Int(element)]
        let isMember = words[Int(old.name)] == "member"
        children[Key(parent: old.parent, name: old.name, key: isMember ? old.text : old.key)] = nil
    }

    /// Moves an element behind a sibling, or to the top.
    mutating func move(_ element: Int32, after sibling: Int32?) {
        unlink(element)
        link(element, after: sibling ?? -1)
    }

    func previous(of element: Int32) -> Int32? {
        let previous = elements[Int(element)].previous
        return previous < 0 ? nil : previous
    }

    func last(in parent: Int32) -> Int32? {
        let last = elements[Int(parent)].last
        return last < 0 ? nil : last
    }

    private mutating func link(_ index: Int32, after sibling: Int32) {
        let parent = Int(elements[Int(index)].parent)
        let next = sibling < 0 ? elements[parent].first : elements[Int(sibling)].next
        elements[Int(index)].previous = sibling
        elements[Int(index)].next = next
        if sibling < 0 { elements[parent].first = index } else { elements[Int(sibling)].next = index }
        if next < 0 { elements[parent].last = index } else { elements[Int(next)].previous = index }
    }

    private mutating func unlink(_ index: Int32) {
        let element = elements[Int(index)]
        let parent = Int(element.parent)
        if element.previous < 0 { elements[parent].first = element.next } else { elements[Int(element.previous)].next = element.next }
        if element.next < 0 { elements[parent].last = element.previous } else { elements[Int(element.next)].previous = element.previous }
    }

    // MARK: The result

    func tree(_ lines: LineTable) -> XMLTree {
        var builder = TreeBuilder()
        let ids = Identifiers(name: builder.identifier("name"), uuid: builder.identifier("uuid"))
        emit(Self.root, ids, &builder)
        return builder.tree(lines)
    }

    private struct Identifiers {
        var name: UInt32
        var uuid: UInt32
    }

    /// Recursion is bounded by the depth that commands may reach.
    private func emit(_ index: Int32, _ ids: Identifiers, _ builder: inout TreeBuilder) {
        let element = elements[Int(index)]
        builder.openElement(words[Int(element.name)], at: element.offset)
        if words[Int(element.name)] == "entry" { builder.addAttribute(ids.name, words[Int(element.key)].utf8) }
        if !words[Int(element.uuid)].isEmpty { builder.addAttribute(ids.uuid, words[Int(element.uuid)].utf8) }
        if element.first < 0 { builder.addText(words[Int(element.text)].utf8) }
        var child = element.first
        while child >= 0 {
            emit(child, ids, &builder)
            child = elements[Int(child)].next
        }
        builder.closeElement()
    }
}
