import Foundation
import NGFWCore
import NGFWSuites
import Testing

/// Changes of application override rules and of overridden default rules.
@Suite struct OtherRuleMutationTests {
    private static let overrides = """
        <application-override><rules>
        <entry name="force"><from><member>a</member></from><to><member>b</member></to>
        <source><member>10.1.0.0/16</member><member>10.2.0.0/16</member></source><destination><member>any</member></destination>
        <protocol>tcp</protocol><port>7000</port><application>ssh</application></entry>
        <entry name="rest"><from><member>a</member></from><to><member>b</member></to>
        <source><member>any</member></source><destination><member>any</member></destination>
        <protocol>tcp</protocol><port>7000-7009</port><application>dns</application></entry>
        </rules></application-override>
        <default-security-rules><rules><entry name="interzone-default"><action>drop</action><log-end>yes</log-end></entry></rules>
        </default-security-rules>
        """

    private func suite(_ flows: [String]) throws -> SuiteFile {
        let configuration = SuiteFixture.configuration(
            [SuiteFixture.rule("ssh", from: "a", to: "b", application: "ssh", service: "any")], more: Self.overrides)
        let text = "suite: x\n" + SuiteFixture.block(configuration) + "flows:\n" + flows.map { "  - \($0)\n" }.joined()
        let (suite, diagnostics) = SuiteFixture.read(text)
        return try #require(suite, "\(diagnostics.all)")
    }

    private static func flow(_ source: String, _ port: Int, _ expect: String, to: String = "b") -> String {
        "{source: \(source), destination: 192.0.2.1, protocol: tcp, destinationPort: \(port), application: web-browsing, from: a, to: \(to), expect: {\(expect)}}"
    }

    @Test func `what an expectation notices of an application override rule does not survive`() throws {
        let flows = [
            Self.flow("10.1.0.1", 7000, "action: allow, rule: ssh, application: ssh"),
            Self.flow("10.9.0.1", 7000, "action: drop, application: dns"), Self.flow("10.9.0.1", 7009, "action: drop, application: dns"),
        ]
        let result = MutationTester(try SuiteFixture.runner.get()).run([try suite(flows)])
        #expect(result.failedSuites.isEmpty)
        let survivors = Set(result.survivors.filter { $0.rulebase == .applicationOverride }.map { "\($0.rule): \($0.change)" })
        // Noticed: without the rule, behind the other one, without its source's member, negated, as UDP.
        for change in [
            "it is disabled", "it comes after 'rest'", "'10.1.0.0/16' leaves source", "negate-source becomes yes",
            "protocol tcp becomes udp",
            "source becomes any",
        ] { #expect(!survivors.contains("force: \(change)"), "\(change)") }
        #expect(!survivors.contains("rest: it is disabled"))
        // Nobody asks about the other network, other ports or other zones.
        #expect(survivors.contains("force: '10.2.0.0/16' leaves source"))
        #expect(survivors.contains("force: port 7000 becomes every port"))
        #expect(survivors.contains("rest: from 'a' becomes any"))
        #expect(result.survivors.allSatisfy { $0.location?.file == "s.yaml" && ($0.location?.line ?? 0) > 2 })
    }

    @Test func `an overridden default rule is changed, and put back`() throws {
        let noticed = MutationTester(try SuiteFixture.runner.get()).run([
            try suite([Self.flow("10.9.0.1", 80, "action: drop, logEnd: yes")])
        ])
        #expect(noticed.failedSuites.isEmpty)
        #expect(!noticed.survivors.contains { $0.rulebase == .defaultRules })
        #expect(!noticed.unmet.contains { $0.rulebase == .defaultRules })
        let blind = MutationTester(try SuiteFixture.runner.get()).run([try suite([Self.flow("10.9.0.1", 80, "action: block")])])
        #expect(blind.survivors.filter { $0.rulebase == .defaultRules }.map(\.change) == ["it is no longer overridden"])
        let unmet = MutationTester(try SuiteFixture.runner.get()).run([try suite([Self.flow("10.1.0.1", 7000, "action: allow")])])
        let rule = try #require(unmet.unmet.first { $0.rulebase == .defaultRules })
        #expect(rule.rule == "interzone-default")
        #expect(rule.changeCount == 2)
        #expect(rule.suggestion?.contains("rule: interzone-default") == true)
    }

    @Test func `rules that no flow comes under are told with a flow that does, and what is offered passes and notices`() throws {
        let runner = try SuiteFixture.runner.get()
        let first = MutationTester(runner).run([try suite([Self.flow("10.9.0.1", 22, "action: block", to: "c")])])
        #expect(
            Set(first.unmet.map { "\($0.rulebase) \($0.rule)" }).isSuperset(of: ["applicationOverride force", "applicationOverride rest"]))
        var flows = first.unmet.compactMap(\.suggestion) + first.survivors.compactMap(\.suggestion)
        var last = first
        for _ in 0..<4 {
            let better = try suite(flows)
            let run = runner.run(better)
            #expect(run.passed, "\(run.checks.compactMap(\.failure))")
            last = MutationTester(runner).run([better])
            let more = last.unmet.compactMap(\.suggestion) + last.survivors.compactMap(\.suggestion)
            flows += more
            if more.isEmpty { break }
        }
        #expect(last.unmet.isEmpty)
        #expect(last.survivors.compactMap(\.suggestion) == [])
        #expect(last.noticedCount > first.noticedCount + 10)
    }

    @Test func `a capture notices changes of rules that name applications and of default rules`() throws {
        let example = URL(filePath: #filePath).appending(path: "../../../Examples/web-app-segmentation").standardized.path
        let text = try String(contentsOfFile: example + "/firewall.xml", encoding: .utf8)
        let more = """
            <application-override><rules><entry name="force"><from><member>web</member></from><to><member>app</member></to>
            <source><member>any</member></source><destination><member>any</member></destination><protocol>tcp</protocol><port>22</port>
            <application>ssh</application></entry></rules></application-override>
            """
        let configuration = text.replacing("</security>", with: "</security>\n\(more)")
        #expect(configuration != text)
        let suiteText = """
            suite: x
            \(SuiteFixture.block(configuration))registrations: [register.xml]
            capture: web-app.pcap
            sessions: [{application: ssh, expect: {count: 4}}, {application: not-applicable, expect: deny}]
            """
        let (read, diagnostics) = SuiteFixture.read(suiteText, folder: example)
        let suite = try #require(read, "\(diagnostics.all)")
        let runner = try SuiteFixture.runner.get()
        #expect(runner.run(suite).passed, "\(runner.run(suite).checks.compactMap(\.failure))")
        let result = MutationTester(runner).run([suite])
        #expect(!result.unmet.contains { $0.rulebase != .security })
        let survivors = result.survivors.map { "\($0.rule): \($0.change)" }
        #expect(!survivors.contains("interzone-default: action deny becomes allow"))
        #expect(!survivors.contains("force: it is disabled"))
    }
}
