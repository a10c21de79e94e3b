import Foundation
import NGFWTestSupport
import Testing

/// Bad input: a message that names the place, the rest still evaluated, exit code 2, never a crash.
@Suite("Bad input")
struct BadInputTests {
    static let good = #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": "icmp"}"#

    static let lines: [(line: String, message: String)] = [
        (#"{"sorce": "10.0.0.1"}"#, "<stdin>:1:2: error: unknown key 'sorce'; did you mean 'source'? [NGFW-F003]"),
        (
            #"{"source": "10.0.0.256", "destination": "10.0.0.1", "protocol": 6}"#,
            "<stdin>:1:12: error: 'source' must be an IPv4 or IPv6 address, not '10.0.0.256' [NGFW-F005]"
        ),
        (#"{"source": "10.0.0.1", "protocol": 6}"#, "<stdin>:1:1: error: missing key 'destination' [NGFW-F006]"),
        (
            #"{"source": "10.0.0.1", "destination": "10.0.0.2", "protocol": "tcp"}"#,
            "<stdin>:1:1: error: missing key 'destinationPort': tcp has ports, and rules decide by them [NGFW-F006]"
        ),
        (
            #"{"source": "10.0.0.1", "destination": "10.0.0.2", "protocol": "tcp", "destinationPort": 65536}"#,
            "<stdin>:1:89: error: 'destinationPort' must be a port 0-65535, not '65536' [NGFW-F005]"
        ),
        (
            #"{"source": "10.0.0.1", "destination": "10.0.0.2", "protocol": "udp", "destinationPort": true}"#,
            "'destinationPort' must be text or a number, not true [NGFW-F005]"
        ),
        (
            #"{"source": "10.0.0.1", "source": "10.0.0.3", "destination": "10.0.0.2", "protocol": 1}"#,
            "key 'source' is there twice [NGFW-F004]"
        ),
        (#"{"source": "10.0.0.1" "destination": "10.0.0.2"}"#, "<stdin>:1:23: error: not JSON: expected ',' or '}' [NGFW-F002]"),
        (#"{"source": "10.0.0.1"#, "<stdin>:1:12: error: not JSON: text without its closing quote [NGFW-F002]"),
        (
            #"{"source": "10.0.0.1", "destination": "10.0.0.2", "protocol": 1, "expect": {"action": "alow"}}"#,
            "'expect.action' must be one of allow, deny, drop, reset-client, reset-server, reset-both, block, not 'alow' [NGFW-F005]"
        ),
        (#"{"source": "10.0.0.1", "destination": "10.0.0.2", "protocol": 1, "time": "noon"}"#, "'time' must be a time such as"),
        (
            #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": "tcp", "destinationPort": 22, "application": "shh"}"#,
            "<stdin>:1: error: unknown application 'shh'; did you mean 'ssh'? [NGFW-F010]"
        ),
        (
            #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": "tcp", "destinationPort": 22, "application": "incomplete"}"#,
            "<stdin>:1: error: 'incomplete' is what a session is called"
        ),
        (String(repeating: "[", count: 60_000), "not JSON: nested more than 16 deep [NGFW-F002]"),
        ("{\"source\": \"\u{1}\"}", "a control character in text; write it as an escape [NGFW-F002]"),
        (
            String(repeating: "x", count: 10_000_000),
            "<stdin>:1: error: line of more than 65536 bytes; a flow fits into far less [NGFW-F001]"
        ),
        ("42", "expected an object such as"),
    ]

    @Test("bad lines are told with their places, and the lines between them are decided")
    func badLines() throws {
        let text = Self.lines.map { $0.line + "\n" + Self.good + "\n" }.joined()
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "--registrations", "register.xml", "--input-format", "jsonl", "--format", "jsonl", "-",
            input: text)
        #expect(result.status == 2)
        for (index, line) in Self.lines.enumerated() {
            let message = line.message.replacing("<stdin>:1:", with: "<stdin>:\(2 * index + 1):")
            #expect(result.errors.contains(message), "\(result.errors)")
            #expect(result.errors.contains("<stdin>:\(2 * index + 1):"), "\(line.message)")
        }
        #expect(try result.objects().map { $0["line"] as? Int ?? 0 } == Self.lines.indices.map { 2 * $0 + 2 })
        #expect(result.errors.utf8.count < 10_000)
    }

    @Test("a message shows the line and a caret below the place")
    func caret() throws {
        let result = try Tool.example(
            "flows", "--config", "firewall.xml", "-", input: #"{"source": "10.0.0.1", "destination": "é.0", "protocol": 1}"# + "\n")
        #expect(
            result.errors == """
                <stdin>:1:39: error: 'destination' must be an IPv4 or IPv6 address, not 'é.0' [NGFW-F005]
                  {"source": "10.0.0.1", "destination": "é.0", "protocol": 1}
                                                        ^

                """)
    }

    static let files: [(name: String, text: String, message: String, decided: Int)] = [
        ("a.json", "[\(good),\n {\"source\": },\n\(good)]", "a.json:2:13: error: not JSON: expected a value [NGFW-F002]", 2),
        ("b.json", "[\(good),\n {\"source\": \"10.0.0.1},\n\(good)\n]", "b.json:2:13: error: not JSON: ", 1),
        ("c.json", String(repeating: "[{\"a\":", count: 200_000), "c.json:1:", 0),
        ("d.json", "\(good)\n]]]]\n\(good)", "d.json:2:", 2),
        (
            "a.csv",
            "source,destination,protocol\n172.16.10.11,172.16.20.21,icmp\n1.2.3,172.16.20.21,icmp\n172.16.10.11,172.16.20.21,icmp\n",
            "a.csv:3:1: error: 'source' must be", 2
        ),
        (
            "b.csv", "source,destinaton,protocol\n172.16.10.11,172.16.20.21,icmp\n",
            "b.csv:1:8: error: unknown column 'destinaton'; did you mean 'destination'?", 0
        ),
        (
            "c.csv", "source,destination,protocol\n172.16.10.11,172.16.20.21,icmp,x\n172.16.10.11,172.16.20.21,icmp\n",
            "c.csv:2:32: error: 4 fields where the header has 3", 1
        ),
        (
            "d.csv", "source,destination,protocol\n172.16.10.11,172.16.20.21,\"icmp\n172.16.10.11,172.16.20.21,icmp\n",
            "d.csv:2:1: error: a quoted field without its end", 0
        ),
        (
            "a.yaml",
            "- source: 172.16.10.11\n  destination: 172.16.20.21\n  protocol: icmp\n- source: nowhere\n  destination: 172.16.20.21\n  protocol: icmp\n",
            "a.yaml:4:11: error: 'source' must be", 1
        ),
        ("b.yaml", "- source: [\n", "b.yaml:", 0),
        (
            "f.yaml",
            "- source: 172.16.10.11\n  destination: 172.16.20.21\n  protocol: icmp\n- source: \"10.0.0.1\n  protocol: [1\n"
                + "- source: 172.16.10.11\n  destination: 172.16.20.21\n  protocol: icmp\n- {source: 1, }\n",
            "f.yaml:4:1: error: not YAML: ", 2
        ),
        ("c.yaml", "a: &a [x, x]\nb: &b [*a, *a]\n", "c.yaml:1:4: error: anchors and aliases are not read here", 0),
        ("d.yaml", String(repeating: "[", count: 100_000), "d.yaml:1:17: error: nested more than 16 deep", 0),
        ("e.yaml", String(repeating: "- ", count: 100_000), "e.yaml:1:", 0),
    ]

    @Test("a bad part of a file is told with its place, and the rest is decided", arguments: files.indices)
    func badFile(index: Int) throws {
        let (name, text, message, decided) = Self.files[index]
        let folder = try Folder()
        try folder.write(name, text)
        let result = try Tool.run(
            ["flows", "--config", Tool.example.appending(path: "firewall.xml").path, "--format", "jsonl", name], in: folder.url)
        #expect(result.status == 2)
        #expect(result.errors.contains(message), "\(result.errors.prefix(500))")
        #expect(result.lines.count == decided)
    }

    // MARK: Configurations

    static let configurations: [(objects: String, rules: String, message: String)] = [
        ("", Folder.rule("r", source: "webb"), "webb"),
        (
            "<address-group><entry name=\"a\"><static><member>b</member></static></entry><entry name=\"b\"><static><member>a</member></static></entry></address-group>",
            Folder.rule("r", source: "a"), "error:"
        ),
        (
            "<address-group><entry name=\"d\"><dynamic><filter>'x' and</filter></dynamic></entry></address-group>",
            Folder.rule("r", source: "d"), "error:"
        ),
        ("<address><entry name=\"h\"><ip-netmask>10.0.0.999</ip-netmask></entry></address>", Folder.rule("r", source: "h"), "10.0.0.999"),
        ("<address", "", "error:"),
    ]

    @Test("a configuration with errors is refused at its line, unless it is asked for", arguments: configurations.indices)
    func badConfiguration(index: Int) throws {
        let (objects, rules, message) = Self.configurations[index]
        let folder = try Folder()
        try folder.writeConfiguration(objects: objects, rules: rules)
        let check = try folder.run("check", "--config", "fw.xml")
        #expect(check.status == 2)
        #expect(check.errors.contains("fw.xml:"))
        #expect(check.errors.contains(message), "\(check.errors)")
        let refused = try folder.run("flows", "--config", "fw.xml", "--format", "jsonl", "-", input: Self.good)
        #expect(refused.status == 2)
        #expect(refused.output.isEmpty)
        #expect(refused.errors.contains("nothing was evaluated"))
        let asked = try folder.run("flows", "--config", "fw.xml", "--lenient", "--format", "jsonl", "-", input: Self.good)
        #expect(asked.status == 2)
        #expect(try asked.objects().first?["action"] as? String == "deny")
    }

    @Test("an XML bomb is refused in no time")
    func bomb() throws {
        let folder = try Folder()
        let levels = (1...30).map { "<!ENTITY l\($0) \"&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);\">" }.joined()
        try folder.write("fw.xml", "<?xml version=\"1.0\"?><!DOCTYPE c [<!ENTITY l0 \"x\">\(levels)]><config>&l30;</config>")
        let result = try folder.run("check", "--config", "fw.xml")
        #expect(result.status == 2)
        #expect(result.errors.contains("fw.xml:1"))
        try folder.write("deep.xml", String(repeating: "<a>", count: 100_000))
        #expect(try folder.run("check", "--config", "deep.xml").status == 2)
        try folder.write("register.xml", "<!DOCTYPE c [<!ENTITY l0 \"x\">\(levels)]><uid-message>&l30;</uid-message>")
        try folder.writeConfiguration(rules: Folder.rule("r"))
        let registered = try folder.run("flows", "--config", "fw.xml", "--registrations", "register.xml", "-", input: Self.good)
        #expect(registered.status == 2)
        #expect(registered.errors.contains("register.xml:1"))
    }

    @Test("a bad line of a zone file stops the evaluation, leniently it is left out alone; a file that is not there is no empty one")
    func badZoneFile() throws {
        let folder = try Folder()
        try folder.writeConfiguration(rules: Folder.rule("r"))
        try folder.write("zones.txt", "172.16.10.0/24 in\nno zone here\n172.16.20.0/24 out\n")
        let strict = try folder.run("flows", "--config", "fw.xml", "--zones", "zones.txt", "-", input: Self.good)
        #expect(strict.status == 2)
        #expect(strict.output.isEmpty)
        #expect(strict.errors.contains("zones.txt:2:1: error:"))
        #expect(strict.errors.contains("--lenient"))
        let result = try folder.run(
            "flows", "--config", "fw.xml", "--zones", "zones.txt", "--lenient", "--format", "jsonl", "-", input: Self.good)
        #expect(result.status == 2)
        #expect(result.errors.contains("zones.txt:2:1: error:"))
        #expect(!result.errors.contains("fw.xml"))
        #expect(try result.objects().map { "\($0["from"] ?? "") \($0["to"] ?? "")" } == ["in out"])
        for option in ["--zones", "--resolutions", "--user-groups"] {
            let missing = try folder.run("flows", "--config", "fw.xml", option, "missing.txt", "-", input: Self.good)
            #expect(missing.status == 2)
            #expect(missing.output.isEmpty)
            #expect(missing.errors == "error: cannot read 'missing.txt': no such file\n")
        }
    }

    @Test("a bad entry of a registration is refused alone")
    func badRegistration() throws {
        let folder = try Folder()
        try folder.write(
            "register.xml",
            """
            <uid-message><payload><register>
            <entry ip="172.16.10.999"><tag><member>web</member></tag></entry>
            <entry ip="172.16.10.12"><tag><member>web</member></tag></entry>
            </register></payload></uid-message>
            """)
        let result = try Tool.run(
            [
                "groups", "--config", Tool.example.appending(path: "firewall.xml").path, "--registrations",
                folder.url.appending(path: "register.xml").path, "--format", "jsonl", "DAG-WEB",
            ], in: folder.url)
        #expect(result.status == 2)
        #expect(result.errors.contains("register.xml:2:"))
        #expect((try result.objects().first?["members"] as? [Any])?.count == 1)
    }

    // MARK: Captures

    @Test("a capture cut anywhere gives an error, and its whole packets count", arguments: [0, 10, 24, 30, 100, 5_000, 30_000])
    func truncatedCapture(length: Int) throws {
        let bytes = [UInt8](try Data(contentsOf: Tool.example.appending(path: "web-app.pcap")))
        let folder = try Folder()
        try folder.write("cut.pcap", Array(bytes.prefix(length)))
        try folder.write("whole.pcap", bytes)
        let result = try folder.run("identify", "cut.pcap", "whole.pcap")
        let sessions = try result.objects()
        #expect(sessions.filter { $0["capture"] as? String == "whole.pcap" }.count == 9)
        let isEmptyCapture = length == 24
        #expect(result.status == (isEmptyCapture ? 0 : 2))
        #expect(result.errors.contains("cut.pcap") == !isEmptyCapture)
        if length >= 5_000 { #expect(sessions.contains { $0["capture"] as? String == "cut.pcap" }) }
    }

    @Test("damaged captures neither crash nor stop the others")
    func damagedCaptures() throws {
        let bytes = [UInt8](try Data(contentsOf: Tool.example.appending(path: "web-app.pcap")))
        let folder = try Folder()
        try folder.write("whole.pcap", bytes)
        var random = SplitMix64(seed: 2)
        var names: [String] = []
        for number in 0..<20 {
            var damaged = bytes
            for _ in 0..<200 { damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(truncatingIfNeeded: random.next()) }
            let name = "damaged-\(number).pcap"
            try folder.write(name, damaged)
            names.append(name)
        }
        let result = try Tool.run(["identify"] + names + ["whole.pcap"], in: folder.url)
        #expect([0, 2].contains(result.status))
        #expect(try result.objects().filter { $0["capture"] as? String == "whole.pcap" }.count == 9)
    }

    @Test("a capture that is none, or not there, is told")
    func noCapture() throws {
        for (name, text) in [("text.pcap", "hello, this is no capture"), ("empty.pcap", "")] {
            let folder = try Folder()
            try folder.write(name, text)
            let result = try folder.run("identify", name, "missing.pcap")
            #expect(result.status == 2)
            #expect(result.errors.contains(name))
            #expect(result.errors.contains("missing.pcap"))
            #expect(result.output.isEmpty)
        }
    }
}
