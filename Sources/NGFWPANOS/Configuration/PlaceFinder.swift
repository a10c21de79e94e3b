/// Finds the table's places for a document, whose names have numbers of their own: each name is compared once.
///
/// It remembers four bytes a distinct name, whatever the document looks like.
struct PlaceFinder {
    private let table: ElementTable
    /// Number in the document → number in the table.
    private var known: [UInt32] = []
    private static let none = UInt32.max
    private static let unasked = UInt32.max - 1

    init(_ table: ElementTable) { self.table = table }

    /// Names that are remembered.
    var knownCount: Int { known.count }

    mutating func child(of parent: Int, _ name: UInt32, _ names: [String]) -> Int? {
        let index = Int(name)
        if index >= known.count { known.append(contentsOf: repeatElement(Self.unasked, count: index + 1 - known.count)) }
        if known[index] == Self.unasked { known[index] = table.number(of: names[index]) ?? Self.none }
        return known[index] == Self.none ? nil : table.place(known[index], below: parent)
    }
}
