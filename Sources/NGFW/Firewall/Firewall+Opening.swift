internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// A session's first packet.
extension Firewall {
    @inline(never)
    mutating func open(_ place: SessionPlace, _ bytes: Span<UInt8>, _ packet: DecodedPacket) -> Verdict {
        var record = SessionRecord(key: place.key, start: now)
        record.icmpType = packet.icmp?.type
        var isFromClient = true
        if packet.tuple.ipProtocol == .tcp, packet.tcp?.isOpening != true {
            guard owner == nil || !tcpSettings(of: packet).rejectsNonSYN else { return withoutSession(.nonSYN, packet.datagramLength) }
            if let fields = packet.tcp, fields.isAnswer {
                // The server's part of the handshake: the streams are whole, the roles are known.
                isFromClient = false
                record.tcp.startWithAnswer()
            } else {
                record.traits.insert(.startsMidStream)
                record.tcp.startMidStream()
            }
        }
        if place.sourceIsFirst == isFromClient { record.traits.insert(.clientIsFirst) }
        guard !table.isFull else { return refuseForRoom(packet) }
        let client = client(of: record)
        let direction: FlowDirection = isFromClient ? .clientToServer : .serverToClient
        // Who was announced comes under the announcer's rule. Others may not use the announcement up by answering.
        let inheritance = isFromClient && !record.traits.contains(.startsMidStream) ? inheritance(record) : nil
        // An application that the headers settle needs no tentative answer: rules that block it do so at once.
        let known =
            inheritance?.classification ?? classificationByProtocol(bytes, packet, direction) ?? classificationByOverride(record, client)
        if known != nil { record.traits.insert(.isFinal) }
        let match = inheritance == nil ? lookUp(record, client, application: known?.application) : inheritance?.match
        record.traits.remove(.isFinal)
        if let match {
            record.author = match.author
            record.action = match.action
            record.standing = match.standing
            // Blocked sessions may not fill the table: beyond a quarter of it they are logged packet by packet.
            if !match.action.isAllow, setupBlockCount >= max(1, table.capacity / 4) {
                rules.hit(match.author, at: now)
                return refuse(record, client, packet, known)
            }
        }
        if inheritance != nil { record.traits.insert(.hasParent) }
        var details = SessionDetails(start: now)
        details.origin = origins.number(of: client.origin)
        record.id = nextSessionID
        switch table.insert(record, details, place.hash) {
        case .inserted(let index):
            advanceSessionID()
            counters.sessionsCreated &+= 1
            if let inheritance { adopt(index, inheritance) }
            if let match { rules.hit(match.author, at: now) }
            if follows.hasTunnelInspections || tunnelPlace != nil { noteTunnel(index, packet, client) }
            return begin(index, bytes, packet, direction, known)
        case .full:
            origins.release(details.origin)
            return refuseForRoom(packet)
        case .crowded:
            origins.release(details.origin)
            reports.note(.probeLimit, at: now)
            return withoutSession(.probeLimit, packet.datagramLength)
        }
    }

    /// The checks on sessions of the zone that a first packet comes from. Source: reference section 4.3.
    private mutating func tcpSettings(of packet: DecodedPacket) -> TCPSettings {
        let settings = configuration.settings
        guard !settings.zones.isEmpty else { return settings.tcp }
        return settings.tcp(fromZone: tunnelPlace.map { zones.name($0.from) } ?? zones.zone(ofSource: packet.tuple.source))
    }

    /// Source: reference section 4.2, `resource-limit-behavior`.
    private mutating func refuseForRoom(_ packet: DecodedPacket) -> Verdict {
        reports.note(.sessionTableFull, at: now)
        var verdict = withoutSession(.sessionTableFull, packet.datagramLength)
        if configuration.settings.resourceLimitBehavior == .bypass { verdict.disposition = .pass }
        return verdict
    }

    private mutating func begin(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection, _ known: Classification?
    ) -> Verdict {
        let isForced = known?.evidence == .given || known?.evidence == .announced
        if isForced, let known { force(index, known) }
        if table[index].action.isAllow {
            table[index].timeout = Int32(clamping: timeout(of: index))
            table.schedule(index, now: now)
            return carry(index, bytes, packet, direction)
        }
        count(packet, in: index, direction)
        table[index].traits.formUnion([.blockedAtFirstPacket, .isFinal])
        setupBlockCount += 1
        if let known {
            _ = note(known, index)
            return block(index, .deny, packet, direction)
        }
        _ = note(Classification(application: .notApplicable, base: .notApplicable, state: .final, evidence: .none), index)
        return block(index, .drop, packet, direction)
    }

    /// A blocked packet that gets no session: logged at once, under session id 0.
    private mutating func refuse(
        _ blocked: SessionRecord, _ client: SessionClient, _ packet: DecodedPacket, _ known: Classification?
    ) -> Verdict {
        var record = blocked
        let application = known?.application ?? .notApplicable
        record.identification = identifications.number(application, known?.base ?? .notApplicable, known?.evidence ?? .none, after: 0)
        record.state = .discard
        record.endReason = .policyDeny
        record.count(packet.datagramLength, .clientToServer)
        var details = SessionDetails(start: now)
        details.origin = origins.number(of: client.origin)
        logBlock(SessionView(record: record, details: details), known == nil ? .drop : .deny)
        origins.release(details.origin)
        var verdict = withoutSession(.policy, packet.datagramLength)
        verdict.rule = record.author
        return verdict
    }

    /// Zones and user of a session that begins.
    private mutating func client(of record: SessionRecord) -> SessionClient {
        var client = SessionClient()
        guard owner != nil else { return client }
        let tuple = record.tuple
        client.origin.from = zones.number(ofSource: tuple.source)
        client.origin.to = zones.number(ofDestination: tuple.destination)
        if let place = tunnelPlace { (client.origin.from, client.origin.to) = (place.from, place.to) }
        expireRegistrations()
        guard owner?.hasLogins == true, let name = owner?.userName(of: tuple.source) else { return client }
        let zone = zonePair(of: client.origin).from
        client.user = owner?.user(of: tuple.source, from: zone) ?? .unmapped
        if client.user != .unmapped { client.origin.user = name }
        return client
    }
}

/// Zones and user of a session, and what the policy in force calls the user.
struct SessionClient {
    var origin = OriginTable.Origin()
    var user = UserFact.unmapped
}
