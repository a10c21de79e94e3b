import Foundation
import Testing

@Suite("The command compare")
struct CompareTests {
    private static func rule(_ name: String, source: String = "any", application: String = "any", _ action: String, more: String = "")
        -> String
    {
        """
        <entry name="\(name)"><from><member>in</member></from><to><member>out</member></to><source><member>\(source)</member></source>
        <destination><member>any</member></destination><application><member>\(application)</member></application>
        <service><member>any</member></service><action>\(action)</action>\(more)</entry>
        """
    }

    private static let ssh = rule("ssh", source: "10.0.0.0/8", application: "ssh", "allow")
    private static let web = rule("web", source: "10.0.0.0/8", application: "web-browsing", "allow")
    private static let block = rule("block", source: "10.9.0.0/16", "deny")

    /// What is said of flows by ssh, by web-browsing, and by ssh from 10.9.0.1, when these rules become those.
    private func compare(_ before: [String], _ after: [String], _ options: String...) throws -> Tool.Result {
        let folder = try Folder()
        try folder.writeConfiguration("old.xml", rules: before.joined())
        try folder.writeConfiguration("new.xml", rules: after.joined())
        func flow(_ source: String, _ application: String) -> String {
            "{\"source\": \"\(source)\", \"destination\": \"192.0.2.1\", \"protocol\": \"tcp\", \"destinationPort\": 22, \"from\": \"in\", "
                + "\"to\": \"out\", \"application\": \"\(application)\"}\n"
        }
        try folder.write("flows.jsonl", flow("10.0.0.1", "ssh") + flow("10.0.0.1", "web-browsing") + flow("10.9.0.1", "ssh"))
        return try Tool.run(["compare", "--config", "old.xml", "--candidate", "new.xml"] + options + ["flows.jsonl"], in: folder.url)
    }

    @Test("the same rules answer alike, and the exit code is 0")
    func alike() throws {
        let result = try compare([Self.ssh, Self.block], [Self.ssh, Self.block])
        #expect(result.status == 0)
        #expect(result.output == "3 flows: 3 as before\n")
    }

    @Test(
        "each difference is told with the rules before and after and the reason",
        arguments: [
            ([Self.ssh], [Self.ssh, Self.web], 2, "opened", "rule 'web' is new"),
            ([Self.ssh, Self.web], [Self.ssh], 2, "closed", "rule 'web' is gone"),
            ([Self.ssh, Self.block], [Self.block, Self.ssh], 3, "closed", "rule 'ssh' still matches, but 'block' comes first"),
            ([Self.block, Self.ssh], [Self.ssh, Self.block], 3, "opened", "rule 'ssh' came after 'block' before"),
            (
                [Self.web, Self.ssh], [Self.web.replacing("web-browsing", with: "ftp"), Self.ssh], 2, "closed",
                "rule 'web' no longer matches: application: web-browsing is not ftp"
            ),
            (
                [Self.web.replacing("</entry>", with: "<disabled>yes</disabled></entry>")], [Self.web], 2, "opened",
                "rule 'web' took no part before: disabled: the rule is disabled"
            ),
            ([Self.block], [Self.rule("block", source: "10.9.0.0/16", "drop")], 3, "answered otherwise", "from deny to drop"),
        ])
    func differences(before: [String], after: [String], line: Int, kind: String, reason: String) throws {
        let result = try compare(before, after)
        #expect(result.status == 1)
        #expect(result.output.contains("flows.jsonl:\(line)"), "\(result.output)")
        #expect(result.output.contains(": \(kind)\n"), "\(result.output)")
        #expect(result.output.contains(reason), "\(result.output)")
        #expect(result.lines.last == "3 flows: 2 as before, 1 \(kind)", "\(result.output)")
    }

    @Test("another rule with the same answer, and other logging, fail with --strict alone")
    func strict() throws {
        let renamed = Self.ssh.replacing("name=\"ssh\"", with: "name=\"admin\"")
        let logged = Self.ssh.replacing("</entry>", with: "<log-start>yes</log-start></entry>")
        for (after, words) in [(renamed, "by another rule"), (logged, "logged otherwise")] {
            let result = try compare([Self.ssh], [after])
            #expect(result.status == 0)
            #expect(result.lines.last == "3 flows: 1 as before, 2 \(words)", "\(result.output)")
            #expect(try compare([Self.ssh], [after], "--strict").status == 1)
        }
    }

    @Test("JSON is one object with every difference and the counts, also where nothing differs")
    func json() throws {
        let result = try compare([Self.ssh], [Self.ssh, Self.web], "--format", "json")
        let whole = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let difference = try #require((whole["differences"] as? [[String: Any]])?.first)
        #expect(difference["line"] as? Int == 2)
        #expect(difference["difference"] as? String == "opened")
        #expect((difference["before"] as? [String: Any])?["rule"] as? String == "interzone-default")
        #expect((difference["after"] as? [String: Any])?["rule"] as? String == "web")
        #expect((whole["counts"] as? [String: Int])?["same"] == 2)
        let same = try compare([Self.ssh], [Self.ssh], "--format", "json")
        #expect((try JSONSerialization.jsonObject(with: Data(same.output.utf8)) as? [String: Any])?.count == 2)
    }

    @Test("the sessions of a capture are compared with the applications that all their bytes show")
    func capture() throws {
        let result = try Tool.example(
            "compare", "--config", "firewall.xml", "--candidate", "candidate.xml", "--registrations", "register.xml", "--capture",
            "web-app.pcap")
        #expect(result.status == 1)
        #expect(result.output.contains("web-app.pcap: session 6: 172.16.10.11 -> 172.16.20.21 tcp/2222 ssh: opened"), "\(result.output)")
        #expect(result.lines.last == "9 flows: 5 as before, 1 opened, 3 answered otherwise")
    }

    @Test("a flow that one of the two cannot be asked is bad input, and the other flows are compared")
    func badFlow() throws {
        let folder = try Folder()
        try folder.writeConfiguration("old.xml", rules: Self.ssh)
        try folder.writeConfiguration("new.xml", rules: Self.ssh)
        let flow = "source,destination,protocol,destinationPort,application\n10.0.0.1,10.0.1.1,tcp,22,shh\n10.0.0.1,10.0.1.1,tcp,22,ssh\n"
        let result = try folder.run("compare", "--config", "old.xml", "--candidate", "new.xml", "--input-format", "csv", "-", input: flow)
        #expect(result.status == 2)
        #expect(result.errors.contains("'old.xml': "))
        #expect(result.output == "1 flow: 1 as before\n")
    }
}
