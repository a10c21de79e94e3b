import Foundation
import NGFWCore
import NGFWSuites
import Testing

@Suite("Running suites")
struct SuiteRunnerTests {
    private static let web = SuiteFixture.block(
        SuiteFixture.configuration(
            [SuiteFixture.rule("web-in", from: "a", to: "b", destination: "WEB", application: "ssh", service: "application-default")],
            objects: SuiteFixture.groups))
    private static let flow =
        "source: 10.0.0.1, destination: 10.0.1.5, protocol: tcp, destinationPort: 22, application: ssh, from: a, to: b"

    @Test("a timeline of tags changes the answers, by both evaluators", arguments: SuiteRunner.Evaluator.allCases)
    func timeline(evaluator: SuiteRunner.Evaluator) throws {
        let text = """
            suite: tags come and go
            \(Self.web)
            time: 2026-01-05T10:00:00Z
            registrations: [{10.0.1.5: [{tag: web, timeout: 90s}]}]
            flows: [{\(Self.flow), expect: {action: ALLOW, rule: web-in, standing: decided, final: yes, logEnd: yes, response: none}}]
            groups: {WEB: [10.0.1.5/32]}
            timeline:
              - {after: 89s, flows: [{\(Self.flow), expect: allow}]}
              - {after: 1s, flows: [{\(Self.flow), expect: {action: block, rule: interzone-default}}], groups: {WEB: []}}
              - after: 1m
                register: {10.0.1.0/24: [web]}
                flows: [{\(Self.flow), expect: allow}]
              - after: 1m
                messages:
                  - |
                    <uid-message><version>2.0</version><type>update</type><payload><unregister>
                    <entry ip="10.0.1.0/24"><tag><member>web</member></tag></entry></unregister></payload></uid-message>
                flows: [{\(Self.flow), expect: deny}]
            """
        let result = try SuiteFixture.run(text, evaluator: evaluator)
        #expect(result.checks.map(\.failure) == Array(repeating: nil, count: 7))
    }

    @Test("what is not as expected fails at the expectation, with the explanation", arguments: SuiteRunner.Evaluator.allCases)
    func failure(evaluator: SuiteRunner.Evaluator) throws {
        let text = "suite: x\n\(Self.web)flows:\n  - {\(Self.flow), expect: {rule: web-in}}\ngroups: {WEB: [10.0.0.1], NONE: []}\n"
        let result = try SuiteFixture.run(text, evaluator: evaluator)
        let line = text.split(separator: "\n").firstIndex { $0.contains("expect") }.map { $0 + 1 }
        let check = try #require(result.checks.first)
        #expect(check.failure?.hasSuffix("expected rule 'web-in', got 'interzone-default'") == true)
        #expect(check.location.line == line)
        #expect(check.location.column > 100)
        #expect(check.details.contains { $0.contains("10.0.1.5 is not in WEB (filter 'web'") })
        #expect(result.checks[1].failure == "members of 'WEB': missing 10.0.0.1")
        #expect(result.checks[2].failure?.contains("no rule reaches a group called 'NONE'") == true)
        #expect(result.failedCount == 3)
    }

    @Test(
        "each property of an answer can fail",
        arguments: [
            "action: deny", "rule: other", "standing: tentative", "final: no", "logStart: yes", "logEnd: no", "application: web-browsing",
            "response: drop",
        ])
    func properties(expectation: String) throws {
        let text = "suite: x\n\(Self.web)register: {10.0.1.5: [web]}\nflows: [{\(Self.flow), expect: {\(expectation)}}]\n"
        let result = try SuiteFixture.run(text)
        #expect(result.checks.count == 1)
        #expect(result.checks.first?.failure != nil)
    }

