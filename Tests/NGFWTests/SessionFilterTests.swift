import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Filters over sessions and logs")
struct SessionFilterTests {
    /// 10.1.0.1[40000] → 10.2.0.1[22] by ssh, blocked under "no ssh".
    private static let record: TrafficLogRecord = {
        let tuple = FiveTuple(
            source: IPAddress(v4: 0x0a01_0001), sourcePort: 40_000, destination: IPAddress(v4: 0x0a02_0001), destinationPort: 22,
            ipProtocol: .tcp)
        var session = SessionSummary(id: 7, tuple: tuple, start: Timestamp(seconds: 1_763_800_000))
        session.end = Timestamp(seconds: 1_763_800_030)
        session.from = "inside"
        session.to = "outside"
        session.user = "lab\\ann"
        session.application = "ssh"
        session.rule = "no 'ssh' in"
        session.ruleUUID = "3f0c"
        session.action = .resetBoth
        session.state = .discard
        session.packetsSent = 5
        session.packetsReceived = 3
        session.bytesSent = 213
        session.bytesReceived = 133
        let device = DeviceIdentity(serial: "0123", hostname: "fw1", vsys: "vsys1", vsysName: "lab")
        var record = TrafficLogRecord(.deny, at: Timestamp(seconds: 1_763_800_031), sequenceNumber: 9, device: device, session: session)
        record.endReason = .policyDeny
        record.flags = [.nonStandardPort, .implicitApplication]
        record.sourceGroups = ["DAG-WEB", "all"]
        record.destinationGroups = ["DAG-DB"]
        record.application.risk = 4
        record.facts.inboundInterface = "ethernet1/1"
        record.facts.sourceLocation = "Germany"
        return record
    }()

    private static func matches(_ text: String) throws -> Bool { try SessionFilter(text).matches(record) }

