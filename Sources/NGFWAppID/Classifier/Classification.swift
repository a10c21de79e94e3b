public import NGFWCore

/// The classifier's current answer for one session.
public struct Classification: Hashable, Sendable {
    public enum State: UInt8, Hashable, Sendable {
        /// Nothing known yet, more payload may tell.
        case needsMore
        /// Known, but more payload may make it more precise: an application shift follows then.
        case identified
        /// As good as final: nothing but a custom application of the configuration may still take over.
        case settled
        /// Nothing more will come of further payload; the application is final.
        case final
    }

    /// `.undecided` until something is known; the pseudo applications once it is final without a match.
    public var application: ApplicationID
    /// The wire protocol below it: `ssl` for `facebook-base`; the same id when it is its own base.
    public var base: ApplicationID
    public var state: State
    public var evidence: Evidence

    public init(application: ApplicationID, base: ApplicationID, state: State, evidence: Evidence) {
        self.application = application
        self.base = base
        self.state = state
        self.evidence = evidence
    }

    public static let undecided = Classification(application: .undecided, base: .undecided, state: .needsMore, evidence: .none)
}

/// How an application was found.
public enum Evidence: Hashable, Sendable {
    case none
    /// By IP protocol number, or ICMP type.
    case ipProtocol
    /// By the signature with this index in its ``SignatureLibrary``.
    case signature(UInt16)
    /// By a coded protocol decoder.
    case decoder
    /// By a host name (SNI, Host header): the number of the entry of the ``SignatureLibrary`` that it is equal to or below of.
    case host(UInt32)
    /// By a name in the server's certificate: the entry's number, as above.
    case certificate(UInt32)
    /// By the signature of a custom application with this index in its ``SignatureLibrary``.
    case custom(UInt32)
    /// By an application override rule or the caller's word.
    case given
    /// By the control session that negotiated the session.
    case announced

    public var isCustom: Bool {
        if case .custom = self { true } else { false }
    }
}
