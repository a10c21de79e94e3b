import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("Fragment reassembly")
struct ReassemblerTests {
    /// 200 bytes that tell every place apart.
    static let data = (0..<200).map { UInt8($0) }

    /// Adds packets a millisecond apart and returns the last whole datagram.
    private func add(_ packets: [[UInt8]], to reassembler: inout FragmentReassembler, from start: Int64 = 0) throws -> [UInt8]? {
        var whole: [UInt8]?
        for (index, bytes) in packets.enumerated() {
            let packet = try decode(bytes)
            whole = reassembler.add(bytes.span, packet, at: Timestamp(seconds: start, nanoseconds: Int64(index) * 1_000_000)) ?? whole
        }
        return whole
    }

    private func datagram(_ builder: PacketBuilder) -> [UInt8] { builder.udpDatagram(4000, 53, payload: Self.data) }

    @Test("fragments in any order become the datagram that was sent", arguments: clients, 0..<6)
    func anyOrder(builder: PacketBuilder, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var fragments = builder.fragments(.udp, payload: datagram(builder), size: 48)
        #expect(fragments.count == 5)
        if seed > 0 { fragments.shuffle(using: &random) }
        var reassembler = FragmentReassembler()
        let whole = try #require(try add(fragments, to: &reassembler))
        #expect(whole == builder.link(.raw).packet(.udp, payload: datagram(builder)))
        let packet = try decode(whole, .raw)
        #expect(packet.fragment == nil && packet.tuple.destinationPort == 53)
        #expect(payload(whole, packet) == Self.data)
        #expect(reassembler.count == 0)
        #expect(reassembler.counters.reassembled == 1 && reassembler.counters.fragments == 5)
    }

    @Test("options and extension headers of the first fragment stay")
    func headers() throws {
        for builder in [client.options([7, 7, 4, 0, 0, 0, 0]), client6.extensionHeaders([.init(.hopByHop), .init(.ipv6Destination)])] {
            var reassembler = FragmentReassembler()
            let whole = try add(builder.fragments(.udp, payload: datagram(builder), size: 96), to: &reassembler)
            #expect(whole == builder.link(.raw).packet(.udp, payload: datagram(builder)))
        }
    }

    @Test("only a first fragment has ports, and none when its transport header comes later", arguments: clients)
    func ports(builder: PacketBuilder) throws {
        let fragments = builder.fragments(.tcp, payload: builder.tcpSegment(4000, 22, payload: Self.data), size: 8)
        let first = try decode(fragments[0])
        #expect(first.fragment?.offset == 0 && first.fragment?.identification == 1 && first.fragment?.moreFollow == true)
        #expect(first.tuple.destinationPort == 22 && first.tcp == nil)
        let second = try decode(fragments[1])
        #expect(second.tuple.sourcePort == 0 && second.tuple.ipProtocol == .tcp && second.fragment?.offset == 8)
        let last = try #require(fragments.last)
        #expect(try decode(last).fragment?.moreFollow == false)
        var reassembler = FragmentReassembler()
        let whole = try #require(try add(fragments, to: &reassembler))
        #expect(try decode(whole, .raw).tcp != nil)
    }

    @Test("datagrams are kept apart by identification, addresses and, in IPv4, protocol")
    func apart() throws {
        var reassembler = FragmentReassembler()
        let halves = client.fragments(.udp, payload: datagram(client), size: 104)
        let others = [
            client.identification(2), PacketBuilder(from: "10.0.0.3", to: "10.0.0.2"), PacketBuilder(from: "10.0.0.1", to: "10.0.0.3"),
        ].map { $0.fragments(.udp, payload: datagram($0), size: 104)[1] }
        let otherProtocol = client.fragments(.gre, payload: datagram(client), size: 104)[1]
        #expect(try add([halves[0]] + others + [otherProtocol], to: &reassembler) == nil)
        #expect(reassembler.count == 5)
        #expect(try add([halves[1]], to: &reassembler) != nil)
    }

    @Test("a repeated fragment changes nothing", arguments: clients)
    func repeated(builder: PacketBuilder) throws {
        let fragments = builder.fragments(.udp, payload: datagram(builder), size: 48)
        var reassembler = FragmentReassembler()
        let whole = try add([fragments[0], fragments[0], fragments[4], fragments[4]] + fragments[1...3], to: &reassembler)
        #expect(whole == builder.link(.raw).packet(.udp, payload: datagram(builder)))
        #expect(reassembler.counters.conflicting == 0)
    }

