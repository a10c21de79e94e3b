import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Gateways, databases and remote procedures that send their clients to other ports.
@Suite("Services that others have negotiated")
struct ServiceNegotiationTests {
    @Test("media of a gateway flow where the answer to MGCP says")
    func mgcp() throws {
        var site = try Site(["mgcp"])
        let create = "CRCX 1204 aaln/1@gw.example MGCP 1.0\r\nC: A3C47F21456789F0\r\nM: recvonly\r\n"
        #expect(site.send(site.client.udp(2_727, 2_427, payload: Array(create.utf8))).isPass)
        #expect(!site.datagram("10.1.0.1", 16_384, "10.2.0.1", 3_456).isPass)
        let description = "v=0\r\no=- 1 1 IN IP4 10.2.0.1\r\ns=-\r\nc=IN IP4 10.2.0.1\r\nt=0 0\r\nm=audio 3456 RTP/AVP 0\r\n"
        let answer = "200 1204 OK\r\nI: FDE234C8\r\n\r\n" + description
        let control = site.send(site.client.reply.udp(2_427, 2_727, payload: Array(answer.utf8)))
        #expect(control.isPass)
        let media = site.datagram("10.1.0.1", 16_386, "10.2.0.1", 3_456)
        #expect(media.isPass)
        let session = try site.session(media)
        #expect(session.application == "rtp-base" && session.parentID == control.sessionID && session.rule == "control")
    }

    private static func tns(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        let length = body.count + 8
        return [UInt8(length >> 8), UInt8(length & 0xff), 0, 0, type, 0, 0, 0] + body
    }

    @Test("an Oracle listener sends its client to another port")
    func oracle() throws {
        var site = try Site(["oracle"])
        var talk = Talk(port: 1_521)
        for packet in talk.handshake() { site.send(packet) }
        let connect = Self.tns(1, [1, 0x39, 1, 0x2c] + [UInt8](repeating: 0, count: 50))
        #expect(site.send(talk.send(String(decoding: connect, as: UTF8.self))).isPass)
        #expect(!site.connect("10.1.0.1", 50_000, "10.2.0.1", 2_483).isPass)
        let address = "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=10.2.0.1)(PORT=2484)))"
        let redirect = Self.tns(5, [0, UInt8(address.utf8.count)] + Array(address.utf8))
        let control = site.send(talk.answer(String(decoding: redirect, as: UTF8.self)))
        #expect(control.isPass)
        let database = site.connect("10.1.0.1", 50_001, "10.2.0.1", 2_484)
        #expect(database.isPass)
        let session = try site.session(database)
        #expect(session.application == "oracle" && session.parentID == control.sessionID)
        #expect(!site.connect("10.1.0.1", 50_002, "10.2.0.1", 2_484).isPass)
    }

    /// A PDU of C706 with little-endian numbers.
    private static func pdu(_ type: UInt8, call: UInt8, _ body: [UInt8]) -> [UInt8] {
        let length = body.count + 16
        return [5, 0, type, 3, 0x10, 0, 0, 0, UInt8(length & 0xff), UInt8(length >> 8), 0, 0, call, 0, 0, 0] + body
    }

    private static func word(_ value: UInt8) -> [UInt8] { [value, 0, 0, 0] }

    @Test("the endpoint mapper sends its client to the port of an interface")
    func msrpc() throws {
        var site = try Site(["msrpc"])
        var talk = Talk(port: 135)
        for packet in talk.handshake() { site.send(packet) }
        // The interface of the endpoint mapper, version 3.
        let mapper: [UInt8] = [0x08, 0x83, 0xAF, 0xE1, 0x1F, 0x5D, 0xC9, 0x11, 0x91, 0xA4, 0x08, 0x00, 0x2B, 0x14, 0xA0, 0xFA, 3, 0, 0, 0]
        let bind = Self.pdu(11, call: 1, [0xd0, 0x16, 0xd0, 0x16] + Self.word(0) + [1, 0, 0, 0, 0, 0, 1, 0] + mapper)
        let question = Self.pdu(0, call: 2, Self.word(100) + [0, 0, 3, 0, 1, 2, 3])
        let floor: (UInt8) -> [UInt8] = { [19, 0, 0x0D] + [UInt8](repeating: $0, count: 18) + [2, 0, 0, 0] }
        let tower = [5, 0] + floor(1) + floor(2) + [1, 0, 0x0B, 2, 0, 0, 0, 1, 0, 7, 2, 0, 0xC2, 0x00, 1, 0, 9, 4, 0, 10, 2, 0, 1]
        let padding = [UInt8](repeating: 0, count: (4 - tower.count % 4) % 4)
        var body = Self.word(200) + [0, 0, 0, 0] + [UInt8](repeating: 7, count: 20) + Self.word(1) + Self.word(4) + Self.word(0)
        body += Self.word(1) + Self.word(3) + Self.word(UInt8(tower.count)) + Self.word(UInt8(tower.count)) + tower + padding + Self.word(0)
        let answer = Self.pdu(2, call: 2, body)
        var control: Verdict?
        for bytes in [bind, question] {
            site.send(
                talk.client.tcp(
                    talk.sourcePort, 135, flags: [.ack, .psh], sequence: talk.clientNext, acknowledgment: talk.serverNext, payload: bytes))
            talk.clientNext &+= UInt32(bytes.count)
        }
        control = site.send(
            talk.client.reply.tcp(
                135, talk.sourcePort, flags: [.ack, .psh], sequence: talk.serverNext, acknowledgment: talk.clientNext, payload: answer))
        #expect(control?.isPass == true)
        #expect(site.firewall.sessions().filter { $0.kind == .predicted }.map(\.tuple.destinationPort) == [49_664])
        let service = site.connect("10.1.0.1", 50_001, "10.2.0.1", 49_664)
        #expect(service.isPass)
        let session = try site.session(service)
        #expect(session.application == "msrpc" && session.parentID == control?.sessionID)
    }
}
