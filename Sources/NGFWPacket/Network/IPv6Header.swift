import NGFWCore

/// An IPv6 header (RFC 8200 section 3).
struct IPv6Header {
    /// Offsets of the fields from the start of the header.
    enum Field {
        static let payloadLength = 4
        static let nextHeader = 6
        static let hopLimit = 7
        static let source = 8
        static let destination = 24
    }
    static let length = 40
    static let fragmentLength = 8

    let offset: Int
    let payloadLength: Int
    let nextHeader: IPProtocol
    let hopLimit: UInt8
    let source: IPAddress
    let destination: IPAddress

    init(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) {
        try bytes.require(Self.length, at: offset)
        self.offset = offset
        payloadLength = Int(bytes.u16(offset + Field.payloadLength))
        nextHeader = IPProtocol(rawValue: bytes[offset + Field.nextHeader])
        hopLimit = bytes[offset + Field.hopLimit]
        source = IPAddress(v6High: bytes.u64(offset + Field.source), low: bytes.u64(offset + Field.source + 8))
        destination = IPAddress(v6High: bytes.u64(offset + Field.destination), low: bytes.u64(offset + Field.destination + 8))
    }

    /// Passes over the extension headers (RFC 8200 section 4) to the upper protocol.
    ///
    /// A payload length of zero (jumbogram, RFC 2675; segmentation offload) takes the datagram's end from the bytes.
    /// An authentication header ends the chain: like ESP it is the session's protocol, in both families.
    func datagram(_ bytes: Span<UInt8>, extensionHeaderLimit: Int) throws(PacketError) -> Datagram {
        let isLengthKnown = payloadLength != 0 || nextHeader == .ipv6NoNext
        let wireEnd = isLengthKnown ? offset + Self.length + payloadLength : bytes.count
        var datagram = Datagram(
            source: source, destination: destination, ipProtocol: nextHeader, timeToLive: hopLimit, networkOffset: offset,
            offset: offset + Self.length, wireEnd: wireEnd, capturedEnd: min(wireEnd, bytes.count), isLengthKnown: isLengthKnown)
        guard Self.isExtension(nextHeader) else { return datagram }
        var nextHeaderOffset = offset + Field.nextHeader
        for _ in 0..<extensionHeaderLimit {
            let here = datagram.offset
            guard Self.isExtension(datagram.ipProtocol) else { return datagram }
            guard let length = try Self.extensionLength(bytes, datagram) else { return datagram }
            // The destination would be another one: type 0 (RFC 5095), segment routing (type 4, RFC 8754).
            if datagram.ipProtocol == .ipv6Routing, bytes[here + 2] == 0 || bytes[here + 2] == 4, bytes[here + 3] != 0 {
                throw PacketError(.malformed, at: here)
            }
            if datagram.ipProtocol == .ipv6Fragment {
                guard datagram.fragment == nil else { throw PacketError(.malformed, at: here) }
                let field = bytes.u16(here + 2)
                // RFC 6946: a fragment that is the whole datagram is handled as one.
                if field & 0xfff9 != 0 {
                    datagram.fragment = FragmentFields(
                        identification: bytes.u32(here + 4), offset: Int(field & 0xfff8), moreFollow: field & 1 != 0,
                        dataOffset: here + length, nextHeaderOffset: nextHeaderOffset)
                }
            }
            datagram.ipProtocol = IPProtocol(rawValue: bytes[here])
            datagram.offset = here + length
            nextHeaderOffset = here
            if let fragment = datagram.fragment, fragment.offset > 0 { return datagram }
        }
        guard !Self.isExtension(datagram.ipProtocol) else { throw PacketError(.limit, at: datagram.offset) }
        return datagram
    }

    static func isExtension(_ ipProtocol: IPProtocol) -> Bool {
        switch ipProtocol {
        case .hopByHop, .ipv6Routing, .ipv6Fragment, .ipv6Destination, .mobility: true
        default: false
        }
    }

    /// The length of the extension header that stands at the datagram's offset; `nil` when the upper protocol is this header itself.
    private static func extensionLength(_ bytes: Span<UInt8>, _ datagram: Datagram) throws(PacketError) -> Int? {
        let here = datagram.offset
        guard datagram.wireLength >= 8 else {
            // The rest of the chain came with a later fragment (against RFC 7112): nothing more is known here.
            if datagram.fragment != nil { return nil }
            throw PacketError(.malformed, at: here)
        }
        guard datagram.capturedLength >= 8 else { throw PacketError(.truncated, at: here) }
        // RFC 6275 section 6.1.1: nothing follows a mobility header today, so it is the message itself.
        if datagram.ipProtocol == .mobility, bytes[here] == IPProtocol.ipv6NoNext.rawValue { return nil }
        let length = datagram.ipProtocol == .ipv6Fragment ? fragmentLength : (Int(bytes[here + 1]) + 1) * 8
        guard length <= datagram.wireLength else {
            if datagram.fragment != nil { return nil }
            throw PacketError(.malformed, at: here)
        }
        guard length <= datagram.capturedLength else { throw PacketError(.truncated, at: here) }
        return length
    }
}
