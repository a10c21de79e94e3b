import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Traffic log records")
struct RecordTests {
    /// The records of one SSH session that its rule logs at start and end.
    private static func records(_ change: (inout SecurityRule) -> Void = { _ in }) -> [TrafficLogRecord] {
        let rule = Lab.rule("ssh, \"in\"", .allow, ["ssh"]) {
            $0.logStart = true
            $0.logSetting = "forward"
            $0.uuid = "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b"
            $0.source = ["all"]
            change(&$0)
        }
        var lab = Lab(
            rules: [rule], { $0.device = DeviceIdentity(serial: "0123", hostname: "fw1", vsys: "vsys1", vsysName: "lab") },
            policy: {
                $0.addressGroups = [
                    AddressGroup(name: "web", content: .filter("'web' or 'x'")), AddressGroup(name: "all", content: .members(["web"])),
                ]
            })
        let source = IPAddress(v4: 0x0a01_0001)
        lab.firewall.apply(
            RegistrationUpdate([
                .register(.host(source), [TagRegistration("web")]), .login(user: "lab\\ann", address: source, timeout: nil),
            ]), at: lab.time)
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        lab.time = Timestamp(nanoseconds: lab.time.nanoseconds + 2_644_000_000)
        lab.send([talk.answer(Talk.sshBanner), talk.send(Talk.sshBanner)] + talk.finish())
        lab.pass(seconds: 16)
        return lab.firewall.takeRecords()
    }

    private static func line(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("log-start writes with the first payload that passes, log-end when the session is over")
    func startAndEnd() {
        let records = Self.records()
        #expect(records.map(\.subtype) == [.start, .end])
        #expect(records.map(\.sequenceNumber) == [1, 2])
        #expect(records.map(\.endReason) == [.notApplicable, .tcpFIN])
        #expect(records.map(\.session.packets) == [4, 8])
        #expect(records.map(\.session.application) == ["ssh", "ssh"])
        #expect(Self.records { $0.logStart = false }.map(\.subtype) == [.end])
        #expect(Self.records { $0.logEnd = false }.map(\.subtype) == [.start])
    }

    @Test("A start before the application is known says insufficient-data under the tentative rule")
    func earlyStart() {
        var lab = Lab(rules: [Lab.rule("ssh", .allow, ["ssh"]) { $0.logStart = true }])
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        #expect(lab.firewall.takeRecords().isEmpty)
        lab.send([talk.send("SS")])
        #expect(lab.firewall.takeRecords().map(\.session.application) == ["insufficient-data"])
    }

    @Test("A session denied after its start was logged has two records: start and deny")
    func startThenDeny() {
        var lab = Lab(rules: [
            Lab.rule("no film", .deny, ["video"]) { $0.services = ["any"] },
            Lab.rule("rest", .allow) {
                $0.services = ["any"]
                $0.logStart = true
            },
        ])
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [talk.send("GET /film")])
        #expect(lab.send(talk.send(" HTTP/1.1\r\n")).disposition == .resetClient)
        _ = lab.sessions()
        let records = lab.firewall.takeRecords()
        #expect(records.map(\.subtype) == [.start, .deny])
        #expect(records.map(\.session.rule) == ["rest", "no film"])
    }

