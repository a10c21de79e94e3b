/// What the catalogue knows of an application. Source of the fields: reference section 2.4.
public struct Application: Hashable, Sendable {
    /// The App-ID name, `ssh`.
    public var name: String
    public var category: String
    public var subcategory: String
    public var technology: String
    /// 1…5
    public var risk: Int
    public var characteristics: Characteristics
    /// The ports of `application-default` for clear traffic.
    public var defaultPorts: [DefaultPort]
    /// The ports of `application-default` for decrypted traffic; empty means the same as ``defaultPorts``.
    public var securePorts: [DefaultPort]
    /// "Depends on": applications that its traffic passes through or needs.
    public var uses: [String]
    /// The subset of ``uses`` that is allowed implicitly while the session may still become this application.
    public var implicitlyUses: [String]
    /// The wire application it is found inside: `ssl` for `facebook-base`.
    public var parent: String?
    /// The container it is a function of: `facebook`.
    public var container: String?
    public var denyAction: DenyAction
    public var tcpTimeout: Int64?
    public var udpTimeout: Int64?
    /// Seconds after the first FIN, and after the second or a RST; `nil` for those of the device.
    public var tcpHalfClosedTimeout: Int64?
    public var tcpTimeWaitTimeout: Int64?
    public var tags: [String]
    public var origin: Origin

    public init(name: String, category: String = "", subcategory: String = "", technology: String = "", risk: Int = 1, origin: Origin) {
        self.name = name
        self.category = category
        self.subcategory = subcategory
        self.technology = technology
        self.risk = risk
        self.origin = origin
        characteristics = []
        defaultPorts = []
        securePorts = []
        uses = []
        implicitlyUses = []
        denyAction = .drop
        tags = []
    }

    /// What a rule's `deny` does to the application's sessions.
    public enum DenyAction: String, Hashable, Sendable {
        case drop
        case dropReset = "drop-reset"
    }

    /// Where the entry comes from.
    public enum Origin: UInt8, Hashable, Sendable {
        /// A special name such as `incomplete`.
        case pseudo
        /// A file of `Signatures/`: identifiable.
        case signature
        /// The published list: name and metadata alone.
        case list
        /// The configuration.
        case custom
        /// A name that a configuration uses and nobody knows.
        case opaque
    }

    /// The yes/no facts that application filters ask for.
    public struct Characteristics: OptionSet, Hashable, Sendable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let evasive = Characteristics(rawValue: 1 << 0)
        public static let excessiveBandwidth = Characteristics(rawValue: 1 << 1)
        public static let usedByMalware = Characteristics(rawValue: 1 << 2)
        public static let transfersFiles = Characteristics(rawValue: 1 << 3)
        public static let hasKnownVulnerabilities = Characteristics(rawValue: 1 << 4)
        public static let tunnelsOtherApplications = Characteristics(rawValue: 1 << 5)
        public static let proneToMisuse = Characteristics(rawValue: 1 << 6)
        public static let pervasive = Characteristics(rawValue: 1 << 7)
        public static let saas = Characteristics(rawValue: 1 << 8)

        /// Each flag with its name in application metadata.
        public static let named: [(name: String, flag: Characteristics)] = [
            ("evasive-behavior", .evasive), ("consume-big-bandwidth", .excessiveBandwidth), ("used-by-malware", .usedByMalware),
            ("able-to-transfer-file", .transfersFiles), ("has-known-vulnerability", .hasKnownVulnerabilities),
            ("tunnel-other-application", .tunnelsOtherApplications), ("prone-to-misuse", .proneToMisuse),
            ("pervasive-use", .pervasive), ("is-saas", .saas),
        ]
    }
}

/// One element of an application's default ports: `tcp/80,443`, `udp/dynamic`, an IP protocol, an ICMP type.
public struct DefaultPort: Hashable, Sendable, LosslessStringConvertible {
    public let ipProtocol: IPProtocol
    /// `nil` for `dynamic` and for protocols without ports: any.
    public let ports: PortSet?
    /// An ICMP type that identifies the application, `nil` for any.
    public let icmpType: UInt8?

    public init(_ ipProtocol: IPProtocol, ports: PortSet? = nil, icmpType: UInt8? = nil) {
        self.ipProtocol = ipProtocol
        self.ports = ports
        self.icmpType = icmpType
    }

    /// Parses a port member: `tcp/22`, `udp/5000-5010,6000`, `tcp/dynamic`, `icmp/8`, `ip/47`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let name = parts[0].lowercased()
        if name == "ip" {
            guard let number = UInt8(parts[1]) else { return nil }
            self.init(IPProtocol(rawValue: number))
            return
        }
        guard let ipProtocol = IPProtocol(name), UInt8(name) == nil else { return nil }
        if parts[1].lowercased() == "dynamic" {
            self.init(ipProtocol)
        } else if ipProtocol.isICMP {
            guard let type = UInt8(parts[1]) else { return nil }
            self.init(ipProtocol, icmpType: type)
        } else if ipProtocol.hasPorts, let ports = PortSet(parts[1]) {
            self.init(ipProtocol, ports: ports)
        } else {
            return nil
        }
    }

    /// Whether a packet with this protocol, destination port and ICMP type is on the default.
    public func contains(_ ipProtocol: IPProtocol, port: UInt16, icmpType type: UInt8?) -> Bool {
        guard ipProtocol == self.ipProtocol else { return false }
        if let icmpType { return icmpType == type }
        return ports?.contains(port) ?? true
    }

    public var description: String {
        if let ports { return "\(ipProtocol)/\(ports)" }
        if let icmpType { return "\(ipProtocol)/\(icmpType)" }
        return ipProtocol.hasPorts || ipProtocol.isICMP ? "\(ipProtocol)/dynamic" : "ip/\(ipProtocol.rawValue)"
    }
}
