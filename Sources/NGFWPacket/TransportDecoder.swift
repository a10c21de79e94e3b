import NGFWCore

/// Reads the header after the IP headers: ports, flags, and where the payload starts.
///
/// A first fragment whose transport header lies partly in a later one keeps what is there: it is judged after reassembly.
enum TransportDecoder {
    static func decode(_ bytes: Span<UInt8>, _ datagram: Datagram) throws(PacketError) -> DecodedPacket {
        let tuple = FiveTuple(source: datagram.source, destination: datagram.destination, ipProtocol: datagram.ipProtocol)
        var packet = DecodedPacket(
            tuple: tuple, payloadOffset: datagram.offset, payloadLength: datagram.capturedLength, wirePayloadLength: datagram.wireLength,
            datagramLength: datagram.wireEnd - datagram.networkOffset, timeToLive: datagram.timeToLive)
        packet.networkOffset = datagram.networkOffset
        packet.fragment = datagram.fragment
        if let fragment = datagram.fragment, fragment.offset > 0 { return packet }
        let headerLength: Int?
        switch datagram.ipProtocol {
        case .tcp: headerLength = try tcp(bytes, datagram, &packet)
        case .udp: headerLength = try udp(bytes, datagram, &packet)
        case .sctp: headerLength = try ports(bytes, datagram, &packet, headerLength: 12)
        case .udpLite: headerLength = try ports(bytes, datagram, &packet, headerLength: 8)
        case .icmp: headerLength = try icmp(bytes, datagram, &packet, minimum: 8)
        case .icmpv6: headerLength = try icmp(bytes, datagram, &packet, minimum: 4)
        default: return packet
        }
        guard let headerLength else { return packet }
        packet.payloadOffset = min(datagram.offset + headerLength, datagram.capturedEnd)
        packet.wirePayloadLength = max(0, packet.wirePayloadLength - headerLength)
        packet.payloadLength = min(datagram.capturedEnd - packet.payloadOffset, packet.wirePayloadLength)
        return packet
    }

    /// Source and destination port, which TCP, UDP, UDP-Lite and SCTP all begin with. Returns the header's length, `nil` when a
    /// fragment holds no whole port pair.
    private static func ports(
        _ bytes: Span<UInt8>, _ datagram: Datagram, _ packet: inout DecodedPacket, headerLength: Int
    ) throws(PacketError) -> Int? {
        let here = datagram.offset
        guard datagram.wireLength >= headerLength || datagram.isOpenEnded else { throw PacketError(.malformed, at: here) }
        guard datagram.capturedLength >= 4 else {
            if datagram.fragment != nil { return nil }
            throw PacketError(.truncated, at: here)
        }
        packet.tuple.sourcePort = bytes.u16(here)
        packet.tuple.destinationPort = bytes.u16(here + 2)
        return headerLength
    }

    private enum TCP {
        static let sequenceNumber = 4
        static let acknowledgmentNumber = 8
        static let dataOffset = 12
        static let flags = 13
        static let window = 14
        static let windowEnd = 16
        static let minimumLength = 20
    }

    /// RFC 9293 section 3.1. The fields stay nil when the packet is cut before its window.
    private static func tcp(_ bytes: Span<UInt8>, _ datagram: Datagram, _ packet: inout DecodedPacket) throws(PacketError) -> Int? {
        let here = datagram.offset
        guard try ports(bytes, datagram, &packet, headerLength: TCP.minimumLength) != nil else { return nil }
        guard datagram.capturedLength >= TCP.windowEnd else { return TCP.minimumLength }
        let length = Int(bytes[here + TCP.dataOffset] >> 4) * 4
        guard length >= TCP.minimumLength, length <= datagram.wireLength || datagram.isOpenEnded else {
            throw PacketError(.malformed, at: here + TCP.dataOffset)
        }
        packet.tcp = TCPFields(
            sequenceNumber: bytes.u32(here + TCP.sequenceNumber), acknowledgmentNumber: bytes.u32(here + TCP.acknowledgmentNumber),
            window: bytes.u16(here + TCP.window), flags: TCPFlags(rawValue: bytes[here + TCP.flags]))
        return length
    }

    private enum UDP {
        static let length = 4
        static let headerLength = 8
    }

    /// RFC 768: the payload ends where the length field says, not where the IP datagram does.
    private static func udp(_ bytes: Span<UInt8>, _ datagram: Datagram, _ packet: inout DecodedPacket) throws(PacketError) -> Int? {
        guard try ports(bytes, datagram, &packet, headerLength: UDP.headerLength) != nil else { return nil }
        guard datagram.capturedLength >= UDP.length + 2 else { return UDP.headerLength }
        let length = Int(bytes.u16(datagram.offset + UDP.length))
        // RFC 2675 section 4: zero in a jumbogram.
        if length == 0, !datagram.source.isIPv4 { return UDP.headerLength }
        guard length >= UDP.headerLength, length <= datagram.wireLength || datagram.isOpenEnded else {
            throw PacketError(.malformed, at: datagram.offset + UDP.length)
        }
        if !datagram.isOpenEnded || length < datagram.wireLength { packet.wirePayloadLength = length }
        return UDP.headerLength
    }

    /// RFC 792, RFC 4443. The payload follows the second word of the header.
    private static func icmp(
        _ bytes: Span<UInt8>, _ datagram: Datagram, _ packet: inout DecodedPacket, minimum: Int
    ) throws(PacketError) -> Int? {
        let here = datagram.offset
        guard datagram.wireLength >= minimum || datagram.isOpenEnded else { throw PacketError(.malformed, at: here) }
        guard datagram.capturedLength >= 2 else {
            if datagram.fragment != nil { return nil }
            throw PacketError(.truncated, at: here)
        }
        let type = ICMPType(bytes[here], isIPv4: datagram.ipProtocol == .icmp)
        packet.icmp = ICMPFields(type: bytes[here], code: bytes[here + 1])
        if type.isEcho {
            guard datagram.capturedLength >= 8 else {
                if datagram.fragment != nil { return nil }
                throw PacketError(datagram.wireLength >= 8 ? .truncated : .malformed, at: here)
            }
            packet.tuple.sourcePort = bytes.u16(here + 4)
            packet.tuple.destinationPort = bytes.u16(here + 6)
        } else if type.isError, datagram.capturedLength > 8 {
            packet.icmp?.embedded = EmbeddedDatagram.tuple(bytes, at: here + 8, end: datagram.capturedEnd)
        }
        return min(8, datagram.wireLength)
    }
}

/// What a message's type number means for a session.
struct ICMPType {
    let isEcho: Bool
    let isError: Bool

    init(_ type: UInt8, isIPv4: Bool) {
        isEcho = isIPv4 ? type == 0 || type == 8 : type == 128 || type == 129
        // RFC 792: destination unreachable, source quench, redirect, time exceeded, parameter problem. RFC 4443: all below 128.
        isError = isIPv4 ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12 : type < 128
    }
}