    @Test("an IPv6 datagram with overlapping fragments is dropped, and what comes of it later too (RFC 5722)")
    func overlapIPv6() throws {
        let fragments = client6.fragments(.udp, payload: datagram(client6), size: 48)
        let overlap = client6.fragment(.udp, payload: Array(datagram(client6)[40..<96]), offset: 40, moreFollow: true)
        var reassembler = FragmentReassembler()
        #expect(try add([fragments[0], overlap] + fragments, to: &reassembler) == nil)
        #expect(reassembler.counters.conflicting == 1 && reassembler.counters.reassembled == 0)
    }

    @Test("an IPv4 overlap with the same bytes is merged, wherever it lies", arguments: [(40, 96), (0, 200), (96, 208), (8, 16)])
    func overlapIPv4(lower: Int, upper: Int) throws {
        let data = datagram(client)
        let fragments = client.fragments(.udp, payload: data, size: 48)
        let overlap = client.fragment(.udp, payload: Array(data[lower..<upper]), offset: lower, moreFollow: upper < data.count)
        for order in [
            [fragments[0], overlap] + fragments[1...], [fragments[1], fragments[3], overlap, fragments[0], fragments[2], fragments[4]],
        ] {
            var reassembler = FragmentReassembler()
            #expect(try add(order, to: &reassembler) == client.link(.raw).packet(.udp, payload: data))
            #expect(reassembler.counters.conflicting == 0)
        }
    }

    @Test("an IPv4 overlap with other bytes drops the datagram")
    func conflictIPv4() throws {
        let data = datagram(client)
        var forged = Array(data[40..<96])
        forged[50] ^= 1
        let fragments = client.fragments(.udp, payload: data, size: 48)
        var reassembler = FragmentReassembler()
        let overlap = client.fragment(.udp, payload: forged, offset: 40, moreFollow: true)
        #expect(try add([fragments[0], fragments[1], overlap] + fragments[2...], to: &reassembler) == nil)
        #expect(reassembler.counters.conflicting == 1)
    }

    @Test("ends that contradict one another drop the datagram", arguments: clients)
    func ends(builder: PacketBuilder) throws {
        let data = datagram(builder)
        let fragments = builder.fragments(.udp, payload: data, size: 104)
        let earlierEnd = builder.fragment(.udp, payload: Array(data[104..<112]), offset: 104, moreFollow: false)
        let beyondEnd = builder.fragment(.udp, payload: Array(data[..<16]), offset: 208, moreFollow: true)
        for order in [[fragments[1], earlierEnd], [fragments[1], beyondEnd], [beyondEnd, fragments[1]]] {
            var reassembler = FragmentReassembler()
            #expect(try add(order + fragments, to: &reassembler) == nil)
            #expect(reassembler.counters.conflicting == 1)
        }
    }

    @Test("a datagram longer than the length field can say is dropped", arguments: clients)
    func tooLong(builder: PacketBuilder) throws {
        var reassembler = FragmentReassembler()
        let beyond = builder.fragment(.icmp, payload: Array(repeating: 0, count: 64), offset: 65_528, moreFollow: false)
        #expect(try add([beyond], to: &reassembler) == nil)
        #expect(reassembler.counters.oversized == 1)
    }

    @Test("the longest datagram is reassembled", arguments: clients)
    func longest(builder: PacketBuilder) throws {
        let data = (0..<(65_535 - (builder.source.isIPv4 ? 20 : 0))).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var reassembler = FragmentReassembler()
        let whole = try #require(try add(builder.fragments(.gre, payload: data, size: 1448), to: &reassembler))
        #expect(Array(whole.suffix(data.count)) == data)
    }

    @Test("fragments of a broken length, and fragments cut by the snap length, are not used")
    func unusable() throws {
        var reassembler = FragmentReassembler()
        let odd = client.fragment(.udp, payload: Array(repeating: 0, count: 15), offset: 8, moreFollow: true)
        let empty = client.fragment(.udp, payload: [], offset: 8, moreFollow: false)
        let cut = Array(client.fragment(.udp, payload: Array(repeating: 0, count: 64), offset: 8, moreFollow: true).dropLast(8))
        #expect(try add([odd, empty, cut], to: &reassembler) == nil)
        #expect(reassembler.counters.unusable == 3 && reassembler.count == 0)
    }

