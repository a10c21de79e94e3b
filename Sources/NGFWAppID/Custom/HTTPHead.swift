/// The head of a message of HTTP/1, RTSP or SIP: start line and header lines, as ranges of its bytes.
///
///     GET /a?b=c HTTP/1.1\r\n Host: x\r\n \r\n
///     └ start        ┘└ headers           ┘
struct HTTPHead {
    var start = 0..<0
    /// The header lines with their ends.
    var headers = 0..<0
    // Of a request.
    var method = 0..<0
    var target = 0..<0
    /// Of a response; 0 for a request.
    var status = 0
    var reason = 0..<0

    /// Where the empty line behind the headers ends; `nil` while it has not come.
    static func end(of bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = max(0, start)
        while index < bytes.count {
            if bytes[index] == 0x0A {
                if index + 1 < bytes.count, bytes[index + 1] == 0x0A { return index + 2 }
                if index + 2 < bytes.count, bytes[index + 1] == 0x0D, bytes[index + 2] == 0x0A { return index + 3 }
            }
            index += 1
        }
        return nil
    }

    /// Reads a head; `nil` when its first line is neither a request line nor a status line.
    init?(_ bytes: Span<UInt8>) {
        var lineEnd = 0
        while lineEnd < bytes.count, bytes[lineEnd] != 0x0A { lineEnd += 1 }
        start = 0..<Self.trimmed(bytes, 0..<lineEnd)
        var end = bytes.count
        // The empty line is not one of the headers.
        if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
        if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
        headers = min(lineEnd + 1, end)..<end
        guard let blank = start.first(where: { bytes[$0] == 0x20 }), blank > 0 else { return nil }
        let second = ((blank + 1)..<start.upperBound).first { bytes[$0] == 0x20 } ?? start.upperBound
        if (0..<blank).contains(where: { bytes[$0] == UInt8(ascii: "/") }) {
            var value = 0
            for index in (blank + 1)..<second {
                guard HTTPLine.isDigit(bytes[index]), value < 100 else { return nil }
                value = value * 10 + Int(bytes[index] - 0x30)
            }
            guard (100...999).contains(value) else { return nil }
            status = value
            reason = min(second + 1, start.upperBound)..<start.upperBound
        } else {
            guard second < start.upperBound, second > blank + 1, (0..<blank).allSatisfy({ HTTPLine.isMethodByte(bytes[$0]) }) else {
                return nil
            }
            method = 0..<blank
            target = (blank + 1)..<second
        }
    }

    private static func trimmed(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int {
        line.upperBound > line.lowerBound && bytes[line.upperBound - 1] == 0x0D ? line.upperBound - 1 : line.upperBound
    }

    /// The next header line, moving on; `nil` at the end.
    func nextLine(_ bytes: Span<UInt8>, _ position: inout Int) -> (line: Range<Int>, name: Range<Int>, value: Range<Int>)? {
        while position < headers.upperBound {
            var end = position
            while end < headers.upperBound, bytes[end] != 0x0A { end += 1 }
            let line = position..<Self.trimmed(bytes, position..<end)
            position = end + 1
            guard let colon = line.first(where: { bytes[$0] == UInt8(ascii: ":") }) else { continue }
            var (lower, upper) = (colon + 1, line.upperBound)
            while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
            while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
            return (line, line.lowerBound..<colon, lower..<upper)
        }
        return nil
    }

    /// Path and query of the target (RFC 9112 section 3.2, RFC 3986 section 3).
    func pathAndQuery(_ bytes: Span<UInt8>) -> (path: Range<Int>, query: Range<Int>) {
        var lower = target.lowerBound
        if let colon = target.first(where: { bytes[$0] == UInt8(ascii: ":") }), bytes.starts(with: "://", at: colon) {
            lower = colon + 3
            while lower < target.upperBound, bytes[lower] != UInt8(ascii: "/"), bytes[lower] != UInt8(ascii: "?") { lower += 1 }
        }
        let rest = lower..<target.upperBound
        guard let mark = rest.first(where: { bytes[$0] == UInt8(ascii: "?") }) else { return (rest, rest.upperBound..<rest.upperBound) }
        return (rest.lowerBound..<mark, (mark + 1)..<rest.upperBound)
    }
}
