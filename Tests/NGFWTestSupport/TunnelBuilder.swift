import NGFWCore
public import NGFWPacket

/// Tunnels of every kind between the ends of a builder.
///
///     let inner = PacketBuilder(from: "192.168.1.1", to: "192.168.1.2", link: .raw).udp(5353, 53)
///     let outer = PacketBuilder(from: "10.0.0.1", to: "10.0.0.2").tunnel(.geneve, identifier: 7, inner)
extension PacketBuilder {
    /// - Parameter datagram: An IP datagram from its header on.
    public func tunnel(_ kind: Tunnel.Kind, identifier: UInt32 = 0, _ datagram: [UInt8]) -> [UInt8] {
        let isIPv4 = datagram[0] >> 4 == 4
        let etherType: [UInt8] = isIPv4 ? [8, 0] : [0x86, 0xdd]
        let frame = LinkHeader.ethernetAddresses + etherType + datagram
        let ppp: [UInt8] = [0xff, 3, 0, isIPv4 ? 0x21 : 0x57] + datagram
        var word: [UInt8] = []
        word.append(bigEndian: identifier)
        var network: [UInt8] = []
        network.append(bigEndian: identifier << 8)
        var halfWord: [UInt8] = []
        halfWord.append(bigEndian: UInt16(truncatingIfNeeded: identifier))
        switch kind {
        case .gre: return packet(.gre, payload: [0x20, 0] + etherType + word + datagram)
        case .pptp:
            var header: [UInt8] = [0x30, 0x01, 0x88, 0x0b]
            header.append(bigEndian: UInt16(ppp.count))
            return packet(.gre, payload: header + halfWord + [0, 0, 0, 1] + ppp)
        case .erspan: return packet(.gre, payload: [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0x10, 1] + halfWord + [0, 0, 0, 0] + frame)
        case .ipInIP: return packet(.ipInIP, payload: datagram)
        case .ipv6InIP: return packet(.ipv6, payload: datagram)
        case .vxlan: return udp(40_000, 4789, payload: [8, 0, 0, 0] + network + frame)
        case .geneve: return udp(40_000, 6081, payload: [1, 0] + etherType + network + [0, 1, 0, 0] + datagram)
        case .gtpUser:
            var header: [UInt8] = [0x34, 255]
            header.append(bigEndian: UInt16(datagram.count + 8))
            return udp(2152, 2152, payload: header + word + [0, 0, 0, 0x85, 1, 0, 9, 0] + datagram)
        case .mpls:
            var label: [UInt8] = []
            label.append(bigEndian: identifier << 12 | 0x1ff)
            return udp(50_000, 6635, payload: label + datagram)
        case .l2tp:
            var header: [UInt8] = [0x40, 2]
            header.append(bigEndian: UInt16(ppp.count + 8))
            return udp(1701, 1701, payload: header + word + ppp)
        case .etherIP: return packet(.etherIP, payload: [0x30, 0] + frame)
        case .teredo: return udp(50_000, 3544, payload: [0, 0, 0x11, 0x22, 0, 0, 0, 0] + datagram)
        case .ah:
            let next: UInt8 = isIPv4 ? 4 : 41
            return packet(.ah, payload: [next, 4, 0, 0] + word + [0, 0, 0, 1] + Array(repeating: 0xaa, count: 12) + datagram)
        case .esp: return packet(.esp, payload: word + [0, 0, 0, 1] + datagram)
        }
    }
}
