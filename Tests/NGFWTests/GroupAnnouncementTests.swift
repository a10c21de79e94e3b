import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@testable import NGFW

/// Sessions that a control session of one worker announces, and that come to another one.
@Suite("Announcements in a group")
struct GroupAnnouncementTests {
    private static let workers = [1, 2, 3, 7]
    /// Gateways of media, none of which takes part in signalling.
    private static let gateways = (20...27).map { "10.2.0.\($0)" }

    private static let signalling = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")

    private static func text(_ call: Int, at host: String = "10.1.0.1", port: Int? = nil) -> [UInt8] {
        Array(
            ("INVITE sip:bob@biloxi.example SIP/2.0\r\nVia: SIP/2.0/UDP 10.1.0.1:5060;branch=z9hG4bK\(call)\r\n\r\n"
                + "v=0\r\no=- 1 1 IN IP4 \(host)\r\ns=-\r\nc=IN IP4 \(host)\r\nt=0 0\r\nm=audio \(port ?? 40_000 + 2 * call) RTP/AVP 0\r\n")
                .utf8)
    }

    private static func invite(_ call: Int, at host: String = "10.1.0.1", port: Int? = nil) -> [UInt8] {
        signalling.udp(5_060, 5_060, payload: text(call, at: host, port: port))
    }

    private static let sound: [UInt8] = [0x80, 0] + [UInt8](repeating: 1, count: 30)

    private static func media(_ call: Int, from gateway: String? = nil, to host: String = "10.1.0.1", port: UInt16? = nil) -> [UInt8] {
        PacketBuilder(from: gateway ?? gateways[call], to: host).udp(7_000, port ?? UInt16(40_000 + 2 * call), payload: sound)
    }

    @Test("Media of a third host come under the call's rule, announced in an earlier batch and in the same", arguments: workers)
    func thirdHosts(workers: Int) throws {
        let twins = try Twins(workers, ["sip"])
        twins.send((0..<4).map { Self.invite($0) })
        twins.compareSessions()
        #expect(twins.send((0..<4).map { Self.media($0) }).allSatisfy { $0.isPass })
        let together = (4..<8).flatMap { [Self.media($0, port: 50_000), Self.invite($0), Self.media($0), Self.media($0)] }
        #expect(twins.send(together).map(\.isPass) == (4..<8).flatMap { _ in [false, true, true, true] })
        twins.compareSessions()
        // Used up, each.
        #expect(twins.send((0..<8).map { Self.media($0, from: "10.2.0.99") }).allSatisfy { !$0.isPass })
        let calls = twins.finish().filter { $0.application == "rtp-base" }
        #expect(calls.count == 8 && calls.allSatisfy { $0.rule == "control" && $0.parentID != 0 && $0.parentStart != nil })
    }

    @Test("Of those who come at once for one announced flow the first one gets it", arguments: workers)
    func onlyOne(workers: Int) throws {
        let twins = try Twins(workers, ["sip"])
        let verdicts = twins.send([Self.invite(0)] + Self.gateways.map { Self.media(0, from: $0) })
        #expect(verdicts.map(\.isPass) == [true, true] + Self.gateways.dropFirst().map { _ in false })
        twins.finish()
    }

    @Test("A flow that one worker awaits cannot be announced to another", arguments: workers)
    func takeover(workers: Int) throws {
        let twins = try Twins(workers, ["sip"]) { $0.negotiation.thirdParties = .allowed }
        let others = (2...9).map {
            PacketBuilder(from: "10.1.0.\($0)", to: "10.2.0.1").udp(5_060, 5_060, payload: Self.text($0, port: 40_000))
        }
        twins.send([Self.invite(0)] + others)
        #expect(twins.group.counters.sessionsPredicted == 2 && twins.group.counters.announcementsRefused == 16)
        twins.compareSessions()
        #expect(twins.send(Self.gateways.map { Self.media(0, from: $0) }).map(\.isPass).filter(\.self).count == 1)
        twins.finish()
    }

    @Test("There are no more announced flows than the group has room for", arguments: workers)
    func limits(workers: Int) throws {
        let twins = try Twins(workers, ["sip"]) { $0.limits.predictedSessions = 3 }
        let callers = (1...6).map {
            PacketBuilder(from: "10.1.0.\($0)", to: "10.2.0.1").udp(5_060, 5_060, payload: Self.text($0, at: "10.1.0.\($0)"))
        }
        twins.send(callers)
        #expect(twins.group.counters.sessionsPredicted == 3 && twins.group.counters.announcementsRefused == 9)
        let verdicts = twins.send((1...6).map { Self.media($0, from: "10.2.0.50", to: "10.1.0.\($0)") })
        #expect(verdicts.map(\.isPass) == [true, true, false, false, false, false])
        twins.finish()
    }

