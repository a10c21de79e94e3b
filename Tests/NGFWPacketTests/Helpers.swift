import NGFWCore
import NGFWPacket
import NGFWTestSupport
import Testing

/// Decodes bytes with the standard limits.
func decode(_ bytes: [UInt8], _ linkType: LinkType = .ethernet) throws(PacketError) -> DecodedPacket {
    try PacketDecoder().decode(bytes.span, linkType: linkType)
}

/// The payload that a decoded packet points at.
func payload(_ bytes: [UInt8], _ packet: DecodedPacket) -> [UInt8] { Array(bytes[packet.payloadRange]) }

let hello = Array("hello".utf8)
let client = PacketBuilder(from: "10.0.0.1", to: "10.0.0.2")
let client6 = PacketBuilder(from: "2001:db8::1", to: "2001:db8::2")
let clients = [client, client6]

/// Every promise that a decoded packet makes about its offsets.
func expectOffsetsInside(_ packet: DecodedPacket, _ bytes: [UInt8], _ comment: @autoclosure () -> String) {
    let isSound =
        packet.networkOffset >= 0 && packet.networkOffset <= packet.payloadOffset && packet.payloadLength >= 0
        && packet.payloadOffset + packet.payloadLength <= bytes.count && packet.wirePayloadLength >= packet.payloadLength
        && packet.datagramLength >= packet.payloadOffset + packet.payloadLength - packet.networkOffset
        && (packet.fragment.map { $0.offset >= 0 && $0.offset <= 65_528 } ?? true)
    if !isSound { Issue.record("offsets leave the bytes: \(packet) of \(comment())") }
}

/// A packet of each kind that the decoder knows, with its link type.
func samplePackets() -> [(name: String, bytes: [UInt8], linkType: LinkType)] {
    var samples: [(String, [UInt8], LinkType)] = []
    for builder in clients {
        let family = builder.source.isIPv4 ? "IPv4" : "IPv6"
        samples += [
            ("\(family) TCP", builder.tcp(4711, 22, flags: .syn, options: [2, 4, 5, 180, 1, 3, 3, 7], payload: hello), .ethernet),
            ("\(family) UDP", builder.udp(5353, 53, payload: hello), .ethernet),
            ("\(family) SCTP", builder.sctp(36412, 36412, tag: 7, chunks: [1, 0, 0, 4]), .ethernet),
            ("\(family) echo", builder.echo(identifier: 7, sequence: 9), .ethernet),
            ("\(family) GRE", builder.packet(.gre, payload: [0, 0, 8, 0] + hello), .ethernet),
            ("\(family) error", icmpError(builder, quoting: builder.link(.raw).reply.udp(33434, 33435, payload: hello)), .ethernet),
            ("\(family) fragment", builder.fragment(.udp, payload: Array(0..<16), offset: 24, moreFollow: true), .ethernet),
            ("\(family) VLAN", builder.link(.vlan([1, 2, 3])).tcp(1, 2, payload: hello), .ethernet),
            ("\(family) SLL", builder.link(.linuxCooked).tcp(1, 2, payload: hello), .linuxSLL),
            ("\(family) SLL2", builder.link(.linuxCooked2).tcp(1, 2, payload: hello), .linuxSLL2),
            ("\(family) null", builder.link(.null).tcp(1, 2, payload: hello), .null),
            ("\(family) PPP", builder.link(.ppp).tcp(1, 2, payload: hello), .ppp),
        ]
    }
    let chained = client6.extensionHeaders([
        .init(.hopByHop), .init(.ipv6Destination, body: Array(repeating: 0, count: 14)), .init(.ipv6Routing), .init(.mobility),
    ])
    samples.append(("IPv6 extension headers", chained.tcp(1, 2, payload: hello), .ethernet))
    samples.append(("IPv4 options", client.options([7, 7, 4, 0, 0, 0, 0]).tcp(1, 2, payload: hello), .ethernet))
    samples += linkSamples().map { ($0.name, $0.header + client.link(.raw).udp(7, 8, payload: hello), $0.linkType) }
    return samples
}

/// An ICMP error of the builder's family that quotes a datagram.
func icmpError(_ builder: PacketBuilder, quoting datagram: [UInt8]) -> [UInt8] {
    builder.icmp(type: builder.source.isIPv4 ? 3 : 1, code: builder.source.isIPv4 ? 3 : 4, payload: datagram)
}

