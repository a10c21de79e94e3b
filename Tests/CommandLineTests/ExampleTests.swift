import Foundation
import Testing

/// The decisions of Examples/web-app-segmentation, on flows and on its capture.
@Suite("The example")
struct ExampleTests {
    private static let policy = ["--config", "firewall.xml", "--registrations", "register.xml"]

    private func run(_ command: String, _ arguments: String...) throws -> Tool.Result {
        try Tool.run([command] + Self.policy + arguments, in: Tool.example)
    }

    @Test("its configuration has no messages")
    func check() throws {
        let result = try Tool.example("check", "--config", "firewall.xml")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(result.lines.first == "rules: 2 (0 disabled)")
    }

    @Test("its flows get what they expect, in every format of flow files", arguments: [("flows.jsonl", 9), ("flows.csv", 4)])
    func flows(file: String, count: Int) throws {
        let result = try run("flows", "--format", "jsonl", file)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let answers = try result.objects()
        #expect(answers.count == count)
        #expect(answers.allSatisfy { ($0["expect"] as? [String: Any])?["met"] as? Bool == true })
    }

    @Test("after the unregistration the same question is answered otherwise")
    func unregistered() throws {
        let before = try run("flows", "flows-unregistered.yaml")
        #expect(before.status == 1)
        #expect(before.errors.contains("flows-unregistered.yaml:2: expectation failed: expected deny, got allow"))
        let after = try run("flows", "--registrations", "unregister-web-11.xml", "flows-unregistered.yaml")
        #expect(after.status == 0)
        #expect(after.lines.last == "3 flows: 1 allowed, 2 blocked; 3 expectations, 0 failed")
    }

