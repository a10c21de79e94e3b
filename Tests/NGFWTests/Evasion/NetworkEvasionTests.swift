import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Headers of IP, and messages of ICMP, that are not what they look like.
@Suite("Evasion: IP and ICMP")
struct NetworkEvasionTests {
    private static let ipv4 = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1")
    private static let ipv6 = PacketBuilder(from: "2001:db8:1::1", to: "2001:db8:2::1")

    /// Lets web-browsing and dns pass, nothing else.
    private static func lab() -> Lab { Lab(rules: [Lab.rule("some", .allow, ["web-browsing", "dns"])]) }

    @Test("A header shorter than any can be, or a datagram shorter than its header, is none")
    func shortHeader() {
        var lab = Self.lab()
        let datagram = Self.ipv4.udp(5_000, 53, payload: [1])
        for (place, value) in [(14, 0x44), (14, 0x40), (14 + 3, 10), (14, 0x65)] as [(Int, UInt8)] {
            var packet = datagram
            packet[place] = value
            #expect(lab.send(packet).reason == .undecodable)
        }
        #expect(lab.firewall.sessionCount == 0)
    }

    @Test("A length of UDP beyond its datagram is an error; what stands behind a shorter one is not looked at")
    func lengthOfUDP() {
        var lab = Lab(rules: [Lab.rule("dns", .allow, ["dns"]) { $0.services = ["any"] }])
        let query: [UInt8] = [0, 7, 1, 0, 0, 1]
        var beyond = Self.ipv4.udp(5_000, 53, payload: query)
        beyond[14 + 20 + 5] = 200
        #expect(lab.send(beyond).reason == .undecodable)
        var shorter = Self.ipv4.udp(5_000, 53, payload: query)
        shorter[14 + 20 + 5] = 8 + 3
        _ = lab.send(shorter)
        #expect(lab.firewall.sessions().first?.application == "undecided")
    }

    @Test("TCP behind extension headers is TCP")
    func behindExtensionHeaders() {
        var lab = Lab(rules: Attack.rules)
        let chain: [PacketBuilder.ExtensionHeader] = [
            .init(.hopByHop), .init(.ipv6Destination, body: [1, 12] + Array(repeating: 0, count: 12)),
        ]
        let builder = Self.ipv6.extensionHeaders(chain)
        lab.send([
            builder.tcp(40_000, 80, flags: .syn, sequence: 1_000),
            Self.ipv6.reply.tcp(80, 40_000, flags: [.syn, .ack], sequence: 9_000, acknowledgment: 1_001),
            builder.tcp(40_000, 80, flags: .ack, sequence: 1_001, acknowledgment: 9_001),
        ])
        let film = builder.tcp(40_000, 80, flags: .ack, sequence: 1_001, acknowledgment: 9_001, payload: Array(Attack.film.utf8))
        #expect(!lab.send(film).isPass)
        #expect(lab.firewall.sessions().map(\.application) == ["video"])
    }

    @Test("A chain of more extension headers than anybody sends does not pass")
    func endlessChain() {
        var lab = Lab(rules: Attack.rules)
        let chain = Array(repeating: PacketBuilder.ExtensionHeader(.ipv6Destination), count: 17)
        #expect(lab.send(Self.ipv6.extensionHeaders(chain).udp(5_000, 53, payload: [1])).reason == .undecodable)
        #expect(lab.send(Self.ipv6.extensionHeaders(Array(chain.dropLast())).udp(5_000, 53, payload: [1])).isPass)
    }

    @Test("A header that nobody knows is a protocol of its own: no rule for TCP lets it pass", arguments: [139, 140, 253, 254] as [UInt8])
    func unknownExtensionHeader(number: UInt8) {
        var lab = Self.lab()
        let hidden: [UInt8] = [6, 0] + Array(repeating: 0, count: 6) + Self.ipv6.tcpSegment(40_000, 80, flags: .syn)
        #expect(!lab.send(Self.ipv6.packet(IPProtocol(rawValue: number), payload: hidden)).isPass)
    }

    @Test("A routing header with hosts still to visit names another destination than the rules see: it does not pass")
    func routingHeader() {
        func packet(left: UInt8, type: UInt8) -> [UInt8] {
            let body: [UInt8] = [type, left, 0, 0, 0, 0] + Array(repeating: 7, count: 16)
            return Self.ipv6.extensionHeaders([.init(.ipv6Routing, body: body)]).udp(5_000, 53, payload: [1])
        }
        var lab = Lab(rules: Attack.rules)
        for type in [0, 4] as [UInt8] {
            #expect(lab.send(packet(left: 1, type: type)).reason == .undecodable)
            #expect(lab.send(packet(left: 0, type: type)).isPass)
        }
    }

