/// CoAP messages (RFC 7252 section 3): version 1, a request or response code, a token, and options that end the datagram or are
/// followed by a marker and payload.
enum CoAPDecoder {
    /// Options of one message; real ones have a dozen.
    private static let maximumOptions = 32
    static func examine(_ bytes: Span<UInt8>, transport: Transport) -> ProtocolDecoder.Verdict {
        // Over TCP the header is another one (RFC 8323).
        guard !transport.isStream, bytes.count >= 5, bytes[0] >> 6 == 1, isCode(bytes[1], type: bytes[0] >> 4 & 3)
        else { return .rejected }
        let tokenLength = Int(bytes[0] & 0x0F)
        guard tokenLength <= 8, bytes.holds(tokenLength, at: 4) else { return .rejected }
        var offset = 4 + tokenLength
        var number = 0
        for _ in 0..<maximumOptions {
            guard offset < bytes.count else { return offset > 4 + tokenLength ? .accepted : .rejected }
            let head = bytes[offset]
            offset += 1
            // The payload marker; an empty payload behind it is an error.
            if head == 0xFF { return offset < bytes.count ? .accepted : .rejected }
            guard let delta = extended(head >> 4, bytes, &offset), let length = extended(head & 0x0F, bytes, &offset) else {
                return .rejected
            }
            number += delta
            guard isRegistered(number), length <= limit(of: number), bytes.holds(length, at: offset) else {
                return .rejected
            }
            offset += length
        }
        return .rejected
    }

    /// Methods 0.01-0.07 and the response codes of classes 2, 4 and 5. An acknowledgement (type 2) carries no request, a reset (3)
    /// neither (section 4.2).
    private static func isCode(_ code: UInt8, type: UInt8) -> Bool {
        switch code {
        case 0x01...0x07: type < 2
        case _ where type == 3: false
        case 0x41...0x45, 0x5F, 0x80...0x8F, 0x96, 0x9D, 0xA0...0xA8: true
        default: false
        }
    }

    /// A nibble of an option's head with its further bytes.
    private static func extended(_ nibble: UInt8, _ bytes: Span<UInt8>, _ offset: inout Int) -> Int? {
        switch nibble {
        case 13:
            guard let more = bytes.u8(offset) else { return nil }
            offset += 1
            return 13 + more
        case 14:
            guard let more = bytes.u16be(offset) else { return nil }
            offset += 2
            return 269 + more
        case 15: return nil
        default: return Int(nibble)
        }
    }

    /// The numbers of the IANA registry for options that plain messages carry.
    private static func isRegistered(_ number: Int) -> Bool {
        switch number {
        case 1, 3...9, 11, 12, 14...17, 19...21, 23, 27, 28, 31, 35, 39, 51, 60, 252, 258, 292: true
        default: false
        }
    }

    /// Longest value of an option. Source: RFC 7252 section 5.10, RFC 7641, RFC 7959.
    private static func limit(of number: Int) -> Int {
        switch number {
        case 1, 4: 8
        case 5: 0
        case 6, 23, 27: 3
        case 7, 12, 17: 2
        case 14, 28, 60: 4
        case 35: 1_034
        default: 255
        }
    }
}
