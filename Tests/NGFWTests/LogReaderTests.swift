import NGFW
import NGFWCore
import NGFWTestSupport
import Testing

@Suite("Reading traffic logs back")
struct LogReaderTests {
    private static let line =
        "1,2026/11/22 10:49:56,0123,TRAFFIC,end,2562,2026/11/22 10:49:56,10.0.0.1,10.0.0.2,0.0.0.0,0.0.0.0,ssh-in,ann,,ssh,vsys1,in,out,"
        + "ethernet1/1,ethernet1/2,fwd,2026/11/22 10:49:56,77,1,40000,22,0,0,0x19,tcp,allow,346,213,133,8,2026/11/22 10:49:40,2,any,0,9,0x0,"
        + "Germany,France,0,5,3,tcp-fin,0,0,0,0,lab,fw1,from-policy,,,0,,0,,N/A"

    private static func read(_ line: String, offset: Int = 0) throws(LogLineError) -> PANOSLogLine {
        try PANOSCSVLogReader(clock: TimeZoneRules(offset: offset)).read(Array(line.utf8))
    }

    private static func record(_ line: String, offset: Int = 0) throws -> TrafficLogRecord {
        guard case .traffic(let record) = try read(line, offset: offset) else {
            Issue.record("no traffic log: \(line)")
            throw LogLineError(.unknownType, column: 0, "")
        }
        return record
    }

    /// The line with some of its fields, counted from 1, replaced.
    private static func line(_ changes: [Int: String]) -> String {
        var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for (field, text) in changes { fields[field - 1] = text }
        return fields.joined(separator: ",")
    }

    @Test(
        "A record that is written and read is the record that was written, as far as the version has columns",
        arguments: 1...40 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        for version in PANOSLogVersion.allCases {
            for offset in [0, 3_600, -12_600] {
                let record = generator.record()
                var line: [UInt8] = []
                PANOSCSVLogWriter(version, timeZoneOffset: offset).write(record, to: &line)
                let read = try PANOSCSVLogReader(clock: TimeZoneRules(offset: version == .v10_1 ? 0 : offset)).read(line)
                #expect(read == .traffic(record.kept(by: version)), "seed \(seed), \(version): \(String(decoding: line, as: UTF8.self))")
            }
        }
    }

    @Test("What was read and is written and read again does not change")
    func stable() throws {
        let first = try Self.record(Self.line)
        var line: [UInt8] = []
        PANOSCSVLogWriter(.v8_0).write(first, to: &line)
        #expect(try PANOSCSVLogReader().read(line) == .traffic(first))
        #expect(String(decoding: line, as: UTF8.self).dropLast() == Self.line(of: first))
    }

    /// The line as this firewall writes it: the empty columns in its own way.
    private static func line(of record: TrafficLogRecord) -> String { line([44: ""]) }

    @Test("Every column is where the reference has it")
    func columns() throws {
        let record = try Self.record(Self.line)
        #expect(record.subtype == .end)
        #expect(record.time == Timestamp("2026-11-22T10:49:56Z"))
        #expect(record.device == DeviceIdentity(serial: "0123", hostname: "fw1", vsys: "vsys1", vsysName: "lab"))
        #expect(record.session.tuple.description == "10.0.0.1[40000] -> 10.0.0.2[22] tcp")
        #expect([record.session.rule, record.session.user, record.session.from, record.session.to] == ["ssh-in", "ann", "in", "out"])
        #expect(record.session.application == "ssh")
        #expect(record.session.id == 77)
        #expect([record.session.bytesSent, record.session.bytesReceived, record.session.packetsSent] == [213, 133, 5])
        #expect(record.session.end.secondsSince(record.session.start) == 2)
        #expect(record.sequenceNumber == 9)
        #expect(record.endReason == .tcpFIN)
        #expect(record.flags.rawValue == 0x19)
        #expect(record.facts.inboundInterface == "ethernet1/1")
        #expect([record.facts.sourceLocation, record.facts.destinationLocation] == ["Germany", "France"])
        #expect(record.facts.translatedSource == nil)
    }

    @Test(
        "A syslog header, a byte order mark, a line end and further columns do no harm",
        arguments: [
            ("<14>Nov 22 10:49:56 fw1 ", ""), ("<14>1 2026-11-22T10:49:56.000Z fw1 - - - - ", ""), ("\u{feff}", "\r\n"),
            ("245 <14>Nov  2 10:49:56 10.0.0.9 ", ""), ("<14>", ""), ("<14>1 - fw ngfw - - [x@1 a=\"b,c\"] \u{feff}", ""),
            ("", ",0,0,0,0,uuid,0,more,\"and, more\",{x,y}"), ("", "\r"),
        ])
    func wrapped(prefix: String, suffix: String) throws {
        var expected = try Self.record(Self.line)
        if suffix.contains("uuid") { expected.session.ruleUUID = "uuid" }
        #expect(try Self.record(prefix + Self.line + suffix) == expected)
    }

