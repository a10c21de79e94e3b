/// Follows a document through an ``ElementTable`` while it is read, so that what is ignored is never built.
struct ElementFilter {
    private let table: ElementTable
    private var finder: PlaceFinder
    /// Places of the open elements; `nil` where the table knows nothing, so that everything below is kept.
    private var places: [Int?] = []

    init(_ table: ElementTable) {
        self.table = table
        finder = PlaceFinder(table)
    }

    /// Whether an element is kept; one that is not has no ``leave()``.
    mutating func enter(_ name: UInt32, _ names: [String]) -> Bool {
        guard let parent = places.isEmpty ? ElementTable.top : places[places.count - 1] else {
            places.append(nil)
            return true
        }
        let child = finder.child(of: parent, name, names)
        if let child, table.isSkipped(child) { return false }
        if child == nil, parent != ElementTable.top, table.ignoresUnknown(parent) { return false }
        places.append(child)
        return true
    }

    mutating func leave() { places.removeLast() }
}
