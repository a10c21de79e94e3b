import NGFW
import NGFWAppID
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Application overrides, for packets and for flows in words. Source: reference section 2.8.
@Suite("Application overrides")
struct OverrideTests {
    private static func override(_ port: UInt16, _ application: String) -> ApplicationOverrideRule {
        var rule = ApplicationOverrideRule(name: "force-\(port)", ports: PortSet(port), application: application)
        rule.from = ["inside"]
        return rule
    }

    private static func lab(_ rules: [SecurityRule]) -> Lab {
        Lab(rules: rules, policy: { $0.applicationOverrides = [override(2222, "ssh"), override(8080, "dns")] })
    }

    @Test("A forced session has its application from the first packet on, and App-ID never changes it")
    func packets() {
        var lab = Self.lab([Lab.rule("ssh", .allow, ["ssh"]) { $0.services = ["any"] }])
        var talk = Talk(port: 2222)
        lab.send(talk.handshake())
        #expect(lab.send(talk.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isPass)
        let session = lab.sessions()[0]
        #expect(session.application == "ssh")
        #expect(session.rule == "ssh")
    }

    @Test("A rule that blocks the forced application does so at the SYN, without a reset, and the log names the application")
    func blocked() {
        var lab = Self.lab([Lab.rule("no ssh", .resetBoth, ["ssh"]) { $0.services = ["any"] }, Lab.rule("rest", .allow)])
        var talk = Talk(port: 2222)
        let verdict = lab.send(talk.syn())
        #expect(verdict.disposition == .drop)
        #expect(verdict.response == .drop)
        #expect(lab.firewall.takeRecords().map(\.session.application) == ["ssh"])
    }

    @Test("A flow in words is called as the override says, with a note where it says otherwise itself")
    func flows() throws {
        var lab = Self.lab([Lab.rule("ssh", .allow, ["ssh"]) { $0.services = ["any"] }])
        var flow = FlowDescription(source: IPAddress(v4: 0x0a01_0001), destination: IPAddress(v4: 0x0a02_0001), ipProtocol: .tcp)
        flow.destinationPort = 2222
        let silent = try lab.firewall.decide(flow)
        #expect((silent.application, silent.evidence, silent.rule) == ("ssh", "application-override", "ssh"))
        #expect(silent.applicationOverride == "force-2222")
        #expect(silent.isFinal && silent.notes.isEmpty)
        flow.application = "web-browsing"
        let told = try lab.firewall.decide(flow)
        #expect((told.application, told.rule) == ("ssh", "ssh"))
        #expect(told.notes == ["application override rule 'force-2222' calls it 'ssh', not 'web-browsing'"])
        flow.ipProtocol = .udp
        #expect(try lab.firewall.decide(flow).applicationOverride == nil, "overrides are of one protocol")
        flow.ipProtocol = .tcp
        flow.from = "outside"
        #expect(try lab.firewall.decide(flow).applicationOverride == nil)
    }

    @Test(
        "What the two sides are told",
        arguments: [
            (RuleAction.allow, nil, Response.none), (.drop, "video", .drop), (.deny, "video", .resetClient), (.deny, "ssh", .drop),
            (.resetBoth, "ssh", .resetBoth), (.resetServer, "ssh", .resetServer),
        ] as [(RuleAction, String?, Response)])
    func responses(action: RuleAction, application: String?, expected: Response) throws {
        var lab = Lab(rules: [Lab.rule("r", action, [application ?? "any"]) { $0.services = ["any"] }])
        var flow = FlowDescription(source: IPAddress(v4: 0x0a01_0001), destination: IPAddress(v4: 0x0a02_0001), ipProtocol: .tcp)
        flow.destinationPort = 80
        flow.application = application
        #expect(try lab.firewall.decide(flow).response == expected)
    }

    @Test("Before the handshake nothing is reset; an unreachable message goes out where the rule asks for it")
    func unreachable() throws {
        var lab = Lab(rules: [
            Lab.rule("r", .resetBoth) {
                $0.services = ["any"]
                $0.icmpUnreachable = true
            }
        ])
        var flow = FlowDescription(source: IPAddress(v4: 0x0a01_0001), destination: IPAddress(v4: 0x0a02_0001), ipProtocol: .tcp)
        flow.destinationPort = 80
        #expect(try lab.firewall.decide(flow).response == .icmpUnreachable)
        flow.application = "ssh"
        #expect(try lab.firewall.decide(flow).response == .resetBoth)
        flow.ipProtocol = .udp
        #expect(try lab.firewall.decide(flow).response == .icmpUnreachable)
    }
}
