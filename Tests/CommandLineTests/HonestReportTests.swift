import Foundation
import Testing

@Suite("Reports of suites say no more than was tried")
struct HonestReportTests {
    /// A Panorama whose rule `edge-only` is there for devices with a tag alone, and suites about both views.
    private func folder() throws -> Folder {
        let folder = try Folder()
        func rule(_ name: String, _ source: String, _ target: String = "") -> String {
            let any = ["from", "to", "destination", "application", "service"].map { "<\($0)><member>any</member></\($0)>" }.joined()
            return "<entry name=\"\(name)\">\(target)\(any)<source><member>\(source)</member></source><action>allow</action></entry>"
        }
        try folder.write(
            "pano.xml",
            """
            <config version="11.1.0"><shared/><devices><entry name="localhost.localdomain"><device-group>
            <entry name="DC"><devices><entry name="0022"/></devices><pre-rulebase><security><rules>
            \(rule("edge-only", "10.0.0.3", "<target><tags><member>edge</member></tags></target>"))
            \(rule("all", "10.0.0.4"))
            </rules></security></pre-rulebase></entry></device-group></entry></devices></config>
            """)
        func suite(_ tag: String, _ flows: [(String, String)]) -> String {
            let lines = flows.map { address, rule in
                "  - {source: \(address), destination: 9.9.9.9, protocol: tcp, destinationPort: 22, expect: {action: allow, rule: \(rule)}}"
            }
            return "suite: \(tag)\nconfiguration: ../pano.xml\nview: {device-group: DC, serial: \"0022\", device-tags: [\(tag)]}\n"
                + "zones: {0.0.0.0/0: x}\nflows:\n\(lines.joined(separator: "\n"))\n"
        }
        try folder.write("a/edge.yaml", suite("edge", [("10.0.0.3", "edge-only"), ("10.0.0.4", "all")]))
        try folder.write("b/core.yaml", suite("core", [("10.0.0.4", "all")]))
        try folder.write("c/core.yaml", suite("core", [("10.0.0.4", "all")]))
        return folder
    }

