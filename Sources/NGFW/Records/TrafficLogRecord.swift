public import NGFWCore

/// One entry of the traffic log: a session's start, its end, or its block. Source: reference sections 1.11 and 5.2.
public struct TrafficLogRecord: Hashable, Sendable {
    public enum Subtype: String, Hashable, Sendable {
        /// First payload of a session whose rule logs starts.
        case start
        case end
        /// Blocked before the application was known.
        case drop
        /// Blocked after the application was known.
        case deny
    }

    public var subtype: Subtype
    /// When it was written, by the firewall's clock.
    public var time: Timestamp
    /// Rises by one with every record of a firewall.
    public var sequenceNumber: UInt64
    public var device: DeviceIdentity
    public var session: SessionSummary
    /// What the log calls the action: the rule's, or `drop-icmp`.
    public var action: String
    /// ``SessionEndReason/notApplicable`` for a start.
    public var endReason: SessionEndReason
    public var actionSource: String
    /// Log forwarding profile.
    public var logSetting: String?
    /// URL category, `any` when there is none.
    public var category: String
    /// Metadata of the session's application.
    public var application: Application
    /// Groups that hold the addresses, by name, as registered when the record was written.
    public var sourceGroups: [String]
    public var destinationGroups: [String]
    /// Of these, the dynamic ones.
    public var dynamicSourceGroups: [String]
    public var dynamicDestinationGroups: [String]
    public var flags: Flags

    /// Bits of field 29 that this firewall can know. Source: reference section 5.2.
    public struct Flags: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        public static let ipv6 = Flags(rawValue: 0x0200_0000)
        public static let decrypted = Flags(rawValue: 0x0100_0000)
        /// The application is not on one of its default ports.
        public static let nonStandardPort = Flags(rawValue: 0x0010_0000)
        /// Allowed as an implicit dependency.
        public static let implicitApplication = Flags(rawValue: 0x0000_2000)
    }
}
