import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Signature texts")
struct SignatureParserTests {
    private static let head = "application: a\ncategory: x / y / z\nreference: RFC 1\n"

    /// Parses and compiles a text; the diagnostics as written.
    private func complaints(_ text: String) -> [String] {
        var diagnostics = Diagnostics()
        _ = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        return diagnostics.all.map(\.description)
    }

    @Test func linesMayEndWithCarriageReturns() {
        #expect(complaints("\(Self.head)hosts: a.example\n".replacing("\n", with: "\r\n")) == [])
        #expect(complaints("application: a\r\nnonsense\r\n").first == "t.app:2:1: error: expected 'key: value' [NGFW-A001]")
    }

    @Test(arguments: [
        ("nonsense", "t.app:4:1: error: expected 'key: value' [NGFW-A001]"),
        ("risk:", "t.app:4:1: error: 'risk' has no value [NGFW-A002]"),
        ("risk: 9", "t.app:4:7: error: 'risk' is a number from 1 to 5, not '9' [NGFW-A008]"),
        ("client: ^a", "t.app:4:1: error: 'client' before the first 'signature' of 'a' [NGFW-A004]"),
        ("rsk: 1", "t.app:4:1: error: unknown key 'rsk' [NGFW-A011]\n  note: did you mean 'risk'?"),
        (
            "characteristics: evasive",
            "t.app:4:18: error: unknown characteristic 'evasive' [NGFW-A012]\n  note: there are evasive-behavior, consume-big-bandwidth, "
                + "used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use, is-saas"
        ),
        (
            "ports: tcp/x",
            "t.app:4:8: error: 'tcp/x' is not a port such as tcp/80,443 or udp/dynamic (members are separated by spaces) [NGFW-A013]"
        ),
        ("hosts: com", "t.app:4:8: error: 'com' is not a host name [NGFW-A014]"),
        ("ip-protocol: 256", "t.app:4:14: error: '256' is not a number from 0 to 255 [NGFW-A008]"),
        ("signature: s", "t.app:4:12: error: signature 's' of 'a' has no pattern [NGFW-A009]"),
        (
            "signature: s\nwhere: u8[0] == 1\nclient: ^a",
            "t.app:5:1: error: 'where' needs a client, server or either line before it [NGFW-A015]"
        ),
        ("signature: s\nclient: a", "t.app:5:9: error: the pattern must begin with ^ in every alternative [NGFW-A025]"),
        ("signature: s\nclient: ^(a", "t.app:5:12: error: the pattern does not compile: missing closing parenthesis [NGFW-A028]"),
        ("signature: s\nclient: ^a\nwhere: u8[0 == 1", "t.app:6:13: error: expected ']', found '==' [NGFW-A026]"),
        (
            "signature: s\nclient: ^a\nwhere: 9 - size == 1",
            "t.app:6:8: error: this use of 'size' has no meaning on a stream; write 'X <= size' [NGFW-A027]"
        ),
        ("signature: s\nclient: ^a\npackets: 2", "t.app:4:12: error: 'packets' counts datagrams; 's' of 'a' is over tcp [NGFW-A010]"),
        ("signature: s\nover: tpc\nclient: ^a", "t.app:5:7: error: 'over' is tcp, udp or sctp, not 'tpc' [NGFW-A008]"),
        ("signature: s\nclient: ^a\ndecoder: htp", "t.app:6:10: error: unknown decoder 'htp' [NGFW-A016]\n  note: did you mean 'http'?"),
        ("sample: tcp \"a\"", "t.app:4:13: error: expected 'client' or 'server' before bytes [NGFW-A018]"),
        ("sample: tcp client \"a", "t.app:4:20: error: the text has no closing quote [NGFW-A018]"),
        ("sample: tcp client hex:0", "t.app:4:20: error: hex: needs pairs of digits [NGFW-A018]"),
        ("sample: tcp client \"\\q\"", "t.app:4:21: error: unknown escape; there are \\r \\n \\t \\0 \\\\ \\\" \\xHH [NGFW-A018]"),
        ("sample: tpc client \"a\"", "t.app:4:9: error: a sample begins with tcp, udp, sctp, icmp, icmp6 or ip, not 'tpc' [NGFW-A018]"),
        ("parent: nowhere", "t.app:1:14: warning: 'a' names the unknown application 'nowhere' [NGFW-A022]"),
        (
            "application: a\ncategory: x / y / z\nreference: r",
            "t.app:4:14: error: application 'a' is defined twice [NGFW-A020]\n  note: first at t.app:1:14"
        ),
        (
            "application: unknown-tcp\ncategory: x / y / z\nreference: r",
            "t.app:4:14: error: 'unknown-tcp' is reserved, or the catalogue is full [NGFW-A021]"
        ),
    ])
    func mistakesAreSaidAtTheirPlace(_ line: String, _ expected: String) {
        #expect(complaints(Self.head + line + "\n") == [expected])
    }

