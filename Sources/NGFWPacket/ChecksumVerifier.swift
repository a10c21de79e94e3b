internal import NGFWCore

/// What the checksums of a packet say.
public enum ChecksumState: Hashable, Sendable {
    /// Every checksum there is, is right; a UDP datagram over IPv4 may do without one.
    case valid
    /// One is wrong: a receiver does not take the packet.
    case invalid
    /// None is wrong, but not all could be looked at: a fragment, a cut capture, a protocol whose checksum is not known here.
    case unknown
}

/// Compares checksums with the bytes: IPv4 header, TCP, UDP, UDP-Lite, ICMP, ICMPv6 (RFC 1071).
///
///     let packet = try decoder.decode(bytes, linkType: .ethernet)
///     if ChecksumVerifier.state(of: packet, in: bytes) == .invalid { … }
///
/// A receiver throws a packet with a wrong sum away, so bytes of it must not reach the classifier: that would hide what the
/// receiver reads. Captures taken at a sender hold sums that the network card had yet to fill in.
public enum ChecksumVerifier {
    /// - Parameter bytes: Those that the packet was decoded from.
    /// - Complexity: O(*n*) in the bytes of the datagram, eight at a time.
    public static func state(of packet: DecodedPacket, in bytes: Span<UInt8>) -> ChecksumState {
        let start = packet.networkOffset
        let end = start + packet.datagramLength
        guard start >= 0, packet.datagramLength >= 20, start < bytes.count else { return .unknown }
        let isIPv4 = bytes[start] >> 4 == 4
        var transport: Int?
        if isIPv4 {
            let headerEnd = start + Int(bytes[start] & 0x0f) * 4
            guard headerEnd <= min(end, bytes.count), headerEnd - start >= IPv4Header.minimumLength else { return .unknown }
            guard sum(bytes, start..<headerEnd) == 0xffff else { return .invalid }
            // Segmentation offload writes no length: the datagram's end, and with it the sum, is the card's to say.
            transport = bytes.u16(start + IPv4Header.Field.totalLength) == 0 ? nil : headerEnd
        } else {
            transport = upperHeader(bytes, at: start, end: min(end, bytes.count))
        }
        guard let transport, packet.fragment == nil, end <= bytes.count else { return .unknown }
        switch packet.tuple.ipProtocol.rawValue {
        case 6: return check(bytes, start, isIPv4, transport..<end, 6, minimum: 20)
        case 17: return udp(bytes, start, isIPv4, transport..<end)
        case 136: return udpLite(bytes, start, isIPv4, transport..<end)
        case 1 where isIPv4:
            guard end - transport >= 4 else { return .unknown }
            return sum(bytes, transport..<end) == 0xffff ? .valid : .invalid
        case 58 where !isIPv4: return check(bytes, start, isIPv4, transport..<end, 58, minimum: 4)
        default: return .unknown
        }
    }

    private static func check(
        _ bytes: Span<UInt8>, _ start: Int, _ isIPv4: Bool, _ range: Range<Int>, _ ipProtocol: UInt64, minimum: Int
    ) -> ChecksumState {
        guard range.count >= minimum else { return .unknown }
        let total = pseudoHeader(bytes, start, isIPv4, length: range.count, ipProtocol) + UInt64(sum(bytes, range))
        return folded(total) == 0xffff ? .valid : .invalid
    }

    /// RFC 768; RFC 8200 section 8.1 and RFC 6935: over IPv6 only tunnels may do without.
    private static func udp(_ bytes: Span<UInt8>, _ start: Int, _ isIPv4: Bool, _ range: Range<Int>) -> ChecksumState {
        guard range.count >= 8 else { return .unknown }
        let field = Int(bytes.u16(range.lowerBound + 4))
        let length = field == 0 && !isIPv4 ? range.count : field
        guard length >= 8, length <= range.count else { return .unknown }
        if bytes.u16(range.lowerBound + 6) == 0 {
            guard !isIPv4 else { return .valid }
            let port = bytes.u16(range.lowerBound + 2)
            return TunnelPort.mayOmitChecksum(port) || TunnelPort.mayOmitChecksum(bytes.u16(range.lowerBound)) ? .valid : .invalid
        }
        return check(bytes, start, isIPv4, range.lowerBound..<(range.lowerBound + length), 17, minimum: 8)
    }

    /// RFC 3828 section 3.1: the field says how much of the datagram the sum covers, zero all of it.
    private static func udpLite(_ bytes: Span<UInt8>, _ start: Int, _ isIPv4: Bool, _ range: Range<Int>) -> ChecksumState {
        guard range.count >= 8 else { return .unknown }
        let field = Int(bytes.u16(range.lowerBound + 4))
        let coverage = field == 0 ? range.count : field
        guard coverage >= 8, coverage <= range.count else { return .invalid }
        let covered = range.lowerBound..<(range.lowerBound + coverage)
        let total = pseudoHeader(bytes, start, isIPv4, length: range.count, 136) + UInt64(sum(bytes, covered))
        return folded(total) == 0xffff ? .valid : .invalid
    }

