import NGFWCore

/// Users as rules see them: each user is the set of those names in rules that apply to it, itself or by group.
///
/// Users with the same set have the same ``UserID``, and 0 is the empty set; so a million users cost no more than the
/// policy has distinctions. Group membership comes from the policy and, while the engine runs, from registrations: groups
/// by name, and dynamic groups by the user's tags. When registrations bring too many combinations, the older half of theirs is
/// forgotten. A number is not given to another set afterwards, so that nobody who kept it is taken for someone else.
struct UserTable: Sendable {
    /// A dynamic user group that rules name.
    struct Dynamic: Sendable {
        var term: UInt32
        var filter: TagExpression
    }

    /// Name in a rule → number.
    private(set) var terms: [String: UInt32] = [:]
    private var staticTerms: [String: [UInt32]] = [:]
    private var dynamic: [Dynamic] = []
    /// The sets that the policy alone makes, numbered from 0.
    private var sets: [[UInt32]] = [[]]
    /// Those that registrations brought, numbered from ``firstDynamic``.
    private var dynamicSets: [[UInt32]] = []
    private var firstDynamic: UInt32 = 1
    private var ids: [[UInt32]: UInt32] = [[]: 0]
    /// Rises when no number is left and all of registrations' are given anew.
    private(set) var generation = 0
    private let highest: UInt32
    /// The lengths of ``dynamicSets`` together.
    private var dynamicTerms = 0
    /// How many of them, and of their terms, are kept.
    private let mostSets: Int
    private let mostTerms: Int

    static let keywords: Set<String> = ["any", "known-user", "unknown"]
    /// Sets kept beside those of the policy.
    static let dynamicLimit = 1 << 16
    /// Their terms: 16 MB.
    static let dynamicTermLimit = 1 << 22
    /// Half of the numbers of 32 bits: keys of answers need a bit.
    static let highestNumber = UInt32(Int32.max) - 1

    /// - Parameters:
    ///   - names: names of rules, normalised, no keywords.
    ///   - groups: user → groups, as the policy has them.
    ///   - dynamicGroups: normalised name → filter.
    init(
        names: some Sequence<String>, groups: [String: [String]] = [:], dynamicGroups: [String: TagExpression] = [:],
        form: PolicyOptions.UserNames = .asWritten, highest: UInt32 = highestNumber, mostSets: Int = dynamicLimit,
        mostTerms: Int = dynamicTermLimit
    ) {
        self.highest = highest
        self.mostSets = mostSets
        self.mostTerms = mostTerms
        for name in names where terms[name] == nil { terms[name] = UInt32(terms.count) }
        for (name, filter) in dynamicGroups { if let term = terms[name] { dynamic.append(Dynamic(term: term, filter: filter)) } }
        dynamic.sort { $0.term < $1.term }
        for name in terms.keys { staticTerms[name] = terms[name].map { [$0] } }
        for (user, memberships) in groups {
            guard let key = UserName.normalized(user, form: form) else { continue }
            let found = ([key] + memberships.compactMap { UserName.normalized($0, form: form) }).compactMap { terms[$0] }
            staticTerms[key] = Set(found + (staticTerms[key] ?? [])).sorted()
        }
        for set in staticTerms.values.sorted(by: { $0.lexicographicallyPrecedes($1) }) where ids[set] == nil {
            ids[set] = UInt32(sets.count)
            sets.append(set)
        }
        firstDynamic = UInt32(sets.count)
    }

    /// How many ids are known.
    var count: Int { sets.count + dynamicSets.count }

    /// Whether a number stands for a set: it does not when the set was forgotten.
    @inline(__always)
    func knows(_ id: UserID) -> Bool {
        Int(id.rawValue) < sets.count || id.rawValue >= firstDynamic && Int(id.rawValue - firstDynamic) < dynamicSets.count
    }

    /// The terms that apply to a user; none of one who was forgotten.
    func terms(of id: UserID) -> [UInt32] {
        if Int(id.rawValue) < sets.count { return sets[Int(id.rawValue)] }
        return knows(id) ? dynamicSets[Int(id.rawValue - firstDynamic)] : []
    }

    /// The filter of a dynamic group that rules name.
    func filter(ofDynamicGroup name: String) -> TagExpression? {
        terms[name].flatMap { term in dynamic.first { $0.term == term }?.filter }
    }

    /// The terms of a user who has other tags than before.
    func terms(of id: UserID, tags: Set<String>) -> [UInt32] {
        let others = terms(of: id).filter { term in !dynamic.contains { $0.term == term } }
        return others + dynamic.filter { $0.filter.isSatisfied(by: tags.contains) }.map(\.term)
    }

    /// Names in rules that apply to a user by the policy's own groups, sorted.
    func configuredNames(of user: String) -> [String] {
        let set = Set(staticTerms[user] ?? [])
        return set.isEmpty ? [] : terms.filter { set.contains($0.value) }.keys.sorted()
    }

    /// Users that the policy's own groups put into a group that rules name, sorted.
    func configuredMembers(of group: String) -> [String] {
        guard let term = terms[group] else { return [] }
        return staticTerms.filter { $0.key != group && $0.value.contains(term) }.keys.sorted()
    }

    /// Dynamic groups that rules name, sorted by name.
    var dynamicGroups: [(name: String, filter: TagExpression)] {
        terms.compactMap { name, term in dynamic.first { $0.term == term }.map { (name, $0.filter) } }.sorted { $0.name < $1.name }
    }

    /// A user by the policy alone. `name` is normalised.
    func id(of name: String) -> UserID {
        guard let set = staticTerms[name], let id = ids[set] else { return UserID(rawValue: 0) }
        return UserID(rawValue: id)
    }

    /// A user with the groups and tags that registrations say too. `name` is normalised.
    mutating func id(of name: String, groups: Set<String>, tags: [String]) -> UserID {
        let isDynamic = !dynamic.isEmpty && !tags.isEmpty
        guard !groups.isEmpty || isDynamic else { return id(of: name) }
        var set = Set(staticTerms[name] ?? [])
        // Registrations may put a user into more groups than rules name.
        if groups.count <= terms.count {
            for group in groups { if let term = terms[group] { set.insert(term) } }
        } else {
            for (name, term) in terms where groups.contains(name) { set.insert(term) }
        }
        if isDynamic {
            let has = Set(tags)
            for group in dynamic where group.filter.isSatisfied(by: has.contains) { set.insert(group.term) }
        }
        let sorted = set.sorted()
        if let known = ids[sorted] { return UserID(rawValue: known) }
        while !dynamicSets.isEmpty, dynamicSets.count >= mostSets || dynamicTerms + sorted.count > mostTerms {
            forget((dynamicSets.count + 1) / 2)
        }
        if firstDynamic + UInt32(dynamicSets.count) > highest { startAnew() }
        let id = firstDynamic + UInt32(dynamicSets.count)
        dynamicSets.append(sorted)
        dynamicTerms += sorted.count
        ids[sorted] = id
        return UserID(rawValue: id)
    }

    /// Drops the oldest sets of those that registrations have brought.
    private mutating func forget(_ number: Int) {
        for set in dynamicSets[..<number] {
            ids[set] = nil
            dynamicTerms -= set.count
        }
        dynamicSets.removeSubrange(..<number)
        firstDynamic += UInt32(number)
    }

    private mutating func startAnew() {
        forget(dynamicSets.count)
        firstDynamic = UInt32(sets.count)
        generation += 1
    }
}
