internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// Where a packet's session stands in the table: known as soon as the packet is decoded.
struct SessionPlace {
    var key: SessionKey
    var hash: UInt64
    var sourceIsFirst: Bool
}

/// From a packet to its session.
///
/// PERF: helpers on this path are `mutating` even where they only read. Swift 6.3 copies a noncopyable struct to the stack
/// to borrow it, 1.4 KB a call, which was a third of the time of a packet.
extension Firewall {
    @inline(__always)
    mutating func place(of packet: DecodedPacket) -> SessionPlace {
        let domain = tunnelPlace == nil ? FlowDomain.outermost : innerDomain
        guard packet.icmp == nil else { return place(ofICMP: packet, domain) }
        let (key, sourceIsFirst) = SessionKey.of(packet.tuple, domain: domain)
        return SessionPlace(key: key, hash: table.hash(of: key), sourceIsFirst: sourceIsFirst)
    }

    @inline(never)
    private mutating func place(ofICMP packet: DecodedPacket, _ domain: FlowDomain) -> SessionPlace {
        let (key, sourceIsFirst) =
            packet.icmpPlace.map { SessionKey.of(packet.tuple, icmp: $0, domain: domain) } ?? SessionKey.of(packet.tuple, domain: domain)
        return SessionPlace(key: key, hash: table.hash(of: key), sourceIsFirst: sourceIsFirst)
    }

    private var innerDomain: FlowDomain { tunnelPlace?.domain ?? .outermost }

    /// A packet without a session: an error fails closed, unless there is no policy to fail for.
    mutating func withoutSession(_ reason: PacketReason, _ byteCount: Int) -> Verdict {
        counters.addWithoutSession(reason, byteCount)
        return Verdict(owner == nil ? .pass : .drop, reason)
    }

    @inline(never)
    mutating func processFragment(_ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        let before = reassembler.counters
        let whole = reassembler.add(bytes, packet, domain: innerDomain.number, at: now)
        reports.note(.fragments, at: now, count: reassembler.counters.failures &- before.failures)
        guard let whole else {
            if reassembler.counters.refusals > before.refusals { return withoutSession(.fragment, packet.datagramLength) }
            counters.fragmentsHeld.add(packet.datagramLength)
            return Verdict(owner == nil ? .pass : .hold, .fragmentHeld)
        }
        counters.fragmentsHeld.add(packet.datagramLength)
        guard let datagram = try? decoder.decode(whole.span, linkType: .raw), datagram.fragment == nil else {
            counters.reassembled.add(whole.count)
            return withoutSession(.undecodable, whole.count)
        }
        counters.reassembled.add(datagram.datagramLength)
        if dropsWrongSums, ChecksumVerifier.state(of: datagram, in: whole.span) == .invalid {
            return withoutSession(.checksum, datagram.datagramLength)
        }
        return processDatagram(whole.span, datagram, place(of: datagram))
    }

    @inline(__always)
    mutating func processDatagram(_ bytes: Span<UInt8>, _ packet: DecodedPacket, _ place: SessionPlace) -> Verdict {
        // Without a policy every tuple is reported for itself, so an error message is a session of its own.
        // On its way to anybody but who sent the quoted datagram an error is none: quoting is no pass.
        if owner != nil, let embedded = packet.icmp?.embedded, embedded.source == packet.tuple.destination,
            let verdict = attach(packet, bytes, to: embedded, in: place.key.domain)
        {
            return verdict
        }
        guard let index = table.find(place.key, place.hash) else {
            return packet.icmp == nil ? open(place, bytes, packet) : openICMP(place, bytes, packet)
        }
        return meet(index, place, bytes, packet)
    }

    /// An ICMP message whose session is not there. An answer that nobody asked for begins one that no question ever meets: it was
    /// allowed from who sent it, the question would come from its peer.
    @inline(never)
    private mutating func openICMP(_ place: SessionPlace, _ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        guard packet.icmpPlace?.isAnswer == true else { return open(place, bytes, packet) }
        let key = place.key.unasked
        let unasked = SessionPlace(key: key, hash: table.hash(of: key), sourceIsFirst: place.sourceIsFirst)
        guard let index = table.find(key, unasked.hash) else { return open(unasked, bytes, packet) }
        return meet(index, unasked, bytes, packet)
    }

    /// A packet whose tuple a session has.
    @inline(__always)
    private mutating func meet(_ index: Int, _ place: SessionPlace, _ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        if table.isExpired(index, at: now) {
            end(index, .agedOut)
            return packet.icmp == nil ? open(place, bytes, packet) : openICMP(place, bytes, packet)
        }
        switch reaction(to: packet, in: index, place.sourceIsFirst) {
        case .goesOn: return carry(index, bytes, packet, direction(index, packet, place.sourceIsFirst))
        case .beginsAnew:
            end(index, .tcpReuse)
            return open(place, bytes, packet)
        case .isRejected: return withoutSession(.differentSYN, packet.datagramLength)
        }
    }