    /// Reference section 6.3.
    @Test(
        "members of user groups may be expected: of dynamic ones, of registered ones and of those in the suite", arguments: ["eve", "bob"])
    func userGroups(member: String) throws {
        func rule(_ name: String) -> String {
            SuiteFixture.rule(name).replacing("<source-user><member>any", with: "<source-user><member>\(name)")
        }
        let group = "<dynamic-user-group><entry name=\"risky\"><filter>'bad'</filter></entry></dynamic-user-group>"
        let configuration = SuiteFixture.configuration(["risky", "ops", "staff"].map(rule), objects: group)
        let result = try SuiteFixture.run(
            """
            suite: x
            \(SuiteFixture.block(configuration))
            user-groups: {Eve: [staff]}
            register-user: {Eve: [bad]}
            set-group: {ops: [eve]}
            groups: {risky: [\(member)], ops: [\(member)], staff: [\(member)]}
            timeline:
              - unregister-user: {eve: []}
                groups: {risky: []}
            """)
        #expect(result.checks.count == 4)
        #expect(result.failedCount == (member == "eve" ? 0 : 3), "\(result.checks)")
    }

    @Test("messages about a configuration in the suite have their places in the suite")
    func places() throws {
        let broken = SuiteFixture.block(SuiteFixture.configuration([SuiteFixture.rule("r", source: "webb")], objects: SuiteFixture.groups))
        let text = "suite: x\n\(broken)diagnostics: [{code: NGFW-P007, severity: error}]\n"
        let result = try SuiteFixture.run(text)
        #expect(result.checks.map(\.failure) == [nil])
        let place = try #require(result.diagnostics.first?.location)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)[place.line - 1]
        #expect(place.file == "s.yaml")
        #expect(line.contains("webb"))
        #expect(place.column > 2)
    }

    @Test("errors that nobody expects, and messages that do not come, fail")
    func diagnostics() throws {
        let broken = SuiteFixture.block(SuiteFixture.configuration([SuiteFixture.rule("r", source: "webb")]))
        let flows = "flows: [{\(Self.flow), expect: deny}]\n"
        #expect(try SuiteFixture.run("suite: x\n\(broken)").isBroken)
        #expect(try SuiteFixture.run("suite: x\n\(broken)\(flows)").isBroken)
        #expect(try SuiteFixture.run("suite: x\n\(broken)diagnostics: [{code: NGFW-P007, severity: error}]\n\(flows)").isBroken)
        #expect(try SuiteFixture.run("suite: x\nlenient: yes\n\(broken)\(flows)").passed)
        #expect(try SuiteFixture.run("suite: x\n\(Self.web)diagnostics: [NGFW-P007]\n").failedCount == 1)
        #expect(try SuiteFixture.run("suite: x\n\(Self.web)diagnostics: []\n").passed)
        #expect(try SuiteFixture.run("suite: x\nconfiguration: nowhere.xml\n").isBroken)
        #expect(try SuiteFixture.run("suite: x\n\(Self.web)register: {10.0.0.1: [\"a'b\"]}\n").isBroken)
        let refusal = "diagnostics: [{code: NGFW-R900, message: not a legal tag}]\n"
        #expect(try SuiteFixture.run("suite: x\n\(Self.web)\(refusal)register: {10.0.0.1: [\"a'b\"]}\n").passed)
    }

    @Test("a commit changes the policy and keeps the registrations")
    func commit() throws {
        let other = SuiteFixture.configuration(
            [SuiteFixture.rule("closed", destination: "WEB", action: "drop")], objects: SuiteFixture.groups
        ).split(separator: "\n").map { "      \($0)\n" }.joined()
        let text = """
            suite: x
            \(Self.web)
            register: {10.0.1.5: [web]}
            flows: [{\(Self.flow), expect: allow}]
            timeline:
              - after: 1s
                configuration: |
            \(other)
                flows: [{\(Self.flow), expect: {action: drop, rule: closed}}]
            """
        let result = try SuiteFixture.run(text)
        #expect(result.checks.map(\.failure) == [nil, nil])
    }

    @Test("names resolve to other addresses as time goes on")
    func resolutions() throws {
        let fqdn = "<address><entry name=\"www\"><fqdn>www.example.com</fqdn></entry></address>"
        let configuration = SuiteFixture.block(
            SuiteFixture.configuration([SuiteFixture.rule("r", destination: "www")], objects: fqdn))
        func flow(_ address: String, _ action: String) -> String {
            "{source: 10.0.0.1, destination: \(address), protocol: tcp, destinationPort: 80, from: a, to: b, expect: \(action)}"
        }
        let sets = "[{from: 2026-01-01T00:00:00Z, addresses: [192.0.2.1]}, {from: 2026-01-01T12:00:00Z, addresses: [192.0.2.2]}]"
        for key in ["resolutions: {www.example.com: \(sets)}", "resolutions: {timed: {www.example.com: \(sets)}}"] {
            let result = try SuiteFixture.run(
                """
                suite: x
                \(configuration)
                \(key)
                time: 2026-01-01T11:00:00Z
                flows: [\(flow("192.0.2.1", "allow")), \(flow("192.0.2.2", "deny"))]
                timeline: [{after: 1h, flows: [\(flow("192.0.2.1", "deny")), \(flow("192.0.2.2", "allow"))]}]
                """)
            #expect(result.checks.map(\.failure) == [nil, nil, nil, nil])
        }
    }

