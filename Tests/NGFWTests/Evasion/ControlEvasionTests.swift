import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Segments that begin, end or answer a connection, sent to make the firewall believe what the ends do not.
@Suite("Evasion: SYN, FIN, RST and ACK")
struct ControlEvasionTests {
    private static let length = Attack.film.utf8.count

    @Test("A RST outside the window does nothing and does not pass", arguments: [70_000, -70_000, 0x4000_0000])
    func resetOutside(offset: Int) {
        var attack = Attack()
        #expect(attack.client("", at: offset) { $0.flags = .rst }.reason == .outOfWindow)
        attack.lab.pass(seconds: 3_599)
        #expect(attack.lab.firewall.sessionCount == 1)
    }

    @Test("A RST in the window but not at the number that is expected is forgotten when its supposed sender goes on")
    func resetGuessed() {
        var attack = Attack()
        attack.client("", at: 100) { $0.flags = .rst }
        attack.client("GET /", at: 0)
        attack.lab.pass(seconds: 3_000)
        #expect(attack.lab.firewall.sessionCount == 1)
        attack.client("film HTTP/1.1\r\n\r\n", at: 5)
        #expect(attack.blocked() == "video")
    }

    @Test("A right RST that dies on the way: who goes on is inspected as before")
    func resetWithFewHops() {
        var attack = Attack()
        attack.client("GET /", at: 0)
        attack.client("", at: 5) {
            $0.flags = .rst
            $0.timeToLive = 1
        }
        attack.client("film HTTP/1.1\r\n\r\n", at: 5)
        #expect(attack.blocked() == "video")
    }

    @Test("The text in a RST is no part of the stream")
    func resetWithText() {
        for offset in [0, 5] {
            var attack = Attack()
            attack.client(Attack.lure, at: offset) { $0.flags = .rst }
            attack.client(Attack.film, at: 0)
            #expect(attack.blocked() == "video")
        }
    }

    @Test("A RST that answers a SYN must acknowledge it")
    func resetOfAnotherSYN() {
        var attack = Attack(opens: false)
        attack.send(attack.talk.syn())
        let wrong = attack.talk.client.reply.tcp(80, 40_000, flags: [.rst, .ack], sequence: 0, acknowledgment: attack.first &+ 1)
        #expect(attack.lab.send(wrong).reason == .outOfWindow)
        #expect(attack.lab.send([attack.talk.synAck(), attack.talk.ack()]).isPass)
        attack.lab.pass(seconds: 60)
        #expect(attack.lab.firewall.sessionCount == 1)
    }

    @Test("A RST with another acknowledgment at the right number counts, as it does for its receiver")
    func resetWithWrongACK() {
        var attack = Attack()
        let verdict = attack.client("", at: 0) {
            $0.flags = [.rst, .ack]
            $0.acknowledgment = 7
        }
        #expect(verdict.isPass)
        attack.lab.pass(seconds: 15)
        #expect(attack.lab.firewall.takeEndedSessions().map(\.endReason) == [.tcpResetFromClient])
    }

    @Test("A FIN outside the window does not close", arguments: [70_000, -70_000])
    func finOutside(offset: Int) {
        var attack = Attack()
        #expect(attack.client("", at: offset) { $0.flags = [.fin, .ack] }.reason == .outOfWindow)
        attack.lab.pass(seconds: 3_000)
        #expect(attack.lab.firewall.sessionCount == 1)
    }

    @Test("A FIN that dies on the way: what follows in its place is inspected as before")
    func finWithFewHops() {
        var attack = Attack()
        attack.client("GET /", at: 0)
        attack.client("", at: 5) {
            $0.flags = [.fin, .ack]
            $0.timeToLive = 1
        }
        attack.client("film HTTP/1.1\r\n\r\n", at: 5)
        #expect(attack.blocked() == "video")
    }

    @Test("Bytes behind a FIN, which no receiver reads, are no part of the stream")
    func behindTheFIN() {
        var attack = Attack()
        attack.client("GET /no", at: 0) { $0.flags = [.fin, .ack] }
        attack.client("film HTTP/1.1\r\n\r\n", at: 8)
        #expect(attack.application() != "video")
        attack.client("ne HTTP/1.1\r\n\r\n", at: 7)
        #expect(attack.application() == "web-browsing")
    }