    @Test("The JSON line, member by member")
    func json() throws {
        let record = try #require(Self.records().last)
        var output: [UInt8] = []
        JSONLinesLogWriter().write(record, to: &output)
        let expected = """
            {"type":"traffic","subtype":"end","time":"2025-11-22T08:26:57.644Z","sequenceNumber":2,"sessionID":1,\
            "parentSessionID":null,"parentStart":null,"serial":"0123",\
            "device":"fw1","vsys":"vsys1","protocol":"tcp","source":"10.1.0.1","sourcePort":40000,"destination":"10.2.0.1",\
            "destinationPort":22,"icmpType":null,"tunnelType":null,"tunnelID":null,"from":"inside","to":"outside",\
            "user":"lab\\\\ann","destinationUser":null,"application":"ssh","base":"ssh",\
            "path":["ssh"],"evidence":"\(record.session.evidence)","contradictions":false,\
            "category":"any","rule":"ssh, \\"in\\"",\
            "ruleUUID":"3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b","action":"allow","actionSource":"from-policy","logSetting":"forward",\
            "endReason":"tcp-fin","repeatCount":1,"start":"2025-11-22T08:26:40.000Z","end":"2025-11-22T08:26:42.644Z",\
            "elapsedSeconds":2,"packets":8,\
            "packetsSent":5,"packetsReceived":3,"bytes":346,"bytesSent":213,"bytesReceived":133,"applicationCategory":"networking",\
            "applicationSubcategory":"encrypted-tunnel","applicationTechnology":"client-server","applicationRisk":4,\
            "sourceGroups":["all","web"],"destinationGroups":[],"flags":[]}

            """
        #expect(Self.line(output) == expected)
        #expect(record.session.evidence.contains("banner"))
    }

    @Test("The PAN-OS line, field by field")
    func csv() throws {
        let record = try #require(Self.records().last)
        var output: [UInt8] = []
        PANOSCSVLogWriter(timeZoneOffset: -3 * 3_600).write(record, to: &output)
        let expected =
            "1,2025/11/22 05:26:57,0123,TRAFFIC,end,2562,2025/11/22 05:26:57,10.1.0.1,10.2.0.1,0.0.0.0,0.0.0.0,\"ssh, \"\"in\"\"\","
            + "lab\\ann,,ssh,vsys1,inside,outside,,,forward,2025/11/22 05:26:57,1,1,40000,22,0,0,0x0,tcp,allow,346,213,133,8,"
            + "2025/11/22 05:26:40,2,any,0,2,0x0,,,,5,3,tcp-fin,0,0,0,0,lab,fw1,from-policy,,,0,,0,,N/A,0,0,0,0,"
            + "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b,0,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,web,,,2025-11-22T05:26:57.644-03:00,,,"
            + "encrypted-tunnel,networking,client-server,4,\"able-to-transfer-file,tunnel-other-application\",,ssh,no,no,0\n"
        #expect(Self.line(output) == expected)
    }

    @Test("Every PAN-OS line has 115 fields, whatever the names hold")
    func fieldCount() {
        for name in ["plain", "a,b", "say \"x\"", "two\nlines", ",,,\"\"\"", ""] {
            let records = Self.records { $0.name = name }
            var output: [UInt8] = []
            for record in records { PANOSCSVLogWriter().write(record, to: &output) }
            #expect(output.filter { $0 == UInt8(ascii: "\n") }.count == records.count)
            for line in Self.line(output).split(separator: "\n") {
                var isQuoted = false
                let commas = line.utf8.filter { byte in
                    if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                    return byte == UInt8(ascii: ",") && !isQuoted
                }
                #expect(commas.count + 1 == PANOSLogVersion.v10_1.fieldCount)
            }
        }
    }

    @Test("Flags tell IPv6, an implicit application and a port that is not the application's")
    func flags() throws {
        var lab = Lab(rules: [
            Lab.rule("video", .allow, ["video"]) { $0.logStart = true }, Lab.rule("dns", .allow, ["dns"]) { $0.services = ["any"] },
        ])
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [talk.send("GET /")])
        #expect(try #require(lab.firewall.takeRecords().first).flags == .implicitApplication)
        let query = PacketBuilder(from: "2001:db8:1::1", to: "2001:db8:2::1").udp(9, 54, payload: [1, 2, 1, 0, 0, 1])
        #expect(lab.send(query).isPass)
        _ = lab.sessions()
        #expect(try #require(lab.firewall.takeRecords().last).flags == [.ipv6, .nonStandardPort])
        #expect(TrafficLogRecord.Flags([.ipv6, .nonStandardPort, .implicitApplication]).rawValue == 0x0210_2000)
    }
}