    @Test("Nothing comes of what a call announced that has ended, is blocked, or is too long ago", arguments: workers)
    func parents(workers: Int) throws {
        var twins = try Twins(workers, ["sip"])
        twins.send([Self.invite(0)])
        twins.pass(seconds: 180)
        #expect(twins.send([Self.media(0)]).allSatisfy { !$0.isPass })
        twins.finish()
        twins = try Twins(workers, ["sip"])
        twins.send([Self.invite(0), Self.invite(1)])
        try twins.replacePolicy("", [])
        #expect(twins.send([Self.media(0), Self.media(1)]).allSatisfy { !$0.isPass })
        twins.finish()
        twins = try Twins(workers, ["ftp"]) { $0.negotiation.thirdParties = .allowed }
        var talk = Talk(port: 21)
        var packets = talk.handshake() + [talk.answer("220 ftp.example FTP server ready\r\n"), talk.send("USER anonymous\r\n")]
        packets += [talk.send("PORT 10,1,0,9,19,137\r\n"), talk.send("PORT 10,1,0,9,19,138\r\n")]
        packets.append(PacketBuilder(from: "10.2.0.77", to: "10.1.0.9").tcp(20, 5_001, flags: .syn))
        #expect(try #require(twins.send(packets).last).isPass)
        let after = talk.finish()
        twins.send(after)
        twins.pass(seconds: 20)
        #expect(twins.send([PacketBuilder(from: "10.2.0.77", to: "10.1.0.9").tcp(20, 5_002, flags: .syn)]).allSatisfy { !$0.isPass })
        twins.finish()
    }

    @Test("Another policy decides running media by their call, wherever that is", arguments: workers)
    func policies(workers: Int) throws {
        let twins = try Twins(workers, ["sip"])
        let calls = 0..<Self.gateways.count
        twins.send(calls.map { Self.invite($0) } + calls.dropLast().map { Self.media($0) })
        try twins.replacePolicy("calls", ["sip"])
        twins.compareSessions()
        #expect(twins.group.sessions().allSatisfy { $0.rule == "calls" })
        // Under a rule that is gone.
        try twins.replacePolicy("other", ["ssh"], rematch: false)
        #expect(twins.send(calls.map { Self.media($0) }).allSatisfy { $0.isPass })
        #expect(twins.group.sessions().filter { $0.application == "rtp-base" }.allSatisfy { $0.rule == "calls" })
        twins.compareSessions()
        try twins.replacePolicy("other", ["ssh"])
        twins.compareSessions()
        #expect(twins.send(calls.map { Self.media($0) }).allSatisfy { !$0.isPass })
        twins.finish()
    }

    @Test("Calls and media in fragments come together", arguments: workers)
    func fragments(workers: Int) throws {
        let twins = try Twins(workers, ["sip"])
        var packets: [[UInt8]] = []
        for call in Self.gateways.indices {
            let invite = Self.signalling.udpDatagram(5_060, 5_060, payload: Self.text(call))
            packets += Self.signalling.fragments(.udp, payload: invite, size: 64)
            let media = PacketBuilder(from: Self.gateways[call], to: "10.1.0.1")
            let datagram = media.udpDatagram(7_000, UInt16(40_000 + 2 * call), payload: Self.sound)
            packets += media.fragments(.udp, payload: datagram, size: 16)
        }
        twins.send(packets)
        #expect(twins.group.counters.predictionsFulfilled == UInt64(Self.gateways.count))
        twins.finish()
    }

    @Test("Calls are followed at any port", arguments: workers)
    func unusualPorts(workers: Int) throws {
        let twins = try Twins(workers, ["sip"], services: ["any"])
        let packets = Self.gateways.indices.flatMap {
            [Self.signalling.udp(9_000 + UInt16($0), 9_100, payload: Self.text($0)), Self.media($0)]
        }
        #expect(twins.send(packets).allSatisfy { $0.isPass })
        #expect(twins.group.counters.predictionsFulfilled == UInt64(Self.gateways.count))
        twins.finish()
    }

    @Test(
        "A router's errors count for the sessions that they speak of, and are one session of their own if there are none",
        arguments: workers)
    func errors(workers: Int) throws {
        let twins = try Twins(workers, ["ssh", "ping", "icmp"])
        let router = PacketBuilder(from: "10.2.0.254", to: "10.1.0.1")
        var packets: [[UInt8]] = []
        var known: [Int] = []
        for (number, gateway) in Self.gateways.enumerated() {
            var talk = Talk(port: 22, to: gateway)
            let syn = talk.syn()
            if number.isMultiple(of: 2) { packets.append(syn) }
            known.append(packets.count)
            packets.append(router.icmp(type: 3, code: 1, payload: Array(syn.dropFirst(14))))
        }
        let verdicts = twins.send(packets)
        #expect(Set(known.map { verdicts[$0].sessionID }).count == Self.gateways.count / 2 + 1)
        twins.finish()
    }
}
