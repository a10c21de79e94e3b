import Foundation
import NGFWCore
import NGFWPolicy
import NGFWSuites
import Testing

@Suite("Coverage of suites")
struct CoverageTests {
    private static let objects = """
        <address><entry name="net"><ip-netmask>10.0.0.0/8</ip-netmask></entry><entry name="lab"><ip-netmask>10.9.0.0/16</ip-netmask></entry>
        <entry name="far"><ip-netmask>192.0.2.0/24</ip-netmask></entry></address>
        <address-group><entry name="all"><static><member>net</member><member>far</member></static></entry>
        <entry name="WEB"><dynamic><filter>'web'</filter></dynamic></entry></address-group>
        <service><entry name="s1"><protocol><tcp><port>1000</port></tcp></protocol></entry>
        <entry name="s2"><protocol><tcp><port>2000</port></tcp></protocol></entry></service>
        <service-group><entry name="sg"><members><member>s1</member><member>s2</member></members></entry></service-group>
        """

    private static let rules = [
        SuiteFixture.rule("off", more: "<disabled>yes</disabled>"),
        SuiteFixture.rule("not-lab", source: "lab", destination: "far", action: "deny", more: "<negate-source>yes</negate-source>"),
        SuiteFixture.rule("first", from: "a b", to: "b", source: "all", destination: "WEB", service: "sg"),
        SuiteFixture.rule("second", from: "a", to: "b", source: "net", destination: "WEB", service: "s1"),
        SuiteFixture.rule("ssh", from: "b", application: "ssh ftp", service: "application-default"),
    ]

