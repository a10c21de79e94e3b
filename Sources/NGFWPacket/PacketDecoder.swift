public import NGFWCore

/// Turns the bytes of a captured frame into the datagram that the session table looks up.
///
///     let packet = try PacketDecoder().decode(bytes, linkType: .ethernet)
///     packet.tuple        // 10.0.0.1[4711] -> 10.0.0.2[22] tcp
///
/// The outermost IP header names the session: GRE, IP-in-IP, VXLAN, GTP and the like are sessions of their own, and
/// ``TunnelDecoder`` opens what is inside. Link-layer tags (VLAN, MPLS, PPPoE, NSH) are passed over. Checksums are not verified
/// here (``ChecksumVerifier``), because captures at the sender hold none. Never allocates.
///
/// A packet cut by the snap length decodes as long as its addresses and ports were captured.
public struct PacketDecoder: Sendable {
    private let packetByteLimit: Int
    private let extensionHeaderLimit: Int
    let link: LinkDecoder

    public init(limits: Limits = .standard) {
        packetByteLimit = limits.packetBytes
        extensionHeaderLimit = limits.extensionHeaders
        link = LinkDecoder(tagLimit: limits.linkTags)
    }

    /// - Throws: ``PacketError`` for anything that is no whole set of IP and transport headers.
    /// - Complexity: O(1); loops are bounded by ``Limits/linkTags`` and ``Limits/extensionHeaders``.
    public func decode(_ bytes: Span<UInt8>, linkType: LinkType) throws(PacketError) -> DecodedPacket {
        guard bytes.count <= packetByteLimit else { throw PacketError(.limit, at: packetByteLimit) }
        if linkType.rawValue == 1, bytes.count >= UsualHeaders.minimumLength {
            // Two returns, so that each knows its offsets when it is compiled.
            if let usual = UsualHeaders(ipv4: bytes) { return usual.packet(bytes) }
            if let usual = UsualHeaders(ipv6: bytes) { return usual.packet(bytes) }
        }
        return try decodeUnusual(bytes, linkType)
    }

    /// Kept apart: reading options on the way of the usual packets costs each of them 2 ns (benchmark `decode`).
    @inline(never)
    private func decodeUnusual(_ bytes: Span<UInt8>, _ linkType: LinkType) throws(PacketError) -> DecodedPacket {
        if linkType.rawValue == 1, bytes.count >= UsualHeaders.minimumLength {
            if let usual = UsualHeaders(ipv4: bytes, isSYN: true) { return usual.synPacket(bytes) }
            if let usual = UsualHeaders(ipv6: bytes, isSYN: true) { return usual.synPacket(bytes) }
        }
        return try decodeAny(bytes, linkType)
    }

    /// Every kind of packet, the usual ones too.
    @inline(never)
    private func decodeAny(_ bytes: Span<UInt8>, _ linkType: LinkType) throws(PacketError) -> DecodedPacket {
        try decode(bytes, network: try link.networkStart(bytes, linkType))
    }

    /// From the IP header on.
    func decode(_ bytes: Span<UInt8>, network: NetworkStart) throws(PacketError) -> DecodedPacket {
        try bytes.require(1, at: network.offset)
        let version = bytes[network.offset] >> 4
        guard network.version == nil || network.version == version else { throw PacketError(.malformed, at: network.offset) }
        let datagram: Datagram
        switch version {
        case 4: datagram = try IPv4Header(bytes, at: network.offset).datagram(bytes.count)
        case 6:
            datagram = try IPv6Header(bytes, at: network.offset).datagram(bytes, extensionHeaderLimit: extensionHeaderLimit)
        default: throw PacketError(.malformed, at: network.offset)
        }
        return try TransportDecoder.decode(bytes, datagram)
    }
}