    /// RFC 9293 section 3.1, RFC 8200 section 8.1.
    private static func pseudoHeader(
        _ bytes: Span<UInt8>, _ start: Int, _ isIPv4: Bool, length: Int, _ ipProtocol: UInt64
    ) -> UInt64 {
        let addresses =
            isIPv4
            ? start + IPv4Header.Field.source..<start + IPv4Header.minimumLength
            : start + IPv6Header.Field.source..<start + IPv6Header.length
        return UInt64(sum(bytes, addresses)) + UInt64(length >> 16) + UInt64(length & 0xffff) + ipProtocol
    }

    /// Where the upper protocol's header of a packet stands; `nil` when that cannot be said.
    static func upperHeader(of packet: DecodedPacket, in bytes: Span<UInt8>) -> Int? {
        let start = packet.networkOffset
        guard start >= 0, start < bytes.count else { return nil }
        if bytes[start] >> 4 == 4 { return start + Int(bytes[start] & 0x0f) * 4 }
        return upperHeader(bytes, at: start, end: min(start + packet.datagramLength, bytes.count))
    }

    /// Where the upper protocol's header stands behind the extension headers. `nil` when the chain leaves the bytes, the length
    /// is not known, or a routing header has a destination yet to come, which the sum is made with.
    private static func upperHeader(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Int? {
        guard start + IPv6Header.length <= end, bytes.u16(start + IPv6Header.Field.payloadLength) != 0 else { return nil }
        var next = IPProtocol(rawValue: bytes[start + IPv6Header.Field.nextHeader])
        var here = start + IPv6Header.length
        // Each header is at least eight bytes long, so the loop ends with the bytes.
        while IPv6Header.isExtension(next) {
            guard here + 8 <= end else { return nil }
            if next == .ipv6Routing, bytes[here + 3] != 0 { return nil }
            if next == .mobility, bytes[here] == IPProtocol.ipv6NoNext.rawValue { return here }
            let length = next == .ipv6Fragment ? IPv6Header.fragmentLength : (Int(bytes[here + 1]) + 1) * 8
            next = IPProtocol(rawValue: bytes[here])
            here += length
        }
        return here <= end ? here : nil
    }

    /// The ones' complement sum of the bytes as sixteen-bit words in network order, an odd last byte filled up with zero.
    ///
    /// PERF: eight bytes at a time; the sum of words does not depend on their byte order (RFC 1071 section 2), so that is mended
    /// once at the end.
    @inline(__always)
    static func sum(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
        // Bytes have no padding, so all of them are initialised.
        let raw = unsafe bytes.extracting(range).bytes
        var total: UInt64 = 0
        var here = 0
        let count = raw.byteCount
        while here &+ 8 <= count {
            // Bounds are checked by RawSpan; any eight bytes are a number.
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: here, as: UInt64.self)
            // Cannot overflow: each turn adds less than 2^33, and a packet has fewer than 2^31 words.
            total &+= (word & 0xffff_ffff) &+ (word >> 32)
            here &+= 8
        }
        var sum = folded(total)
        #if _endian(little)
            sum = sum.byteSwapped
        #endif
        var rest: UInt64 = UInt64(sum)
        while here < count {
            let byte = UInt64(bytes[range.lowerBound + here])
            rest += here & 1 == 0 ? byte << 8 : byte
            here += 1
        }
        return folded(rest)
    }

    @inline(__always)
    private static func folded(_ total: UInt64) -> UInt16 {
        var total = (total & 0xffff_ffff) &+ (total >> 32)
        total = (total & 0xffff) &+ (total >> 16)
        total = (total & 0xffff) &+ (total >> 16)
        total = (total & 0xffff) &+ (total >> 16)
        return UInt16(truncatingIfNeeded: total)
    }
}

/// UDP ports of tunnels (IANA "Service Name and Transport Protocol Port Number Registry").
enum TunnelPort {
    static let l2tp: UInt16 = 1701
    static let gtpUser: UInt16 = 2152
    static let teredo: UInt16 = 3544
    static let greInUDP: UInt16 = 4754
    static let vxlan: UInt16 = 4789
    static let vxlanGPE: UInt16 = 4790
    static let geneve: UInt16 = 6081
    static let mplsInUDP: UInt16 = 6635

    /// Those whose specifications allow a zero checksum over IPv6: RFC 6935 with RFC 7348, 8926, 8086, 7510, 3GPP TS 29.281.
    static func mayOmitChecksum(_ port: UInt16) -> Bool {
        switch port {
        case gtpUser, greInUDP, vxlan, vxlanGPE, geneve, mplsInUDP: true
        default: false
        }
    }
}
