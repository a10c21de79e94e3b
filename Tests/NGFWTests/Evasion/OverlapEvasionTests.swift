import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Segments that say different things about the same bytes, one of which the server may never see.
@Suite("Evasion: overlapping segments")
struct OverlapEvasionTests {
    @Test("The same place with other bytes: the policy is asked about both, and the stricter answer counts")
    func equal() {
        var attack = Attack()
        #expect(attack.client(Attack.harmless, at: 0).isPass)
        #expect(!attack.client(Attack.film, at: 0).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("A smaller segment inside what is there already")
    func subset() {
        var attack = Attack()
        attack.client("GET /no", at: 0)
        #expect(attack.client("fi", at: 5).reason == .contradiction)
        attack.client("ne HTTP/1.1\r\n\r\n", at: 7)
        #expect(attack.application() == "web-browsing")
    }

    @Test("A larger segment around what is there already")
    func superset() {
        var attack = Attack()
        attack.client("GET /no", at: 0)
        #expect(!attack.client(Attack.film, at: 0).isPass)
    }

    @Test("A segment that begins in what is there and goes beyond")
    func beyondTheEnd() {
        var attack = Attack()
        attack.client("GET /no", at: 0)
        #expect(!attack.client("/film HTTP/1.1\r\n\r\n", at: 4).isPass)
        #expect(attack.counters.conflictingSegments == 1)
    }

    @Test("A segment that ends in what waits already")
    func beforeTheStart() {
        var attack = Attack()
        #expect(attack.client("none HTTP/1.1\r\n\r\n", at: 5).isPass)
        #expect(attack.client("GET /film", at: 0).reason == .contradiction)
    }

    @Test("Two segments that contradict each other behind a gap")
    func behindAGap() {
        var attack = Attack()
        attack.client("none HTTP", at: 5)
        #expect(attack.client("film HTTP", at: 5).reason == .contradiction)
        #expect(attack.client("im", at: 6).reason == .contradiction)
    }

    @Test("A segment across two that wait, of which it contradicts the second")
    func acrossTwo() {
        var attack = Attack()
        attack.client("fi", at: 5)
        attack.client("ne", at: 7)
        #expect(attack.client("/film H", at: 4).reason == .contradiction)
        attack.client("GET /", at: 0)
        attack.client(" HTTP/1.1\r\n\r\n", at: 9)
        #expect(attack.application() == "web-browsing")
    }

    @Test("Overlaps that say the same pass, in whatever pieces, and hide nothing")
    func honest() {
        var attack = Attack()
        for range in [0..<4, 2..<9, 0..<9, 8..<12] {
            let piece = String(decoding: Array(Attack.film.utf8)[range], as: UTF8.self)
            #expect(attack.client(piece, at: range.lowerBound).isPass)
        }
        #expect(attack.counters.conflictingSegments == 0)
        #expect(!attack.client(String(decoding: Array(Attack.film.utf8)[6...], as: UTF8.self), at: 6).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes that the server has acknowledged may be sent again with others: it throws them away")
    func acknowledged() {
        var attack = Attack()
        attack.client(Attack.harmless, at: 0)
        attack.acknowledge(Attack.harmless.utf8.count)
        #expect(attack.client(Attack.film, at: 0).isPass)
        #expect(attack.application() == "web-browsing")
    }

    @Test("Acknowledged in part, the rest must not change")
    func acknowledgedInPart() {
        var attack = Attack()
        attack.client(Attack.harmless, at: 0)
        attack.acknowledge(5)
        #expect(!attack.client(Attack.film, at: 0).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("A keep-alive with another byte before what was acknowledged passes and changes nothing")
    func keepAlive() {
        var attack = Attack()
        attack.client("GET /", at: 0)
        attack.acknowledge(5)
        #expect(attack.client("X", at: 4).isPass)
        #expect(!attack.client("film HTTP/1.1\r\n\r\n", at: 5).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test(
        "A lure with few hops to live is seen here alone; what follows in its place does not pass",
        arguments: [Attack.lure, Attack.harmless])
    func fewHops(lure: String) {
        var attack = Attack()
        #expect(attack.client(lure, at: 0) { $0.timeToLive = 1 }.isPass)
        #expect(!attack.client(Attack.film, at: 0).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("A lure in two pieces, replaced in two others")
    func fewHopsInPieces() {
        var attack = Attack()
        attack.client("SSH-", at: 0)
        attack.client("2.0-lure\r\n", at: 4)
        #expect(attack.application() == "ssh")
        #expect(!attack.client("GET /film", at: 0).isPass)
        #expect(!attack.client(" HTTP/1.1\r\n\r\n", at: 9).isPass)
    }

    @Test("Once the server has what made the application final, the session costs nothing more; the lure counts until then")
    func untilAcknowledged() {
        var attack = Attack()
        attack.client(Attack.lure, at: 0)
        attack.acknowledge(7)
        #expect(!attack.client("GET /film HTTP", at: 0).isPass)
        attack.acknowledge(Attack.lure.utf8.count)
        #expect(attack.client("whatever", at: Attack.lure.utf8.count).isPass)
        #expect(attack.application() == "ssh")
        #expect(attack.counters.conflictingSegments == 1)
    }

    @Test("Retransmissions of a final session's first bytes pass")
    func honestRetransmission() {
        var attack = Attack()
        attack.client(Attack.lure, at: 0)
        for offset in [0, 3, 10] {
            let again = String(Attack.lure.dropFirst(offset))
            #expect(attack.client(again, at: offset).isPass)
        }
        #expect(attack.counters.conflictingSegments == 0)
    }

    @Test("The server's lure counts as little as the client's")
    func fromTheServer() {
        var attack = Attack()
        let reply = attack.talk.client.reply
        func answer(_ text: String) -> [UInt8] {
            reply.tcp(
                80, 40_000, flags: [.ack, .psh], sequence: attack.talk.serverNext, acknowledgment: attack.first, payload: Array(text.utf8))
        }
        let packets = [answer("SSH-2.0-lure"), answer("HTTP/1.1 200")]
        #expect(attack.lab.send(packets[0]).isPass)
        #expect(attack.lab.send(packets[1]).reason == .contradiction)
    }
}
