import NGFWCore

/// Tag sets by number, and the dynamic groups that each satisfies. Only tags that filters name count.
///
/// A host's tags and those of the ranges around it are kept apart and joined per pair, so that a changed subnet does not
/// touch the hosts inside.
struct TagClasses: Sendable {
    private let filters: [TagFilter]
    private let numbers: [String: UInt32]
    /// Tag → groups whose filters name it.
    private let groupsByTag: [[UInt32]]
    private var sets = SetInterner()
    /// Tag set → number of the set of groups it satisfies.
    private var satisfied: [UInt32] = [0]
    /// Sets of groups; what rule rows are kept for.
    private(set) var classes = SetInterner()
    private var joined: [UInt64: UInt32] = [:]

    /// How many pairs are remembered.
    private static let joinedLimit = 1 << 17

    init(_ groups: [DynamicGroup]) {
        var numbers: [String: UInt32] = [:]
        var groupsByTag: [[UInt32]] = []
        for (index, group) in groups.enumerated() {
            for tag in group.filter.tags {
                let number = numbers[tag] ?? UInt32(groupsByTag.count)
                if number == groupsByTag.count {
                    numbers[tag] = number
                    groupsByTag.append([])
                }
                groupsByTag[Int(number)].append(UInt32(index))
            }
        }
        self.numbers = numbers
        filters = groups.map { TagFilter($0.filter, numbers) }
        self.groupsByTag = groupsByTag
    }

    var tagCount: Int { groupsByTag.count }
    var setCount: Int { sets.count }

    /// The number of a tag that some filter names.
    func number(of tag: String) -> UInt32? { numbers[tag] }

    /// The number of a set of tags, ascending and without repetition.
    mutating func intern(_ tags: [UInt32]) -> UInt32 {
        let id = sets.intern(tags)
        if Int(id) == satisfied.count { satisfied.append(classify(tags)) }
        return id
    }

    private mutating func classify(_ tags: [UInt32]) -> UInt32 { classes.intern(groups(satisfiedBy: tags)) }

    private func groups(satisfiedBy tags: [UInt32]) -> [UInt32] {
        var found: [UInt32] = []
        for tag in tags { for group in groupsByTag[Int(tag)] where filters[Int(group)].isSatisfied(by: tags) { found.append(group) } }
        found.sort()
        // A group is found once for each of its tags that is there.
        var last: UInt32?
        found.removeAll { group in
            defer { last = group }
            return group == last
        }
        return found
    }

    /// The groups that a host's and its ranges' tags satisfy together, without remembering the pair.
    func groups(host: UInt32, ranges: UInt32) -> [UInt32] {
        if ranges == 0 || host == ranges { return classes[satisfied[Int(host)]] }
        if host == 0 { return classes[satisfied[Int(ranges)]] }
        return groups(satisfiedBy: Set(sets[host] + sets[ranges]).sorted())
    }

    /// The number of the groups that a host's and its ranges' tags satisfy together.
    mutating func classID(host: UInt32, ranges: UInt32) -> UInt32 {
        if ranges == 0 || host == ranges { return satisfied[Int(host)] }
        if host == 0 { return satisfied[Int(ranges)] }
        let key = UInt64(host) << 32 | UInt64(ranges)
        if let set = joined[key] { return satisfied[Int(set)] }
        let set = intern(Set(sets[host] + sets[ranges]).sorted())
        if joined.count >= Self.joinedLimit { joined.removeAll(keepingCapacity: true) }
        joined[key] = set
        return satisfied[Int(set)]
    }
}

/// A filter whose tags are numbers.
indirect enum TagFilter: Sendable {
    case tag(UInt32)
    case all([TagFilter])
    case any([TagFilter])

    /// - Parameter numbers: has every tag of the expression.
    init(_ expression: TagExpression, _ numbers: [String: UInt32]) {
        self =
            switch expression {
            case .tag(let tag): .tag(numbers[tag] ?? .max)
            case .all(let parts): .all(parts.map { TagFilter($0, numbers) })
            case .any(let parts): .any(parts.map { TagFilter($0, numbers) })
            }
    }

    /// - Parameter tags: few, as an address has.
    func isSatisfied(by tags: [UInt32]) -> Bool {
        switch self {
        case .tag(let tag): tags.contains(tag)
        case .all(let parts): parts.allSatisfy { $0.isSatisfied(by: tags) }
        case .any(let parts): parts.contains { $0.isSatisfied(by: tags) }
        }
    }
}
