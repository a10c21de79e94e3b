/// The header of an Initial packet (RFC 9000 section 17.2.2), as places in its datagram.
struct QUICInitialHeader {
    var version: QUICVersion
    /// Of the packet's first byte.
    var start: Int
    var destination: Range<Int>
    /// Where the protected packet number begins.
    var packetNumber: Int
    /// Where the packet ends: others may follow in the datagram (section 12.2).
    var end: Int

    /// The long-header packet at a place; `nil` when there is none whose length is known and fits.
    ///
    /// - Returns: where it ends, and its header if it is an Initial packet of a known version.
    static func packet(_ bytes: Span<UInt8>, at start: Int) -> (end: Int, header: QUICInitialHeader?)? {
        guard let first = bytes.u8(start), first & 0xC0 == 0xC0, let number = bytes.u32be(start + 1),
            let version = QUICVersion.numbered(number), let destination = bytes.u8(start + 5), destination <= 20,
            let source = bytes.u8(start + 6 + destination), source <= 20
        else { return nil }
        let isInitial = (first >> 4) & 3 == version.initialType
        var offset = start + 7 + destination + source
        if isInitial {
            guard let token = QUICDecoder.variable(bytes, &offset), bytes.holds(token, at: offset) else { return nil }
            offset += token
        }
        // Retry packets have no length; they come alone.
        guard let length = QUICDecoder.variable(bytes, &offset), length >= 20, bytes.holds(length, at: offset) else { return nil }
        let end = offset + length
        guard isInitial else { return (end, nil) }
        let range = (start + 6)..<(start + 6 + destination)
        return (end, QUICInitialHeader(version: version, start: start, destination: range, packetNumber: offset, end: end))
    }
}
