import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("Decoding whole packets")
struct DecoderTests {
    @Test("TCP gives ports, fields and payload", arguments: clients)
    func tcp(builder: PacketBuilder) throws {
        let bytes = builder.timeToLive(57).tcp(
            4711, 22, flags: [.psh, .ack], sequence: 0xdead_beef, acknowledgment: 7, window: 512, options: [1, 1, 8, 10], payload: hello)
        let packet = try decode(bytes)
        #expect(
            packet.tuple
                == FiveTuple(
                    source: builder.source, sourcePort: 4711, destination: builder.destination, destinationPort: 22, ipProtocol: .tcp))
        #expect(
            packet.tcp
                == TCPFields(sequenceNumber: 0xdead_beef, acknowledgmentNumber: 7, window: 512, flags: [.psh, .ack]))
        #expect(payload(bytes, packet) == hello)
        #expect(packet.wirePayloadLength == 5)
        #expect(packet.timeToLive == 57)
        #expect(packet.networkOffset == 14)
        #expect(packet.datagramLength == bytes.count - 14)
        #expect(packet.icmp == nil && packet.fragment == nil)
    }

    @Test("UDP's payload ends where its length says, not where the datagram does", arguments: clients)
    func udp(builder: PacketBuilder) throws {
        var datagram = builder.udpDatagram(5353, 53, payload: hello)
        datagram += Array("smuggled".utf8)
        let bytes = builder.packet(.udp, payload: datagram)
        let packet = try decode(bytes)
        #expect((packet.tuple.sourcePort, packet.tuple.destinationPort) == (5353, 53))
        #expect(payload(bytes, packet) == hello)
        #expect(packet.wirePayloadLength == 5)
    }

    @Test("SCTP's payload begins after the common header", arguments: clients)
    func sctp(builder: PacketBuilder) throws {
        let bytes = builder.sctp(1000, 2000, tag: 9, chunks: [1, 0, 0, 4])
        let packet = try decode(bytes)
        #expect((packet.tuple.sourcePort, packet.tuple.destinationPort) == (1000, 2000))
        #expect(payload(bytes, packet) == [1, 0, 0, 4])
    }

    @Test("an echo and its reply carry identifier and sequence number in the ports", arguments: clients)
    func echo(builder: PacketBuilder) throws {
        for bytes in [builder.echo(identifier: 77, sequence: 3, payload: hello), builder.reply.echoReply(identifier: 77, sequence: 3)] {
            let packet = try decode(bytes)
            #expect((packet.tuple.sourcePort, packet.tuple.destinationPort) == (77, 3))
            #expect(packet.icmp != nil)
        }
        let request = builder.echo(identifier: 77, sequence: 3, payload: hello)
        #expect(payload(request, try decode(request)) == hello)
    }

    @Test("an ICMP error names the datagram it quotes", arguments: clients)
    func embedded(builder: PacketBuilder) throws {
        let quoted = builder.link(.raw).reply.tcp(443, 50_000, payload: hello)
        let whole = try decode(icmpError(builder, quoting: quoted))
        #expect(whole.icmp?.embedded == (try decode(quoted, .raw)).tuple)
        // RFC 792 promises eight bytes of the quoted transport header, no more.
        let headerLength = builder.source.isIPv4 ? 20 : 40
        let short = try decode(icmpError(builder, quoting: Array(quoted[..<(headerLength + 8)])))
        #expect(short.icmp?.embedded == whole.icmp?.embedded)
        let tooShort = try decode(icmpError(builder, quoting: Array(quoted[..<(headerLength + 3)])))
        #expect(tooShort.icmp != nil && tooShort.icmp?.embedded == nil)
    }

    @Test("an error that quotes an echo names its identifier and sequence number", arguments: clients)
    func embeddedEcho(builder: PacketBuilder) throws {
        let packet = try decode(icmpError(builder, quoting: builder.link(.raw).reply.echo(identifier: 5, sequence: 6)))
        let embedded = try #require(packet.icmp?.embedded)
        #expect((embedded.sourcePort, embedded.destinationPort) == (5, 6))
    }

    @Test("other ICMP messages have no ports and no embedded datagram")
    func otherICMP() throws {
        let solicitation = try decode(client6.icmp(type: 135, payload: Array(repeating: 0xfe, count: 20)))
        #expect(solicitation.tuple.sourcePort == 0 && solicitation.tuple.destinationPort == 0)
        #expect(solicitation.icmp == ICMPFields(type: 135, code: 0))
        #expect(try decode(client.icmp(type: 13, rest: 0x0001_0002)).tuple.sourcePort == 0)
    }

    @Test("protocols without ports give everything after the IP header as payload", arguments: [2, 4, 41, 47, 50, 51, 89, 103, 112, 253])
    func others(number: UInt8) throws {
        for builder in clients {
            let bytes = builder.packet(IPProtocol(rawValue: number), payload: hello)
            let packet = try decode(bytes)
            #expect(packet.tuple.ipProtocol.rawValue == number)
            #expect(payload(bytes, packet) == hello)
            #expect(packet.tuple.sourcePort == 0 && packet.tuple.destinationPort == 0)
        }
    }

    @Test("a tunnel is the outer session")
    func tunnels() throws {
        let inner = client.link(.raw).tcp(1, 2)
        let outer = PacketBuilder(from: "192.0.2.1", to: "192.0.2.2")
        #expect(try decode(outer.packet(.ipInIP, payload: inner)).tuple.source == outer.source)
        #expect(try decode(outer.packet(.gre, payload: [0, 0, 8, 0] + inner)).tuple.ipProtocol == .gre)
        #expect(try decode(outer.udp(50_000, 4789, payload: [8, 0, 0, 0, 0, 0, 1, 0] + client.tcp(1, 2))).tuple.destinationPort == 4789)
    }

    @Test("IPv4 options are passed over")
    func options() throws {
        let bytes = client.options([7, 39, 4] + Array(repeating: 0, count: 37)).tcp(1, 2, payload: hello)
        #expect(payload(bytes, try decode(bytes)) == hello)
        #expect(bytes[14] == 0x4f)
    }

    @Test("Ethernet padding is not payload")
    func padding() throws {
        let bytes = client.tcp(1, 2, flags: .syn) + Array(repeating: 0, count: 6)
        let packet = try decode(bytes)
        #expect(packet.payloadLength == 0 && packet.wirePayloadLength == 0)
        #expect(packet.datagramLength == 40)
    }

    @Test("a total length of zero, as segmentation offload leaves it, means the rest of the frame")
    func offload() throws {
        var bytes = client.tcp(1, 2, payload: hello)
        bytes.set(bigEndian: 0, at: 16)
        let packet = try decode(bytes)
        #expect(payload(bytes, packet) == hello)
        #expect(packet.datagramLength == 45)
        var bytes6 = client6.tcp(1, 2, payload: hello)
        bytes6.set(bigEndian: 0, at: 18)
        #expect(payload(bytes6, try decode(bytes6)) == hello)
    }

    @Test("a packet cut by the snap length says what the wire carried")
    func cut() throws {
        let bytes = client.tcp(1, 2, flags: .ack, payload: Array(repeating: 7, count: 1000))
        let packet = try decode(Array(bytes[..<64]))
        #expect(packet.payloadLength == 10)
        #expect(packet.wirePayloadLength == 1000)
        #expect(packet.datagramLength == 1040)
        let ports = try decode(Array(bytes[..<38]))
        #expect((ports.tuple.sourcePort, ports.tuple.destinationPort) == (1, 2))
        #expect(ports.tcp == nil && ports.payloadLength == 0 && ports.wirePayloadLength == 1000)
        #expect(throws: PacketError(.truncated, at: 0)) { try decode(Array(bytes[..<37])) }
    }
}

