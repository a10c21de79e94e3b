public import NGFWCore

/// A security rule with its names looked up and its groups flattened. Criteria are numbers into the ``ResolvedPolicy``.
public struct ResolvedRule: Sendable {
    /// The rule as written: name, uuid, action, logging.
    public internal(set) var definition: SecurityRule
    /// Its place in ``ResolvedPolicy/rules``.
    public let index: Int
    var from: ZoneCriterion
    var to: ZoneCriterion
    var source: AddressCriterion
    var destination: AddressCriterion
    var users: UserCriterion
    var sourceHIP: HIPCriterion
    var destinationHIP: HIPCriterion
    var categories: CategoryCriterion
    var applications: ApplicationCriterion
    var service: ServiceCriterion
    /// An index of ``ResolvedPolicy/schedules``.
    var schedule: Int?
    /// Why the rule can match nothing, whatever the flow; `nil` for a sound rule.
    public internal(set) var neverMatchesBecause: String?

    public var name: String { definition.name }
    public var action: RuleAction { definition.action }
    /// Whether the rule takes part in matching at all.
    public var isInForce: Bool { !definition.isDisabled && neverMatchesBecause == nil }
}

/// An application override rule with its names looked up.
public struct ResolvedOverride: Sendable {
    /// The rule as written.
    public let definition: ApplicationOverrideRule
    /// Its place in ``ResolvedPolicy/applicationOverrides``.
    public let index: Int
    let from: ZoneCriterion
    let to: ZoneCriterion
    let source: AddressCriterion
    let destination: AddressCriterion
    let users: UserCriterion
    /// What sessions are called.
    public let application: ApplicationID
    /// Why the rule can match nothing, whatever the flow; `nil` for a sound rule.
    public let neverMatchesBecause: String?

    public var name: String { definition.name }
    /// Whether the rule takes part in matching at all.
    public var isInForce: Bool { !definition.isDisabled && neverMatchesBecause == nil }
}

struct ZoneCriterion: Sendable {
    var isAny: Bool
    var zones: Set<ZoneID>

    func contains(_ zone: ZoneID) -> Bool { isAny || zones.contains(zone) }
}

struct AddressCriterion: Sendable {
    var isAny: Bool
    var isNegated: Bool
    /// Indexes of ``ResolvedPolicy/addressSets``.
    var sets: [Int]
}

struct UserCriterion: Sendable {
    var isAny: Bool
    /// `known-user`
    var allowsKnown: Bool
    /// `unknown`
    var allowsUnmapped: Bool
    /// Terms of the ``UserTable``.
    var terms: Set<UInt32>
}

struct CategoryCriterion: Sendable {
    var isAny: Bool
    var categories: Set<CategoryID>

    enum Answer {
        case yes
        case no
        /// The rule asks for a category and none is known yet.
        case open
    }

    func answer(_ category: CategoryID?) -> Answer {
        if isAny { return .yes }
        guard let category else { return .open }
        return categories.contains(category) ? .yes : .no
    }
}

enum ApplicationCriterion: Sendable {
    case any
    /// An index of ``ResolvedPolicy/applicationSets``.
    case set(Int)

    var isAny: Bool {
        if case .any = self { return true }
        return false
    }
}

enum ServiceCriterion: Sendable {
    case any
    case applicationDefault
    /// Indexes of ``ResolvedPolicy/services``.
    case services([Int])
}

/// A service object in a form to be matched.
struct ServiceMatcher: Hashable, Sendable {
    var name: String
    var ipProtocol: IPProtocol
    var destinationPorts: PortSet
    var sourcePorts: PortSet?

    func contains(_ tuple: FiveTuple) -> Bool {
        tuple.ipProtocol == ipProtocol && destinationPorts.contains(tuple.destinationPort)
            && sourcePorts?.contains(tuple.sourcePort) ?? true
    }

    var description: String {
        "\(ipProtocol)/\(destinationPorts)" + (sourcePorts.map { " from source port \($0)" } ?? "")
    }
}

/// What a rule's application list comes to.
struct ApplicationSet: Sendable {
    /// The names in the rule.
    var names: [String]
    var members: Set<ApplicationID>
    /// Applications that a member implicitly uses. Source: reference section 2.5.
    var implicitParents: Set<ApplicationID>
    /// Implicit parent → the members that use it.
    var heirs: [ApplicationID: [ApplicationID]]
    /// What inside is an error.
    var fault: String?
    /// Custom members without default ports, sorted; `nil` until somebody asks.
    var portless: [String]?
}