    @Test("A line all of whose fields are quoted reads the same")
    func allQuoted() throws {
        let quoted = Self.line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ",")
        #expect(try Self.record(quoted) == Self.record(Self.line))
    }

    @Test(
        "Quotes and braces",
        arguments: [
            ("\"a \"\"b\"\", c\"", "a \"b\", c"), ("a\"b", "a\"b"), ("{a,b}", "{a,b}"), ("{a{b,c},d}", "{a{b,c},d}"), ("{a", "{a"),
            ("\"\"", nil), ("\"\"\"\"", "\""), ("a}b", "a}b"), ("'x'", "'x'"),
        ])
    func quotes(field: String, text: String?) throws {
        #expect(try Self.record(Self.line([12: field])).session.rule == text)
    }

    @Test("The time in milliseconds tells the clock's offset; without it the reader's own holds")
    func timeZones() throws {
        let local = try Self.record(Self.line, offset: 3_600)
        #expect(local.time == Timestamp("2026-11-22T09:49:56Z"))
        let filler = String(repeating: ",", count: 41)
        let exact = try Self.record(Self.line + filler + ",2026-11-22T10:49:56.644-03:00", offset: 3_600)
        #expect(exact.time == Timestamp("2026-11-22T13:49:56.644Z"))
        #expect(exact.session.start == Timestamp("2026-11-22T13:49:40Z"))
    }

    @Test("Other logs, headers and blank lines are told apart")
    func others() throws {
        #expect(try Self.read("1,2026/11/22 10:49:56,0123,THREAT,url,x,\"never closed") == .other(type: "THREAT"))
        #expect(try Self.read("<14>Nov 22 10:49:56 fw1 1,2026/11/22 10:49:56,0123,SYSTEM,general,0") == .other(type: "SYSTEM"))
        #expect(try Self.read("Domain,Receive Time,Serial #,Type,Threat/Content Type") == .header)
        #expect(try Self.read("") == .blank)
        #expect(try Self.read(" \t\r\n") == .blank)
    }

    @Test("A reason of a later version is unknown, an empty one none")
    func reasons() throws {
        #expect(try Self.record(Self.line([47: "brand-new"])).endReason == .unknown)
        #expect(try Self.record(Self.line([47: ""])).endReason == .notApplicable)
        for reason in SessionEndReason.allCases {
            #expect(try Self.record(Self.line([47: reason.rawValue])).endReason == reason)
        }
    }

    private static let mistakes: [(line: String, code: LogLineErrorCode, column: Int, message: String)] = [
        ("hello", .unknownType, 1, "no line of a PAN-OS log: the fourth field must be its type, such as TRAFFIC"),
        ("1,2,3,none of these,5", .unknownType, 7, "'none of these' is no type of a PAN-OS log; expected one such as TRAFFIC or THREAT"),
        (line([12: "\"open"]), .unclosedQuote, 99, "the quote that opens here is never closed"),
        (
            line([12: "\"a\"b"]), .textAfterQuote, 102,
            "text follows the quote that closes the field of column 99; a quote inside a field is doubled"
        ),
        (String(line.prefix(100)), .fieldCount, 101, "12 fields; a traffic log has 115, 67, 65 or 61, and at least 47"),
        (line([8: "10.0.0.256"]), .badAddress, 65, "field 8: '10.0.0.256' is no IP address"),
        (line([9: ""]), .badAddress, 74, "field 9: '' is no IP address"),
        (line([5: "stop"]), .badWord, 36, "field 5: 'stop' is not a subtype of the traffic log; expected one of start, end, drop, deny"),
        (line([30: "frob"]), .badWord, 199, "field 30: 'frob' is no IP protocol; expected tcp, udp or a number"),
        (
            line([31: "permit"]), .badWord, 203,
            "field 31: 'permit' is no action; expected one of allow, deny, drop, reset-client, reset-server, reset-both, drop-icmp"
        ),
        (
            "{\"subtype\":\"end\",\"source\":\"10.0.0.1\"}", .unknownType, 1,
            "this looks like JSON lines; only the comma-separated forms are read"
        ),
        (
            line([2: "now", 7: ""]), .badTime, 29,
            "no time: neither the generated nor the received time is there"
        ),
    ]

    private static let oddities: [(line: String, code: LogLineErrorCode, column: Int, message: String)] = [
        (line([25: "65536"]), .badNumber, 181, "field 25: '65536' is no port; ports end at 65535"),
        (line([33: "-1"]), .badNumber, 213, "field 33: '-1' is no number"),
        (line([33: "18446744073709551616"]), .badNumber, 213, "field 33: '18446744073709551616' is no number"),
        (line([36: "2026/02/30 00:00:00"]), .badTime, 223, "field 36: '2026/02/30 00:00:00' is no time such as 2026/11/22 10:49:56"),
        (line([29: "0xzz"]), .badNumber, 194, "field 29: '0xzz' are no flags; expected a number such as 0x19"),
        (line([10: "none"]), .badAddress, 83, "field 10: 'none' is no IP address"),
        (
            line([54: "from-me"]), .badWord, 302,
            "field 54: 'from-me' is not an action source; expected one of from-policy, from-application"
        ),
    ]

    @Test("An odd column that a record can do without costs a warning, not the record", arguments: oddities.indices)
    func doubts(index: Int) throws {
        let oddity = Self.oddities[index]
        var doubts: [LogLineError] = []
        let content = try PANOSCSVLogReader().read(Array(oddity.line.utf8), doubts: &doubts)
        guard case .traffic(let record) = content else {
            Issue.record("no traffic log")
            return
        }
        #expect(record.session.tuple.source == IPAddress(v4: 0x0a00_0001))
        #expect(record.session.packetsSent == 5)
        #expect(doubts == [LogLineError(oddity.code, column: oddity.column, oddity.message)])
    }

    @Test("What devices write for nothing is nothing, and a number may be hexadecimal")
    func nothing() throws {
        var doubts: [LogLineError] = []
        func record(_ changes: [Int: String]) throws -> TrafficLogRecord {
            let filler = String(repeating: ",", count: 54)
            var fields = (Self.line + filler).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            for (field, text) in changes { fields[field - 1] = text }
            guard case .traffic(let record) = try PANOSCSVLogReader().read(Array(fields.joined(separator: ",").utf8), doubts: &doubts)
            else {
                throw LogLineError(.unknownType, column: 0, "")
            }
            return record
        }
        let odd = try record([54: "N/A", 57: "0xabc", 59: "N/A", 60: "0", 109: "unknown", 103: "2026-11-22T10:49:56.644-0300"])
        #expect(odd.session.tunnelID == 0xabc)
        #expect(odd.session.parentStart == nil)
        #expect(odd.actionSource == .policy)
        #expect(odd.time == Timestamp("2026-11-22T13:49:56.644Z"))
        for (name, number) in [("ipencap", 4), ("st", 5), ("ipcomp", 108), ("ipv6-icmp", 58)] as [(String, UInt8)] {
            #expect(try record([30: name]).session.tuple.ipProtocol.rawValue == number)
        }
        #expect(doubts.isEmpty)
    }

    @Test(
        "Actions are one word, however they are spelt, so that filters find them",
        arguments: [("reset both", "reset-both"), ("Deny", "deny"), ("drop icmp", "drop-icmp"), ("DROP-ICMP", "drop-icmp")])
    func actions(spelling: String, word: String) throws {
        let record = try Self.record(Self.line([31: spelling]))
        #expect(record.action == word)
        #expect(try SessionFilter("action eq \(word)").matches(record))
    }

    @Test("A clock with summer time is followed through its changes")
    func summerTime() throws {
        let berlin = try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let reader = PANOSCSVLogReader(clock: berlin)
        for (local, time) in [("2026/07/01 12:00:00", "2026-07-01T10:00:00Z"), ("2026/12/01 12:00:00", "2026-12-01T11:00:00Z")] {
            guard case .traffic(let record) = try reader.read(Array(Self.line([2: local, 7: local]).utf8)) else {
                Issue.record("no traffic log")
                continue
            }
            #expect(record.time == Timestamp(time))
        }
    }

    @Test("What cannot be understood is told with its column", arguments: mistakes.indices)
    func errors(index: Int) {
        let mistake = Self.mistakes[index]
        let error = #expect(throws: LogLineError.self) { try Self.read(mistake.line) }
        #expect(error?.code == mistake.code)
        #expect(error?.column == mistake.column)
        #expect(error?.message == mistake.message)
    }

    @Test("Lines and fields have a limit")
    func limits() {
        let long = #expect(throws: LogLineError.self) { try Self.read(Self.line + String(repeating: "x", count: 1 << 16)) }
        #expect(long?.code == .lineTooLong)
        let wide = #expect(throws: LogLineError.self) { try Self.read(Self.line + String(repeating: ",", count: 2_000)) }
        #expect(wide?.code == .fieldCount)
    }

    @Test("Any bytes end in a record, a skip or an error", arguments: 1...8 as ClosedRange<UInt64>)
    func mutants(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let reader = PANOSCSVLogReader()
        var count = 0
        for _ in 0..<500 {
            let mutant = random.mutated(Array(Self.line.utf8))
            do throws(LogLineError) {
                if case .traffic(let record) = try reader.read(mutant) {
                    var line: [UInt8] = []
                    PANOSCSVLogWriter(.v9_0).write(record, to: &line)
                    #expect(throws: Never.self) { try reader.read(line) }
                }
            } catch {
                #expect((1...mutant.count + 1).contains(error.column), "seed \(seed): \(error)")
                count += 1
            }
        }
        #expect(count > 0)
    }
}
