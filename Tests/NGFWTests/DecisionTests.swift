import NGFW
import NGFWAppID
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Decisions on flows in words")
struct DecisionTests {
    private static let rules = [
        Lab.rule("ssh", .allow, ["ssh"]) {
            $0.source = ["web"]
            $0.uuid = "0-0-0-1"
            $0.logStart = true
            $0.logSetting = "forward"
        },
        Lab.rule("staff", .allow, ["dns"]) { $0.users = ["lab\\ann"] },
        Lab.rule("video", .allow, ["video"]),
        Lab.rule("no ping", .drop, ["ping"]) { $0.logEnd = false },
    ]

    private static func lab() -> Lab {
        Lab(rules: rules, policy: { $0.addressGroups = [AddressGroup(name: "web", content: .filter("'web'"))] })
    }

    private static func flow(_ destinationPort: UInt16, _ application: String?, _ ipProtocol: IPProtocol = .tcp) -> FlowDescription {
        var flow = FlowDescription(source: IPAddress(v4: 0x0a01_0001), destination: IPAddress(v4: 0x0a02_0001), ipProtocol: ipProtocol)
        flow.destinationPort = destinationPort
        flow.application = application
        return flow
    }

    @Test("A flow of later finds what expires until then gone, and only that flow does")
    func laterFlows() throws {
        var lab = Self.lab()
        let web = IPAddress(v4: 0x0a01_0001)
        lab.firewall.apply(RegistrationUpdate([.register(.host(web), [TagRegistration("web", timeout: 60)])]), at: lab.time)
        var flow = Self.flow(22, "ssh")
        for (seconds, action) in [(59, RuleAction.allow), (60, .deny), (3_600, .deny), (30, .allow), (-60, .allow), (60, .deny)] {
            flow.time = lab.time.advanced(bySeconds: Int64(seconds))
            let decision = try lab.firewall.decide(flow)
            #expect(decision.action == action, "after \(seconds) s")
            #expect(decision.sourceGroups == (action == .allow ? ["web"] : []))
            #expect(try lab.firewall.explain(flow).winner == decision.rule)
        }
        #expect(lab.firewall.policy?.registry.tags(of: web) == ["web"])
        lab.firewall.apply(RegistrationUpdate([.register(.host(web), [TagRegistration("web", timeout: 600)])]), at: lab.time)
        flow.time = lab.time.advanced(bySeconds: 60)
        #expect(try lab.firewall.decide(flow).action == .allow)
        lab.firewall.advance(to: lab.time.advanced(bySeconds: 600))
        #expect(try lab.firewall.decide(Self.flow(22, "ssh")).action == .deny)
    }

    @Test("A tag changes the answer at once, and the answer names groups, zones, logging and revisions")
    func tags() throws {
        var lab = Self.lab()
        let web = IPAddress(v4: 0x0a01_0001)
        let before = try lab.firewall.decide(Self.flow(22, "ssh"))
        #expect(before.action == .deny)
        #expect(before.rule == "interzone-default")
        #expect(before.isFinal)
        lab.firewall.apply(RegistrationUpdate([.register(.host(web), [TagRegistration("web")])]), at: lab.time)
        let after = try lab.firewall.decide(Self.flow(22, "ssh"))
        #expect(after.action == .allow)
        #expect(after.rule == "ssh")
        #expect(after.ruleUUID == "0-0-0-1")
        #expect(after.isFinal)
        #expect(after.evidence == "given")
        #expect(after.sourceGroups == ["web"])
        #expect(after.destinationGroups == [])
        #expect(after.from == "inside")
        #expect(after.to == "outside")
        #expect((after.logStart, after.logEnd) == (true, true))
        #expect(after.logSetting == "forward")
        #expect(after.revisions.registrations > before.revisions.registrations)
        #expect(after.revisions.signatures == Lab.library.revision)
        #expect(after.notes == [])
        lab.firewall.apply(RegistrationUpdate([.unregister(.host(web), [])]), at: lab.time)
        #expect(try lab.firewall.decide(Self.flow(22, "ssh")).action == .deny)
    }

