import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

@Suite("Tunnels")
struct TunnelTests {
    private func open(_ bytes: [UInt8], _ linkType: LinkType = .ethernet) throws -> TunnelledPacket? {
        TunnelDecoder().open(bytes.span, try decode(bytes, linkType))
    }

    private func inner(_ bytes: [UInt8]) throws -> DecodedPacket? {
        guard case .packet(let packet)? = try open(bytes)?.content else { return nil }
        return packet
    }

    /// What the content is, in a word.
    private func word(_ content: TunnelContent?) -> String {
        switch content {
        case .packet?: "packet"
        case .control?: "control"
        case .notIP(let error)?: "not IP: \(error.frame.map(\.description) ?? "")"
        case .encrypted?: "encrypted"
        case .unknown?: "unknown"
        case .malformed?: "malformed"
        case nil: "none"
        }
    }

    static let inside = [
        PacketBuilder(from: "192.168.1.1", to: "192.168.1.2", link: .raw), PacketBuilder(from: "fd00::1", to: "fd00::2", link: .raw),
    ]
    static let readable = Tunnel.Kind.allCases.filter { $0 != .esp }

    @Test("the datagram inside is found over both families", arguments: clients, readable)
    func inner(outer: PacketBuilder, kind: Tunnel.Kind) throws {
        for inside in Self.inside where !(kind == .ipInIP && !inside.source.isIPv4) && !(kind == .ipv6InIP && inside.source.isIPv4) {
            if kind == .teredo, inside.source.isIPv4 { continue }
            let datagram = inside.tcp(4711, 22, payload: hello)
            let bytes = outer.tunnel(kind, identifier: 291, datagram)
            let opened = try #require(try open(bytes))
            #expect(opened.tunnel.kind == kind && opened.isStrict)
            let hasIdentifier = ![.ipInIP, .ipv6InIP, .etherIP, .teredo].contains(kind)
            #expect(opened.tunnel.identifier == (hasIdentifier ? 291 : 0))
            guard case .packet(let packet) = opened.content else {
                Issue.record("\(word(opened.content)) of \(kind)")
                continue
            }
            #expect(packet.tuple.source == inside.source && packet.tuple.destinationPort == 22)
            #expect(payload(bytes, packet) == hello)
            #expect(packet.networkOffset == bytes.count - datagram.count)
        }
    }

    @Test("tunnels in tunnels open one after the other", arguments: clients)
    func nested(outer: PacketBuilder) throws {
        let deepest = Self.inside[1].udp(1, 53, payload: hello)
        let middle = Self.inside[0].tunnel(.gre, identifier: 5, deepest)
        let bytes = outer.tunnel(.vxlan, identifier: 6, middle)
        let decoder = TunnelDecoder()
        guard case .packet(let first)? = decoder.open(bytes.span, try decode(bytes))?.content,
            case .packet(let second)? = decoder.open(bytes.span, first)?.content
        else {
            Issue.record("nothing inside")
            return
        }
        #expect(first.tuple.ipProtocol == .gre && second.tuple.destinationPort == 53)
        #expect(payload(bytes, second) == hello)
        #expect(decoder.open(bytes.span, second) == nil)
    }

    @Test("encrypted and ordinary packets give nothing away")
    func closed() throws {
        let esp = try #require(try open(client.tunnel(.esp, identifier: 9, Self.inside[0].udp(1, 2))))
        #expect(esp.tunnel == Tunnel(.esp, identifier: 9) && word(esp.content) == "encrypted")
        for bytes in [client.tcp(1, 4789, payload: hello), client.udp(4789, 53, payload: hello), client.echo(identifier: 1, sequence: 1)] {
            #expect(try open(bytes) == nil)
        }
        let fragment = client.fragments(.gre, payload: Array(repeating: 0, count: 64), size: 32)[0]
        #expect(try open(fragment) == nil)
    }

