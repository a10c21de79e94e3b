import Foundation
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Forms of the traffic log")
struct LogFormatTests {
    private static func text(_ record: TrafficLogRecord, _ format: TrafficLogFormat, offset: Int = 0) -> String {
        var output: [UInt8] = []
        format.write(record, to: &output, timeZoneOffset: offset)
        return String(decoding: output, as: UTF8.self)
    }

    /// A session from a tunnel that an FTP session announced.
    private static func record(_ change: (inout TrafficLogRecord) -> Void = { _ in }) -> TrafficLogRecord {
        let tuple = FiveTuple(
            source: IPAddress(v4: 0x0a01_0001), sourcePort: 40_000, destination: IPAddress(v4: 0x0a02_0001), destinationPort: 21_000,
            ipProtocol: .tcp)
        var session = SessionSummary(id: 7, tuple: tuple, start: Timestamp(seconds: 1_763_800_000))
        session.end = Timestamp(seconds: 1_763_800_002, nanoseconds: 644_000_000)
        session.from = "inside"
        session.to = "outside"
        session.user = "lab\\ann"
        session.application = "ftp-data"
        session.rule = "ftp = \"in\" | out"
        session.ruleUUID = "3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b"
        session.packetsSent = 5
        session.packetsReceived = 3
        session.bytesSent = 213
        session.bytesReceived = 133
        session.parentID = 6
        session.parentStart = Timestamp(seconds: 1_763_799_990)
        session.tunnelType = "VXLAN"
        session.tunnelID = 4_711
        let device = DeviceIdentity(serial: "0123", hostname: "fw1", vsys: "vsys1", vsysName: "lab")
        var record = TrafficLogRecord(
            .end, at: Timestamp(seconds: 1_763_800_018, nanoseconds: 644_000_000), sequenceNumber: 2, device: device, session: session)
        record.endReason = .tcpFIN
        record.logSetting = "forward"
        record.flags = [.nonStandardPort]
        record.dynamicSourceGroups = ["web", "all, of them"]
        record.sourceGroups = ["web", "all, of them"]
        record.application.category = "general-internet"
        record.application.subcategory = "file-sharing"
        record.application.technology = "client-server"
        record.application.risk = 5
        change(&record)
        return record
    }

    @Test("CEF, member by member")
    func cef() {
        let expected =
            "CEF:0|ngfw|ngfw|0.1.0|end|TRAFFIC|1|rt=1763800018644 deviceExternalId=0123 dvchost=fw1 src=10.1.0.1 dst=10.2.0.1 spt=40000 "
            + "dpt=21000 proto=tcp app=ftp-data suser=lab\\\\ann act=allow reason=tcp-fin cs1Label=Rule cs1=ftp \\= \"in\" | out "
            + "cs2Label=URL Category cs2=any cs3Label=Virtual System cs3=vsys1 cs4Label=Source Zone cs4=inside "
            + "cs5Label=Destination Zone cs5=outside cs6Label=LogProfile cs6=forward flexString1Label=Flags flexString1=0x100000 cnt=1 "
            + "externalId=2 start=1763800000000 end=1763800002644 cn1Label=SessionID cn1=7 cn2Label=Packets cn2=8 "
            + "cn3Label=Elapsed time in seconds cn3=2 in=213 out=133 PanOSPacketsSent=5 PanOSPacketsReceived=3 "
            + "PanOSActionSource=from-policy PanOSVsysName=lab PanOSRuleUUID=3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b "
            + "PanOSParentSessionID=6 PanOSParentStartTime=1763799990000 PanOSTunnelType=VXLAN PanOSTunnelID=4711 "
            + "PanOSSourceDynamicAddressGroup=web,all, of them PanOSApplicationCategory=general-internet "
            + "PanOSApplicationSubcategory=file-sharing PanOSApplicationTechnology=client-server PanOSApplicationRisk=5\n"
        #expect(Self.text(Self.record(), .cef) == expected)
    }

    @Test("CEF escapes what would end a field, and puts IPv6 where it belongs")
    func cefEscapes() {
        var output: [UInt8] = []
        let product = LogProduct(vendor: "a|b\\c", name: "x\ny", version: "1=2")
        let record = Self.record {
            $0.session.user = "a=b\\c|d\r\ne\tf"
            $0.session.tuple.source = IPAddress(v6High: 0x2001_0db8_0000_0000, low: 1)
        }
        KeyValueLogWriter(.cef, product: product).write(record, to: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.hasPrefix("CEF:0|a\\|b\\\\c|x y|1=2|end|TRAFFIC|1|"))
        #expect(text.contains(" suser=a\\=b\\\\c|d\\r\\ne f "))
        #expect(text.contains(" c6a2Label=Source IPv6 Address c6a2=2001:db8::1 dst=10.2.0.1 "))
        #expect(!text.contains(" src="))
    }

