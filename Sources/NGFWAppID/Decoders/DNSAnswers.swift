public import NGFWCore

/// The addresses that an answer of DNS gives for a name (RFC 1035 section 4, RFC 3596).
public struct DNSAnswers: Hashable, Sendable {
    /// What was asked for, as written.
    public var name: String
    /// Of all records behind the question, so that aliases (CNAME) are followed without being looked at.
    public var addresses: [IPAddress]

    private static let isResponse = 0x8000
    private static let code = 0x000F

    /// Reads one message; `nil` for anything else than a whole answer without an error.
    ///
    /// - Complexity: O(bytes).
    public init?(_ message: Span<UInt8>) {
        guard let header = DNSMessage.read(message), header.flags & Self.isResponse != 0, header.flags & Self.code == 0,
            header.questions == 1, header.answers > 0, header.fits(.dns)
        else { return nil }
        var text: [UInt8] = []
        guard DNSDecoder.name(message, into: &text) else { return nil }
        name = String(decoding: text, as: UTF8.self)
        addresses = []
        guard var offset = Self.end(ofName: 12, message) else { return nil }
        offset += 4
        for _ in 0..<header.answers {
            guard let start = Self.end(ofName: offset, message), let type = message.u16be(start), let kind = message.u16be(start + 2),
                let length = message.u16be(start + 8), message.holds(length, at: start + 10)
            else { return nil }
            if kind == 1, let address = Self.address(type, message, start + 10, length) { addresses.append(address) }
            offset = start + 10 + length
        }
        guard !addresses.isEmpty else { return nil }
    }

    private static func address(_ type: Int, _ message: Span<UInt8>, _ start: Int, _ length: Int) -> IPAddress? {
        func number(_ count: Int, at offset: Int) -> UInt64 {
            (0..<count).reduce(0) { $0 << 8 | UInt64(message[offset + $1]) }
        }
        switch (type, length) {
        case (1, 4): return IPAddress(v4: UInt32(number(4, at: start)))
        case (28, 16): return IPAddress(v6High: number(8, at: start), low: number(8, at: start + 8))
        default: return nil
        }
    }

    /// Behind a name that ``DNSMessage/read(_:)`` has walked.
    private static func end(ofName start: Int, _ message: Span<UInt8>) -> Int? {
        var offset = start
        while let length = message.u8(offset) {
            if length == 0 { return offset + 1 }
            if length & 0xC0 == 0xC0 { return offset + 2 }
            offset += 1 + length
        }
        return nil
    }
}