    /// Payloads behind the outer IP or UDP header, and what they are.
    static let table: [(kind: Tunnel.Kind, payload: [UInt8], expected: String)] = {
        let datagram = inside[0].udp(1, 2, payload: hello)
        let arp = LinkHeader.ethernetAddresses + [8, 6] + Array(repeating: 0, count: 28)
        return [
            // GRE: keep-alive, routing of RFC 1701, a version nobody has, an unknown protocol, ARP in Ethernet, cut header.
            (.gre, [0, 0, 0, 0], "control"), (.gre, [0x40, 0, 8, 0] + datagram, "unknown"), (.gre, [0, 2, 8, 0] + datagram, "unknown"),
            (.gre, [0, 0, 0x12, 0x34] + datagram, "unknown"), (.gre, [0, 0, 0x65, 0x58] + arp, "not IP: arp"), (.gre, [0, 0], "malformed"),
            (.gre, [0, 0, 8, 0] + datagram, "packet"), (.gre, [0, 0, 8, 0] + datagram.dropLast(1), "malformed"),
            // GRE with a wrong checksum.
            (.gre, [0x80, 0, 8, 0, 1, 2, 0, 0] + datagram, "malformed"),
            // PPTP: an acknowledgment alone, link control, encrypted, a length beyond the packet.
            (.gre, [0x20, 0x81, 0x88, 0x0b, 0, 0, 0, 1, 0, 0, 0, 1], "control"),
            (.gre, [0x30, 1, 0x88, 0x0b, 0, 4, 0, 1, 0, 0, 0, 1, 0xff, 3, 0xc0, 0x21], "control"),
            (.gre, [0x30, 1, 0x88, 0x0b, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0xfd, 1, 2], "encrypted"),
            (.gre, [0x30, 1, 0x88, 0x0b, 0, 9, 0, 1, 0, 0, 0, 1, 0, 0x21], "malformed"), (.gre, [0, 1, 8, 0] + datagram, "malformed"),
            // ERSPAN: type I, type III with and without its second header, a version that is neither.
            (.gre, [0, 0, 0x88, 0xbe] + LinkHeader.ethernetAddresses + [8, 0] + datagram, "packet"),
            (
                .gre, [0x10, 0, 0x22, 0xeb, 0, 0, 0, 1, 0x20, 0, 0, 1] + zeros(8) + LinkHeader.ethernetAddresses + [8, 0] + datagram,
                "packet"
            ),
            (
                .gre, [0, 0, 0x22, 0xeb, 0x20, 0, 0, 1] + zeros(7) + [1] + zeros(8) + LinkHeader.ethernetAddresses + [8, 0] + datagram,
                "packet"
            ),
            (.gre, [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0x50, 0, 0, 1, 0, 0, 0, 0] + arp, "unknown"),
            (.ipInIP, inside[1].udp(1, 2), "malformed"), (.ipInIP, [], "malformed"), (.ipv6InIP, datagram, "malformed"),
            (.vxlan, [0, 0, 0, 0, 0, 0, 1, 0] + arp, "malformed"), (.vxlan, [8, 0, 0, 0, 0, 0, 1, 0] + arp, "not IP: arp"),
            (.vxlan, [8, 0, 0, 0], "malformed"),
            (.geneve, [0x40, 0, 8, 0, 0, 0, 1, 0] + datagram, "unknown"), (.geneve, [0, 0x80, 8, 0, 0, 0, 1, 0], "control"),
            (.geneve, [0, 0, 0x12, 0x34, 0, 0, 1, 0], "unknown"), (.geneve, [0x3f, 0, 8, 0, 0, 0, 1, 0] + datagram, "malformed"),
            (.gtpUser, [0x32, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0], "control"), (.gtpUser, [0x20, 255, 0, 0, 0, 0, 0, 1], "unknown"),
            (.gtpUser, [0x30, 255, 0, 99, 0, 0, 0, 1] + datagram, "malformed"),
            (.gtpUser, [0x34, 255, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0x85, 0, 0, 0, 0], "malformed"),
            (.gtpUser, [0x30, 255, 0, 2, 0, 0, 0, 1, 0x12, 0x34], "unknown"),
            (.l2tp, [0xc8, 2, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0], "control"), (.l2tp, [0, 3, 0, 0, 0, 1], "unknown"),
            (.l2tp, [0x40, 2, 0, 99, 0, 1, 0, 1, 0xff, 3, 0, 0x21] + datagram, "malformed"),
            (.l2tp, [2, 2, 0, 1, 0, 1, 0, 2, 9, 9, 0xff, 3, 0, 0x21] + datagram, "packet"),
            (.etherIP, [0x40, 0] + arp, "unknown"), (.etherIP, [0x30, 0] + arp, "not IP: arp"),
            (.teredo, [0, 1, 0, 0] + zeros(9) + inside[1].udp(1, 2), "packet"), (.teredo, datagram, "malformed"),
            (.mpls, [0, 1, 1, 64, 0x10], "not IP: unknown mpls payload"), (.mpls, [0, 1, 1], "malformed"),
            (.ah, [17, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1] + inside[0].udpDatagram(1, 2), "packet"),
            (.ah, [17, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1] + inside[0].udpDatagram(1, 2), "malformed"),
            (.ah, [50, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1] + datagram, "encrypted"), (.ah, [51, 1, 0, 0] + zeros(8) + datagram, "unknown"),
        ]
    }()

    static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

    @Test("headers of tunnels are read to the letter", arguments: 0..<table.count)
    func headers(row: Int) throws {
        let (kind, payload, expected) = Self.table[row]
        let protocols: [Tunnel.Kind: IPProtocol] = [.gre: .gre, .ipInIP: .ipInIP, .ipv6InIP: .ipv6, .etherIP: .etherIP, .ah: .ah]
        let ports: [Tunnel.Kind: UInt16] = [.vxlan: 4789, .geneve: 6081, .gtpUser: 2152, .l2tp: 1701, .teredo: 3544, .mpls: 6635]
        let bytes = ports[kind].map { client.udp(40_000, $0, payload: payload) } ?? client.packet(protocols[kind] ?? .gre, payload: payload)
        #expect(word(try open(bytes)?.content) == expected, "\(kind) \(payload)")
    }

