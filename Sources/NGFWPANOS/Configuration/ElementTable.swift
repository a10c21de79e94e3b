internal import NGFWCore

/// Which elements are read, ignored on purpose, or not supported: the code side of Docs/IMPORT.md.
struct ElementTable: Sendable {
    enum State: String, Sendable, CaseIterable {
        case implemented
        /// Read; has an effect only with something that the file does not hold (a list's entries, a serial number).
        case conditional
        /// Has no influence on what this package decides.
        case ignored
        case notYet = "not-yet"
    }

    struct Row: Sendable {
        var path: String
        var state: State
        var section: String
    }

    struct Finding {
        enum Kind: String {
            /// An element that has no effect.
            case element
            /// The element stands in its parent a second time, where it may stand once.
            case repeated
            /// An unknown element where entries are expected, or in a default rule: it would leave out what it stands for.
            case foreign
            /// An entry has no name.
            case nameless
            /// Text stands where elements are expected.
            case text
        }

        var path: String
        /// `nil` for an element that the table does not know.
        var state: State?
        var kind = Kind.element
        var count: Int
        var location: SourceLocation
    }

    private struct Node {
        var state: State?
        /// Its own state, else the nearest one above.
        var effective: State?
        var children: [String: Int] = [:]
    }

    /// What stands below a path, as far as the table tells.
    enum Shape {
        /// Elements `entry`, told apart by their names.
        case entries
        /// Elements `member` with texts.
        case members
        /// Elements of several names.
        case container
        /// A text, or anything when the element is not looked into.
        case leaf
    }

    let rows: [Row]
    private var nodes = [Node()]

    /// A table of lines `state section path`; `a|b` in a path stands for either name.
    ///
    /// - Parameter prefixes: names in paths that stand for other paths.
    init(_ text: String, prefixes: [String: [String]]) {
        rows = text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let state = State(rawValue: words[0]) else { return nil }
            return Row(path: words[2], state: state, section: words[1])
        }
        for row in rows {
            let parts = row.path.split(separator: "/").map { $0.split(separator: "|").map(String.init) }
            var places = [0]
            for part in parts {
                let names = part.flatMap { prefixes[$0] ?? [$0] }
                places = places.flatMap { place in names.map { descend(from: place, along: $0) } }
            }
            for place in places { nodes[place].state = row.state }
        }
        // Children stand behind their parents.
        for place in nodes.indices {
            nodes[place].effective = nodes[place].state ?? nodes[place].effective
            for child in nodes[place].children.values { nodes[child].effective = nodes[place].effective }
        }
    }

    /// The place above all documents' roots.
    static let top = 0

    func place(_ name: String, below place: Int) -> Int? { nodes[place].children[name] }

    func place(_ path: [String]) -> Int? {
        path.reduce(Self.top as Int?) { place, name in place.flatMap { self.place(name, below: $0) } }
    }

    func shape(_ place: Int) -> Shape {
        let children = nodes[place].children
        return children.isEmpty ? .leaf : children["entry"] != nil ? .entries : children["member"] != nil ? .members : .container
    }

    /// Whether nothing below is ever looked at, nor told about.
    func isSkipped(_ place: Int) -> Bool { nodes[place].children.isEmpty && nodes[place].effective == .ignored }

    /// Whether a leaf is a value that is read, not something whole that is left out.
    func isLookedInto(_ place: Int) -> Bool { nodes[place].effective == .implemented || nodes[place].effective == .conditional }

    /// Whether unknown elements below are ignored on purpose.
    func ignoresUnknown(_ place: Int) -> Bool { nodes[place].effective == .ignored }

    private mutating func descend(from start: Int, along path: String) -> Int {
        var place = start
        for name in path.split(separator: "/").map(String.init) {
            if let next = nodes[place].children[name] {
                place = next
            } else {
                nodes.append(Node())
                nodes[place].children[name] = nodes.count - 1
                place = nodes.count - 1
            }
        }
        return place
    }

    /// The state that a path itself has, if any; see ``State`` for what holds below it.
    func state(_ place: Int) -> State? { nodes[place].state }

    /// Whether the table has elements below a path.
    func hasChildren(_ place: Int) -> Bool { !nodes[place].children.isEmpty }

    /// The non-empty elements that have no effect although nobody meant that, one for each path, in document order.
    ///
    /// - Parameters:
    ///   - mayRepeat: whether an element may stand several times in its parent, as entries and members always may, and
    ///     entries need no names: messages, not configurations.
    ///   - isSkipped: elements that the view does not see, with all below them.
    func findings(in root: XMLElement, mayRepeat: Bool = false, isSkipped: (XMLElement) -> Bool = { _ in false }) -> [Finding] {
        guard let start = place(root.name, below: Self.top) else { return [] }
        var walk = ElementWalk(self, root, mayRepeat: mayRepeat)
        walk.walk(root, start, nil, isSkipped)
        return walk.findings
    }
}
