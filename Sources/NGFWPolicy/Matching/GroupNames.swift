/// The groups that hold an address, of those that rules reach, sorted by name.
public struct GroupNames: Hashable, Sendable {
    /// Static and dynamic ones.
    public let all: [String]
    public let dynamic: [String]

    public static let none = GroupNames(all: [], dynamic: [])
}

/// Group names by address class, so that log records do not put them together anew.
struct GroupNameCache: Sendable {
    private var names: [AddressClass: GroupNames] = [:]
    /// How many names are kept, and one for each class.
    private var kept = 0

    private static let limit = 1 << 17

    subscript(addressClass: AddressClass) -> GroupNames? { names[addressClass] }

    mutating func remember(_ addressClass: AddressClass, _ found: GroupNames) {
        if kept > Self.limit { removeAll() }
        kept += 1 + found.all.count + found.dynamic.count
        names[addressClass] = found
    }

    mutating func removeAll() {
        names.removeAll(keepingCapacity: true)
        kept = 0
    }
}
