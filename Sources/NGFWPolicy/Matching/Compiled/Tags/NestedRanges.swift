import NGFWCore

/// How much a table of ranges becomes when they lie in one another.
enum NestedRanges {
    private struct Edge {
        var position: UInt128
        var item: UInt32
        var begins: Bool
    }

    /// The lengths together of the lists of different items that hold each piece, in which ranges cut the address space; at most
    /// twice that, because both families are looked at as one.
    ///
    /// - Complexity: O(*n* log *n*)
    static func tableSize(_ items: [(range: IPRange, item: UInt32)], universe: Int) -> Int {
        var edges: [Edge] = []
        edges.reserveCapacity(2 * items.count)
        for (range, item) in items {
            edges.append(Edge(position: range.first.value, item: item, begins: true))
            if range.last.value < .max { edges.append(Edge(position: range.last.value + 1, item: item, begins: false)) }
        }
        edges.sort { $0.position < $1.position }
        var uses = [UInt32](repeating: 0, count: universe)
        var open = 0
        var size = 0
        for (index, edge) in edges.enumerated() {
            let item = Int(edge.item)
            if edge.begins {
                if uses[item] == 0 { open += 1 }
                uses[item] += 1
            } else {
                uses[item] -= 1
                if uses[item] == 0 { open -= 1 }
            }
            if index + 1 == edges.count || edges[index + 1].position != edge.position { size += open }
        }
        return size
    }
}
