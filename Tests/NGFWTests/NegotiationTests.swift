import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@testable import NGFW

/// A policy that allows control applications and nothing else, between a client 10.1.0.1 inside and a server 10.2.0.1 outside.
struct Site: ~Copyable {
    static let library = try? SignatureLibrary.builtIn()
    var firewall: Firewall
    var time = Lab.start
    let client = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")

    init(_ applications: [String], _ change: (inout FirewallConfiguration) -> Void = { _ in }) throws {
        let library = try #require(Self.library)
        var configuration = Lab.configuration
        change(&configuration)
        firewall = Firewall(
            configuration: configuration, library: library, policy: PolicyEngine(Self.policy("control", applications, library)))
    }

    static func policy(_ rule: String, _ applications: [String], _ library: SignatureLibrary) -> ResolvedPolicy {
        var policy = Policy(name: "site", catalogue: library.catalogue)
        policy.rules = applications.isEmpty ? [] : [Lab.rule(rule, .allow, applications)]
        policy.zones = [Zone(name: "inside"), Zone(name: "outside")]
        return ResolvedPolicy(policy)
    }

    @discardableResult
    mutating func send(_ packets: [UInt8]...) -> Verdict {
        var verdict = Verdict(.drop, .undecodable)
        for packet in packets {
            verdict = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: time)
        }
        return verdict
    }

    mutating func pass(seconds: Int64) {
        time = time.advanced(bySeconds: seconds)
        firewall.advance(to: time)
    }

    /// A control connection of FTP on which somebody has logged in.
    mutating func ftp(sourcePort: UInt16 = 40_000) -> Talk {
        var talk = Talk(port: 21, sourcePort: sourcePort)
        for packet in talk.handshake() { send(packet) }
        send(talk.answer("220 ftp.example FTP server ready\r\n"), talk.send("USER anonymous\r\n"), talk.answer("331 Password\r\n"))
        return talk
    }

    /// What becomes of a connection's first packet.
    mutating func connect(_ source: String, _ sourcePort: UInt16, _ destination: String, _ port: UInt16) -> Verdict {
        send(PacketBuilder(from: source, to: destination).tcp(sourcePort, port, flags: .syn, sequence: 1))
    }

    mutating func datagram(_ source: String, _ sourcePort: UInt16, _ destination: String, _ port: UInt16) -> Verdict {
        send(PacketBuilder(from: source, to: destination).udp(sourcePort, port, payload: [0x80, 0] + [UInt8](repeating: 1, count: 30)))
    }

    mutating func session(_ verdict: Verdict) throws -> SessionSummary {
        let sessions = firewall.sessions()
        return try #require(sessions.first { $0.id == verdict.sessionID && $0.kind == .flow })
    }
}

@Suite("Sessions that others have negotiated")
struct NegotiationTests {
    private struct Data {
        let talk: [(isClient: Bool, text: String)]
        let source: String
        let destination: String
    }

    @Test(
        "a data connection of FTP comes under the rule of its control connection",
        arguments: [
            ("PORT 10,1,0,1,19,137\r\n", "200 ok\r\n", true), ("EPRT |1|10.1.0.1|5001|\r\n", "200 ok\r\n", true),
            ("PASV\r\n", "227 Entering Passive Mode (10,2,0,1,19,137).\r\n", false),
            ("EPSV\r\n", "229 Entering Extended Passive Mode (|||5001|)\r\n", false),
        ])
    func ftp(_ command: String, _ reply: String, isActive: Bool) throws {
        var site = try Site(["ftp"])
        let server = isActive ? "10.1.0.1" : "10.2.0.1"
        let client = isActive ? "10.2.0.1" : "10.1.0.1"
        #expect(site.connect(client, 20_000, server, 5_001).disposition == .drop)
        site.pass(seconds: 600)
        var talk = site.ftp()
        let control = site.send(talk.send(command), talk.answer(reply))
        #expect(control.disposition == .pass)
        let verdict = site.connect(client, 20_000, server, 5_001)
        #expect(verdict.disposition == .pass && verdict.rule == .rule(0))
        let session = try site.session(verdict)
        #expect(session.application == "ftp-data" && session.rule == "control" && session.parentID == control.sessionID)
        #expect(try session.parentStart == site.session(control).start && session.evidence == "a control session's announcement")
        // Only the one that was announced, and only once.
        #expect(site.connect(client, 20_001, server, 5_001).disposition == .drop)
        #expect(site.connect(client, 20_000, server, 5_002).disposition == .drop)
        #expect(site.firewall.counters.sessionsPredicted == 1 && site.firewall.counters.predictionsFulfilled == 1)
    }

