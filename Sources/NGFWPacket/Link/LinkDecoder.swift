import NGFWCore

/// Where an IP header starts.
struct NetworkStart {
    var offset: Int
    /// What the link layer called it, 4 or 6; `nil` when the link type leaves it to the header.
    var version: UInt8?
}

/// Finds the IP header behind a link-layer header.
///
/// Layouts: tcpdump.org "Link-Layer Header Types"; RFCs and IEEE standards named at each function.
struct LinkDecoder: Sendable {
    /// VLAN, MPLS, NSH and PPPoE headers passed over before giving up.
    let tagLimit: Int

    func networkStart(_ bytes: Span<UInt8>, _ linkType: LinkType) throws(PacketError) -> NetworkStart {
        switch linkType {
        case .ethernet: return try ethernet(bytes, at: 0)
        case .raw, .rawBSD, .rawOpenBSD: return NetworkStart(offset: 0, version: nil)
        case .ipv4: return NetworkStart(offset: 0, version: 4)
        case .ipv6: return NetworkStart(offset: 0, version: 6)
        case .null, .loop: return try loopback(bytes)
        case .linuxSLL: return try cooked(bytes, protocolAt: 14, length: 16)
        case .linuxSLL2: return try cooked(bytes, protocolAt: 0, length: 20)
        case .ppp, .pppHDLC: return try ppp(bytes, at: 0)
        case .pppEther: return try payload(bytes, of: .pppoeSession, at: 0)
        case .ciscoHDLC: return try ciscoHDLC(bytes, at: 0)
        case .frameRelay: return try frameRelay(bytes)
        case .fddi: return try fddi(bytes)
        case .tokenRing: return try tokenRing(bytes)
        case .ieee80211: return try ieee80211(bytes, at: 0, isPadded: false)
        case .ieee80211Radiotap: return try radiotap(bytes)
        case .ppi: return try ppi(bytes)
        case .nflog: return try nflog(bytes)
        default: throw PacketError(.unsupportedLinkType, at: 0)
        }
    }

    /// IEEE 802.3: two addresses, then a type (from 0x600) or the length of an LLC frame.
    func ethernet(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) -> NetworkStart {
        try bytes.require(14, at: offset)
        return try payload(bytes, of: EtherType(rawValue: bytes.u16(offset + 12)), at: offset + 14)
    }

    /// Passes over tags until IP or something else comes.
    func payload(_ bytes: Span<UInt8>, of etherType: EtherType, at offset: Int) throws(PacketError) -> NetworkStart {
        var etherType = etherType
        var offset = offset
        for _ in 0...max(0, tagLimit) {
            switch etherType {
            case .ipv4: return NetworkStart(offset: offset, version: 4)
            case .ipv6: return NetworkStart(offset: offset, version: 6)
            case .vlan, .serviceVLAN, .oldServiceVLAN, .vnTag:
                try bytes.require(4, at: offset)
                etherType = EtherType(rawValue: bytes.u16(offset + 2))
                offset += 4
            case .mpls, .mplsMulticast:
                try bytes.require(4, at: offset)
                let isBottom = bytes[offset + 2] & 1 == 1
                offset += 4
                if isBottom { etherType = try labelled(bytes, &offset) }
            case .pppoeSession:
                // RFC 2516: version and type, code, session, length; then a PPP protocol.
                try bytes.require(8, at: offset)
                guard bytes[offset] == 0x11, bytes[offset + 1] == 0 else {
                    throw PacketError(skipping: .pppoeDiscovery, at: offset)
                }
                etherType = try pppPayload(bytes, &offset, at: offset + 6)
            case .nsh: etherType = try serviceHeader(bytes, &offset)
            case .innerEthernet:
                try bytes.require(14, at: offset)
                etherType = EtherType(rawValue: bytes.u16(offset + 12))
                offset += 14
            default:
                guard etherType.isLength else { throw PacketError(skipping: SkippedFrame(etherType), at: offset) }
                return try logicalLink(bytes, at: offset)
            }
        }
        throw PacketError(.limit, at: offset)
    }

