internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// From a packet to its session.
///
/// PERF: helpers on this path are `mutating` even where they only read. Swift 6.3 copies a noncopyable struct to the stack
/// to borrow it, 1.4 KB a call, which was a third of the time of a packet.
extension Firewall {
    /// A packet without a session: an error fails closed, unless there is no policy to fail for.
    mutating func outside(_ reason: PacketReason, _ byteCount: Int) -> Verdict {
        counters.addWithoutSession(reason, byteCount)
        return Verdict(owner == nil ? .pass : .drop, reason)
    }

    mutating func processFragment(_ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        let before = reassembler.counters
        let whole = reassembler.add(bytes, packet, at: now)
        reports.note(.fragments, at: now, count: reassembler.counters.failures &- before.failures)
        guard let whole else {
            if reassembler.counters.refusals > before.refusals { return outside(.fragment, packet.datagramLength) }
            counters.fragmentsHeld.add(packet.datagramLength)
            return Verdict(owner == nil ? .pass : .hold, .fragmentHeld)
        }
        counters.fragmentsHeld.add(packet.datagramLength)
        guard let datagram = try? decoder.decode(whole.span, linkType: .raw), datagram.fragment == nil else {
            counters.reassembled.add(whole.count)
            return outside(.undecodable, whole.count)
        }
        counters.reassembled.add(datagram.datagramLength)
        return processDatagram(whole.span, datagram)
    }

    mutating func processDatagram(_ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        // Without a policy every tuple is reported for itself, so an error message is a session of its own.
        // On its way to anybody but who sent the quoted datagram an error is none: quoting is no pass.
        if owner != nil, let embedded = packet.icmp?.embedded, embedded.source == packet.tuple.destination,
            let verdict = attach(packet, to: embedded)
        {
            return verdict
        }
        let (key, sourceIsFirst) = SessionKey.of(packet.tuple, kind: packet.isEcho ? .echo : .ordinary)
        if let index = table.find(key) {
            if table[index].isExpired(at: now) {
                end(index, .agedOut)
            } else {
                switch reaction(to: packet, in: index) {
                case .goesOn: return carry(index, bytes, packet, direction(index, packet, sourceIsFirst))
                case .beginsAnew: end(index, .tcpReuse)
                case .isRejected: return outside(.differentSYN, packet.datagramLength)
                }
            }
        }
        return open(key, sourceIsFirst: sourceIsFirst, bytes, packet)
    }

    private mutating func direction(_ index: Int, _ packet: DecodedPacket, _ sourceIsFirst: Bool) -> FlowDirection {
        // Both ends of an echo to oneself have one address: the message type tells them apart.
        if packet.isEchoReply, packet.tuple.source == packet.tuple.destination { return .serverToClient }
        return sourceIsFirst == table[index].traits.contains(.clientIsFirst) ? .clientToServer : .serverToClient
    }

    /// Whether the session of an ICMP error's quoted datagram exists; the error counts for it then.
    /// Source: reference section 4.1.
    private mutating func attach(_ packet: DecodedPacket, to embedded: FiveTuple) -> Verdict? {
        let isEcho = embedded.ipProtocol.isICMP && (embedded.sourcePort != 0 || embedded.destinationPort != 0)
        let (key, sourceIsFirst) = SessionKey.of(embedded, kind: isEcho ? .echo : .ordinary)
        guard let index = table.find(key), !table[index].isExpired(at: now) else { return nil }
        let quotedFromClient = sourceIsFirst == table[index].traits.contains(.clientIsFirst)
        let direction: FlowDirection = quotedFromClient ? .serverToClient : .clientToServer
        count(packet, in: index, direction)
        return table[index].state == .active ? pass(index, packet, direction) : absorb(index, packet, direction)
    }

    // MARK: A session's packets

    private enum Reaction {
        case goesOn
        case beginsAnew
        case isRejected
    }

