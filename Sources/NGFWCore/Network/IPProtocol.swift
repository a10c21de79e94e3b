/// An IP protocol number (IANA "Assigned Internet Protocol Numbers"); unknown numbers stay alive.
public struct IPProtocol: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let hopByHop = IPProtocol(rawValue: 0)  // RFC 8200
    public static let icmp = IPProtocol(rawValue: 1)  // RFC 792
    public static let igmp = IPProtocol(rawValue: 2)  // RFC 3376
    public static let ipInIP = IPProtocol(rawValue: 4)  // RFC 2003
    public static let tcp = IPProtocol(rawValue: 6)  // RFC 9293
    public static let egp = IPProtocol(rawValue: 8)  // RFC 904
    public static let udp = IPProtocol(rawValue: 17)  // RFC 768
    public static let ipv6 = IPProtocol(rawValue: 41)  // RFC 4213
    public static let ipv6Routing = IPProtocol(rawValue: 43)  // RFC 8200
    public static let ipv6Fragment = IPProtocol(rawValue: 44)  // RFC 8200
    public static let rsvp = IPProtocol(rawValue: 46)  // RFC 2205
    public static let gre = IPProtocol(rawValue: 47)  // RFC 2784
    public static let esp = IPProtocol(rawValue: 50)  // RFC 4303
    public static let ah = IPProtocol(rawValue: 51)  // RFC 4302
    public static let icmpv6 = IPProtocol(rawValue: 58)  // RFC 4443
    public static let ipv6NoNext = IPProtocol(rawValue: 59)  // RFC 8200
    public static let ipv6Destination = IPProtocol(rawValue: 60)  // RFC 8200
    public static let eigrp = IPProtocol(rawValue: 88)  // RFC 7868
    public static let ospf = IPProtocol(rawValue: 89)  // RFC 2328
    public static let etherIP = IPProtocol(rawValue: 97)  // RFC 3378
    public static let pim = IPProtocol(rawValue: 103)  // RFC 7761
    public static let vrrp = IPProtocol(rawValue: 112)  // RFC 9568
    public static let l2tp = IPProtocol(rawValue: 115)  // RFC 3931
    public static let sctp = IPProtocol(rawValue: 132)  // RFC 9260
    public static let mobility = IPProtocol(rawValue: 135)  // RFC 6275
    public static let udpLite = IPProtocol(rawValue: 136)  // RFC 3828

    /// Whether packets of the protocol carry ports where a session key looks for them.
    @inlinable public var hasPorts: Bool {
        rawValue == 6 || rawValue == 17 || rawValue == 132 || rawValue == 136
    }

    @inlinable public var isICMP: Bool { rawValue == 1 || rawValue == 58 }
}

extension IPProtocol: LosslessStringConvertible {
    private static let names: [UInt8: String] = [
        0: "hopopt", 1: "icmp", 2: "igmp", 4: "ipip", 6: "tcp", 8: "egp", 17: "udp", 41: "ipv6", 46: "rsvp", 47: "gre",
        50: "esp", 51: "ah", 58: "icmpv6", 88: "eigrp", 89: "ospf", 97: "etherip", 103: "pim", 112: "vrrp", 115: "l2tp",
        132: "sctp", 136: "udplite",
    ]
    private static let numbers: [String: UInt8] = {
        var table = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
        table["icmp6"] = 58
        table["ipv6-icmp"] = 58
        table["ospfigp"] = 89
        table["ipencap"] = 4
        table["st"] = 5
        table["ipcomp"] = 108
        return table
    }()

    /// Parses a name (`tcp`, `icmp6`, `ospf`, any case) or a number 0…255.
    public init?(_ text: String) {
        guard let number = Self.numbers[text.lowercased()] ?? UInt8(text) else { return nil }
        rawValue = number
    }

    /// The lower-case name, else the number.
    public var description: String { Self.names[rawValue] ?? String(rawValue) }
}