    @Test("zones, regions, lists and user groups may stand in the suite")
    func inputs() throws {
        let list = "<external-list><entry name=\"L\"><type><ip><url>http://x/y</url></ip></type></entry></external-list>"
        let users = "<source-user><member>finance</member></source-user>"
        let rules = [
            SuiteFixture.rule("listed", destination: "L", action: "drop"), SuiteFixture.rule("region", destination: "DE", action: "deny"),
            SuiteFixture.rule("money", from: "a", to: "b").replacing("<source-user><member>any</member></source-user>", with: users),
        ]
        let text = """
            suite: x
            \(SuiteFixture.block(SuiteFixture.configuration(rules, objects: list)))
            zones: {10.0.0.0/8: a, 0.0.0.0/0: b}
            external-lists: {L: [192.0.2.0/24]}
            regions: {DE: [198.51.100.0/24]}
            user-groups: {eve: [finance]}
            flows:
              - {source: 10.0.0.1, destination: 192.0.2.9, protocol: udp, destinationPort: 1, expect: {rule: listed}}
              - {source: 10.0.0.1, destination: 198.51.100.9, protocol: udp, destinationPort: 1, expect: {rule: region}}
              - {source: 10.0.0.1, destination: 203.0.113.9, protocol: udp, destinationPort: 1, user: eve, expect: {rule: money}}
              - {source: 10.0.0.1, destination: 203.0.113.9, protocol: udp, destinationPort: 1, user: adam, expect: deny}
            """
        #expect(try SuiteFixture.run(text).checks.map(\.failure) == [nil, nil, nil, nil])
    }

    @Test("a flow that names nothing known is broken, and so is a capture that is not there")
    func broken() throws {
        let flow = Self.flow.replacing("application: ssh", with: "application: shh")
        let result = try SuiteFixture.run("suite: x\n\(Self.web)flows: [{\(flow), expect: allow}, {\(flow)}]\ncapture: no.pcap\n")
        #expect(result.checks.filter(\.isBroken).count == 3)
        #expect(result.checks.first?.failure?.contains("did you mean 'ssh'") == true)
    }

    @Test("what a step changes meets the packets of a capture that come after it", arguments: SuiteRunner.Evaluator.allCases)
    func capture(evaluator: SuiteRunner.Evaluator) throws {
        let example = URL(filePath: #filePath).appending(path: "../../../Examples/web-app-segmentation").standardized.path
        let all = "suite: x\nconfiguration: firewall.xml\nregistrations: [register.xml]\ncapture: web-app.pcap\n"
        let sessions = """
            sessions:
              - {application: ssh, expect: {action: allow, rule: allow-ssh-web-to-app, count: 2, endReason: tcp-fin}}
              - {protocol: icmp, expect: block}
              - {destinationPort: 22, source: 172.16.10.50, expect: {rule: interzone-default}}
            """
        #expect(try SuiteFixture.run(all + sessions, evaluator: evaluator, folder: example).checks.map(\.failure) == [nil, nil, nil])
        let emptied =
            all + "sessions: [{application: ssh, expect: {count: 0}}, {destinationPort: 22, expect: deny}]\n"
            + "timeline: [{after: 0s, clear: addresses}]\n"
        #expect(try SuiteFixture.run(emptied, evaluator: evaluator, folder: example).checks.map(\.failure) == [nil, nil])
        let wrong = all + "sessions: [{application: telnet, expect: allow}, {application: ssh, expect: deny}]\n"
        #expect(try SuiteFixture.run(wrong, evaluator: evaluator, folder: example).failedCount == 2)
    }
}
