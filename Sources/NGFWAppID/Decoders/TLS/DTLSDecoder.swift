/// DTLS records (RFC 9147 section 4, RFC 6347): the whole datagram must be records.
enum DTLSDecoder {
    private static let maximumRecords = 16

    static func examine(_ bytes: Span<UInt8>) -> ProtocolDecoder.Verdict {
        var offset = 0
        var records = 0
        while offset < bytes.count {
            // Type 20…26, version 0xfeff (1.0), 0xfefd (1.2) or 0x0100 (pre-standard), epoch, sequence number, length.
            guard records < maximumRecords, bytes.holds(13, at: offset), (20...26).contains(bytes[offset]),
                let version = bytes.u16be(offset + 1), [0xFEFF, 0xFEFD, 0x0100].contains(version), let length = bytes.u16be(offset + 11),
                length > 0, bytes.holds(length, at: offset + 13)
            else { return .rejected }
            // A first flight is a handshake in epoch 0 whose message header agrees with the record.
            if bytes[offset] == 22, bytes.u16be(offset + 3) == 0 {
                guard length >= 12, let fragment = bytes.u24be(offset + 22), let total = bytes.u24be(offset + 14), fragment <= total,
                    fragment + 12 <= length
                else { return .rejected }
            }
            offset += 13 + length
            records += 1
        }
        return records > 0 ? .accepted : .rejected
    }
}
