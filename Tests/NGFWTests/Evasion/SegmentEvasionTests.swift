import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// How a stream is cut, and segments that its receiver does not read as they look.
@Suite("Evasion: segments")
struct SegmentEvasionTests {
    @Test("A signature split at any byte", arguments: 1..<Attack.film.utf8.count)
    func split(at place: Int) {
        var attack = Attack()
        attack.client(String(Attack.film.prefix(place)), at: 0)
        attack.client(String(decoding: Array(Attack.film.utf8)[place...], as: UTF8.self), at: place)
        #expect(attack.blocked() == "video")
    }

    @Test("One byte a segment, minutes apart")
    func oneByteAtATime() {
        var attack = Attack()
        var verdict: Verdict?
        for (offset, byte) in Attack.film.utf8.enumerated() {
            attack.lab.pass(seconds: 100)
            verdict = attack.client(String(decoding: [byte], as: UTF8.self), at: offset)
            if verdict?.isPass == false { break }
        }
        #expect(verdict?.isPass == false)
        #expect(attack.blocked() == "video")
    }

    @Test("One byte a segment for longer than any number of packets that is looked at")
    func manyTinySegments() {
        var attack = Attack { $0.limits.inspectedPackets = 4 }
        let stream = "GET / HTTP/1.1\r\nX: " + String(repeating: "y", count: 100) + "\r\nHost: shop.example\r\n\r\n"
        for (offset, byte) in stream.utf8.enumerated() { attack.client(String(decoding: [byte], as: UTF8.self), at: offset) }
        #expect(attack.application() == "shop")
    }

