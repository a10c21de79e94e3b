/// A tunnel as its header names it: what kind, and which one of those between two addresses.
public struct Tunnel: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// RFC 2784, RFC 2890; with Ethernet inside also NVGRE (RFC 7637).
        case gre = 1
        /// RFC 2637: PPP in GRE.
        case pptp
        /// Mirrored Ethernet in GRE, types I to III.
        case erspan
        /// RFC 2003, RFC 2473: protocol 4.
        case ipInIP
        /// RFC 4213, RFC 2473: protocol 41, 6in4 and its relatives.
        case ipv6InIP
        /// RFC 7348.
        case vxlan
        /// RFC 8926.
        case geneve
        /// 3GPP TS 29.281.
        case gtpUser
        /// RFC 7510, RFC 4023: MPLS in UDP or right in IP.
        case mpls
        /// RFC 2661.
        case l2tp
        /// RFC 3378.
        case etherIP
        /// RFC 4380.
        case teredo
        /// RFC 4302: signed, not encrypted.
        case ah
        /// RFC 4303.
        case esp
    }

    public var kind: Kind
    /// What the kind tells its tunnels apart by: key or call of GRE, session of ERSPAN, network of VXLAN and GENEVE, endpoint of
    /// GTP, tunnel and session of L2TP, top label of MPLS, security parameters index of AH and ESP; zero for the others.
    public var identifier: UInt32

    public init(_ kind: Kind, identifier: UInt32 = 0) {
        self.kind = kind
        self.identifier = identifier
    }
}

extension Tunnel.Kind: CustomStringConvertible {
    /// `vxlan`, `gtp-u`, `ip-in-ip`.
    public var description: String {
        switch self {
        case .gre: "gre"
        case .pptp: "pptp"
        case .erspan: "erspan"
        case .ipInIP: "ip-in-ip"
        case .ipv6InIP: "ipv6-in-ip"
        case .vxlan: "vxlan"
        case .geneve: "geneve"
        case .gtpUser: "gtp-u"
        case .mpls: "mpls"
        case .l2tp: "l2tp"
        case .etherIP: "etherip"
        case .teredo: "teredo"
        case .ah: "ah"
        case .esp: "esp"
        }
    }
}

extension Tunnel: CustomStringConvertible {
    /// `vxlan 5010`, `ip-in-ip`.
    public var description: String { identifier == 0 ? "\(kind)" : "\(kind) \(identifier)" }
}

/// What a packet of a tunnel carries.
public enum TunnelContent: Sendable {
    /// A datagram; its offsets are into the bytes of the outer packet.
    case packet(DecodedPacket)
    /// The tunnel's own messages: echo, keep-alive, control connection. No user's data.
    case control
    /// A frame inside that holds no IP: ARP, spanning tree.
    case notIP(PacketError)
    /// Nothing to be read without a key.
    case encrypted
    /// A version or inner protocol that is not known here.
    case unknown
    case malformed(PacketError)
}

/// A packet of a tunnel, opened.
public struct TunnelledPacket: Sendable {
    public var tunnel: Tunnel
    public var content: TunnelContent
    /// Reserved bits and fields of the tunnel's header are as its specification wants them.
    public var isStrict: Bool
}