    @Test("a transfer of TFTP is answered from another port")
    func tftp() throws {
        var site = try Site(["tftp"])
        #expect(site.datagram("10.2.0.1", 50_000, "10.1.0.1", 2_070).disposition == .drop)
        site.pass(seconds: 600)
        let control = site.send(site.client.udp(2_070, 69, payload: [0, 1] + Array("boot.img\0octet\0".utf8)))
        #expect(control.disposition == .pass)
        let verdict = site.datagram("10.2.0.1", 50_000, "10.1.0.1", 2_070)
        #expect(try verdict.disposition == .pass && site.session(verdict).application == "tftp")
    }

    @Test("media of a SIP call flow in both directions")
    func sip() throws {
        var site = try Site(["sip"])
        func description(_ host: String, _ port: Int) -> String {
            "v=0\r\no=- 1 1 IN IP4 \(host)\r\ns=-\r\nc=IN IP4 \(host)\r\nt=0 0\r\nm=audio \(port) RTP/AVP 0\r\n"
        }
        let invite =
            "INVITE sip:bob@biloxi.example SIP/2.0\r\nVia: SIP/2.0/UDP 10.1.0.1:5060;branch=z9hG4bK1\r\n\r\n"
            + description("10.1.0.1", 49_170)
        #expect(site.send(site.client.udp(5_060, 5_060, payload: Array(invite.utf8))).disposition == .pass)
        let answer = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 10.1.0.1:5060;branch=z9hG4bK1\r\n\r\n" + description("10.2.0.1", 3_456)
        #expect(site.send(site.client.reply.udp(5_060, 5_060, payload: Array(answer.utf8))).disposition == .pass)
        #expect(site.firewall.sessions().filter { $0.kind == .predicted }.map(\.application) == ["rtp-base", "rtcp", "rtp-base", "rtcp"])
        let media = site.datagram("10.2.0.1", 3_456, "10.1.0.1", 49_170)
        #expect(try media.disposition == .pass && site.session(media).application == "rtp-base")
        // The other direction of the same flow is no flow of its own.
        #expect(site.datagram("10.1.0.1", 49_170, "10.2.0.1", 3_456).sessionID == media.sessionID)
        let control = site.datagram("10.1.0.1", 49_171, "10.2.0.1", 3_457)
        #expect(try control.disposition == .pass && site.session(control).application == "rtcp")
        #expect(site.datagram("10.1.0.1", 49_171, "10.2.0.1", 3_459).disposition == .drop)
    }

    @Test("a stream of RTSP flows to the port that SETUP agreed upon")
    func rtsp() throws {
        var site = try Site(["rtsp"])
        var talk = Talk(port: 554)
        for packet in talk.handshake() { site.send(packet) }
        site.send(
            talk.send("OPTIONS rtsp://10.2.0.1/film RTSP/1.0\r\nCSeq: 1\r\n\r\n"), talk.answer("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"),
            talk.send("SETUP rtsp://10.2.0.1/film RTSP/1.0\r\nCSeq: 2\r\nTransport: RTP/AVP;unicast;client_port=4588-4589\r\n\r\n"),
            talk.answer("RTSP/1.0 200 OK\r\nCSeq: 2\r\nTransport: RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257\r\n\r\n"))
        let verdict = site.datagram("10.2.0.1", 6_256, "10.1.0.1", 4_588)
        #expect(try verdict.disposition == .pass && site.session(verdict).application == "rtp-base")
        #expect(site.datagram("10.2.0.9", 6_257, "10.1.0.1", 4_589).disposition == .drop)
    }

