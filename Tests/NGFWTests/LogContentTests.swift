import Foundation
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

@Suite("What log records say")
struct LogContentTests {
    private static let anyPort: @Sendable (inout SecurityRule) -> Void = { $0.services = ["any"] }

    private static func fields(_ record: TrafficLogRecord) -> [String] {
        var output: [UInt8] = []
        PANOSCSVLogWriter().write(record, to: &output)
        // Only records without quoted fields are looked at here.
        return String(decoding: output, as: UTF8.self).dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("The columns of dynamic address groups leave out static ones; the JSON lists have both")
    func dynamicGroups() throws {
        var lab = Lab(
            rules: [
                Lab.rule("all", .allow) {
                    $0.services = ["any"]
                    $0.source = ["all"]
                    $0.destination = ["servers"]
                }
            ],
            policy: {
                $0.addressGroups = [
                    AddressGroup(name: "web", content: .filter("'web'")), AddressGroup(name: "all", content: .members(["web"])),
                    AddressGroup(name: "servers", content: .members(["10.2.0.1"])),
                ]
            })
        let host = RegisteredObject.host(IPAddress(v4: 0x0a01_0001))
        lab.firewall.apply(RegistrationUpdate([.register(host, [TagRegistration("web")])]), at: lab.time)
        #expect(lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])).isPass)
        _ = lab.sessions()
        let record = try #require(lab.firewall.takeRecords().first)
        let columns = Self.fields(record)
        #expect(columns.count == PANOSLogVersion.v10_1.fieldCount)
        #expect(columns[99] == "web")
        #expect(columns[100] == "")
        #expect(record.sourceGroups == ["all", "web"])
        #expect(record.destinationGroups == ["servers"])
    }

    @Test(
        "A record says what was so when it was written, whatever changes before it is taken",
        arguments: ["registration", "expiry", "policy", "library", "logout"])
    func laterChanges(change: String) throws {
        let groups: @Sendable (inout Policy) -> Void = {
            $0.catalogue = Lab.library.catalogue
            $0.addressGroups = [AddressGroup(name: "web", content: .filter("'web'"))]
            $0.zones = [Zone(name: "inside", identifiesUsers: true), Zone(name: "outside")]
        }
        let inWeb: @Sendable (inout SecurityRule) -> Void = {
            $0.services = ["any"]
            $0.source = ["web"]
        }
        var lab = Lab(rules: [Lab.rule("first", .allow, ["any"], inWeb)], policy: groups)
        let host = IPAddress(v4: 0x0a01_0001)
        let tag = TagRegistration("web", timeout: change == "expiry" ? 100 : nil)
        lab.firewall.apply(
            RegistrationUpdate([.register(.host(host), [tag]), .login(user: "lab\\ann", address: host, timeout: nil)]), at: lab.time)
        #expect(lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])).isPass)
        lab.pass(seconds: 60)
        #expect(lab.firewall.sessionCount == 0)
        switch change {
        case "registration": lab.firewall.apply(RegistrationUpdate([.unregister(.host(host), [])]), at: lab.time)
        case "expiry": lab.pass(seconds: 100)
        case "logout":
            lab.firewall.apply(RegistrationUpdate([.logout(user: "lab\\ann", address: host)]), at: lab.time)
        default:
            var policy = Policy(name: "next", catalogue: Lab.library.catalogue)
            groups(&policy)
            policy.rules = [Lab.rule("second", .deny, ["any"]), Lab.rule("third", .deny, ["any"])]
            try lab.firewall.replacePolicy(ResolvedPolicy(policy), library: change == "library" ? Lab.library : nil)
        }
        // Another session takes over whatever memory the first one had.
        _ = lab.send(PacketBuilder(from: "10.1.0.9", to: "10.2.0.9").udp(3, 4, payload: [1]))
        let record = try #require(lab.firewall.takeRecords().first)
        let session = try #require(lab.firewall.takeEndedSessions().first)
        #expect(record.session == session)
        #expect(record.session.rule == "first")
        #expect(record.session.user == "lab\\ann")
        #expect(record.dynamicSourceGroups == ["web"])
        #expect(record.session.application == "insufficient-data")
        #expect(record.endReason == .agedOut)
        #expect(record.time == Lab.start.advanced(bySeconds: 30))
    }

    @Test("Entries have the numbers of the records, once, in their order, before and after what puts them into words")
    func entries() throws {
        func lab() -> Lab {
            var lab = Lab(
                rules: [
                    Lab.rule("ssh", .allow, ["ssh"]) { $0.logStart = true }, Lab.rule("no", .deny, ["any"]) { $0.services = ["any"] },
                ])
            var talk = Talk(port: 22)
            lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
            _ = lab.send(PacketBuilder(from: "10.1.0.2", to: "10.2.0.1").udp(7, 53, payload: [1]))
            return lab
        }
        var words = lab()
        var numbers = lab()
        var entries: [LogEntry] = []
        numbers.firewall.takeLogEntries { entries.append($0) }
        #expect(entries.count == 2)
        // A registration has what waits put into words.
        numbers.firewall.finish()
        words.firewall.finish()
        numbers.firewall.apply(RegistrationUpdate([.login(user: "x", address: IPAddress(v4: 1), timeout: nil)]), at: numbers.time)
        numbers.firewall.takeLogEntries { entries.append($0) }
        numbers.firewall.takeLogEntries { entries.append($0) }
        let records = words.firewall.takeRecords()
        #expect(numbers.firewall.takeRecords().isEmpty)
        #expect(entries.map(\.sequenceNumber) == records.map(\.sequenceNumber))
        #expect(entries.map(\.subtype) == records.map(\.subtype))
        #expect(entries.map(\.application) == records.map(\.session.application))
        #expect(entries.map(\.rule) == records.map(\.session.rule))
        #expect(entries.map(\.endReason) == records.map(\.endReason))
        #expect(entries.map(\.bytesSent) == records.map(\.session.bytesSent))
        #expect(entries.map(\.tuple) == records.map(\.session.tuple))
        #expect(numbers.firewall.takeEndedSessions() == words.firewall.takeEndedSessions())
    }

    @Test("Without an application the metadata columns read unknown, unknown, unknown, 1")
    func metadataOfNothing() throws {
        var lab = Lab(rules: [Lab.rule("any", .allow, ["any"], Self.anyPort)])
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        _ = lab.sessions()
        let columns = Self.fields(try #require(lab.firewall.takeRecords().first))
        #expect(columns[14] == "incomplete")
        #expect(Array(columns[105...108]) == ["unknown", "unknown", "unknown", "1"])
    }

    @Test("A session whose segments contradict each other says so in JSON, in every record after that; others do not")
    func contradictions() {
        var lab = Lab(rules: [Lab.rule("any", .allow, ["any"], Self.anyPort)])
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        let place = talk.clientNext
        for text in ["GET /one", "GET /two"] {
            _ = lab.send(
                talk.client.tcp(
                    40_000, 80, flags: [.ack, .psh], sequence: place, acknowledgment: talk.serverNext, payload: Array(text.utf8)))
        }
        var other = Talk(port: 81)
        lab.send(other.handshake() + [other.send("GET / HTTP/1.1\r\n\r\n")])
        lab.firewall.finish()
        let lines = lab.firewall.takeRecords().map { record in
            var output: [UInt8] = []
            JSONLinesLogWriter().write(record, to: &output)
            return String(decoding: output, as: UTF8.self)
        }
        #expect(lines.count == 2)
        #expect(lines.map { $0.contains("\"contradictions\":true") } == lines.map { $0.contains("\"destinationPort\":80,") })
    }

    @Test("The action is the application's where the rule denies and the application says how")
    func actionSource() throws {
        var resetting = Application(name: "own", origin: .opaque)
        resetting.denyAction = .dropReset
        let silent = Application(name: "silent", origin: .opaque)
        func source(_ action: RuleAction, _ application: Application) -> TrafficLogRecord.ActionSource { .init(of: action, application) }
        #expect(source(.deny, resetting) == .application)
        for action in RuleAction.allCases {
            #expect(source(action, silent) == .policy)
            if action != .deny { #expect(source(action, resetting) == .policy) }
        }
    }

    @Test(
        "Names in a list are read back as they were, whatever is in them",
        arguments: [
            [], ["web"], ["web", "app"], ["all, of them"], ["a,b", "c"], ["\\", "\\,", ",\\"], ["a\\b", "end\\"], [",", ",,"],
            ["é,\u{301}"],
        ])
    func nameLists(names: [String]) {
        #expect(NameList.names(NameList.text(names)) == names)
    }

    @Test("A device's list reads as it is")
    func deviceList() {
        #expect(NameList.names("web,app servers,lab\\x") == ["web", "app servers", "lab\\x"])
        #expect(NameList.names(",web,,") == ["web"])
    }

    @Test("The evidence of a session that a host name identified says which")
    func hostEvidence() {
        var lab = Lab(rules: [Lab.rule("any", .allow, ["any"], Self.anyPort)])
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [talk.send("GET / HTTP/1.1\r\nHost: WWW.Shop.example\r\n\r\n")])
        let session = lab.firewall.sessions().first
        #expect(session?.application == "shop")
        #expect(session?.evidence == "host name shop.example")
    }

    @Test("A packet that is blocked without a session is logged with its user")
    func userOfRefused() {
        var lab = Lab(rules: [Lab.rule("no", .drop, ["any"], Self.anyPort)], { $0.limits.sessions = 4 })
        for number in 1...3 as ClosedRange<UInt32> {
            let source = IPAddress(v4: 0x0a01_0000 | number)
            lab.firewall.apply(RegistrationUpdate([.login(user: "lab\\user\(number)", address: source, timeout: nil)]), at: lab.time)
            _ = lab.send(PacketBuilder(from: source, to: IPAddress(v4: 0x0a02_0001)).udp(1, 2, payload: [1]))
        }
        let records = lab.firewall.takeRecords()
        #expect(records.map { $0.session.id == 0 } == [false, true, true])
        #expect(records.map(\.session.user) == ["lab\\user1", "lab\\user2", "lab\\user3"])
    }

    @Test("No ICMP error is asked for in answer to an ICMP error or to a multicast datagram")
    func noErrorAboutErrors() {
        func verdict(_ packet: [UInt8]) -> Verdict {
            var lab = Lab(rules: [
                Lab.rule("no", .drop) {
                    $0.services = ["any"]
                    $0.icmpUnreachable = true
                }
            ])
            return lab.send(packet)
        }
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        let datagram = builder.udp(1, 2, payload: [1])
        #expect(verdict(datagram).sendsUnreachable)
        #expect(verdict(builder.echo(identifier: 1, sequence: 1)).sendsUnreachable)
        #expect(!verdict(builder.icmp(type: 3, code: 3, payload: Array(datagram[14...]))).sendsUnreachable)
        #expect(!verdict(PacketBuilder(from: "2001:db8:1::1", to: "2001:db8:2::1").icmp(type: 2)).sendsUnreachable)
        #expect(!verdict(PacketBuilder(from: "10.1.0.1", to: "224.0.0.251").udp(1, 2, payload: [1])).sendsUnreachable)
    }

    @Test(
        "A hostile rule name comes back from the JSON line as it was, and the line is one line",
        arguments: ["\"}\\", "\u{0}\u{1}\u{8}\u{c}\u{1f}\u{7f}", "a\r\nb\tc", "\u{85}\u{2028}\u{2029}", "\u{202e}é😀", ""])
    func hostileNames(name: String) throws {
        var lab = Lab(rules: [Lab.rule(name, .drop, ["any"], Self.anyPort)])
        _ = lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1]))
        let record = try #require(lab.firewall.takeRecords().first)
        var output: [UInt8] = []
        JSONLinesLogWriter().write(record, to: &output)
        #expect(output.filter { $0 < 0x20 } == [0x0a])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
        #expect(object["rule"] as? String == name)
    }

    @Test("A SYN and an ACK without any answer are no handshake: the session ends after seconds, as incomplete")
    func unansweredHandshake() {
        var lab = Lab(rules: [Lab.rule("any", .allow, ["any"], Self.anyPort)])
        var talk = Talk(port: 22)
        lab.send([talk.syn(), talk.ack(), talk.send("x")])
        lab.pass(seconds: 5)
        let session = lab.firewall.takeEndedSessions().first
        #expect(session?.endReason == .agedOut)
        #expect(session?.application == "incomplete")
    }
}