    /// What follows the last MPLS label: told by its first half byte (RFC 4928), since the label stack names no protocol.
    private func labelled(_ bytes: Span<UInt8>, _ offset: inout Int) throws(PacketError) -> EtherType {
        try bytes.require(1, at: offset)
        switch bytes[offset] >> 4 {
        case 4: return .ipv4
        case 6: return .ipv6
        case 0:
            // RFC 4385: the control word of a pseudowire, here of Ethernet (RFC 4448).
            offset += 4
            return .innerEthernet
        default: throw PacketError(skipping: .unknownLabelled, at: offset)
        }
    }

    /// RFC 8300 section 2.2: the service header's length in 4-byte words and what follows it.
    private func serviceHeader(_ bytes: Span<UInt8>, _ offset: inout Int) throws(PacketError) -> EtherType {
        try bytes.require(8, at: offset)
        let length = Int(bytes[offset + 1] & 0x3f) * 4
        let next = bytes[offset + 3]
        guard length >= 8 else { throw PacketError(.malformed, at: offset) }
        offset += length
        switch next {
        case 1: return .ipv4
        case 2: return .ipv6
        case 3: return .innerEthernet
        case 4: return .nsh
        case 5: return .mpls
        default: throw PacketError(skipping: .unknownEtherType, at: offset)
        }
    }

    /// IEEE 802.2 with SNAP (RFC 1042), or IP right on LLC.
    func logicalLink(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) -> NetworkStart {
        try bytes.require(3, at: offset)
        guard bytes[offset + 2] == 0x03 else {
            throw PacketError(skipping: SkippedFrame(serviceAccessPoint: bytes[offset]), at: offset)
        }
        switch (bytes[offset], bytes[offset + 1]) {
        case (0xaa, 0xaa), (0xab, 0xaa):
            return try subnetworkAccess(bytes, at: offset + 3)
        case (0x06, 0x06): return NetworkStart(offset: offset + 3, version: 4)
        default: throw PacketError(skipping: SkippedFrame(serviceAccessPoint: bytes[offset]), at: offset)
        }
    }

    /// SNAP: organisation and type; organisation zero means an EtherType, 00-00-F8 is its bridged form (IEEE 802.1H).
    func subnetworkAccess(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) -> NetworkStart {
        try bytes.require(5, at: offset)
        let organisation = UInt32(bytes.u16(offset)) << 8 | UInt32(bytes[offset + 2])
        let etherType = EtherType(rawValue: bytes.u16(offset + 3))
        guard organisation == 0 || organisation == 0xf8, !etherType.isLength else {
            throw PacketError(skipping: organisation == 0x0c ? .ciscoProtocol : .logicalLink, at: offset)
        }
        return try payload(bytes, of: etherType, at: offset + 5)
    }
}

/// An EtherType (IEEE 802 Numbers); below 0x600 the field is a length.
struct EtherType: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt16

    static let ipv4 = EtherType(rawValue: 0x0800)
    static let ipv6 = EtherType(rawValue: 0x86dd)
    static let vlan = EtherType(rawValue: 0x8100)  // IEEE 802.1Q
    static let serviceVLAN = EtherType(rawValue: 0x88a8)  // IEEE 802.1ad
    static let oldServiceVLAN = EtherType(rawValue: 0x9100)  // before 802.1ad
    static let vnTag = EtherType(rawValue: 0x8926)  // IEEE 802.1BR's forerunner: 4 bytes before the next type
    static let mpls = EtherType(rawValue: 0x8847)  // RFC 5332
    static let mplsMulticast = EtherType(rawValue: 0x8848)
    static let pppoeSession = EtherType(rawValue: 0x8864)  // RFC 2516
    static let nsh = EtherType(rawValue: 0x894f)  // RFC 8300
    /// Transparent Ethernet bridging: a whole Ethernet header inside (RFC 1701).
    static let innerEthernet = EtherType(rawValue: 0x6558)

    var isLength: Bool { rawValue < 0x600 }
}
