/// The header block of an HTTP/1 message: the fields that signatures look at, as ranges of the bytes; an absent field is empty.
struct HTTPHeaders {
    var all = 0..<0
    var host = 0..<0
    var userAgent = 0..<0
    var server = 0..<0
    var contentType = 0..<0

    static let maximumLines = 128

    /// Reads up to the empty line. `false` while it has not come, unless nothing more will.
    mutating func decode(_ bytes: Span<UInt8>, from start: Int, isEnd: Bool) -> Bool {
        var position = start
        for _ in 0..<Self.maximumLines {
            let end = bytes.firstIndex(of: 0x0A, from: position, to: bytes.count) ?? bytes.count
            all = start..<end
            guard end < bytes.count else {
                if isEnd { readLine(bytes, position..<end) }
                return isEnd
            }
            var content = end
            if content > position, bytes[content - 1] == 0x0D { content -= 1 }
            if content == position { return true }
            readLine(bytes, position..<content)
            position = end + 1
        }
        return true
    }

    private mutating func readLine(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), from: line.lowerBound, to: line.upperBound) else { return }
        var lower = colon + 1
        var upper = line.upperBound
        while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
        while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
        let name = line.lowerBound..<colon
        // The first of two lines with one name counts.
        switch name.count {
        case 4: if host.isEmpty, bytes.isText("host", at: name) { host = lower..<upper }
        case 6: if server.isEmpty, bytes.isText("server", at: name) { server = lower..<upper }
        case 10: if userAgent.isEmpty, bytes.isText("user-agent", at: name) { userAgent = lower..<upper }
        case 12: if contentType.isEmpty, bytes.isText("content-type", at: name) { contentType = lower..<upper }
        default: break
        }
    }
}
