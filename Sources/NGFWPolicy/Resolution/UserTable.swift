import NGFWCore

/// Users as rules see them: each user is the set of those names in rules that apply to it, itself or by group.
///
/// Users with the same set have the same ``UserID``, and 0 is the empty set; so a million users cost no more than the
/// policy has distinctions. Group membership comes from the policy and, while the engine runs, from registrations.
struct UserTable: Sendable {
    /// Name in a rule → number.
    private(set) var terms: [String: UInt32] = [:]
    private var staticTerms: [String: [UInt32]] = [:]
    private var sets: [[UInt32]] = [[]]
    private var ids: [[UInt32]: UInt32] = [[]: 0]

    static let keywords: Set<String> = ["any", "known-user", "unknown"]

    /// - Parameters:
    ///   - names: names of rules, normalised, no keywords.
    ///   - groups: user → groups, as the policy has them.
    init(names: some Sequence<String>, groups: [String: [String]]) {
        for name in names where terms[name] == nil { terms[name] = UInt32(terms.count) }
        for name in terms.keys { staticTerms[name] = terms[name].map { [$0] } }
        for (user, memberships) in groups {
            guard let key = UserName.normalized(user) else { continue }
            let found = ([key] + memberships.compactMap(UserName.normalized)).compactMap { terms[$0] }
            staticTerms[key] = Set(found + (staticTerms[key] ?? [])).sorted()
        }
        for set in staticTerms.values.sorted(by: { $0.lexicographicallyPrecedes($1) }) { _ = intern(set) }
    }

    /// How many ids there are.
    var count: Int { sets.count }

    /// The terms that apply to a user.
    func terms(of id: UserID) -> [UInt32] { Int(id.rawValue) < sets.count ? sets[Int(id.rawValue)] : [] }

    /// A user by the policy alone.
    func id(of name: String) -> UserID {
        guard let key = UserName.normalized(name), let set = staticTerms[key], let id = ids[set] else { return UserID(rawValue: 0) }
        return UserID(rawValue: id)
    }

    /// A user with the groups that registrations say too. `name` is normalised.
    mutating func id(of name: String, groups: Set<String>) -> UserID {
        guard !groups.isEmpty else { return id(of: name) }
        let set = Set((staticTerms[name] ?? []) + groups.compactMap { terms[$0] }).sorted()
        return UserID(rawValue: intern(set))
    }

    private mutating func intern(_ set: [UInt32]) -> UInt32 {
        if let id = ids[set] { return id }
        let id = UInt32(sets.count)
        sets.append(set)
        ids[set] = id
        return id
    }
}