    @inline(__always)
    private mutating func direction(_ index: Int, _ packet: DecodedPacket, _ sourceIsFirst: Bool) -> FlowDirection {
        // Both ends of an echo to oneself have one address: the message type tells them apart.
        if packet.isEchoReply, packet.tuple.source == packet.tuple.destination { return .serverToClient }
        return sourceIsFirst == table[index].traits.contains(.clientIsFirst) ? .clientToServer : .serverToClient
    }

    /// An error counts for the session that it speaks of, if that exists. Source: reference section 4.1.
    @inline(never)
    private mutating func attach(
        _ packet: DecodedPacket, _ bytes: Span<UInt8>, to embedded: FiveTuple, in domain: FlowDomain
    ) -> Verdict? {
        guard let (index, direction) = session(of: embedded, quotedBy: packet, bytes, in: domain) else { return nil }
        count(packet, in: index, direction)
        return table[index].state == .active ? pass(index, packet, direction) : absorb(index, packet, direction)
    }

    /// The session of an ICMP error's quoted datagram, and which way the error goes in it.
    mutating func session(
        of embedded: FiveTuple, quotedBy packet: DecodedPacket, _ bytes: Span<UInt8>, in domain: FlowDomain
    ) -> (index: Int, direction: FlowDirection)? {
        let quoted = packet.quotedMessage(in: bytes).map {
            ICMPPlace(type: $0.type, code: $0.code, isIPv4: embedded.ipProtocol == .icmp)
        }
        let (key, sourceIsFirst) =
            quoted.map { SessionKey.of(embedded, icmp: $0, domain: domain) } ?? SessionKey.of(embedded, domain: domain)
        guard let index = table.find(key) ?? (quoted?.isAnswer == true ? table.find(key.unasked) : nil),
            !table.isExpired(index, at: now)
        else { return nil }
        let quotedFromClient = sourceIsFirst == table[index].traits.contains(.clientIsFirst)
        let direction: FlowDirection = quotedFromClient ? .serverToClient : .clientToServer
        if embedded.ipProtocol == .tcp {
            let rules = rules(for: index)
            if let sequence = packet.quotedSequenceNumber(in: bytes) {
                guard table[index].tcp.mayHaveSent(sequence, direction.opposite, rules) else { return nil }
            } else if rules.enforcesWindows {
                // Quoted too short to be compared: RFC 792 asks for eight bytes.
                return nil
            }
        }
        return (index, direction)
    }

    // MARK: A session's packets

    private enum Reaction {
        case goesOn
        case beginsAnew
        case isRejected
    }

    /// What a SYN means to a session that has its tuple already. Source: reference section 4.3.
    @inline(__always)
    private mutating func reaction(to packet: DecodedPacket, in index: Int, _ sourceIsFirst: Bool) -> Reaction {
        guard let fields = packet.tcp, fields.isOpening, table[index].state == .active else { return .goesOn }
        return reaction(to: fields, in: index, isFromClient: sourceIsFirst == table[index].traits.contains(.clientIsFirst))
    }

    @inline(never)
    private mutating func reaction(to fields: TCPFields, in index: Int, isFromClient: Bool) -> Reaction {
        let tcp = table[index].tcp
        if owner == nil ? tcp.isClosing : tcp.mayBeReused(by: fields, isClient: isFromClient) { return .beginsAnew }
        if !tcp.isEstablished {
            // Who answered a SYN that nobody saw opens a connection of its own, in the other direction.
            if tcp.startsWithAnswer, !isFromClient { return .beginsAnew }
            // What was inspected belongs to the other SYN, whose receiver may never have had it.
            let isOther = isFromClient && tcp.isUnanswered && !tcp.isRepeated(fields)
            return isOther && table[index].traits.contains(.hasPayload) ? .beginsAnew : .goesOn
        }
        if tcp.isRepeated(fields) { return .goesOn }
        // Nobody saw the beginning of a session met in mid-stream; and without a policy a new SYN is a new session.
        if owner == nil || table[index].traits.contains(.startsMidStream) || !configuration.settings.tcp.rejectsDifferentSYN {
            return .beginsAnew
        }
        return .isRejected
    }

    @inline(__always)
    mutating func count(_ packet: DecodedPacket, in index: Int, _ direction: FlowDirection) {
        counters.inSessions.add(packet.datagramLength)
        table[index].count(packet.datagramLength, direction)
    }

    @inline(__always)
    mutating func carry(_ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        guard table[index].state == .active else {
            count(packet, in: index, direction)
            return absorb(index, packet, direction)
        }
        if let fields = packet.tcp {
            if timestamps != nil, let verdict = refuseTimestamp(index, bytes, packet, fields, direction) { return verdict }
            switch table[index].tcp.track(fields, length: packet.wirePayloadLength, direction, rules(for: index)) {
            case .taken: break
            case .movedOn: updateTimeout(index)
            case .outside: if let verdict = leaveWindow(index, packet) { return verdict }
            }
            if timestamps != nil { timestamps?.note(TCPTimestamp(of: packet, in: bytes), fields, direction, of: index) }
        } else if packet.tuple.ipProtocol == .sctp {
            noteChunks(index, bytes, packet, direction)
        }
        count(packet, in: index, direction)
        table[index].lastSeen = now
        if table[index].traits.contains(.owesStart) { startGiven(index) }
        if mayIdentify(index, packet), let verdict = identify(index, bytes, packet, direction) { return verdict }
        if table[index].traits.contains(.announces) { listen(index, bytes, packet, direction) }
        if table[index].traits.contains(.isTunnel), let verdict = inspectTunnel(index, bytes, packet, direction) { return verdict }
        return pass(index, packet, direction)
    }

