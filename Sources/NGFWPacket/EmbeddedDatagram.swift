import NGFWCore

/// The start of the datagram that an ICMP error quotes (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443 section 2.4).
enum EmbeddedDatagram {
    /// Extension headers passed over in a quoted IPv6 datagram.
    private static let extensionHeaderLimit = 8

    /// The quoted tuple, as the sender of the quoted datagram wrote it; `nil` when the quotation does not reach its ports.
    static func tuple(_ bytes: Span<UInt8>, at offset: Int, end: Int) -> FiveTuple? {
        // Quotations are cut by nature: only their captured bytes count, whatever their length fields promise.
        let quoted = bytes.extracting(0..<end)
        guard let datagram = try? datagram(quoted, at: offset) else { return nil }
        var tuple = FiveTuple(source: datagram.source, destination: datagram.destination, ipProtocol: datagram.ipProtocol)
        if let fragment = datagram.fragment, fragment.offset > 0 { return tuple }
        let here = datagram.offset
        if datagram.ipProtocol.hasPorts {
            guard datagram.capturedLength >= 4 else { return nil }
            tuple.sourcePort = quoted.u16(here)
            tuple.destinationPort = quoted.u16(here + 2)
        } else if datagram.ipProtocol.isICMP {
            guard datagram.capturedLength >= 1 else { return nil }
            let type = ICMPType(quoted[here], isIPv4: datagram.ipProtocol == .icmp)
            guard type.isEcho else { return tuple }
            guard datagram.capturedLength >= 8 else { return nil }
            tuple.sourcePort = quoted.u16(here + 4)
            tuple.destinationPort = quoted.u16(here + 6)
        }
        return tuple
    }

    /// The sequence number of a quoted TCP segment; `nil` when it is no TCP or the quotation does not reach so far.
    static func sequenceNumber(_ bytes: Span<UInt8>, at offset: Int, end: Int) -> UInt32? {
        let quoted = bytes.extracting(0..<end)
        guard let datagram = try? datagram(quoted, at: offset), datagram.ipProtocol == .tcp,
            datagram.fragment.map({ $0.offset == 0 }) ?? true,
            datagram.capturedLength >= 8
        else { return nil }
        return quoted.u32(datagram.offset + 4)
    }

    /// Type and code of a quoted ICMP message; `nil` when it is none or the quotation does not reach so far.
    static func message(_ bytes: Span<UInt8>, at offset: Int, end: Int) -> ICMPFields? {
        let quoted = bytes.extracting(0..<end)
        guard let datagram = try? datagram(quoted, at: offset), datagram.ipProtocol.isICMP,
            datagram.fragment.map({ $0.offset == 0 }) ?? true, datagram.capturedLength >= 2
        else { return nil }
        return ICMPFields(type: quoted[datagram.offset], code: quoted[datagram.offset + 1])
    }

    private static func datagram(_ quoted: Span<UInt8>, at offset: Int) throws(PacketError) -> Datagram {
        try quoted.require(1, at: offset)
        switch quoted[offset] >> 4 {
        case 4: return try IPv4Header(quoted, at: offset).datagram(quoted.count)
        case 6: return try IPv6Header(quoted, at: offset).datagram(quoted, extensionHeaderLimit: extensionHeaderLimit)
        default: throw PacketError(.malformed, at: offset)
        }
    }
}
