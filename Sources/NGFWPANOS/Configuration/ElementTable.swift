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
            /// Text stands between the elements of something that holds elements: it may be one that lost its tags.
            case stray
            /// Rules stand where none are read.
            case rules
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
        /// Its children among ``edges``, by the numbers of their names.
        var children = 0..<0
    }

    private struct Edge {
        var name: UInt32
        var place: Int
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
    private var nodes: [Node] = []
    private var edges: [Edge] = []
    /// Entries that are objects which rules name.
    private var objects: Set<Int> = []
    /// All names of the table by their numbers. Number 0 is the empty text, which is no name.
    private(set) var names = [""]
    private var numbers: [String: UInt32] = [:]
    private var nameEntry: UInt32 = 0
    private var nameMember: UInt32 = 0

    /// A table of lines `state section path`; `a|b` in a path stands for either name.
    ///
    /// - Parameters:
    ///   - prefixes: names in paths that stand for other paths.
    ///   - objects: the paths of ``isObject(_:)``, likewise.
    init(_ text: String, prefixes: [String: [String]], objects: String = "") {
        rows = text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let state = State(rawValue: words[0]) else { return nil }
            return Row(path: words[2], state: state, section: words[1])
        }
        var growing = GrowingTree()
        for row in rows { for place in growing.places(row.path, prefixes) { growing.states[place] = row.state } }
        self.objects = Set(growing.places(objects, prefixes))
        // Children stand behind their parents.
        for place in growing.states.indices { nodes.append(Node(state: growing.states[place])) }
        for place in nodes.indices {
            nodes[place].effective = nodes[place].state ?? nodes[place].effective
            let children = growing.children[place].map { Edge(name: add($0.key), place: $0.value) }.sorted { $0.name < $1.name }
            nodes[place].children = edges.count..<edges.count + children.count
            edges += children
            for child in children { nodes[child.place].effective = nodes[place].effective }
        }
        nameEntry = add("entry")
        nameMember = add("member")
    }

    private struct GrowingTree {
        var states: [State?] = [nil]
        var children: [[String: Int]] = [[:]]

        /// The places of a path with alternatives.
        mutating func places(_ path: String, _ prefixes: [String: [String]]) -> [Int] {
            var places = [ElementTable.top]
            for part in path.split(separator: "/") {
                let names = part.split(separator: "|").map(String.init).flatMap { prefixes[$0] ?? [$0] }
                places = places.flatMap { place in names.map { descend(from: place, along: $0) } }
            }
            return places
        }

        mutating func descend(from start: Int, along path: String) -> Int {
            var place = start
            for name in path.split(separator: "/").map(String.init) {
                if let next = children[place][name] {
                    place = next
                } else {
                    states.append(nil)
                    children.append([:])
                    children[place][name] = states.count - 1
                    place = states.count - 1
                }
            }
            return place
        }
    }

    private mutating func add(_ name: String) -> UInt32 {
        if let number = numbers[name] { return number }
        let number = UInt32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    /// The place above all documents' roots.
    static let top = 0

    var placeCount: Int { nodes.count }

    /// The number of a name that the table has anywhere.
    func number(of name: String) -> UInt32? { numbers[name] }

    /// - Complexity: O(log *n*) in the number of children; nothing is remembered.
    func place(_ name: UInt32, below place: Int) -> Int? {
        var low = nodes[place].children.lowerBound
        var high = nodes[place].children.upperBound
        while low < high {
            let middle = (low + high) / 2
            if edges[middle].name < name { low = middle + 1 } else { high = middle }
        }
        return low < nodes[place].children.upperBound && edges[low].name == name ? edges[low].place : nil
    }

    func place(_ name: String, below place: Int) -> Int? { numbers[name].flatMap { self.place($0, below: place) } }

    func place(_ path: [String]) -> Int? {
        path.reduce(Self.top as Int?) { place, name in place.flatMap { self.place(name, below: $0) } }
    }

    func shape(_ place: Int) -> Shape {
        if nodes[place].children.isEmpty { return .leaf }
        return self.place(nameEntry, below: place) != nil ? .entries : self.place(nameMember, below: place) != nil ? .members : .container
    }

    /// Whether nothing below is ever looked at, nor told about.
    func isSkipped(_ place: Int) -> Bool { nodes[place].children.isEmpty && nodes[place].effective == .ignored }

    /// Whether a leaf is a value that is read, not something whole that is left out.
    func isLookedInto(_ place: Int) -> Bool { nodes[place].effective == .implemented || nodes[place].effective == .conditional }

    /// Whether unknown elements below are ignored on purpose.
    func ignoresUnknown(_ place: Int) -> Bool { nodes[place].effective == .ignored }

    /// The state that a path itself has, if any; see ``State`` for what holds below it.
    func state(_ place: Int) -> State? { nodes[place].state }

    /// Whether the entry there is an object that rules name: what is not known of it may be what keeps something out of it.
    func isObject(_ place: Int) -> Bool { objects.contains(place) }

    /// Whether nothing but one element, `rules`, belongs below a path: what else stands there may be rules as well.
    func holdsRulesOnly(_ place: Int) -> Bool { nodes[place].children.count == 1 && self.place("rules", below: place) != nil }

    /// Whether the table has elements below a path.
    func hasChildren(_ place: Int) -> Bool { !nodes[place].children.isEmpty }

    /// The non-empty elements that have no effect although nobody meant that, one for each path, in document order; and the
    /// objects that are not wholly known, by the numbers of their elements.
    ///
    /// - Parameters:
    ///   - mayRepeat: whether an element may stand several times in its parent, as entries and members always may, and
    ///     entries need no names: messages, not configurations.
    ///   - isSkipped: elements that the view does not see, with all below them.
    func findings(
        in root: XMLElement, mayRepeat: Bool = false, isSkipped: (XMLElement) -> Bool = { _ in false }
    ) -> (all: [Finding], unknownObjects: Set<Int>) {
        guard let start = place(root.name, below: Self.top) else { return ([], []) }
        var walk = ElementWalk(self, root, mayRepeat: mayRepeat)
        walk.walk(root, start, nil, isSkipped)
        return (walk.findings, walk.unknownObjects)
    }
}
