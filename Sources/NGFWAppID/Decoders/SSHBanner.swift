/// The identification line of SSH (RFC 4253 section 4.2): `SSH-2.0-software comments CR LF`, at most 255 bytes.
enum SSHBanner {
    static let maximumBytes = 255

    static func examine(_ bytes: Span<UInt8>) -> ProtocolDecoder.Verdict {
        let name: StaticString = "SSH-"
        for index in 0..<name.utf8CodeUnitCount {
            guard index < bytes.count else { return .needsMore }
            // The pointer of a StaticString is valid for utf8CodeUnitCount bytes.
            guard unsafe bytes[index] == name.utf8Start[index] else { return .rejected }
        }
        guard line(bytes, isEnd: false) != nil else { return bytes.count > maximumBytes ? .rejected : .needsMore }
        return .accepted
    }

    /// The line without its end.
    static func line(_ bytes: Span<UInt8>, isEnd: Bool) -> Range<Int>? {
        guard bytes.starts(with: "SSH-") else { return nil }
        var end = 4
        while end < bytes.count, end <= maximumBytes, bytes[end] != 0x0D, bytes[end] != 0x0A { end += 1 }
        if end < bytes.count, end <= maximumBytes { return 0..<end }
        return isEnd && end <= maximumBytes ? 0..<end : nil
    }
}
