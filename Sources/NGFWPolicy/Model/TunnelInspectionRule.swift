public import NGFWCore

/// One entry of the tunnel inspection rulebase: what is inside the tunnels that it matches is inspected as sessions of its own.
///
/// The first rule that matches a tunnel's session counts; a tunnel that no rule matches is one session and stays closed.
/// Empty lists and `["any"]` mean any. Source: the vendor's "Building Blocks in a Tunnel Inspection Policy"; names of elements from
/// memory.
public struct TunnelInspectionRule: Equatable, Sendable {
    /// What is done with what cannot or may not be inspected.
    public struct Options: Hashable, Sendable {
        /// Tunnels within one another that are opened: 1 or 2.
        public var maximumLevels = 1
        /// Whether a packet with more tunnels within one another is dropped, rather than inspected as deep as allowed.
        public var dropsOverMaximum = false
        /// Whether a packet of a protocol that cannot be inspected inside the tunnel is dropped.
        public var dropsUnknownProtocol = false
        /// Whether a packet is dropped whose tunnel header is not to the letter of its specification.
        public var dropsStrictViolation = false
        /// Whether what a VXLAN endpoint sent for inspection goes back to it. Only told: packets are not forwarded here.
        public var returnsScannedVXLAN = false

        public init() {}
    }

    public var name: String
    public var uuid: String?
    public var from: [String] = ["any"]
    public var to: [String] = ["any"]
    public var source: [String] = ["any"]
    public var destination: [String] = ["any"]
    public var negateSource = false
    public var negateDestination = false
    public var users: [String] = ["any"]
    /// Names of tunnel protocols as the firewall calls them: `gre`, `vxlan`, `gtp-u`, `ipsec`; `any`.
    public var protocols: [String] = ["any"]
    public var options = Options()
    /// Zones of the sessions inside, from the tunnel's client to its server; `nil` takes those of the tunnel.
    public var innerSourceZone: String?
    public var innerDestinationZone: String?
    /// `monitor-name`: a name for logs.
    public var monitorName: String?
    public var isDisabled = false
    public var tags: [String] = []
    /// Where the rule stands in the layers: `vsys1`, `shared pre`, `DC post`.
    public var layer = ""
    /// What an importer could not read of the rule; see ``SecurityRule/flaw``.
    public var flaw: String?
    @Uncompared public var location: SourceLocation?

    public init(name: String, location: SourceLocation? = nil) {
        self.name = name
        self.location = location
    }
}

extension TunnelInspectionRule {
    /// What ``protocols`` may name: the product's own words and, beside them, those of the other tunnels that can be opened.
    public static let protocolNames = [
        "gre", "vxlan", "gtp-u", "ipsec", "geneve", "ip-in-ip", "ipv6-in-ip", "mpls", "pptp", "erspan", "l2tp", "etherip", "teredo", "ah",
    ]
}
