/// TLS and SSL 3.0 record and hello structure (RFC 8446 sections 4.1 and 5.1, RFC 5246, RFC 6101).
enum TLSDecoder {
    /// Content types: change cipher spec, alert, handshake, application data, heartbeat.
    private static let contentTypes: ClosedRange<UInt8> = 20...24
    /// 2^14 and the 2,048 that older versions allow for compression and padding.
    static let maximumRecord = 16_384 + 2_048
    static let handshake: UInt8 = 22
    static let maximumHello = 65_536

    /// A record header at an offset.
    private static func record(_ bytes: Span<UInt8>, at offset: Int) -> (type: UInt8, length: Int)? {
        guard bytes.holds(5, at: offset), let length = bytes.u16be(offset + 3), bytes[offset + 1] == 3, bytes[offset + 2] <= 4,
            contentTypes.contains(bytes[offset]), length > 0, length <= maximumRecord
        else { return nil }
        return (bytes[offset], length)
    }

    /// Whether the bytes begin with a ClientHello (client) or a ServerHello (server): record header, handshake header,
    /// version, random and session id.
    static func examineHello(_ bytes: Span<UInt8>, side: Side) -> ProtocolDecoder.Verdict {
        guard bytes.count >= 5 else { return bytes.count == 0 || bytes[0] == handshake ? .needsMore : .rejected }
        guard let first = record(bytes, at: 0), first.type == handshake else { return .rejected }
        guard bytes.count >= 11 else { return .needsMore }
        let type: UInt8 = side == .client ? 1 : 2
        // A record may hold less than a whole hello, but hardly less than the fixed part.
        guard bytes[5] == type, let length = bytes.u24be(6), (38...maximumHello).contains(length), bytes[9] == 3, bytes[10] <= 4,
            first.length >= 6
        else { return .rejected }
        // Fragmented within the fixed part: the header must do.
        guard first.length >= 39 else { return .accepted }
        guard let session = bytes.u8(43) else { return .needsMore }
        return session <= 32 ? .accepted : .rejected
    }

    /// Whether the bytes begin with two records in a row, or with one that ends where the bytes end: for sessions met halfway.
    static func examineRecords(_ bytes: Span<UInt8>) -> ProtocolDecoder.Verdict {
        guard bytes.count >= 5 else { return .needsMore }
        guard let first = record(bytes, at: 0), bytes[2] >= 1 else { return .rejected }
        let next = 5 + first.length
        if bytes.count == next { return .accepted }
        guard bytes.holds(5, at: next) else { return .needsMore }
        guard record(bytes, at: next) != nil, bytes[next + 2] == bytes[2] else { return .rejected }
        return .accepted
    }

    /// Gathers the first handshake message of a stream from its records.
    ///
    /// - Returns: the range of the message in `bytes` when one record holds it, else `nil` with the message in `scratch`
    ///   (as much of it as has come); `isComplete` says whether it is whole.
    static func firstMessage(_ bytes: Span<UInt8>, into scratch: inout [UInt8]) -> (range: Range<Int>?, isComplete: Bool)? {
        scratch.removeAll(keepingCapacity: true)
        guard let first = record(bytes, at: 0), first.type == handshake else { return nil }
        if first.length >= 4, let length = bytes.u24be(6), first.length >= length + 4 {
            let end = min(9 + length, bytes.count)
            return (5..<end, end == 9 + length)
        }
        // The message's own length may be cut too, so it is known only when four bytes are together.
        var total = 4
        var offset = 0
        while scratch.count < total, let header = record(bytes, at: offset), header.type == handshake {
            let end = min(offset + 5 + header.length, bytes.count)
            for index in (offset + 5)..<end where scratch.count < total {
                scratch.append(bytes[index])
                if scratch.count == 4 { total = 4 + (scratch.span.u24be(1) ?? 0) }
            }
            offset += 5 + header.length
        }
        guard total <= maximumHello else { return nil }
        return (nil, scratch.count == total && total > 4)
    }
}

extension TLSDecoder {
    /// Gathers the handshake messages at the beginning of a stream from their records.
    ///
    /// - Returns: whether something else than handshake has come: what follows is encrypted or not of interest.
    static func handshakeMessages(_ bytes: Span<UInt8>, into messages: inout [UInt8]) -> Bool {
        messages.removeAll(keepingCapacity: true)
        var offset = 0
        while let type = bytes.u8(offset) {
            guard type == Int(handshake) else { return true }
            guard let length = bytes.u16be(offset + 3) else { return false }
            guard length > 0, length <= maximumRecord else { return true }
            for index in (offset + 5)..<max(offset + 5, min(offset + 5 + length, bytes.count)) { messages.append(bytes[index]) }
            offset += 5 + length
        }
        return false
    }
}

/// The fields of a ClientHello that signatures look at, as ranges of the message.
struct TLSClientHello {
    var serverName = 0..<0
    /// The list of application protocol names with their length bytes (RFC 7301).
    var protocols = 0..<0
    private static let maximumExtensions = 128

    /// Reads a handshake message from its header on, as far as it goes. `false` when it is no ClientHello.
    mutating func decode(_ message: Span<UInt8>) -> Bool {
        guard message.u8(0) == 1, let session = message.u8(38), session <= 32 else { return false }
        var offset = 39 + session
        guard let suites = message.u16be(offset) else { return true }
        offset += 2 + suites
        guard let methods = message.u8(offset) else { return true }
        offset += 1 + methods + 2
        for _ in 0..<Self.maximumExtensions {
            guard let type = message.u16be(offset), let length = message.u16be(offset + 2) else { return true }
            let start = offset + 4
            if type == 0 { readServerName(message, start, length) }
            if type == 16 { readProtocols(message, start, length) }
            offset = start + length
        }
        return true
    }

    /// server_name (RFC 6066 section 3): list length, type 0, length, name.
    private mutating func readServerName(_ message: Span<UInt8>, _ start: Int, _ length: Int) {
        guard length >= 5, message.u8(start + 2) == 0, let name = message.u16be(start + 3), name <= length - 5,
            message.holds(name, at: start + 5)
        else { return }
        serverName = (start + 5)..<(start + 5 + name)
    }

    private mutating func readProtocols(_ message: Span<UInt8>, _ start: Int, _ length: Int) {
        guard length >= 2, message.holds(length, at: start) else { return }
        protocols = (start + 2)..<(start + length)
    }
}
