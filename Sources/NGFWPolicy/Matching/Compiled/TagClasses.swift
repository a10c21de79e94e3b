import NGFWCore

/// Tag sets by number, and the dynamic groups that each satisfies. Only tags that filters name count.
///
/// A host's tags and those of the ranges around it are kept apart and joined per pair, so that a changed subnet does not
/// touch the hosts inside.
struct TagClasses: Sendable {
    private let groups: [DynamicGroup]
    private let numbers: [String: UInt32]
    private let names: [String]
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
        self.groups = groups
        var numbers: [String: UInt32] = [:]
        var names: [String] = []
        var groupsByTag: [[UInt32]] = []
        for (index, group) in groups.enumerated() {
            for tag in group.filter.tags {
                let number = numbers[tag] ?? UInt32(names.count)
                if number == names.count {
                    numbers[tag] = number
                    names.append(tag)
                    groupsByTag.append([])
                }
                groupsByTag[Int(number)].append(UInt32(index))
            }
        }
        self.numbers = numbers
        self.names = names
        self.groupsByTag = groupsByTag
    }

    var tagCount: Int { names.count }
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
        let present = Set(tags.map { names[Int($0)] })
        let candidates = Set(tags.flatMap { groupsByTag[Int($0)] })
        return candidates.filter { groups[Int($0)].filter.isSatisfied(by: present.contains) }.sorted()
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
