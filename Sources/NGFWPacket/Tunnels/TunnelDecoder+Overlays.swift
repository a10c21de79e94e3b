/// Virtual networks over UDP: VXLAN, GENEVE, MPLS.
extension TunnelDecoder {
    /// RFC 7348 section 5; draft-ietf-nvo3-vxlan-gpe section 3 where the port says that the header names a protocol.
    func vxlan(_ bytes: Span<UInt8>, _ place: inout Place, hasProtocol: Bool) throws(PacketError) -> TunnelContent {
        let start = place.offset
        try bytes.require(8, at: start)
        let flags = bytes[start]
        // Without this bit there is no network to be of.
        guard flags & 0x08 != 0 else { throw PacketError(.malformed, at: start) }
        place.tunnel.identifier = bytes.u32(start + 4) >> 8
        place.offset += 8
        guard hasProtocol else {
            // The group policy extension uses 0x80 and the second half word.
            place.isStrict = flags & 0x77 == 0 && bytes[start + 7] == 0
            return try ethernet(bytes, place)
        }
        place.isStrict = flags & 0xc0 == 0 && bytes[start + 1] == 0 && bytes[start + 2] == 0 && bytes[start + 7] == 0
        guard flags & 0x30 == 0 else { return .unknown }
        // Operations, administration, maintenance.
        if flags & 0x01 != 0 { return .control }
        guard flags & 0x04 != 0 else { return try ethernet(bytes, place) }
        switch bytes[start + 3] {
        case 1: return try payload(bytes, place, of: .ipv4)
        case 2: return try payload(bytes, place, of: .ipv6)
        case 3: return try ethernet(bytes, place)
        case 4: return try payload(bytes, place, of: .nsh)
        case 5: return try payload(bytes, place, of: .mpls)
        default: return .unknown
        }
    }

    /// RFC 8926 section 3.4: version and length of the options, flags, EtherType, network.
    func geneve(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        let start = place.offset
        try bytes.require(8, at: start)
        guard bytes[start] >> 6 == 0 else { return .unknown }
        let optionsLength = Int(bytes[start] & 0x3f) * 4
        let flags = bytes[start + 1]
        place.isStrict = flags & 0x3f == 0 && bytes[start + 7] == 0
        place.tunnel.identifier = bytes.u32(start + 4) >> 8
        place.offset += 8 + optionsLength
        guard place.offset <= place.wireEnd else { throw PacketError(.malformed, at: start) }
        if flags & 0x80 != 0 { return .control }
        let etherType = EtherType(rawValue: bytes.u16(start + 2))
        switch etherType.rawValue {
        case 0x0800, 0x86dd, 0x6558, 0x8847, 0x8848, 0x894f: return try payload(bytes, place, of: etherType)
        default: return .unknown
        }
    }

    /// RFC 7510, RFC 4023: a label stack, of which the top names the path.
    func mpls(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        try bytes.require(4, at: place.offset)
        place.tunnel.identifier = bytes.u32(place.offset) >> 12
        return try payload(bytes, place, of: .mpls)
    }

    /// RFC 3378: version 3 and twelve zero bits, then a frame.
    func etherIP(_ bytes: Span<UInt8>, _ place: inout Place) throws(PacketError) -> TunnelContent {
        try bytes.require(2, at: place.offset)
        let header = bytes.u16(place.offset)
        guard header >> 12 == 3 else { return .unknown }
        place.isStrict = header & 0x0fff == 0
        place.offset += 2
        return try ethernet(bytes, place)
    }
}
