/// Shared media: rings and wireless links, whose frames carry LLC.
extension LinkDecoder {
    /// ISO 9314: frame control, two addresses, then LLC when the control byte says so.
    func fddi(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        try bytes.require(13, at: 0)
        guard bytes[0] & 0xf0 == 0x50 else { throw PacketError(skipping: .otherLink, at: 0) }
        return try logicalLink(bytes, at: 13)
    }

    /// IEEE 802.5: access and frame control, two addresses, the route of source-routed frames, LLC.
    func tokenRing(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        try bytes.require(15, at: 0)
        guard bytes[1] & 0xc0 == 0x40 else { throw PacketError(skipping: .otherLink, at: 1) }
        let isSourceRouted = bytes[8] & 0x80 != 0
        let routeLength = isSourceRouted ? Int(bytes[14] & 0x1f) : 0
        guard !isSourceRouted || routeLength >= 2 else { throw PacketError(.malformed, at: 14) }
        return try logicalLink(bytes, at: 14 + routeLength)
    }

    /// radiotap.org: version, length, words of presence bits, fields. Of those only the flags matter: bit 5 says that the
    /// 802.11 header is padded to four bytes.
    func radiotap(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        try bytes.require(8, at: 0)
        let length = Int(bytes.u16LittleEndian(2))
        guard bytes[0] == 0, length >= 8 else { throw PacketError(.malformed, at: 0) }
        try bytes.require(length, at: 0)
        let present = bytes.u32LittleEndian(4)
        var fields = 8
        // Bit 31: another presence word follows. The length bounds the loop.
        var word = present
        while word & 0x8000_0000 != 0 {
            guard fields + 4 <= length else { throw PacketError(.malformed, at: fields) }
            word = bytes.u32LittleEndian(fields)
            fields += 4
        }
        // Bit 0: a time stamp of eight bytes, aligned to eight. Bit 1: the flags.
        let flags = present & 1 != 0 ? (fields + 7) / 8 * 8 + 8 : fields
        let isPadded = present & 2 != 0 && flags < length && bytes[flags] & 0x20 != 0
        return try ieee80211(bytes, at: length, isPadded: isPadded)
    }

    /// IEEE 802.11 section 9.2.4: data frames that carry LLC in the clear. Protected and fragmented frames carry nothing readable.
    func ieee80211(_ bytes: Span<UInt8>, at offset: Int, isPadded: Bool) throws(PacketError) -> NetworkStart {
        try bytes.require(2, at: offset)
        let control = bytes[offset]
        let flags = bytes[offset + 1]
        let isData = control & 0x0f == 0x08 && control & 0x40 == 0
        let isProtected = flags & 0x40 != 0
        guard isData, !isProtected else {
            throw PacketError(skipping: SkippedFrame(wirelessControl: control, flags: flags), at: offset)
        }
        try bytes.require(24, at: offset)
        let isFragment = flags & 0x04 != 0 || bytes[offset + 22] & 0x0f != 0
        guard !isFragment else { throw PacketError(skipping: .wirelessFragment, at: offset) }
        var length = flags & 0x03 == 0x03 ? 30 : 24
        let hasQualityOfService = control & 0x80 != 0
        var isAggregate = false
        if hasQualityOfService {
            try bytes.require(length + 2, at: offset)
            isAggregate = bytes[offset + length] & 0x80 != 0
            // Bit 7 of the flags: a high-throughput control field follows.
            length += flags & 0x80 != 0 ? 6 : 2
        }
        if isPadded { length = (length + 3) / 4 * 4 }
        // Of an aggregate the first frame counts: two addresses and a length before its LLC.
        return try logicalLink(bytes, at: offset + length + (isAggregate ? 14 : 0))
    }

    /// CACE "Per-Packet Information": version, flags, length, link type of what follows.
    func ppi(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        try bytes.require(8, at: 0)
        let length = Int(bytes.u16LittleEndian(2))
        guard bytes[0] == 0, length >= 8 else { throw PacketError(.malformed, at: 0) }
        try bytes.require(length, at: 0)
        switch bytes.u32LittleEndian(4) {
        case 105: return try ieee80211(bytes, at: length, isPadded: false)
        case 1: return try ethernet(bytes, at: length)
        case 9: return try ppp(bytes, at: length)
        case 101, 228, 229: return NetworkStart(offset: length, version: nil)
        default: throw PacketError(.unsupportedLinkType, at: 4)
        }
    }
}
