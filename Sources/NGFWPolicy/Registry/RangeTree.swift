import NGFWCore

/// Which of many registered ranges hold an address: a search tree by the starts of the ranges, with the highest end below
/// each node. It is a heap by random priorities as well (a treap, Seidel and Aragon 1996), so that it is balanced whatever
/// comes and goes in whatever order.
///
/// - Complexity: a change O(log *n*), a question O(log *n* + hits), both expected.
struct RangeTree: Sendable {
    private struct Node: Sendable {
        var object: RegisteredObject
        var range: IPRange
        /// The highest last address in the subtree.
        var highest: UInt128
        var priority: UInt64
        var left: Int32 = -1
        var right: Int32 = -1
    }

    private var nodes: [Node] = []
    private var free: [Int32] = []
    private var root: Int32 = -1
    private var random: UInt64
    /// Nodes that changes have visited, for tests of their cost.
    private(set) var work = 0

    /// - Parameter seed: a secret keeps registrants from foreseeing priorities.
    init(seed: UInt64) { random = seed }

    var count: Int { nodes.count - free.count }

    /// - Precondition: the object is not in.
    mutating func insert(_ object: RegisteredObject) {
        // The next number of a splitmix generator.
        random &+= 0x9e37_79b9_7f4a_7c15
        var priority = random
        priority = (priority ^ (priority >> 30)) &* 0xbf58_476d_1ce4_e5b9
        priority = (priority ^ (priority >> 27)) &* 0x94d0_49bb_1331_11eb
        let node = Node(object: object, range: object.range, highest: object.range.last.value, priority: priority ^ (priority >> 31))
        let place = free.popLast() ?? Int32(nodes.count)
        if Int(place) == nodes.count { nodes.append(node) } else { nodes[Int(place)] = node }
        root = insert(place, into: root)
    }

    /// Takes an object out, if it is in.
    mutating func remove(_ object: RegisteredObject) { root = remove(object, object.range, from: root) }

    /// Calls `body` with every object that holds the address (IPv4 is a subset of IPv6), in order of range starts.
    ///
    /// - Returns: how many nodes were visited.
    @discardableResult
    func forEach(containing address: IPAddress, _ body: (RegisteredObject) -> Void) -> Int {
        visit(root, address, address.value, body)
    }

    private func visit(_ tree: Int32, _ address: IPAddress, _ value: UInt128, _ body: (RegisteredObject) -> Void) -> Int {
        guard tree >= 0, nodes[Int(tree)].highest >= value else { return 0 }
        let node = nodes[Int(tree)]
        var visited = 1 + visit(node.left, address, value, body)
        guard node.range.first.value <= value else { return visited }
        if node.range.contains(address) { body(node.object) }
        visited += visit(node.right, address, value, body)
        return visited
    }

    // MARK: Changes. The recursion is as deep as the tree, which is logarithmic.

    private mutating func insert(_ new: Int32, into tree: Int32) -> Int32 {
        guard tree >= 0 else { return new }
        work += 1
        if nodes[Int(new)].priority > nodes[Int(tree)].priority {
            let (below, above) = split(tree, at: new)
            nodes[Int(new)].left = below
            nodes[Int(new)].right = above
            raise(new)
            return new
        }
        if isBefore(new, tree) {
            nodes[Int(tree)].left = insert(new, into: nodes[Int(tree)].left)
        } else {
            nodes[Int(tree)].right = insert(new, into: nodes[Int(tree)].right)
        }
        raise(tree)
        return tree
    }

    /// What comes before a node and what does not.
    private mutating func split(_ tree: Int32, at new: Int32) -> (Int32, Int32) {
        guard tree >= 0 else { return (-1, -1) }
        work += 1
        if isBefore(new, tree) {
            let (below, above) = split(nodes[Int(tree)].left, at: new)
            nodes[Int(tree)].left = above
            raise(tree)
            return (below, tree)
        }
        let (below, above) = split(nodes[Int(tree)].right, at: new)
        nodes[Int(tree)].right = below
        raise(tree)
        return (tree, above)
    }

    private mutating func remove(_ object: RegisteredObject, _ range: IPRange, from tree: Int32) -> Int32 {
        guard tree >= 0 else { return -1 }
        work += 1
        let node = nodes[Int(tree)]
        if node.object == object {
            free.append(tree)
            return join(node.left, node.right)
        }
        if Self.isBefore(range, object, node.range, node.object) {
            nodes[Int(tree)].left = remove(object, range, from: node.left)
        } else {
            nodes[Int(tree)].right = remove(object, range, from: node.right)
        }
        raise(tree)
        return tree
    }

    /// One tree of two, of which the first comes before the second.
    private mutating func join(_ below: Int32, _ above: Int32) -> Int32 {
        guard below >= 0 else { return above }
        guard above >= 0 else { return below }
        work += 1
        if nodes[Int(below)].priority > nodes[Int(above)].priority {
            nodes[Int(below)].right = join(nodes[Int(below)].right, above)
            raise(below)
            return below
        }
        nodes[Int(above)].left = join(below, nodes[Int(above)].left)
        raise(above)
        return above
    }

    private mutating func raise(_ tree: Int32) {
        let node = nodes[Int(tree)]
        var highest = node.range.last.value
        if node.left >= 0 { highest = max(highest, nodes[Int(node.left)].highest) }
        if node.right >= 0 { highest = max(highest, nodes[Int(node.right)].highest) }
        nodes[Int(tree)].highest = highest
    }

    private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
        let (left, right) = (nodes[Int(left)], nodes[Int(right)])
        return Self.isBefore(left.range, left.object, right.range, right.object)
    }

    /// By start, then end; the same addresses may be of both families, and be written as a range and as a prefix.
    private static func isBefore(_ left: IPRange, _ first: RegisteredObject, _ right: IPRange, _ second: RegisteredObject) -> Bool {
        if left.first.value != right.first.value { return left.first.value < right.first.value }
        if left.last.value != right.last.value { return left.last.value < right.last.value }
        return rank(left, first) < rank(right, second)
    }

    private static func rank(_ range: IPRange, _ object: RegisteredObject) -> Int {
        let kind = if case .prefix = object { 1 } else { 0 }
        return (range.first.isIPv4 ? 0 : 2) + kind
    }
}
