public import NGFWCore

/// A security rule with its names looked up and its groups flattened. Criteria are numbers into the ``ResolvedPolicy``.
public struct ResolvedRule: Sendable {
    private var written: WrittenRule
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

    /// The rule as written: name, uuid, action, logging.
    public internal(set) var definition: SecurityRule {
        get { written.rule }
        set { written = WrittenRule([newValue], 0) }
    }
    public var name: String { written.name }
    public var action: RuleAction { written.action }
    var type: RuleType { written.type }
    /// Whether the rule takes part in matching at all.
    public var isInForce: Bool { !written.isDisabled && neverMatchesBecause == nil }

    init(
        _ written: WrittenRule, index: Int, from: ZoneCriterion, to: ZoneCriterion, source: AddressCriterion,
        destination: AddressCriterion, users: UserCriterion, sourceHIP: HIPCriterion, destinationHIP: HIPCriterion,
        categories: CategoryCriterion, applications: ApplicationCriterion, service: ServiceCriterion, schedule: Int?,
        neverMatchesBecause: String?
    ) {
        self.written = written
        self.index = index
        self.from = from
        self.to = to
        self.source = source
        self.destination = destination
        self.users = users
        self.sourceHIP = sourceHIP
        self.destinationHIP = destinationHIP
        self.categories = categories
        self.applications = applications
        self.service = service
        self.schedule = schedule
        self.neverMatchesBecause = neverMatchesBecause
    }
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

/// A tunnel inspection rule with its names looked up.
public struct ResolvedTunnelInspection: Sendable {
    /// The rule as written.
    public let definition: TunnelInspectionRule
    let from: ZoneCriterion
    let to: ZoneCriterion
    let source: AddressCriterion
    let destination: AddressCriterion
    let users: UserCriterion
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
    var timeouts = ServiceTimeouts()

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
    /// An application and one that it implicitly uses.
    struct Heir: Sendable {
        var parent: ApplicationID
        var member: ApplicationID
    }

    /// The names in the rule.
    var names: [String]
    var members: ApplicationIDs
    /// Applications that a member implicitly uses. Source: reference section 2.5.
    var implicitParents: ApplicationIDs
    /// By member.
    var heirs: [Heir]
    /// What inside is an error.
    var fault: String?
    /// Whether there is a custom member without default ports.
    var hasPortlessCustom: Bool

    /// The members that implicitly use an application.
    func heirs(of parent: ApplicationID) -> some Sequence<ApplicationID> { heirs.lazy.filter { $0.parent == parent }.map(\.member) }
}

/// A set of applications, ascending.
struct ApplicationIDs: RandomAccessCollection, Sendable {
    private let ids: [ApplicationID]

    /// - Parameter found: in any order, with repetitions.
    init(_ found: [ApplicationID] = []) {
        if found.count < 2 {
            ids = found
            return
        }
        var sorted = found.sorted { $0.rawValue < $1.rawValue }
        var count = 1
        for index in 1..<sorted.count where sorted[index] != sorted[count - 1] {
            sorted[count] = sorted[index]
            count += 1
        }
        sorted.removeSubrange(count...)
        ids = sorted
    }

    var startIndex: Int { 0 }
    var endIndex: Int { ids.count }
    subscript(index: Int) -> ApplicationID { ids[index] }

    /// - Complexity: O(log *n*)
    func contains(_ id: ApplicationID) -> Bool {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle].rawValue < id.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }
}
