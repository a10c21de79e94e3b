public import NGFWCore

/// One datagram as the session table sees it: who talks to whom, and where the payload stands.
///
/// Offsets are into the bytes that were decoded; the payload is what the capture holds, `payloadLength` bytes of it,
/// while `wirePayloadLength` counts what the headers promise (a capture may cut packets short).
public struct DecodedPacket: Sendable {
    /// ICMP echo, request and reply alike: identifier as source, sequence number as destination port. Other ICMP: zero.
    public var tuple: FiveTuple
    /// Where the IP header starts.
    public var networkOffset: Int
    /// Transport payload: after TCP, UDP, SCTP or ICMP header; for other protocols after the IP header.
    public var payloadOffset: Int
    public var payloadLength: Int
    public var wirePayloadLength: Int
    /// Bytes of the IP datagram by its header, what logs count.
    public var datagramLength: Int
    public var timeToLive: UInt8
    /// Set for TCP, unless the capture cut the packet inside its TCP header.
    public var tcp: TCPFields?
    /// Set for ICMP and ICMPv6.
    public var icmp: ICMPFields?
    /// Set when the datagram is a fragment that was not reassembled: only a first fragment has ports, if any.
    public var fragment: FragmentFields?

    public init(
        tuple: FiveTuple, networkOffset: Int = 0, payloadOffset: Int, payloadLength: Int, wirePayloadLength: Int, datagramLength: Int,
        timeToLive: UInt8, tcp: TCPFields? = nil, icmp: ICMPFields? = nil, fragment: FragmentFields? = nil
    ) {
        self.tuple = tuple
        self.networkOffset = networkOffset
        self.payloadOffset = payloadOffset
        self.payloadLength = payloadLength
        self.wirePayloadLength = wirePayloadLength
        self.datagramLength = datagramLength
        self.timeToLive = timeToLive
        self.tcp = tcp
        self.icmp = icmp
        self.fragment = fragment
    }

    /// The sequence number of the TCP segment that an ICMP error quotes; `nil` for other packets, and when it is not quoted so far.
    ///
    /// - Parameter bytes: Those that the packet was decoded from.
    public func quotedSequenceNumber(in bytes: Span<UInt8>) -> UInt32? {
        guard icmp?.embedded != nil, payloadOffset < bytes.count else { return nil }
        return EmbeddedDatagram.sequenceNumber(bytes, at: payloadOffset, end: min(payloadOffset + payloadLength, bytes.count))
    }

    /// Type and code of the ICMP message that an ICMP error quotes; `nil` for other packets, and when it is not quoted so far.
    ///
    /// - Parameter bytes: Those that the packet was decoded from.
    public func quotedMessage(in bytes: Span<UInt8>) -> ICMPFields? {
        guard icmp?.embedded?.ipProtocol.isICMP == true, payloadOffset < bytes.count else { return nil }
        return EmbeddedDatagram.message(bytes, at: payloadOffset, end: min(payloadOffset + payloadLength, bytes.count))
    }

    public var payloadRange: Range<Int> { payloadOffset..<(payloadOffset + payloadLength) }
}

/// The TCP header fields that session tracking needs (RFC 9293 section 3.1).
public struct TCPFields: Hashable, Sendable {
    public var sequenceNumber: UInt32
    public var acknowledgmentNumber: UInt32
    public var window: UInt16
    public var flags: TCPFlags
    /// Meaningful where `flags` has `urg`.
    public var urgentPointer: UInt16
    /// Set for segments with SYN.
    public var options: SYNOptions? {
        get { SYNOptions(bits: optionBits) }
        set { optionBits = newValue?.bits ?? 0 }
    }
    /// Zero without SYN.
    private var optionBits: UInt16

    public init(
        sequenceNumber: UInt32, acknowledgmentNumber: UInt32, window: UInt16, flags: TCPFlags, urgentPointer: UInt16 = 0,
        options: SYNOptions? = nil
    ) {
        self.sequenceNumber = sequenceNumber
        self.acknowledgmentNumber = acknowledgmentNumber
        self.window = window
        self.flags = flags
        self.urgentPointer = urgentPointer
        optionBits = options?.bits ?? 0
    }
}

/// TCP control bits (RFC 9293 section 3.1, RFC 3168).
public struct TCPFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let fin = TCPFlags(rawValue: 0x01)
    public static let syn = TCPFlags(rawValue: 0x02)
    public static let rst = TCPFlags(rawValue: 0x04)
    public static let psh = TCPFlags(rawValue: 0x08)
    public static let ack = TCPFlags(rawValue: 0x10)
    public static let urg = TCPFlags(rawValue: 0x20)
}

/// The ICMP header (RFC 792, RFC 4443).
public struct ICMPFields: Hashable, Sendable {
    public var type: UInt8
    public var code: UInt8
    /// The datagram that an error message speaks of, as far as it is quoted.
    public var embedded: FiveTuple?

    public init(type: UInt8, code: UInt8, embedded: FiveTuple? = nil) {
        self.type = type
        self.code = code
        self.embedded = embedded
    }
}

/// The fragment fields of an IPv4 header or IPv6 fragment header (RFC 791, RFC 8200 section 4.5).
public struct FragmentFields: Hashable, Sendable {
    public var identification: UInt32
    /// In bytes.
    public var offset: Int
    public var moreFollow: Bool
    /// Where the fragment's data stand in the decoded bytes: after the IPv4 header or the IPv6 fragment header.
    var dataOffset: Int
    /// Where the field stands that names the fragment header (IPv6).
    var nextHeaderOffset: Int

    public init(identification: UInt32, offset: Int, moreFollow: Bool) {
        self.init(identification: identification, offset: offset, moreFollow: moreFollow, dataOffset: 0, nextHeaderOffset: 0)
    }

    init(identification: UInt32, offset: Int, moreFollow: Bool, dataOffset: Int, nextHeaderOffset: Int) {
        self.identification = identification
        self.offset = offset
        self.moreFollow = moreFollow
        self.dataOffset = dataOffset
        self.nextHeaderOffset = nextHeaderOffset
    }
}
