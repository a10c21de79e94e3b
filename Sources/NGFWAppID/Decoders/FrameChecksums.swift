/// Synchrophasor frames (IEEE C37.118.2 clause 6.2): sync word, frame size, and a checksum at the end that agrees.
enum SynchrophasorDecoder {
    static func examine(_ bytes: Span<UInt8>, transport: Transport) -> ProtocolDecoder.Verdict {
        guard let size = bytes.u16be(2) else { return transport.isStream ? .needsMore : .rejected }
        guard bytes[0] == 0xAA, size >= 16, transport.isStream || size == bytes.count else { return .rejected }
        guard let sum = bytes.u16be(size - 2) else { return .needsMore }
        // CRC-CCITT: polynomial 0x1021, from 0xFFFF, not complemented (annex B).
        var register: UInt16 = 0xFFFF
        for index in 0..<(size - 2) {
            register ^= UInt16(bytes[index]) << 8
            for _ in 0..<8 { register = register & 0x8000 != 0 ? (register << 1) ^ 0x1021 : register << 1 }
        }
        return Int(register) == sum ? .accepted : .rejected
    }
}

/// HDLC frames of type 3 between flags (IEC 62056-46 clause 6.4): the length reaches to the closing flag, and the frame check
/// sequence before it agrees.
enum HDLCDecoder {
    private static let flag: UInt8 = 0x7E

    static func examine(_ bytes: Span<UInt8>, transport: Transport) -> ProtocolDecoder.Verdict {
        guard let format = bytes.u16be(1) else { return transport.isStream ? .needsMore : .rejected }
        // Eleven bits of length, without the flags.
        let end = 1 + (format & 0x07FF)
        guard bytes[0] == flag, format >> 12 == 0x0A, end >= 8 else { return .rejected }
        guard end < bytes.count else { return transport.isStream ? .needsMore : .rejected }
        guard bytes[end] == flag, let sum = bytes.u16le(end - 2) else { return .rejected }
        // CRC-16 of ISO/IEC 13239: polynomial 0x1021 with its bits reversed, from 0xFFFF, complemented.
        var register: UInt16 = 0xFFFF
        for index in 1..<(end - 2) {
            register ^= UInt16(bytes[index])
            for _ in 0..<8 { register = register & 1 == 1 ? (register >> 1) ^ 0x8408 : register >> 1 }
        }
        return Int(~register) == sum ? .accepted : .rejected
    }
}
