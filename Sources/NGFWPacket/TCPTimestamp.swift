/// The time stamp option of a TCP segment (RFC 7323 section 3).
public enum TCPTimestamp: Hashable, Sendable {
    /// The segment has no such option.
    case absent
    /// The capture, or a malformed option, ends the header early.
    case unknown
    /// What the sender's clock said.
    case value(UInt32)

    private enum Kind {
        static let end: UInt8 = 0
        static let noOperation: UInt8 = 1
        static let timestamp: UInt8 = 8
    }
    private static let minimumLength = 20

    /// - Parameter bytes: Those that the packet was decoded from.
    /// - Complexity: O(1): at most forty steps.
    public init(of packet: DecodedPacket, in bytes: Span<UInt8>) {
        self = .unknown
        guard packet.tcp != nil, let header = ChecksumVerifier.upperHeader(of: packet, in: bytes) else { return }
        let end = packet.payloadOffset
        guard end <= bytes.count, end - header >= Self.minimumLength, Int(bytes[header + 12] >> 4) * 4 == end - header else { return }
        var here = header + Self.minimumLength
        while here < end, bytes[here] != Kind.end {
            if bytes[here] == Kind.noOperation {
                here += 1
                continue
            }
            let length = here + 1 < end ? Int(bytes[here + 1]) : 0
            guard length >= 2, length <= end - here else { return }
            if bytes[here] == Kind.timestamp, length == 10 {
                self = .value(bytes.u32(here + 2))
                return
            }
            here += length
        }
        self = .absent
    }
}
