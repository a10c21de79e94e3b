/// DNP3 link frames (IEEE 1815-2012 clause 9.2): start bytes, length, control, two addresses, and a checksum over the header
/// and over each block of 16 bytes of user data.
enum DNP3Decoder {
    private static let headerBytes = 10

    static func examine(_ bytes: Span<UInt8>, transport: Transport) -> ProtocolDecoder.Verdict {
        guard bytes.count >= 2 else { return bytes.count == 0 || bytes[0] == 0x05 ? .needsMore : .rejected }
        guard bytes[0] == 0x05, bytes[1] == 0x64 else { return .rejected }
        guard bytes.count >= headerBytes else { return transport.isStream ? .needsMore : .rejected }
        // The length counts control and addresses too.
        guard bytes[2] >= 5, checksum(bytes, 0..<8) == bytes.u16le(8) else { return .rejected }
        let block = min(16, Int(bytes[2]) - 5)
        guard block > 0, bytes.holds(block + 2, at: headerBytes) else { return .accepted }
        let end = headerBytes + block
        return checksum(bytes, headerBytes..<end) == bytes.u16le(end) ? .accepted : .rejected
    }

    /// CRC-16 with the polynomial 0x3D65, bits reversed, complemented.
    static func checksum(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var register: UInt16 = 0
        for index in range {
            register ^= UInt16(bytes[index])
            for _ in 0..<8 { register = register & 1 == 1 ? (register >> 1) ^ 0xA6BC : register >> 1 }
        }
        return Int(~register)
    }
}
