/// Why a session ended: field 47 of the traffic log. Source: reference section 4.4.
public enum SessionEndReason: String, Hashable, Sendable, CaseIterable {
    // In the order of precedence: of several that apply the first is logged.
    /// A threat signature blocked it. Only read: this firewall has none.
    case threat
    case policyDeny = "policy-deny"
    /// Decryption failed. Only read: this firewall decrypts nothing.
    case decryptCertificateValidation = "decrypt-cert-validation"
    case decryptUnsupportedParameter = "decrypt-unsupport-param"
    case decryptError = "decrypt-error"
    case tcpResetFromClient = "tcp-rst-from-client"
    case tcpResetFromServer = "tcp-rst-from-server"
    case resourcesUnavailable = "resources-unavailable"
    case tcpFIN = "tcp-fin"
    case tcpReuse = "tcp-reuse"
    /// The protocol itself said that it is over.
    case decoder
    case agedOut = "aged-out"
    /// Not covered by the others: the capture, or the firewall's life, was over.
    case unknown
    /// The record is not about an end.
    case notApplicable = "n/a"

    /// The one of two reasons that is logged.
    public func orStronger(_ other: SessionEndReason) -> SessionEndReason { other.rank < rank ? other : self }

    private var rank: Int {
        switch self {
        case .threat: 0
        case .policyDeny: 1
        case .decryptCertificateValidation: 2
        case .decryptUnsupportedParameter: 3
        case .decryptError: 4
        case .tcpResetFromClient: 5
        case .tcpResetFromServer: 6
        case .resourcesUnavailable: 7
        case .tcpFIN: 8
        case .tcpReuse: 9
        case .decoder: 10
        case .agedOut: 11
        case .unknown: 12
        case .notApplicable: 13
        }
    }

    /// The words of `show session id` for where the session was ended; `nil` where the device has none, or none is known.
    /// Source: reference section 4.4.
    public var trackerStage: String? {
        switch self {
        case .agedOut: "Aged out"
        case .tcpFIN: "TCP FIN"
        case .tcpResetFromClient: "TCP RST - client"
        case .tcpResetFromServer: "TCP RST - server"
        case .policyDeny: "appid policy lookup deny"
        case .threat: "mitigation tdb"
        case .resourcesUnavailable: "resource limit"
        case .decryptCertificateValidation, .decryptUnsupportedParameter, .decryptError, .tcpReuse, .decoder, .unknown, .notApplicable:
            nil
        }
    }
}

/// Where a session stands in the table, independent of the TCP handshake. Source: reference section 4.1.
///
/// The states between (OPENING, CLOSING, FREE) last no longer than one packet here: the table has one owner.
public enum SessionState: String, Hashable, Sendable, CaseIterable {
    /// Packets are inspected and forwarded, from the SYN on.
    case active = "ACTIVE"
    /// Blocked: packets are dropped until the discard timeout.
    case discard = "DISCARD"
    /// Ended and out of the table.
    case closed = "CLOSED"
}

/// What an entry of the session table stands for. Source: reference section 4.1.
public enum SessionKind: String, Hashable, Sendable, CaseIterable {
    case flow = "FLOW"
    /// Waits for a session that another one announced.
    case predicted = "PRED"
}
