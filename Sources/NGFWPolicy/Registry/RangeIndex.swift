import NGFWCore

/// Which of many ranges hold an address: ranges sorted by their start, with the highest end below each node of the
/// balanced tree that the sorted array is.
///
/// - Complexity: building O(*n* log *n*), a question O(log *n* + hits).
struct RangeIndex<Item: Sendable>: Sendable {
    private struct Node: Sendable {
        var range: IPRange
        var item: Item
        /// The highest last address in the subtree.
        var highest: UInt128
    }

    private var nodes: [Node]

    init(_ items: some Sequence<(IPRange, Item)>) {
        nodes = items.map { Node(range: $0.0, item: $0.1, highest: $0.0.last.value) }
        nodes.sort { ($0.range.first.value, $0.range.last.value) < ($1.range.first.value, $1.range.last.value) }
        _ = raise(0, nodes.count)
    }

    /// Fills in the highest ends of a subtree. The recursion is as deep as the logarithm of the count.
    private mutating func raise(_ low: Int, _ high: Int) -> UInt128 {
        guard low < high else { return 0 }
        let middle = (low + high) / 2
        let below = max(raise(low, middle), raise(middle + 1, high))
        nodes[middle].highest = max(nodes[middle].highest, below)
        return nodes[middle].highest
    }

    /// Calls `body` with every item whose range holds the address (IPv4 is a subset of IPv6), in order of range starts.
    func forEach(containing address: IPAddress, _ body: (Item) -> Void) {
        visit(0, nodes.count, address, address.value, body)
    }

    private func visit(_ low: Int, _ high: Int, _ address: IPAddress, _ value: UInt128, _ body: (Item) -> Void) {
        guard low < high else { return }
        let middle = (low + high) / 2
        guard nodes[middle].highest >= value else { return }
        visit(low, middle, address, value, body)
        guard nodes[middle].range.first.value <= value else { return }
        if nodes[middle].range.contains(address) { body(nodes[middle].item) }
        visit(middle + 1, high, address, value, body)
    }
}