    @Test func whatIsMissingIsSaid() {
        #expect(
            complaints("risk: 1\napplication: a\n") == [
                "t.app:1:1: error: 'risk' before the first 'application' [NGFW-A003]",
                "t.app:2:14: error: application 'a' has no 'reference' that says where its facts come from [NGFW-A005]",
                "t.app:2:14: error: application 'a' has no 'category' [NGFW-A006]",
            ])
    }

    @Test func aBadSignatureLeavesTheOthers() throws {
        var diagnostics = Diagnostics()
        let text = Self.head + "signature: bad\nclient: (\nsignature: good\nclient: ^HELLO\n"
        let library = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        #expect(diagnostics.hasErrors)
        #expect(library.signatureTitles.count == 1)
        #expect(library.signatureTitles.first?.hasPrefix("signature 'good' of ") == true)
    }

    @Test func longPatternsAreRefused() {
        let text = Self.head + "signature: s\nclient: ^" + String(repeating: "a", count: 5_000) + "\n"
        #expect(complaints(text).first == "t.app:5:9: error: the pattern is longer than 4096 bytes (Limits.patternBytes) [NGFW-A017]")
    }

    @Test func everythingWrittenIsKept() throws {
        var diagnostics = Diagnostics()
        let text = """
            # comment
            application: a
              category: x / y / z
              risk: 3
              characteristics: evasive-behavior, is-saas
              ports: tcp/80,443 udp/dynamic
              secure-ports: tcp/443
              uses: b, c
              implicitly-uses: b
              parent: b
              container: d
              deny-action: drop-reset
              timeout-tcp: 60
              timeout-udp: 5
              reference: RFC 1
              hosts: a.example *.b.example
            application: b
            category: x / y / z
            reference: r
            application: c
            category: x / y / z
            reference: r
            """
        let library = SignatureLibrary(compiling: [SignatureSource(name: "t.app", text: text)], diagnostics: &diagnostics)
        #expect(diagnostics.all.map(\.description) == [])
        let application = library.catalogue[try #require(library.catalogue.id(named: "a"))]
        #expect(application.risk == 3 && application.denyAction == .dropReset && application.origin == .signature)
        #expect(application.characteristics == [.evasive, .saas])
        #expect(application.defaultPorts.map(\.description) == ["tcp/80,443", "udp/dynamic"])
        #expect(application.securePorts.map(\.description) == ["tcp/443"])
        #expect(application.uses == ["b", "c"] && application.implicitlyUses == ["b"])
        #expect(application.parent == "b" && application.container == "d")
        #expect(application.tcpTimeout == 60 && application.udpTimeout == 5)
        #expect(library.identifiable.map(library.catalogue.name) == ["a"])
    }

    @Test func theListIsRead() throws {
        var diagnostics = Diagnostics()
        let text =
            "name,category,subcategory,technology,risk,characteristics,ports\n"
            + "x,c,s,t,2,evasive-behavior|is-saas,\"tcp/80,443 udp/53\"\ny,c,s,t,9,,\nz,c,s,t,1,,\n"
        let listed = ListedApplications.parse(SignatureSource(name: "l.csv", text: text), diagnostics: &diagnostics)
        #expect(listed.map(\.name) == ["x", "z"])
        #expect(listed.first?.defaultPorts.map(\.description) == ["tcp/80,443", "udp/53"])
        #expect(diagnostics.all.map(\.description) == ["l.csv:3: error: expected seven fields: \(ListedApplications.header) [NGFW-A031]"])
    }
}
