/// DNS messages (RFC 1035 section 4) and their relatives with the same layout: mDNS (RFC 6762), LLMNR (RFC 4795). Counts,
/// names, pointers and record lengths must agree with the message.
enum DNSDecoder {
    enum Dialect {
        case dns
        case multicast
        case linkLocal
    }

    static let maximumRecords = 512

    static func examine(_ bytes: Span<UInt8>, transport: Transport, dialect: Dialect) -> ProtocolDecoder.Verdict {
        guard transport.isStream else {
            return DNSMessage.read(bytes).map { $0.fits(dialect) ? .accepted : .rejected } ?? .rejected
        }
        // RFC 1035 section 4.2.2: a two-byte length before each message.
        guard let length = bytes.u16be(0) else { return .needsMore }
        guard length >= 12, DNSMessage.isPlausibleHeader(bytes, at: 2, available: length) else { return .rejected }
        guard bytes.count >= 2 + length else { return .needsMore }
        return DNSMessage.read(bytes.extracting(2..<(2 + length))).map { $0.fits(dialect) ? .accepted : .rejected } ?? .rejected
    }
}

/// What a DNS message says of itself.
struct DNSMessage {
    var identifier = 0
    var flags = 0
    var questions = 0
    var answers = 0
    var authorities = 0
    var additionals = 0
    /// The first name, as an offset of its first label.
    var nameOffset = 12
    var labels = 0
    var endsInLocal = false
    var endsInArpa = false
    /// A question asks for a unicast answer, or a record flushes caches: the top bit of the class (RFC 6762 sections 5.4, 10.2).
    var hasTopClassBit = false
    var isNetBIOS = false

    private var isResponse: Bool { flags & 0x8000 != 0 }
    private var operation: Int { (flags >> 11) & 15 }

    static func isPlausibleHeader(_ bytes: Span<UInt8>, at start: Int, available: Int) -> Bool {
        guard let flags = bytes.u16be(start + 2) else { return true }
        guard [0, 1, 2, 4, 5].contains((flags >> 11) & 15), flags & 0x40 == 0 else { return false }
        guard let questions = bytes.u16be(start + 4) else { return true }
        return questions <= 64 && questions * 5 + 12 <= available
    }

    /// Reads the whole message; `nil` when anything is out of place.
    static func read(_ bytes: Span<UInt8>) -> DNSMessage? {
        guard bytes.count >= 12, isPlausibleHeader(bytes, at: 0, available: bytes.count), let identifier = bytes.u16be(0),
            let flags = bytes.u16be(2), let questions = bytes.u16be(4), let answers = bytes.u16be(6), let authorities = bytes.u16be(8),
            let additionals = bytes.u16be(10)
        else { return nil }
        var message = DNSMessage()
        (message.identifier, message.flags, message.questions) = (identifier, flags, questions)
        (message.answers, message.authorities, message.additionals) = (answers, authorities, additionals)
        let records = answers + authorities + additionals
        guard records <= DNSDecoder.maximumRecords, questions + records > 0 else { return nil }
        // A query carries no answers (but mDNS known answers, RFC 6762 section 7.1, and updates do).
        guard records * 11 + questions * 5 <= bytes.count - 12 else { return nil }
        var offset = 12
        for index in 0..<questions {
            guard message.readName(bytes, &offset, isFirst: index == 0), let type = bytes.u16be(offset), let kind = bytes.u16be(offset + 2),
                message.acceptClass(kind, type)
            else { return nil }
            if index == 0 { message.noteNetBIOS(bytes, type) }
            offset += 4
        }
        for index in 0..<records {
            guard message.readName(bytes, &offset, isFirst: questions == 0 && index == 0), let type = bytes.u16be(offset),
                let kind = bytes.u16be(offset + 2), let length = bytes.u16be(offset + 8), message.acceptClass(kind, type),
                bytes.holds(length, at: offset + 10)
            else { return nil }
            if questions == 0, index == 0 { message.noteNetBIOS(bytes, type) }
            offset += 10 + length
        }
        // Nothing but padding of zeros may follow.
        while offset < bytes.count {
            guard bytes[offset] == 0 else { return nil }
            offset += 1
        }
        return message
    }

