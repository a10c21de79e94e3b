/// Generic routing encapsulation and what is carried in it.
extension TunnelDecoder {
    private enum GREFlag {
        static let checksum: UInt16 = 0x8000
        /// Of RFC 1701, given up by RFC 2784: a receiver throws such packets away.
        static let routing: UInt16 = 0x4000
        static let key: UInt16 = 0x2000
        static let sequence: UInt16 = 0x1000
        static let acknowledgment: UInt16 = 0x0080
        static let version: UInt16 = 0x0007
        /// Bits that RFC 2784 wants to be zero in version 0.
        static let reserved: UInt16 = 0x0ff8
    }

    /// RFC 2784, RFC 2890 (version 0), RFC 2637 (version 1).
    func gre(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        let start = place.offset
        try bytes.require(4, at: start)
        let flags = bytes.u16(start)
        let etherType = EtherType(rawValue: bytes.u16(start + 2))
        switch flags & GREFlag.version {
        case 0: break
        case 1: return try pptp(bytes, &place, flags, etherType)
        default: return .unknown
        }
        guard flags & GREFlag.routing == 0 else { return .unknown }
        place.isStrict = flags & GREFlag.reserved == 0
        place.offset += 4
        if flags & GREFlag.checksum != 0 {
            try bytes.require(4, at: place.offset)
            if bytes.u16(place.offset + 2) != 0 { place.isStrict = false }
            // A receiver throws a packet with a wrong sum away.
            if place.wireEnd <= bytes.count, ChecksumVerifier.sum(bytes, start..<place.wireEnd) != 0xffff {
                throw PacketError(.malformed, at: start)
            }
            place.offset += 4
        }
        if flags & GREFlag.key != 0 {
            try bytes.require(4, at: place.offset)
            place.tunnel.identifier = bytes.u32(place.offset)
            place.offset += 4
        }
        let hasSequence = flags & GREFlag.sequence != 0
        if hasSequence { place.offset += 4 }
        return try routedPayload(bytes, &place, etherType, hasSequence: hasSequence)
    }

    private func routedPayload(
        _ bytes: Span<UInt8>, _ place: inout Place, _ etherType: EtherType, hasSequence: Bool
    ) throws(PacketError) -> TunnelContent {
        switch etherType.rawValue {
        // Keep-alives are empty, or a GRE packet of the other direction inside.
        case 0: return .control
        case 0x88be: return try erspan(bytes, &place, headerLength: hasSequence ? 8 : 0)
        case 0x22eb: return try erspan(bytes, &place, headerLength: 12)
        case 0x880b: return try ppp(bytes, place)
        case 0x0800, 0x86dd, 0x6558, 0x8847, 0x8848, 0x894f, 0x8100, 0x88a8: return try payload(bytes, place, of: etherType)
        default: return .unknown
        }
    }

    /// Mirrored frames: no header (type I), 8 bytes (II), 12 bytes and 8 more where the last bit says so (III). The session is the
    /// lower ten bits of the second half word.
    private func erspan(_ bytes: Span<UInt8>, _ place: inout Place, headerLength: Int) throws(PacketError) -> TunnelContent {
        place.tunnel.kind = .erspan
        var length = headerLength
        if length > 0 {
            try bytes.require(length, at: place.offset)
            let version = bytes[place.offset] >> 4
            guard version == (length == 8 ? 1 : 2) else { return .unknown }
            place.tunnel.identifier = UInt32(bytes.u16(place.offset + 2) & 0x03ff)
            if length == 12, bytes[place.offset + 11] & 1 != 0 { length += 8 }
        }
        place.offset += length
        return try ethernet(bytes, place)
    }

    /// RFC 2637 section 4.1: the key is a payload's length and a call.
    private func pptp(
        _ bytes: Span<UInt8>, _ place: inout Place, _ flags: UInt16, _ etherType: EtherType
    ) throws(PacketError) -> TunnelContent {
        place.tunnel.kind = .pptp
        guard flags & GREFlag.key != 0, etherType.rawValue == 0x880b else { throw PacketError(.malformed, at: place.offset) }
        place.isStrict = flags & (GREFlag.checksum | GREFlag.routing | 0x0f78) == 0
        try bytes.require(8, at: place.offset)
        let length = Int(bytes.u16(place.offset + 4))
        place.tunnel.identifier = UInt32(bytes.u16(place.offset + 6))
        place.offset += 8
        if flags & GREFlag.sequence != 0 { place.offset += 4 }
        if flags & GREFlag.acknowledgment != 0 { place.offset += 4 }
        guard flags & GREFlag.sequence != 0 else { return .control }
        guard place.offset + length <= place.wireEnd else { throw PacketError(.malformed, at: place.offset) }
        place.wireEnd = place.offset + length
        return try ppp(bytes, place)
    }
}