    /// What a SYN means to a session that has its tuple already. Source: reference section 4.3.
    private mutating func reaction(to packet: DecodedPacket, in index: Int) -> Reaction {
        guard let fields = packet.tcp, fields.isOpening, table[index].state == .active else { return .goesOn }
        let tcp = table[index].tcp
        if tcp.isClosing { return .beginsAnew }
        if !tcp.isEstablished || tcp.isRepeated(fields) { return .goesOn }
        // Nobody saw the beginning of a session met in mid-stream; and without a policy a new SYN is a new session.
        return owner == nil || table[index].traits.contains(.startsMidStream) ? .beginsAnew : .isRejected
    }

    mutating func count(_ packet: DecodedPacket, in index: Int, _ direction: FlowDirection) {
        counters.inSessions.add(packet.datagramLength)
        table[index].count(packet.datagramLength, direction)
    }

    mutating func carry(_ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        count(packet, in: index, direction)
        guard table[index].state == .active else { return absorb(index, packet, direction) }
        table[index].lastSeen = now
        // Who enforces sees both directions, unless sessions may begin anywhere: a handshake has two sides then.
        let isOneSideEnough = owner == nil || configuration.acceptsNonSYN
        if let fields = packet.tcp,
            table[index].tcp.track(fields, length: packet.wirePayloadLength, direction, isOneSideEnough: isOneSideEnough)
        {
            updateTimeout(index)
        }
        if !table[index].traits.contains(.isFinal), let verdict = identify(index, bytes, packet, direction) { return verdict }
        return pass(index, packet, direction)
    }

