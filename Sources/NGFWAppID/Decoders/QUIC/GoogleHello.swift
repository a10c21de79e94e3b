/// The server name in a client hello of Google's QUIC crypto handshake: `CHLO`, a count, and a table of tags with the ends of their values
/// ("QUIC Crypto", section "Handshake messages"; versions up to Q050). It is in clear up to Q046.
enum GoogleHello {
    private static let maximumEntries = 128

    /// Where the value of the tag `SNI` stands, of the first hello among the bytes.
    ///
    /// - Returns: `nil` without a hello; an empty range for one without a name.
    static func serverName(_ bytes: Span<UInt8>) -> Range<Int>? {
        var start = 0
        while let place = bytes.firstIndex(of: UInt8(ascii: "C"), from: start, to: bytes.count) {
            if bytes.starts(with: "CHLO", at: place), let name = name(bytes, message: place) { return name }
            start = place + 1
        }
        return nil
    }

    private static func name(_ bytes: Span<UInt8>, message: Int) -> Range<Int>? {
        guard let count = bytes.u16le(message + 4), (1...maximumEntries).contains(count), bytes.u16le(message + 6) == 0 else { return nil }
        let values = message + 8 + 8 * count
        var start = 0
        for entry in 0..<count {
            let place = message + 8 + 8 * entry
            guard let end = bytes.u32le(place + 4), end >= start else { return nil }
            if bytes.starts(with: "SNI\0", at: place) {
                return bytes.holds(end - start, at: values + start) ? values + start..<values + end : values..<values
            }
            start = end
        }
        return values..<values
    }
}
