/// A place in traffic that conditions of custom applications look at, by the vendor's name.
///
///     SignatureContext.named("http-req-host-header")?.standing    // evaluated
///
/// Source of the names: reference section 2.9; Docs/CUSTOM-APPLICATIONS.md has them all.
public struct SignatureContext: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case text
        case number
        /// Four bytes at a position.
        case bytes
    }

    public enum Standing: String, Hashable, Sendable {
        case evaluated
        /// The name is known, but nothing here decodes what it stands for: its conditions never hold.
        case notEvaluated = "not evaluated"
    }

    public let name: String
    public let kind: Kind
    public let standing: Standing
    /// What decodes it, `http`.
    public let decoder: String
    /// What it holds, in words.
    public let about: String
    let field: ContextField?
    /// Whether upper and lower case are one.
    let foldsCase: Bool

    /// Every context whose name is known, those that are evaluated first.
    public static let all: [SignatureContext] = ContextTable.evaluated + ContextTable.notEvaluated
    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    public static func named(_ name: String) -> SignatureContext? { byName[name] }
}

/// The decoders that fill contexts, each of which runs on the sessions of its application.
enum ContextDecoder: UInt8, CaseIterable, Sendable {
    case http
    case tls
    case ssh
    case dns
    case ftp
    case smtp
    case imap
    case pop3
    case irc
    case telnet
    case sip
    case rtsp
    case ldap
    case snmp
    case dhcp
    case netbiosNames
    case netbiosDatagrams
    case icmp
    /// Sessions that nothing has named.
    case unknown
    /// Every session.
    case free

    var name: String {
        switch self {
        case .tls: "ssl"
        case .netbiosNames: "netbios-ns"
        case .netbiosDatagrams: "netbios-dg"
        case .unknown: "unknown"
        case .free: "any"
        default: "\(self)"
        }
    }

    /// The applications whose sessions it decodes.
    var applications: [String] {
        switch self {
        case .http: ["web-browsing"]
        case .snmp: ["snmp", "snmp-base", "snmpv1", "snmpv2", "snmpv3", "snmp-trap"]
        case .irc: ["irc", "irc-base"]
        case .ldap: ["ldap"]
        case .icmp, .unknown, .free: []
        default: [name]
        }
    }

    var bit: UInt32 { 1 << UInt32(rawValue) }
}

/// The contexts that are evaluated, as the decoders fill them.
enum ContextField: UInt8, CaseIterable, Sendable {
    case httpHost, httpURI, httpPath, httpParameters, httpRequestHeaders, httpRequestHeaderLine, httpCookie, httpUserAgent
    case httpRequestBody, httpFormData
    case httpResponseHeaders, httpResponseHeaderLine, httpReason, httpErrorBody, htmlBody
    case httpRequestContentLength, httpHeaderLength, httpParameterLength, httpPathLength, httpTildeCount
    case httpStatus, httpResponseContentLength, httpResponseHeaderLength
    case tlsServerName, tlsClientHello, tlsRandom, tlsClientCertificate, tlsServerHello, tlsServerCertificate
    case tlsClientPayload, tlsServerPayload
    case sshClientBanner, sshServerBanner
    case dnsQueryHeader, dnsQuerySection, dnsQueryAnswers, dnsQueryAuthorities, dnsQueryAdditionals, dnsQueryPayload
    case dnsResponseHeader, dnsResponseSection, dnsResponseAnswers, dnsResponseAuthorities, dnsResponseAdditionals, dnsResponsePayload
    case dnsPointer
    case ftpParameters, ftpParameterLength, ftpBanner, ftpMessage, ftpClientPayload, ftpServerPayload
    case smtpArgument, smtpReply, mailHeaders, smtpClientPayload, smtpServerPayload
    case imapCommandLine, imapFirstParameter, imapFurtherParameters, imapClientPayload, imapServerPayload
    case pop3ClientPayload, pop3ServerPayload
    case ircParameters, ircPrefix
    case telnetClientData, telnetServerData
    case sipHeaders, rtspHeaders, rtspPath
    case ldapBase, ldapEntry, snmpCommunity
    case dhcpClientHardware, dhcpClientAddress, dhcpServerHardware, dhcpServerAddress
    case netbiosNamePayload, netbiosDatagramPayload
    case icmpType, icmpCode, icmpClientData, icmpServerData, icmpClientPayload, icmpServerPayload
    case unknownClientTCP, unknownServerTCP, unknownClientUDP, unknownServerUDP
    case unknownClientTCPPayload, unknownServerTCPPayload, unknownClientUDPPayload, unknownServerUDPPayload
    case beforeClient, beforeServer
    case freeTCP, freeUDP
}
