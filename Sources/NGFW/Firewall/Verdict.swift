public import NGFWCore
public import NGFWPolicy

/// What a front end does with one packet, and who says so.
public struct Verdict: Hashable, Sendable {
    public enum Disposition: String, Hashable, Sendable {
        case pass
        case drop
        /// Kept for reassembly: the verdict on the fragment that completes the datagram speaks for all of them.
        case hold
        /// Drop the packet and send a TCP RST to that side.
        case resetClient = "reset-client"
        case resetServer = "reset-server"
        case resetBoth = "reset-both"

        /// Whether the packet goes on.
        @inlinable public var isPass: Bool { self == .pass }
    }

    public var disposition: Disposition
    public var reason: PacketReason
    /// The rule in force for the packet's session; `nil` without a session or a policy. A number past the policy's rules
    /// is a rule of a former policy (``Firewall/replacePolicy(_:rematch:at:)``).
    public var rule: RuleMatch.Author?
    /// 0 when the packet belongs to no session.
    public var sessionID: UInt64
    /// `nil` when the packet belongs to no session.
    public var direction: FlowDirection?
    /// Send "administratively prohibited" to the client: ICMPv4 type 3 code 13, ICMPv6 type 1 code 1.
    /// Source: reference section 1.10.
    public var sendsUnreachable = false

    /// Clear the urgent flag and pointer before the segment goes on, and mend its checksum: all its bytes were inspected as part of the
    /// stream, and only so its receiver reads the same. Source: reference section 4.3, `urgent-data`.
    public var clearsUrgentPointer = false
    /// Replace the Multipath TCP option (kind 30, RFC 8684) by no-operations (kind 1) before the SYN goes on, and mend its checksum: the
    /// ends then use this connection alone, and none of its bytes takes a path that nobody inspects. Source: reference section 4.3,
    /// `strip-mptcp-option`.
    public var stripsMultipath = false

    /// What the two sides of the session are told because of this packet.
    public var response: Response {
        switch disposition {
        case .pass, .hold: .none
        case .drop: sendsUnreachable ? .icmpUnreachable : .drop
        case .resetClient: .resetClient
        case .resetServer: .resetServer
        case .resetBoth: .resetBoth
        }
    }

    /// A packet of a session that is blocked.
    init(_ response: Response, _ reason: PacketReason, rule: RuleMatch.Author?, sessionID: UInt64, direction: FlowDirection) {
        let disposition: Disposition =
            switch response {
            case .none, .drop, .icmpUnreachable: .drop
            case .resetClient: .resetClient
            case .resetServer: .resetServer
            case .resetBoth: .resetBoth
            }
        self.init(disposition, reason, rule: rule, sessionID: sessionID, direction: direction)
        sendsUnreachable = response == .icmpUnreachable
    }

    public init(
        _ disposition: Disposition, _ reason: PacketReason, rule: RuleMatch.Author? = nil, sessionID: UInt64 = 0,
        direction: FlowDirection? = nil
    ) {
        self.disposition = disposition
        self.reason = reason
        self.rule = rule
        self.sessionID = sessionID
        self.direction = direction
    }
}

/// Why a packet passes or not.
public enum PacketReason: UInt8, Hashable, Sendable, CaseIterable {
    /// It belongs to a session, and the policy lets the session pass (or there is no policy).
    case session
    /// The policy blocks its session.
    case policy
    /// Cut short, malformed, or not IP.
    case undecodable
    /// A fragment that waits for the rest of its datagram.
    case fragmentHeld
    /// A fragment that could not be put together.
    case fragment
    /// TCP without SYN and without a session. Source: reference section 4.3.
    case nonSYN
    /// A SYN with another sequence number on an open session. Source: reference section 4.3.
    case differentSYN
    /// A TCP segment outside the windows of its session, which its receiver would throw away. Source: reference section 4.3.
    case outOfWindow
    /// A packet of a tunnel that cannot be inspected as its rule asks.
    case tunnel
    /// A TCP segment with other bytes for a place than one before it, whose receiver might read either.
    case contradiction
    /// A TCP segment beyond the room for what waits out of order, where it may not bypass inspection.
    case outOfOrderQueue
    /// A TCP segment whose time stamp is null, missing or older than the last. Source: reference section 4.3.
    case timestamp
    /// A wrong checksum: its receiver would throw it away. Source: reference section 4.3.
    case checksum
    /// No room in the session table.
    case sessionTableFull
    /// Too many sessions share a part of the hash table, as only a made-up set of addresses does.
    case probeLimit
}

extension PacketReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .session: "session"
        case .policy: "policy"
        case .undecodable: "undecodable"
        case .fragmentHeld: "fragment-held"
        case .fragment: "fragment"
        case .nonSYN: "non-syn"
        case .differentSYN: "different-syn"
        case .outOfWindow: "out-of-window"
        case .tunnel: "tunnel"
        case .contradiction: "contradiction"
        case .outOfOrderQueue: "out-of-order-queue"
        case .timestamp: "timestamp"
        case .checksum: "checksum"
        case .sessionTableFull: "session-table-full"
        case .probeLimit: "probe-limit"
        }
    }
}