    private func coverage(_ flows: [String]) throws -> SuiteCoverage {
        let text =
            "suite: x\n" + SuiteFixture.block(SuiteFixture.configuration(Self.rules, objects: Self.objects))
            + "register: {172.16.0.5: [web]}\nflows:\n" + flows.map { "  - {\($0)}\n" }.joined()
        let (suite, diagnostics) = SuiteFixture.read(text)
        let recorder = CoverageRecorder()
        let result = try SuiteFixture.runner.get().run(try #require(suite, "\(diagnostics.all)"), recorder: recorder)
        #expect(result.checks.allSatisfy { $0.failure == nil }, "\(result.checks)")
        return recorder.coverage
    }

    @Test("a rule that decides nothing has a reason")
    func reasons() throws {
        let web = "source: 10.9.0.1, destination: 172.16.0.5, protocol: tcp, destinationPort: 1000, from: a, to: b"
        let coverage = try coverage([
            web, "\(web), name: again", "source: 10.9.0.1, destination: 192.0.2.1, protocol: udp, destinationPort: 1, from: b, to: b",
        ])
        let configuration = try #require(coverage.configurations.first)
        #expect(configuration.name == "s.yaml:2")
        #expect(configuration.flows == 3)
        let reasons = Dictionary(uniqueKeysWithValues: configuration.rules.map { ($0.name, $0.reason) })
        #expect(reasons["off"] == "disabled")
        #expect(reasons["first"] == .some(nil))
        #expect(reasons["second"] == "shadowed on every flow that fits it, by 'first' (2)")
        #expect(reasons["not-lab"] == "no flow fits; first failing field: source 3")
        #expect(reasons["ssh"] == "no flow fits; first failing field: from 2, service 1")
        #expect(reasons["intrazone-default"] == .some(nil))
        #expect(reasons["interzone-default"] == "no flow came so far")
        let first = try #require(configuration.rules.first { $0.name == "first" })
        #expect(first.decided == 2)
        #expect(first.considered == 3)
        #expect((coverage.rules.covered, coverage.rules.total) == (1, 4))
        #expect(coverage.rules.percent == 25)
    }

    @Test("members count when a flow was decided through them, negated ones when they kept a flow out")
    func members() throws {
        let coverage = try coverage([
            "source: 10.9.0.1, destination: 172.16.0.5, protocol: tcp, destinationPort: 1000, from: a, to: b",
            "source: 10.9.0.1, destination: 192.0.2.1, protocol: udp, destinationPort: 1, from: a, to: b",
            "source: 10.9.0.1, destination: 172.16.0.6, protocol: tcp, destinationPort: 22, from: b, to: a",
            "source: 10.9.0.1, destination: 172.16.0.6, protocol: tcp, destinationPort: 21, application: ftp, from: b, to: a",
        ])
        let rules = try #require(coverage.configurations.first?.rules)
        func covered(_ name: String) -> [String] {
            rules.filter { $0.name == name }.flatMap(\.members).filter(\.isCovered).map { "\($0.field.rawValue) \($0.name)" }
        }
        #expect(covered("first") == ["from a", "to b", "source all", "destination WEB", "service sg"])
        // Nothing decided by it: the member that is negated kept two flows out all the same.
        #expect(covered("not-lab") == ["source lab"])
        // At the first packet no application is tried.
        #expect(covered("ssh") == ["from b", "application ftp", "service application-default"])
    }

    @Test("objects count when they lie on the way to the decision")
    func objects() throws {
        let coverage = try coverage(["source: 10.9.0.1, destination: 172.16.0.5, protocol: tcp, destinationPort: 1000, from: a, to: b"])
        let objects = try #require(coverage.configurations.first?.objects)
        let used = Set(objects.filter(\.isUsed).map { "\($0.kind.rawValue) \($0.name)" })
        #expect(used == ["address net", "address-group all", "address-group WEB", "service s1", "service-group sg"])
        let unused = Set(objects.filter { !$0.isUsed }.map { "\($0.kind.rawValue) \($0.name)" })
        #expect(unused == ["address lab", "address far", "service s2", "application ssh", "application ftp"])
        #expect((coverage.objects.covered, coverage.objects.total) == (5, 10))
    }

    /// Reference section 2.8.
    @Test("application override rules count when they name an application")
    func overrides() throws {
        func override(_ name: String, _ port: Int, _ more: String = "") -> String {
            """
            <entry name="\(name)"><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
            <destination><member>any</member></destination><protocol>tcp</protocol><port>\(port)</port><application>ssh</application>\(more)</entry>
            """
        }
        let rules = override("used", 1_000) + override("late", 1_000) + override("off", 2_000, "<disabled>yes</disabled>")
        let configuration = SuiteFixture.configuration([SuiteFixture.rule("r")]).replacing(
            "<rulebase>", with: "<rulebase><application-override><rules>\(rules)</rules></application-override>")
        let text =
            "suite: x\n" + SuiteFixture.block(configuration)
            + "flows: [{source: 10.0.0.1, destination: 10.0.0.2, protocol: tcp, destinationPort: 1000, expect: {application: ssh}}]\n"
        let (suite, diagnostics) = SuiteFixture.read(text)
        let recorder = CoverageRecorder()
        #expect(try SuiteFixture.runner.get().run(try #require(suite, "\(diagnostics.all)"), recorder: recorder).passed)
        let found = try #require(recorder.coverage.configurations.first?.overrides)
        #expect(found.map { "\($0.name) \($0.named) \($0.obstacle ?? "-")" } == ["used 1 -", "late 0 -", "off 0 disabled"])
    }

    @Test("sessions of captures count, and several suites of one configuration are one")
    func captures() throws {
        let example = URL(filePath: #filePath).appending(path: "../../../Examples/web-app-segmentation").standardized.path
        let text = "suite: x\nconfiguration: firewall.xml\nregistrations: [register.xml]\ncapture: web-app.pcap\n"
        let suite = try #require(SuiteFixture.read(text, folder: example).suite)
        let recorder = CoverageRecorder()
        for _ in 0..<2 { _ = try SuiteFixture.runner.get().run(suite, recorder: recorder) }
        let coverage = recorder.coverage
        #expect(coverage.configurations.count == 1)
        #expect(coverage.configurations[0].rules.map(\.decided) == [6, 4, 0, 8])
    }
}