    /// Of each comparison the truth about the record.
    private static let truths: [(String, Bool)] = [
        ("addr in 10.1.0.0/16", true), ("addr in 10.2.0.0/16", true), ("addr in 10.3.0.0/16", false), ("addr eq 10.2.0.1", true),
        ("addr neq 10.2.0.1", false), ("addr neq 10.9.9.9", true), ("addr.src in 10.0.0.0/8", true), ("addr.dst in 10.1.0.0/16", false),
        ("addr.src notin 10.0.0.0/8", false), ("addr.src in 10.1.0.0-10.1.0.9", true), ("addr.src in ::/0", true),
        ("addr.src in 2001:db8::/32", false), ("source in DAG-WEB", true), ("destination in DAG-WEB", false), ("addr in DAG-DB", true),
        ("source notin DAG-WEB", false), ("addr.src in 'all'", true), ("natsrc in 0.0.0.0/0", false), ("dag.src eq DAG-WEB", true),
        ("group contains WEB", true), ("port eq 22", true), ("port.dst eq 22", true), ("port.src eq 22", false),
        ("dport in 20-23,80", true),
        ("dport notin 20-23", false), ("dport geq 22", true), ("dport gt 22", false), ("dport lt 23", true), ("dport leq 21", false),
        ("proto eq tcp", true), ("proto eq 6", true), ("protocol neq UDP", true), ("app eq ssh", true), ("application neq ssh", false),
        ("app contains s", true), ("app contains sss", false), ("rule contains 'no '", true), ("rule eq \"no 'ssh' in\"", true),
        ("rule eq 'no ''ssh'' in'", true), ("rule_uuid eq 3f0c", true), ("action eq reset-both", true), ("action neq allow", true),
        ("action eq ALLOW", false), ("zone eq outside", true), ("zone.src eq outside", false), ("from eq inside", true),
        ("to eq outside", true),
        ("user eq 'lab\\ann'", true), ("user.dst eq 'lab\\ann'", false), ("user.src contains ann", true),
        ("session_end_reason eq policy-deny", true), ("end-reason neq tcp-fin", true), ("subtype eq deny", true),
        ("subtype eq drop", false),
        ("action_source eq from-policy", true), ("flags has non-standard-port", true), ("flags has ipv6", false),
        ("flags contains 0x2000", true), ("flags eq 0x102000", true), ("flags eq 0x2000", false), ("flags neq 0x2000", true),
        ("nat eq no", true),
        ("nat eq yes", false), ("nat eq both", false), ("state eq discard", true), ("state eq ACTIVE", false), ("type eq flow", true),
        ("type eq predict", false), ("vsys eq vsys1", true), ("device_name eq fw1", true), ("serial eq 0123", true),
        ("category eq any", true),
        ("receive_time geq '2025/11/22 08:27:11'", true), ("receive_time leq '2025/11/22 08:27:11'", true),
        ("receive_time lt '2025/11/22 08:27:11'", false), ("receive_time gt 2025-11-22T08:27:11Z", false),
        ("time_generated eq 2025-11-22T09:27:11+01:00", true), ("start eq 1763800000", true), ("bytes geq 346", true),
        ("bytes gt 346", false),
        ("bytes_sent eq 213", true), ("bytes_received eq 133", true), ("packets eq 8", true), ("pkts_sent lt 5", false),
        ("pkts_received leq 3", true), ("elapsed eq 30", true), ("min-age eq 31", true), ("min-age eq 32", false), ("sessionid eq 7", true),
        ("parent_session_id eq 0", true), ("seqno eq 9", true), ("repeatcnt eq 1", true), ("risk geq 4", true),
        ("tunnel_type eq GRE", false),
        ("tunnel_type neq GRE", true), ("bytes lt 0", false), ("logset eq default", false), ("bytes leq 18446744073709551615", true),
        ("bytes gt 18446744073709551615", false), ("srcloc eq Germany", true), ("srcloc neq Germany", false), ("dstloc eq Germany", false),
        ("dstloc neq Germany", true), ("interface.src contains ethernet", true), ("outbound_if eq ethernet1/1", false),
        ("app=ssh", true), ("app!=ssh", false), ("app= ssh", true), ("app =ssh", true), ("dport>=22", true), ("dport<22", false),
        ("rule=app=ssh", false), ("rule eq app!=ssh", false), ("addr.src==10.1.0.1", true),
    ]

    @Test("Comparisons of every kind", arguments: truths)
    func comparisons(text: String, isTrue: Bool) throws {
        #expect(try Self.matches(text) == isTrue)
        #expect(try Self.matches("not \(text)") == !isTrue)
        #expect(try Self.matches("(\(text))") == isTrue)
    }