    @Test("Another SYN on an open connection does not pass and moves nothing")
    func synInside() {
        var attack = Attack()
        for sequence in [attack.first, 500_000] {
            #expect(attack.lab.send(attack.talk.client.tcp(40_000, 80, flags: .syn, sequence: sequence)).reason == .differentSYN)
        }
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("A SYN after a FIN that died on the way: the old connection's segments are not the new one's")
    func synAfterFIN() {
        var attack = Attack()
        attack.client("GET /", at: 0)
        attack.client("", at: 5) {
            $0.flags = [.fin, .ack]
            $0.timeToLive = 1
        }
        #expect(attack.lab.send(attack.talk.client.timeToLive(1).tcp(40_000, 80, flags: .syn, sequence: 900_000)).isPass)
        #expect(attack.client("film HTTP/1.1\r\n\r\n", at: 5).reason == .outOfWindow)
    }

    @Test("A SYN-ACK that answers another SYN does not open")
    func wrongAnswer() {
        var attack = Attack(opens: false)
        attack.send(attack.talk.syn())
        let wrong = attack.talk.client.reply.tcp(80, 40_000, flags: [.syn, .ack], sequence: 5, acknowledgment: attack.first &+ 9)
        #expect(attack.lab.send(wrong).reason == .outOfWindow)
        #expect(attack.lab.send([attack.talk.synAck(), attack.talk.ack()]).isPass)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("An acknowledgment of what was never sent, or long ago, does not pass; its bytes count for nothing", arguments: [1, -70_000])
    func wrongACK(offset: Int) {
        var attack = Attack()
        let wrong = attack.talk.serverNext &+ UInt32(truncatingIfNeeded: offset)
        let verdict = attack.client(Attack.lure, at: 0) { $0.acknowledgment = wrong }
        #expect(verdict.reason == .outOfWindow)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("The server cannot acknowledge a gap away that the client never filled")
    func acknowledgedGap() {
        var attack = Attack()
        #expect(attack.acknowledge(Self.length).reason == .outOfWindow)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("A blocked session stays blocked: retransmissions, and a new SYN of the same tuple, do not pass")
    func afterTheBlock() {
        var attack = Attack()
        attack.client(Attack.film, at: 0)
        #expect(!attack.client(Attack.film, at: 0).isPass)
        #expect(!attack.client(Attack.harmless, at: 0).isPass)
        #expect(!attack.lab.send(attack.talk.client.tcp(40_000, 80, flags: .syn, sequence: 77)).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("Segments of a connection that nobody saw begin do not pass")
    func midStream() {
        var attack = Attack(opens: false)
        #expect(attack.client(Attack.harmless, at: 0).reason == .nonSYN)
        #expect(attack.acknowledge(0).reason == .nonSYN)
        #expect(attack.client("", at: 0) { $0.flags = [.fin, .ack] }.reason == .nonSYN)
        #expect(attack.client("", at: 0) { $0.flags = .rst }.reason == .nonSYN)
    }

    @Test("A SYN does not end a connection of which one side has closed, unless it lies beyond what that side sent")
    func synOnHalfClosed() {
        for offset in [0, -2, -70_000] {
            var attack = Attack()
            attack.client("GET /", at: 0) { $0.flags = [.fin, .ack] }
            let place = attack.first &+ UInt32(truncatingIfNeeded: 6 + offset)
            #expect(attack.lab.send(attack.talk.client.tcp(40_000, 80, flags: .syn, sequence: place)).reason == .differentSYN)
            #expect(attack.acknowledge(6).isPass)
            #expect(attack.lab.firewall.takeEndedSessions().isEmpty)
        }
    }

    @Test("A SYN does not end a connection after a RST that may be guessed")
    func synAfterGuessedReset() {
        var attack = Attack()
        attack.client("", at: 100) { $0.flags = .rst }
        #expect(attack.lab.send(attack.talk.client.tcp(40_000, 80, flags: .syn, sequence: 900_000)).reason == .differentSYN)
        attack.client(Attack.film, at: 0)
        #expect(attack.blocked() == "video")
    }

    @Test("Where a first packet needs no SYN, an answer to nothing does not let its sender open a connection")
    func synAfterAnswer() {
        let outwards = Lab.rule("out", .allow) { ($0.from, $0.to, $0.services) = (["inside"], ["outside"], ["any"]) }
        var lab = Lab(rules: [outwards], { $0.settings.tcp.rejectsNonSYN = false })
        // The attacker is outside; its answer makes it the server of a connection that may be.
        var attacker = Talk(port: 22, from: "10.2.0.1", to: "10.1.0.1")
        let answer = attacker.client.tcp(40_000, 22, flags: [.syn, .ack], sequence: 7_000, acknowledgment: 1)
        #expect(lab.send(answer).isPass)
        for packet in attacker.handshake() { #expect(!lab.send(packet).isPass) }
        #expect(lab.firewall.sessions().map(\.state) == [.discard])
    }
}
