internal import NGFWCore

/// A tree that commands change: elements keep their first place in it until they are moved.
///
/// Names, keys and texts are numbers of ``words``; those of the table of elements have the numbers that the table gives them.
struct SetTree {
    struct Element {
        var name: UInt32
        /// The name of an entry or the text of a member, which tell siblings of one name apart.
        var key: UInt32
        var text: UInt32 = SetTree.none
        var offset: UInt32
        var parent: Int32
        var first: Int32 = -1
        var last: Int32 = -1
        var next: Int32 = -1
        var previous: Int32 = -1
    }

    static let root: Int32 = 0
    /// The number of the empty text.
    static let none: UInt32 = 0

    private(set) var elements: [Element] = []
    var words: WordTable
    let entry: UInt32
    let member: UInt32
    /// An element + 1 by parent, name and key; 0 is free, ``gone`` was an element that was removed.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private var usedSlots = 0
    private var uuids: [Int32: UInt32] = [:]
    private let seed: UInt64

    private static let gone = UInt32.max

    /// - Parameter names: those that get the numbers from 0 on; the first one is empty.
    init(names: [String]) {
        // The library's hasher has a seed of the process, which outsiders do not know.
        seed = UInt64(bitPattern: Int64(Hasher().finalize()))
        words = WordTable(seed: seed)
        for name in names { _ = words.number(of: name) }
        entry = words.number(of: "entry")
        member = words.number(of: "member")
        elements.append(Element(name: words.number(of: "config"), key: Self.none, offset: 0, parent: -1))
    }

    var count: Int { elements.count }

    func name(of element: Int32) -> UInt32 { elements[Int(element)].name }

    func isEntry(_ element: Int32) -> Bool { name(of: element) == entry }

    /// The child of a name, and of a key when it is an entry or a member; a new one when there is none.
    mutating func child(_ name: UInt32, key: UInt32 = none, of parent: Int32, at offset: UInt32) -> Int32 {
        let slot = slot(parent, name, key)
        if slots[slot] != 0 { return Int32(bitPattern: slots[slot] - 1) }
        let index = Int32(elements.count)
        elements.append(Element(name: name, key: key, offset: offset, parent: parent))
        slots[slot] = UInt32(index) + 1
        usedSlots += 1
        link(index, after: elements[Int(parent)].last)
        if 2 * usedSlots > slots.count { rebuild() }
        return index
    }

    func find(_ name: UInt32, key: UInt32 = none, in parent: Int32) -> Int32? {
        let slot = slot(parent, name, key)
        return slots[slot] == 0 ? nil : Int32(bitPattern: slots[slot] - 1)
    }

    mutating func setText(_ text: UInt32, of element: Int32, at offset: UInt32) {
        elements[Int(element)].text = text
        elements[Int(element)].offset = offset
    }

    mutating func setUUID(_ text: UInt32, of element: Int32) { uuids[element] = text }

    mutating func remove(_ element: Int32) {
        unlink(element)
        let old = elements[Int(element)]
        slots[slot(old.parent, old.name, old.key)] = Self.gone
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

    // MARK: Slots

    /// The slot that has the child, or the free one where it belongs.
    private func slot(_ parent: Int32, _ name: UInt32, _ key: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = home(parent, name, key) & mask
        while slots[slot] != 0 {
            if slots[slot] != Self.gone {
                let element = elements[Int(slots[slot] - 1)]
                if element.parent == parent, element.name == name, element.key == key { return slot }
            }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func home(_ parent: Int32, _ name: UInt32, _ key: UInt32) -> Int {
        let first = WordTable.fold(seed ^ (UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(name)), 0x9e37_79b9_7f4a_7c15)
        return Int(truncatingIfNeeded: WordTable.fold(first ^ UInt64(key), seed | 1))
    }

    /// Twice the slots, without those of removed elements.
    private mutating func rebuild() {
        let old = slots
        slots = [UInt32](repeating: 0, count: 2 * old.count)
        usedSlots = 0
        for entry in old where entry != 0 && entry != Self.gone {
            let element = elements[Int(entry - 1)]
            slots[slot(element.parent, element.name, element.key)] = entry
            usedSlots += 1
        }
    }

    // MARK: The result

    /// The tree of all that is in; this one is used up.
    mutating func tree(_ lines: LineTable) -> XMLTree {
        slots = []
        words.close()
        var writer = Writer(tree: self)
        elements = []
        writer.append(Self.root)
        return writer.builder.tree(lines)
    }

    private struct Writer {
        let tree: SetTree
        var builder = TreeBuilder()
        /// The builder's numbers of names by those of words.
        private var names: [UInt32: UInt32] = [:]
        private let nameID: UInt32
        private let uuidID: UInt32

        init(tree: SetTree) {
            self.tree = tree
            nameID = builder.identifier("name")
            uuidID = builder.identifier("uuid")
            builder.reserve(tree.count)
        }

        private mutating func name(_ word: UInt32) -> UInt32 {
            if let id = names[word] { return id }
            let id = builder.identifier(tree.words.string(word))
            names[word] = id
            return id
        }

        /// Recursion is bounded by the depth that commands may reach.
        mutating func append(_ index: Int32) {
            let element = tree.elements[Int(index)]
            builder.openElement(name(element.name), at: element.offset)
            if element.name == tree.entry { builder.addAttribute(nameID, tree.words.text(element.key)) }
            if let uuid = tree.uuids[index] { builder.addAttribute(uuidID, tree.words.text(uuid)) }
            if element.first < 0 {
                let isMember = element.name == tree.member && element.text == SetTree.none
                builder.addText(tree.words.text(isMember ? element.key : element.text))
            }
            var child = element.first
            while child >= 0 {
                append(child)
                child = tree.elements[Int(child)].next
            }
            builder.closeElement()
        }
    }
}
