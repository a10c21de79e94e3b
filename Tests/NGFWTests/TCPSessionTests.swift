import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("TCP sessions")
struct TCPSessionTests {
    @Test("Handshake, data and teardown make one session that ends with tcp-fin")
    func wholeLife() throws {
        var lab = Lab()
        var talk = Talk(port: 22)
        lab.send(talk.handshake() + [talk.answer(Talk.sshBanner), talk.send(Talk.sshBanner)] + talk.finish())
        lab.pass(seconds: 15)
        let session = try #require(lab.firewall.takeEndedSessions().first)
        #expect(session.endReason == .tcpFIN)
        #expect(session.application == "ssh")
        #expect(session.path == ["ssh"])
        #expect(session.packetsToIdentify == 4)
        #expect(session.packetsSent == 5)
        #expect(session.packetsReceived == 3)
        #expect(session.tuple.source == IPAddress(v4: 0x0a01_0001))
        #expect(session.bytesSent == UInt64(5 * 40 + Talk.sshBanner.utf8.count))
        #expect(session.end.secondsSince(session.start) == 0)
    }

    @Test("A verified reset ends the session soon, and says from which side it came")
    func resets() {
        for (fromClient, reason) in [(true, SessionEndReason.tcpResetFromClient), (false, .tcpResetFromServer)] {
            var lab = Lab()
            var talk = Talk(port: 22)
            lab.send(talk.handshake() + [talk.send("x"), fromClient ? talk.reset() : talk.serverReset()])
            lab.pass(seconds: 14)
            #expect(lab.firewall.sessionCount == 1)
            lab.pass(seconds: 1)
            #expect(lab.firewall.takeEndedSessions().first?.endReason == reason)
        }
    }

    @Test("A reset that answers the SYN ends the session; one in the window but off the number waits longer; a wild one does nothing")
    func resetChecks() {
        var lab = Lab()
        var refused = Talk(port: 22)
        let syn = refused.syn()
        let answer = refused.client.reply.tcp(22, 40_000, flags: [.rst, .ack], sequence: 0, acknowledgment: refused.clientNext)
        lab.send([syn, answer])
        lab.pass(seconds: 15)
        #expect(lab.firewall.takeEndedSessions().first?.endReason == .tcpResetFromServer)

        var talk = Talk(port: 23)
        lab.send(talk.handshake() + [talk.reset(offset: 100)])
        lab.pass(seconds: 29)
        #expect(lab.firewall.sessionCount == 1)
        lab.pass(seconds: 1)
        #expect(lab.firewall.takeEndedSessions().first?.endReason == .tcpResetFromClient)

        var wild = Talk(port: 24)
        lab.send(wild.handshake() + [wild.reset(offset: 0x2000_0000)])
        lab.pass(seconds: 3_599)
        #expect(lab.firewall.sessionCount == 1)
        lab.pass(seconds: 1)
        #expect(lab.firewall.takeEndedSessions().first?.endReason == .agedOut)
    }

