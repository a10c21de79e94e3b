/// A dynamic group's filter over numbered tags, flat, so that asking it touches one array and counts no references.
struct TagFilter: Sendable {
    private enum Step: Sendable {
        case tag(UInt32)
        /// All, or any, of the parts that follow until the given step.
        case all(end: Int32)
        case any(end: Int32)
        /// Not the part that follows.
        case not
    }

    private var steps: [Step] = []
    /// Without one of these tags the filter cannot hold.
    private(set) var keys: [UInt32] = []

    /// - Parameters:
    ///   - numbers: has every tag of the expression.
    ///   - uses: How many filters name a tag: of what must hold together the rarest part makes the ``keys``.
    init(_ expression: TagExpression, _ numbers: [String: UInt32], uses: [Int]) {
        append(expression, numbers)
        keys = Set(Self.keys(expression, numbers, uses) ?? []).sorted()
    }

    private mutating func append(_ expression: TagExpression, _ numbers: [String: UInt32]) {
        switch expression {
        case .not(let part):
            steps.append(.not)
            append(part, numbers)
        case .tag(let tag): steps.append(.tag(numbers[tag] ?? .max))
        case .all(let parts), .any(let parts):
            let place = steps.count
            steps.append(.tag(0))
            for part in parts { append(part, numbers) }
            let end = Int32(steps.count)
            if case .all = expression { steps[place] = .all(end: end) } else { steps[place] = .any(end: end) }
        }
    }

    /// `nil` for a part that may hold without any tag; a whole filter has a tag that must be there.
    private static func keys(_ expression: TagExpression, _ numbers: [String: UInt32], _ uses: [Int]) -> [UInt32]? {
        switch expression {
        case .tag(let tag): return numbers[tag].map { [$0] } ?? []
        case .not: return nil
        case .any(let parts):
            var all: [UInt32] = []
            for part in parts {
                guard let found = keys(part, numbers, uses) else { return nil }
                all += found
            }
            return all
        case .all(let parts):
            return parts.compactMap { keys($0, numbers, uses) }.min { cost($0, uses) < cost($1, uses) }
        }
    }

    private static func cost(_ tags: [UInt32], _ uses: [Int]) -> Int { tags.reduce(0) { $0 + uses[Int($1)] } }

    /// - Parameter tags: ascending.
    /// - Complexity: O(parts of the filter × log tags)
    func isSatisfied(by tags: [UInt32]) -> Bool {
        var index = 0
        return holds(&index, tags)
    }

    /// The truth of the part at `index`, which is moved behind it. No deeper than the filter has words: parentheses nest only so
    /// far, and words without them nest too where ``PolicyOptions/filterPrecedence`` reads them in order.
    private func holds(_ index: inout Int, _ tags: [UInt32]) -> Bool {
        switch steps[index] {
        case .not:
            index += 1
            return !holds(&index, tags)
        case .tag(let tag):
            index += 1
            return Self.contains(tag, tags)
        case .all(let end):
            index += 1
            while index < end { if !holds(&index, tags) { return leave(&index, end, false) } }
            return true
        case .any(let end):
            index += 1
            while index < end { if holds(&index, tags) { return leave(&index, end, true) } }
            return false
        }
    }

    /// An address has few tags; those of many nested ranges are searched by halves.
    private static func contains(_ tag: UInt32, _ tags: [UInt32]) -> Bool {
        if tags.count <= 16 { return tags.contains(tag) }
        var low = 0
        var high = tags.count
        while low < high {
            let middle = (low + high) / 2
            if tags[middle] < tag { low = middle + 1 } else { high = middle }
        }
        return low < tags.count && tags[low] == tag
    }

    @inline(__always)
    private func leave(_ index: inout Int, _ end: Int32, _ answer: Bool) -> Bool {
        index = Int(end)
        return answer
    }
}
