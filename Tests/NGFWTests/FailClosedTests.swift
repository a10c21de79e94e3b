import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// What a tentative answer must not turn into: an answer for ever.
@Suite("Failing closed")
struct FailClosedTests {
    /// Only web-browsing and what belongs to it may pass, on any port.
    private static func webOnly(_ change: (inout FirewallConfiguration) -> Void = { _ in }) -> Lab {
        Lab(rules: [Lab.rule("web", .allow, ["web-browsing", "video"]) { $0.services = ["any"] }], change)
    }

    @Test("Segments far beyond the stream, which no receiver takes, do not hide the bytes that follow from inspection")
    func wildSegments() {
        var lab = Self.webOnly()
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        for number in 0..<200 as Range<UInt32> {
            let text = Array("GET / \(number)".utf8)
            lab.send([
                talk.client.tcp(
                    40_000, 80, sequence: talk.clientNext &+ 400_000 &+ 100 * number, acknowledgment: talk.serverNext, payload: text)
            ])
        }
        #expect(!lab.send([talk.send(Talk.sshBanner), talk.answer(Talk.sshBanner)]).isPass)
        #expect(lab.firewall.sessions().first?.state == .discard)
    }

    @Test("A gap that the peer has acknowledged is no trick: the bytes behind it count")
    func acknowledgedGap() {
        var lab = Self.webOnly()
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        talk.clientNext &+= 100
        #expect(lab.send([talk.send("GET /film HTTP/1.1\r\n"), talk.serverAck(), talk.send("x")]).isPass)
        #expect(lab.firewall.sessions().first?.application == "video")
    }

    @Test("One lost segment before a window of ten does not end identification")
    func lostSegment() {
        var lab = Self.webOnly()
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        let lost = talk.send("GET /film ")
        let rest = ["HTTP/1.1\r\n"] + (0..<9).map { "Field-\($0): x\r\n" }
        #expect(lab.send(rest.map { talk.send($0) }).isPass)
        #expect(lab.send(lost).isPass)
        #expect(lab.firewall.sessions().first?.application == "video")
    }

    @Test("Payload that the capture does not hold is given up on, and the policy asked", arguments: [IPProtocol.tcp, .udp])
    func cutPayload(ipProtocol: IPProtocol) {
        var lab = Self.webOnly()
        var talk = Talk(port: 80)
        if ipProtocol == .tcp { lab.send(talk.handshake()) }
        var verdict = Verdict(.pass, .session)
        for _ in 0..<100 where verdict.isPass {
            let packet = ipProtocol == .tcp ? talk.send("0123456789") : talk.client.udp(1, 80, payload: [1, 2, 3, 4, 5, 6, 7, 8, 9, 0])
            verdict = lab.send(Array(packet.dropLast(10)))
        }
        #expect(verdict.disposition == .drop)
        #expect(lab.firewall.sessions().first?.application == "insufficient-data")
    }

    @Test("Datagrams without payload, and protocols that nothing identifies, do not stay tentative")
    func nothingToInspect() {
        var lab = Self.webOnly()
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        var verdict = Verdict(.pass, .session)
        for _ in 0..<100 where verdict.isPass { verdict = lab.send(builder.udp(1, 80, payload: [])) }
        #expect(!verdict.isPass)
        #expect(!lab.send(builder.packet(IPProtocol(rawValue: 200), payload: [])).isPass)
    }

    @Test("A rule with a URL category cannot keep a session whose application is final and whose category never comes")
    func categoryNeverKnown() throws {
        var lab = Lab(rules: [
            Lab.rule("games", .allow) {
                $0.services = ["any"]
                $0.categories = ["games"]
            }
        ])
        var talk = Talk(port: 22)
        #expect(lab.send(talk.handshake()).isPass)
        #expect(!lab.send(talk.send(Talk.sshBanner)).isPass)
        #expect(lab.firewall.sessions().first?.rule == "interzone-default")
        #expect(!lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").echo(identifier: 1, sequence: 1)).isPass)
    }

    @Test("An ICMP error passes with the quoted session only on its way to who sent the quoted datagram")
    func strayError() {
        var lab = Lab(rules: [
            Lab.rule("one", .allow) {
                $0.services = ["any"]
                $0.destination = ["10.2.0.1"]
            }
        ])
        let query = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1_000, 2_000, payload: [1])
        #expect(lab.send(query).isPass)
        let quoted = Array(query[14...])
        #expect(lab.send(PacketBuilder(from: "10.2.0.1", to: "10.1.0.1").icmp(type: 3, code: 3, payload: quoted)).isPass)
        #expect(!lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.7").icmp(type: 3, code: 3, payload: quoted)).isPass)
        #expect(lab.firewall.sessions().first?.packets == 2)
    }
}