    @Test("A new SYN on a closing session starts another one; the old one says tcp-reuse unless it ended for a stronger reason")
    func reuse() {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }])
        var first = Talk(port: 22)
        var second = Talk(port: 22, firstSequence: 900_000)
        var third = Talk(port: 22, firstSequence: 5_000_000)
        lab.send(first.handshake() + [first.send("", flags: [.fin, .ack])] + second.handshake() + second.finish() + third.handshake())
        let reasons = lab.sessions().map(\.endReason)
        #expect(reasons == [.tcpReuse, .tcpFIN, .unknown])
    }

    @Test("On an open session a repeated SYN changes nothing and another SYN is rejected")
    func differentSYN() {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }])
        var talk = Talk(port: 22)
        let syn = talk.syn()
        lab.send([syn, syn, talk.synAck(), talk.ack(), syn])
        #expect(lab.firewall.sessionCount == 1)
        var other = Talk(port: 22, firstSequence: 77)
        let verdict = lab.send(other.syn())
        #expect(verdict.reason == .differentSYN)
        #expect(!verdict.isPass)
        #expect(lab.firewall.counters.withoutSession(.differentSYN).packets == 1)
        #expect(lab.sessions().map(\.packets) == [5])
    }

    @Test("Without SYN no session is made, unless it is configured; then the first sender counts as the client")
    func nonSYN() {
        var talk = Talk(port: 22)
        let packet = talk.send("hello, hello")
        var strict = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }])
        let verdict = strict.send(packet)
        #expect(verdict.reason == .nonSYN)
        #expect(verdict.disposition == .drop)
        #expect(strict.firewall.sessionCount == 0)
        #expect(strict.firewall.counters.withoutSession(.nonSYN).packets == 1)

        var lenient = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }], { $0.settings.tcp.rejectsNonSYN = false })
        #expect(lenient.send(packet).isPass)
        #expect(lenient.firewall.sessions().first?.startsMidStream == true)
        #expect(lenient.firewall.sessions().first?.tuple.destinationPort == 22)
    }

    @Test("A SYN-ACK as first packet comes from the server")
    func swappedRoles() throws {
        var lab = Lab()
        var talk = Talk(port: 22)
        _ = talk.syn()
        lab.send([talk.synAck(), talk.ack(), talk.answer(Talk.sshBanner)])
        let session = try #require(lab.sessions().first)
        #expect(session.tuple.destinationPort == 22)
        #expect(session.packetsReceived == 2)
        #expect(session.application == "ssh")
        #expect(!session.startsMidStream)
    }

    @Test("Both sides may open at once, and a SYN may carry data")
    func oddOpenings() {
        var lab = Lab()
        var talk = Talk(port: 22)
        let reply = talk.client.reply
        let synBack = reply.tcp(22, 40_000, flags: .syn, sequence: talk.serverNext)
        lab.send([talk.syn(), synBack])
        talk.serverNext &+= 1
        let one = talk.client.tcp(40_000, 22, flags: [.syn, .ack], sequence: talk.clientNext &- 1, acknowledgment: talk.serverNext)
        let other = reply.tcp(22, 40_000, flags: [.syn, .ack], sequence: talk.serverNext &- 1, acknowledgment: talk.clientNext)
        lab.send([one, other, talk.ack(), talk.send(Talk.sshBanner)])
        #expect(lab.sessions().map(\.application) == ["ssh"])

        var fast = Talk(port: 22, sourcePort: 41_000)
        lab.send([fast.syn(payload: Array(Talk.sshBanner.utf8)), fast.synAck(), fast.ack()])
        #expect(lab.sessions().map(\.application) == ["ssh"])
    }

    @Test("Without payload a session is incomplete; with too little it has insufficient data")
    func namesOfNothing() {
        var lab = Lab()
        var silent = Talk(port: 22)
        lab.send(silent.handshake() + silent.finish())
        #expect(lab.sessions().map(\.application) == ["incomplete"])
        var short = Talk(port: 22)
        lab.send(short.handshake() + [short.send("?")])
        let session = lab.sessions().first
        #expect(session?.application == "insufficient-data")
        #expect(session?.packetsToIdentify == nil)
    }

    @Test("When identification is exhausted the policy is asked about unknown-tcp")
    func unknown() throws {
        var lab = Lab(rules: [
            Lab.rule("known", .allow, ["ssh"]) { $0.services = ["any"] },
            Lab.rule("strange", .resetClient, ["unknown-tcp"]) { $0.services = ["any"] },
            Lab.rule("rest", .allow) { $0.services = ["any"] },
        ])
        var talk = Talk(port: 9_999)
        #expect(lab.send(talk.handshake()).isPass)
        var verdict = Verdict(.pass, .session)
        for _ in 0..<200 where verdict.isPass { verdict = lab.send(talk.send(String(repeating: "\u{1}", count: 1_000))) }
        #expect(verdict.disposition == .resetClient)
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.session.application == "unknown-tcp")
        #expect(record.session.rule == "strange")
    }

    @Test("An ICMP error counts for the session of the datagram it quotes, and is blocked with it")
    func icmpErrors() {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }])
        let query = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1_000, 2_000, payload: [1])
        #expect(lab.send(query).isPass)
        let error = PacketBuilder(from: "10.9.9.9", to: "10.1.0.1").icmp(type: 3, code: 3, payload: Array(query[14...]))
        let verdict = lab.send(error)
        #expect(verdict.isPass)
        #expect(verdict.direction == .serverToClient)
        #expect(lab.sessions().map(\.packets) == [2])

        // Without such a session the message stands for itself: from no zone, to inside, no rule would stop it here.
        #expect(lab.send(error).sessionID != verdict.sessionID)
    }
}