@Suite("Link layers")
struct LinkTests {
    @Test("the IP header is found behind every link layer", arguments: linkSamples().map(\.name))
    func link(name: String) throws {
        let sample = try #require(linkSamples().first { $0.name == name })
        let bytes = sample.header + client.link(.raw).udp(7, 8, payload: hello)
        let packet = try decode(bytes, sample.linkType)
        #expect(packet.networkOffset == sample.header.count)
        #expect(packet.tuple.destinationPort == 8)
        #expect(payload(bytes, packet) == hello)
    }

    @Test(
        "IPv6 is found behind them too",
        arguments: [LinkHeader.raw, .ethernet, .vlan([1]), .vlan([1, 2, 3]), .linuxCooked, .linuxCooked2, .null, .loop, .ppp])
    func ipv6(link: LinkHeader) throws {
        let bytes = client6.link(link).udp(7, 8, payload: hello)
        #expect(payload(bytes, try decode(bytes, link.linkType)) == hello)
    }

    @Test("loopback knows every system's number of IPv6", arguments: [10, 24, 28, 30] as [UInt8])
    func families(number: UInt8) throws {
        let datagram = client6.link(.raw).udp(7, 8)
        #expect(try decode([number, 0, 0, 0] + datagram, .null).tuple.destinationPort == 8)
        #expect(try decode([0, 0, 0, number] + datagram, .loop).tuple.destinationPort == 8)
    }

