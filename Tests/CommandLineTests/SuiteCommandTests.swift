import Foundation
import NGFWSuites
import NGFWTesting
import Testing

@Suite("The command test, and suite files in tests")
struct SuiteCommandTests {
    private static let flow = "source: 172.16.10.11, destination: 172.16.20.21, protocol: tcp, destinationPort: 22, application: ssh"

    /// A folder with one suite that passes and one that does not.
    private func folder() throws -> Folder {
        let folder = try Folder()
        for name in ["firewall.xml", "register.xml"] {
            try folder.write(name, try String(contentsOf: Tool.example.appending(path: name), encoding: .utf8))
        }
        let head = "configuration: ../firewall.xml\nregistrations: [../register.xml]\nflows:\n"
        try folder.write("s/good.yaml", "suite: ssh is allowed\n\(head)  - {\(Self.flow), expect: allow}\n")
        try folder.write(
            "s/deep/bad.yml", "suite: ssh is denied\nconfiguration: ../../firewall.xml\nflows:\n  - {\(Self.flow), expect: allow}\n")
        try folder.write("s/notes.txt", "no suite")
        return folder
    }

    @Test("folders are searched, failures are told at their places with the explanation, the exit code is 1")
    func failures() throws {
        let folder = try folder()
        let result = try folder.run("test", "s")
        #expect(result.status == 1)
        #expect(result.lines.last == "2 suites: 1 passed, 1 failed")
        #expect(result.output.contains("s/deep/bad.yml:4:109: failed: 172.16.10.11 -> 172.16.20.21 tcp/22 ssh: expected allow, got deny"))
        #expect(result.output.contains("DAG-WEB"))
        #expect(result.errors.isEmpty)
        let good = try folder.run("test", "--filter", "ALLOWED", "--evaluator", "both", "s")
        #expect(good.status == 0)
        #expect(good.output == "2 suites: 2 passed, 0 failed\n")
    }

    @Test("what cannot be read is bad input")
    func badInput() throws {
        let folder = try folder()
        try folder.write("x.yaml", "suite: x\nconfigurration: f\n")
        let broken = try folder.run("test", "x.yaml", "s/good.yaml")
        #expect(broken.status == 2)
        #expect(broken.errors.contains("x.yaml:2:1: error: unknown key 'configurration'; did you mean 'configuration'? [NGFW-S003]"))
        #expect(broken.output == "1 suite: 1 passed, 0 failed; 1 could not be read\n")
        let json = try folder.run("test", "--format", "json", "x.yaml", "s/good.yaml")
        #expect(json.status == 2)
        let suites = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(suites.compactMap { $0["file"] as? String } == ["x.yaml", "s/good.yaml"])
        let check = try #require((suites[0]["checks"] as? [[String: Any]])?.first)
        #expect(check["broken"] as? Bool == true)
        #expect((check["failure"] as? String)?.contains("unknown key 'configurration'") == true)
        #expect(check["line"] as? Int == 2)
        try folder.write("empty/readme.md", "")
        #expect(try folder.run("test", "empty").errors.contains("has no suites"))
        #expect(try folder.run("test", "nowhere").status == 2)
        try folder.write("y.yaml", "suite: y\nconfiguration: nowhere.xml\n")
        let missing = try folder.run("test", "y.yaml")
        #expect(missing.status == 2)
        #expect(missing.output.contains("nowhere.xml"))
    }

    @Test("reports go to files, JSON to standard output")
    func reports() throws {
        let folder = try folder()
        let result = try folder.run(
            "test", "--format", "json", "--junit", "j.xml", "--sarif", "f.sarif", "--coverage", "c.json", "s")
        #expect(result.status == 1)
        let suites = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(suites.map { $0["failed"] as? Int } == [1, 0])
        func text(_ name: String) throws -> String { try String(contentsOf: folder.url.appending(path: name), encoding: .utf8) }
        #expect(try text("j.xml").contains("tests=\"2\" failures=\"1\" errors=\"0\""))
        #expect(try text("f.sarif").contains("failed-expectation"))
        #expect(try text("f.sarif").contains("uncovered-rule"))
        let coverage = try #require(try JSONSerialization.jsonObject(with: Data(text("c.json").utf8)) as? [String: Any])
        // One file, although the suites name it by different paths.
        #expect((coverage["configurations"] as? [Any])?.count == 1)
        #expect(try folder.run("test", "--junit", "no/where.xml", "s/good.yaml").status == 2)
    }

    @Test("changed rules that nobody notices are a failure below the minimum score")
    func mutation() throws {
        let folder = try folder()
        let result = try folder.run("test", "--mutate", "s/good.yaml")
        #expect(result.status == 1)
        #expect(result.output.contains("survives: rule 'deny-icmp-web-to-app': it is disabled"))
        #expect(result.output.contains("would notice it: - {source: 172.16.10.11, destination: 172.16.20.21, protocol: icmp"))
        #expect(result.lines.last?.hasPrefix("24 changes: ") == true)
        #expect(try folder.run("test", "--mutate", "--minimum-score", "10", "s/good.yaml").status == 0)
        #expect(try folder.run("test", "--mutate", "s/deep/bad.yml").output.contains("fails without any change"))
        let limited = try folder.run("test", "--mutate", "--limit", "3", "--seed", "7", "--format", "json", "s/good.yaml")
        #expect(limited.output.contains("\"tried\":3,"))
        for wrong in [["--limit", "3"], ["--mutate", "--limit", "0"], ["--mutate", "--minimum-score", "101"]] {
            #expect(try Tool.run(["test"] + wrong + ["s"], in: folder.url).status == 2)
        }
    }

    @Test("a suite file fails at its own line in the test runner")
    func inTests() throws {
        let example = Tool.example.appending(path: "suite.yaml").path
        #expect(try RuleSuite.run(yaml: example).passed)
        let folder = try folder()
        let bad = folder.url.appending(path: "s/deep/bad.yml").path
        try withKnownIssue {
            try RuleSuite.run(yaml: bad)
        } matching: { issue in
            issue.sourceLocation?.line == 4 && issue.comments.map(\.rawValue).joined().contains("expected allow, got deny")
        }
        #expect(throws: RuleSuiteError.self) { try RuleSuite.run(yaml: "/nowhere.yaml") }
    }

    @Test("a suite that cannot be read is an error of the JUnit report too")
    func unreadable() throws {
        let folder = try folder()
        try folder.write("s/broken.yaml", "suite: x\nconfigurtion: fw.xml\n")
        #expect(try folder.run("test", "--junit", "j.xml", "s/broken.yaml", "s/good.yaml").status == 2)
        let report = try folder.read("j.xml")
        #expect(report.contains("<testsuite name=\"s/broken.yaml\" tests=\"1\" failures=\"0\" errors=\"1\""), "\(report)")
        #expect(report.contains("unknown key 'configurtion'; did you mean 'configuration'?"), "\(report)")
    }

    @Test("messages about thousands of bad flows end, with a count")
    func manyMessages() throws {
        let lines = String(repeating: "{\"source\": \"x\"}\n", count: 300)
        let result = try Tool.example("flows", "--config", "firewall.xml", "--input-format", "jsonl", "-", input: lines)
        #expect(result.status == 2)
        #expect(result.errors.split(separator: "\n").count { $0.contains("error:") } == 200)
        #expect(result.errors.contains("700 more messages about bad flows are not shown"))
    }
}
