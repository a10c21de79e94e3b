public import NGFWCore
internal import NGFWPolicy

/// One entry of the traffic log: a session's start, its end, or its block. Source: reference sections 1.11 and 5.2.
///
/// The same value is written by a ``Firewall`` and read back from a log by ``PANOSCSVLogReader``.
public struct TrafficLogRecord: Hashable, Sendable {
    public enum Subtype: String, Hashable, Sendable, CaseIterable {
        /// First payload of a session whose rule logs starts.
        case start
        case end
        /// Blocked before the application was known.
        case drop
        /// Blocked after the application was known.
        case deny
    }

    /// Where the action was defined: field 54. Source: reference section 5.1.
    public enum ActionSource: String, Hashable, Sendable, CaseIterable {
        /// In the rule: what it allows, and how it blocks.
        case policy = "from-policy"
        /// In the application: the rule says `deny`, and the application's own deny action says how (reference section 1.10).
        case application = "from-application"

        /// An application without a deny action of its own is blocked as the policy says: silently.
        init(of action: RuleAction, _ application: Application) {
            self = action == .deny && application.denyAction != .drop ? .application : .policy
        }
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
    public var endReason = SessionEndReason.notApplicable
    public var actionSource = ActionSource.policy
    /// Sessions that this record stands for.
    public var repeatCount: UInt64 = 1
    /// Log forwarding profile.
    public var logSetting: String?
    /// URL category, `any` when there is none.
    public var category = "any"
    /// Metadata of the session's application.
    public var application: Application
    /// Groups that hold the addresses, by name, as registered when the record was written.
    public var sourceGroups: [String] = []
    public var destinationGroups: [String] = []
    /// Of these, the dynamic ones.
    public var dynamicSourceGroups: [String] = []
    public var dynamicDestinationGroups: [String] = []
    public var flags: Flags = []
    /// None or one: records of this firewall need no room for what it does not have.
    private var deviceFacts: [DeviceFacts] = []

    /// A record of an allowed session; the other members are set afterwards.
    public init(
        _ subtype: Subtype, at time: Timestamp, sequenceNumber: UInt64, device: DeviceIdentity, session: SessionSummary
    ) {
        self.subtype = subtype
        self.time = time
        self.sequenceNumber = sequenceNumber
        self.device = device
        self.session = session
        action = session.action.rawValue
        application = Application(name: session.application, origin: .opaque)
    }

    /// What only a device knows of a session: address translation, interfaces, countries.
    public var facts: DeviceFacts {
        get { deviceFacts.first ?? DeviceFacts() }
        set { deviceFacts = newValue == DeviceFacts() ? [] : [newValue] }
    }

    /// Columns that this firewall leaves empty and reads from the logs of others.
    public struct DeviceFacts: Hashable, Sendable {
        /// The client's and the server's address and port after translation; `nil` and 0 for none.
        public var translatedSource: IPAddress?
        public var translatedDestination: IPAddress?
        public var translatedSourcePort: UInt16 = 0
        public var translatedDestinationPort: UInt16 = 0
        public var inboundInterface = ""
        public var outboundInterface = ""
        /// Country or region.
        public var sourceLocation = ""
        public var destinationLocation = ""

        public init() {}
    }
}
