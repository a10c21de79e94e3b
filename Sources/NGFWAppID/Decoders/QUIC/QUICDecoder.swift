/// QUIC long-header packets (RFC 9000 section 17.2, RFC 9369) of version 1, 2, the drafts and version negotiation; the lengths
/// inside must agree with the datagram.
enum QUICDecoder {
    static func examine(_ bytes: Span<UInt8>) -> ProtocolDecoder.Verdict {
        guard let version = bytes.u32be(1), bytes[0] & 0x80 != 0, let destination = bytes.u8(5) else { return .rejected }
        guard destination <= 20, let source = bytes.u8(6 + destination), source <= 20 else { return .rejected }
        let rest = 7 + destination + source
        guard rest <= bytes.count else { return .rejected }
        if version == 0 { return isNegotiation(bytes, from: rest) ? .accepted : .rejected }
        guard bytes[0] & 0x40 != 0 else { return .rejected }
        guard isKnown(version) else { return .rejected }
        let type = (Int(bytes[0]) >> 4) & 3
        // Version 2 turns the type numbers by one: Initial is 1.
        let kind = version == 0x6B33_43CF ? (type + 3) & 3 : type
        if kind == 3 { return bytes.count - rest >= 16 ? .accepted : .rejected }
        var offset = rest
        if kind == 0 {
            guard let token = variable(bytes, &offset), bytes.holds(token, at: offset) else { return .rejected }
            offset += token
        }
        guard let length = variable(bytes, &offset), length >= 20, bytes.holds(length, at: offset) else { return .rejected }
        // Client and server pad datagrams with Initial packets to 1,200 bytes (section 14.1); acknowledgements alone may be short.
        return kind != 0 || destination + source > 0 ? .accepted : .rejected
    }

    /// 1, 2, draft-22 to draft-34, the reserved versions that force negotiation (RFC 9000 section 15).
    private static func isKnown(_ version: Int) -> Bool {
        version == 1 || version == 0x6B33_43CF || (0xFF00_0016...0xFF00_0022).contains(version) || version & 0x0F0F_0F0F == 0x0A0A_0A0A
    }

    private static func isNegotiation(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        guard bytes.count - start >= 4, (bytes.count - start) % 4 == 0, bytes.count - start <= 256 else { return false }
        var offset = start
        while let version = bytes.u32be(offset) {
            if isKnown(version) || version >> 24 == UInt8(ascii: "Q") { return true }
            offset += 4
        }
        return false
    }

    /// A variable-length integer (RFC 9000 section 16); those over four bytes are no lengths of ours.
    static func variable(_ bytes: Span<UInt8>, _ offset: inout Int) -> Int? {
        guard let first = bytes.u8(offset) else { return nil }
        switch first >> 6 {
        case 0:
            offset += 1
            return first
        case 1:
            guard let value = bytes.u16be(offset) else { return nil }
            offset += 2
            return value & 0x3FFF
        case 2:
            guard let value = bytes.u32be(offset) else { return nil }
            offset += 4
            return value & 0x3FFF_FFFF
        default: return nil
        }
    }
}
