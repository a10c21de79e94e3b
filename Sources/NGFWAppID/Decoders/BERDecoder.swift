/// The outer structure of ASN.1 in the basic encoding rules (ITU-T X.690 section 8.1), as SNMP, LDAP and Kerberos use it: one
/// constructed element whose members follow one another and end where it ends.
enum BERDecoder {
    private static let maximumMembers = 64
    /// Longest message that is plausible at the start of a session.
    private static let maximumLength = 1 << 24

    static func examine(_ bytes: Span<UInt8>, transport: Transport) -> ProtocolDecoder.Verdict {
        guard let tag = bytes.u8(0) else { return .needsMore }
        guard tag & 0x20 != 0, tag & 0x1F != 0x1F else { return .rejected }
        guard bytes.count >= 2 else { return transport.isStream ? .needsMore : .rejected }
        guard let outer = header(bytes, at: 0) else {
            return transport.isStream && bytes.count < 6 ? .needsMore : .rejected
        }
        let end = outer.content + outer.length
        if !transport.isStream, end != bytes.count { return .rejected }
        var offset = outer.content
        for _ in 0..<maximumMembers {
            if offset == end { return .accepted }
            guard offset < bytes.count else { return .needsMore }
            guard let member = header(bytes, at: offset) else { return offset + 6 > bytes.count ? .needsMore : .rejected }
            guard member.length <= end - member.content, member.content <= end else { return .rejected }
            offset = member.content + member.length
        }
        return .rejected
    }

    /// Where the contents of the element at an offset begin and how long they are; definite lengths alone.
    private static func header(_ bytes: Span<UInt8>, at offset: Int) -> (content: Int, length: Int)? {
        guard let tag = bytes.u8(offset), tag & 0x1F != 0x1F, tag != 0, let first = bytes.u8(offset + 1) else { return nil }
        if first < 0x80 { return (offset + 2, first) }
        let octets = first & 0x7F
        guard (1...4).contains(octets), bytes.holds(octets, at: offset + 2) else { return nil }
        var length = 0
        for index in 0..<octets { length = length << 8 | Int(bytes[offset + 2 + index]) }
        return length <= maximumLength ? (offset + 2 + octets, length) : nil
    }
}