    @Test("a datagram waits for half the timeout and not for the whole", arguments: clients)
    func timeout(builder: PacketBuilder) throws {
        let halves = builder.fragments(.udp, payload: datagram(builder), size: 104)
        for (wait, isWhole) in [(Int64(15), true), (29, true), (30, false), (3600, false)] {
            var reassembler = FragmentReassembler()
            #expect(try add([halves[0]], to: &reassembler, from: 1000) == nil)
            #expect((try add([halves[1]], to: &reassembler, from: 1000 + wait) != nil) == isWhole, "\(wait) s")
            #expect(reassembler.counters.timedOut == (isWhole ? 0 : 1))
        }
    }

    @Test("a clock that runs backwards loses nothing")
    func backwards() throws {
        let halves = client.fragments(.udp, payload: datagram(client), size: 104)
        var reassembler = FragmentReassembler()
        #expect(try add([halves[0]], to: &reassembler, from: 1000) == nil)
        #expect(try add([halves[1]], to: &reassembler, from: 10) != nil)
    }

    @Test("the oldest datagram makes room when the table is full")
    func eviction() throws {
        var limits = Limits()
        limits.fragmentedDatagrams = 4
        var reassembler = FragmentReassembler(limits: limits)
        let halves = (0..<100).map { client.identification(UInt32($0)).fragments(.udp, payload: datagram(client), size: 104) }
        for half in halves {
            #expect(try add([half[0]], to: &reassembler) == nil)
            #expect(reassembler.count <= 4)
        }
        #expect(reassembler.counters.evicted == 96)
        #expect(try add([halves[99][1]], to: &reassembler) != nil)
        #expect(try add([halves[0][1]], to: &reassembler) == nil)
    }

    @Test("more fragments than the limit drop the datagram")
    func fragmentLimit() throws {
        var limits = Limits()
        limits.fragmentsPerDatagram = 3
        var reassembler = FragmentReassembler(limits: limits)
        #expect(try add(client.fragments(.udp, payload: datagram(client), size: 48), to: &reassembler) == nil)
        #expect(reassembler.counters.oversized == 1)
    }

    @Test("many datagrams that complete behind one that never does leave nothing behind")
    func steadyState() throws {
        var reassembler = FragmentReassembler()
        let stuck = client.identification(99_999).fragment(.udp, payload: Array(repeating: 0, count: 8), offset: 8, moreFollow: true)
        _ = reassembler.add(stuck.span, try decode(stuck), at: .zero)
        for number in 0..<10_000 {
            for bytes in client.identification(UInt32(number % 60_000)).fragments(.udp, payload: datagram(client), size: 104) {
                _ = reassembler.add(bytes.span, try decode(bytes), at: .zero)
            }
        }
        #expect(reassembler.count == 1)
        #expect(reassembler.counters.reassembled == 10_000)
    }

    @Test("a whole datagram is not a fragment")
    func notAFragment() throws {
        var reassembler = FragmentReassembler()
        #expect(try add([client.udp(1, 2)], to: &reassembler) == nil)
        #expect(reassembler.counters == FragmentReassembler.Counters())
    }

    @Test("random fragments never cross the limits", arguments: 0..<4)
    func noise(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var limits = Limits()
        limits.fragmentedDatagrams = 8
        var reassembler = FragmentReassembler(limits: limits)
        for round in 0..<3_000 {
            let builder = (clients.randomElement(using: &random) ?? client).identification(UInt32.random(in: 0..<6, using: &random))
            let bytes = builder.fragment(
                .gre, payload: random.bytes(8 * Int.random(in: 1...6, using: &random)), offset: 8 * Int.random(in: 0...5, using: &random),
                moreFollow: Int.random(in: 0..<3, using: &random) > 0)
            guard let packet = try? decode(bytes) else { continue }
            if let whole = reassembler.add(bytes.span, packet, at: Timestamp(seconds: Int64(round))) {
                let length = whole.count
                #expect(try decode(whole, .raw).datagramLength == length, "seed \(seed)")
            }
            #expect(reassembler.count <= 8)
        }
        #expect(reassembler.counters.conflicting > 0 && reassembler.counters.timedOut > 0)
    }
}
