/// Why a session ended: field 47 of the traffic log. Source: reference section 4.4.
public enum SessionEndReason: String, Hashable, Sendable, CaseIterable {
    // In the order of precedence: of several that apply the first is logged.
    case policyDeny = "policy-deny"
    case tcpResetFromClient = "tcp-rst-from-client"
    case tcpResetFromServer = "tcp-rst-from-server"
    case resourcesUnavailable = "resources-unavailable"
    case tcpFIN = "tcp-fin"
    case tcpReuse = "tcp-reuse"
    case agedOut = "aged-out"
    /// Not covered by the others: the capture, or the firewall's life, was over.
    case unknown
    /// The record is not about an end.
    case notApplicable = "n/a"

    /// The one of two reasons that is logged.
    public func orStronger(_ other: SessionEndReason) -> SessionEndReason { other.rank < rank ? other : self }

    private var rank: Int {
        switch self {
        case .policyDeny: 0
        case .tcpResetFromClient: 1
        case .tcpResetFromServer: 2
        case .resourcesUnavailable: 3
        case .tcpFIN: 4
        case .tcpReuse: 5
        case .agedOut: 6
        case .unknown: 7
        case .notApplicable: 8
        }
    }
}

/// Where a session stands in the table, independent of the TCP handshake. Source: reference section 4.1.
///
/// The states between (OPENING, CLOSING, FREE) last no longer than one packet here: the table has one owner.
public enum SessionState: String, Hashable, Sendable {
    /// Packets are inspected and forwarded, from the SYN on.
    case active = "ACTIVE"
    /// Blocked: packets are dropped until the discard timeout.
    case discard = "DISCARD"
    /// Ended and out of the table.
    case closed = "CLOSED"
}
