/// What a frame is that holds no IP datagram: no session can be made of it, but it can be counted under a name.
public enum SkippedFrame: UInt8, Hashable, Sendable, CaseIterable {
    // By EtherType (IEEE 802 Numbers).
    case arp
    case reverseARP
    case lldp
    case pppoeDiscovery
    case eapol
    case macSecurity
    case pauseFrame
    case slowProtocol
    case timeProtocol
    case connectivityFault
    case profinet
    case wakeOnLAN
    case appleTalk
    case ipx
    case fibreChannel
    case remoteMemory
    case batman
    case loopbackTest
    /// Any other EtherType.
    case unknownEtherType

    // By the logical link control of IEEE 802.2, and SNAP.
    case spanningTree
    case ciscoProtocol
    case isis
    case netBIOS
    case logicalLink

    // Point to point.
    case pppControl
    case pppEncrypted
    case unknownPPP
    case unknownLabelled

    // IEEE 802.11.
    case wirelessManagement
    case wirelessControl
    case wirelessProtected
    case wirelessFragment
    case wirelessWithoutData

    /// A family, ring or frame control that carries something else.
    case otherLink
}

extension SkippedFrame: CustomStringConvertible {
    /// `arp`, `lldp`, `802.11 management`: the word of a notice.
    public var description: String { Self.names[Int(rawValue)] }

    private static let names = [
        "arp", "rarp", "lldp", "pppoe discovery", "eapol", "macsec", "mac control", "slow protocol", "ptp", "cfm", "profinet",
        "wake-on-lan", "appletalk", "ipx", "fcoe", "roce", "batman", "loopback test", "unknown ethertype", "stp", "cisco protocol", "is-is",
        "netbios", "llc", "ppp control", "ppp encrypted", "unknown ppp", "unknown mpls payload", "802.11 management", "802.11 control",
        "802.11 protected", "802.11 fragment", "802.11 without data", "other link frame",
    ]
}

extension SkippedFrame {
    init(_ etherType: EtherType) {
        self =
            switch etherType.rawValue {
            case 0x0806: .arp
            case 0x8035: .reverseARP
            case 0x88cc: .lldp
            case 0x8863, 0x8864: .pppoeDiscovery
            case 0x888e: .eapol
            case 0x88e5: .macSecurity
            case 0x8808: .pauseFrame
            case 0x8809: .slowProtocol
            case 0x88f7: .timeProtocol
            case 0x8902: .connectivityFault
            case 0x8892: .profinet
            case 0x0842: .wakeOnLAN
            case 0x809b, 0x80f3: .appleTalk
            case 0x8137, 0x8138: .ipx
            case 0x8906, 0x8914: .fibreChannel
            case 0x8915: .remoteMemory
            case 0x4305: .batman
            case 0x9000: .loopbackTest
            default: .unknownEtherType
            }
    }

    /// By the destination's service access point (IEEE 802.2).
    init(serviceAccessPoint: UInt8) {
        self =
            switch serviceAccessPoint {
            case 0x42: .spanningTree
            case 0xfe: .isis
            case 0xf0: .netBIOS
            case 0xe0: .ipx
            default: .logicalLink
            }
    }

    /// By the frame control of IEEE 802.11 section 9.2.4.1.
    init(wirelessControl control: UInt8, flags: UInt8) {
        self =
            switch control >> 2 & 3 {
            case 0: .wirelessManagement
            case 1: .wirelessControl
            default: control & 0x40 != 0 ? .wirelessWithoutData : flags & 0x40 != 0 ? .wirelessProtected : .wirelessFragment
            }
    }

    /// By the number of a PPP protocol (RFC 1661 section 2, RFC 1962, RFC 1968).
    init(pppProtocol number: UInt16) {
        self =
            switch number {
            case 0x4000...: .pppControl
            case 0x00fb, 0x00fd, 0x0053, 0x0055: .pppEncrypted
            default: .unknownPPP
            }
    }
}
