internal import NGFWPolicy

/// What the two sides of a flow are told when it is blocked.
///
/// Resets exist for TCP and once the handshake is complete; before it a reset action drops in silence. An "administratively
/// prohibited" (ICMPv4 type 3 code 13, ICMPv6 type 1 code 1) goes to the client where the rule says so and no reset was
/// sent. Source: reference section 1.10.
public enum Response: String, Hashable, Sendable, CaseIterable {
    /// The flow goes on.
    case none
    /// Nothing is sent.
    case drop
    /// A TCP RST to that side.
    case resetClient = "reset-client"
    case resetServer = "reset-server"
    case resetBoth = "reset-both"
    case icmpUnreachable = "icmp-unreachable"

    /// - Parameters:
    ///   - resetsOnDeny: whether `deny` means a reset for the application (``NGFWCore/Application/DenyAction/dropReset``).
    ///   - canReset: whether it is a TCP session whose handshake is complete.
    ///   - sendsUnreachable: whether the rule asks for it and an ICMP error may answer the packet.
    init(_ action: RuleAction, resetsOnDeny: Bool, canReset: Bool, sendsUnreachable: Bool) {
        let reset: Response? =
            switch action {
            case .allow, .drop: nil
            case .deny: resetsOnDeny ? .resetClient : nil
            case .resetClient: .resetClient
            case .resetServer: .resetServer
            case .resetBoth: .resetBoth
            }
        if action.isAllow {
            self = .none
        } else if let reset, canReset {
            self = reset
        } else {
            self = sendsUnreachable && action != .deny ? .icmpUnreachable : .drop
        }
    }
}