    func fits(_ dialect: DNSDecoder.Dialect) -> Bool {
        guard !isNetBIOS else { return false }
        let multicast = isMulticast
        switch dialect {
        case .multicast: return multicast
        case .linkLocal: return !multicast && isLinkLocal
        case .dns: return !multicast && !isLinkLocal && isCoherent
        }
    }

    /// Identifier 0, flags of a plain query or an authoritative response (RFC 6762 section 18; the bit of the authority is to be
    /// overlooked in a query, section 18.4), and something of the kind: a name under `local`, or the top class bit.
    private var isMulticast: Bool {
        identifier == 0 && [0x0000, 0x8400, 0x8000, 0x0200, 0x8600, 0x0400, 0x0600].contains(flags)
            && (endsInLocal || hasTopClassBit || endsInArpa)
    }

    /// One question, no recursion bits, a name of one label (RFC 4795 sections 2.1 and 3): single labels are not resolved by DNS.
    private var isLinkLocal: Bool {
        [0x0000, 0x8000, 0x8400].contains(flags & 0xFDFF) && questions == 1 && labels == 1 && authorities == 0
            && (isResponse || answers == 0)
    }

    private var isCoherent: Bool {
        guard questions > 0 || (isResponse && answers > 0) || operation == 5 else { return false }
        if isResponse { return true }
        // A plain query has neither answers nor a response code.
        return operation != 0 || (answers == 0 && flags & 0x000F == 0)
    }

    private mutating func acceptClass(_ kind: Int, _ type: Int) -> Bool {
        // OPT carries a size in the class, TSIG and TKEY use ANY (RFC 6891, RFC 8945).
        if type == 41 { return kind >= 512 || kind == 0 }
        if kind & 0x8000 != 0 { hasTopClassBit = true }
        return type != 0 && [1, 3, 4, 254, 255].contains(kind & 0x7FFF)
    }

    /// NetBIOS names: one label of 32 letters A to P, record types NB and NBSTAT (RFC 1002 section 4.2.1).
    private mutating func noteNetBIOS(_ bytes: Span<UInt8>, _ type: Int) {
        guard type == 32 || type == 33, bytes.u8(nameOffset) == 32, bytes.holds(33, at: nameOffset) else { return }
        for index in 1...32 where !(0x41...0x50).contains(bytes[nameOffset + index]) { return }
        isNetBIOS = true
    }

    /// Walks a name: labels of at most 63 bytes, at most 255 in all, pointers only backwards (RFC 1035 section 4.1.4).
    private mutating func readName(_ bytes: Span<UInt8>, _ offset: inout Int, isFirst: Bool) -> Bool {
        if isFirst { nameOffset = offset }
        var position = offset
        var end: Int?
        var length = 0
        var count = 0
        var last = 0..<0
        var jumps = 0
        while true {
            guard let byte = bytes.u8(position) else { return false }
            if byte == 0 {
                position += 1
                break
            }
            if byte & 0xC0 == 0xC0 {
                guard let pointer = bytes.u16be(position), pointer & 0x3FFF >= 12, pointer & 0x3FFF < position, jumps < 16 else {
                    return false
                }
                end = end ?? position + 2
                position = pointer & 0x3FFF
                jumps += 1
                continue
            }
            guard byte <= 63, bytes.holds(byte, at: position + 1) else { return false }
            length += byte + 1
            guard length <= 255 else { return false }
            last = (position + 1)..<(position + 1 + byte)
            count += 1
            position += 1 + byte
        }
        offset = end ?? position
        if isFirst {
            labels = count
            endsInLocal = bytes.isText("local", at: last)
            endsInArpa = bytes.isText("arpa", at: last)
        }
        return true
    }
}

extension DNSDecoder {
    /// Writes the first name of a message as text with dots; `false` when the message is not DNS.
    static func name(_ bytes: Span<UInt8>, into text: inout [UInt8]) -> Bool {
        guard let message = DNSMessage.read(bytes) else { return false }
        text.removeAll(keepingCapacity: true)
        var position = message.nameOffset
        // `read` has walked the name; compression does not occur in the first name of a message.
        while let length = bytes.u8(position), length > 0, length <= 63, bytes.holds(length, at: position + 1), text.count <= 255 {
            if !text.isEmpty { text.append(UInt8(ascii: ".")) }
            for index in (position + 1)...(position + length) { text.append(bytes[index]) }
            position += 1 + length
        }
        return true
    }
}
