/// Finds the groups that are among their own members, at any depth: once for all groups.
///
///     GroupCycles([[1], [0], [0]]).groups    // [0, 1]
///
/// - Complexity: O(groups + members), without recursion, so that a deep chain exhausts nothing.
struct GroupCycles {
    private var numbers: [Int] = []
    private var lowest: [Int] = []
    private var isOpen: [Bool] = []
    private var stack: [Int] = []
    private var next = 0
    private(set) var groups: Set<Int> = []

    /// - Parameter members: of each group the groups that it holds.
    init(_ members: [[Int]]) {
        numbers = Array(repeating: -1, count: members.count)
        lowest = numbers
        isOpen = Array(repeating: false, count: members.count)
        for start in members.indices where numbers[start] < 0 { search(from: start, members) }
    }

    /// Strongly connected components (Tarjan 1972): a component of several groups, or one that names itself, is a cycle.
    private mutating func search(from start: Int, _ members: [[Int]]) {
        var path: [(group: Int, member: Int)] = [(start, 0)]
        enter(start)
        while let (group, member) = path.last {
            if member < members[group].count {
                path[path.count - 1].member += 1
                let target = members[group][member]
                if target == group { groups.insert(group) }
                if numbers[target] < 0 {
                    enter(target)
                    path.append((target, 0))
                } else if isOpen[target] {
                    lowest[group] = min(lowest[group], numbers[target])
                }
            } else {
                path.removeLast()
                if let parent = path.last?.group { lowest[parent] = min(lowest[parent], lowest[group]) }
                if lowest[group] == numbers[group] { close(group) }
            }
        }
    }

    private mutating func enter(_ group: Int) {
        numbers[group] = next
        lowest[group] = next
        next += 1
        stack.append(group)
        isOpen[group] = true
    }

    private mutating func close(_ root: Int) {
        var component: [Int] = []
        while let group = stack.popLast() {
            isOpen[group] = false
            component.append(group)
            if group == root { break }
        }
        if component.count > 1 { groups.formUnion(component) }
    }
}
