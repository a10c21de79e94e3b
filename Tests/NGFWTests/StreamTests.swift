import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Streams under inspection")
struct StreamTests {
    /// A connection from 10.1.0.1 whose client sends these pieces of a stream, by offset, after the handshake.
    private static func application(_ stream: String, _ pieces: [Range<Int>], serverAck: Int? = nil) -> String? {
        let bytes = Array(stream.utf8)
        var lab = Lab()
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        for piece in pieces {
            lab.send([
                talk.client.tcp(
                    40_000, 80, flags: .ack, sequence: talk.clientNext &+ UInt32(piece.lowerBound), acknowledgment: talk.serverNext,
                    payload: Array(bytes[piece]))
            ])
        }
        if let serverAck {
            lab.send([talk.client.reply.tcp(80, 40_000, sequence: talk.serverNext, acknowledgment: talk.clientNext &+ UInt32(serverAck))])
        }
        return lab.firewall.sessions().first?.application
    }

    private static let film = "GET /film HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(
        "Segments in any order, repeated and overlapping, give the stream",
        arguments: [
            [0..<31], [0..<3, 3..<31], [3..<31, 0..<3], [10..<31, 3..<10, 0..<3], [0..<3, 0..<3, 2..<20, 19..<31], [5..<31, 0..<9],
            [20..<31, 10..<20, 10..<20, 4..<10, 0..<4],
        ])
    func orders(pieces: [Range<Int>]) {
        #expect(Self.application(Self.film, pieces) == "video")
    }

    @Test("Of overlapping copies the first bytes count")
    func firstCopy() {
        let bad = "GET /none"
        var lab = Lab()
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        let sequence = talk.clientNext
        func segment(_ text: String, _ offset: UInt32) -> [UInt8] {
            talk.client.tcp(40_000, 80, sequence: sequence &+ offset, acknowledgment: talk.serverNext, payload: Array(text.utf8))
        }
        lab.send([segment("GET /film", 0), segment(bad, 0), segment(" HTTP/1.1\r\n", 9)])
        #expect(lab.firewall.sessions().first?.application == "video")
    }

    @Test("A gap waits for its bytes, and is given up once the peer has acknowledged beyond it")
    func gaps() {
        let stream = "xxxxxxxxxx" + Talk.sshBanner
        let end = stream.utf8.count
        #expect(Self.application(stream, [10..<end]) == "undecided")
        #expect(Self.application(stream, [10..<end], serverAck: end) == "ssh")
        // With one direction alone the number of waiting segments decides.
        let pieces = (0..<8).map { 10 + $0..<11 + $0 }
        #expect(Self.application(stream, Array(pieces.dropLast())) == "undecided")
        #expect(Self.application(stream, pieces) == "ssh")
    }

    @Test("What still waits behind a gap is looked at when the session ends")
    func endOfGap() {
        var lab = Lab()
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        talk.clientNext &+= 50
        lab.send([talk.send(Talk.sshBanner)])
        #expect(lab.sessions().map(\.application) == ["ssh"])
    }

    @Test("Waiting bytes are bounded: no room means the gap is given up")
    func reorderLimit() {
        var lab = Lab { $0.limits.reorderBytes = 100 }
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        talk.clientNext &+= 50
        lab.send([talk.send(Talk.sshBanner + String(repeating: "x", count: 100))])
        #expect(lab.firewall.sessions().first?.application == "ssh")
    }

    @Test("One direction alone is enough, from the SYN on or in mid-stream")
    func oneDirection() {
        var client = Lab()
        var talk = Talk(port: 22)
        let packets = talk.handshake()
        client.send([packets[0], packets[2], talk.send(Talk.sshBanner)])
        #expect(client.sessions().map(\.application) == ["ssh"])

        var server = Lab()
        server.send([talk.answer("login first\r\n"), talk.answer("then")])
        #expect(server.sessions().map(\.startsMidStream) == [true])

        var banner = Lab()
        var other = Talk(port: 22)
        banner.send([other.answer(Talk.sshBanner), other.serverAck()])
        #expect(banner.sessions().map(\.application) == ["ssh"])
    }

    @Test("Sequence numbers may wrap around inside the stream")
    func wrap() {
        var lab = Lab()
        var talk = Talk(port: 22, firstSequence: .max - 2)
        lab.send(talk.handshake() + [talk.send("SSH"), talk.send("-2.0-lab\r\n")])
        #expect(lab.sessions().map(\.application) == ["ssh"])
    }

    @Test("Fragments are put together before anything else looks at them")
    func fragments() {
        var lab = Lab(rules: [Lab.rule("dns", .allow, ["dns"])])
        let builder = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
        let query = builder.udpDatagram(5_000, 53, payload: [1, 2, 1, 0, 0, 1] + [UInt8](repeating: 0, count: 50))
        let parts = builder.fragments(.udp, payload: query, size: 24)
        #expect(parts.count == 3)
        #expect(lab.send(parts[0]).disposition == .hold)
        #expect(lab.send(parts[2]).disposition == .hold)
        #expect(lab.send(parts[1]).isPass)
        #expect(lab.firewall.counters.fragmentsHeld.packets == 3)
        #expect(lab.firewall.counters.reassembled.packets == 1)
        #expect(lab.sessions().map(\.application) == ["dns"])
    }

    @Test("A fragment that cannot be part of a datagram is dropped and said so")
    func badFragment() {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }])
        // Not a multiple of eight bytes, although more follow.
        let packet = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").fragment(.udp, payload: [1, 2, 3], offset: 8, moreFollow: true)
        let verdict = lab.send(packet)
        #expect(verdict.reason == .fragment)
        #expect(!verdict.isPass)
        #expect(lab.firewall.takeResourceEvents().map(\.kind) == [.fragments])
    }
}

