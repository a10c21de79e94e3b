internal import NGFWCore

/// Walks a document by an ``ElementTable`` and gathers what has no effect.
struct ElementWalk {
    private var found: [String: ElementTable.Finding] = [:]
    private var order: [String] = []
    private let table: ElementTable
    private let mayRepeat: Bool
    private var places: PlaceCache
    private var path: [String]
    /// Names of children that stood in their parent already, of all open elements.
    private var seen: [UInt32] = []
    private let entry: UInt32?
    private let member: UInt32?

    init(_ table: ElementTable, _ root: XMLElement, mayRepeat: Bool) {
        self.table = table
        self.mayRepeat = mayRepeat
        places = PlaceCache(table)
        path = [root.name]
        entry = root.tree.identifier("entry")
        member = root.tree.identifier("member")
    }

    /// One for each path, in document order.
    var findings: [ElementTable.Finding] { order.compactMap { found[$0] } }

    /// Recursion is bounded by ``Limits/xmlDepth``.
    mutating func walk(_ element: XMLElement, _ place: Int, _ inherited: ElementTable.State?, _ isSkipped: (XMLElement) -> Bool) {
        let here = table.state(place) ?? inherited
        let first = seen.count
        defer { seen.removeLast(seen.count - first) }
        for child in element.children {
            let name = child.nameID
            let next = places.child(of: place, name, child.tree.names)
            let state = next.flatMap { table.state($0) } ?? here
            if !mayRepeat, next != nil, name != entry, name != member {
                if seen[first...].contains(name) { note(child, nil, .repeated) } else { seen.append(name) }
            }
            if !mayRepeat, next != nil, name == entry, state != .ignored, child.attribute("name")?.isEmpty ?? true {
                note(child, nil, .nameless)
            }
            if let next, table.hasChildren(next) {
                guard !isSkipped(child) else { continue }
                if !mayRepeat, child.isLeaf, !child.text.isEmpty, !mayHoldText(child) { note(child, nil, .text) }
                path.append(child.name)
                walk(child, next, here, isSkipped)
                path.removeLast()
            } else if state == .notYet || (next == nil && state != .ignored), !Self.isEmpty(child) {
                let isForeign = next == nil && (table.place("entry", below: place) != nil || path.contains("default-security-rules"))
                note(child, state == .notYet ? .notYet : nil, isForeign ? .foreign : .element)
            }
        }
    }

    /// Older exports write some values as text that newer ones write as elements. Source: reference sections 2.9 and 3.7.
    private func mayHoldText(_ element: XMLElement) -> Bool {
        switch element.name {
        case "ident-by-icmp-type", "ident-by-icmp6-type": true
        case "type": path.suffix(2) == ["external-list", "entry"]
        default: false
        }
    }

    private mutating func note(_ element: XMLElement, _ state: ElementTable.State?, _ kind: ElementTable.Finding.Kind) {
        let text = (path + [element.name]).joined(separator: "/")
        let key = "\(kind.rawValue) \(text)"
        if found[key] != nil {
            found[key]?.count += 1
        } else {
            order.append(key)
            found[key] = ElementTable.Finding(path: text, state: state, kind: kind, count: 1, location: element.location)
        }
    }

    /// Containers without entries, members or text say nothing, nor do lists of `any`.
    private static func isEmpty(_ element: XMLElement) -> Bool {
        element.subtree.allSatisfy { index in
            let inner = XMLElement(tree: element.tree, index: index)
            if inner.name == "member", inner.isLeaf, inner.text == "any" { return true }
            return inner.text.isEmpty && (index == element.index || (inner.name != "entry" && inner.name != "member"))
        }
    }
}

/// The table's places by the numbers that a tree gives names, as far as asked: names are compared once.
struct PlaceCache {
    private let table: ElementTable
    /// Place → number of a name → the child's place.
    private var known: [[Int32]] = []
    private static let none: Int32 = -1
    private static let unasked: Int32 = -2

    init(_ table: ElementTable) { self.table = table }

    mutating func child(of parent: Int, _ name: UInt32, _ names: [String]) -> Int? {
        let name = Int(name)
        if parent < known.count, name < known[parent].count, known[parent][name] != Self.unasked {
            let place = known[parent][name]
            return place == Self.none ? nil : Int(place)
        }
        let place = table.place(names[name], below: parent)
        while known.count <= parent { known.append([]) }
        while known[parent].count <= name { known[parent].append(Self.unasked) }
        known[parent][name] = place.map { Int32($0) } ?? Self.none
        return place
    }
}