    @Test("From and to one address and port: one session, one direction")
    func landAttack() {
        var lab = Lab(rules: Attack.rules)
        let land = PacketBuilder(from: "10.2.0.1", to: "10.2.0.1")
        let verdict = lab.send(land.tcp(80, 80, flags: .syn, sequence: 5))
        #expect(verdict.isPass)
        #expect(lab.send(land.tcp(80, 80, flags: .syn, sequence: 5)).sessionID == verdict.sessionID)
        #expect(lab.firewall.sessionCount == 1)
    }

    @Test("Forged errors of ICMP end no session and stop no inspection")
    func forgedErrors() {
        var attack = Attack()
        attack.client("GET /", at: 0)
        let quoted = Array(attack.segment("", at: 0)[14...])
        for code in 0..<16 as Range<UInt8> { attack.send(attack.talk.client.reply.icmp(type: 3, code: code, payload: quoted)) }
        attack.lab.pass(seconds: 3_000)
        #expect(attack.lab.firewall.sessionCount == 1)
        attack.client("film HTTP/1.1\r\n\r\n", at: 5)
        #expect(attack.blocked() == "video")
    }

    @Test("An error that quotes a segment which its receiver cannot have sent is none of the session's", arguments: [1, 70_000, -70_000])
    func forgedQuotation(offset: Int) {
        var lab = Lab(rules: [Lab.rule("web", .allow, ["web-browsing"])])
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [talk.send("GET / HTTP/1.1\r\n")])
        func error(_ offset: Int) -> [UInt8] {
            let quoted = talk.client.tcp(40_000, 80, sequence: talk.clientNext &+ UInt32(truncatingIfNeeded: offset))
            return PacketBuilder(from: "10.9.9.9", to: "10.1.0.1").icmp(type: 3, code: 4, payload: Array(quoted[14...]))
        }
        #expect(!lab.send(error(offset)).isPass)
        #expect(lab.send(error(-16)).isPass)
    }

    @Test("An error about a blocked session does not pass")
    func errorOfBlocked() {
        var attack = Attack()
        attack.client(Attack.film, at: 0)
        let quoted = Array(attack.segment("", at: 0)[14...])
        #expect(!attack.lab.send(attack.talk.client.reply.icmp(type: 3, code: 1, payload: quoted)).isPass)
    }

    @Test("An error that quotes junk, or too little, speaks of no session and is looked up for itself")
    func junkInError() {
        var lab = Lab(rules: [Lab.rule("udp", .allow, ["dns"])])
        let query = Self.ipv4.udp(5_000, 53, payload: [0, 7, 1, 0, 0, 1])
        #expect(lab.send(query).isPass)
        let quoted = Array(query[14...])
        var otherLength = quoted
        otherLength[0] = 0x4f
        for junk in [[], Array(quoted.prefix(20)), Array(quoted.prefix(23)), otherLength, Array(repeating: 0x45, count: 40)] {
            #expect(!lab.send(Self.ipv4.reply.icmp(type: 3, code: 3, payload: junk)).isPass)
        }
        #expect(lab.send(Self.ipv4.reply.icmp(type: 3, code: 3, payload: quoted)).isPass)
    }

    @Test("An answer of ICMP echo with another identifier is another session")
    func otherEcho() {
        var lab = Lab(rules: [
            Lab.rule("out", .allow, ["ping"]) {
                $0.services = ["any"]
                $0.from = ["inside"]
            }
        ])
        #expect(lab.send(Self.ipv4.echo(identifier: 7, sequence: 1)).isPass)
        #expect(lab.send(Self.ipv4.reply.echoReply(identifier: 7, sequence: 1)).isPass)
        #expect(!lab.send(Self.ipv4.reply.echoReply(identifier: 8, sequence: 1)).isPass)
    }

    @Test("A request of echo from the other side is a session of its own, though its numbers are those of one that is allowed")
    func echoFromTheServer() {
        for builder in [Self.ipv4, Self.ipv6] {
            var lab = Lab(rules: [
                Lab.rule("out", .allow) {
                    $0.services = ["any"]
                    $0.from = ["inside"]
                }
            ])
            let request = lab.send(builder.echo(identifier: 7, sequence: 1))
            #expect(request.isPass)
            #expect(!lab.send(builder.reply.echo(identifier: 7, sequence: 1)).isPass)
            let reply = lab.send(builder.reply.echoReply(identifier: 7, sequence: 1))
            #expect(reply.isPass && reply.sessionID == request.sessionID && reply.direction == .serverToClient)
        }
    }

    @Test("A question does not come under the session of an answer that nobody asked for")
    func askedAfterwards() {
        var lab = Lab(rules: [
            Lab.rule("out", .allow) {
                $0.services = ["any"]
                $0.from = ["inside"]
            }
        ])
        let answer = lab.send(Self.ipv4.echoReply(identifier: 7, sequence: 1))
        #expect(answer.isPass)
        #expect(lab.send(Self.ipv4.echoReply(identifier: 7, sequence: 1)).sessionID == answer.sessionID)
        #expect(!lab.send(Self.ipv4.reply.echo(identifier: 7, sequence: 1)).isPass)
        // Nor where its own session was over when the answer came.
        lab.pass(seconds: 100)
        #expect(!lab.send(Self.ipv4.reply.echo(identifier: 7, sequence: 2)).isPass)
        lab.time = lab.time.advanced(bySeconds: 60)
        #expect(lab.send(Self.ipv4.echoReply(identifier: 7, sequence: 2)).isPass)
        #expect(!lab.send(Self.ipv4.reply.echo(identifier: 7, sequence: 2)).isPass)
    }

    @Test("Messages of ICMP of other types, other codes, or the other way come under no session but their own")
    func otherMessages() throws {
        var lab = Lab(rules: [
            Lab.rule("stamps", .allow, ["time-stamp"]) {
                $0.services = ["any"]
                $0.from = ["inside"]
            }
        ])
        let request = lab.send(Self.ipv4.icmp(type: 13, rest: 1))
        #expect(request.isPass)
        for type in [17, 5, 3, 40] as [UInt8] { #expect(!lab.send(Self.ipv4.icmp(type: type)).isPass) }
        #expect(!lab.send(Self.ipv4.reply.icmp(type: 13, rest: 1)).isPass)
        let reply = lab.send(Self.ipv4.reply.icmp(type: 14, rest: 1))
        #expect(reply.isPass && reply.sessionID == request.sessionID && reply.direction == .serverToClient)
        #expect(lab.send(Self.ipv4.icmp(type: 13, code: 1)).sessionID != request.sessionID)
        let session = try #require(lab.firewall.sessions().first { $0.id == request.sessionID })
        #expect(session.tuple.sourcePort == 0 && session.tuple.destinationPort == 0)
        // An error about it is its own.
        let quoted = Array(Self.ipv4.icmp(type: 13, rest: 1)[14...])
        #expect(lab.send(Self.ipv4.reply.icmp(type: 3, code: 1, payload: quoted)).sessionID == request.sessionID)
        let otherType = Array(Self.ipv4.icmp(type: 15, rest: 1)[14...])
        #expect(!lab.send(Self.ipv4.reply.icmp(type: 3, code: 1, payload: otherType)).isPass)
    }

    @Test("Solicitation and advertisement between two hosts are one session; other messages of ICMPv6 are their own")
    func neighbours() {
        var lab = Lab(rules: [Lab.rule("all", .allow) { $0.services = ["any"] }])
        let first = lab.send(Self.ipv6.icmp(type: 135))
        #expect(lab.send(Self.ipv6.reply.icmp(type: 136)).sessionID == first.sessionID)
        var others: Set<UInt64> = [first.sessionID]
        for type in [133, 137, 139, 143] as [UInt8] { others.insert(lab.send(Self.ipv6.icmp(type: type)).sessionID) }
        #expect(others.count == 5)
    }

    @Test("An error that does not quote the sequence number of a segment is none of the session's", arguments: 24..<28)
    func shortQuotation(count: Int) {
        var lab = Lab(rules: [Lab.rule("web", .allow, ["web-browsing"])])
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [talk.send("GET / HTTP/1.1\r\n")])
        let quoted = Array(talk.client.tcp(40_000, 80, sequence: talk.clientNext &- 16, acknowledgment: talk.serverNext)[14...])
        let router = PacketBuilder(from: "10.9.9.9", to: "10.1.0.1")
        #expect(!lab.send(router.icmp(type: 3, code: 4, payload: Array(quoted.prefix(count)))).isPass)
        #expect(lab.send(router.icmp(type: 3, code: 4, payload: Array(quoted.prefix(28)))).isPass)
    }

    @Test("A source route with hosts still to visit names another destination than the rules see: it does not pass", arguments: [131, 137])
    func sourceRoute(option: UInt8) {
        var lab = Lab(rules: Attack.rules)
        for before in [[], [1], [148, 4, 0, 0]] as [[UInt8]] {
            let pending = before + [option, 7, 4, 10, 9, 9, 9]
            #expect(lab.send(Self.ipv4.options(pending).udp(5_000, 53, payload: [1])).reason == .undecodable)
            let visited = before + [option, 7, 8, 10, 9, 9, 9]
            #expect(lab.send(Self.ipv4.options(visited).udp(5_000, 53, payload: [1])).isPass)
        }
        for broken in [[option], [option, 0, 4, 0], [option, 2], [7, 39, 4], [0, option, 7, 4]] as [[UInt8]] {
            #expect(lab.send(Self.ipv4.options(broken).udp(5_000, 53, payload: [1])).isPass)
        }
    }
}
