import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("IPv6 extension headers")
struct ExtensionHeaderTests {
    @Test(
        "each kind is passed over",
        arguments: [IPProtocol.hopByHop, .ipv6Routing, .ipv6Destination, .mobility], [0, 6, 22, 254])
    func passedOver(kind: IPProtocol, bodyLength: Int) throws {
        let bytes = client6.extensionHeaders([.init(kind, body: Array(repeating: 0, count: bodyLength))]).tcp(1, 22, payload: hello)
        let packet = try decode(bytes)
        #expect(packet.tuple.ipProtocol == .tcp && packet.tuple.destinationPort == 22)
        #expect(payload(bytes, packet) == hello)
    }

    @Test("an authentication header is the session's protocol, as in IPv4")
    func authentication() throws {
        let body = Array(repeating: UInt8(0), count: 22)
        #expect(try decode(client6.extensionHeaders([.init(.ah, body: body)]).tcp(1, 22)).tuple.ipProtocol == .ah)
        #expect(try decode(client.packet(.ah, payload: [6, 4, 0, 0] + body)).tuple.ipProtocol == .ah)
    }

    @Test("a mobility message and an empty datagram are protocols of their own")
    func terminal() throws {
        #expect(try decode(client6.packet(.mobility, payload: [59, 0, 1, 0, 0, 0, 0, 0])).tuple.ipProtocol == .mobility)
        let empty = try decode(client6.packet(.ipv6NoNext))
        #expect(empty.tuple.ipProtocol == .ipv6NoNext && empty.payloadLength == 0)
    }

    @Test("a fragment header that holds the whole datagram is passed over (RFC 6946)")
    func atomic() throws {
        let packet = try decode(client6.fragment(.udp, payload: client6.udpDatagram(7, 8), offset: 0, moreFollow: false))
        #expect(packet.fragment == nil && packet.tuple.destinationPort == 8)
    }

    @Test("the chain is bounded by the limit")
    func bounded() throws {
        var limits = Limits()
        limits.extensionHeaders = 3
        let decoder = PacketDecoder(limits: limits)
        let three = client6.extensionHeaders(Array(repeating: .init(.ipv6Destination), count: 3)).udp(7, 8)
        #expect(try decoder.decode(three.span, linkType: .ethernet).tuple.destinationPort == 8)
        let four = client6.extensionHeaders(Array(repeating: .init(.ipv6Destination), count: 4)).udp(7, 8)
        #expect(throws: PacketError(.limit, at: 0)) { try decoder.decode(four.span, linkType: .ethernet) }
    }

    @Test("a second fragment header is malformed")
    func twoFragmentHeaders() {
        let body: [UInt8] = [0, 1, 0, 0, 0, 9]
        let bytes = client6.extensionHeaders([.init(.ipv6Fragment, body: body), .init(.ipv6Fragment, body: body)]).udp(7, 8)
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
    }
}

@Suite("Malformed headers")
struct MalformedTests {
    @Test("an IPv4 header shorter than 20 bytes, or longer than its datagram", arguments: [(14, 0x44), (14, 0x40), (17, 19)])
    func headerLength(offset: Int, value: UInt8) {
        var bytes = client.tcp(1, 2)
        bytes[offset] = value
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
    }

    @Test("another IP version", arguments: [0, 1, 5, 7, 15] as [UInt8])
    func version(number: UInt8) {
        var bytes = client.link(.raw).tcp(1, 2)
        bytes[0] = number << 4 | 5
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes, .raw) }
    }

    @Test("a TCP data offset below five words or beyond the datagram", arguments: [0, 4, 6, 15] as [UInt8])
    func dataOffset(words: UInt8) {
        for builder in clients {
            var segment = builder.tcpSegment(1, 2)
            segment[12] = words << 4
            let bytes = builder.packet(.tcp, payload: segment)
            #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
        }
    }

    @Test("a UDP length below the header or beyond the datagram", arguments: [1, 7, 14, 65_535] as [UInt16])
    func udpLength(length: UInt16) {
        for builder in clients {
            var datagram = builder.udpDatagram(1, 2, payload: hello)
            datagram.set(bigEndian: length, at: 4)
            let bytes = builder.packet(.udp, payload: datagram)
            #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
        }
    }

    @Test("a UDP length of zero is malformed in IPv4 and a jumbogram's in IPv6")
    func udpLengthZero() throws {
        var datagram = client.udpDatagram(1, 2, payload: hello)
        datagram.set(bigEndian: 0, at: 4)
        let bytes = client.packet(.udp, payload: datagram)
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
        let jumbo = client6.packet(.udp, payload: datagram)
        #expect(payload(jumbo, try decode(jumbo)) == hello)
    }

    @Test("datagrams too short for their transport header", arguments: [IPProtocol.tcp, .udp, .sctp, .udpLite])
    func tooShort(ipProtocol: IPProtocol) {
        for builder in clients {
            for length in 0..<8 {
                let bytes = builder.packet(ipProtocol, payload: Array(repeating: 1, count: length)) + Array(repeating: 0, count: 40)
                let known = builder.source.isIPv4 || length > 0
                if known { #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) } }
            }
        }
    }

    @Test("a packet over the byte limit is refused")
    func packetLimit() {
        var limits = Limits()
        limits.packetBytes = 50
        let decoder = PacketDecoder(limits: limits)
        let bytes = client.tcp(1, 2)
        #expect(throws: PacketError(.limit, at: 0)) { try decoder.decode(bytes.span, linkType: .ethernet) }
    }

    @Test("errors say where, and are equal by code")
    func errors() {
        #expect("\(PacketError(.truncated, at: 34))" == "truncated at byte 34")
        #expect(PacketError(.truncated, at: 1) == PacketError(.truncated, at: 2))
        #expect(PacketError(.truncated, at: 1) != PacketError(.malformed, at: 1))
    }
}