    @Test(
        "Connectives: and binds more tightly than or, not more tightly than both",
        arguments: [
            ("( addr.src in 10.0.0.0/8 ) and ( app eq ssh )", true), ("(app eq ssh)and(app eq ftp)", false),
            ("app eq ssh or app eq ftp and app eq dns", true), ("( app eq ssh or app eq ftp ) and app eq dns", false),
            ("not app eq ftp and app eq ssh", true), ("not ( app eq ftp or app eq ssh )", false), ("!( app eq ftp )", true),
            ("! app eq ssh", false), ("not not app eq ssh", true), ("APP EQ ssh AND Port.Dst EQ 22", true),
            ("app = ssh && dport != 23", true),
            ("app == ftp || dport <= 22", true), ("((((app eq ssh))))", true), ("\tapp\neq\r\nssh ", true),
            ("application eq ssh and source in DAG-WEB", true),
        ])
    func connectives(text: String, isTrue: Bool) throws { #expect(try Self.matches(text) == isTrue) }

    @Test("A filter tells the names that sessions are compared with")
    func names() throws {
        let filter = try SessionFilter(
            "app eq ssh or not (zone.src neq in or rule eq 'a b') and zone=out and app contains x and user eq ann")
        #expect(filter.names(of: .application) == ["ssh"])
        #expect(filter.names(of: .zone) == ["in", "out"])
        #expect(filter.names(of: .rule) == ["a b"])
    }

    @Test("A value behind an operator is whole, whatever signs are in it")
    func signs() throws {
        #expect(try SessionFilter("rule eq app=ssh").description == "( rule eq 'app=ssh' )")
        #expect(try SessionFilter("rule=app=ssh").description == "( rule eq 'app=ssh' )")
    }

    @Test("A filter written out in the monitor tab's spelling is the same filter", arguments: truths.map(\.0))
    func description(text: String) throws {
        for text in [text, "not (\(text)) and (app eq ssh or not rule eq 'a''b')"] {
            let filter = try SessionFilter(text)
            #expect(try SessionFilter(filter.description) == filter, "\(filter)")
        }
        // A quote and the mark behind it are one character of Swift's.
        let marked = try SessionFilter("rule eq 'a''\u{301}b'")
        #expect(try SessionFilter(marked.description) == marked)
        #expect(try SessionFilter("source in DAG-WEB and app eq ssh").description == "( addr.src in 'DAG-WEB' ) and ( app eq 'ssh' )")
    }

    private static let mistakes: [(text: String, column: Int, message: String)] = [
        ("", 1, "expected a field such as app or addr.src, found the end"),
        ("app", 4, "expected an operator after 'app': eq, neq, contains, found the end"),
        ("app ssh", 5, "expected an operator after 'app': eq, neq, contains, found 'ssh'"),
        ("app eq", 7, "expected a value, found the end"), ("app eq )", 8, "expected a value, found ')'"),
        ("app eq ssh dport eq 22", 12, "expected 'and' or 'or', found 'dport'"),
        ("( app eq ssh", 13, "expected ')' for the '(' of column 1"), ("( app eq ssh app", 14, "expected 'and', 'or' or ')', found 'app'"),
        ("app eq ssh )", 12, "no '(' was opened for this ')'"),
        ("app eq ssh and", 15, "expected a field such as app or addr.src, found the end"),
        ("and app eq ssh", 1, "expected a field such as app or addr.src, found 'and'"),
        ("'app' eq ssh", 1, "expected a field such as app or addr.src, found 'app'"),
        ("aplication eq ssh", 1, "no field is called 'aplication'; did you mean 'application'?"),
        ("zzzzzzzz eq ssh", 1, "no field is called 'zzzzzzzz', such as app or addr.src"),
        ("app in ssh", 5, "'app' does not take 'in'; expected one of eq, neq, contains"),
        ("addr contains 10", 6, "'addr' does not take 'contains'; expected one of eq, neq, in, notin"),
        ("app eq 'ssh", 8, "the quote that opens here is never closed"),
        ("addr eq 10.0.0.0/8", 9, "'addr' expects one address after eq, found '10.0.0.0/8'"),
        (
            "source eq DAG-WEB", 11,
            "'addr.src' expects one address after eq; 'in' takes networks and names of address groups, found 'DAG-WEB'"
        ),
        (
            "source in 10.0.0.0/33", 11,
            "'addr.src' expects an address, a prefix, a range a-b or the name of an address group, found '10.0.0.0/33'"
        ),
        (
            "source in 2001:::1", 11,
            "'addr.src' expects an address, a prefix, a range a-b or the name of an address group, found '2001:::1'"
        ),
        ("dport eq 65536", 10, "'port.dst' expects a port, 0 to 65535, found '65536'"),
        ("dport in 80;443", 10, "'port.dst' expects ports such as 80,443 or 1-1023, found '80;443'"),
        ("proto eq tpc", 10, "'proto' expects an IP protocol such as tcp, udp or 47, found 'tpc'"),
        ("bytes geq 1k", 11, "'bytes' expects a number, found '1k'"), ("bytes geq -1", 11, "'bytes' expects a number, found '-1'"),
        (
            "receive_time geq yesterday", 18,
            "'receive_time' expects a time such as '2026/11/22 10:49:56' or 2026-11-22T10:49:56Z, found 'yesterday'"
        ),
        (
            "action eq alow", 11,
            "'action' expects one of allow, deny, drop, drop-icmp, reset-client, reset-server, reset-both, found 'alow'; did you mean 'allow'?"
        ),
        ("nat eq perhaps", 8, "'nat' expects yes, no, source, destination or both, found 'perhaps'"),
        ("state eq open", 10, "'state' expects one of ACTIVE, DISCARD, CLOSED, found 'open'"),
    ]

    @Test("What is wrong is told with its column, what was expected and the nearest name", arguments: mistakes.indices)
    func errors(index: Int) {
        let mistake = Self.mistakes[index]
        let error = #expect(throws: SessionFilterError.self) { try SessionFilter(mistake.text) }
        #expect(error?.column == mistake.column)
        #expect(error?.message == mistake.message)
    }

    @Test("Groups that are not there are told, where the groups are known")
    func groups() throws {
        var options = SessionFilter.Options()
        options.groups = ["DAG-WEB", "DAG-DB"]
        #expect(try SessionFilter("source in DAG-WEB", options: options).matches(Self.record))
        let error = #expect(throws: SessionFilterError.self) { try SessionFilter("source in DAG-WEV", options: options) }
        #expect(error?.code == .unknownGroup)
        #expect(error?.message == "no address group that a rule reaches is called 'DAG-WEV'; did you mean 'DAG-WEB'?")
    }

    @Test("Times without an offset are those of the clock that the options name")
    func clock() throws {
        var options = SessionFilter.Options()
        options.clock = TimeZoneRules(offset: 3_600)
        #expect(try SessionFilter("receive_time eq '2025/11/22 09:27:11'", options: options).matches(Self.record))
        // Summer time, which ended in October.
        options.clock = try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        #expect(try SessionFilter("receive_time eq '2025/11/22 09:27:11'", options: options).matches(Self.record))
        var summer = Self.record
        summer.time = try #require(Timestamp("2025-07-01T10:00:00Z"))
        #expect(try SessionFilter("receive_time eq '2025/07/01 12:00:00'", options: options).matches(summer))
    }

    @Test("Length and depth have limits, and what is just within them works")
    func limits() throws {
        let depth = Limits.standard.sessionFilterDepth
        func nested(_ count: Int) -> String { String(repeating: "(", count: count) + "app eq ssh" + String(repeating: ")", count: count) }
        #expect(try Self.matches(nested(depth - 1)))
        #expect(#expect(throws: SessionFilterError.self) { try SessionFilter(nested(depth)) }?.code == .tooLarge)
        let negations = String(repeating: "! ", count: 1_000) + "app eq ssh"
        #expect(#expect(throws: SessionFilterError.self) { try SessionFilter(negations) }?.code == .tooLarge)
        let many = (0..<500).map { _ in "app eq ssh" }.joined(separator: " or ")
        #expect(try Self.matches(String(many.prefix(Limits.standard.sessionFilterBytes)).cut(behind: "eq ssh")))
        let long = "app eq " + String(repeating: "s", count: 9_000)
        #expect(#expect(throws: SessionFilterError.self) { try SessionFilter(long) }?.code == .tooLarge)
    }

    @Test("Damaged filters end in a filter or an error within the text", arguments: 1...8 as ClosedRange<UInt64>)
    func mutants(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var filters = 0
        for _ in 0..<500 {
            let text = String(decoding: random.mutated(Array((Self.truths.randomElement(using: &random)?.0 ?? "").utf8)), as: UTF8.self)
            do throws(SessionFilterError) {
                let filter = try SessionFilter(text)
                _ = filter.matches(Self.record)
                filters += 1
            } catch {
                #expect((1...text.utf8.count + 1).contains(error.column), "seed \(seed): \(text)")
            }
        }
        #expect(filters > 0)
    }
}

extension String {
    /// Without what follows the last place where `end` stands.
    fileprivate func cut(behind end: String) -> String {
        var text = self
        while !text.isEmpty, !text.hasSuffix(end) { text.removeLast() }
        return text
    }
}
