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

    var family: FieldFamily {
        switch self {
        case .httpHost, .httpURI, .httpPath, .httpMethod, .httpUserAgent, .httpRequestHeaders, .httpResponseHeaders, .httpServer,
            .httpContentType:
            .http
        case .tlsServerName, .tlsProtocols: .tls
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