    @Test("its capture is decided session by session")
    func replay() throws {
        let result = try run("replay", "--sessions", "--format", "jsonl", "web-app.pcap")
        #expect(result.status == 0)
        let sessions = try result.objects().map { session in
            ["application", "action", "rule", "endReason"].map { session[$0] as? String ?? "-" }.joined(separator: " ")
        }
        #expect(
            sessions == [
                "ping deny deny-icmp-web-to-app policy-deny", "ping deny deny-icmp-web-to-app policy-deny",
                "ping deny deny-icmp-web-to-app policy-deny", "ssh allow allow-ssh-web-to-app tcp-fin",
                "ssh allow allow-ssh-web-to-app tcp-fin", "not-applicable deny interzone-default policy-deny",
                "not-applicable deny interzone-default policy-deny", "web-browsing deny interzone-default policy-deny",
                "not-applicable deny interzone-default policy-deny",
            ])
        #expect(result.errors == "221 packets, 41,623 bytes; 9 sessions: 2 allowed, 7 blocked\n")
    }

    @Test("the session browser has a line a session")
    func sessionTable() throws {
        let result = try run("replay", "--sessions", "web-app.pcap")
        #expect(
            result.lines.prefix(5).map { $0 } == [
                "ID  APPLICATION     STATE   SRC[SPORT]/ZONE          DST[DPORT]/ZONE         PROTO  ACTION  RULE                  PACKETS  BYTES  END REASON",
                " 1  ping            CLOSED  172.16.10.11[16055]/web  172.16.20.21[1]/app     icmp   deny    deny-icmp-web-to-app        2    168  policy-deny",
                " 2  ping            CLOSED  172.16.10.11[16055]/web  172.16.20.21[2]/app     icmp   deny    deny-icmp-web-to-app        2    168  policy-deny",
                " 3  ping            CLOSED  172.16.10.11[16055]/web  172.16.20.21[3]/app     icmp   deny    deny-icmp-web-to-app        2    168  policy-deny",
                " 4  ssh             CLOSED  172.16.10.11[50757]/web  172.16.20.21[22]/app    tcp    allow   allow-ssh-web-to-app       48  9,814  tcp-fin",
            ])
        #expect(result.lines.last == "221 packets, 41,623 bytes; 9 sessions: 2 allowed, 7 blocked")
    }

    @Test("its traffic log comes in both forms, in a file or on standard output")
    func logs() throws {
        let folder = try Folder()
        let file = folder.url.appending(path: "log.csv")
        let csv = try run("replay", "--log", file.path, "--log-format", "pan-csv", "web-app.pcap")
        #expect(csv.status == 0)
        #expect(csv.lines == ["221 packets, 41,623 bytes; 9 sessions: 2 allowed, 7 blocked"])
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let json = try run("replay", "--log", "-", "web-app.pcap")
        let records = try json.objects()
        #expect(rows.count == 11)
        #expect(records.count == 11)
        for (row, record) in zip(rows, records) {
            let fields = Self.fields(row)
            #expect(fields.count == 115)
            #expect(fields[4] == record["subtype"] as? String)
            #expect(fields[11] == record["rule"] as? String)
        }
        #expect(records.map { $0["subtype"] as? String ?? "" }.filter { $0 == "start" }.count == 2)
    }

    /// Commas within quotes separate nothing.
    private static func fields(_ row: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in row {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    @Test("identify names the applications by payload alone")
    func identify() throws {
        let result = try Tool.example("identify", "web-app.pcap")
        #expect(result.status == 0)
        let sessions = try result.objects()
        #expect(
            sessions.map { $0["application"] as? String ?? "" } == [
                "ping", "ping", "ping", "ssh", "ssh", "ssh", "web-browsing", "web-browsing", "ssh",
            ])
        let first = try #require(sessions.dropFirst(3).first)
        #expect(first["capture"] as? String == "web-app.pcap")
        #expect(first["protocol"] as? String == "tcp")
        #expect(first["source"] as? String == "172.16.10.11")
        #expect(first["destinationPort"] as? Int == 22)
        #expect(first["path"] as? [String] == ["ssh"])
        #expect(first["packetsToIdentify"] as? Int == 4)
        #expect(first["packets"] as? Int == 48)
        #expect(first["bytes"] as? Int == 9_814)
    }

    @Test("groups shows each member with its reason")
    func groups() throws {
        let result = try run("groups")
        #expect(
            result.output == """
                DAG-WEB
                    filter: 'web'
                        172.16.10.11  (R) registered with 'web'
                        172.16.10.12  (R) registered with 'web'
                    members: 2
                DAG-APP
                    filter: 'app' and 'production'
                        172.16.20.21  (R) registered with 'app', 'production'
                        172.16.20.22  (R) registered with 'app', 'production'
                    members: 2

                """)
        let json = try run("groups", "--format", "jsonl", "DAG-APP").objects()
        #expect(json.count == 1)
        #expect((json.first?["members"] as? [[String: String]])?.map { $0["address"] ?? "" } == ["172.16.20.21", "172.16.20.22"])
    }

    @Test("explain checks what its flow expects", arguments: [("deny", 1), ("allow", 0)])
    func explainExpectation(action: String, status: Int32) throws {
        let flow =
            #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": 6, "destinationPort": 22, "expect": "\#(action)"}"#
        let result = try run("explain", flow)
        #expect(result.status == status)
        #expect(result.errors == (status == 0 ? "" : "expectation failed: expected deny, got allow\n"))
    }

    @Test("explain names every rule and the field that failed, as text and as JSON")
    func explain() throws {
        let flow = [
            "--source", "172.16.10.11", "--destination", "172.16.20.21", "--protocol", "tcp", "--destination-port", "2222",
            "--application", "ssh",
        ]
        let text = try Tool.run(["explain"] + Self.policy + flow, in: Tool.example)
        #expect(text.status == 0)
        #expect(
            text.output == """
                172.16.10.11 -> 172.16.20.21 tcp/2222, application ssh
                zones: web -> app
                source groups: DAG-WEB
                destination groups: DAG-APP

                rule 1 'deny-icmp-web-to-app' (deny): no match
                  application: ssh is not icmp or ping
                    it would match with: application icmp; or application ping
                rule 2 'allow-ssh-web-to-app' (allow): no match
                  service: tcp/2222 is not a default port of ssh (tcp/22)
                    it would match with: destination port tcp/22, a default of ssh
                interzone-default: deny, decided: no rule matches and 'web' is not 'app'

                """)
        let json = #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": 6, "destinationPort": 22}"#
        let answer = try #require(try run("explain", "--format", "json", json).objects().first)
        #expect(answer["winner"] as? String == "allow-ssh-web-to-app")
        #expect(answer["final"] as? Bool == false)
        let rules = try #require(answer["rules"] as? [[String: Any]])
        #expect(rules.map { $0["matches"] as? Bool ?? true } == [false, true])
        #expect(rules.map { $0["nearMiss"] as? Bool ?? false } == [true, false])
        let elsewhere = json.replacing("10.11", with: "10.50")
        let few = try #require(try run("explain", "--format", "json", elsewhere).objects().first)
        #expect((few["rules"] as? [[String: Any]])?.map { $0["rule"] as? String } == ["allow-ssh-web-to-app"])
        #expect((few["omitted"] as? [[String: Any]])?.map { $0["field"] as? String } == ["source"])
        let all = try #require(try run("explain", "--format", "json", "--rules", "all", elsewhere).objects().first)
        #expect((all["rules"] as? [[String: Any]])?.count == 2)
    }

    @Test("why-not says what one rule lacks, in words and as data that a program can act on")
    func whyNot() throws {
        let flow = ["source=172.16.10.50", "destination=172.16.20.21", "protocol=tcp", "destinationPort=22", "application=ssh"]
        let question = ["why-not", "--rule", "allow-ssh-web-to-app"] + Self.policy
        let text = try Tool.run(question + flow, in: Tool.example)
        #expect(text.status == 0)
        #expect(
            text.output == """
                172.16.10.50 -> 172.16.20.21 tcp/22, application ssh
                zones: web -> app
                source groups: none
                destination groups: DAG-APP

                rule 2 'allow-ssh-web-to-app' (allow) does not match this flow:
                  source: 172.16.10.50 is not in DAG-WEB (filter 'web'; tags of 172.16.10.50: none)
                    dynamic group 'DAG-WEB': no
                      filter 'web': no
                        missing: 'web'
                    it would match with: register tag 'web' for 172.16.10.50, which makes it a member of 'DAG-WEB'
                the flow is decided by interzone-default (deny): decided: no rule matches and 'web' is not 'app'

                """)
        let answer = try #require(try Tool.run(question + ["--format", "json"] + flow, in: Tool.example).objects().first)
        #expect(answer["reason"] as? String == "fails")
        let asked = try #require(answer["asked"] as? [String: Any])
        let fields = try #require(asked["fields"] as? [[String: Any]])
        let remedies = try #require(fields.first?["remedies"] as? [[String: Any]])
        let changes = try #require(remedies.first?["changes"] as? [[String: [String: Any]]])
        #expect(changes.first?["register"]?["address"] as? String == "172.16.10.50")
        #expect(changes.first?["register"]?["tags"] as? [String] == ["web"])
        let unknown = try Tool.run(["why-not", "--rule", "allow-ssh"] + Self.policy + flow, in: Tool.example)
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("no rule in force here is called 'allow-ssh'"))
    }
}
