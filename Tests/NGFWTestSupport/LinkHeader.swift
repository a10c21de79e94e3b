public import NGFWPacket

/// What stands before the IP header.
public enum LinkHeader: Hashable, Sendable {
    case raw
    case ethernet
    /// 802.1Q tags, outermost first; all but the last with the type of 802.1ad.
    case vlan([UInt16])
    case linuxCooked
    case linuxCooked2
    /// The 4-byte address family of BSD loopback, least significant byte first.
    case null
    /// The same, most significant byte first.
    case loop
    case ppp

    public var linkType: LinkType {
        switch self {
        case .raw: .raw
        case .ethernet, .vlan: .ethernet
        case .linuxCooked: .linuxSLL
        case .linuxCooked2: .linuxSLL2
        case .null: .null
        case .loop: .loop
        case .ppp: .ppp
        }
    }

    /// The header's bytes before an IP datagram.
    public func bytes(isIPv4: Bool) -> [UInt8] {
        let etherType: UInt16 = isIPv4 ? 0x0800 : 0x86dd
        let family: UInt32 = isIPv4 ? 2 : 24
        let address: [UInt8] = [0x02, 0, 0, 0, 0, 1]
        var bytes: [UInt8] = []
        switch self {
        case .raw: break
        case .ethernet: bytes = Self.ethernetAddresses
        case .vlan(let tags):
            bytes = Self.ethernetAddresses
            for (index, tag) in tags.enumerated() {
                bytes.append(bigEndian: UInt16(index == tags.count - 1 ? 0x8100 : 0x88a8))
                bytes.append(bigEndian: tag)
            }
        case .linuxCooked:
            bytes = [0, 0, 0, 1, 0, 6] + address + [0, 0]
        case .linuxCooked2:
            bytes.append(bigEndian: etherType)
            return bytes + [0, 0, 0, 0, 0, 2, 0, 1, 0, 6] + address + [0, 0]
        case .null:
            bytes.append(littleEndian: family)
            return bytes
        case .loop:
            bytes.append(bigEndian: family)
            return bytes
        case .ppp:
            return [0xff, 0x03] + (isIPv4 ? [0x00, 0x21] : [0x00, 0x57])
        }
        if self != .raw { bytes.append(bigEndian: etherType) }
        return bytes
    }

    /// Destination and source address of every Ethernet header made here.
    public static let ethernetAddresses: [UInt8] = [0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1]
}