@Suite("Hostile bytes")
struct HostileBytesTests {
    @Test("every prefix of every packet decodes inside its bytes, or is an error")
    func prefixes() {
        for (name, bytes, linkType) in samplePackets() {
            var hasDecoded = false
            for count in 0...bytes.count {
                let prefix = Array(bytes[..<count])
                if let packet = try? decode(prefix, linkType) {
                    hasDecoded = true
                    expectOffsetsInside(packet, prefix, "\(name), \(count) bytes")
                } else {
                    // More bytes never make a packet unreadable: only what is missing is.
                    #expect(!hasDecoded, "\(name) decodes with fewer than \(count) bytes")
                }
            }
            #expect(hasDecoded, "\(name)")
        }
    }

    @Test("random mutations never leave the bytes", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let samples = samplePackets()
        var reassembler = FragmentReassembler()
        for round in 0..<4_000 {
            guard let sample = samples.randomElement(using: &random) else { continue }
            let bytes = random.mutated(sample.bytes)
            guard let packet = try? decode(bytes, sample.linkType) else { continue }
            expectOffsetsInside(packet, bytes, "\(sample.name), seed \(seed), round \(round): \(bytes)")
            _ = reassembler.add(bytes.span, packet, at: Timestamp(seconds: Int64(round)))
        }
    }

    /// Plain Ethernet is read on a shorter way than other links.
    @Test("a datagram is the same behind Ethernet and alone, cut anywhere and mutated", arguments: 0..<4)
    func plainEthernet(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let header = 14
        for sample in samplePackets() where sample.linkType == .ethernet {
            for round in 0..<600 {
                var bytes = round < sample.bytes.count ? Array(sample.bytes[...round]) : random.mutated(sample.bytes)
                guard bytes.count > header else { continue }
                // Mutated headers, not other links.
                bytes.replaceSubrange(12..<header, with: bytes[header] >> 4 == 6 ? [0x86, 0xdd] : [0x08, 0x00])
                let framed = Result { () throws(PacketError) in try decode(bytes) }
                let alone = Result { () throws(PacketError) in
                    var packet = try decode(Array(bytes[header...]), bytes[header] >> 4 == 6 ? .ipv6 : .ipv4)
                    packet.networkOffset += header
                    packet.payloadOffset += header
                    return packet
                }
                switch (framed, alone) {
                case (.failure(let left), .failure(let right)): #expect(left == right, "\(sample.name): \(bytes)")
                case (.success(var left), .success(var right)):
                    #expect((left.fragment == nil) == (right.fragment == nil))
                    (left.fragment, right.fragment) = (nil, nil)
                    #expect("\(left)" == "\(right)", "\(sample.name): \(bytes)")
                default: Issue.record("\(framed) but alone \(alone): \(sample.name): \(bytes)")
                }
            }
        }
    }

    @Test("random bytes of any link type never leave the bytes", arguments: 0..<4)
    func noise(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let linkTypes = samplePackets().map(\.linkType)
        for round in 0..<5_000 {
            let bytes = random.bytes(Int.random(in: 0...120, using: &random))
            let linkType = linkTypes.randomElement(using: &random) ?? .raw
            guard let packet = try? decode(bytes, linkType) else { continue }
            expectOffsetsInside(packet, bytes, "link type \(linkType.rawValue), seed \(seed), round \(round): \(bytes)")
        }
    }
}
