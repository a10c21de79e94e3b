internal import NGFWCore
internal import NGFWPolicy

/// Walks a document by an ``ElementTable`` and gathers what has no effect: a limited number of findings, errors and
/// warnings apart, so that a flood of the one does not hide the other.
struct ElementWalk {
    /// A place stands for its path.
    private struct Key: Hashable {
        var kind: ElementTable.Finding.Kind
        var parent: Int
        var name: UInt32
    }

    private static let limit = 1_000
    private var found: [ElementTable.Finding] = []
    private var indices: [Key: Int] = [:]
    private var errorCount = 0
    private let table: ElementTable
    private let mayRepeat: Bool
    private var places: PlaceFinder
    private var path: [String]
    /// Names of children that stood in their parent already, of all open elements.
    private var seen: [UInt32] = []
    /// Objects in which something is unknown, stands twice, or is text where elements are expected.
    private(set) var unknownObjects: Set<Int> = []
    /// The object that is being walked through.
    private var object: Int?
    private let entry: UInt32?
    private let member: UInt32?

    init(_ table: ElementTable, _ root: XMLElement, mayRepeat: Bool) {
        self.table = table
        self.mayRepeat = mayRepeat
        places = PlaceFinder(table)
        path = [root.name]
        entry = root.tree.identifier("entry")
        member = root.tree.identifier("member")
    }

    /// One for each path, in document order.
    var findings: [ElementTable.Finding] { found }

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
                if seen[first...].contains(name) { note(child, below: place, nil, .repeated) } else { seen.append(name) }
            }
            if !mayRepeat, next != nil, name == entry, state != .ignored, child.attribute("name")?.isEmpty ?? true {
                note(child, below: place, nil, .nameless)
            }
            if let next, table.hasChildren(next) {
                guard !isSkipped(child) else { continue }
                let outer = object
                if table.isObject(next) { object = child.index }
                defer { object = outer }
                if !mayRepeat, child.isLeaf, !child.text.isEmpty, !mayHoldText(child) { note(child, below: place, nil, .text) }
                path.append(child.name)
                walk(child, next, here, isSkipped)
                path.removeLast()
            } else if state == .notYet || (next == nil && state != .ignored) {
                noteUnread(child, below: place, isKnown: next != nil, isNotYet: state == .notYet)
            }
        }
    }

    /// An element that is not supported, or that the table does not know.
    private mutating func noteUnread(_ child: XMLElement, below place: Int, isKnown: Bool, isNotYet: Bool) {
        if child.name == XMLTree.strayName { return note(child, below: place, nil, .stray) }
        if !mayRepeat, !isKnown, Self.holdsRules(child) { return note(child, below: place, nil, .rules) }
        // An unknown operator is told about where it is read.
        let isOfObject = object != nil && path.last != "operator"
        let isForeign = !isKnown && (isOfObject || mustBeKnown(place) || path.contains("default-security-rules"))
        // In an object or a list, or with a name, what holds nothing may still stand for something.
        let isSomething = child.hasAttributes || object != nil || table.shape(place) == .members
        if Self.isEmpty(child), !isForeign || !isSomething { return }
        note(child, below: place, isNotYet ? .notYet : nil, isForeign ? .foreign : .element)
    }

    /// Whether an element that nobody knows holds security rules: a misspelt rulebase, or one where none is read. What they deny
    /// would be allowed. In `set` format such an element holds the words of a command.
    private static func holdsRules(_ element: XMLElement) -> Bool {
        if element.isLeaf {
            let text = element.text
            return !text.isEmpty && rulebases.contains(element.name) || text.hasPrefix("rules ") || text.contains("security rules ")
        }
        return element.subtree.contains { index in
            let inner = XMLElement(tree: element.tree, index: index)
            return inner.name == "action" && inner.isLeaf && RuleAction(rawValue: inner.text) != nil
        }
    }

    private static let rulebases: Set = ["rulebase", "pre-rulebase", "post-rulebase", "default-security-rules", "security", "rules"]

    /// Whether what is not known below a place may be an entry or a member.
    private func mustBeKnown(_ place: Int) -> Bool {
        mayRepeat ? table.shape(place) == .entries : table.shape(place) != .container || table.holdsRulesOnly(place)
    }

    /// Older exports write some values as text that newer ones write as elements. Source: reference sections 2.9 and 3.7.
    private func mayHoldText(_ element: XMLElement) -> Bool {
        switch element.name {
        case "ident-by-icmp-type", "ident-by-icmp6-type": true
        case "type": path.suffix(2) == ["external-list", "entry"]
        default: false
        }
    }

    private mutating func note(
        _ element: XMLElement, below place: Int, _ state: ElementTable.State?, _ kind: ElementTable.Finding.Kind
    ) {
        if kind != .element, let object { unknownObjects.insert(object) }
        let key = Key(kind: kind, parent: place, name: element.nameID)
        if let index = indices[key] {
            found[index].count += 1
            return
        }
        guard (kind == .element ? found.count - errorCount : errorCount) < Self.limit else { return }
        if kind != .element { errorCount += 1 }
        indices[key] = found.count
        let text = (path + [element.name]).joined(separator: "/")
        found.append(ElementTable.Finding(path: text, state: state, kind: kind, count: 1, location: element.location))
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
