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

    /// One range or wildcard, and the object that it comes from.
    struct Leaf: Hashable, Sendable {
        enum Content: Hashable, Sendable {
            case range(IPRange)
            case wildcard(IPWildcard)
        }

        var name: String
        var content: Content
        /// The set that it was made for, an index of ``ResolvedPolicy/addressSets``: leaves of one origin come together.
        var origin: Int32

        func contains(_ address: IPAddress) -> Bool {
            switch content {
            case .range(let range): range.contains(address)
            case .wildcard(let wildcard): wildcard.contains(address)
            }
        }
    }

    var name: String
    var kind: Kind
    var leaves: [Leaf] = []
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

    var hasWildcard: Bool {
        leaves.contains { if case .wildcard = $0.content { true } else { false } }
    }

    /// Notes an error.
    mutating func fail(_ why: String) {
        isBroken = true
        if fault == nil { fault = why }
    }

    var isGroup: Bool { kind == .staticGroup || kind == .dynamicGroup }
}

/// A dynamic address group with its parsed filter.
public struct DynamicGroup: Sendable {
    public let name: String
    public let filter: TagExpression
    /// Its flattened set: an index of ``ResolvedPolicy/addressSets``.
    var set: Int
}
