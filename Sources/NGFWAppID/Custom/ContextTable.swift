/// The contexts by name: the code side of the tables in Docs/CUSTOM-APPLICATIONS.md.
enum ContextTable {
    private static func text(
        _ name: String, _ field: ContextField, _ decoder: ContextDecoder, _ about: String, folds: Bool = false
    ) -> SignatureContext {
        SignatureContext(
            name: name, kind: .text, standing: .evaluated, decoder: decoder.name, about: about, field: field, foldsCase: folds)
    }

    private static func number(_ name: String, _ field: ContextField, _ decoder: ContextDecoder, _ about: String) -> SignatureContext {
        SignatureContext(
            name: name, kind: .number, standing: .evaluated, decoder: decoder.name, about: about, field: field, foldsCase: false)
    }

    private static func bytes(_ name: String, _ field: ContextField, _ about: String) -> SignatureContext {
        SignatureContext(
            name: name, kind: .bytes, standing: .evaluated, decoder: ContextDecoder.unknown.name, about: about, field: field,
            foldsCase: false)
    }

    static let evaluated: [SignatureContext] = web + tls + names + mail + lines + datagrams + raw

    private static let web: [SignatureContext] = [
        text("http-req-host-header", .httpHost, .http, "value of Host", folds: true),
        text("http-req-uri", .httpURI, .http, "target of the request line"),
        text("http-req-uri-path", .httpPath, .http, "its path, without scheme, host and query"),
        text("http-req-params", .httpParameters, .http, "query of the target; the body of a urlencoded form"),
        text("http-req-headers", .httpRequestHeaders, .http, "header lines of the request"),
        text("http-req-cookie", .httpCookie, .http, "value of Cookie"),
        text("http-req-user-agent-header", .httpUserAgent, .http, "value of User-Agent"),
        text("http-req-message-body", .httpRequestBody, .http, "body of the request, its beginning"),
        text("http-req-mime-form-data", .httpFormData, .http, "body of a multipart/form-data request, its beginning"),
        text("http-rsp-headers", .httpResponseHeaders, .http, "header lines of the response"),
        text("http-rsp-reason", .httpReason, .http, "reason phrase of the status line"),
        text("http-rsp-non-2xx-response-body", .httpErrorBody, .http, "body of a response whose code is not 2xx, its beginning"),
        text("file-html-body", .htmlBody, .http, "body of a text/html response, its beginning"),
        number("http-req-content-length", .httpRequestContentLength, .http, "value of Content-Length"),
        number("http-req-header-length", .httpHeaderLength, .http, "bytes of the request's header lines"),
        number("http-req-param-length", .httpParameterLength, .http, "bytes of the query"),
        number("http-req-uri-path-length", .httpPathLength, .http, "bytes of the path"),
        number("http-req-uri-tilde-count-num", .httpTildeCount, .http, "tildes in the target"),
        number("http-rsp-code", .httpStatus, .http, "status code"),
        number("http-rsp-content-length", .httpResponseContentLength, .http, "value of Content-Length"),
        number("http-rsp-total-headers-len", .httpResponseHeaderLength, .http, "bytes of the response's header lines"),
    ]

    private static let tls: [SignatureContext] = [
        text("ssl-req-chello-sni", .tlsServerName, .tls, "server name of the ClientHello", folds: true),
        text("ssl-req-client-hello", .tlsClientHello, .tls, "ClientHello, behind its four-byte header"),
        text("ssl-req-random-bytes", .tlsRandom, .tls, "random of the ClientHello"),
        text("ssl-req-certificate", .tlsClientCertificate, .tls, "the client's certificates, where they are sent in clear"),
        text("ssl-rsp-server-hello", .tlsServerHello, .tls, "ServerHello, behind its four-byte header"),
        text("ssl-rsp-certificate", .tlsServerCertificate, .tls, "the server's certificates, in clear up to TLS 1.2"),
        text("ssl-req-protocol-payload", .tlsClientPayload, .tls, "bytes from the client, records as they are"),
        text("ssl-rsp-protocol-payload", .tlsServerPayload, .tls, "bytes from the server, records as they are"),
        text("ssh-req-banner", .sshClientBanner, .ssh, "identification line of the client"),
        text("ssh-rsp-banner", .sshServerBanner, .ssh, "identification line of the server"),
    ]

