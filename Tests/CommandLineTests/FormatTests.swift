import Foundation
import Testing

@Suite("Formats of flow files and answers")
struct FormatTests {
    /// One flow in each of the formats that flow files may have.
    static let files: [(name: String, text: String)] = [
        (
            "a.jsonl",
            #"{"source": "10.0.0.1", "sourcePort": "1024", "destination": "10.0.1.1", "destinationPort": 53, "protocol": "UDP", "from": "in", "to": "out"}"#
        ),
        (
            "a.json",
            #"[{"source": "10.0.0.1", "sourcePort": 1024, "destination": "10.0.1.1", "destinationPort": 53, "protocol": 17, "from": "in", "to": "out"}]"#
        ),
        (
            "b.json",
            "\u{feff}{\n  \"source\": \"10.0.0.1\", \"sourcePort\": 1024,\n  \"destination\": \"10.0.1.1\", \"destinationPort\": 53, \"protocol\": \"udp\", \"from\": \"in\", \"to\": \"out\"\n}\n"
        ),
        (
            "a.csv",
            "source,sourcePort,destination,destinationPort,protocol,from,to,application\r\n10.0.0.1,1024,\"10.0.1.1\",53,udp,in,out,\r\n"
        ),
        (
            "a.yaml",
            "- source: 10.0.0.1\n  sourcePort: 1024\n  destination: '10.0.1.1'\n  destinationPort: 53\n  protocol: udp\n  from: in\n  to: out\n"
        ),
        (
            "a.txt",
            "  [ {\"source\": \"10.0.0.1\", \"sourcePort\": 1024, \"destination\": \"10.0.1.1\", \"destinationPort\": 53, \"protocol\": \"udp\", \"from\": \"in\", \"to\": \"out\", \"user\": null} ]"
        ),
        ("b.txt", "source,sourcePort,destination,destinationPort,protocol,from,to\n10.0.0.1,1024,10.0.1.1,53,udp,in,out"),
        ("c.txt", "- {source: 10.0.0.1, sourcePort: 1024, destination: 10.0.1.1, destinationPort: 53, protocol: udp, from: in, to: out}"),
    ]

    @Test("every format says the same flow", arguments: files.map(\.name))
    func inputs(name: String) throws {
        let folder = try Folder()
        try folder.writeConfiguration(rules: Folder.rule("all"))
        let text = try #require(Self.files.first { $0.name == name }?.text)
        try folder.write(name, text)
        let result = try folder.run("flows", "--config", "fw.xml", "--format", "jsonl", name)
        #expect(result.status == 0, "\(result.errors)")
        let answer = try #require(try result.objects().first)
        #expect(try result.objects().count == 1)
        #expect(answer["source"] as? String == "10.0.0.1")
        #expect(answer["sourcePort"] as? Int == 1024)
        #expect(answer["destinationPort"] as? Int == 53)
        #expect(answer["protocol"] as? String == "udp")
        #expect(answer["from"] as? String == "in")
        #expect(answer["to"] as? String == "out")
        #expect(answer["action"] as? String == "allow")
        #expect(answer["rule"] as? String == "all")
    }

    @Test("every form of answers carries the same facts, in the order of the input")
    func outputs() throws {
        let arguments = ["flows", "--config", "firewall.xml", "--registrations", "register.xml", "--time", "2026-11-22T10:00:00Z"]
        func answers(_ format: String) throws -> Tool.Result {
            try Tool.run(arguments + ["--format", format, "flows.jsonl"], in: Tool.example)
        }
        let lines = try answers("jsonl").objects()
        #expect(lines.map { $0["line"] as? Int ?? 0 } == Array(1...9))
        let array = try #require(try JSONSerialization.jsonObject(with: Data(try answers("json").output.utf8)) as? [[String: Any]])
        let csv = try answers("csv").lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = try #require(csv.first)
        for (index, line) in lines.enumerated() {
            #expect(line as NSDictionary == array[index] as NSDictionary)
            for key in ["source", "action", "rule", "application", "standing", "from", "to"] {
                let column = try #require(header.firstIndex(of: key))
                #expect(csv[index + 1][column] == line[key] as? String)
            }
            for key in ["action", "rule", "application", "final", "logStart", "logEnd", "sourceGroups", "destinationGroups", "revisions"] {
                #expect(line[key] != nil, "\(key)")
            }
        }
        let revisions = try #require(lines.first?["revisions"] as? [String: Any])
        #expect(Set(revisions.keys) == ["policy", "registrations", "signatures"])
        #expect(lines[1]["final"] as? Bool == false)
        #expect(lines[1]["application"] as? String == "undecided")
        #expect(lines[0]["time"] as? String == "2026-11-22T10:00:00.000Z")
    }