    @Test("Without an application the answer is tentative where a rule names applications, and final where none could allow")
    func undecided() throws {
        var lab = Self.lab()
        let possible = try lab.firewall.decide(Self.flow(443, nil))
        #expect(possible.action == .allow)
        #expect(possible.rule == "video")
        #expect(possible.application == "undecided")
        #expect(!possible.isFinal)
        #expect(possible.standing == .tentative)
        let hopeless = try lab.firewall.decide(Self.flow(23, nil))
        #expect(hopeless.rule == "interzone-default")
        #expect(hopeless.isFinal)
    }

    @Test("An implicit dependency is allowed, and said not to be final")
    func implicit() throws {
        var lab = Self.lab()
        let decision = try lab.firewall.decide(Self.flow(80, "web-browsing"))
        #expect(decision.action == .allow)
        #expect(decision.rule == "video")
        #expect(decision.standing == .implicit)
        #expect(!decision.isFinal)
    }

    @Test("The user is the one given, else the one logged in at the source")
    func users() throws {
        var lab = Self.lab()
        var flow = Self.flow(53, "dns", .udp)
        #expect(try lab.firewall.decide(flow).action == .deny)
        flow.user = "LAB\\Ann"
        #expect(try lab.firewall.decide(flow).rule == "staff")
        flow.user = nil
        lab.firewall.apply(RegistrationUpdate([.login(user: "lab\\ann", address: flow.source, timeout: nil)]), at: lab.time)
        let decision = try lab.firewall.decide(flow)
        #expect(decision.rule == "staff")
        #expect(decision.user == "lab\\ann")
    }

    @Test("An address without a zone is said so, and zones given by name win over the map")
    func zones() throws {
        var lab = Self.lab()
        var flow = Self.flow(80, "video")
        flow.source = IPAddress(v4: 0x0808_0808)
        let unzoned = try lab.firewall.decide(flow)
        #expect(unzoned.from == nil)
        #expect(unzoned.notes.count == 1)
        #expect(unzoned.notes.first?.contains("8.8.8.8 has no zone") == true)
        flow.from = "outside"
        flow.to = "outside"
        flow.application = "ssh"
        #expect(try lab.firewall.decide(flow).rule == "intrazone-default")
        flow.to = "elsewhere"
        #expect(try lab.firewall.decide(flow).rule == "interzone-default")
    }

    @Test("Unknown applications are refused with a suggestion, session names with a reason, and questions need a policy")
    func errors() throws {
        var lab = Self.lab()
        let misspelt = #expect(throws: FlowError.self) { try lab.firewall.decide(Self.flow(22, "sshh")) }
        #expect(misspelt?.code == .unknownApplication)
        #expect(misspelt?.description == "unknown application 'sshh'; did you mean 'ssh'?")
        let special = #expect(throws: FlowError.self) { try lab.firewall.decide(Self.flow(22, "incomplete")) }
        #expect(special?.code == .applicationNotAllowed)
        #expect(try lab.firewall.decide(Self.flow(22, "unknown-tcp")).action == .deny)
        var open = Lab()
        let none = #expect(throws: FlowError.self) { try open.firewall.decide(Self.flow(22, nil)) }
        #expect(none?.code == .noPolicy)
    }

    @Test("Explanation and decision name the same winner")
    func explanation() throws {
        var lab = Self.lab()
        for flow in [Self.flow(22, "ssh"), Self.flow(443, nil), Self.flow(80, "web-browsing"), Self.flow(0, "ping", .icmp)] {
            let decision = try lab.firewall.decide(flow)
            let explanation = try lab.firewall.explain(flow)
            #expect(explanation.winner == decision.rule)
            #expect(explanation.match.action == decision.action)
        }
    }

    @Test(
        "Packets and words get the same answer", arguments: [(22, "ssh"), (23, "ssh"), (80, "web-browsing"), (443, "video"), (80, "video")])
    func sameAnswer(port: Int, application: String) throws {
        var lab = Self.lab()
        lab.firewall.apply(RegistrationUpdate([.register(.host(IPAddress(v4: 0x0a01_0001)), [TagRegistration("web")])]), at: lab.time)
        let decision = try lab.firewall.decide(Self.flow(UInt16(port), application))
        var talk = Talk(port: UInt16(port))
        let texts = ["ssh": Talk.sshBanner, "web-browsing": "GET /", "video": "GET /film HTTP/1.1\r\n"]
        lab.send(talk.handshake() + [talk.send(texts[application] ?? "")])
        let session = try #require(lab.firewall.sessions().first)
        #expect(session.rule == decision.rule)
        #expect(session.action == decision.action)
    }
}
