import Foundation
import NGFW
import NGFWCore
import Testing

@Suite("Traffic logs on the command line")
struct LogCommandTests {
    private static func replay(_ arguments: String...) throws -> Tool.Result {
        try Tool.run(
            ["replay", "--config", "firewall.xml", "--registrations", "register.xml"] + arguments + ["web-app.pcap"], in: Tool.example)
    }

    /// The records of the example, in a form.
    private static func log(_ format: String) throws -> [String] {
        let result = try replay("--log", "-", "--log-format", format)
        #expect(result.status == 0)
        return result.lines
    }

    private static func read(_ lines: [String], _ arguments: String...) throws -> Tool.Result {
        try Tool.run(["logs", "read"] + arguments + ["-"], in: Tool.example, input: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    @Test("Every form has a line for each record", arguments: TrafficLogFormat.allCases.map(\.description))
    func forms(format: String) throws {
        #expect(try Self.log(format).count == 11)
    }

    @Test(
        "Each version's columns are read back to the same JSON lines, apart from what they do not have",
        arguments: ["pan-csv-67", "pan-csv-65", "pan-csv-61"])
    func readBack(format: String) throws {
        let wanted = [
            "subtype", "sessionID", "source", "sourcePort", "destination", "application", "rule", "action", "endReason", "bytes", "device",
        ]
        func summary(_ object: [String: Any]) -> [String] { wanted.map { "\(object[$0] ?? "-")" } }
        let original = try Self.replay("--log", "-").objects().map(summary)
        let result = try Self.read(try Self.log(format), "--format", "jsonl")
        #expect(result.status == 0)
        #expect(try result.objects().map(summary) == original)
    }

    @Test("Rewriting in the form that was read changes nothing")
    func sameForm() throws {
        for format in ["pan-csv", "pan-csv-61"] {
            let lines = try Self.log(format)
            #expect(try Self.read(lines, "--format", format).lines == lines)
        }
    }

    @Test("A filter picks records; the groups are those that the log names")
    func filter() throws {
        let result = try Self.read(
            try Self.log("pan-csv"), "--format", "csv", "--filter", "( addr.src in DAG-WEB ) and ( app eq ssh ) and ( subtype eq end )")
        #expect(
            result.output == """
                time,subtype,sessionID,source,sourcePort,destination,destinationPort,protocol,from,to,user,application,rule,action,endReason,\
                packets,bytes,bytesSent,bytesReceived,elapsedSeconds,device
                2026-11-23T00:18:08.741Z,end,4,172.16.10.11,50757,172.16.20.21,22,tcp,web,app,,ssh,allow-ssh-web-to-app,allow,tcp-fin,\
                48,9814,4929,4885,0,edge-fw
                2026-11-23T00:18:08.741Z,end,5,172.16.10.12,47145,172.16.20.21,22,tcp,web,app,,ssh,allow-ssh-web-to-app,allow,tcp-fin,\
                47,9762,4981,4781,0,edge-fw

                """)
        #expect(result.errors == "11 traffic logs, 2 match\n")
    }

    @Test("Lines that are no logs are told with line and column, other logs are counted, and the rest is read")
    func badLines() throws {
        let line = try #require(try Self.log("pan-csv-61").first)
        let input = [
            "Domain,Receive Time,Serial #,Type,Threat/Content Type", "<14>Nov 23 00:18:07 edge-fw " + line, "", "nonsense",
            line.replacing(",172.16.10.11,", with: ",172.16.10.256,"), "1,2026/11/23 00:18:07,,THREAT,url",
            "1,2026/11/23 00:18:07,,SYSTEM,x",
            "1,2026/11/23 00:18:07,,THREAT,url", line + "\r",
        ]
        let result = try Self.read(input, "--format", "csv")
        #expect(result.status == 2)
        #expect(result.lines.count == 3)
        #expect(
            result.errors == """
                <stdin>:4:1: error: no line of a PAN-OS log: the fourth field must be its type, such as TRAFFIC [NGFW-L005]
                <stdin>:5:62: error: field 8: '172.16.10.256' is no IP address [NGFW-L006]
                2 traffic logs, 2 match; skipped: 1 SYSTEM, 2 THREAT; 2 lines in error

                """)
    }

    @Test("A line without end costs no memory and is told")
    func longLine() throws {
        let line = try #require(try Self.log("pan-csv-61").first)
        let result = try Self.read([String(repeating: "x", count: 1 << 20), line], "--format", "csv")
        #expect(result.status == 2)
        #expect(result.errors.contains("<stdin>:1:1: error: the line has more than 65536 bytes [NGFW-L001]"))
        #expect(result.errors.hasSuffix("1 traffic log, 1 matches; 1 line in error\n"))
    }

    @Test("A quote is doubled in CSV whatever mark stands behind it")
    func markedQuote() throws {
        let line = try #require(try Self.log("pan-csv-61").first)
        let result = try Self.read([line.replacing(",deny-icmp-web-to-app,", with: ",\"a\"\"\u{301},b\",")], "--format", "csv")
        #expect(Data(result.output.utf8).range(of: Data(",\"a\"\"\u{301},b\",".utf8)) != nil)
    }

