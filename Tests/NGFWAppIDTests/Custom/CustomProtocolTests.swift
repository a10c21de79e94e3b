import NGFWCore
import Testing

@testable import NGFWAppID

/// Custom applications over everything but HTTP.
@Suite("Custom applications by protocol")
struct CustomProtocolTests {
    /// What OpenSSL 3 sent for a TLS 1.2 handshake: ClientHello with the name `gateway.corp.example`.
    static let hello = hex(
        """
        16030100ba010000b60303699be4ded169a0510aa4e752cede52abca424795a498e081865cff73dde0905500001ec02cc030c02bc02fcca9cca8c024c028c0
        23c027009f009e006b006700ff0100006f000000190017000014676174657761792e636f72702e6578616d706c65000b000403000102000a000c000a001d00
        17001e00190018002300000016000000170000000d002a0028040305030603080708080809080a080b08040805080604010501060103030301030204020502
        0602
        """)
    /// Its answer: ServerHello, the certificate of `payroll.corp.example`, key exchange.
    static let answer = hex(
        """
        16030300410200003d0303d84df1b71f7db8b8a6e89b2962aa367a42ba11de775d6b72fc8d6322b669079e00c02c000015ff01000100000b00040300010200
        2300000017000016030301ef0b0001eb0001e80001e5308201e130820188a003020102021420d6fbf53eb5f3c617fa8841aae28979fc5a484d300a06082a86
        48ce3d040302303631153013060355040a0c0c4578616d706c6520436f7270311d301b06035504030c14706179726f6c6c2e636f72702e6578616d706c6530
        1e170d3236313132333033323135365a170d3336313132303033323135365a303631153013060355040a0c0c4578616d706c6520436f7270311d301b060355
        04030c14706179726f6c6c2e636f72702e6578616d706c653059301306072a8648ce3d020106082a8648ce3d03010703420004d958144f0b520ec157074b04
        22f79af0c6a95e81671c9edb0ab625e6643d5fb4e259ad087f48109eb2c1326777578e9d9a77ffc216b89ce6b0861da68d11a74aa3743072301d0603551d0e
        04160414e1ff027b411b698db5228147ddc27a77cdcd4be1301f0603551d23041830168014e1ff027b411b698db5228147ddc27a77cdcd4be1300f0603551d
        130101ff040530030101ff301f0603551d11041830168214706179726f6c6c2e636f72702e6578616d706c65300a06082a8648ce3d04030203470030440220
        47a7393a20d00723fa16131bd0c73155a831753e48f6b79736dee9e1ebfeaeb3022034e476d5891e27925934c2a576507ef1b2d1f949b69ddcc8fa1c31b356
        bca44a16030300720c00006e03001d207292eddc7ca019b1b68a73d3ca3338dd9fc77f34ed7425146b7cc43bd0adf052040300463044022059bf5a8cc46056
        24d1616b5683ba485bd33c50925fbc98271e9ee196536bd54702201feab88f71192ec67ea32c4c9f8a6b0f70c88d057dcb898c10a1dcfcc7a284c616030300
        040e000000
        """)

