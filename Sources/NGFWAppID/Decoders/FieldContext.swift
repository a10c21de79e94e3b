/// A field of a decoded protocol that patterns can look at. Source of the names: reference section 2.9.
enum FieldContext: String, CaseIterable, Sendable {
    case httpHost = "http-req-host-header"
    case httpURI = "http-req-uri"
    case httpPath = "http-req-uri-path"
    case httpMethod = "http-req-method"
    case httpUserAgent = "http-req-user-agent-header"
    case httpRequestHeaders = "http-req-headers"
    case httpResponseHeaders = "http-rsp-headers"
    case httpServer = "http-rsp-server-header"
    case httpContentType = "http-content-type"
    case tlsServerName = "ssl-req-chello-sni"
    case tlsProtocols = "ssl-req-chello-alpn"
    case sshClientBanner = "ssh-req-banner"
    case sshServerBanner = "ssh-rsp-banner"
    case dnsName = "dns-req-name"
    case tlsCertificate = "ssl-rsp-certificate"

    /// Its bit in a set of contexts; they are numbered in the order of ``allCases``.
    var bit: UInt16 {
        switch self {
        case .httpHost: 1 << 0
        case .httpURI: 1 << 1
        case .httpPath: 1 << 2
        case .httpMethod: 1 << 3
        case .httpUserAgent: 1 << 4
        case .httpRequestHeaders: 1 << 5
        case .httpResponseHeaders: 1 << 6
        case .httpServer: 1 << 7
        case .httpContentType: 1 << 8
        case .tlsServerName: 1 << 9
        case .tlsProtocols: 1 << 10
        case .sshClientBanner: 1 << 11
        case .sshServerBanner: 1 << 12
        case .dnsName: 1 << 13
        case .tlsCertificate: 1 << 14
        }
    }

    /// Those that only a server's bytes can bring.
    static let ofServer = httpResponseHeaders.bit | httpServer.bit | httpContentType.bit | sshServerBanner.bit | tlsCertificate.bit

    var family: FieldFamily {
        switch self {
        case .httpHost, .httpURI, .httpPath, .httpMethod, .httpUserAgent, .httpRequestHeaders, .httpResponseHeaders, .httpServer,
            .httpContentType:
            .http
        case .tlsServerName, .tlsProtocols, .tlsCertificate: .tls
        case .sshClientBanner, .sshServerBanner: .ssh
        case .dnsName: .dns
        }
    }
}

/// The decoders that give fields.
enum FieldFamily: UInt8, CaseIterable, Sendable {
    case http
    case tls
    case ssh
    case dns
}
