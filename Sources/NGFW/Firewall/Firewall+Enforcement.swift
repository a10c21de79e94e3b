internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// What the policy says of a session, and what that does to it. Source: reference sections 1.10 and 2.1.
extension Firewall {
    mutating func zonePair(of origin: OriginTable.Origin) -> (from: ZoneID, to: ZoneID) {
        zones.pair(from: origin.from, to: origin.to)
    }

    /// Zones and user of a running session. The groups of its user may be others by now, and a user's number is for one lookup.
    mutating func client(of index: Int) -> SessionClient {
        var client = SessionClient(origin: origins[table.details(index).origin])
        if let name = client.origin.user {
            let zone = zonePair(of: client.origin).from
            client.user = owner?.user(named: name, in: zone) ?? .unmapped
        }
        return client
    }

    /// Which rule decides for a session by what is known now; `nil` without a policy.
    ///
    /// - Parameter application: `nil` for the setup lookup.
    mutating func lookUp(_ record: SessionRecord, _ client: SessionClient, application: ApplicationID?) -> RuleMatch? {
        guard owner != nil else { return nil }
        let (from, to) = zonePair(of: client.origin)
        // What only a custom application may still change is decided: waiting for one must let nothing through.
        let isFinal = !record.traits.isDisjoint(with: [.isFinal, .isSettled])
        // Packets tell no URL category. Once nothing more can be learned, a rule that asks for one must not go on allowing.
        let category: CategoryID? = isFinal ? .unnamed : nil
        let input = MatchInput(
            tuple: record.tuple, icmpType: record.icmpType, from: from, to: to, user: client.user, category: category,
            application: application, applicationMayShift: !isFinal, time: now)
        expireRegistrations()
        // PERF: the owner is not held on to while the firewall changes, or a reference is counted.
        return owner?.match(input)
    }

    /// The full lookup after an application shift.
    ///
    /// - Parameter packet: The packet that caused it, `nil` when none did.
    mutating func lookUpAgain(_ index: Int, _ packet: DecodedPacket?, _ direction: FlowDirection) -> Verdict? {
        guard table[index].state == .active else { return nil }
        let inherited = inheritedMatch(index)
        guard let match = inherited ?? lookUp(table[index], client(of: index), application: application(index)) else { return nil }
        take(match, index)
        return match.action.isAllow ? nil : block(index, .deny, packet, direction)
    }

    /// Puts a session under the rule that was found for it.
    mutating func take(_ match: RuleMatch, _ index: Int) {
        if table[index].author != match.author { rules.hit(match.author, at: now) }
        table[index].author = match.author
        table[index].action = match.action
        table[index].standing = match.standing
        if follows.hasServiceTimeouts, table[index].state == .active, match.action.isAllow { updateTimeout(index) }
    }