    static let frames: [(rest: [UInt8], kind: SkippedFrame)] = [
        ([8, 6], .arp), ([0x88, 0xcc], .lldp), ([0, 38, 0x42, 0x42, 3], .spanningTree), ([0, 38, 0xfe, 0xfe, 3], .isis),
        ([0, 38, 0xf0, 0xf0, 3], .netBIOS), ([0, 38, 0xaa, 0xaa, 3, 0, 0, 0x0c, 0x20, 0], .ciscoProtocol),
        ([0x88, 0x63, 0x11, 9, 0, 0, 0, 0], .pppoeDiscovery), ([0x88, 0x64, 0x11, 9, 0, 0, 0, 0], .pppoeDiscovery),
        ([0x88, 0x64, 0x11, 0, 0, 1, 0, 4, 0xc0, 0x21], .pppControl), ([0x88, 0x64, 0x11, 0, 0, 1, 0, 4, 0, 0xfd], .pppEncrypted),
        ([0x88, 0x64, 0x11, 0, 0, 1, 0, 4, 0, 0x2b], .unknownPPP), ([0x88, 0x47, 0, 1, 1, 64, 0x10], .unknownLabelled),
        ([0x88, 0xe5, 0, 0], .macSecurity), ([0x88, 0x8e, 1], .eapol), ([0x12, 0x34], .unknownEtherType),
        ([0x81, 0, 0, 1, 8, 6], .arp),
    ]

    @Test("what is not IP is said so, and told by its kind", arguments: 0..<frames.count)
    func notIP(row: Int) throws {
        let frame = LinkHeader.ethernetAddresses + Self.frames[row].rest + Array(repeating: 0, count: 40)
        let error = try #require(throws: PacketError.self) { try decode(frame) }
        #expect(error.code == .notIP && error.frame == Self.frames[row].kind, "\(error)")
    }

    @Test(
        "wireless frames without readable data are told by their kind",
        arguments: [
            ([8, 0x41], .wirelessProtected), ([8, 5], .wirelessFragment), ([0x48, 1], .wirelessWithoutData),
            ([0x80, 0], .wirelessManagement), ([0xd4, 0], .wirelessControl),
        ] as [([UInt8], SkippedFrame)])
    func wireless(control: [UInt8], kind: SkippedFrame) throws {
        // Control frames are shorter than others.
        let frame = control + Array(repeating: 0, count: kind == .wirelessControl ? 8 : 60)
        let error = try #require(throws: PacketError.self) { try decode(frame, .ieee80211) }
        #expect(error.code == .notIP && error.frame == kind, "\(error)")
    }

    @Test("kinds of frames have names of their own")
    func names() {
        #expect(Set(SkippedFrame.allCases.map(\.description)).count == SkippedFrame.allCases.count)
        #expect("\(PacketError(skipping: .arp, at: 14))" == "not-ip at byte 14 (arp)")
    }

    @Test("an unknown link type is refused by name")
    func unknownLink() {
        #expect(throws: PacketError(.unsupportedLinkType, at: 0)) { try decode(client.tcp(1, 2), LinkType(rawValue: 195)) }
    }

    @Test("tags are bounded by the limit")
    func tags() throws {
        var limits = Limits()
        limits.linkTags = 3
        let decoder = PacketDecoder(limits: limits)
        let three = client.link(.vlan([1, 2, 3])).udp(7, 8)
        #expect(try decoder.decode(three.span, linkType: .ethernet).tuple.destinationPort == 8)
        let four = client.link(.vlan([1, 2, 3, 4])).udp(7, 8)
        #expect(throws: PacketError(.limit, at: 0)) { try decoder.decode(four.span, linkType: .ethernet) }
    }

    @Test("the header must be of the family that the link layer named")
    func family() {
        var bytes = client.udp(7, 8)
        bytes.set(bigEndian: 0x86dd, at: 12)
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(bytes) }
        #expect(throws: PacketError(.malformed, at: 0)) { try decode(client6.link(.raw).udp(7, 8), .ipv4) }
    }
}
