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

    @Test("without expectations every change survives, and the flow that is offered notices it")
    func survivors() throws {
        let runner = try SuiteFixture.runner.get()
        let result = MutationTester(runner).run([try suite("  - {source: 10.0.0.1, destination: 192.0.2.1, protocol: icmp}")])
        #expect(result.noticedCount == 0)
        #expect(result.failedSuites.isEmpty)
        let changes = result.survivors.map { "\($0.rule): \($0.change)" }
        #expect(
            changes == [
                "one: action allow becomes deny", "one: it is disabled", "one: it comes after 'two'", "one: from 'a' becomes any",
                "one: to 'b' becomes any", "one: source 'net' becomes any", "one: application 'ssh' becomes any",
                "one: negate-source becomes yes", "one: service application-default becomes any", "two: action drop becomes allow",
                "two: it is disabled", "two: from 'a' becomes any", "two: to 'b' becomes any", "two: 'net' leaves source",
                "two: 'lab' leaves source", "two: source becomes any", "two: service 's1' becomes any", "two: negate-source becomes yes",
                "off: it is enabled",
            ])
        #expect(result.score == 0)
        // The offered flows as a suite: it passes, and it notices.
        let offered = result.survivors.compactMap(\.suggestion)
        #expect(offered.count >= changes.count - 1)
        let better = try suite(offered.map { "  - \($0)" }.joined(separator: "\n"))
        #expect(runner.run(better).passed)
        let second = MutationTester(runner).run([better])
        #expect(second.survivors.map(\.suggestion) == second.survivors.map { _ in nil })
        #expect(second.noticedCount >= offered.count)
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
            #expect(result.triedCount == 5)
            #expect(result.untriedCount == 14)
            return result.survivors.map { $0.rule + $0.change }
        }
        #expect(names(1) == names(1))
        #expect(Set((0..<8).map { names($0) }).count > 1)
        let ended = MutationTester(runner).run([suite]) { done, _ in done < 3 }
        #expect(ended.triedCount == 3)
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