    /// Puts a session into state DISCARD, logs that, and says what happens to the packet that brought it about.
    @discardableResult
    mutating func block(
        _ index: Int, _ subtype: TrafficLogRecord.Subtype, _ packet: DecodedPacket?, _ direction: FlowDirection
    ) -> Verdict {
        table[index].state = .discard
        forgetPredictions(of: index)
        table[index].endReason = .policyDeny
        table[index].lastSeen = now
        table[index].timeout = Int32(clamping: timeout(of: index))
        table.schedule(index, now: now)
        concludeIdentification(index)
        table[index].traits.insert(.blockReported)
        logBlock(view(index), subtype)
        if let packet { counters.blocked.add(packet.datagramLength) }
        let rule = table[index].author.map { rules[$0] }
        let response = Response(
            table[index].action, resetsOnDeny: catalogue[application(index)].denyAction == .dropReset,
            canReset: table[index].key.ipProtocol == .tcp && table[index].tcp.isEstablished,
            sendsUnreachable: rule?.sendsUnreachable == true && packet?.allowsErrorInAnswer == true)
        return Verdict(response, .policy, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }

    // MARK: Time

    /// Seconds without a packet that a session survives: what its service asks for, else its application, else the device.
    /// Source: reference section 4.2.
    mutating func timeout(of index: Int) -> Int64 {
        let ipProtocol = table[index].key.ipProtocol
        if table[index].state == .discard {
            let timeouts = configuration.settings.timeouts
            switch ipProtocol {
            case .tcp: return timeouts.discardTCP
            case .udp: return timeouts.discardUDP
            case .sctp: return timeouts.discardSCTP
            default: return timeouts.discardOther
            }
        }
        if ipProtocol == .tcp { return tcpTimeout(of: index) }
        if ipProtocol == .udp { return serviceTimeouts(of: index)?.idle ?? Int64(applicationTimeouts[application(index)].udp) }
        if ipProtocol == .sctp {
            let service = serviceTimeouts(of: index)?.idle
            return table[index].sctpPhase.timeout(configuration.settings.timeouts, service: service)
        }
        return ipProtocol.isICMP ? configuration.settings.timeouts.icmp : configuration.settings.timeouts.other
    }

    private mutating func tcpTimeout(of index: Int) -> Int64 {
        switch table[index].tcp.phase {
        case .opening: configuration.settings.timeouts.tcpInit
        case .answered: configuration.settings.timeouts.tcpHandshake
        case .established: serviceTimeouts(of: index)?.idle ?? Int64(applicationTimeouts[application(index)].tcp)
        case .halfClosed: serviceTimeouts(of: index)?.tcpHalfClosed ?? Int64(applicationTimeouts[application(index)].tcpHalfClosed)
        case .closed: serviceTimeouts(of: index)?.tcpTimeWait ?? Int64(applicationTimeouts[application(index)].tcpTimeWait)
        case .doubtfullyReset: configuration.settings.timeouts.tcpUnverifiedReset
        }
    }

    private mutating func serviceTimeouts(of index: Int) -> ServiceTimeouts? {
        guard follows.hasServiceTimeouts, let author = table[index].author else { return nil }
        return owner?.serviceTimeouts(of: author, for: table[index].tuple)
    }

    /// Applies the timeout of a session's present phase.
    mutating func updateTimeout(_ index: Int) {
        let seconds = Int32(clamping: timeout(of: index))
        let isShorter = seconds < table[index].timeout
        table[index].timeout = seconds
        // A later deadline is found when the earlier one is looked at.
        if isShorter { table.schedule(index, now: now) }
    }

    /// Ends a session and takes it out of the table.
    mutating func end(_ index: Int, _ cause: SessionEndReason) {
        var reason = cause
        // Source: reference section 4.4.
        if table[index].traits.contains(.isInspected), inspections[table[index].identification].lacksRoom {
            reason = reason.orStronger(.resourcesUnavailable)
        }
        concludeIdentification(index)
        if table[index].traits.contains(.blockedAtFirstPacket) { setupBlockCount -= 1 }
        if let other = table[index].tcp.endReason { reason = reason.orStronger(other) }
        if let other = table[index].endReason { reason = reason.orStronger(other) }
        counters.sessionsEnded &+= 1
        // It is over when its time is, not when somebody looks.
        let time = cause == .agedOut ? min(now, table.deadline(index)) : now
        let logsEnd = !table[index].traits.contains(.blockReported) && (table[index].author.map { rules.logs($0).end } ?? false)
        if logsEnd || configuration.keepsEndedSessions {
            var view = view(index)
            view.record.state = .closed
            view.record.endReason = reason
            report(view, logsEnd ? .end : nil, isSummary: configuration.keepsEndedSessions, at: time)
        }
        origins.release(table.details(index).origin)
        forgetPredictions(of: index)
        if table[index].traits.contains(.hasParent) { parents[index] = nil }
        forgetTunnel(index)
        timestamps?.forget(index)
        table.remove(index)
    }
}