    mutating func pass(_ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        counters.passed.add(packet.datagramLength)
        return Verdict(.pass, .session, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }

    private mutating func absorb(_ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        counters.blocked.add(packet.datagramLength)
        return Verdict(.drop, .policy, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }

    // MARK: A session's first packet

    private mutating func open(_ key: SessionKey, sourceIsFirst: Bool, _ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        var record = SessionRecord(key: key, start: now)
        record.icmpType = packet.icmp?.type
        var isFromClient = true
        if packet.tuple.ipProtocol == .tcp, packet.tcp?.isOpening != true {
            guard owner == nil || configuration.acceptsNonSYN else { return outside(.nonSYN, packet.datagramLength) }
            if let fields = packet.tcp, fields.isAnswer {
                // The server's part of the handshake: the streams are whole, the roles are known.
                isFromClient = false
            } else {
                record.traits.insert(.startsMidStream)
                record.tcp.startMidStream()
            }
        }
        if sourceIsFirst == isFromClient { record.traits.insert(.clientIsFirst) }
        guard !table.isFull else {
            reports.note(.sessionTableFull, at: now)
            return outside(.sessionTableFull, packet.datagramLength)
        }
        let user = place(&record)
        // An application that the headers settle needs no tentative answer: rules that block it do so at once.
        let known =
            classificationByProtocol(bytes, packet, isFromClient ? .clientToServer : .serverToClient) ?? classificationByOverride(record)
        if known != nil { record.traits.insert(.isFinal) }
        let match = lookUp(record, application: known?.application)
        record.traits.remove(.isFinal)
        if let match {
            record.author = match.author
            record.action = match.action
            record.standing = match.standing
            // Blocked sessions may not fill the table: beyond a quarter of it they are logged packet by packet.
            if !match.action.isAllow, setupBlockCount >= max(1, table.capacity / 4) {
                rules.hit(match.author, at: now)
                return refuse(record, packet, known, user)
            }
        }
        record.id = nextSessionID
        switch table.insert(record) {
        case .inserted(let index):
            nextSessionID &+= 1
            counters.sessionsCreated &+= 1
            if let user { userNames[record.id] = user }
            if let match { rules.hit(match.author, at: now) }
            return begin(index, bytes, packet, isFromClient ? .clientToServer : .serverToClient, known)
        case .full:
            reports.note(.sessionTableFull, at: now)
            return outside(.sessionTableFull, packet.datagramLength)
        case .crowded:
            reports.note(.probeLimit, at: now)
            return outside(.probeLimit, packet.datagramLength)
        }
    }

    private mutating func begin(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection, _ known: Classification?
    ) -> Verdict {
        if let known, known.evidence == .given { force(index, known) }
        if table[index].action.isAllow {
            table[index].timeout = Int32(clamping: timeout(of: table[index]))
            table.schedule(index, now: now)
            if let known, known.evidence == .given { _ = startLog(index, nil) }
            return carry(index, bytes, packet, direction)
        }
        count(packet, in: index, direction)
        table[index].traits.formUnion([.blockedAtFirstPacket, .isFinal])
        setupBlockCount += 1
        if let known {
            _ = note(known, index)
            return block(index, .deny, packet, direction)
        }
        table[index].application = .notApplicable
        table[index].base = .notApplicable
        return block(index, .drop, packet, direction)
    }

    /// A blocked packet that gets no session: logged at once, under session id 0.
    private mutating func refuse(
        _ blocked: SessionRecord, _ packet: DecodedPacket, _ known: Classification?, _ user: String?
    ) -> Verdict {
        var record = blocked
        record.application = known?.application ?? .notApplicable
        record.base = known?.base ?? .notApplicable
        record.state = .discard
        record.endReason = .policyDeny
        record.count(packet.datagramLength, .clientToServer)
        userNames[record.id] = user
        log(record, known == nil ? .drop : .deny)
        userNames[record.id] = nil
        var verdict = outside(.policy, packet.datagramLength)
        verdict.rule = record.author
        return verdict
    }

    /// Fills in zones and user.
    ///
    /// - Returns: the user's name.
    private mutating func place(_ record: inout SessionRecord) -> String? {
        guard owner != nil else { return nil }
        let tuple = record.tuple
        record.from = zones.number(ofSource: tuple.source)
        record.to = zones.number(ofDestination: tuple.destination)
        owner?.expire(at: now)
        guard let name = owner?.userName(of: tuple.source) else { return nil }
        let zone = zonePair(of: record).from
        record.user = owner?.user(of: tuple.source, from: zone) ?? .unmapped
        return record.user == .unmapped ? nil : name
    }
}

extension TCPFields {
    /// A SYN that opens a connection.
    var isOpening: Bool { flags.contains(.syn) && flags.isDisjoint(with: [.ack, .rst]) }
    /// The SYN-ACK that answers it.
    var isAnswer: Bool { flags.isSuperset(of: [.syn, .ack]) && !flags.contains(.rst) }
}

extension DecodedPacket {
    /// ICMP types 8, 0; ICMPv6 types 128, 129 (RFC 792, RFC 4443).
    var isEcho: Bool {
        guard let icmp else { return false }
        return tuple.ipProtocol == .icmp ? icmp.type == 8 || icmp.type == 0 : icmp.type == 128 || icmp.type == 129
    }

    /// An error message must not be answered by another, nor a datagram to many (RFC 1812 section 4.3.2.7, RFC 4443 section 2.4).
    var allowsErrorInAnswer: Bool {
        if tuple.destination.isMulticast || tuple.source.isMulticast { return false }
        guard let icmp else { return true }
        return tuple.ipProtocol == .icmp ? ![3, 4, 5, 11, 12].contains(icmp.type) : icmp.type >= 128
    }

    var isEchoReply: Bool { isEcho && (icmp?.type == 0 || icmp?.type == 129) }
}

extension FragmentReassembler.Counters {
    /// Of the fragment in hand.
    fileprivate var refusals: UInt64 { unusable &+ conflicting &+ oversized }
    /// Fragments and datagrams that came to nothing.
    fileprivate var failures: UInt64 { refusals &+ timedOut &+ evicted }
}
