import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Sessions of custom applications: shifts to them, and what waiting for one must not change. Source: reference sections 2.1 and 2.9.
@Suite("Custom applications in sessions")
struct CustomSessionTests {
    private static func application(_ name: String, parent: String? = nil, _ context: String, _ pattern: String) throws -> CustomApplication
    {
        var signature = CustomSignature(name: "s")
        signature.conditions = [[CustomCondition(context: context, .pattern(try SignaturePattern(pattern, PatternRules(.enhanced))))]]
        var application = CustomApplication(name: name)
        application.parent = parent
        application.signatures = [signature]
        return application
    }

    private static func payslip(_ name: String = "payslip") throws -> CustomApplication {
        try application(name, parent: "web-browsing", "http-req-uri-path", "^/payslip")
    }

    private static func firewall(
        _ customs: [CustomApplication], _ rules: [SecurityRule], metadata: [Application]? = nil
    ) -> Firewall {
        let (library, policy) = parts(customs, rules, metadata)
        return Firewall(configuration: Lab.configuration, library: library, policy: PolicyEngine(policy))
    }

    private static func parts(
        _ customs: [CustomApplication], _ rules: [SecurityRule], _ metadata: [Application]? = nil
    ) -> (SignatureLibrary, ResolvedPolicy) {
        let catalogue = Lab.library.catalogue.adding(metadata ?? customs.map { Application(name: $0.name, origin: .custom) })
        var policy = Policy(name: "custom", catalogue: catalogue)
        policy.rules = rules
        policy.zones = [Zone(name: "inside"), Zone(name: "outside")]
        return (Lab.library.extended(by: customs, catalogue: catalogue), ResolvedPolicy(policy))
    }

    private static func rule(_ name: String, _ action: RuleAction, _ applications: String...) -> SecurityRule {
        Lab.rule(name, action, applications) { $0.services = ["any"] }
    }

    private static let page = "GET /index HTTP/1.1\r\nHost: a.example\r\n\r\n"
    private static let slip = "GET /payslip HTTP/1.1\r\nHost: a.example\r\n\r\n"
    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private static func send(_ firewall: inout Firewall, _ packets: [[UInt8]]) -> [Bool] {
        packets.map { firewall.process($0.span, wireLength: $0.count, linkType: .ethernet, at: Lab.start).isPass }
    }

    @Test("a rule that names the application decides for its sessions, on the first request and on a later one")
    func shift() throws {
        let rules = [Self.rule("no-slips", .deny, "payslip"), Self.rule("web", .allow, "web-browsing")]
        var talk = Talk(port: 80)
        var firewall = Self.firewall([try Self.payslip()], rules)
        _ = Self.send(&firewall, talk.handshake())
        #expect(Self.send(&firewall, [talk.send(Self.slip)]) == [false])
        var later = Talk(port: 80, sourcePort: 40_001)
        _ = Self.send(&firewall, later.handshake())
        #expect(Self.send(&firewall, [later.send(Self.page), later.answer(Self.answer), later.send(Self.slip)]) == [true, true, false])
        firewall.finish()
        let sessions = firewall.takeEndedSessions()
        #expect(sessions.map(\.application) == ["payslip", "payslip"])
        #expect(sessions.map(\.path) == [["payslip"], ["web-browsing", "payslip"]])
        #expect(sessions.map(\.base) == ["web-browsing", "web-browsing"])
        #expect(sessions.map(\.rule) == ["no-slips", "no-slips"])
        #expect(sessions.map(\.evidence) == ["signature 's' of custom application payslip", "signature 's' of custom application payslip"])
    }

    @Test("waiting for a custom application lets nothing through that would else be blocked")
    func neverWider() throws {
        // video uses web-browsing implicitly: that is allowed as long as the session may still become video.
        let rules = [Self.rule("video", .allow, "video")]
        for customs in [[], [try Self.payslip()], [try Self.application("any-bytes", "tcp-context-free", "never seen")]] {
            var talk = Talk(port: 80)
            var firewall = Self.firewall(customs, rules)
            let before = Self.send(&firewall, talk.handshake() + [talk.send(Self.page)])
            let after = Self.send(&firewall, [talk.answer(Self.answer), talk.send(Self.page)])
            #expect(before == [true, true, true, true])
            #expect(after == [true, false], "\(customs.map(\.name))")
        }
    }

