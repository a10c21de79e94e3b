import NGFWCore

/// Tag sets by number, and the class of each: the number of the set of dynamic groups that it satisfies. Only tags that
/// filters name count.
///
/// A host's tags and those of the ranges around it are kept apart and joined per pair, so that a changed subnet does not
/// touch the hosts inside. Sets and classes that no host has any more are forgotten in small portions, when the owner says so.
struct TagClasses: Sendable {
    private let filters: [TagFilter]
    private let numbers: [String: UInt32]
    /// Tag → groups whose filter cannot hold without it, each under its rarest tags.
    private let groupsByKey: [[UInt32]]
    private var sets: TagSetPool
    private var classOfSet: [UInt32] = [0]
    private var classes: TagSetPool
    private var joined: [UInt64: UInt32] = [:]
    /// Whether so many unused sets or classes are kept that ``forgetSome(rows:)`` is due.
    private(set) var isOverfull = false

    /// How many pairs are remembered.
    private static let joinedLimit = 1 << 16
    /// How many unused sets are kept in case they come back; half of them go at a time.
    private var idleLimit: Int
    private let leastIdleLimit: Int

    /// - Parameter idleLimit: how many unused sets are kept at least.
    init(_ groups: [DynamicGroup], seed: UInt64, idleLimit: Int) {
        var numbers: [String: UInt32] = [:]
        var uses: [Int] = []
        for group in groups {
            for tag in group.filter.tags {
                if let number = numbers[tag] {
                    uses[Int(number)] += 1
                } else {
                    numbers[tag] = UInt32(uses.count)
                    uses.append(1)
                }
            }
        }
        let filters = groups.map { TagFilter($0.filter, numbers, uses: uses) }
        var groupsByKey = [[UInt32]](repeating: [], count: uses.count)
        for (index, filter) in filters.enumerated() { for tag in filter.keys { groupsByKey[Int(tag)].append(UInt32(index)) } }
        leastIdleLimit = max(0, idleLimit)
        self.idleLimit = leastIdleLimit
        self.numbers = numbers
        self.filters = filters
        self.groupsByKey = groupsByKey
        sets = TagSetPool(seed: seed)
        classes = TagSetPool(seed: seed)
    }

    var tagCount: Int { groupsByKey.count }
    /// Numbers of classes are below it.
    var count: Int { classes.count }
    /// Tag sets and classes that are kept, for tests of their bounds.
    var keptCounts: (sets: Int, classes: Int) { (sets.liveCount, classes.liveCount) }

    /// The number of a tag that some filter names.
    func number(of tag: String) -> UInt32? { numbers[tag] }

    /// The dynamic groups of a class, ascending.
    func groups(of classID: UInt32) -> [UInt32] { classes[classID] }

    /// The number of a set of tags, ascending and without repetition, one use more.
    mutating func retain(_ tags: [UInt32]) -> UInt32 {
        let id = intern(tags)
        sets.retain(id)
        return id
    }

    /// The number of a set of tags that is wanted for a moment only.
    mutating func note(_ tags: [UInt32]) -> UInt32 {
        let id = intern(tags)
        sets.noteIdle(id)
        checkIdle()
        return id
    }

    /// One use of a tag set less.
    mutating func release(_ id: UInt32) {
        sets.release(id)
        checkIdle()
    }

    @inline(__always)
    private mutating func checkIdle() { isOverfull = max(sets.idleCount, classes.idleCount) > idleLimit }

    private mutating func intern(_ tags: [UInt32]) -> UInt32 {
        let (id, isNew) = sets.intern(tags)
        guard isNew else { return id }
        let classID = classes.intern(groups(satisfiedBy: tags)).id
        classes.retain(classID)
        if Int(id) == classOfSet.count { classOfSet.append(classID) } else { classOfSet[Int(id)] = classID }
        return id
    }

    private func groups(satisfiedBy tags: [UInt32]) -> [UInt32] {
        var found: [UInt32] = []
        for tag in tags { for group in groupsByKey[Int(tag)] where filters[Int(group)].isSatisfied(by: tags) { found.append(group) } }
        found.sort()
        // A group is found once for each of its keys that is there.
        var last: UInt32?
        found.removeAll { group in
            defer { last = group }
            return group == last
        }
        return found
    }

    // MARK: Forgetting

    /// Forgets sets that came out of use, and classes that no set is of any more.
    ///
    /// - Parameter rows: How many rows the owner goes through to forget those of the classes: the more they are, the more unused
    ///   sets are kept, so that forgetting one costs no more with many rows than with few.
    /// - Returns: The classes that are no more. Their numbers will be given to others, so nobody may hold one.
    mutating func forgetSome(rows: Int) -> [UInt32] {
        forgetJoined()
        var gone: [UInt32] = []
        idleLimit = max(leastIdleLimit, rows / 16)
        if sets.idleCount > idleLimit { sets.forgetIdle(idleLimit / 2 + 1) { gone.append($0) } }
        for set in gone { classes.release(classOfSet[Int(set)]) }
        gone.removeAll(keepingCapacity: true)
        // The owner goes through all rows for them, so many at a time: pairs leave by the ten thousand.
        if classes.idleCount > idleLimit { classes.forgetIdle(classes.idleCount / 2 + 1) { gone.append($0) } }
        checkIdle()
        return gone
    }

    private mutating func forgetJoined() {
        for classID in joined.values { classes.release(classID) }
        joined.removeAll(keepingCapacity: true)
    }

    // MARK: Classes

    /// The class of a tag set.
    @inline(__always)
    func classID(of set: UInt32) -> UInt32 { classOfSet[Int(set)] }

    /// The class of a host's and its ranges' tags together.
    mutating func classID(host: UInt32, ranges: UInt32) -> UInt32 {
        if ranges == 0 || host == ranges { return classOfSet[Int(host)] }
        if host == 0 { return classOfSet[Int(ranges)] }
        let key = UInt64(host) << 32 | UInt64(ranges)
        if let known = joined[key] { return known }
        if joined.count >= Self.joinedLimit {
            forgetJoined()
            checkIdle()
        }
        let classID = classes.intern(groups(host: host, ranges: ranges)).id
        classes.retain(classID)
        joined[key] = classID
        return classID
    }

    /// The groups that a host's and its ranges' tags satisfy together, without remembering the pair.
    func groups(host: UInt32, ranges: UInt32) -> [UInt32] {
        if ranges == 0 || host == ranges { return classes[classOfSet[Int(host)]] }
        if host == 0 { return classes[classOfSet[Int(ranges)]] }
        return groups(host: host, tags: sets[ranges])
    }

    /// The groups that a host's and other tags satisfy together.
    func groups(host: UInt32, tags: [UInt32]) -> [UInt32] { groups(of: sets[host] + tags) }

    /// The groups that tags in any order satisfy.
    func groups(of tags: [UInt32]) -> [UInt32] { groups(satisfiedBy: Set(tags).sorted()) }
}
