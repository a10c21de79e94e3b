import NGFWCore

/// Contexts of protocols whose messages are datagrams, or have a length in front.
extension Classifier {
    /// One datagram: a query and its answer are one transaction where the protocol pairs them, else each is its own.
    mutating func feedDatagram(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ decoder: ContextDecoder, _ bytes: Span<UInt8>, _ side: Side
    ) {
        let subject = bytes.extracting(0..<min(bytes.count, limits.packetBytes))
        var flow = inspection.custom.takeFlow(side)
        frameCame(&inspection, custom, &flow, decoder, subject, side)
        if inspection.custom.phase != .done { inspection.custom.putFlow(flow, side) }
    }

    /// Messages of DNS and LDAP over TCP, which say how long they are.
    mutating func feedFrames(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ chunk: Span<UInt8>,
        _ side: Side
    ) {
        for index in 0..<min(chunk.count, max(0, 2 * limits.inspectedBytes - flow.buffer.count)) { flow.buffer.append(chunk[index]) }
        while !flow.isOff, inspection.custom.phase != .done {
            guard let frame = Self.frame(flow.buffer.span, decoder) else { break }
            guard frame.upperBound <= flow.buffer.count else {
                flow.isOff = frame.upperBound > 2 * limits.inspectedBytes
                break
            }
            var bytes: [UInt8] = []
            swap(&bytes, &flow.buffer)
            frameCame(&inspection, custom, &flow, decoder, bytes.span.extracting(frame), side)
            bytes.removeFirst(frame.upperBound)
            flow.buffer = bytes
        }
    }

    /// Where the first message stands; `nil` while its length is not known.
    private static func frame(_ bytes: Span<UInt8>, _ decoder: ContextDecoder) -> Range<Int>? {
        if decoder == .dns { return bytes.u16be(0).map { 2..<(2 + max(1, $0)) } }
        return BERReader.element(bytes, at: 0).map { 0..<$0.content.upperBound }
    }

    private mutating func frameCame(
        _ inspection: inout Inspection, _ custom: CustomLibrary, _ flow: inout CustomFlow, _ decoder: ContextDecoder, _ bytes: Span<UInt8>,
        _ side: Side
    ) {
        flow.count += 1
        var facts = UnitFacts(transaction: flow.count, unit: inspection.custom.nextUnit())
        switch decoder {
        case .dns:
            // The identifier names query and response.
            facts.transaction = UInt32(bytes.u16be(0) ?? 0) + 1
            addDNS(custom, bytes, isResponse: (bytes.u8(2) ?? 0) & 0x80 != 0)
        case .ldap: addLDAP(custom, bytes, &facts, side)
        case .snmp: addSNMP(custom, bytes)
        case .dhcp: addDHCP(custom, bytes)
        case .sip:
            guard side == .client, let end = HTTPHead.end(of: bytes, from: 0), let head = HTTPHead(bytes.extracting(0..<end)),
                head.status == 0
            else { return }
            add(.sipHeaders, head.headers, custom)
        default: return
        }
        emit(bytes, facts, &inspection, custom)
    }

    // MARK: Protocols

    /// Sections of a DNS message (RFC 1035 section 4).
    private mutating func addDNS(_ custom: CustomLibrary, _ bytes: Span<UInt8>, isResponse: Bool) {
        guard let sections = DNSSections(bytes) else { return }
        add(isResponse ? .dnsResponsePayload : .dnsQueryPayload, 0..<bytes.count, custom)
        add(isResponse ? .dnsResponseHeader : .dnsQueryHeader, 0..<12, custom)
        add(isResponse ? .dnsResponseSection : .dnsQuerySection, sections.ranges[0], custom)
        add(isResponse ? .dnsResponseAnswers : .dnsQueryAnswers, sections.ranges[1], custom)
        add(isResponse ? .dnsResponseAuthorities : .dnsQueryAuthorities, sections.ranges[2], custom)
        add(isResponse ? .dnsResponseAdditionals : .dnsQueryAdditionals, sections.ranges[3], custom)
        if isResponse { for pointer in sections.pointers { add(.dnsPointer, pointer, custom) } }
    }