    @Test("The last piece first")
    func lastFirst() {
        var attack = Attack()
        let bytes = Array(Attack.film.utf8)
        for start in stride(from: bytes.count - 2, through: 0, by: -2) {
            attack.client(String(decoding: bytes[start..<start + 2], as: UTF8.self), at: start)
        }
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes in the SYN that the server leaves out are no part of the stream")
    func dataInSYN() {
        var attack = Attack(opens: false)
        attack.send(attack.talk.syn(payload: Array(Attack.lure.utf8)))
        attack.talk.clientNext = attack.first
        #expect(attack.lab.send([attack.talk.synAck(), attack.talk.ack()]).isPass)
        #expect(!attack.client(Attack.film, at: 0).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes in the SYN that the server takes are")
    func dataInSYNCounts() {
        var attack = Attack(opens: false)
        attack.send(attack.talk.syn(payload: Array("GET /fi".utf8)))
        #expect(attack.lab.send([attack.talk.synAck(), attack.talk.ack()]).isPass)
        attack.client("lm HTTP/1.1\r\n\r\n", at: 7)
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes before the server has answered are thrown away by it, and do not pass")
    func beforeTheAnswer() {
        for flags in [[.ack, .psh], .psh] as [TCPFlags] {
            var attack = Attack(opens: false)
            attack.send(attack.talk.syn())
            #expect(attack.client(Attack.lure, at: 0) { $0.flags = flags }.reason == .outOfWindow)
            #expect(attack.lab.send([attack.talk.synAck(), attack.talk.ack()]).isPass)
            attack.client(Attack.film, at: 0)
            #expect(attack.blocked() == "video")
        }
    }

    @Test("Bytes without ACK between SYN-ACK and ACK, which the server throws away")
    func withoutACK() {
        var attack = Attack(opens: false)
        attack.lab.send([attack.talk.syn(), attack.talk.synAck()])
        for flags in [[], .psh, [.fin, .psh, .urg]] as [TCPFlags] {
            #expect(attack.client(Attack.lure, at: 0) { $0.flags = flags }.reason == .outOfWindow)
        }
        #expect(attack.lab.send(attack.talk.ack()).isPass)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("Neither flag nor all flags, on an open connection and without one")
    func nullAndChristmasTree() {
        for flags in [[], [.fin, .psh, .urg]] as [TCPFlags] {
            var attack = Attack()
            #expect(attack.client("x", at: 0) { $0.flags = flags }.reason == .outOfWindow)
            var none = Attack(opens: false)
            #expect(none.client("x", at: 0) { $0.flags = flags }.reason == .nonSYN)
            #expect(none.lab.firewall.sessionCount == 0)
        }
    }

    @Test("SYN with FIN opens like a SYN and is looked up; SYN with RST opens nothing")
    func synWithOthers() {
        var attack = Attack(opens: false)
        #expect(attack.lab.send(attack.talk.client.tcp(40_000, 80, flags: [.syn, .rst], sequence: 1_000)).reason == .nonSYN)
        #expect(attack.lab.send(attack.talk.client.tcp(40_000, 80, flags: [.syn, .fin], sequence: 1_000)).isPass)
        _ = attack.talk.syn()
        attack.lab.send([attack.talk.synAck(), attack.talk.ack()])
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("A SYN-ACK that nobody asked for opens nothing")
    func unaskedAnswer() {
        var attack = Attack(opens: false)
        _ = attack.talk.syn()
        #expect(attack.lab.send(attack.talk.synAck()).reason == .nonSYN)
    }

    @Test("A handshake in four parts, the server's SYN apart from its ACK, does not turn the roles")
    func splitHandshake() {
        var attack = Attack(opens: false)
        let reply = attack.talk.client.reply
        let serverISN = attack.talk.serverNext
        attack.send(attack.talk.syn())
        #expect(attack.lab.send(reply.tcp(80, 40_000, flags: .syn, sequence: serverISN)).isPass)
        attack.talk.serverNext &+= 1
        _ = attack.lab.send(
            attack.talk.client.tcp(
                40_000, 80, flags: [.syn, .ack], sequence: attack.first &- 1, acknowledgment: attack.talk.serverNext))
        attack.send(reply.tcp(80, 40_000, flags: .ack, sequence: attack.talk.serverNext, acknowledgment: attack.first))
        let verdict = attack.client(Attack.film, at: 0)
        #expect(!verdict.isPass)
        #expect(verdict.direction == .clientToServer)
        #expect(attack.blocked() == "video")
    }

    @Test("The signature across the end of the sequence numbers", arguments: 0..<UInt32(Attack.film.utf8.count))
    func wrap(before: UInt32) {
        var attack = Attack(firstSequence: 0 &- before &- 1)
        attack.client("GET /fi", at: 0)
        attack.client("lm HTTP/1.1\r\n\r\n", at: 7)
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes behind the datagram, as links fill up, are not looked at")
    func trailer() {
        var attack = Attack()
        let verdict = attack.lab.send(attack.talk.ack() + Array(Attack.lure.utf8))
        #expect(verdict.isPass)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes beyond the receiver's window, closed or ignored, do not pass")
    func beyondTheWindow() {
        var attack = Attack()
        attack.client("GET", at: 0)
        attack.acknowledge(3, window: 0)
        // The window of the handshake reaches as far as it did; nothing beyond may be sent.
        #expect(attack.client(Attack.lure, at: 66_000).reason == .outOfWindow)
        attack.client(" /film HTTP/1.1\r\n\r\n", at: 3)
        #expect(attack.blocked() == "video")
    }

    @Test("A window scale given twice: data beyond either reading of the window never stand for what is read")
    func repeatedOptions() {
        var attack = Attack(opens: false)
        let scale: [UInt8] = [3, 3, 0, 3, 3, 14, 1, 1]
        attack.lab.send([
            attack.talk.client.tcp(40_000, 80, flags: .syn, sequence: 1_000, options: scale),
            attack.talk.client.reply.tcp(
                80, 40_000, flags: [.syn, .ack], sequence: attack.talk.serverNext, acknowledgment: attack.first, options: scale),
        ])
        attack.talk.serverNext &+= 1
        #expect(attack.lab.send(attack.talk.client.tcp(40_000, 80, sequence: attack.first, acknowledgment: attack.talk.serverNext)).isPass)
        #expect(attack.client(Attack.lure, at: 70_000).reason == .outOfWindow)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("Options that nobody knows, or that end too early, do not move the payload")
    func oddOptions() {
        for options in [[254, 4, 1, 2], [99, 40, 0, 0], [8, 1, 0, 0], [1, 1, 1, 253]] as [[UInt8]] {
            var attack = Attack()
            attack.client(Attack.film, at: 0) { $0.options = options }
            #expect(attack.blocked() == "video")
        }
    }

    @Test("A data offset of less than a header, or beyond the segment, is no TCP", arguments: [0, 4, 15] as [UInt8])
    func dataOffset(words: UInt8) {
        var attack = Attack()
        var packet = attack.segment(Attack.lure, at: 0)
        packet[14 + 20 + 12] = words << 4
        #expect(attack.lab.send(packet).reason == .undecodable)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test(
        "Bytes in a SYN that is given up for one with another number count for nothing",
        arguments: [5_000, 23, 7, -7, -23, -5_000], [Attack.lure, Attack.harmless, "x"])
    func anotherSYN(distance: Int, lure: String) {
        var attack = Attack(firstSequence: 100_000, opens: false)
        let bait = attack.talk.client.timeToLive(2).tcp(
            40_000, 80, flags: .syn, sequence: UInt32(100_000 - distance), payload: Array(lure.utf8))
        #expect(attack.send(bait).isPass)
        #expect(attack.lab.send(attack.talk.handshake()).isPass)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("A second SYN-ACK with another number does not pass, with bytes in the first or without", arguments: ["", Attack.lure])
    func anotherAnswer(lure: String) {
        for distance in [5_000, 7, -7, -5_000] {
            var attack = Attack(opens: false)
            attack.send(attack.talk.syn())
            let other = attack.talk.serverNext &+ UInt32(truncatingIfNeeded: distance)
            let bait = attack.talk.client.reply.timeToLive(2).tcp(
                80, 40_000, flags: [.syn, .ack], sequence: other, acknowledgment: attack.first, payload: Array(lure.utf8))
            #expect(attack.send(bait).isPass)
            #expect(attack.send(attack.talk.synAck()).reason == .outOfWindow)
        }
    }
}
