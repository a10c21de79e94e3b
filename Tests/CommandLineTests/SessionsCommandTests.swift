import Foundation
import Testing

@Suite("The session browser on the command line")
struct SessionsCommandTests {
    private static func sessions(_ arguments: String...) throws -> Tool.Result {
        try Tool.run(
            ["sessions", "--config", "firewall.xml", "--registrations", "register.xml"] + arguments + ["web-app.pcap"], in: Tool.example)
    }

    private static func ids(_ arguments: String...) throws -> [Int] {
        try Tool.run(
            ["sessions", "--config", "firewall.xml", "--registrations", "register.xml", "--format", "jsonl"] + arguments + ["web-app.pcap"],
            in: Tool.example
        ).objects().compactMap { $0["id"] as? Int }
    }

    @Test(
        "The sessions are those of that time",
        arguments: [
            ("+0s", [1]), ("+0.3s", [1, 2]), ("+1s", [1, 2, 3, 4, 5]), ("2026-11-23T00:18:07.000Z", [1]), ("+60s", [2, 3, 6, 7, 8, 9]),
            ("+1h", nil), ("+200", []),
        ])
    func times(at: String, ids: [Int]?) throws {
        if let ids {
            #expect(try Self.ids("--at", at) == ids)
        } else {
            #expect(try Self.sessions("--at", at).status == 2)
        }
    }

    @Test("A filter by application and dynamic group, in both spellings")
    func filters() throws {
        #expect(try Self.ids("--at", "+1s", "--filter", "application eq ssh and source in DAG-WEB") == [4, 5])
        #expect(try Self.ids("--at", "+1s", "--filter", "( app eq ssh ) and ( addr.src notin DAG-WEB )") == [])
        let unknown = try Self.sessions("--filter", "source in DAG-WEV")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean 'DAG-WEB'?"))
    }

    @Test(
        "A name in the filter that nothing has is warned of",
        arguments: [
            ("app eq shh", "warning: --filter: no application is called 'shh'; did you mean 'ssh'?\n"),
            ("from eq WEB", "warning: --filter: no zone is called 'WEB'; did you mean 'web'?\n"),
            ("rule eq interzone", "warning: --filter: no rule is called 'interzone'"),
            ("app eq ssh and from eq web and rule neq interzone-default and app neq not-applicable", ""),
        ])
    func unknownNames(filter: String, warning: String) throws {
        let result = try Self.sessions("--filter", filter)
        #expect(result.status == 0)
        #expect(warning.isEmpty ? result.errors.isEmpty : result.errors.hasPrefix(warning))
    }

    @Test("The list in JSON is one array of objects, and in CSV a header and rows")
    func formats() throws {
        let json = try Self.sessions("--at", "+1s", "--format", "json")
        let objects = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(objects.map { $0["id"] as? Int } == [1, 2, 3, 4, 5])
        #expect(objects.last?["application"] as? String == "ssh")
        let empty = try Self.sessions("--format", "json", "--filter", "app eq ftp")
        #expect(try JSONSerialization.jsonObject(with: Data(empty.output.utf8)) as? [String] == [])
        let lines = try Self.sessions("--at", "+1s", "--format", "csv").lines
        #expect(lines.first?.hasPrefix("id,start,end,source,") == true)
        #expect(lines.count == 6)
    }

    @Test("The table is the device's")
    func table() throws {
        #expect(
            try Self.sessions("--at", "+1s", "--filter", "id eq 4").output == """
                --------------------------------------------------------------------------------
                ID          Application    State   Type Flag  Src[Sport]/Zone/Proto (translated IP[Port])
                Vsys                                          Dst[Dport]/Zone (translated IP[Port])
                --------------------------------------------------------------------------------
                4            ssh            ACTIVE  FLOW       172.16.10.11[50757]/web/6  (172.16.10.11[50757])
                vsys1                                          172.16.20.21[22]/app  (172.16.20.21[22])

                """)
        #expect(try Self.sessions("--filter", "app eq ftp").output == "No active sessions\n")
    }

    @Test("One session, alive and over")
    func oneSession() throws {
        let alive = try Self.sessions("--at", "+1s", "--id", "4")
        #expect(alive.output.contains("state:       ACTIVE "))
        #expect(alive.output.contains("time to live"))
        let over = try Self.sessions("--at", "+60s", "--id", "4")
        #expect(over.output.contains("state:       CLOSED "))
        #expect(
            over.output.hasSuffix(
                "tracker stage firewall               : TCP FIN\n        end-reason                           : tcp-fin\n"))
        let none = try Self.sessions("--at", "+0s", "--id", "4")
        #expect(none.status == 2)
        #expect(none.errors == "error: no session has the number 4 up to this time\n")
    }

    @Test("Counters and settings")
    func info() throws {
        let lines = try Self.sessions("--info").lines
        #expect(lines.contains("num-active:           9"))
        #expect(lines.contains("tmo-tcp:              3600"))
        let object = try #require(try Self.sessions("--info", "--format", "json").objects().first)
        #expect(object["num-icmp"] as? Int == 3)
        #expect(object["tcp-nonsyn-rej"] as? Bool == true)
    }

    @Test("Only the number of sessions, in every form")
    func count() throws {
        func output(_ arguments: String...) throws -> String {
            try Tool.run(
                ["sessions", "--config", "firewall.xml", "--registrations", "register.xml", "--only-count", "--at", "+1s"] + arguments
                    + ["web-app.pcap"], in: Tool.example
            ).output
        }
        #expect(try output() == "Number of sessions that match filter: 5\n")
        #expect(try output("--filter", "app eq ssh") == "Number of sessions that match filter: 2\n")
        #expect(try output("--format", "json") == "{\"count\":5}\n")
        #expect(try output("--format", "csv") == "count,5\n")
        #expect(try Self.sessions("--only-count", "--info").status == 2)
    }

    @Test("Questions that exclude each other, and times that are none, are told")
    func mistakes() throws {
        #expect(
            try Self.sessions("--info", "--id", "1").errors == "error: --id, --info and --filter are three questions: ask one at a time\n")
        for text in ["noon", "+", "+1.2.3", "+-1", "+1e3", "+99999999999"] {
            #expect(try Self.sessions("--at", text).errors.contains("'\(text)' is neither a time such as"), "\(text)")
        }
        let before = try Self.sessions("--at", "2026-01-01T00:00:00Z")
        #expect(before.status == 2)
        #expect(before.errors == "error: --at: the capture begins later, at 2026-11-23T00:18:06.934Z\n")
    }
}
