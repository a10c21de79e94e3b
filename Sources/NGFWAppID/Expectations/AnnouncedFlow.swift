public import NGFWCore

/// A flow that two hosts have agreed upon in a control session, before its first packet.
///
///     PORT 192,0,2,1,19,137     →  tcp, 198.51.100.7[any] -> 192.0.2.1[5001], ftp-data, 60 s
///
/// Source: reference section 4.6.
public struct AnnouncedFlow: Hashable, Sendable {
    public var ipProtocol: IPProtocol
    /// Who will open the flow; `nil` where anybody may, as with media whose sender the dialogue does not name.
    public var source: IPAddress?
    /// `nil` where the port was not agreed upon.
    public var sourcePort: UInt16?
    public var destination: IPAddress
    public var destinationPort: UInt16
    /// The name of the application that the flow will carry: `ftp-data`.
    public var application: String
    /// Seconds from now on within which the first packet has to come.
    public var lifetime: Int64

    public init(
        _ ipProtocol: IPProtocol, from source: IPAddress?, sourcePort: UInt16? = nil, to destination: IPAddress, port: UInt16,
        application: String, lifetime: Int64
    ) {
        self.ipProtocol = ipProtocol
        self.source = source
        self.sourcePort = sourcePort
        self.destination = destination
        destinationPort = port
        self.application = application
        self.lifetime = lifetime
    }
}

/// A protocol whose sessions negotiate others.
public enum ControlProtocol: String, Hashable, Sendable, CaseIterable {
    case ftp, tftp, sip, rtsp, mgcp, oracle, msrpc

    /// The protocol that an application of that name speaks; `nil` for one that negotiates nothing.
    public init?(application name: String) { self.init(rawValue: name) }
}

extension ControlProtocol {
    /// Whether sessions may be announced whose two hosts are not those of the control session.
    package func mayConcernOthers(_ settings: NegotiationSettings) -> Bool {
        switch self {
        // Media may come from anybody.
        case .sip, .mgcp: true
        case .tftp: false
        case .ftp, .rtsp, .oracle, .msrpc: settings.thirdParties == .allowed
        }
    }

    /// Ports at which servers are found as a rule. Source: IANA's registry of ports.
    package var usualPorts: [UInt16] {
        switch self {
        case .ftp: [21]
        case .tftp: [69]
        case .sip: [5_060, 5_061]
        case .rtsp: [554, 8_554]
        case .mgcp: [2_427, 2_428, 2_727]
        case .oracle: [1_521]
        case .msrpc: [135]
        }
    }
}

/// What a control session may announce.
public struct NegotiationSettings: Hashable, Sendable {
    /// Flows to other hosts than the one that announces them. FTP between two servers, media of a third host and an
    /// Oracle listener's redirection to another node need `.allowed`; it lets the far side name any host of the near one.
    public var thirdParties = ThirdParties.refused
    /// Ports below are refused: nobody negotiates the port of a known service.
    public var lowestPort: UInt16 = 1_024
    /// Application names whose sessions are not looked at: `alg-disabled`.
    public var disabled: Set<String> = []

    public init() {}

    public enum ThirdParties: String, Hashable, Sendable {
        case refused, allowed
    }
}

extension AnnouncedFlow: CustomStringConvertible {
    /// `tcp 198.51.100.7[any] -> 192.0.2.1[5001] ftp-data`
    public var description: String {
        let port = sourcePort.map { "\($0)" } ?? "any"
        return "\(ipProtocol) \(source.map { "\($0)" } ?? "any")[\(port)] -> \(destination)[\(destinationPort)] \(application)"
    }
}