@Suite("What receivers throw away")
struct WindowTests {
    private static let rules = [Lab.rule("any", .allow) { $0.services = ["any"] }]

    @Test("A segment outside the windows is dropped and changes nothing")
    func outside() {
        var lab = Lab(rules: Self.rules)
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        for distance in [70_000, 0x4000_0000, 0x8000_0000, 0xf000_0000] as [UInt32] {
            let far = talk.client.tcp(
                40_000, 22, flags: [.ack, .psh], sequence: talk.clientNext &+ distance, acknowledgment: talk.serverNext, payload: [1])
            let verdict = lab.send(far)
            #expect(verdict.reason == .outOfWindow, "\(distance)")
            #expect(verdict.disposition == .drop, "\(distance)")
        }
        // Nobody can acknowledge what was not sent.
        let early = talk.client.tcp(
            40_000, 22, flags: .ack, sequence: talk.clientNext, acknowledgment: talk.serverNext &+ 1)
        #expect(lab.send(early).reason == .outOfWindow)
        #expect(lab.send(talk.send(Talk.sshBanner)).isPass)
        #expect(lab.sessions().map(\.packets) == [4])
    }

    @Test(
        "Windows grow with their scale, which both sides must offer",
        arguments: [(7, 7, true), (7, nil, false), (nil, 7, false)] as [(UInt8?, UInt8?, Bool)])
    func scale(client: UInt8?, server: UInt8?, isScaled: Bool) {
        var lab = Lab(rules: Self.rules)
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        func options(_ scale: UInt8?) -> [UInt8] { scale.map { [3, 3, $0] } ?? [] }
        lab.send([
            builder.tcp(40_000, 22, flags: .syn, sequence: 100, options: options(client)),
            builder.reply.tcp(22, 40_000, flags: [.syn, .ack], sequence: 900, acknowledgment: 101, options: options(server)),
            builder.tcp(40_000, 22, flags: .ack, sequence: 101, acknowledgment: 901),
        ])
        let far = builder.reply.tcp(22, 40_000, flags: .ack, sequence: 901 + 200_000, acknowledgment: 101, payload: [1])
        #expect(lab.send(far).isPass == isScaled)
    }

    @Test("A guessed RST is forgotten when its supposed sender goes on")
    func guessedReset() {
        var lab = Lab(rules: Self.rules)
        var talk = Talk(port: 22)
        lab.send(talk.handshake() + [talk.reset(offset: 100), talk.send("still here")])
        lab.pass(seconds: 100)
        #expect(lab.firewall.sessionCount == 1)
    }

    @Test("A SYN-ACK that answers another SYN is none of this session's")
    func wrongAnswer() {
        var lab = Lab(rules: Self.rules)
        var talk = Talk(port: 22)
        _ = lab.send(talk.syn())
        let wrong = talk.client.reply.tcp(22, 40_000, flags: [.syn, .ack], sequence: 5, acknowledgment: talk.clientNext &+ 9)
        #expect(lab.send(wrong).reason == .outOfWindow)
        #expect(lab.send(talk.synAck()).isPass)
    }

