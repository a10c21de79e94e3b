import NGFWCore

/// Everything that one member of a rule's address list, or one group reachable from a rule, holds: nesting flattened.
struct AddressSet: Sendable {
    enum Kind: String, Sendable {
        case object = "address object"
        case staticGroup = "static group"
        case dynamicGroup = "dynamic group"
        case externalList = "external list"
        case region = "region"
        case literal = "literal"
        case unknown = "unknown name"
    }

    /// One range or wildcard.
    enum Leaf: Hashable, Sendable {
        case range(IPRange)
        case wildcard(IPWildcard)

        func contains(_ address: IPAddress) -> Bool {
            switch self {
            case .range(let range): range.contains(address)
            case .wildcard(let wildcard): wildcard.contains(address)
            }
        }
    }

    var name: String
    var kind: Kind
    /// What the set holds itself; a group has none. See ``Swift/Array/leaves(of:)``.
    var leaves: [Leaf] = []
    /// The sets whose leaves are in, each once: of a group those inside at any depth, of another set itself. Indexes of
    /// ``ResolvedPolicy/addressSets``.
    var parts: [Int32] = []
    /// How many leaves there are, those of nested sets included.
    var leafCount = 0
    var hasWildcard = false
    /// Dynamic groups whose registered addresses are in: indexes of ``ResolvedPolicy/dynamicGroups``, ascending.
    var dynamicGroups: [Int] = []
    /// What a group holds directly, for explanations: indexes of ``ResolvedPolicy/addressSets``.
    var members: [Int32] = []
    /// Tags that the configuration gives the object or group.
    var tags: [String] = []
    /// Whether something inside could not be resolved, so that the set may lack addresses.
    var isBroken = false
    /// What inside is an error, so that a rule that names the set is not understood fully.
    var fault: String?

    /// Notes an error.
    mutating func fail(_ why: String) {
        isBroken = true
        if fault == nil { fault = why }
    }

    var isGroup: Bool { kind == .staticGroup || kind == .dynamicGroup }
}

extension [AddressSet] {
    /// The ranges and wildcards of a set, those of nested sets included, in the order of its members.
    func leaves(of set: AddressSet) -> some Sequence<AddressSet.Leaf> { set.parts.lazy.flatMap { self[Int($0)].leaves } }

    /// Whether a set holds an address by what the configuration says; registered addresses are apart.
    func isHeld(_ address: IPAddress, by set: AddressSet) -> Bool {
        for part in set.parts { for leaf in self[Int(part)].leaves where leaf.contains(address) { return true } }
        return false
    }
}

/// A dynamic address group with its parsed filter.
public struct DynamicGroup: Sendable {
    public let name: String
    public let filter: TagExpression
    /// Its flattened set: an index of ``ResolvedPolicy/addressSets``.
    var set: Int
}