    /// The first packet of a session whose application was given.
    @inline(never)
    private mutating func startGiven(_ index: Int) {
        table[index].traits.remove(.owesStart)
        _ = startLog(index, nil)
    }

    /// Whether a packet can tell anything of its session's application: of an inspected session even an acknowledgment does.
    @inline(__always)
    private mutating func mayIdentify(_ index: Int, _ packet: DecodedPacket) -> Bool {
        let traits = table[index].traits
        if traits.contains(.isInspected) { return true }
        return !traits.contains(.isFinal) && (packet.tcp == nil || packet.wirePayloadLength > 0)
    }

    /// A segment that its receiver takes for an old one, or whose stamp says nothing. Source: reference section 4.3.
    @inline(never)
    private mutating func refuseTimestamp(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fields: TCPFields, _ direction: FlowDirection
    ) -> Verdict? {
        let stamp = TCPTimestamp(of: packet, in: bytes)
        // RFC 7323 section 5.5: after 24 days the clock of the stamps may have gone round.
        let isOutdated = now.secondsSince(table[index].lastSeen) >= TimestampTable.lifetime
        guard timestamps?.accepts(stamp, fields, direction, of: index, isOutdated: isOutdated) == false else { return nil }
        return withoutSession(.timestamp, packet.datagramLength)
    }

    @inline(__always)
    private mutating func rules(for index: Int) -> TCPState.Rules {
        var rules = tcpRules
        if table[index].traits.contains(.isUntracked) { rules.enforcesWindows = false }
        return rules
    }

    /// A segment that its receiver would throw away. Source: reference section 4.3, `asymmetric-path`.
    ///
    /// - Returns: `nil` when the session goes on all the same, no longer tracked nor inspected.
    @inline(never)
    private mutating func leaveWindow(_ index: Int, _ packet: DecodedPacket) -> Verdict? {
        // A RST is no sign of a path that does not come this way.
        let zone = zones.name(origins[table.details(index).origin].from)
        guard configuration.settings.tcp(fromZone: zone).asymmetricPath == .bypass, packet.tcp?.flags.contains(.rst) == false else {
            return withoutSession(.outOfWindow, packet.datagramLength)
        }
        table[index].traits.insert(.isUntracked)
        giveUpIdentification(index)
        return table[index].state == .active ? nil : withoutSession(.policy, packet.datagramLength)
    }

    @inline(never)
    private mutating func noteChunks(_ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection) {
        let former = table[index].sctpPhase
        table[index].sctpPhase.note(bytes.extracting(packet.payloadRange), direction)
        if table[index].sctpPhase != former { updateTimeout(index) }
    }

    @inline(__always)
    mutating func pass(_ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        counters.passed.add(packet.datagramLength)
        var verdict = Verdict(.pass, .session, rule: table[index].author, sessionID: table[index].id, direction: direction)
        if let fields = packet.tcp, !fields.flags.isDisjoint(with: [.urg, .syn]) { askForChanges(&verdict, fields) }
        return verdict
    }

    /// What the segment has to lose before it goes on; inside a tunnel nobody could take it out. Source: reference section 4.3.
    @inline(never)
    private mutating func askForChanges(_ verdict: inout Verdict, _ fields: TCPFields) {
        if clearsUrgentData, tunnelPlace == nil, fields.flags.contains(.urg) {
            verdict.clearsUrgentPointer = true
            counters.urgentPointersCleared &+= 1
        }
        if stripsMultipath, tunnelPlace == nil, fields.options?.hasMultipath == true {
            verdict.stripsMultipath = true
            counters.multipathOptionsStripped &+= 1
        }
    }

    private mutating func absorb(_ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict {
        counters.blocked.add(packet.datagramLength)
        return Verdict(.drop, .policy, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }
}

extension TCPFields {
    /// A SYN that opens a connection.
    var isOpening: Bool { flags.contains(.syn) && flags.isDisjoint(with: [.ack, .rst]) }
    /// The SYN-ACK that answers it.
    var isAnswer: Bool { flags.isSuperset(of: [.syn, .ack]) && !flags.contains(.rst) }
}

extension DecodedPacket {
    /// `nil` for anything but ICMP.
    var icmpPlace: ICMPPlace? {
        icmp.map { ICMPPlace(type: $0.type, code: $0.code, isIPv4: tuple.ipProtocol == .icmp) }
    }

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
    fileprivate var refusals: UInt64 { refused }
    /// Fragments and datagrams that came to nothing.
    fileprivate var failures: UInt64 { refusals &+ timedOut &+ evicted }
}