    private static let names: [SignatureContext] = [
        text("dns-req-header", .dnsQueryHeader, .dns, "twelve bytes of header of a query"),
        text("dns-req-section", .dnsQuerySection, .dns, "questions of a query; names as length bytes and labels", folds: true),
        text("dns-req-answer-section", .dnsQueryAnswers, .dns, "answer records of a query"),
        text("dns-req-authority-section", .dnsQueryAuthorities, .dns, "authority records of a query"),
        text("dns-req-addition-section", .dnsQueryAdditionals, .dns, "additional records of a query"),
        text("dns-req-protocol-payload", .dnsQueryPayload, .dns, "query"),
        text("dns-rsp-header", .dnsResponseHeader, .dns, "twelve bytes of header of a response"),
        text("dns-rsp-queries-section", .dnsResponseSection, .dns, "questions of a response", folds: true),
        text("dns-rsp-answer-section", .dnsResponseAnswers, .dns, "answer records of a response"),
        text("dns-rsp-authority-section", .dnsResponseAuthorities, .dns, "authority records of a response"),
        text("dns-rsp-addition-section", .dnsResponseAdditionals, .dns, "additional records of a response"),
        text("dns-rsp-protocol-payload", .dnsResponsePayload, .dns, "response"),
        text("dns-rsp-ptr-answer-data", .dnsPointer, .dns, "data of a PTR answer", folds: true),
    ]

    private static let mail: [SignatureContext] = [
        text("smtp-req-argument", .smtpArgument, .smtp, "a command line behind its verb"),
        text("smtp-rsp-content", .smtpReply, .smtp, "a reply line"),
        text("email-headers", .mailHeaders, .smtp, "header lines of a message"),
        text("smtp-req-protocol-payload", .smtpClientPayload, .smtp, "bytes from the client"),
        text("smtp-rsp-protocol-payload", .smtpServerPayload, .smtp, "bytes from the server"),
        text("imap-req-cmd-line", .imapCommandLine, .imap, "a command line with its tag"),
        text("imap-req-first-param", .imapFirstParameter, .imap, "first parameter of a command"),
        text("imap-req-params-after-first-param", .imapFurtherParameters, .imap, "its further parameters"),
        text("imap-req-protocol-payload", .imapClientPayload, .imap, "bytes from the client"),
        text("imap-rsp-protocol-payload", .imapServerPayload, .imap, "bytes from the server"),
        text("pop3-req-protocol-payload", .pop3ClientPayload, .pop3, "bytes from the client"),
        text("pop3-rsp-protocol-payload", .pop3ServerPayload, .pop3, "bytes from the server"),
    ]

    private static let lines: [SignatureContext] = [
        text("ftp-req-params", .ftpParameters, .ftp, "a command line behind its verb"),
        number("ftp-req-params-len", .ftpParameterLength, .ftp, "bytes of the parameters of a command"),
        text("ftp-rsp-banner", .ftpBanner, .ftp, "a reply line before the first command"),
        text("ftp-rsp-message", .ftpMessage, .ftp, "a reply line"),
        text("ftp-req-protocol-payload", .ftpClientPayload, .ftp, "bytes from the client"),
        text("ftp-rsp-protocol-payload", .ftpServerPayload, .ftp, "bytes from the server"),
        text("irc-req-params", .ircParameters, .irc, "a client's line behind its command"),
        text("irc-req-prefix", .ircPrefix, .irc, "prefix of a client's line"),
        text("telnet-req-client-data", .telnetClientData, .telnet, "bytes from the client"),
        text("telnet-rsp-server-data", .telnetServerData, .telnet, "bytes from the server"),
        text("sip-req-headers", .sipHeaders, .sip, "header lines of a request"),
        text("rtsp-req-headers", .rtspHeaders, .rtsp, "header lines of a request"),
        text("rtsp-req-uri-path", .rtspPath, .rtsp, "path of a request's target"),
    ]