    @Test("a session that no custom application can be in is decided as ever")
    func undisturbed() throws {
        var talk = Talk(port: 22)
        var firewall = Self.firewall([try Self.payslip()], [Self.rule("ssh", .allow, "ssh")])
        let passed = Self.send(&firewall, talk.handshake() + [talk.send(Talk.sshBanner), talk.answer(Talk.sshBanner)])
        #expect(passed == [true, true, true, true, true])
        firewall.finish()
        #expect(firewall.takeEndedSessions().map(\.application) == ["ssh"])
    }

    @Test("timeouts of the application: idle, half closed, after the close")
    func timeouts() throws {
        var metadata = Application(name: "payslip", origin: .custom)
        (metadata.tcpTimeout, metadata.tcpHalfClosedTimeout, metadata.tcpTimeWaitTimeout) = (700, 40, 3)
        for (closing, seconds) in [(0, Int64(700)), (1, 40), (2, 3)] {
            var talk = Talk(port: 80)
            var firewall = Self.firewall([try Self.payslip()], [Self.rule("slips", .allow, "payslip")], metadata: [metadata])
            _ = Self.send(&firewall, talk.handshake() + [talk.send(Self.slip)] + talk.finish().prefix(closing))
            firewall.advance(to: Lab.start.advanced(bySeconds: seconds - 1))
            #expect(firewall.sessionCount == 1)
            firewall.advance(to: Lab.start.advanced(bySeconds: seconds + 1))
            #expect(firewall.sessionCount == 0)
        }
    }

    @Test("a new configuration brings its own custom applications; running sessions keep their names")
    func commit() throws {
        let rules = [Self.rule("all", .allow, "any")]
        var firewall = Self.firewall([try Self.payslip("first"), try Self.application("other", "http-req-uri-path", "^/other")], rules)
        var talk = Talk(port: 80)
        _ = Self.send(&firewall, talk.handshake() + [talk.send("GET /other HTTP/1.1\r\nHost: a.example\r\n\r\n")])
        var running = Talk(port: 80, sourcePort: 40_001)
        _ = Self.send(&firewall, running.handshake() + [running.send(Self.page)])
        // The numbers of the applications change places.
        let (library, policy) = Self.parts(
            [try Self.application("other", "http-req-uri-path", "^/else"), try Self.payslip("second")], rules)
        try firewall.replacePolicy(policy, library: library)
        var new = Talk(port: 80, sourcePort: 40_002)
        #expect(
            Self.send(&firewall, new.handshake() + [new.send(Self.slip), running.answer(Self.answer)]) == [true, true, true, true, true])
        firewall.finish()
        let sessions = firewall.takeEndedSessions().sorted { $0.tuple.sourcePort < $1.tuple.sourcePort }
        #expect(sessions.map(\.application) == ["other", "web-browsing", "second"])
        #expect(sessions.map(\.path) == [["other"], ["web-browsing"], ["second"]])
    }

    @Test("a policy that numbers applications otherwise, without a library, leaves the built-in ones")
    func commitWithoutLibrary() throws {
        let rules = [Self.rule("all", .allow, "any")]
        var firewall = Self.firewall([try Self.payslip("first")], rules)
        let (_, policy) = Self.parts([try Self.payslip("second")], rules)
        try firewall.replacePolicy(policy)
        var talk = Talk(port: 80)
        _ = Self.send(&firewall, talk.handshake() + [talk.send(Self.slip)])
        firewall.finish()
        #expect(firewall.takeEndedSessions().map(\.application) == ["web-browsing"])
    }

    @Test("ICMP is recognised by type, code and data, on the first message or a later one")
    func icmp() throws {
        var typed = CustomApplication(name: "typed")
        typed.icmp = .init(.icmp, type: 13)
        let covert = try Self.application("covert", parent: "ping", "icmp-req-data", "^secret data")
        let rules = [Self.rule("no-covert", .deny, "covert", "typed"), Self.rule("ping", .allow, "ping", "icmp")]
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        let other = PacketBuilder(from: "10.1.0.1", to: "10.2.0.2")
        var firewall = Self.firewall([typed, covert], rules)
        let first = builder.echo(identifier: 1, sequence: 1, payload: Array("secret data".utf8))
        #expect(Self.send(&firewall, [first]) == [false])
        let plain = builder.echo(identifier: 2, sequence: 1, payload: Array("abcdefgh".utf8))
        let later = builder.echo(identifier: 2, sequence: 1, payload: Array("secret data".utf8))
        #expect(Self.send(&firewall, [plain, later]) == [true, false])
        #expect(Self.send(&firewall, [builder.icmp(type: 13), other.icmp(type: 17)]) == [false, true])
    }
}