    @Test(
        "fields of a TLS 1.2 handshake",
        arguments: [
            ("ssl-req-chello-sni", "^GATEWAY", true), ("ssl-req-chello-sni", "payroll", false),
            ("ssl-req-random-bytes", #"^\x69 9b e4\x"#, true),
            ("ssl-req-client-hello", #"\x00 14\xgateway"#, true), ("ssl-rsp-server-hello", #"^\x03 03 d8 4d\x"#, true),
            ("ssl-rsp-certificate", #"\x0c 14\xpayroll\.corp"#, true), ("ssl-rsp-certificate", "gateway", false),
            ("ssl-req-protocol-payload", #"^\x16 03 01\x"#, true), ("ssl-rsp-protocol-payload", "payroll", true),
            ("ssl-req-certificate", "payroll", false),
        ])
    func tls(context: String, pattern: String, expected: Bool) throws {
        let lab = try CustomLab([custom("gateway", [try condition(context, pattern)])])
        #expect(lab.name([client(Self.hello), server(Self.answer)]) == (expected ? "gateway" : "ssl"))
    }

    @Test("a handshake is one transaction")
    func handshake() throws {
        let name = try condition("ssl-req-chello-sni", "gateway")
        let certificate = try condition("ssl-rsp-certificate", "payroll")
        let steps = [client(Self.hello), server(Self.answer)]
        #expect(try CustomLab([custom("gateway", ordered: true, [name], [certificate])]).run(steps).path == ["ssl", "gateway"])
        #expect(try CustomLab([custom("gateway", ordered: true, [certificate], [name])]).name(steps) == "ssl")
    }

    @Test("banners of SSH", arguments: [("ssh-req-banner", "tool_7"), ("ssh-rsp-banner", "OpenSSH_9")])
    func ssh(context: String, pattern: String) throws {
        let lab = try CustomLab([custom("tool", [try condition(context, pattern)])])
        #expect(lab.name([client("SSH-2.0-tool_7\r\n"), server("SSH-2.0-OpenSSH_9.2\r\n")]) == "tool")
        #expect(lab.name([client("SSH-2.0-other\r\n"), server("SSH-2.0-other\r\n")]) == "ssh")
    }

    static let ftp = [
        server("220 ProFTPD corporate server\r\n"), client("USER payroll\r\n"), server("331 Password, please\r\n"), client("PASS x\r\n"),
        server("230 Welcome\r\n"), client("RETR /slips/november.pdf\r\n"), server("150 Opening\r\n226 Done with slips\r\n"),
    ]

    @Test(
        "commands and replies of FTP",
        arguments: [
            ("ftp-req-params", "^/slips/", nil, true), ("ftp-req-params", "^/slips/", "ftp-command=RETR", true),
            ("ftp-req-params", "^/slips/", "ftp-command=STOR", false), ("ftp-req-params", "payroll", "ftp-command=USER", true),
            ("ftp-rsp-banner", "ProFTPD", nil, true), ("ftp-rsp-banner", "Welcome", nil, false),
            ("ftp-rsp-message", "^230 Welcome$", nil, true),
            ("ftp-rsp-message", "slips", "ftp-command=RETR", true), ("ftp-rsp-message", "slips", "ftp-command=USER", false),
            ("ftp-req-protocol-payload", #"^RETR /slips"#, nil, true), ("ftp-rsp-protocol-payload", #"Opening\r\n226"#, nil, true),
            ("ftp-rsp-protocol-payload", "^220 ProFTPD", nil, true),
        ] as [(String, String, String?, Bool)])
    func ftp(context: String, pattern: String, qualifier: String?, expected: Bool) throws {
        var test = try condition(context, pattern)
        if let qualifier { test = try condition(context, pattern, qualifier) }
        let lab = try CustomLab([custom("slips", [test])])
        #expect(lab.name(Self.ftp) == (expected ? "slips" : "ftp"))
    }

    @Test("numbers and transactions of FTP")
    func ftpTransactions() throws {
        let length = CustomCondition(context: "ftp-req-params-len", .greater(18))
        #expect(try CustomLab([custom("slips", [length])]).name(Self.ftp) == "slips")
        let shorter = CustomCondition(context: "ftp-req-params-len", .greater(19))
        #expect(try CustomLab([custom("slips", [shorter])]).name(Self.ftp) == "ftp")
        let user = try condition("ftp-req-params", "payroll")
        let password = try condition("ftp-rsp-message", "Password")
        let done = try condition("ftp-rsp-message", "Done with")
        #expect(try CustomLab([custom("slips", [user], [password])]).name(Self.ftp) == "slips")
        #expect(try CustomLab([custom("slips", [user], [done])]).name(Self.ftp) == "ftp")
        #expect(try CustomLab([custom("slips", scope: .session, [user], [done])]).name(Self.ftp) == "slips")
    }

    @Test(
        "mail: commands, replies and the header of the message",
        arguments: [
            ("smtp-req-argument", "^FROM:<payroll", "smtp"), ("smtp-rsp-content", "^250 queued", "smtp"),
            ("email-headers", "X-Payroll: yes", "smtp"),
            ("smtp-req-protocol-payload", "the body itself", "smtp"),
        ])
    func smtp(context: String, pattern: String, _: String) throws {
        let steps = [
            server("220 mail.corp.example ESMTP\r\n"), client("EHLO a.example\r\n"), server("250 mail.corp.example\r\n"),
            client("MAIL FROM:<payroll@corp.example>\r\n"), server("250 ok\r\n"), client("RCPT TO:<eve@corp.example>\r\n"),
            server("250 ok\r\n"),
            client("DATA\r\n"), server("354 go on\r\n"),
            client("Subject: slip\r\nX-Payroll: yes\r\n\r\nthe body itself\r\nX-Body: no\r\n.\r\n"),
            server("250 queued\r\n"), client("QUIT\r\n"),
        ]
        #expect(try CustomLab([custom("slips", [try condition(context, pattern)])]).name(steps) == "slips")
        #expect(try CustomLab([custom("slips", [try condition("email-headers", "X-Body")])]).name(steps) == "smtp")
        #expect(try CustomLab([custom("slips", [try condition("smtp-req-argument", "slip")])]).name(steps) == "smtp")
    }

    @Test(
        "commands of IMAP",
        arguments: [
            ("imap-req-cmd-line", "^a1 LOGIN payroll"), ("imap-req-first-param", "^payroll$"),
            ("imap-req-params-after-first-param", "^secret word$"),
            ("imap-req-protocol-payload", "LOGIN pay"), ("imap-rsp-protocol-payload", "IMAP4rev1"),
        ])
    func imap(context: String, pattern: String) throws {
        let steps = [
            server("* OK [CAPABILITY IMAP4rev1] ready\r\n"), client("a1 LOGIN payroll secret word\r\n"),
            server("a1 OK LOGIN completed\r\n"),
        ]
        #expect(try CustomLab([]).name(steps) == "imap")
        #expect(try CustomLab([custom("slips", [try condition(context, pattern)])]).name(steps) == "slips")
    }

    // MARK: Datagrams

    static let query = hex("1234 0100 0001 0000 0000 0000") + [7] + Array("payroll".utf8) + [4] + Array("corp".utf8) + hex("00 0001 0001")
    static let response =
        hex("1234 8180 0001 0001 0000 0000") + [7] + Array("payroll".utf8) + [4] + Array("corp".utf8) + hex("00 000c 0001")
        + hex("c00c 000c 0001 00000e10 0009") + [7] + Array("gateway".utf8) + [0]

    @Test(
        "sections of DNS",
        arguments: [
            ("dns-req-section", #"\x07\xPAYROLL\x04\xcorp"#), ("dns-req-header", #"^\x12 34 01 00\x"#),
            ("dns-req-protocol-payload", "payroll"),
            ("dns-rsp-queries-section", "payroll"), ("dns-rsp-answer-section", "gateway"), ("dns-rsp-ptr-answer-data", #"^\x07\xgateway"#),
            ("dns-rsp-header", #"^\x12 34 81 80\x"#), ("dns-rsp-protocol-payload", "gateway"),
        ])
    func dns(context: String, pattern: String) throws {
        let lab = try CustomLab([custom("lookup", [try condition(context, pattern)])])
        #expect(lab.name([client(Self.query), server(Self.response)], .udp) == "lookup")
        let framed = [client([0, UInt8(Self.query.count)] + Self.query), server([0, UInt8(Self.response.count)] + Self.response)]
        #expect(lab.name(framed) == "lookup")
        #expect(try CustomLab([custom("lookup", [try condition("dns-rsp-answer-section", "payroll")])]).name(framed) == "dns")
    }

    @Test("a query and the response with its identifier are one transaction")
    func dnsTransaction() throws {
        let lab = try CustomLab([
            custom("lookup", [try condition("dns-req-section", "payroll")], [try condition("dns-rsp-answer-section", "gateway")])
        ])
        #expect(lab.name([client(Self.query), server(Self.response)], .udp) == "lookup")
        var other = Self.response
        other[1] = 0x35
        #expect(lab.name([client(Self.query), server(other)], .udp) == "dns")
    }

    @Test("addresses of DHCP, a community of SNMP, the base of an LDAP search")
    func others() throws {
        var discover = [UInt8](repeating: 0, count: 300)
        discover.replaceSubrange(0..<12, with: hex("01010600 12345678 00008000"))
        discover.replaceSubrange(28..<34, with: hex("02005e105a77"))
        discover.replaceSubrange(236..<244, with: hex("63825363 350101ff"))
        let dhcp = try CustomLab([custom("phone", [try condition("dhcp-req-chaddr", #"^\x02 00 5e\x"#)])])
        #expect(try CustomLab([]).name([client(discover)], .udp) == "dhcp")
        #expect(dhcp.name([client(discover)], .udp) == "phone")
        let get = hex("302602010104 06") + Array("secret".utf8) + hex("a019 020412345678 020100 020100 300b 3009 06052b06010201 0500")
        let snmp = try CustomLab([custom("probe", [try condition("snmp-req-community-text", "^secret$")])])
        #expect(snmp.name([client(get)], .udp) == "probe")
        let base = Array("dc=corp,dc=example".utf8)
        let search =
            hex("30 37 020102 63 32 04 12") + base + hex("0a0102 0a0100 020100 020100 010100 870b") + Array("objectClass".utf8)
            + hex("3000")
        let ldap = try CustomLab([custom("directory", [try condition("ldap-req-searchrequest-baseobject", "dc=corp")])])
        #expect(try CustomLab([]).name([client(search)]) == "ldap")
        #expect(ldap.name([client(search)]) == "directory")
    }

    // MARK: Raw bytes

    @Test("what nothing knows is recognised by its bytes, from either end")
    func unknown() throws {
        let steps = [client("JPAYhello\u{1}"), server("SLIPok"), client("more")]
        let word = CustomCondition(context: "unknown-req-tcp", .bytes(offset: 0, mask: 0xffff_ffff, value: 0x4a50_4159))
        #expect(try CustomLab([]).name(steps) == "insufficient-data")
        #expect(try CustomLab([custom("slip", [word])]).name(steps) == "slip")
        let masked = CustomCondition(context: "unknown-req-tcp", .bytes(offset: 4, mask: 0xff00_ff00, value: 0x6800_6c00))
        #expect(try CustomLab([custom("slip", [masked])]).name(steps) == "slip")
        let wrong = CustomCondition(context: "unknown-rsp-tcp", .bytes(offset: 0, mask: 0xffff_ffff, value: 0x4a50_4159))
        #expect(try CustomLab([custom("slip", [wrong])]).name(steps) == "insufficient-data")
        #expect(try CustomLab([custom("slip", [try condition("unknown-rsp-tcp-payload", "^SLIP")])]).name(steps) == "slip")
        #expect(try CustomLab([custom("slip", [try condition("unknown-req-udp-payload", "^JPAY")])]).name(steps) == "insufficient-data")
        #expect(try CustomLab([custom("slip", [try condition("unknown-req-udp-payload", "^JPAY")])]).name(steps, .udp) == "slip")
    }

    @Test("unknown bytes of a session that has a name are not unknown; context-free ones are anybody's")
    func free() throws {
        let request = client("GET /payslip HTTP/1.1\r\nHost: a.example\r\n\r\n")
        #expect(
            try CustomLab([custom("slip", [try condition("unknown-req-tcp-payload", "payslip")])]).run([request]).application
                == "web-browsing")
        #expect(try CustomLab([custom("slip", [try condition("tcp-context-free", "GET /payslip")])]).name([request]) == "slip")
        #expect(try CustomLab([custom("slip", [try condition("tcp-context-free", "^never")])]).name([request]) == "web-browsing")
        #expect(try CustomLab([custom("slip", [try condition("udp-context-free", "payroll")])]).name([client(Self.query)], .udp) == "slip")
        #expect(try CustomLab([custom("slip", [try condition("pre-app-req-data", "payslip")])]).name([request]) == "slip")
    }

    @Test("a message and its answer are one transaction of raw bytes")
    func messages() throws {
        let first = try condition("unknown-req-tcp-payload", "^one")
        let second = try condition("unknown-rsp-tcp-payload", "^two")
        let lab = try CustomLab([custom("slip", [first], [second])])
        #expect(lab.name([client("one...."), server("two....")]) == "slip")
        #expect(lab.name([client("one...."), server("no....."), client("more..."), server("two....")]) != "slip")
        let session = try CustomLab([custom("slip", scope: .session, [first], [second])])
        #expect(session.name([client("one...."), server("no....."), client("more..."), server("two....")]) == "slip")
    }

    @Test("protocol numbers and ICMP types, with code, name custom applications before predefined ones")
    func numbers() throws {
        var tunnel = CustomApplication(name: "tunnel")
        tunnel.ipProtocol = 47
        var probe = CustomApplication(name: "probe")
        probe.icmp = .init(.icmp, type: 8, code: 7)
        var tcp = CustomApplication(name: "all-tcp")
        tcp.ipProtocol = 6
        let library = try CustomLab([tunnel, probe, tcp]).library
        let name = { (id: ApplicationID?) in id.map { library.catalogue.name($0) } ?? "none" }
        #expect(name(library.application(forIPProtocol: .gre, icmpType: nil)) == "tunnel")
        #expect(name(library.application(forIPProtocol: .icmp, icmpType: 8, icmpCode: 7)) == "probe")
        #expect(name(library.application(forIPProtocol: .icmp, icmpType: 8, icmpCode: 0)) == "ping")
        #expect(name(library.application(forIPProtocol: .icmpv6, icmpType: 8, icmpCode: 7)) != "probe")
        #expect(name(library.application(forIPProtocol: .tcp, icmpType: nil)) == "none")
    }

    // MARK: Bounds

    @Test("6,416 applications cost the bytes of a field, not their number")
    func many() throws {
        let applications = try (0..<6_416).map { number in
            custom("app-\(number)", [try condition("http-req-host-header", "service\(number)\\.corp\\.example")])
        }
        let lab = try CustomLab(applications)
        let runner = SampleRunner(library: lab.library)
        for number in [0, 77, 6_415] {
            let request = client("GET / HTTP/1.1\r\nHost: service\(number).corp.example\r\n\r\n")
            #expect(runner.run(.payload(.tcp, startsMidStream: false, steps: [request])).application == "app-\(number)")
        }
        #expect(lab.library.revision != (try SignatureLibrary.builtIn().revision))
    }

    @Test("a session that outlasts the limits ends with its built-in name")
    func limits() throws {
        let lab = try CustomLab([custom("slip", [try condition("http-req-uri-path", "^/payslip")])])
        var limits = Limits.standard
        limits.customTransactions = 3
        var classifier = Classifier(lab.library, limits: limits)
        var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
        var states: [Classification.State] = []
        for _ in 0..<4 {
            let request = Array("GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n".utf8)
            _ = classifier.inspect(&inspection, request.span, .clientToServer, timeToLive: 64)
            let response = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            states.append(classifier.inspect(&inspection, response.span, .serverToClient, timeToLive: 64).state)
        }
        #expect(states == [.settled, .settled, .final, .final])
        #expect(lab.library.catalogue.name(inspection.classification.application) == "web-browsing")
        // Sessions that no custom application can be in end as early as ever.
        var other = Inspection(ipProtocol: .tcp, startsMidStream: false)
        _ = classifier.inspect(&other, Self.hello.span, .clientToServer, timeToLive: 64)
        #expect(classifier.inspect(&other, Self.answer.span, .serverToClient, timeToLive: 64).state == .final)
    }
}