    @Test("what is awaited is listed with its parent, its rule and the time it has left")
    func listing() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        let control = site.send(talk.send("PORT 10,1,0,1,19,137\r\n"))
        site.pass(seconds: 20)
        let found = site.firewall.sessions().filter { $0.kind == .predicted }
        let predicted = try #require(found.first)
        #expect(found.count == 1 && predicted.parentID == control.sessionID && predicted.rule == "control")
        #expect(predicted.application == "ftp-data" && predicted.tuple.description == "10.2.0.1[0] -> 10.1.0.1[5001] tcp")
        #expect(predicted.timeToLive == 40 && predicted.from == "outside" && predicted.to == "inside")
    }

    @Test("after a minute nothing is awaited any more")
    func time() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        site.send(talk.send("PORT 10,1,0,1,19,137\r\n"))
        site.pass(seconds: 60)
        #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_001).disposition == .drop)
        #expect(site.firewall.sessions().allSatisfy { $0.kind == .flow })
    }

    @Test("nothing is awaited of a control connection that has ended")
    func parentEnds() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        site.send(talk.send("PORT 10,1,0,1,19,137\r\n"))
        for packet in talk.finish() { site.send(packet) }
        site.pass(seconds: 20)
        #expect(site.firewall.sessionCount == 0)
        #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_001).disposition == .drop)
    }

    @Test("a running data connection stays when its control connection ends, with the parent in its log")
    func childOutlives() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        let control = site.send(talk.send("PORT 10,1,0,1,19,137\r\n"))
        let data = site.connect("10.2.0.1", 20, "10.1.0.1", 5_001)
        for packet in talk.finish() { site.send(packet) }
        site.firewall.finish()
        let records = site.firewall.takeRecords().filter { $0.subtype == .end }
        #expect(records.first { $0.session.id == data.sessionID }?.session.parentID == control.sessionID)
        #expect(records.first { $0.session.id == control.sessionID }?.session.parentID == 0)
    }

    @Test("another policy decides data connections by their control connection, and blocks both together")
    func commit() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        site.send(talk.send("PORT 10,1,0,1,19,137\r\n"), talk.send("PORT 10,1,0,1,19,138\r\n"))
        let data = site.connect("10.2.0.1", 20, "10.1.0.1", 5_001)
        let library = try #require(Site.library)
        try site.firewall.replacePolicy(Site.policy("files", ["ftp"], library), at: site.time)
        #expect(try site.session(data).rule == "files" && site.session(data).state == .active)
        try site.firewall.replacePolicy(Site.policy("", [], library), at: site.time)
        #expect(try site.session(data).state == .discard)
        #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_002).disposition == .drop)
    }

    @Test("a data connection comes under a rule that is gone when its control connection was left there, and counts as no hit")
    func goneRule() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        site.send(talk.send("PORT 10,1,0,1,19,137\r\n"))
        let library = try #require(Site.library)
        try site.firewall.replacePolicy(Site.policy("other", ["ssh"], library), rematch: false, at: site.time)
        let data = site.connect("10.2.0.1", 20, "10.1.0.1", 5_001)
        #expect(try data.disposition == .pass && site.session(data).rule == "control")
        #expect(site.firewall.hitCounts.allSatisfy { $0.count == 0 })
    }

    @Test("commands are read when segments come twice, in pieces and out of order, and not behind bytes nobody saw")
    func segments() throws {
        var site = try Site(["ftp"])
        var talk = site.ftp()
        let first = talk.send("PORT 10,1,")
        let second = talk.send("0,1,19,137\r\n")
        site.send(second, second, first, second, first)
        #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_001).disposition == .pass)
        _ = talk.send("STOR x\r\nPORT 10,1")
        site.send(talk.send(",0,1,19,137\r\nPORT 10,1,0,1,19,138\r\nPORT 10,1,0,1,19,139\r\n"), talk.serverAck())
        #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_001).sessionID != 0)
        #expect(site.connect("10.2.0.1", 21, "10.1.0.1", 5_001).disposition == .drop)
        #expect(site.connect("10.2.0.1", 21, "10.1.0.1", 5_003).disposition == .pass)
    }

    @Test("announcements that are not believed are counted, and so are those for which there is no room")
    func refusals() throws {
        var site = try Site(["ftp"]) { $0.limits.predictedSessions = 1 }
        var talk = site.ftp()
        site.send(talk.send("PORT 10,1,0,9,19,137\r\n"), talk.send("PORT 10,1,0,1,0,22\r\n"))
        #expect(site.firewall.counters.announcementsRefused == 2 && site.firewall.counters.sessionsPredicted == 0)
        site.send(talk.send("PORT 10,1,0,1,19,137\r\n"), talk.send("PORT 10,1,0,1,19,138\r\n"))
        #expect(site.firewall.counters.announcementsRefused == 3 && site.firewall.counters.sessionsPredicted == 1)
        #expect(site.firewall.takeResourceEvents().map(\.kind) == [.predictedSessions])
        #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_002).disposition == .drop)
    }

    @Test("where reading is switched off for an application, or there is no room for more, its sessions announce nothing")
    func off() throws {
        for change: (inout FirewallConfiguration) -> Void in [
            { $0.negotiation.disabled = ["ftp"] }, { $0.limits.controlSessions = 0 },
        ] {
            var site = try Site(["ftp"], change)
            var talk = site.ftp()
            site.send(talk.send("PORT 10,1,0,1,19,137\r\n"))
            #expect(site.connect("10.2.0.1", 20, "10.1.0.1", 5_001).disposition == .drop)
        }
    }

    @Test("without a policy announced sessions are named")
    func identification() throws {
        var firewall = Firewall(configuration: Lab.configuration, library: try #require(Site.library), policy: nil)
        var talk = Talk(port: 21)
        var packets = talk.handshake() + [talk.answer("220 FTP server ready\r\n"), talk.send("USER a\r\n"), talk.answer("331 ?\r\n")]
        packets += [talk.send("PORT 10,1,0,1,19,137\r\n"), PacketBuilder(from: "10.2.0.1", to: "10.1.0.1").tcp(20, 5_001, flags: .syn)]
        for packet in packets { _ = firewall.process(packet.span, wireLength: packet.count, linkType: .ethernet, at: Lab.start) }
        #expect(firewall.sessions().map(\.application) == ["ftp", "ftp-data"])
    }
}