    @Test("views that differ in the tags of the device are configurations of their own, in whatever order they come")
    func views() throws {
        let folder = try folder()
        for order in [["a", "b"], ["b", "a"]] {
            let result = try Tool.run(["test", "--coverage", "-"] + order, in: folder.url)
            #expect(result.status == 0)
            #expect(
                result.output.contains("coverage of pano.xml, device group DC, device 0022, device tag edge, 2 flows"), "\(result.output)")
            #expect(result.output.contains("coverage of pano.xml, device group DC, device 0022, device tag core, 1 flow\n"))
            let mutation = try Tool.run(["test", "--mutate", "--minimum-score", "0"] + order, in: folder.url)
            #expect(mutation.lines.last?.hasPrefix("16 changes: ") == true, "\(mutation.output)")
        }
    }

    @Test("one configuration is one, by whatever path suites name it")
    func paths() throws {
        let folder = try folder()
        let result = try folder.run("test", "--coverage", "-", "b", "c")
        #expect(result.output.contains("coverage of pano.xml, device group DC, device 0022, device tag core, 2 flows"), "\(result.output)")
        #expect(result.output.contains("rules: 100 % (1 of 1)"))
        // A path through a link is not shortened to another file.
        try folder.write("far/away/pano.xml", "<config")
        try FileManager.default.createDirectory(at: folder.url.appending(path: "far/away/deep"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "link"), withDestinationURL: folder.url.appending(path: "far/away/deep"))
        try folder.write("x.yaml", "suite: x\nconfiguration: link/../pano.xml\ndiagnostics: []\n")
        #expect(try folder.run("test", "x.yaml").output.contains("link/../pano.xml"))
    }

    @Test("options that would do nothing are refused: a filter that fits nothing, a score without mutation, two users of standard output")
    func nothing() throws {
        let folder = try folder()
        let filtered = try folder.run("test", "--filter", "egde", "a")
        #expect(filtered.status == 2)
        #expect(filtered.errors.contains("no suite has 'egde' in its title or path"))
        for option in ["--minimum-score", "--seed", "--time-limit"] {
            let result = try folder.run("test", option, "1", "a")
            #expect(result.status == 2)
            #expect(result.errors.contains("\(option) goes with --mutate"))
        }
        let hits = try Tool.example("flows", "--config", "firewall.xml", "--format", "json", "--hit-counts", "-", "flows-unregistered.yaml")
        #expect(hits.status == 2)
        #expect(hits.errors.contains("--hit-counts"))
        let log = try Tool.example("replay", "--config", "firewall.xml", "--sessions", "--log", "-", "web-app.pcap")
        #expect(log.status == 2)
        #expect(log.output.isEmpty)
        let groups = try Tool.example("groups", "--config", "firewall.xml", "--member", "10.0.0.1", "--user", "eve")
        #expect(groups.status == 2)
    }

    @Test("JSON on standard output is one value, with mutation and coverage in it")
    func json() throws {
        let folder = try folder()
        func object(_ result: Tool.Result) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        }
        let whole = try object(folder.run("test", "--format", "json", "--coverage", "-", "--mutate", "a"))
        #expect((whole["suites"] as? [Any])?.count == 1)
        #expect((whole["coverage"] as? [String: Any])?["rules"] != nil)
        #expect((whole["mutation"] as? [String: Any])?["score"] != nil)
        try folder.write(
            "bad.yaml", try folder.read("a/edge.yaml").replacing("../pano", with: "pano").replacing("rule: all", with: "rule: no"))
        let failed = try #require(try object(folder.run("test", "--format", "json", "--mutate", "bad.yaml"))["mutation"] as? [String: Any])
        #expect(failed["failedSuites"] as? [String] == ["bad.yaml"])
        #expect(failed["score"] as? Int == 0)
    }

    @Test("what would test nothing is told: a suite without expectations, a CSV line that ends before its expectation")
    func expectations() throws {
        let folder = try Folder()
        try folder.writeConfiguration(rules: "")
        let flow = "source: 10.0.0.1, destination: 10.0.0.2, protocol: icmp"
        try folder.write("s.yaml", "suite: x\nconfiguration: fw.xml\nflows:\n  - {\(flow)}\n")
        let result = try folder.run("test", "s.yaml")
        #expect(result.status == 0)
        #expect(result.errors.contains("s.yaml:1:1: warning: the suite expects nothing"))
        try folder.write("t.yaml", "suite: x\nconfiguration: fw.xml\nflows:\n  - {\(flow), expect: deny}\n")
        #expect(try folder.run("test", "t.yaml").errors.isEmpty)
        let csv = "source,destination,protocol,expect.action\n10.0.0.1,10.0.0.2,icmp,deny\n10.0.0.1,10.0.0.2,icmp\n"
        let flows = try folder.run("flows", "--config", "fw.xml", "--input-format", "csv", "-", input: csv)
        #expect(flows.status == 2)
        #expect(flows.errors.contains("<stdin>:3:23: error: 3 fields where the header has 4 [NGFW-F008]"), "\(flows.errors)")
    }

    @Test("a zone that nothing has is told about, whatever command is asked")
    func zones() throws {
        for command in [["explain"], ["match"], ["why-not", "--rule", "allow-ssh-web-to-app"]] {
            let result = try Tool.run(
                command + [
                    "--config", "firewall.xml", "--source", "172.16.10.11", "--destination", "172.16.20.21", "--protocol", "icmp", "--to",
                    "ap",
                ], in: Tool.example)
            #expect(result.status == 0)
            #expect(result.errors.contains("is called 'ap'; did you mean 'app'? [NGFW-F011]"), "\(result.errors)")
        }
    }

    @Test("a regions file of a suite may give a network to several regions, as that of a command may")
    func regions() throws {
        let folder = try Folder()
        try folder.writeConfiguration(
            rules: """
                <entry name="r"><from><member>any</member></from><to><member>any</member></to><source><member>US</member></source>
                <destination><member>any</member></destination><application><member>any</member></application>
                <service><member>any</member></service><action>allow</action></entry>
                """)
        try folder.write("regions.txt", "198.51.100.0/24 DE\n198.51.100.0/24 US\n")
        try folder.write(
            "s.yaml",
            """
            suite: x
            configuration: fw.xml
            regions: regions.txt
            flows:
              - {source: 198.51.100.1, destination: 192.0.2.1, protocol: icmp, from: in, to: out, expect: {action: allow, rule: r}}
            """)
        let result = try folder.run("test", "s.yaml")
        #expect(result.status == 0, "\(result.output)")
    }
}
