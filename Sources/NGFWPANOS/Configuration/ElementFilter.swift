/// Follows a document through an ``ElementTable`` while it is read, so that what is ignored is never built.
struct ElementFilter {
    private let table: ElementTable
    /// Places of the open elements; `none` where the table knows nothing, so that everything below is kept.
    private var places: [Int32] = []
    /// Place → number of a name → the child's place, as far as asked.
    private var known: [[Int32]] = []
    private static let none: Int32 = -1
    private static let skipped: Int32 = -2
    private static let unasked: Int32 = -3

    init(_ table: ElementTable) { self.table = table }

    /// Whether an element is kept; one that is not has no ``leave()``.
    mutating func enter(_ name: UInt32, _ names: [String]) -> Bool {
        let parent = places.last ?? Int32(ElementTable.top)
        guard parent >= 0 else {
            places.append(Self.none)
            return true
        }
        let child = child(of: Int(parent), Int(name), names)
        if child == Self.skipped { return false }
        places.append(child)
        return true
    }

    mutating func leave() { places.removeLast() }

    private mutating func child(of parent: Int, _ name: Int, _ names: [String]) -> Int32 {
        if parent < known.count, name < known[parent].count, known[parent][name] != Self.unasked { return known[parent][name] }
        var child = Self.none
        if let place = table.place(names[name], below: parent) {
            child = table.isSkipped(place) ? Self.skipped : Int32(place)
        } else if parent != ElementTable.top, table.ignoresUnknown(parent) {
            child = Self.skipped
        }
        while known.count <= parent { known.append([]) }
        while known[parent].count <= name { known[parent].append(Self.unasked) }
        known[parent][name] = child
        return child
    }
}
