import NGFWCore

/// What the header after the IP headers says.
struct Transport {
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var headerLength = 0
    /// Bytes of header and payload by the transport header itself, where it has such a field (UDP).
    var length = Int.max
    var tcp: TCPFields?
}

/// Reads the header after the IP headers: ports, flags, and where the payload starts.
///
/// A first fragment whose transport header lies partly in a later one keeps what is there: it is judged after reassembly.
///
/// PERF: the packet is put together once, from plain locals; passing it about half-built costs more than all the reading.
enum TransportDecoder {
    @inline(__always)
    static func decode(_ bytes: Span<UInt8>, _ datagram: Datagram) throws(PacketError) -> DecodedPacket {
        var transport = Transport()
        var icmpFields: ICMPFields?
        if datagram.fragment.map({ $0.offset == 0 }) ?? true {
            // Numbers, not names: a name of another module is a call.
            switch datagram.ipProtocol.rawValue {
            case 6: transport = try tcp(bytes, datagram)
            case 17: transport = try udp(bytes, datagram)
            case 132: transport = try ports(bytes, datagram, headerLength: 12)
            case 136: transport = try ports(bytes, datagram, headerLength: 8)
            case 1: (transport, icmpFields) = try icmp(bytes, datagram, minimum: 8)
            case 58: (transport, icmpFields) = try icmp(bytes, datagram, minimum: 4)
            default: break
            }
        }
        let payloadOffset = min(datagram.offset + transport.headerLength, datagram.capturedEnd)
        let wirePayloadLength = max(0, min(datagram.wireLength, transport.length) - transport.headerLength)
        return DecodedPacket(
            tuple: FiveTuple(
                source: datagram.source, sourcePort: transport.sourcePort, destination: datagram.destination,
                destinationPort: transport.destinationPort, ipProtocol: datagram.ipProtocol),
            networkOffset: datagram.networkOffset, payloadOffset: payloadOffset,
            payloadLength: min(datagram.capturedEnd - payloadOffset, wirePayloadLength), wirePayloadLength: wirePayloadLength,
            datagramLength: datagram.wireEnd - datagram.networkOffset, timeToLive: datagram.timeToLive, tcp: transport.tcp,
            icmp: icmpFields, fragment: datagram.fragment)
    }

    /// Source and destination port, which TCP, UDP, UDP-Lite and SCTP all begin with. The header's length stays zero when a
    /// fragment holds no whole port pair.
    @inline(__always)
    private static func ports(_ bytes: Span<UInt8>, _ datagram: Datagram, headerLength: Int) throws(PacketError) -> Transport {
        let here = datagram.offset
        guard datagram.wireLength >= headerLength || datagram.isOpenEnded else { throw PacketError(.malformed, at: here) }
        guard datagram.capturedLength >= 4 else {
            if datagram.fragment != nil { return Transport() }
            throw PacketError(.truncated, at: here)
        }
        return Transport(sourcePort: bytes.u16(here), destinationPort: bytes.u16(here + 2), headerLength: headerLength)
    }

    private enum TCP {
        static let sequenceNumber = 4
        static let acknowledgmentNumber = 8
        static let dataOffset = 12
        static let flags = 13
        static let window = 14
        static let windowEnd = 16
        static let urgentPointer = 18
        static let minimumLength = 20
    }

    /// RFC 9293 section 3.1. The fields stay nil when the packet is cut before the end of its window.
    @inline(__always)
    private static func tcp(_ bytes: Span<UInt8>, _ datagram: Datagram) throws(PacketError) -> Transport {
        let here = datagram.offset
        var transport = try ports(bytes, datagram, headerLength: TCP.minimumLength)
        guard datagram.capturedLength >= TCP.windowEnd else { return transport }
        let length = Int(bytes[here + TCP.dataOffset] >> 4) * 4
        guard length >= TCP.minimumLength, length <= datagram.wireLength || datagram.isOpenEnded else {
            throw PacketError(.malformed, at: here + TCP.dataOffset)
        }
        transport.headerLength = length
        let flags = TCPFlags(rawValue: bytes[here + TCP.flags])
        let isWhole = datagram.capturedLength >= TCP.minimumLength
        var fields = TCPFields(
            sequenceNumber: bytes.u32(here + TCP.sequenceNumber), acknowledgmentNumber: bytes.u32(here + TCP.acknowledgmentNumber),
            window: bytes.u16(here + TCP.window), flags: flags, urgentPointer: isWhole ? bytes.u16(here + TCP.urgentPointer) : 0)
        if flags.rawValue & TCPFlags.syn.rawValue != 0 {
            fields.options = options(bytes, from: here + TCP.minimumLength, to: here + length, capturedEnd: datagram.capturedEnd)
        }
        transport.tcp = fields
        return transport
    }

    @inline(never)
    private static func options(_ bytes: Span<UInt8>, from start: Int, to end: Int, capturedEnd: Int) -> SYNOptions {
        // Bytes behind the datagram are padding of the link, not options.
        SYNOptions(bytes.extracting(0..<capturedEnd), from: start, to: end)
    }

    private enum UDP {
        static let length = 4
        static let headerLength = 8
    }

    /// RFC 768: the payload ends where the length field says, not where the IP datagram does.
    @inline(__always)
    private static func udp(_ bytes: Span<UInt8>, _ datagram: Datagram) throws(PacketError) -> Transport {
        var transport = try ports(bytes, datagram, headerLength: UDP.headerLength)
        guard datagram.capturedLength >= UDP.length + 2 else { return transport }
        let length = Int(bytes.u16(datagram.offset + UDP.length))
        // RFC 2675 section 4: zero in a jumbogram.
        if length == 0, !datagram.source.isIPv4 { return transport }
        guard length >= UDP.headerLength, length <= datagram.wireLength || datagram.isOpenEnded else {
            throw PacketError(.malformed, at: datagram.offset + UDP.length)
        }
        transport.length = length
        return transport
    }

    /// RFC 792, RFC 4443. The payload follows the second word of the header.
    @inline(never)
    private static func icmp(
        _ bytes: Span<UInt8>, _ datagram: Datagram, minimum: Int
    ) throws(PacketError) -> (Transport, ICMPFields?) {
        let here = datagram.offset
        var transport = Transport()
        guard datagram.wireLength >= minimum || datagram.isOpenEnded else { throw PacketError(.malformed, at: here) }
        guard datagram.capturedLength >= 2 else {
            if datagram.fragment != nil { return (transport, nil) }
            throw PacketError(.truncated, at: here)
        }
        let type = ICMPType(bytes[here], isIPv4: datagram.ipProtocol == .icmp)
        var fields = ICMPFields(type: bytes[here], code: bytes[here + 1])
        if type.isEcho {
            guard datagram.capturedLength >= 8 else {
                if datagram.fragment != nil { return (transport, fields) }
                throw PacketError(datagram.wireLength >= 8 ? .truncated : .malformed, at: here)
            }
            transport.sourcePort = bytes.u16(here + 4)
            transport.destinationPort = bytes.u16(here + 6)
        } else if type.isError, datagram.capturedLength > 8 {
            fields.embedded = EmbeddedDatagram.tuple(bytes, at: here + 8, end: datagram.capturedEnd)
        }
        transport.headerLength = min(8, datagram.wireLength)
        return (transport, fields)
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
