public import NGFWCore
internal import NGFWPacket

/// Seeded traffic between few hosts over a bad network: TCP connections that open, talk, close and are attacked, datagrams, pings,
/// fragments; packets are lost, doubled, delayed, damaged and cut on the way.
///
///     var simulator = TrafficSimulator(seed: 7)
///     let packet = simulator.next()          // the same packets for the same seed, for ever
///
/// Of the connections some are *witnesses*: nothing happens to their packets, so whoever looks at them knows what is right.
public struct TrafficSimulator {
    public struct Packet {
        public var bytes: [UInt8]
        public var time: Timestamp
        /// The witness that sent it, and whether it is one of a connection that is open.
        public var witness: Int?
    }

    private struct Connection {
        var client: PacketBuilder
        var clientPort: UInt16
        var serverPort: UInt16
        var clientNext: UInt32
        var serverNext: UInt32
        var step = 0
        var lines: [[UInt8]]
        var isWitness: Bool
    }

    /// The hosts there are: clients, the client of all witnesses, servers.
    public static let clients = (1...6).map { "10.1.0.\($0)" }
    public static let witness = "10.1.0.100"
    public static let servers = (1...4).map { "10.2.0.\($0)" }

    private static let connectionCount = 24
    private static let witnessCount = 4

    private let hasCalls: Bool
    private var random: SplitMix64
    private var connections: [Connection] = []
    /// On their way, with the packets that still overtake them.
    private var delayed: [(packet: Packet, after: Int)] = []
    private var time = Timestamp(seconds: 1_763_800_000)
    private var nextPort: UInt16 = 20_000
    private var nextIdentification: UInt32 = 30_000

    /// - Parameter hasCalls: Whether there are calls among the traffic, signalled by SIP, whose media come from anywhere.
    public init(seed: UInt64, hasCalls: Bool = false) {
        self.hasCalls = hasCalls
        random = SplitMix64(seed: seed)
        for number in 0..<Self.connectionCount { connections.append(connection(isWitness: number < Self.witnessCount)) }
    }

    public mutating func next() -> Packet {
        passTime()
        if let index = delayed.firstIndex(where: { $0.after <= 0 }) { return send(delayed.remove(at: index).packet) }
        for index in delayed.indices { delayed[index].after -= 1 }
        if hasCalls, chance(15) { return impaired(Packet(bytes: call(), time: time)) }
        let number = Int.random(in: 0..<connections.count, using: &random)
        let isWitness = connections[number].isWitness
        let bytes = isWitness || chance(80) ? segment(of: number) : stray(number)
        let packet = Packet(bytes: bytes, time: time, witness: isWitness ? number : nil)
        return isWitness ? packet : impaired(packet)
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func passTime() {
        let step: Int64 =
            switch Int.random(in: 0..<1_000, using: &random) {
            case 0: 4_000_000_000
            case 1: -1_500_000_000
            default: Int64.random(in: 0...2_000_000, using: &random)
            }
        time = Timestamp(nanoseconds: time.nanoseconds + step)
    }

    private func send(_ packet: Packet) -> Packet {
        var packet = packet
        packet.time = time
        return packet
    }

    /// What the network does to a packet.
    private mutating func impaired(_ packet: Packet) -> Packet {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<5:  // Doubled.
            delayed.append((packet, Int.random(in: 0..<20, using: &random)))
            return packet
        case 5..<15:  // Overtaken.
            delayed.append((packet, Int.random(in: 1..<8, using: &random)))
            return next()
        case 15..<20: return next()  // Lost.
        case 20..<22: return Packet(bytes: random.mutated(packet.bytes), time: packet.time)
        case 22..<24: return Packet(bytes: Array(packet.bytes.prefix(Int.random(in: 0...64, using: &random))), time: packet.time)
        default: return packet
        }
    }

    // MARK: Connections

    private mutating func connection(isWitness: Bool) -> Connection {
        nextPort = nextPort == 60_000 ? 20_000 : nextPort + 1
        let client = isWitness ? Self.witness : Self.clients.randomElement(using: &random) ?? Self.witness
        let server = Self.servers.randomElement(using: &random) ?? Self.witness
        let texts = [
            ["SSH-2.0-lab\r\n", "SSH-2.0-other\r\n", "\u{0}\u{0}\u{1}key exchange"],
            ["GET /film HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nfilm", "GET /shop HTTP/1.1\r\nHost: shop.example\r\n\r\n"],
            ["hello", "good day", String(repeating: "?", count: 700), "bye"],
        ]
        let ports: [UInt16] = [22, 80, 9_000]
        let kind = isWitness ? 0 : Int.random(in: 0..<texts.count, using: &random)
        return Connection(
            client: PacketBuilder(from: client, to: server), clientPort: nextPort, serverPort: ports[kind],
            clientNext: UInt32.random(in: 0...UInt32.max, using: &random), serverNext: UInt32.random(in: 0...UInt32.max, using: &random),
            lines: texts[kind].map { Array($0.utf8) }, isWitness: isWitness)
    }

    /// The next segment of a connection: its handshake, its lines to and fro with acknowledgments, its end.
    private mutating func segment(of number: Int) -> [UInt8] {
        let step = connections[number].step
        connections[number].step += 1
        let lineCount = connections[number].lines.count
        switch step {
        case 0: return fromClient(number, .syn)
        case 1: return fromServer(number, [.syn, .ack])
        case 2: return fromClient(number, .ack)
        case 3..<(3 + 2 * lineCount):
            let line = (step - 3) / 2
            let isData = (step - 3) % 2 == 0
            let isClient = (line % 2 == 0) == isData
            let payload = isData ? connections[number].lines[line] : []
            return isClient ? fromClient(number, [.ack, .psh], payload) : fromServer(number, [.ack, .psh], payload)
        case 3 + 2 * lineCount: return fromClient(number, [.fin, .ack])
        case 4 + 2 * lineCount: return fromServer(number, [.fin, .ack])
        default:
            let last = fromClient(number, .ack)
            connections[number] = connection(isWitness: connections[number].isWitness)
            return last
        }
    }