    @Test("The columns have the time of the device's own clock")
    func deviceClock() throws {
        let folder = try Folder()
        let text = try String(contentsOf: Tool.example.appending(path: "firewall.xml"), encoding: .utf8)
        try folder.write("fw.xml", text.replacing("<hostname>", with: "<timezone>Asia/Kolkata</timezone><hostname>"))
        let capture = Tool.example.appending(path: "web-app.pcap").path
        let result = try folder.run("replay", "--config", "fw.xml", "--log", "-", "--log-format", "pan-csv", capture)
        let line = try #require(result.lines.first)
        #expect(line.hasPrefix("1,2026/11/23 05:48:06,,TRAFFIC,"))
        #expect(line.contains(",2026-11-23T05:48:06.934+05:30,"))
        #expect(try Self.read([line], "--format", "jsonl").objects().first?["time"] as? String == "2026-11-23T00:18:06.934Z")
        let block = try folder.run("sessions", "--config", "fw.xml", "--at", "+1s", "--id", "1", capture)
        #expect(block.output.contains("start time                           : Mon Nov 23 05:48:06 2026"))
    }

    @Test("A wrong filter is shown with a caret")
    func wrongFilter() throws {
        let result = try Self.read([], "--filter", "app eq ssh and adr in 10.0.0.0/8")
        #expect(result.status == 2)
        #expect(
            result.errors == """
                --filter:1:16: error: no field is called 'adr'; did you mean 'addr'? [NGFW-L021]
                  app eq ssh and adr in 10.0.0.0/8
                                 ^

                """)
    }

    @Test("The device's offset from UTC", arguments: [("+01:00", "2026-11-22T23:18:06.000Z"), ("-03:30", "2026-11-23T03:48:06.000Z")])
    func offset(zone: String, time: String) throws {
        let line = try #require(try Self.log("pan-csv-61").first)
        #expect(try Self.read([line], "--format", "jsonl", "--time-zone", zone).objects().first?["time"] as? String == time)
        #expect(try Self.read([line], "--time-zone", "1 hour").status == 2)
    }

    @Test("The device's zone by name, for its lines, for times in the filter, and for what is written")
    func zone() throws {
        let line = try #require(try Self.log("pan-csv-61").first)
        let summer = line.replacing("2026/11/23", with: "2026/07/23")
        let zone = ["--time-zone", "Europe/Berlin", "--format"]
        let filter = ["--filter", "receive_time eq '2026/07/23 00:18:06'"]
        let input = Array((line + "\n" + summer + "\n").utf8)
        let times = try Tool.run(["logs", "read"] + zone + ["jsonl", "-"], in: Tool.example, input: input).objects().map {
            $0["time"] as? String
        }
        #expect(times == ["2026-11-22T23:18:06.000Z", "2026-07-22T22:18:06.000Z"])
        #expect(try Tool.run(["logs", "read"] + zone + ["pan-csv-61"] + filter + ["-"], in: Tool.example, input: input).lines == [summer])
        let unknown = try Self.read([line], "--time-zone", "Europe/Atlantis")
        #expect(unknown.errors.contains("'Europe/Atlantis' is neither an offset from UTC such as +01:00 nor a zone such as Europe/Berlin"))
    }

    @Test("Raw lines are those that were read, whatever is in them")
    func raw() throws {
        let lines = try Self.log("pan-csv").map { "<14>Nov 23 00:18:07 edge-fw " + $0 + ",more" }
        #expect(try Self.read(lines, "--format", "raw").lines == lines)
        #expect(try Self.read(lines, "--format", "raw", "--filter", "app=ssh and subtype=end").lines == lines.suffix(2))
    }

    @Test("A file that is missing is told, and the others are read")
    func missingFile() throws {
        let folder = try Folder()
        try folder.write("a.csv", try Self.log("pan-csv").joined(separator: "\n"))
        let result = try folder.run("logs", "read", "--format", "csv", "a.csv", "missing.csv", ".", "a.csv")
        #expect(result.status == 2)
        #expect(result.lines.count == 23)
        #expect(
            result.errors == """
                error: cannot read 'missing.csv': no such file
                error: cannot read '.': it is a folder
                22 traffic logs, 22 match; 2 files not read

                """)
    }

    @Test("An odd column is a warning with line and column, and the record is shown")
    func doubt() throws {
        let line = try #require(try Self.log("pan-csv-61").first)
        let result = try Self.read([line.replacing(",84,84,", with: ",84,x,")], "--format", "jsonl")
        #expect(result.status == 0)
        #expect(try result.objects().first?["application"] as? String == "ping")
        #expect(result.errors.contains("warning: field 33: 'x' is no number [NGFW-L007]"))
    }

    @Test("Of a log that goes on, what has come is shown at once", arguments: ["csv", "raw", "table"])
    func stream(format: String) throws {
        let lines = try Self.log("pan-csv")
        let process = try LiveProcess([Tool.executable.path, "logs", "read", "--format", format, "-"])
        try process.send(lines[0] + "\n")
        try process.wait(forOutput: "172.16.10.11")
        try process.send(lines[10] + "\n")
        try process.wait(forOutput: "tcp-fin")
        process.closeInput()
        #expect(try process.finish().status == 0)
    }

    @Test("Over UDP every record is a datagram")
    func udp() throws {
        let receiver = try LoopbackReceiver(isStream: false)
        let result = try Self.replay("--log", "syslog://127.0.0.1:\(receiver.port)", "--log-format", "pan-csv")
        #expect(result.status == 0)
        let datagrams = receiver.datagrams()
        #expect(datagrams.count == 11)
        #expect(datagrams.first?.hasPrefix("<12>1 2026-11-23T00:18:06.934Z edge-fw ngfw - TRAFFIC - 1,2026/11/23 00:18:06,") == true)
        let read = try Self.read(datagrams, "--format", "pan-csv")
        #expect(try read.lines == Self.log("pan-csv"))
    }

    @Test("Over TCP messages are told apart by their length or by line ends")
    func tcp() throws {
        let lines = try Self.log("cef")
        let counting = try LoopbackReceiver(isStream: true)
        #expect(try Self.replay("--log", "syslog+tcp://127.0.0.1:\(counting.port)", "--log-format", "cef").status == 0)
        var rest = counting.received()[...]
        var messages: [String] = []
        while let blank = rest.firstIndex(of: UInt8(ascii: " ")), let count = Int(String(decoding: rest[..<blank], as: UTF8.self)) {
            messages.append(String(decoding: rest[(blank + 1)...].prefix(count), as: UTF8.self))
            rest = rest[(blank + 1)...].dropFirst(count)
        }
        #expect(rest.isEmpty)
        let bodies = messages.map { message in message.range(of: " - TRAFFIC - ").map { String(message[$0.upperBound...]) } ?? message }
        #expect(bodies == lines)
        let breaking = try LoopbackReceiver(isStream: true)
        let result = try Self.replay(
            "--log", "syslog+tcp://127.0.0.1:\(breaking.port)", "--log-format", "cef", "--syslog-format", "bsd", "--syslog-framing",
            "newline")
        #expect(result.status == 0)
        let text = String(decoding: breaking.received(), as: UTF8.self)
        #expect(text.split(separator: "\n").map { String($0.dropFirst("<12>Nov 23 00:18:06 edge-fw ".count)) } == lines)
    }

    @Test("A receiver that goes away is told, with what was lost")
    func resets() throws {
        let receiver = try LoopbackReceiver(isStream: true, .resets)
        let result = try Self.replay("--log", "syslog+tcp://127.0.0.1:\(receiver.port)")
        #expect(result.status == 2)
        #expect(result.errors.contains("error: --log: "))
        #expect(result.errors.contains("11 records"))
        #expect(result.errors.contains("were not sent") || result.errors.contains("may be lost"))
    }

    @Test(
        "Targets that cannot be are told",
        arguments: [
            ("syslog://127.0.0.1", "names no port"), ("syslog://:514", "names no host"), ("syslog+tcp://127.0.0.1:0", "names no port"),
            ("syslog+tcp://127.0.0.1:1", "cannot connect to 127.0.0.1:1: connection refused"),
            ("syslog+tls://127.0.0.1:6514", "expected syslog://host:port, syslog+tcp://host:port or a path"),
            ("tcp://127.0.0.1:514", "expected syslog://host:port"), ("syslog:127.0.0.1:514", "expected syslog://host:port"),
            ("SYSLOG+TCP://127.0.0.1:1", "cannot connect to 127.0.0.1:1"),
        ])
    func badTargets(target: String, message: String) throws {
        let result = try Self.replay("--log", target)
        #expect(result.status == 2)
        #expect(result.errors.contains(message))
    }

    @Test(
        "Options that would do nothing are told",
        arguments: [
            (["--log-format", "cef"], "--log-format is about the traffic log"),
            (["--log-append"], "--log-append is about a traffic log in a file"),
            (["--log", "-", "--log-append"], "--log-append is about a traffic log in a file"),
            (["--log", "-", "--syslog-format", "bsd"], "--syslog-format is about syslog"),
            (["--log", "-", "--syslog-framing", "newline"], "--syslog-framing is about syslog"),
            (["--log", "-", "--log", "b"], "--log: one target at a time"),
            (["--format", "json"], "--format is about the list of sessions"),
        ])
    func uselessOptions(options: [String], message: String) throws {
        let result = try Tool.run(["replay", "--config", "firewall.xml"] + options + ["web-app.pcap"], in: Tool.example)
        #expect(result.status == 2)
        #expect(result.errors.contains(message))
    }

    @Test("Nobody listening on UDP is told once")
    func refused() throws {
        let port = try LoopbackReceiver(isStream: false).port
        let result = try Self.replay("--log", "syslog://127.0.0.1:\(port)")
        #expect(result.status == 2)
        #expect(result.errors.contains("nobody listens at 127.0.0.1:\(port)"))
    }
}