    private static let datagrams: [SignatureContext] = [
        text("ldap-req-searchrequest-baseobject", .ldapBase, .ldap, "base object of a search"),
        text("ldap-rsp-searchresentry-objectname", .ldapEntry, .ldap, "name of an entry found"),
        text("snmp-req-community-text", .snmpCommunity, .snmp, "community"),
        text("dhcp-req-chaddr", .dhcpClientHardware, .dhcp, "hardware address in a request, 16 bytes"),
        text("dhcp-req-ciaddr", .dhcpClientAddress, .dhcp, "client address in a request, 4 bytes"),
        text("dhcp-rsp-chaddr", .dhcpServerHardware, .dhcp, "hardware address in a reply, 16 bytes"),
        text("dhcp-rsp-ciaddr", .dhcpServerAddress, .dhcp, "client address in a reply, 4 bytes"),
        text("netbios-ns-req-protocol-payload", .netbiosNamePayload, .netbiosNames, "datagram from the client"),
        text("netbios-dg-req-protocol-payload", .netbiosDatagramPayload, .netbiosDatagrams, "datagram from the client"),
        number("icmp-req-type", .icmpType, .icmp, "type of a message from the initiator"),
        number("icmp-req-code", .icmpCode, .icmp, "its code"),
        text("icmp-req-data", .icmpClientData, .icmp, "what follows its header of eight bytes"),
        text("icmp-rsp-data", .icmpServerData, .icmp, "the same of a message from the responder"),
        text("icmp-req-protocol-payload", .icmpClientPayload, .icmp, "the same under another name"),
        text("icmp-rsp-protocol-payload", .icmpServerPayload, .icmp, "the same under another name"),
    ]

    private static let raw: [SignatureContext] = [
        bytes("unknown-req-tcp", .unknownClientTCP, "first bytes of a message from the client"),
        bytes("unknown-rsp-tcp", .unknownServerTCP, "first bytes of a message from the server"),
        bytes("unknown-req-udp", .unknownClientUDP, "first bytes of a datagram from the client"),
        bytes("unknown-rsp-udp", .unknownServerUDP, "first bytes of a datagram from the server"),
        text("unknown-req-tcp-payload", .unknownClientTCPPayload, .unknown, "a message from the client"),
        text("unknown-rsp-tcp-payload", .unknownServerTCPPayload, .unknown, "a message from the server"),
        text("unknown-req-udp-payload", .unknownClientUDPPayload, .unknown, "a datagram from the client"),
        text("unknown-rsp-udp-payload", .unknownServerUDPPayload, .unknown, "a datagram from the server"),
        text("pre-app-req-data", .beforeClient, .free, "first message of the client"),
        text("pre-app-rsp-data", .beforeServer, .free, "first message of the server"),
        text("tcp-context-free", .freeTCP, .free, "a message of either end over TCP"),
        text("udp-context-free", .freeUDP, .free, "a datagram of either end over UDP"),
    ]

    /// Names of the reference whose protocol or part nothing here decodes.
    static let notEvaluated: [SignatureContext] = """
        file-data file-elf-body file-flv-body file-java-body file-mov-body file-office-content file-pdf-body file-riff-body
        file-swf-body file-tiff-body file-unknown-body gdbremote-req-context gdbremote-rsp-context giop-req-message-body
        giop-rsp-message-body h225-payload http-req-host-ipv4-address-found http-req-host-ipv6-address-found
        http-req-ms-subdomain http-req-origin-headers icmp-req-possible-custom-payload ike-req-headers ike-rsp-headers
        ike-req-payload-text ike-rsp-payload-text jpeg-file-scan-data jpeg-file-segment-data jpeg-file-segment-header
        ms-ds-smb-req-share-name ms-ds-smb-req-v1-create-filename ms-ds-smb-req-v2-create-filename msrpc-req-bind-data
        mssql-db-req-body nettcp-req-context oracle-req-data-text pe-dos-headers pe-file-header pe-optional-header
        pe-section-header pe-body-data rtmp-req-message-body ssl-rsp-cert-subjectpublickey
        """.split(whereSeparator: \.isWhitespace).map { name in
            SignatureContext(
                name: String(name), kind: .text, standing: .notEvaluated, decoder: String(name.prefix { $0 != "-" }), about: "", field: nil,
                foldsCase: false)
        }
}
