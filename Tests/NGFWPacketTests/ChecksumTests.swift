import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("Checksums")
struct ChecksumTests {
    private func state(_ bytes: [UInt8], _ linkType: LinkType = .ethernet) throws -> ChecksumState {
        ChecksumVerifier.state(of: try decode(bytes, linkType), in: bytes.span)
    }

    /// Packets of every length, so that every rest of eight bytes occurs.
    private func packets(_ builder: PacketBuilder, _ length: Int) -> [[UInt8]] {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
        return [
            builder.tcp(4711, 22, flags: .syn, options: [2, 4, 5, 180], payload: payload), builder.udp(5353, 53, payload: payload),
            builder.echo(identifier: 7, sequence: 9, payload: payload),
        ]
    }

    @Test("right sums are valid, and each flipped bit behind the link layer makes them invalid", arguments: clients)
    func flips(builder: PacketBuilder) throws {
        for length in 0...17 {
            for bytes in packets(builder.link(.raw), length) {
                #expect(try state(bytes, .raw) == .valid, "\(length): \(bytes)")
                let header = builder.source.isIPv4 ? 20 : 40
                // Of the IPv6 header the sum covers the addresses; lengths and protocols change what is summed.
                for place in (builder.source.isIPv4 ? 12 : 8)..<bytes.count where place < header || place >= header {
                    var changed = bytes
                    changed[place] ^= 0x10
                    guard let packet = try? decode(changed, .raw) else { continue }
                    #expect(ChecksumVerifier.state(of: packet, in: changed.span) != .valid, "\(length), byte \(place)")
                }
            }
        }
    }

    @Test("a wrong sum of TCP, UDP or ICMP is invalid", arguments: clients, 0..<3)
    func wrong(builder: PacketBuilder, kind: Int) throws {
        var bytes = packets(builder, 100)[kind]
        bytes[bytes.count - 1] ^= 1
        #expect(try state(bytes) == .invalid)
    }

    @Test("a wrong sum of the IPv4 header is invalid, also in a fragment")
    func header() throws {
        var whole = client.udp(1, 2, payload: hello)
        whole[14 + 8] &+= 1
        #expect(try state(whole) == .invalid)
        var fragment = client.fragment(.udp, payload: Array(0..<16), offset: 0, moreFollow: true)
        #expect(try state(fragment) == .unknown)
        fragment[14 + 8] &+= 1
        #expect(try state(fragment) == .invalid)
    }

    @Test("UDP without a checksum is valid over IPv4, and over IPv6 for tunnels only")
    func none() throws {
        for (builder, port, expected) in [
            (client, UInt16(53), ChecksumState.valid), (client6, 53, .invalid), (client6, 4789, .valid), (client6, 2152, .valid),
        ] {
            var bytes = builder.udp(40_000, port, payload: hello)
            bytes.set(bigEndian: 0, at: bytes.count - hello.count - 2)
            #expect(try state(bytes) == expected, "\(builder.source) \(port)")
        }
    }

    @Test("what was not captured whole is not judged", arguments: clients)
    func cut(builder: PacketBuilder) throws {
        var bytes = builder.tcp(1, 2, payload: Array(repeating: 7, count: 100))
        bytes[bytes.count - 50] ^= 1
        #expect(try state(bytes) == .invalid)
        #expect(try state(Array(bytes.dropLast(1))) == .unknown)
    }

    @Test("bytes behind the datagram do not count", arguments: clients)
    func padding(builder: PacketBuilder) throws {
        #expect(try state(builder.tcp(1, 2) + [1, 2, 3]) == .valid)
    }

    @Test("extension headers are passed over; a routing header with places to go leaves the sum unknown")
    func extensions() throws {
        let passed = client6.extensionHeaders([.init(.hopByHop), .init(.ipv6Destination), .init(.ipv6Routing)])
        #expect(try state(passed.tcp(1, 2, payload: hello)) == .valid)
        let routed = client6.extensionHeaders([.init(.ipv6Routing, body: [2, 1, 0, 0, 0, 0])])
        #expect(try state(routed.tcp(1, 2, payload: hello)) == .unknown)
    }

    @Test("protocols without a known checksum are not judged beyond the IPv4 header")
    func others() throws {
        #expect(try state(client.packet(.gre, payload: [0, 0, 8, 0])) == .unknown)
        #expect(try state(client6.packet(.esp, payload: hello)) == .unknown)
    }

    @Test("random bytes are judged without a crash", arguments: 0..<4)
    func noise(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for sample in samplePackets() {
            for _ in 0..<200 {
                let bytes = random.mutated(sample.bytes)
                guard let packet = try? decode(bytes, sample.linkType) else { continue }
                _ = ChecksumVerifier.state(of: packet, in: bytes.span)
            }
        }
    }
}