    /// Ways to say that a flow must be denied, all wrong of the flow before it.
    static let expectations: [(name: String, text: String)] = [
        ("a.jsonl", #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "expect": {"action": "deny"}}"#),
        ("b.jsonl", #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "expect": "deny"}"#),
        ("c.jsonl", #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "expect": {"rule": "other"}}"#),
        ("a.csv", "source,destination,protocol,expect.action\n10.0.0.1,10.0.1.1,icmp,deny\n"),
        ("b.csv", "source,destination,protocol,expect\n10.0.0.1,10.0.1.1,icmp,deny\n"),
        ("c.csv", "source,destination,protocol,expect\n10.0.0.1,10.0.1.1,icmp,\"{\"\"rule\"\": \"\"other\"\"}\"\n"),
        ("a.yaml", "source: 10.0.0.1\ndestination: 10.0.1.1\nprotocol: icmp\nexpect:\n  action: deny\n"),
        ("b.yaml", "- {source: 10.0.0.1, destination: 10.0.1.1, protocol: icmp, expect: deny}\n"),
    ]

    @Test("an expectation may be written in several ways, and each can fail", arguments: expectations.map(\.name))
    func expectation(name: String) throws {
        let folder = try Folder()
        try folder.writeConfiguration(rules: Folder.rule("all"))
        let text = try #require(Self.expectations.first { $0.name == name }?.text)
        try folder.write(name, text)
        let failed = try folder.run("flows", "--config", "fw.xml", name)
        #expect(failed.status == 1)
        #expect(failed.errors.contains(": expectation failed: expected "))
        try folder.write(name, text.replacing("deny", with: "allow").replacing("other", with: "all"))
        let met = try folder.run("flows", "--config", "fw.xml", name)
        #expect(met.status == 0, "\(met.errors)")
        #expect(met.output.contains("1 expectations, 0 failed"))
    }

    @Test("null and an empty text are no value")
    func noValue() throws {
        let values = ["null", "\"\""]
        let flows = values.map {
            "{\"source\": \"172.16.10.11\", \"destination\": \"172.16.20.21\", \"protocol\": \"tcp\", \"destinationPort\": 22, "
                + "\"application\": \($0), \"from\": \($0), \"user\": \($0), \"category\": \($0)}\n"
        }
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "--registrations", "register.xml", "--format", "jsonl", "-", input: flows.joined())
        let answers = try result.objects()
        #expect(answers.count == values.count)
        for answer in answers {
            #expect(answer["application"] as? String == "undecided")
            #expect(answer["from"] as? String == "web")
            #expect(answer["user"] is NSNull)
            #expect(answer["rule"] as? String == "allow-ssh-web-to-app")
        }
    }

    @Test("a zone that nobody knows is said so")
    func unknownZone() throws {
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "--format", "jsonl", "-",
            input: #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": "icmp", "from": "wbe"}"#)
        #expect(result.status == 0)
        #expect((try result.objects().first?["notes"] as? [String])?.contains { $0.contains("'wbe'") } == true)
        #expect(result.errors.contains("<stdin>:1: warning: no rule and no zone of the configuration is called 'wbe'"))
    }

    @Test("every document of a YAML file is read")
    func documents() throws {
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "--format", "jsonl", "--input-format", "yaml", "-",
            input:
                "---\nsource: 10.0.0.1\ndestination: 10.0.1.1\nprotocol: icmp\n---\n- source: 10.0.0.2\n  destination: 10.0.1.1\n  protocol: 1\n"
        )
        #expect(result.status == 0)
        #expect(try result.objects().map { $0["line"] as? Int } == [2, 6])
    }

    @Test("no flows make an empty list")
    func empty() throws {
        for (format, expected) in [("json", "[]\n"), ("jsonl", ""), ("table", "0 flows: 0 allowed, 0 blocked\n")] {
            let result = try Tool.example("flows", "--config", "firewall.xml", "--format", format, "-")
            #expect(result.status == 0)
            #expect(result.output == expected)
        }
    }

    @Test("an address without a zone is said so")
    func noZone() throws {
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "--format", "jsonl", "-",
            input: #"{"source": "192.0.2.1", "destination": "172.16.20.21", "protocol": "icmp"}"#)
        let answer = try #require(try result.objects().first)
        #expect(answer["from"] is NSNull)
        #expect(answer["to"] as? String == "app")
        #expect((answer["notes"] as? [String])?.contains { $0.contains("192.0.2.1") } == true)
    }

    @Test("a zone file replaces the configuration's zones")
    func zoneFile() throws {
        let folder = try Folder()
        try folder.write("zones.txt", "192.0.2.0/24 web\n0.0.0.0/0 elsewhere\n")
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "--zones", folder.url.appending(path: "zones.txt").path, "--format", "jsonl", "-",
            input: #"{"source": "192.0.2.1", "destination": "172.16.20.21", "protocol": "icmp"}"#)
        let answer = try #require(try result.objects().first)
        #expect(answer["from"] as? String == "web")
        #expect(answer["to"] as? String == "elsewhere")
    }

    @Test("captures are called by their path below the folder 'captures', or below the root that is given")
    func captureNames() throws {
        let folder = try Folder()
        let bytes = [UInt8](try Data(contentsOf: Tool.example.appending(path: "web-app.pcap")))
        try folder.write("x/captures/lab/a.pcap", bytes)
        try folder.write("y/lab/b.pcap", bytes)
        let cases = [
            (["x/captures/lab/a.pcap"], "lab/a.pcap"), (["y/lab/b.pcap"], "y/lab/b.pcap"),
            (["--capture-root", "y", "y/lab/b.pcap"], "lab/b.pcap"),
            (["--capture-root", "x/", "x/captures/lab/a.pcap"], "captures/lab/a.pcap"),
        ]
        for (arguments, name) in cases {
            let result = try Tool.run(["identify"] + arguments, in: folder.url)
            #expect(try result.objects().first?["capture"] as? String == name)
        }
    }

    @Test("captures do not share sessions")
    func separateCaptures() throws {
        let once = try Tool.example("identify", "web-app.pcap")
        let twice = try Tool.example("identify", "web-app.pcap", "web-app.pcap")
        #expect(twice.output == once.output + once.output)
    }

    @Test("the catalogue says what can be identified")
    func applications() throws {
        let one = try #require(try Tool.example("applications", "--format", "json", "ssh").output.data(using: .utf8))
        let ssh = try #require((try JSONSerialization.jsonObject(with: one) as? [[String: Any]])?.first)
        #expect(ssh["identifiable"] as? Bool == true)
        #expect(ssh["defaultPorts"] as? [String] == ["tcp/22"])
        let all = try Tool.example("applications", "--format", "jsonl").objects()
        let known = try Tool.example("applications", "--format", "jsonl", "--identifiable").objects()
        #expect(all.count > 2_000)
        #expect(known.count > 30 && known.count < all.count)
        #expect(known.allSatisfy { $0["identifiable"] as? Bool == true })
    }
}
