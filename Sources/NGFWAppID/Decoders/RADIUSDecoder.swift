/// RADIUS packets (RFC 2865 section 3 and 5): the length is the datagram's, and attributes of type, length, value fill it.
enum RADIUSDecoder {
    private static let headerBytes = 20

    static func examine(_ bytes: Span<UInt8>, transport: Transport) -> ProtocolDecoder.Verdict {
        guard !transport.isStream, bytes.u16be(2) == bytes.count, bytes.count > headerBytes else { return .rejected }
        var offset = headerBytes
        while offset < bytes.count {
            // An attribute without a value is two bytes long.
            guard let type = bytes.u8(offset), let length = bytes.u8(offset + 1), type != 0, length >= 2, bytes.holds(length, at: offset)
            else { return .rejected }
            offset += length
        }
        return .accepted
    }
}
