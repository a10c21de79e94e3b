/// Point-to-point and loopback links.
extension LinkDecoder {
    /// BSD loopback: the address family in the byte order of the machine that captured (LOOP: network order). Both orders are
    /// understood, and the numbers that the systems give to IPv6: 10 Linux, 24 NetBSD and OpenBSD, 28 FreeBSD, 30 Darwin.
    func loopback(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        try bytes.require(4, at: 0)
        let value = bytes.u32(0)
        switch value <= 0xffff ? value : value.byteSwapped {
        case 2: return NetworkStart(offset: 4, version: 4)
        case 10, 24, 28, 30: return NetworkStart(offset: 4, version: 6)
        default: throw PacketError(skipping: .otherLink, at: 0)
        }
    }

    /// Linux cooked capture: an EtherType, or 4 for an LLC frame.
    func cooked(_ bytes: Span<UInt8>, protocolAt: Int, length: Int) throws(PacketError) -> NetworkStart {
        try bytes.require(length, at: 0)
        let etherType = EtherType(rawValue: bytes.u16(protocolAt))
        guard !etherType.isLength || etherType.rawValue == 4 else { throw PacketError(skipping: .otherLink, at: protocolAt) }
        return try payload(bytes, of: etherType, at: length)
    }

    /// RFC 1661, with or without the address and control bytes of RFC 1662; Cisco's framing begins with 0x0f or 0x8f instead.
    func ppp(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) -> NetworkStart {
        try bytes.require(4, at: offset)
        switch bytes[offset] {
        case 0x0f, 0x8f: return try ciscoHDLC(bytes, at: offset)
        case 0xff where bytes[offset + 1] == 0x03:
            var start = offset + 2
            let etherType = try pppPayload(bytes, &start, at: start)
            return try payload(bytes, of: etherType, at: start)
        default:
            var start = offset
            let etherType = try pppPayload(bytes, &start, at: start)
            return try payload(bytes, of: etherType, at: start)
        }
    }

    /// A PPP protocol number, compressed to one byte when that is odd (RFC 1661 section 6.5). Moves the offset behind it.
    func pppPayload(_ bytes: Span<UInt8>, _ offset: inout Int, at start: Int) throws(PacketError) -> EtherType {
        try bytes.require(2, at: start)
        let isCompressed = bytes[start] & 1 == 1
        let number = isCompressed ? UInt16(bytes[start]) : bytes.u16(start)
        offset = start + (isCompressed ? 1 : 2)
        switch number {
        case 0x0021: return .ipv4  // RFC 1332
        case 0x0057: return .ipv6  // RFC 5072
        case 0x0281: return .mpls  // RFC 3032
        case 0x0283: return .mplsMulticast
        default: throw PacketError(skipping: SkippedFrame(pppProtocol: number), at: start)
        }
    }

    /// Cisco HDLC: address, control, EtherType.
    func ciscoHDLC(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) -> NetworkStart {
        try bytes.require(4, at: offset)
        let etherType = EtherType(rawValue: bytes.u16(offset + 2))
        guard !etherType.isLength else { throw PacketError(skipping: .otherLink, at: offset) }
        return try payload(bytes, of: etherType, at: offset + 4)
    }

    /// RFC 2427: a Q.922 address of two to four bytes, control, network layer protocol id; or Cisco's way, an EtherType.
    func frameRelay(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        var offset = 0
        repeat {
            try bytes.require(1, at: offset)
            guard offset < 4 else { throw PacketError(.malformed, at: offset) }
            offset += 1
        } while bytes[offset - 1] & 1 == 0
        try bytes.require(2, at: offset)
        guard bytes[offset] == 0x03 else {
            let etherType = EtherType(rawValue: bytes.u16(offset))
            guard !etherType.isLength else { throw PacketError(skipping: .otherLink, at: offset) }
            return try payload(bytes, of: etherType, at: offset + 2)
        }
        offset += 1
        // A zero byte aligns the protocol id where the address has an even length.
        if bytes[offset] == 0 { offset += 1 }
        try bytes.require(1, at: offset)
        switch bytes[offset] {
        case 0xcc: return NetworkStart(offset: offset + 1, version: 4)
        case 0x8e: return NetworkStart(offset: offset + 1, version: 6)
        case 0x80: return try subnetworkAccess(bytes, at: offset + 1)
        case 0xcf: return try ppp(bytes, at: offset + 1)
        default: throw PacketError(skipping: .otherLink, at: offset)
        }
    }

    /// Netfilter's log link: family, version, group; then length-type-value records padded to four bytes, of which type 9 is
    /// the packet. The records' byte order is the capturing machine's.
    func nflog(_ bytes: Span<UInt8>) throws(PacketError) -> NetworkStart {
        try bytes.require(8, at: 0)
        guard bytes[1] == 0 else { throw PacketError(.malformed, at: 1) }
        var offset = 4
        // Lengths are small: the order in which the first one is the smaller number is the right one.
        let isLittleEndian = bytes.u16LittleEndian(4) <= bytes.u16(4)
        // Each record is at least four bytes long, so the loop ends with the bytes.
        while offset <= bytes.count - 4 {
            let length = Int(isLittleEndian ? bytes.u16LittleEndian(offset) : bytes.u16(offset))
            let type = isLittleEndian ? bytes.u16LittleEndian(offset + 2) : bytes.u16(offset + 2)
            if type == 9 { return NetworkStart(offset: offset + 4, version: nil) }
            guard length >= 4 else { throw PacketError(.malformed, at: offset) }
            offset += (length + 3) / 4 * 4
        }
        throw PacketError(.truncated, at: offset)
    }
}
