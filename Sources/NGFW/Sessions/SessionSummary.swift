public import NGFWCore
public import NGFWPolicy

/// What is known of one session, live or ended, in words: the line of a session browser.
///
/// Sent and received are the client's: sent goes from client to server.
public struct SessionSummary: Hashable, Sendable {
    public var id: UInt64
    /// As the client sees it.
    public var tuple: FiveTuple
    /// Type of the first ICMP message.
    public var icmpType: UInt8?
    /// `nil` when the address has no zone.
    public var from: String?
    public var to: String?
    public var user: String?
    /// Of the server's address. Only read: this firewall identifies clients.
    public var destinationUser: String?
    public var application: String
    /// The wire protocol below the application.
    public var base: String
    /// The applications it was, oldest first; the last is ``application`` unless nothing was identified.
    public var path: [String]
    public var evidence: String
    /// `nil` without a policy.
    public var rule: String?
    public var ruleUUID: String?
    public var action: RuleAction
    /// The rule does not name this application: it was let through as a dependency of one that the rule names.
    public var isImplicit: Bool
    public var state: SessionState
    public var packetsSent: UInt64
    public var packetsReceived: UInt64
    public var bytesSent: UInt64
    public var bytesReceived: UInt64
    public var start: Timestamp
    /// Of the last packet.
    public var end: Timestamp
    /// `nil` while it lives.
    public var endReason: SessionEndReason?
    /// Packets of both directions up to the one that settled the application; `nil` when nothing was identified.
    public var packetsToIdentify: Int?
    /// The first packet seen was not the session's first one: the roles of client and server are guessed.
    public var startsMidStream: Bool
    /// Its TCP segments said different things about the same bytes: somebody meant one reader to see what another does not.
    public var hasContradictions: Bool
    /// Whether the service that it came under has timeouts of its own; of live sessions alone. Source: reference section 4.2.
    public var hasServiceTimeouts = false
    public var kind: SessionKind
    /// The session that announced this one; 0 for none.
    public var parentID: UInt64
    public var parentStart: Timestamp?
    /// What the session's packets came in: `GRE`, `VXLAN`; `nil` for no tunnel.
    public var tunnelType: String?
    /// The tunnel's own number: a GRE key, a VXLAN network; 0 for none.
    public var tunnelID: UInt64
    /// Seconds without a packet that it survives in its present phase, and what is left of them; `nil` once it has ended.
    public var timeout: Int64?
    public var timeToLive: Int64?
    /// Whether its payload is still looked at.
    public var isInspected: Bool
    /// Whether its end will be logged.
    public var logsEnd: Bool

    public init(id: UInt64, tuple: FiveTuple, start: Timestamp) {
        self.id = id
        self.tuple = tuple
        application = "incomplete"
        base = "incomplete"
        path = []
        evidence = ""
        action = .allow
        isImplicit = false
        state = .active
        packetsSent = 0
        packetsReceived = 0
        bytesSent = 0
        bytesReceived = 0
        self.start = start
        end = start
        startsMidStream = false
        hasContradictions = false
        kind = .flow
        parentID = 0
        tunnelID = 0
        isInspected = false
        logsEnd = false
    }

    public var packets: UInt64 { packetsSent &+ packetsReceived }
    public var bytes: UInt64 { bytesSent &+ bytesReceived }
}
