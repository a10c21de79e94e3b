public import NGFWCore

/// Everything a rule may ask of a session, as plain values: names are interned by the ``ResolvedPolicy`` it is put to.
///
/// Addresses and ports are the original ones (before NAT), zones the final ones. Source: reference section 1.6.
public struct MatchInput: Hashable, Sendable {
    public var tuple: FiveTuple
    public var icmpType: UInt8?
    public var from: ZoneID
    public var to: ZoneID
    public var user: UserFact
    public var sourceHIP: HIPFact
    public var destinationHIP: HIPFact
    /// `nil` while the URL category is not known; rules without a category criterion do not care.
    public var category: CategoryID?
    /// `nil` while undecided: the six-tuple lookup.
    public var application: ApplicationID?
    /// Whether the application may still shift to another (implicit dependencies apply then).
    public var applicationMayShift: Bool
    /// Whether the session is decrypted: `application-default` means the secure ports then.
    public var isDecrypted: Bool
    public var time: Timestamp

    public init(
        tuple: FiveTuple, icmpType: UInt8? = nil, from: ZoneID, to: ZoneID, user: UserFact = .unmapped,
        sourceHIP: HIPFact = .none, destinationHIP: HIPFact = .none, category: CategoryID? = nil, application: ApplicationID? = nil,
        applicationMayShift: Bool = false, isDecrypted: Bool = false, time: Timestamp
    ) {
        self.tuple = tuple
        self.icmpType = icmpType
        self.from = from
        self.to = to
        self.user = user
        self.sourceHIP = sourceHIP
        self.destinationHIP = destinationHIP
        self.category = category
        self.application = application
        self.applicationMayShift = applicationMayShift
        self.isDecrypted = isDecrypted
        self.time = time
    }
}

/// A zone by number within one ``ResolvedPolicy``.
public struct ZoneID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// An address without a zone: only rules with `any` match, and it equals no zone, itself included.
    public static let none = ZoneID(rawValue: 0)
    /// The pseudo zone `multicast`, legal as destination only.
    public static let multicast = ZoneID(rawValue: 1)
    static let multicastName = "multicast"
    /// A zone that has a name but that neither rules nor the policy's zones name: only rules with `any` match.
    public static let unnamed = ZoneID(rawValue: 2)
    /// A second such zone, not the same as ``unnamed``.
    public static let otherUnnamed = ZoneID(rawValue: 3)
    static let reservedCount = 4
}

/// A URL category by number within one ``ResolvedPolicy``.
public struct CategoryID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A category that no rule names, or none at all: only rules with `any` match.
    public static let unnamed = CategoryID(rawValue: 0)
}

/// What is known of the user behind the source address. Source: reference section 1.4.
public enum UserFact: Hashable, Sendable {
    /// The address has no mapping: `unknown`.
    case unmapped
    /// A mapped user, by number; 0 is a user that no rule names, itself or by group.
    case mapped(UserID)
}

/// The names in rules that applied to a user, by number within one ``ResolvedPolicy``.
///
/// A number always means the same names, so one that was kept never gives a user the rights of another. It does not follow the
/// user: ask ``PolicyEngine/user(of:from:)`` again when ``PolicyEngine/revisions`` have changed. One kept for long may be
/// forgotten (after 32,768 new combinations of groups, or fewer of very many groups); it is then that of a user whom no rule names.
public struct UserID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}
