/// What a server says of itself in clear: its certificate, in TLS up to 1.2 (RFC 5246 section 7.4.2).
enum TLSServerFlight {
    enum Verdict: Equatable {
        /// The certificate may still come.
        case needsMore
        /// There is none: TLS 1.3, a resumed session, or no such handshake.
        case none
        /// Where the server's own certificate stands in the messages.
        case certificate(Range<Int>)
    }

    /// - Parameters:
    ///   - bytes: The server's stream from its start on.
    ///   - messages: Becomes the handshake messages, without record headers.
    static func certificate(_ bytes: Span<UInt8>, into messages: inout [UInt8]) -> Verdict {
        let isOver = TLSDecoder.handshakeMessages(bytes, into: &messages)
        let flight = messages.span
        var offset = 0
        while let type = flight.u8(offset), let length = flight.u24be(offset + 1) {
            let body = offset + 4
            if type == 11 {
                guard length > 6 else { return .none }
                guard let size = flight.u24be(body + 3) else { break }
                guard size > 0, size + 6 <= length else { return .none }
                if flight.holds(size, at: body + 6) { return .certificate(body + 6..<body + 6 + size) }
                break
            }
            // Behind a hello of TLS 1.3 nothing is in clear; others than these come behind the certificate.
            guard type == 2 || type == 22 || type == 23 else { return .none }
            guard flight.holds(length, at: body) else { break }
            if type == 2, isVersion13(flight, body, length) { return .none }
            offset = body + length
        }
        return isOver ? .none : .needsMore
    }

    /// Whether a ServerHello selects TLS 1.3: supported_versions (RFC 8446 section 4.2.1), drafts too.
    private static func isVersion13(_ bytes: Span<UInt8>, _ body: Int, _ length: Int) -> Bool {
        guard let session = bytes.u8(body + 34) else { return false }
        var offset = body + 35 + session + 3 + 2
        while offset + 4 <= body + length, let type = bytes.u16be(offset), let size = bytes.u16be(offset + 2) {
            if type == 43 { return true }
            offset += 4 + size
        }
        // Drafts before 18 said it in the version itself.
        return bytes.u8(body) == 0x7F || bytes.u16be(body) == 0x0304
    }
}

/// The names that an X.509 certificate is for (RFC 5280 section 4.1), as ranges of its bytes.
struct CertificateNames {
    /// The last commonName of the subject.
    var commonName = 0..<0
    /// The dNSName entries of subjectAltName (section 4.2.1.6).
    var alternatives: [Range<Int>] = []

    static let maximumAlternatives = 128
    private static let maximumElements = 256

    /// Reads a certificate as far as it is well-formed.
    init(_ certificate: Span<UInt8>) {
        guard let whole = Self.element(certificate, at: 0, tag: 0x30), let body = Self.element(certificate, at: whole.lowerBound, tag: 0x30)
        else { return }
        var offset = body.lowerBound
        // Version is optional; then come serial number, algorithm, issuer, validity, subject, key, and extensions in the end.
        if let version = Self.element(certificate, at: offset, tag: 0xA0) { offset = version.upperBound }
        for tag in [0x02, 0x30, 0x30, 0x30] as [UInt8] {
            guard let element = Self.element(certificate, at: offset, tag: tag) else { return }
            offset = element.upperBound
        }
        guard let subject = Self.element(certificate, at: offset, tag: 0x30) else { return }
        readSubject(certificate, subject)
        guard let key = Self.element(certificate, at: subject.upperBound, tag: 0x30) else { return }
        offset = key.upperBound
        while offset < body.upperBound, let element = Self.element(certificate, at: offset, tag: nil) {
            if certificate[offset] == 0xA3 { readExtensions(certificate, element) }
            offset = element.upperBound
        }
    }

    /// Relative names: sets of pairs of a type and a value.
    private mutating func readSubject(_ bytes: Span<UInt8>, _ subject: Range<Int>) {
        var offset = subject.lowerBound
        for _ in 0..<Self.maximumElements {
            guard offset < subject.upperBound, let set = Self.element(bytes, at: offset, tag: 0x31) else { return }
            if let pair = Self.element(bytes, at: set.lowerBound, tag: 0x30),
                let type = Self.element(bytes, at: pair.lowerBound, tag: 0x06),
                type.count == 3, bytes.u24be(type.lowerBound) == 0x55_0403,
                let value = Self.element(bytes, at: type.upperBound, tag: nil)
            {
                commonName = value
            }
            offset = set.upperBound
        }
    }

    private mutating func readExtensions(_ bytes: Span<UInt8>, _ outer: Range<Int>) {
        guard let list = Self.element(bytes, at: outer.lowerBound, tag: 0x30) else { return }
        var offset = list.lowerBound
        for _ in 0..<Self.maximumElements {
            guard offset < list.upperBound, let entry = Self.element(bytes, at: offset, tag: 0x30) else { return }
            if let type = Self.element(bytes, at: entry.lowerBound, tag: 0x06), type.count == 3, bytes.u24be(type.lowerBound) == 0x55_1D11 {
                let critical = Self.element(bytes, at: type.upperBound, tag: 0x01)
                if let value = Self.element(bytes, at: critical?.upperBound ?? type.upperBound, tag: 0x04),
                    let names = Self.element(bytes, at: value.lowerBound, tag: 0x30)
                {
                    readAlternatives(bytes, names)
                }
            }
            offset = entry.upperBound
        }
    }

    private mutating func readAlternatives(_ bytes: Span<UInt8>, _ names: Range<Int>) {
        var offset = names.lowerBound
        while offset < names.upperBound, alternatives.count < Self.maximumAlternatives,
            let name = Self.element(bytes, at: offset, tag: nil)
        {
            if bytes[offset] == 0x82 { alternatives.append(name) }
            offset = name.upperBound
        }
    }

    /// The contents of the element at a place, if it lies within the bytes and has the tag (any for `nil`); definite lengths (X.690).
    private static func element(_ bytes: Span<UInt8>, at offset: Int, tag: UInt8?) -> Range<Int>? {
        guard let found = bytes.u8(offset), tag == nil || found == Int(tag ?? 0), let first = bytes.u8(offset + 1) else { return nil }
        var length = first
        var start = offset + 2
        if first >= 0x80 {
            let octets = first & 0x7F
            guard (1...3).contains(octets), bytes.holds(octets, at: start) else { return nil }
            length = 0
            for index in 0..<octets { length = length << 8 | Int(bytes[start + index]) }
            start += octets
        }
        return bytes.holds(length, at: start) ? start..<start + length : nil
    }
}