@Suite("Limits")
struct LimitTests {
    private func datagram(_ number: Int) -> [UInt8] {
        PacketBuilder(from: IPAddress(v4: 0x0a01_0000 | UInt32(number)), to: IPAddress(v4: 0x0a02_0001)).udp(1, 2, payload: [1])
    }

    @Test("A full table refuses new sessions, counts and tells it, and keeps the old ones")
    func tableFull() throws {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }], { $0.limits.sessions = 3 })
        for number in 1...3 { #expect(lab.send(datagram(number)).isPass) }
        for _ in 0..<2 {
            let refused = lab.send(datagram(4))
            #expect(refused.reason == .sessionTableFull)
            #expect(!refused.isPass)
        }
        #expect(lab.send(datagram(2)).isPass)
        #expect(lab.firewall.counters.withoutSession(.sessionTableFull).packets == 2)
        let event = try #require(lab.firewall.takeResourceEvents().first)
        #expect(event.kind == .sessionTableFull)
        #expect(event.count == 2)
        #expect(lab.firewall.takeResourceEvents().isEmpty)
        lab.pass(seconds: 30)
        #expect(lab.send(datagram(4)).isPass)
    }

    @Test("Blocked traffic takes a quarter of the table at most; beyond it every packet is dropped and logged for itself")
    func blockedShare() {
        var lab = Lab(
            rules: [
                Lab.rule("in", .drop) {
                    $0.services = ["any"]
                    $0.destination = ["10.2.0.1"]
                }, Lab.rule("rest", .allow) { $0.services = ["any"] },
            ], { $0.limits.sessions = 8 })
        for number in 1...5 { #expect(lab.send(datagram(number)).disposition == .drop) }
        #expect(lab.firewall.sessionCount == 2)
        let records = lab.firewall.takeRecords()
        #expect(records.map { $0.session.id == 0 } == [false, false, true, true, true])
        #expect(records.allSatisfy { $0.session.application == "not-applicable" && $0.session.bytes == 29 })
        #expect(lab.firewall.counters.withoutSession(.policy).packets == 3)
        lab.pass(seconds: 60)
        #expect(lab.firewall.sessionCount == 0)
        #expect(lab.send(datagram(9)).sessionID != 0)
    }

    @Test("When too many sessions are under inspection an older one gets its final name, and the policy is asked about that")
    func inspections() {
        var lab = Lab(
            rules: [
                Lab.rule("strange", .drop, ["unknown-tcp", "unknown-udp"]) { $0.services = ["any"] },
                Lab.rule("rest", .allow) { $0.services = ["any"] },
            ], { $0.limits.inspectedSessions = 2 })
        for port in 1...4 as ClosedRange<UInt16> {
            var talk = Talk(port: 7, sourcePort: port)
            lab.send(talk.handshake() + [talk.send("?")])
        }
        #expect(lab.firewall.counters.inspectionsCutShort == 2)
        #expect(lab.firewall.takeResourceEvents().map(\.count) == [2])
        let cut = lab.firewall.sessions().filter { $0.application != "undecided" }
        #expect(cut.count == 2)
    }

    @Test("Records that nobody takes are counted and told when they are lost")
    func records() {
        var lab = Lab(rules: [Lab.rule("any", .allow) { $0.services = ["any"] }], { $0.limits.pendingRecords = 2 })
        for number in 1...5 { _ = lab.send(datagram(number)) }
        lab.firewall.finish()
        #expect(lab.firewall.takeRecords().count == 2)
        #expect(lab.firewall.takeEndedSessions().count == 2)
        #expect(lab.firewall.lostReportCounts == (3, 3))
        #expect(Set(lab.firewall.takeResourceEvents().map(\.kind)) == [.pendingRecords, .pendingSessions])
    }
}