    @Test("Where asymmetric paths may be, the session goes on untracked and uninspected")
    func bypass() {
        var lab = Lab(rules: Self.rules) { $0.settings.tcp.asymmetricPath = .bypass }
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        let far = talk.client.tcp(
            40_000, 22, flags: [.ack, .psh], sequence: talk.clientNext &+ 500_000, acknowledgment: talk.serverNext, payload: [1])
        #expect(lab.send(far).isPass)
        #expect(lab.send(talk.send(Talk.sshBanner)).isPass)
        #expect(lab.sessions().map(\.application) == ["insufficient-data"])
    }

    private func segment(_ talk: Talk, _ text: String, _ offset: Int) -> [UInt8] {
        talk.client.tcp(
            40_000, 80, flags: [.ack, .psh], sequence: talk.clientNext &+ UInt32(offset), acknowledgment: talk.serverNext,
            payload: Array(text.utf8))
    }

    private static let noFilm = [Lab.rule("no film", .deny, ["video"]) { $0.services = ["any"] }] + rules

    @Test("A segment that contradicts bytes nobody has acknowledged does not pass, and the first version is inspected")
    func contradiction() {
        for (first, second, application) in [("GET /film", "GET /none", "video"), ("GET /none", "GET /film", "web-browsing")] {
            var lab = Lab(rules: Self.noFilm)
            var talk = Talk(port: 80)
            lab.send(talk.handshake())
            #expect(lab.send(segment(talk, first, 0)).isPass)
            let verdict = lab.send(segment(talk, second, 0))
            #expect(verdict.reason == .contradiction)
            #expect(!verdict.isPass)
            #expect(lab.send(segment(talk, " HTTP/1.1\r\n\r\n", 9)).isPass == (application != "video"))
            #expect(lab.firewall.counters.conflictingSegments == 1)
            #expect(lab.firewall.sessions().map(\.hasContradictions) == [true])
            #expect(lab.firewall.liveSessions().contains { SessionText.block($0).contains { $0.contains("contradicting segments") } })
            #expect(lab.sessions().map(\.application) == [application])
        }
    }

    @Test("When the policy blocks what the other version would be, it blocks the session")
    func stricterAnswer() {
        var lab = Lab(rules: Self.noFilm)
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [segment(talk, "GET /none HTTP/1.1\r\n\r\n", 0)])
        #expect(!lab.send(segment(talk, "GET /film HTTP/1.1\r\n\r\n", 0)).isPass)
        #expect(lab.firewall.sessions().map(\.state) == [.discard])
        #expect(lab.sessions().map(\.application) == ["video"])
    }

    @Test("Contradicting bytes behind a gap, and again after an acknowledgment")
    func waitingAndAcknowledged() {
        var lab = Lab(rules: Self.noFilm)
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [segment(talk, "GET", 0), segment(talk, "/film", 4)])
        #expect(lab.send(segment(talk, "/none", 4)).reason == .contradiction)

        var other = Lab(rules: Self.noFilm)
        var known = Talk(port: 80)
        other.send(known.handshake() + [known.send("GET /none"), known.serverAck()])
        known.clientNext &-= 9
        // The receiver has the first copy and reads no other: an old keep-alive probe looks like this.
        #expect(other.send(segment(known, "GET /film", 0)).isPass)
        #expect(other.firewall.counters.conflictingSegments == 0)
    }

    @Test("A wrong checksum is dropped where sums are verified")
    func checksums() {
        var lab = Lab(rules: Self.rules) { $0.verifiesChecksums = true }
        var talk = Talk(port: 22)
        var packets = talk.handshake()
        #expect(lab.send(packets[0]).isPass)
        packets[1][packets[1].count - 1] ^= 1
        #expect(lab.send(packets[1]).reason == .checksum)
        #expect(lab.firewall.counters.withoutSession(.checksum).packets == 1)

        var lenient = Lab(rules: Self.rules) {
            $0.verifiesChecksums = true
            $0.settings.tcp.isChecksumStrict = false
        }
        _ = lenient.send(packets[0])
        #expect(lenient.send(packets[1]).isPass)
    }
}