/// Link-layer headers before an IPv4 datagram, by their published layouts.
func linkSamples() -> [(name: String, linkType: LinkType, header: [UInt8])] {
    let ethernet = LinkHeader.ethernetAddresses
    let snap: [UInt8] = [0xaa, 0xaa, 0x03, 0, 0, 0, 0x08, 0x00]
    let wireless = [UInt8](repeating: 2, count: 18) + [0, 0, 0, 0]
    return [
        ("802.3 with SNAP", .ethernet, ethernet + [0, 41] + snap),
        ("802.3 with IP on LLC", .ethernet, ethernet + [0, 36, 6, 6, 3]),
        ("MPLS, two labels", .ethernet, ethernet + [0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64]),
        ("MPLS pseudowire", .ethernet, ethernet + [0x88, 0x47, 0, 2, 1, 64, 0, 0, 0, 0] + ethernet + [8, 0]),
        ("VLAN over MPLS pseudowire", .ethernet, ethernet + [0x81, 0, 0, 5, 0x88, 0x47, 0, 2, 1, 64, 0, 0, 0, 0] + ethernet + [8, 0]),
        ("PPPoE", .ethernet, ethernet + [0x88, 0x64, 0x11, 0, 0, 1, 0, 35, 0, 0x21]),
        ("PPPoE in a VLAN, compressed protocol", .ethernet, ethernet + [0x81, 0, 0, 1, 0x88, 0x64, 0x11, 0, 0, 1, 0, 34, 0x21]),
        ("network service header", .ethernet, ethernet + [0x89, 0x4f, 0, 2, 1, 1, 0, 0, 1, 255]),
        ("old service VLAN", .ethernet, ethernet + [0x91, 0, 0, 1, 8, 0]),
        ("loopback, Linux byte order", .null, [2, 0, 0, 0]), ("loopback, network order", .loop, [0, 0, 0, 2]),
        ("raw", .raw, []), ("raw, BSD's number", .rawBSD, []), ("raw, OpenBSD's number", .rawOpenBSD, []), ("IPv4", .ipv4, []),
        ("PPP without framing", .ppp, [0, 0x21]), ("PPP in HDLC", .pppHDLC, [0xff, 3, 0, 0x21]), ("PPP compressed", .ppp, [0x21]),
        ("Cisco framing in PPP", .pppHDLC, [0x0f, 0, 8, 0]), ("Cisco HDLC", .ciscoHDLC, [0x0f, 0, 8, 0]),
        ("PPPoE session", .pppEther, [0x11, 0, 0, 1, 0, 35, 0, 0x21]),
        ("frame relay", .frameRelay, [0x18, 0x41, 3, 0xcc]), ("frame relay, Cisco", .frameRelay, [0x18, 0x41, 8, 0]),
        ("frame relay, SNAP", .frameRelay, [0x18, 0x41, 3, 0, 0x80, 0, 0, 0, 8, 0]),
        ("frame relay, PPP", .frameRelay, [0x18, 0x41, 3, 0xcf, 0, 0x21]),
        ("FDDI", .fddi, [0x50] + ethernet + snap), ("token ring", .tokenRing, [0x10, 0x40] + ethernet + snap),
        ("token ring, routed", .tokenRing, [0x10, 0x40] + ethernet[..<6] + [0x82] + ethernet[7...] + [4, 0x30, 0, 0x10] + snap),
        ("802.11 data", .ieee80211, [8, 1, 0, 0] + wireless[..<20] + snap),
        ("802.11 QoS data between access points", .ieee80211, [0x88, 3, 0, 0] + wireless[..<20] + ethernet[..<6] + [0, 0] + snap),
        ("802.11 aggregate", .ieee80211, [0x88, 1, 0, 0] + wireless[..<20] + [0x80, 0] + ethernet + [0, 41] + snap),
        ("radiotap", .ieee80211Radiotap, [0, 0, 8, 0, 0, 0, 0, 0, 8, 1, 0, 0] + wireless[..<20] + snap),
        (
            "radiotap with padding", .ieee80211Radiotap,
            [0, 0, 9, 0, 2, 0, 0, 0, 0x20, 0x88, 1, 0, 0] + wireless[..<20] + [0, 0, 0, 0] + snap
        ),
        ("PPI with 802.11", .ppi, [0, 0, 8, 0, 105, 0, 0, 0, 8, 1, 0, 0] + wireless[..<20] + snap),
        ("PPI with Ethernet", .ppi, [0, 0, 8, 0, 1, 0, 0, 0] + ethernet + [8, 0]),
        ("netfilter log", .nflog, [2, 0, 0, 5, 8, 0, 1, 0, 8, 0, 1, 0, 5, 0, 10, 0, 65, 0, 0, 0, 37, 0, 9, 0]),
        ("Linux cooked with LLC", .linuxSLL, [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4] + snap),
    ]
}
