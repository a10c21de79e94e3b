internal import NGFWCore

/// Tunnels of access networks and hosts: GTP-U, L2TP, Teredo, the authentication header.
extension TunnelDecoder {
    /// 3GPP TS 29.281 section 5: a T-PDU is a user's datagram, all other messages are the tunnel's own.
    func gtpUser(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        let start = place.offset
        try bytes.require(8, at: start)
        let flags = bytes[start]
        // Version 1, and the protocol type that is not charging's GTP'.
        guard flags >> 5 == 1, flags & 0x10 != 0 else { return .unknown }
        place.isStrict = flags & 0x08 == 0
        let end = start + 8 + Int(bytes.u16(start + 2))
        place.tunnel.identifier = bytes.u32(start + 4)
        guard end <= place.wireEnd else { throw PacketError(.malformed, at: start) }
        place.wireEnd = end
        place.offset += 8
        guard bytes[start + 1] == 255 else { return .control }
        if flags & 0x07 != 0 {
            try bytes.require(4, at: place.offset)
            var next = flags & 0x04 != 0 ? bytes[place.offset + 3] : 0
            place.offset += 4
            // Each extension header is at least four bytes long, so the loop ends with the bytes.
            while next != 0 {
                try bytes.require(1, at: place.offset)
                let length = Int(bytes[place.offset]) * 4
                guard length > 0, place.offset + length <= place.wireEnd else { throw PacketError(.malformed, at: place.offset) }
                try bytes.require(length, at: place.offset)
                next = bytes[place.offset + length - 1]
                place.offset += length
            }
        }
        try bytes.require(1, at: place.offset)
        let version = bytes[place.offset] >> 4
        // Ethernet and unstructured sessions say what they are in signalling alone.
        guard version == 4 || version == 6 else { return .unknown }
        return try datagram(bytes, place, NetworkStart(offset: place.offset, version: nil))
    }

    /// RFC 2661 section 3.1: data messages carry PPP.
    func l2tp(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        let start = place.offset
        try bytes.require(6, at: start)
        let flags = bytes.u16(start)
        guard flags & 0x0f == 2 else { return .unknown }
        place.isStrict = flags & 0x34f0 == 0
        if flags & 0x8000 != 0 { return .control }
        place.offset += 2
        if flags & 0x4000 != 0 {
            let end = start + Int(bytes.u16(place.offset))
            guard end <= place.wireEnd else { throw PacketError(.malformed, at: place.offset) }
            place.wireEnd = end
            place.offset += 2
        }
        try bytes.require(4, at: place.offset)
        place.tunnel.identifier = bytes.u32(place.offset)
        place.offset += 4
        if flags & 0x0800 != 0 { place.offset += 4 }
        if flags & 0x0200 != 0 {
            try bytes.require(2, at: place.offset)
            place.offset += 2 + Int(bytes.u16(place.offset))
        }
        guard place.offset <= place.wireEnd else { throw PacketError(.malformed, at: start) }
        return try ppp(bytes, place)
    }

    /// RFC 4380 section 5.1.1: authentication and origin may stand before the datagram.
    func teredo(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        try bytes.require(2, at: place.offset)
        if bytes.u16(place.offset) == 0x0001 {
            try bytes.require(4, at: place.offset)
            // Client, value, nonce, confirmation.
            place.offset += 4 + Int(bytes[place.offset + 2]) + Int(bytes[place.offset + 3]) + 9
            try bytes.require(2, at: place.offset)
        }
        if bytes.u16(place.offset) == 0x0000 { place.offset += 8 }
        return try datagram(bytes, place, NetworkStart(offset: place.offset, version: 6))
    }

    /// RFC 4302 section 2: what is signed follows in the clear, a datagram (tunnel mode) or the rest of this one (transport mode).
    func authenticationHeader(
        _ bytes: Span<UInt8>, _ place: inout Place, _ packet: DecodedPacket
    ) throws(PacketError) -> TunnelContent {
        let start = place.offset
        try bytes.require(12, at: start)
        let length = (Int(bytes[start + 1]) + 2) * 4
        let next = IPProtocol(rawValue: bytes[start])
        place.isStrict = bytes.u16(start + 2) == 0
        place.tunnel.identifier = bytes.u32(start + 4)
        guard length >= 12, start + length <= place.wireEnd else { throw PacketError(.malformed, at: start) }
        place.offset += length
        switch next {
        case .ipInIP: return try datagram(bytes, place, NetworkStart(offset: place.offset, version: 4))
        case .ipv6: return try datagram(bytes, place, NetworkStart(offset: place.offset, version: 6))
        case .esp: return .encrypted
        case .ah: return .unknown
        default: break
        }
        guard !IPv6Header.isExtension(next), next != .ipv6NoNext else { return .unknown }
        try bytes.require(0, at: place.offset)
        let datagram = Datagram(
            source: packet.tuple.source, destination: packet.tuple.destination, ipProtocol: next, timeToLive: packet.timeToLive,
            networkOffset: packet.networkOffset, offset: place.offset, wireEnd: place.wireEnd,
            capturedEnd: min(place.wireEnd, bytes.count), isLengthKnown: true)
        return .packet(try TransportDecoder.decode(bytes, datagram))
    }
}