    @Test("the generic extension of VXLAN names what it carries")
    func genericVXLAN() throws {
        let datagram = Self.inside[0].udp(1, 53, payload: hello)
        let serviceHeader: [UInt8] = [0, 2, 1, 1, 0, 0, 1, 255]
        for (next, payload) in [
            (UInt8(1), datagram), (3, LinkHeader.ethernetAddresses + [8, 0] + datagram), (4, serviceHeader + datagram),
            (5, [0, 1, 1, 64] + datagram),
        ] {
            let bytes = client.udp(40_000, 4790, payload: [0x0c, 0, 0, next, 0, 0, 7, 0] + payload)
            #expect(try inner(bytes)?.tuple.destinationPort == 53, "\(next)")
            #expect(try open(bytes)?.tunnel == Tunnel(.vxlan, identifier: 7))
        }
        #expect(word(try open(client.udp(1, 4790, payload: [0x0d, 0, 0, 1, 0, 0, 7, 0] + datagram))?.content) == "control")
        #expect(word(try open(client.udp(1, 4790, payload: [0x1c, 0, 0, 1, 0, 0, 7, 0] + datagram))?.content) == "unknown")
        #expect(word(try open(client.udp(1, 4790, payload: [0x0c, 0, 0, 9, 0, 0, 7, 0] + datagram))?.content) == "unknown")
    }

    @Test("GRE in UDP, sequence numbers and right checksums are read")
    func genericRouting() throws {
        let datagram = Self.inside[0].udp(1, 53, payload: hello)
        #expect(try inner(client.udp(1, 4754, payload: [0, 0, 8, 0] + datagram))?.tuple.destinationPort == 53)
        var summed: [UInt8] = [0xb0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 9] + datagram
        summed.set(bigEndian: internetChecksum(summed), at: 4)
        let opened = try #require(try open(client.packet(.gre, payload: summed)))
        #expect(opened.tunnel == Tunnel(.gre, identifier: 5) && word(opened.content) == "packet")
    }

    @Test("reserved bits are no error, but are told")
    func strict() throws {
        let datagram = Self.inside[0].udp(1, 53)
        for bytes in [
            client.packet(.gre, payload: [0, 8, 8, 0] + datagram),
            client.udp(1, 4789, payload: [9, 0, 0, 0, 0, 0, 7, 0] + LinkHeader.ethernetAddresses + [8, 0] + datagram),
            client.udp(1, 4789, payload: [8, 0, 0, 0, 0, 0, 7, 1] + LinkHeader.ethernetAddresses + [8, 0] + datagram),
            client.udp(1, 6081, payload: [0, 1, 8, 0, 0, 0, 7, 0] + datagram),
            client.packet(.etherIP, payload: [0x30, 1] + LinkHeader.ethernetAddresses + [8, 0] + datagram),
        ] {
            let opened = try #require(try open(bytes))
            #expect(!opened.isStrict && word(opened.content) == "packet")
        }
    }

    @Test("an inner datagram may not be longer than its tunnel's payload", arguments: readable)
    func tooLong(kind: Tunnel.Kind) throws {
        let inside = kind == .ipv6InIP || kind == .teredo ? Self.inside[1] : Self.inside[0]
        var datagram = inside.udp(1, 53, payload: hello)
        datagram[inside.source.isIPv4 ? 3 : 5] += 4
        #expect(word(try open(client.tunnel(kind, identifier: 1, datagram))?.content) == "malformed")
    }

    @Test("a tunnel cut by the snap length shows what was captured", arguments: readable)
    func cut(kind: Tunnel.Kind) throws {
        let inside = kind == .ipv6InIP || kind == .teredo ? Self.inside[1] : Self.inside[0]
        let datagram = inside.udp(1, 53, payload: Array(repeating: 7, count: 100))
        let bytes = client.tunnel(kind, identifier: 1, datagram)
        let packet = try #require(try inner(Array(bytes.dropLast(90))))
        #expect(packet.tuple.destinationPort == 53 && packet.payloadLength == 10 && packet.wirePayloadLength == 100)
    }

    @Test("every prefix and mutation of every tunnel stays inside its bytes", arguments: clients, 0..<2)
    func hostile(outer: PacketBuilder, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let decoder = TunnelDecoder()
        for kind in Tunnel.Kind.allCases {
            for inside in Self.inside {
                let nested = inside.tunnel(kind == .teredo ? .gre : kind, identifier: 3, inside.tcp(1, 2, flags: .syn, payload: hello))
                let sample = outer.tunnel(kind, identifier: 2, nested)
                for round in 0..<(sample.count + 300) {
                    let bytes = round < sample.count ? Array(sample[..<round]) : random.mutated(sample)
                    guard var packet = try? decode(bytes) else { continue }
                    for _ in 0..<4 {
                        guard case .packet(let inner)? = decoder.open(bytes.span, packet)?.content else { break }
                        expectOffsetsInside(inner, bytes, "\(bytes)")
                        packet = inner
                    }
                }
            }
        }
    }
}
