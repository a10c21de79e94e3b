import NGFWCore

/// An IPv4 header (RFC 791 section 3.1): checked once, then every value makes sense.
struct IPv4Header {
    /// Offsets of the fields from the start of the header.
    enum Field {
        static let versionAndLength = 0
        static let totalLength = 2
        static let identification = 4
        static let flagsAndOffset = 6
        static let timeToLive = 8
        static let ipProtocol = 9
        static let checksum = 10
        static let source = 12
        static let destination = 16
    }
    static let minimumLength = 20
    static let moreFragments: UInt16 = 0x2000
    static let offsetMask: UInt16 = 0x1fff

    let offset: Int
    /// Bytes of the header with its options, 20…60.
    let length: Int
    /// Bytes of the datagram; zero when offloading left it out.
    let totalLength: Int
    let identification: UInt16
    let flagsAndOffset: UInt16
    let timeToLive: UInt8
    let ipProtocol: IPProtocol
    let source: IPAddress
    let destination: IPAddress

    @inline(__always)
    init(_ bytes: Span<UInt8>, at offset: Int) throws(PacketError) {
        try bytes.require(Self.minimumLength, at: offset)
        let length = Int(bytes[offset + Field.versionAndLength] & 0x0f) * 4
        let totalLength = Int(bytes.u16(offset + Field.totalLength))
        guard length >= Self.minimumLength, totalLength == 0 || totalLength >= length else {
            throw PacketError(.malformed, at: offset)
        }
        try bytes.require(length, at: offset)
        if length > Self.minimumLength, Self.namesHosts(bytes, from: offset + Self.minimumLength, to: offset + length) {
            throw PacketError(.malformed, at: offset + Self.minimumLength)
        }
        self.offset = offset
        self.length = length
        self.totalLength = totalLength
        identification = bytes.u16(offset + Field.identification)
        flagsAndOffset = bytes.u16(offset + Field.flagsAndOffset)
        timeToLive = bytes[offset + Field.timeToLive]
        ipProtocol = IPProtocol(rawValue: bytes[offset + Field.ipProtocol])
        source = IPAddress(v4: bytes.u32(offset + Field.source))
        destination = IPAddress(v4: bytes.u32(offset + Field.destination))
    }

    /// Whether a source route among the options names hosts that are still to be visited: the destination is another one then
    /// (RFC 791 section 3.1, loose 131 and strict 137). Options that cannot be read name none, and nobody follows them.
    @inline(never)
    private static func namesHosts(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        var here = start
        while here < end, bytes[here] != 0 {
            if bytes[here] == 1 {
                here += 1
                continue
            }
            guard here + 2 <= end, bytes[here + 1] >= 2 else { return false }
            let length = Int(bytes[here + 1])
            // The pointer, from 1, stands at the next host, or behind the last.
            if bytes[here] == 131 || bytes[here] == 137, length >= 3, here + 3 <= end, Int(bytes[here + 2]) <= length { return true }
            here += length
        }
        return false
    }

    var fragmentOffset: Int { Int(flagsAndOffset & Self.offsetMask) * 8 }
    var isFragment: Bool { flagsAndOffset & (Self.moreFragments | Self.offsetMask) != 0 }

    @inline(__always)
    func datagram(_ byteCount: Int) -> Datagram {
        let wireEnd = totalLength == 0 ? byteCount : offset + totalLength
        var datagram = Datagram(
            source: source, destination: destination, ipProtocol: ipProtocol, timeToLive: timeToLive, networkOffset: offset,
            offset: offset + length, wireEnd: wireEnd, capturedEnd: min(wireEnd, byteCount), isLengthKnown: totalLength != 0)
        if isFragment {
            datagram.fragment = FragmentFields(
                identification: UInt32(identification), offset: fragmentOffset, moreFollow: flagsAndOffset & Self.moreFragments != 0,
                dataOffset: offset + length, nextHeaderOffset: offset + Field.ipProtocol)
        }
        return datagram
    }
}
