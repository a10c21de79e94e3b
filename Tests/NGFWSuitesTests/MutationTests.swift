import Foundation
import NGFWCore
import NGFWSuites
import Testing

@Suite("Mutation of rules")
struct MutationTests {
    private static let rules = [
        SuiteFixture.rule("one", from: "a", to: "b", source: "net", application: "ssh", service: "application-default"),
        SuiteFixture.rule("two", from: "a", to: "b", source: "net lab", service: "s1", action: "drop"),
        SuiteFixture.rule("off", from: "a", to: "b", more: "<disabled>yes</disabled>"),
    ]
    private static let objects = """
        <address><entry name="net"><ip-netmask>10.0.0.0/16</ip-netmask></entry><entry name="lab"><ip-netmask>10.9.0.0/16</ip-netmask></entry></address>
        <service><entry name="s1"><protocol><tcp><port>1000</port></tcp></protocol></entry></service>
        """

    private func suite(_ flows: String) throws -> SuiteFile {
        let text = "suite: x\n" + SuiteFixture.block(SuiteFixture.configuration(Self.rules, objects: Self.objects)) + "flows:\n\(flows)\n"
        let (suite, diagnostics) = SuiteFixture.read(text)
        return try #require(suite, "\(diagnostics.all)")
    }

    private let one =
        "  - {source: 10.0.0.1, destination: 192.0.2.1, protocol: tcp, destinationPort: 22, application: ssh, from: a, to: b, expect: {action: allow, rule: one}}"

    @Test("rules that no flow comes under are told with a flow that does, and then their changes with flows that notice them")
    func offers() throws {
        let runner = try SuiteFixture.runner.get()
        let result = MutationTester(runner).run([try suite("  - {source: 10.0.0.1, destination: 192.0.2.1, protocol: icmp, expect: block}")]
        )
        #expect(result.failedSuites.isEmpty)
        #expect(result.unmet.map { "\($0.rule) \($0.changeCount)" } == ["one 9", "two 9"])
        #expect(result.survivors.map { "\($0.rule): \($0.change)" } == ["off: it is enabled"])
        #expect(result.noticedCount == 0)
        #expect(result.score == 0)
        // What is offered becomes the suite: it passes, and in the end it notices all that can be noticed.
        var flows = result.unmet.compactMap(\.suggestion) + result.survivors.compactMap(\.suggestion)
        #expect(flows.count == 3)
        var last = result
        for _ in 0..<4 {
            let better = try suite(flows.map { "  - \($0)" }.joined(separator: "\n"))
            #expect(runner.run(better).passed)
            last = MutationTester(runner).run([better])
            #expect(last.unmet.map(\.rule) == [])
            let more = last.survivors.compactMap(\.suggestion)
            flows += more
            if more.isEmpty { break }
        }
        #expect(last.survivors.compactMap(\.suggestion) == [])
        #expect(last.noticedCount >= 18)
    }