    /// LDAPMessage (RFC 4511 section 4.1.1): the message number pairs a search with its entries.
    private mutating func addLDAP(_ custom: CustomLibrary, _ bytes: Span<UInt8>, _ facts: inout UnitFacts, _ side: Side) {
        guard let message = BERReader.element(bytes, at: 0), message.tag == 0x30,
            let identifier = BERReader.element(bytes, at: message.content.lowerBound), identifier.tag == 2,
            let operation = BERReader.element(bytes, at: identifier.content.upperBound),
            let name = BERReader.element(bytes, at: operation.content.lowerBound), name.tag == 4,
            bytes.holds(name.content.count, at: name.content.lowerBound)
        else { return }
        facts.transaction = identifier.content.prefix(3).reduce(0) { $0 << 8 | UInt32(bytes[$1]) } + 1
        if operation.tag == 0x63, side == .client { add(.ldapBase, name.content, custom) }
        if operation.tag == 0x64, side == .server { add(.ldapEntry, name.content, custom) }
    }

    /// Version and community of SNMP (RFC 1157 section 4, RFC 3416); version 3 has none.
    private mutating func addSNMP(_ custom: CustomLibrary, _ bytes: Span<UInt8>) {
        guard let message = BERReader.element(bytes, at: 0), message.tag == 0x30,
            let version = BERReader.element(bytes, at: message.content.lowerBound), version.tag == 2,
            let community = BERReader.element(bytes, at: version.content.upperBound), community.tag == 4,
            bytes.holds(community.content.count, at: community.content.lowerBound)
        else { return }
        add(.snmpCommunity, community.content, custom)
    }

    /// Fixed fields of BOOTP and DHCP (RFC 2131 section 2).
    private mutating func addDHCP(_ custom: CustomLibrary, _ bytes: Span<UInt8>) {
        guard bytes.count >= 44 else { return }
        let isReply = bytes[0] == 2
        add(isReply ? .dhcpServerAddress : .dhcpClientAddress, 12..<16, custom)
        add(isReply ? .dhcpServerHardware : .dhcpClientHardware, 28..<44, custom)
    }

    /// One ICMP message; all conditions must hold within it, in either scope.
    ///
    /// - Parameter payload: what follows the header of eight bytes.
    mutating func emitICMP(
        _ type: UInt8, _ code: UInt8, _ payload: Span<UInt8>, _ side: Side, _ custom: CustomLibrary, _ inspection: inout Inspection
    ) {
        let all = 0..<payload.count
        if side == .client {
            add(.icmpType, Int(type), custom)
            add(.icmpCode, Int(code), custom)
            add(.icmpClientData, all, custom)
            add(.icmpClientPayload, all, custom)
        } else {
            add(.icmpServerData, all, custom)
            add(.icmpServerPayload, all, custom)
        }
        emit(payload, UnitFacts(transaction: 1, unit: inspection.custom.nextUnit()), &inspection, custom)
    }
}

/// One element of BER with a definite length (X.690 section 8.1).
enum BERReader {
    /// `nil` when tag or length are not there; the content may reach behind the bytes.
    static func element(_ bytes: Span<UInt8>, at offset: Int) -> (tag: Int, content: Range<Int>)? {
        guard let tag = bytes.u8(offset), let first = bytes.u8(offset + 1) else { return nil }
        if first < 0x80 { return (tag, (offset + 2)..<(offset + 2 + first)) }
        let count = first & 0x7F
        guard (1...3).contains(count), bytes.holds(count, at: offset + 2) else { return nil }
        var length = 0
        for index in 0..<count { length = length << 8 | Int(bytes[offset + 2 + index]) }
        return (tag, (offset + 2 + count)..<(offset + 2 + count + length))
    }
}

/// Where the sections of a DNS message stand.
struct DNSSections {
    /// Questions, answers, authorities, additionals; empty ones are empty.
    var ranges: [Range<Int>] = []
    /// Data of PTR answers.
    var pointers: [Range<Int>] = []

    /// `nil` when counts or lengths do not agree with the bytes.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 12, DNSMessage.read(bytes) != nil else { return nil }
        var offset = 12
        for section in 0..<4 {
            let start = offset
            for _ in 0..<(bytes.u16be(4 + 2 * section) ?? 0) {
                while let length = bytes.u8(offset), length > 0, length & 0xC0 == 0 { offset += length + 1 }
                offset += (bytes.u8(offset) ?? 0) & 0xC0 == 0xC0 ? 2 : 1
                if section == 0 {
                    offset += 4
                } else {
                    guard let type = bytes.u16be(offset), let length = bytes.u16be(offset + 8), bytes.holds(length, at: offset + 10) else {
                        return nil
                    }
                    if section == 1, type == 12 { pointers.append((offset + 10)..<(offset + 10 + length)) }
                    offset += 10 + length
                }
            }
            guard offset <= bytes.count else { return nil }
            ranges.append(start..<offset)
        }
    }
}