    @Test("LEEF, attribute by attribute")
    func leef() {
        let expected = [
            "LEEF:2.0|ngfw|ngfw|0.1.0|end|x09|cat=TRAFFIC", "sev=1", "devTime=1763800018644", "SerialNumber=0123", "DeviceName=fw1",
            "src=10.1.0.1", "dst=10.2.0.1", "srcPort=40000", "dstPort=21000", "proto=tcp", "Application=ftp-data", "usrName=lab\\ann",
            "action=allow", "SessionEndReason=tcp-fin", "policy=ftp = \"in\" | out", "URLCategory=any", "VirtualSystem=vsys1",
            "SourceZone=inside", "DestinationZone=outside", "LogForwardingProfile=forward", "Flags=0x100000", "RepeatCount=1",
            "sequence=2", "StartTime=1763800000000", "EndTime=1763800002644", "SessionID=7", "totalPackets=8", "ElapsedTime=2",
            "srcBytes=213", "dstBytes=133", "totalBytes=346", "srcPackets=5", "dstPackets=3", "ActionSource=from-policy", "vSrcName=lab",
            "RuleUUID=3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b", "ParentSessionID=6", "ParentStartTime=1763799990000", "TunnelType=VXLAN",
            "TunnelID=4711", "SourceDynamicAddressGroup=web,all, of them", "ApplicationCategory=general-internet",
            "ApplicationSubcategory=file-sharing", "ApplicationTechnology=client-server", "ApplicationRisk=5",
        ]
        #expect(Self.text(Self.record(), .leef) == expected.joined(separator: "\t") + "\n")
        let hostile = Self.text(Self.record { $0.session.rule = "a\tb\nc" }, .leef)
        #expect(hostile.contains("\tpolicy=a b c\t"))
        var output: [UInt8] = []
        let product = LogProduct(vendor: "a|b\\c", name: "x\ny", version: "1=2")
        KeyValueLogWriter(.leef, product: product).write(Self.record(), to: &output)
        #expect(String(decoding: output, as: UTF8.self).hasPrefix("LEEF:2.0|a b\\c|x y|1=2|end|x09|cat=TRAFFIC\t"))
    }

    @Test("ECS, object by object")
    func ecs() {
        let expected = """
            {"@timestamp":"2025-11-22T08:26:58.644Z","ecs":{"version":"8.11.0"},"event":{"kind":"event","category":["network"],\
            "type":["allowed","connection","end"],"action":"flow_terminated","outcome":"success","start":"2025-11-22T08:26:40.000Z",\
            "end":"2025-11-22T08:26:42.644Z","duration":2644000000,"sequence":2,"reason":"tcp-fin"},\
            "source":{"ip":"10.1.0.1","port":40000,"bytes":213,"packets":5,"user":{"name":"lab\\\\ann"}},\
            "destination":{"ip":"10.2.0.1","port":21000,"bytes":133,"packets":3},\
            "network":{"type":"ipv4","iana_number":"6","transport":"tcp","application":"ftp-data","bytes":346,"packets":8},\
            "rule":{"name":"ftp = \\"in\\" | out","uuid":"3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b"},\
            "observer":{"type":"firewall","vendor":"ngfw","product":"ngfw","version":"0.1.0","serial_number":"0123","hostname":"fw1",\
            "ingress":{"zone":"inside"},"egress":{"zone":"outside"}},\
            "panw":{"panos":{"type":"TRAFFIC","sub_type":"end","action":"allow","action_source":"from-policy","endreason":"tcp-fin",\
            "flow_id":7,"virtual_sys":"vsys1","vsys_name":"lab","log_profile":"forward","repeat_count":1,"flags":["non-standard-port"],\
            "url":{"category":"any"},"parent_session":{"id":6,"start_time":"2025-11-22T08:26:30.000Z"},"tunnel_type":"VXLAN",\
            "tunnel_id":4711,"application":{"category":"general-internet","sub_category":"file-sharing","technology":"client-server",\
            "risk_level":5},"source_groups":["web","all, of them"],"destination_groups":[]}}}

            """
        #expect(Self.text(Self.record(), .ecs) == expected)
    }

    @Test(
        "ECS names transports as the registry does; a number without a name is none",
        arguments: [(58, "ipv6-icmp"), (253, nil)] as [(UInt8, String?)])
    func ecsTransport(number: UInt8, name: String?) {
        let text = Self.text(Self.record { $0.session.tuple.ipProtocol = IPProtocol(rawValue: number) }, .ecs)
        let transport = name.map { "\"transport\":\"\($0)\"," } ?? ""
        #expect(text.contains("\"iana_number\":\"\(number)\",\(transport)\"application\""))
    }

