/// Finds the groups of names that are among their own members, at any depth: once for all groups.
///
/// - Complexity: O(groups + members), without recursion, so that a deep chain exhausts nothing.
struct GroupCycles {
    private var numbers: [Int] = []
    private var lowest: [Int] = []
    private var isOpen: [Bool] = []
    private var stack: [Int] = []
    private var next = 0
    private(set) var names: Set<String> = []

    /// - Parameters:
    ///   - groups: every group with its members.
    ///   - indexes: name → its group; names of other things are not there.
    init(_ groups: [NamedGroup], _ indexes: [String: Int]) {
        numbers = Array(repeating: -1, count: groups.count)
        lowest = numbers
        isOpen = Array(repeating: false, count: groups.count)
        for start in groups.indices where numbers[start] < 0 && indexes[groups[start].name] == start {
            search(from: start, groups, indexes)
        }
    }

    /// Strongly connected components (Tarjan 1972): a component of several groups, or one that names itself, is a cycle.
    private mutating func search(from start: Int, _ groups: [NamedGroup], _ indexes: [String: Int]) {
        var path: [(group: Int, member: Int)] = [(start, 0)]
        enter(start)
        while let (group, member) = path.last {
            if member < groups[group].members.count {
                path[path.count - 1].member += 1
                guard let target = indexes[groups[group].members[member]] else { continue }
                if target == group { names.insert(groups[group].name) }
                if numbers[target] < 0 {
                    enter(target)
                    path.append((target, 0))
                } else if isOpen[target] {
                    lowest[group] = min(lowest[group], numbers[target])
                }
            } else {
                path.removeLast()
                if let parent = path.last?.group { lowest[parent] = min(lowest[parent], lowest[group]) }
                if lowest[group] == numbers[group] { close(group, groups) }
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

    private mutating func close(_ root: Int, _ groups: [NamedGroup]) {
        var component: [Int] = []
        while let group = stack.popLast() {
            isOpen[group] = false
            component.append(group)
            if group == root { break }
        }
        if component.count > 1 { names.formUnion(component.map { groups[$0].name }) }
    }
}
