public import NGFWCore

/// Opens packets of tunnels one level deep.
///
///     let outer = try decoder.decode(bytes, linkType: .ethernet)
///     if let opened = tunnels.open(bytes, outer), case .packet(let inner) = opened.content { … }   // inner.tuple
///
/// Which packets are of a tunnel is told by the IP protocol and, in UDP, by the registered port. A packet that turns out to be
/// something else is `malformed` or `unknown`, never an answer about its contents. Never allocates; loops are bounded by the
/// bytes and by ``Limits/linkTags``.
public struct TunnelDecoder: Sendable {
    let decoder: PacketDecoder

    public init(limits: Limits = .standard) { decoder = PacketDecoder(limits: limits) }

    /// The kind of tunnel that the headers of a packet name; `nil` for others, and for fragments.
    ///
    /// - Complexity: O(1), a few comparisons for most packets.
    public func kind(of packet: DecodedPacket) -> Tunnel.Kind? {
        guard packet.fragment == nil else { return nil }
        switch packet.tuple.ipProtocol.rawValue {
        case 17: return Self.kind(ofPort: packet.tuple.destinationPort) ?? Self.kindOfAnswer(packet.tuple.sourcePort)
        case 4: return .ipInIP
        case 41: return .ipv6InIP
        case 47: return .gre
        case 50: return .esp
        case 51: return .ah
        case 97: return .etherIP
        case 137: return .mpls
        default: return nil
        }
    }

    private static func kind(ofPort port: UInt16) -> Tunnel.Kind? {
        switch port {
        case TunnelPort.vxlan, TunnelPort.vxlanGPE: .vxlan
        case TunnelPort.geneve: .geneve
        case TunnelPort.gtpUser: .gtpUser
        case TunnelPort.mplsInUDP: .mpls
        case TunnelPort.greInUDP: .gre
        case TunnelPort.l2tp: .l2tp
        case TunnelPort.teredo: .teredo
        default: nil
        }
    }

    /// Of these the other end answers from the port.
    private static func kindOfAnswer(_ port: UInt16) -> Tunnel.Kind? {
        switch port {
        case TunnelPort.gtpUser: .gtpUser
        case TunnelPort.l2tp: .l2tp
        case TunnelPort.teredo: .teredo
        default: nil
        }
    }

    /// - Parameter bytes: Those that the packet was decoded from.
    /// - Returns: `nil` when the packet is of no tunnel.
    public func open(_ bytes: Span<UInt8>, _ packet: DecodedPacket) -> TunnelledPacket? {
        guard let kind = kind(of: packet), packet.payloadRange.upperBound <= bytes.count else { return nil }
        // What follows the payload is padding of the link.
        let bytes = bytes.extracting(0..<packet.payloadRange.upperBound)
        var place = Place(
            offset: packet.payloadOffset, wireEnd: packet.payloadOffset + packet.wirePayloadLength, tunnel: Tunnel(kind))
        do throws(PacketError) {
            let content = try content(bytes, &place, packet)
            return TunnelledPacket(tunnel: place.tunnel, content: content, isStrict: place.isStrict)
        } catch {
            let content: TunnelContent = error.code == .notIP ? .notIP(error) : .malformed(error)
            return TunnelledPacket(tunnel: place.tunnel, content: content, isStrict: place.isStrict)
        }
    }

    /// Where the decoder stands in a tunnel's packet, and what it has learnt.
    struct Place {
        var offset: Int
        /// Where the payload ends by the headers around it; beyond the bytes when the capture is cut.
        var wireEnd: Int
        var tunnel: Tunnel
        var isStrict = true
    }

    private func content(
        _ bytes: Span<UInt8>, _ place: inout Place, _ packet: DecodedPacket
    ) throws(PacketError) -> TunnelContent {
        switch place.tunnel.kind {
        case .gre, .pptp, .erspan: return try gre(bytes, &place)
        case .ipInIP: return try datagram(bytes, place, NetworkStart(offset: place.offset, version: 4))
        case .ipv6InIP: return try datagram(bytes, place, NetworkStart(offset: place.offset, version: 6))
        case .vxlan: return try vxlan(bytes, &place, hasProtocol: packet.tuple.destinationPort == TunnelPort.vxlanGPE)
        case .geneve: return try geneve(bytes, &place)
        case .gtpUser: return try gtpUser(bytes, &place)
        case .mpls: return try mpls(bytes, &place)
        case .l2tp: return try l2tp(bytes, &place)
        case .etherIP: return try etherIP(bytes, &place)
        case .teredo: return try teredo(bytes, &place)
        case .ah: return try authenticationHeader(bytes, &place, packet)
        case .esp:
            try bytes.require(8, at: place.offset)
            place.tunnel.identifier = bytes.u32(place.offset)
            return .encrypted
        }
    }

    // MARK: What is inside

    /// An IP datagram, which may not be longer than what it lies in.
    func datagram(_ bytes: Span<UInt8>, _ place: Place, _ start: NetworkStart) throws(PacketError) -> TunnelContent {
        let inner = try decoder.decode(bytes, network: start)
        guard inner.networkOffset + inner.datagramLength <= place.wireEnd else { throw PacketError(.malformed, at: start.offset) }
        return .packet(inner)
    }

    /// A payload that an EtherType names.
    func payload(_ bytes: Span<UInt8>, _ place: Place, of etherType: EtherType) throws(PacketError) -> TunnelContent {
        try datagram(bytes, place, try decoder.link.payload(bytes, of: etherType, at: place.offset))
    }

    func ethernet(_ bytes: Span<UInt8>, _ place: Place) throws(PacketError) -> TunnelContent {
        try datagram(bytes, place, try decoder.link.ethernet(bytes, at: place.offset))
    }

    /// A PPP frame, with or without address and control bytes.
    func ppp(_ bytes: Span<UInt8>, _ place: Place) throws(PacketError) -> TunnelContent {
        var offset = place.offset
        try bytes.require(2, at: offset)
        if bytes.u16(offset) == 0xff03 { offset += 2 }
        try bytes.require(2, at: offset)
        let first = bytes[offset]
        switch SkippedFrame(pppProtocol: first & 1 == 1 ? UInt16(first) : bytes.u16(offset)) {
        case .pppControl: return .control
        case .pppEncrypted: return .encrypted
        default: return try datagram(bytes, place, try decoder.link.ppp(bytes, at: offset))
        }
    }
}