    private mutating func fromClient(_ number: Int, _ flags: TCPFlags, _ payload: [UInt8] = []) -> [UInt8] {
        let one = connections[number]
        connections[number].clientNext &+= UInt32(payload.count) &+ (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
        return one.client.tcp(
            one.clientPort, one.serverPort, flags: flags, sequence: one.clientNext,
            acknowledgment: flags.contains(.ack) ? one.serverNext : 0, payload: payload)
    }

    private mutating func fromServer(_ number: Int, _ flags: TCPFlags, _ payload: [UInt8] = []) -> [UInt8] {
        let one = connections[number]
        connections[number].serverNext &+= UInt32(payload.count) &+ (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
        return one.client.reply.tcp(
            one.serverPort, one.clientPort, flags: flags, sequence: one.serverNext, acknowledgment: one.clientNext, payload: payload)
    }

    // MARK: Calls

    /// Hosts that send media and never signal.
    private static let gateways = (50...57).map { "10.2.0.\($0)" }

    /// A message of signalling, sometimes in fragments of which the others follow, or a datagram of media to where one may be awaited.
    private mutating func call() -> [UInt8] {
        let client = Self.clients.randomElement(using: &random) ?? Self.witness
        let server = Self.servers.randomElement(using: &random) ?? Self.witness
        let isAnswer = chance(30)
        let port = UInt16(40_000 + 2 * Int.random(in: 0..<6, using: &random))
        guard chance(40) else {
            let sender = chance(60) ? Self.gateways.randomElement(using: &random) ?? Self.witness : isAnswer ? client : server
            let media = PacketBuilder(from: sender, to: isAnswer ? server : client)
            return media.udp(chance(50) ? 7_000 : port, port &+ (chance(20) ? 1 : 0), payload: [0x80, 0] + random.bytes(30))
        }
        let stranger = (Self.clients + Self.servers).randomElement(using: &random) ?? Self.witness
        let host = chance(20) ? stranger : isAnswer ? server : client
        let first = isAnswer ? "SIP/2.0 200 OK" : "INVITE sip:bob@biloxi.example SIP/2.0"
        let text = "\(first)\r\nTo: bob\r\n\r\nv=0\r\nc=IN IP4 \(host)\r\nm=audio \(port) RTP/AVP 0\r\n"
        let builder = PacketBuilder(from: client, to: server)
        let signalling = isAnswer ? builder.reply : builder
        let ports: UInt16 = chance(80) ? 5_060 : 9_060
        guard chance(15) else { return signalling.udp(ports, ports, payload: Array(text.utf8)) }
        let datagram = signalling.udpDatagram(ports, ports, payload: Array(text.utf8))
        nextIdentification &+= 1
        let fragments = signalling.identification(nextIdentification).fragments(.udp, payload: datagram, size: 64)
        for (number, fragment) in fragments.enumerated().dropFirst() { delayed.append((Packet(bytes: fragment, time: time), number + 20)) }
        return fragments.first ?? []
    }

    // MARK: What does not belong

    /// A packet that a connection did not send: guessed, repeated, contradicting, or of no connection at all.
    private mutating func stray(_ number: Int) -> [UInt8] {
        let one = connections[number]
        let far = UInt32.random(in: 0...UInt32.max, using: &random)
        let near = one.clientNext &+ UInt32.random(in: 0...3_000, using: &random)
        let back = one.clientNext &- UInt32.random(in: 1...40, using: &random)
        let junk = random.bytes(Int.random(in: 1...60, using: &random))
        func tcp(_ flags: TCPFlags, _ sequence: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
            one.client.tcp(
                one.clientPort, one.serverPort, flags: flags, sequence: sequence, acknowledgment: one.serverNext, payload: payload)
        }
        switch Int.random(in: 0..<17, using: &random) {
        case 0: return tcp(.rst, far)
        case 1: return tcp(.rst, near)
        case 2: return tcp([.ack, .psh], far, junk)
        case 3: return tcp([.ack, .psh], near, junk)
        case 4: return tcp([.ack, .psh], back, junk)
        case 5: return tcp(.syn, far)
        case 6: return tcp([.fin, .ack], near)
        case 7: return tcp([], back, junk)
        case 8: return one.client.udp(one.clientPort, 53, payload: [0, 7, 1, 0, 0, 1] + junk)
        case 9: return one.client.echo(identifier: UInt16(number), sequence: UInt16(truncatingIfNeeded: far))
        case 10: return one.client.reply.icmp(type: 3, code: 1, payload: Array(tcp([.ack], one.clientNext).dropFirst(14)))
        case 11:
            let whole = one.client.udpDatagram(one.clientPort, 53, payload: junk + junk + junk)
            return one.client.fragments(.udp, payload: whole, size: 32).randomElement(using: &random) ?? []
        case 12: return one.client.packet(IPProtocol(rawValue: UInt8.random(in: 0...255, using: &random)), payload: junk)
        case 13: return tcp([.ack, .psh, .urg], one.clientNext, junk)
        case 14: return tcp(.psh, one.clientNext, junk)
        case 15: return one.client.timeToLive(1).tcp(one.clientPort, one.serverPort, sequence: one.clientNext, payload: junk)
        default: return random.bytes(Int.random(in: 0...80, using: &random))
        }
    }
}
