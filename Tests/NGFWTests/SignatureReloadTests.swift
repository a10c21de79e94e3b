import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Other signatures for a running firewall.
@Suite("Reload of signatures")
struct SignatureReloadTests {
    private static let ssh = """
        application: ssh
        category: networking / encrypted-tunnel / client-server
        reference: RFC 4253
        signature: banner
        either: ^SSH-2\\.0-

        """
    private static let web = """
        application: web-browsing
        category: general-internet / internet-utility / browser-based
        reference: RFC 9112
        final: no
        signature: request
        client: ^GET /

        application: shop
        category: general-internet / internet-utility / browser-based
        parent: web-browsing
        hosts: shop.example
        reference: none

        """
    private static let ledger = """
        application: ledger
        category: a / b / c
        reference: none
        signature: hello
        client: ^LEDGER \\d{4}
        server: ^WELCOME

        """
    private static let counter = """
        application: counter
        category: a / b / c
        reference: none
        signature: tick
        over: udp
        client: ^TICK
        packets: 3

        """

    private static func library(_ texts: String...) -> SignatureLibrary {
        var diagnostics = Diagnostics()
        let sources = texts.enumerated().map { SignatureSource(name: "\($0.offset).app", text: $0.element) }
        let library = SignatureLibrary(compiling: sources, diagnostics: &diagnostics)
        precondition(diagnostics.isEmpty, "\(diagnostics.all)")
        return library
    }

    private static func send(_ firewall: inout Firewall, _ packets: [[UInt8]]) {
        for packet in packets { _ = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: Lab.start) }
    }

    private static func sessions(_ firewall: inout Firewall) -> [SessionSummary] {
        firewall.finish()
        return firewall.takeEndedSessions().sorted { $0.tuple.sourcePort < $1.tuple.sourcePort }
    }

    @Test func sessionsGoOnWithTheNewSignaturesAndNoneIsLost() throws {
        var firewall = Firewall(configuration: Lab.configuration, library: Self.library(Self.ssh, Self.web), policy: nil)
        var decided = Talk(port: 22, sourcePort: 40_000)
        var begun = Talk(port: 9_000, sourcePort: 40_001)
        var shop = Talk(port: 80, sourcePort: 40_002)
        Self.send(&firewall, decided.handshake() + [decided.send(Talk.sshBanner)])
        Self.send(&firewall, begun.handshake() + [begun.send("LEDGER 20")])
        Self.send(&firewall, shop.handshake() + [shop.send("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n")])
        // Numbers of applications, signatures and names change.
        let web = Self.web.replacing("^GET /", with: "^(?:GET|PUT) /")
        try firewall.replaceSignatures(Self.library(Self.ledger, web, Self.counter, Self.ssh))
        var new = Talk(port: 9_000, sourcePort: 40_003)
        Self.send(&firewall, [begun.send("26\n"), begun.answer("WELCOME\n"), decided.answer(Talk.sshBanner)])
        Self.send(&firewall, new.handshake() + [new.send("PUT /a HTTP/1.1\r\n\r\n")])
        #expect(firewall.sessionCount == 4)
        let sessions = Self.sessions(&firewall)
        #expect(sessions.map(\.application) == ["ssh", "ledger", "shop", "web-browsing"])
        #expect(sessions.map(\.path).first == ["ssh"])
        #expect(
            sessions.map(\.evidence) == [
                "signature 'banner' of ssh", "signature 'hello' of ledger", "host name shop.example", "signature 'request' of web-browsing",
            ])
    }

    @Test func aSignatureThatIsGoneLeavesTheNameButNotItsEvidence() throws {
        var firewall = Firewall(configuration: Lab.configuration, library: Self.library(Self.ssh, Self.web), policy: nil)
        var talk = Talk(port: 22)
        Self.send(&firewall, talk.handshake() + [talk.send(Talk.sshBanner)])
        try firewall.replaceSignatures(Self.library(Self.web, Self.ssh.replacing("banner", with: "greeting")))
        let session = try #require(Self.sessions(&firewall).first)
        #expect(session.application == "ssh" && session.evidence.isEmpty)
    }

    @Test func countsOfDatagramsBeginAnew() throws {
        var firewall = Firewall(configuration: Lab.configuration, library: Self.library(Self.counter, Self.ssh), policy: nil)
        let tick = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(40_000, 9_999, payload: Array("TICK".utf8))
        Self.send(&firewall, [tick, tick])
        // The signature of the same number is another one now.
        let other = Self.counter.replacing("counter", with: "ticker").replacing("packets: 3", with: "packets: 4")
        try firewall.replaceSignatures(Self.library(other, Self.ssh))
        Self.send(&firewall, [tick, tick, tick])
        #expect(firewall.sessions().map(\.isInspected) == [true])
        Self.send(&firewall, [tick])
        #expect(Self.sessions(&firewall).map(\.application) == ["ticker"])
    }

    @Test func underAPolicyTheNumbersMustAgree() throws {
        let library = Self.library(Self.ssh, Self.web)
        var policy = Policy(name: "p", catalogue: library.catalogue)
        policy.rules = [Lab.rule("web", .allow, ["web-browsing"]) { $0.services = ["any"] }]
        policy.zones = [Zone(name: "inside"), Zone(name: "outside")]
        var firewall = Firewall(configuration: Lab.configuration, library: library, policy: PolicyEngine(ResolvedPolicy(policy)))
        #expect(throws: FlowError(.foreignLibrary)) { try firewall.replaceSignatures(Self.library(Self.ledger, Self.ssh, Self.web)) }
        var talk = Talk(port: 9_000)
        Self.send(&firewall, talk.handshake())
        try firewall.replaceSignatures(Self.library(Self.ssh, Self.web.replacing("^GET /", with: "^(?:GET|PUT) /")))
        Self.send(&firewall, [talk.send("PUT /a HTTP/1.1\r\n\r\n")])
        let session = try #require(Self.sessions(&firewall).first)
        #expect(session.application == "web-browsing" && session.rule == "web" && session.action == .allow)
    }

    @Test func aGroupReplacesThoseOfAllWorkers() throws {
        let group = FirewallGroup(workers: 3, configuration: Lab.configuration, library: Self.library(Self.ssh), policy: nil)
        try group.replaceSignatures(Self.library(Self.ledger))
        for port in UInt16(40_000)..<40_020 {
            var talk = Talk(port: 9_000, sourcePort: port)
            var bytes: [UInt8] = []
            var packets: [PacketDescriptor] = []
            for packet in talk.handshake() + [talk.send("LEDGER 2026\n"), talk.answer("WELCOME\n")] {
                packets.append(
                    PacketDescriptor(
                        offset: bytes.count, length: packet.count, wireLength: packet.count, time: Lab.start, linkType: .ethernet))
                bytes += packet
            }
            var verdicts: [Verdict] = []
            group.process(bytes.span, packets: packets.span, into: &verdicts)
        }
        group.finish()
        #expect(group.takeEndedSessions().map(\.application) == [String](repeating: "ledger", count: 20))
    }
}