    @Test("The older PAN-OS forms are the beginning of the line of the next")
    func versions() {
        let record = Self.record { $0.session.rule = "plain" }
        let lines = PANOSLogVersion.allCases.map { String(Self.text(record, .panosCSV($0), offset: 3_600).dropLast()) }
        for (shorter, longer) in zip(lines, lines.dropFirst()) { #expect(longer.hasPrefix(shorter + ",")) }
        #expect(
            lines[0] == "1,2025/11/22 09:26:58,0123,TRAFFIC,end,2562,2025/11/22 09:26:58,10.1.0.1,10.2.0.1,0.0.0.0,0.0.0.0,plain,lab\\ann,,"
                + "ftp-data,vsys1,inside,outside,,,forward,2025/11/22 09:26:58,7,1,40000,21000,0,0,0x100000,tcp,allow,346,213,133,8,"
                + "2025/11/22 09:26:40,2,any,0,2,0x0,,,,5,3,tcp-fin,0,0,0,0,lab,fw1,from-policy,,,4711,,6,2025/11/22 09:26:30,VXLAN")
        #expect(lines[2].hasSuffix(",VXLAN,0,0,0,0,3f0c1c1e-0d4b-4f6e-9a77-0a6f0f1d2c3b,0"))
        // No field of this record is quoted but the list of groups.
        let commas = lines.map { $0.replacing("\"web,all\\, of them\"", with: "").utf8.filter { $0 == UInt8(ascii: ",") }.count }
        #expect(commas.map { $0 + 1 } == [61, 65, 67, 115])
    }

    @Test("Every form is one line a record, and the JSON ones are JSON, whatever the names hold", arguments: 1...20 as ClosedRange<UInt64>)
    func oneLine(seed: UInt64) throws {
        var generator = RecordGenerator(seed: seed)
        for format in TrafficLogFormat.allCases {
            let record = generator.record()
            var output: [UInt8] = Array("before\n".utf8)
            format.write(record, to: &output)
            #expect(output.starts(with: "before\n".utf8))
            let line = output.dropFirst(7)
            #expect(line.last == 0x0a)
            // LEEF has tabs between attributes; no name may bring another control character. DEL commands nothing and is text.
            #expect(line.dropLast().allSatisfy { $0 >= 0x20 || $0 == 0x09 && format == .leef }, "seed \(seed), \(format)")
            if format == .jsonLines || format == .ecs {
                let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
                let rule = format == .ecs ? (object["rule"] as? [String: Any])?["name"] : object["rule"]
                #expect(rule as? String == record.session.rule, "seed \(seed)")
            }
        }
    }

    @Test("Names of forms lead back to them")
    func names() {
        #expect(
            TrafficLogFormat.allCases.map(\.description) == [
                "jsonl", "pan-csv", "pan-csv-67", "pan-csv-65", "pan-csv-61", "cef", "leef", "ecs",
            ])
        for format in TrafficLogFormat.allCases { #expect(TrafficLogFormat(format.description) == format) }
        #expect(TrafficLogFormat("pan-csv-115") == nil)
    }

    @Test("A counting target counts what a file would hold")
    func counting() {
        var target = CountingLogTarget(.panosCSV(.v10_1))
        target.add(Self.record())
        target.add(Self.record())
        #expect(target.recordCount == 2)
        #expect(target.byteCount == UInt64(2 * Self.text(Self.record(), .panosCSV(.v10_1)).utf8.count))
    }

    @Test("Syslog messages have the header of RFC 5424 or of BSD, and blocked sessions a graver priority")
    func syslogHeaders() {
        func message(_ header: SyslogWriter.Header, _ framing: SyslogWriter.Framing, _ record: TrafficLogRecord) -> String {
            var writer = SyslogWriter(.panosCSV(.v8_0), header: header, framing: framing, timeZoneOffset: 3_600)
            var output: [UInt8] = []
            writer.write(record, to: &output)
            return String(decoding: output, as: UTF8.self)
        }
        let line = String(Self.text(Self.record(), .panosCSV(.v8_0), offset: 3_600).dropLast())
        #expect(message(.rfc5424, .datagram, Self.record()) == "<14>1 2025-11-22T08:26:58.644Z fw1 ngfw - TRAFFIC - " + line)
        #expect(message(.bsd, .newline, Self.record()) == "<14>Nov 22 09:26:58 fw1 " + line + "\n")
        let counted = message(.bsd, .octetCounting, Self.record())
        #expect(counted == "\(24 + line.utf8.count) <14>Nov 22 09:26:58 fw1 " + line)
        let blocked = Self.record {
            $0.session.action = .deny
            $0.time = Timestamp(seconds: 1_764_547_200)
            $0.device.hostname = "a b\u{e9}\n"
        }
        #expect(message(.bsd, .datagram, blocked).hasPrefix("<12>Dec  1 01:00:00 a-b--- 1,"))
        #expect(message(.rfc5424, .datagram, Self.record { $0.device.hostname = "" }).contains("644Z - ngfw "))
    }

    @Test("What is sent by syslog is read back")
    func syslogRoundTrip() throws {
        var generator = RecordGenerator(seed: 7)
        for header in SyslogWriter.Header.allCases {
            for framing in SyslogWriter.Framing.allCases {
                var writer = SyslogWriter(.panosCSV(.v10_1), header: header, framing: framing)
                let record = generator.record()
                var output: [UInt8] = []
                writer.write(record, to: &output)
                #expect(try PANOSCSVLogReader().read(output) == .traffic(record.kept(by: .v10_1)), "\(header), \(framing)")
            }
        }
    }
}