    /// The short way, which runs few changes with few rules, finds what running each change with all rules would.
    @Test("what survives is what a run with the changed configuration does not notice")
    func agreement() throws {
        let runner = try SuiteFixture.runner.get()
        let flows = """
              - {source: 10.0.0.1, destination: 192.0.2.1, protocol: tcp, destinationPort: 22, application: ssh, from: a, to: b, expect: {rule: one}}
              - {source: 10.0.0.1, destination: 192.0.2.1, protocol: tcp, destinationPort: 2222, application: ssh, from: a, to: b, expect: block}
              - {source: 10.9.0.1, destination: 192.0.2.1, protocol: tcp, destinationPort: 1000, from: a, to: b, expect: {rule: two}}
              - {source: 10.9.0.1, destination: 192.0.2.1, protocol: tcp, destinationPort: 1000, from: b, to: a, expect: {rule: interzone-default}}
              - {source: 192.0.2.7, destination: 192.0.2.1, protocol: tcp, destinationPort: 1000, from: a, to: b, expect: block}
            """
        let result = MutationTester(runner).run([try suite(flows)])
        #expect(result.unmet.isEmpty)
        // Each change by hand: the text of the configuration and how it is changed.
        let changes: [(rule: String, change: String, index: Int, from: String, to: String)] = [
            ("one", "action allow becomes deny", 0, "allow", "deny"), ("one", "from 'a' becomes any", 0, "<member>a<", "<member>any<"),
            ("one", "source 'net' becomes any", 0, "<member>net<", "<member>any<"),
            ("one", "application 'ssh' becomes any", 0, "<member>ssh<", "<member>any<"),
            ("one", "service application-default becomes any", 0, "application-default", "any"),
            ("two", "action drop becomes allow", 1, "drop", "allow"), ("two", "from 'a' becomes any", 1, "<member>a<", "<member>any<"),
            ("two", "'net' leaves source", 1, "<member>net</member>", ""), ("two", "'lab' leaves source", 1, "<member>lab</member>", ""),
            ("two", "service 's1' becomes any", 1, "<member>s1<", "<member>any<"),
            ("off", "it is enabled", 2, "<disabled>yes</disabled>", ""),
        ]
        for change in changes {
            var rules = Self.rules
            rules[change.index] = rules[change.index].replacing(change.from, with: change.to)
            #expect(rules != Self.rules)
            let text = "suite: x\n" + SuiteFixture.block(SuiteFixture.configuration(rules, objects: Self.objects)) + "flows:\n\(flows)\n"
            let survives = try SuiteFixture.run(text).passed
            #expect(
                result.survivors.contains { $0.rule == change.rule && $0.change == change.change } == survives, "\(change)")
        }
    }

    @Test("what an expectation notices does not survive")
    func noticed() throws {
        let runner = try SuiteFixture.runner.get()
        let result = MutationTester(runner).run([try suite(one)])
        let changes = Set(result.survivors.filter { $0.rule == "one" }.map(\.change))
        #expect(!changes.contains("action allow becomes deny"))
        #expect(!changes.contains("it is disabled"))
        #expect(!changes.contains("negate-source becomes yes"))
        #expect(changes.contains("source 'net' becomes any"))
        #expect(result.survivors.allSatisfy { $0.location?.file == "s.yaml" && ($0.location?.line ?? 0) > 2 })
    }

    @Test("a limit draws changes by the seed, and time may be over")
    func limits() throws {
        let runner = try SuiteFixture.runner.get()
        let suite = try suite(one)
        func names(_ seed: UInt64) -> [String] {
            let result = MutationTester(runner, limit: 5, seed: seed).run([suite])
            #expect(result.triedCount + result.unmetCount == 5)
            #expect(result.untriedCount == 14)
            return result.survivors.map { $0.rule + $0.change } + result.unmet.map { "\($0.rule) \($0.changeCount)" }
        }
        #expect(names(1) == names(1))
        #expect(Set((0..<8).map { names($0) }).count > 1)
        let ended = MutationTester(runner).run([suite]) { done, _ in done < 3 }
        #expect(ended.triedCount + ended.unmetCount == 3)
        #expect(ended.untriedCount == 16)
    }

    @Test("suites that fail without a change are told, and nothing is tried")
    func failing() throws {
        let runner = try SuiteFixture.runner.get()
        let result = MutationTester(runner).run([try suite(one.replacing("action: allow", with: "action: deny"))])
        #expect(result.failedSuites == ["s.yaml"])
        #expect(result.triedCount == 0)
    }

    @Test("captures notice changes too")
    func captures() throws {
        let example = URL(filePath: #filePath).appending(path: "../../../Examples/web-app-segmentation").standardized.path
        let text = """
            suite: x
            configuration: firewall.xml
            registrations: [register.xml]
            capture: web-app.pcap
            sessions: [{application: ssh, expect: {action: allow, count: 2}}]
            """
        let suite = try #require(SuiteFixture.read(text, folder: example).suite)
        let result = MutationTester(try SuiteFixture.runner.get()).run([suite])
        #expect(!result.survivors.contains { $0.rule == "allow-ssh-web-to-app" && $0.change == "it is disabled" })
        #expect(result.survivors.contains { $0.rule == "deny-icmp-web-to-app" && $0.change == "it is disabled" })
    }
}
