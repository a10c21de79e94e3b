/// The start line of an HTTP/1 request (RFC 9112 section 3): method, target, version.
///
///     GET /index.html HTTP/1.1\r\n
struct HTTPRequest {
    var method = 0..<0
    var target = 0..<0
    /// The target without scheme, authority and query.
    var path = 0..<0
    var headers = HTTPHeaders()

    static let maximumMethod = 32

    static func examine(_ bytes: Span<UInt8>) -> ProtocolDecoder.Verdict {
        var request = HTTPRequest()
        return request.readLine(bytes).verdict
    }

    /// Decodes the start line and, when it is there, the header block.
    mutating func decode(_ bytes: Span<UInt8>, isEnd: Bool) -> Bool {
        guard case .complete(let next) = readLine(bytes) else { return false }
        return headers.decode(bytes, from: next, isEnd: isEnd)
    }

    private mutating func readLine(_ bytes: Span<UInt8>) -> HTTPLine {
        var position = 0
        while position < bytes.count, HTTPLine.isMethodByte(bytes[position]) {
            position += 1
            if position > Self.maximumMethod { return .refused }
        }
        guard position < bytes.count else { return .incomplete }
        guard position > 0, bytes[position] == 0x20 else { return .refused }
        method = 0..<position
        let start = position + 1
        position = start
        // The target has no blanks and no control characters; bytes over 0x7F occur in the field.
        while position < bytes.count, bytes[position] > 0x20, bytes[position] != 0x7F { position += 1 }
        guard position < bytes.count else { return .incomplete }
        guard position > start, bytes[position] == 0x20 else { return .refused }
        target = start..<position
        path = Self.path(of: target, bytes)
        return HTTPLine.version(bytes, at: position + 1) { (bytes, end) in HTTPLine.endOfLine(bytes, at: end) }
    }

    /// The path of a target (RFC 9112 section 3.2, RFC 3986 section 3): in the absolute form it begins behind the authority; the query
    /// is not part of it.
    private static func path(of target: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        var start = target.lowerBound
        if bytes[start] != UInt8(ascii: "/"), let colon = target.first(where: { bytes[$0] == UInt8(ascii: ":") }),
            bytes.starts(with: "://", at: colon)
        {
            start = colon + 3
            while start < target.upperBound, bytes[start] != UInt8(ascii: "/"), bytes[start] != UInt8(ascii: "?") { start += 1 }
        }
        var end = start
        while end < target.upperBound, bytes[end] != UInt8(ascii: "?"), bytes[end] != UInt8(ascii: "#") { end += 1 }
        return start..<end
    }
}

/// The start line of an HTTP/1 response (RFC 9112 section 4).
///
///     HTTP/1.1 200 OK\r\n
struct HTTPResponse {
    var headers = HTTPHeaders()

    static func examine(_ bytes: Span<UInt8>) -> ProtocolDecoder.Verdict { readLine(bytes).verdict }

    mutating func decode(_ bytes: Span<UInt8>, isEnd: Bool) -> Bool {
        guard case .complete(let next) = Self.readLine(bytes) else { return false }
        return headers.decode(bytes, from: next, isEnd: isEnd)
    }

    private static func readLine(_ bytes: Span<UInt8>) -> HTTPLine {
        HTTPLine.version(bytes, at: 0) { (bytes, position) in
            guard position + 3 < bytes.count else { return .incomplete }
            guard bytes[position] == 0x20, (0x31...0x35).contains(bytes[position + 1]), HTTPLine.isDigit(bytes[position + 2]),
                HTTPLine.isDigit(bytes[position + 3])
            else { return .refused }
            var end = position + 4
            while end < bytes.count, bytes[end] >= 0x20 || bytes[end] == 0x09 { end += 1 }
            return HTTPLine.endOfLine(bytes, at: end)
        }
    }
}

/// How far a start line was understood.
enum HTTPLine {
    /// The offset behind it.
    case complete(Int)
    case incomplete
    case refused

    var verdict: ProtocolDecoder.Verdict {
        switch self {
        case .complete: .accepted
        case .incomplete: .needsMore
        case .refused: .rejected
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Registered methods are upper case, some with a hyphen (`M-SEARCH`, `BASELINE-CONTROL`).
    static func isMethodByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// `HTTP/1.0` or `HTTP/1.1` at an offset, then what follows it.
    static func version(_ bytes: Span<UInt8>, at start: Int, then next: (Span<UInt8>, Int) -> HTTPLine) -> HTTPLine {
        let name: StaticString = "HTTP/1."
        for index in 0..<name.utf8CodeUnitCount {
            guard start + index < bytes.count else { return .incomplete }
            // The pointer of a StaticString is valid for utf8CodeUnitCount bytes.
            guard unsafe bytes[start + index] == name.utf8Start[index] else { return .refused }
        }
        let minor = start + name.utf8CodeUnitCount
        guard minor < bytes.count else { return .incomplete }
        guard bytes[minor] == 0x30 || bytes[minor] == 0x31 else { return .refused }
        return next(bytes, minor + 1)
    }

    /// CR LF, or a bare LF (RFC 9112 section 2.2).
    static func endOfLine(_ bytes: Span<UInt8>, at position: Int) -> HTTPLine {
        guard position < bytes.count else { return .incomplete }
        if bytes[position] == 0x0A { return .complete(position + 1) }
        guard bytes[position] == 0x0D else { return .refused }
        guard position + 1 < bytes.count else { return .incomplete }
        return bytes[position + 1] == 0x0A ? .complete(position + 2) : .refused
    }
}
