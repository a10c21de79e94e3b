internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// What the policy says of a session, and what that does to it. Source: reference sections 1.10 and 2.1.
extension Firewall {
    mutating func zonePair(of record: SessionRecord) -> (from: ZoneID, to: ZoneID) {
        owner?.zonePair(from: zones.name(record.from), to: zones.name(record.to)) ?? (.none, .none)
    }

    /// Which rule decides for a session by what is known now; `nil` without a policy.
    ///
    /// - Parameter application: `nil` for the setup lookup.
    mutating func lookUp(_ record: SessionRecord, application: ApplicationID?) -> RuleMatch? {
        guard owner != nil else { return nil }
        let (from, to) = zonePair(of: record)
        // What only a custom application may still change is decided: waiting for one must let nothing through.
        let isFinal = !record.traits.isDisjoint(with: [.isFinal, .isSettled])
        // Packets tell no URL category. Once nothing more can be learned, a rule that asks for one must not go on allowing.
        let category: CategoryID? = isFinal ? .unnamed : nil
        let input = MatchInput(
            tuple: record.tuple, icmpType: record.icmpType, from: from, to: to, user: record.user, category: category,
            application: application, applicationMayShift: !isFinal, time: now)
        owner?.expire(at: now)
        return owner?.match(input)
    }

    /// The full lookup after an application shift.
    ///
    /// - Parameter packet: The packet that caused it, `nil` when none did.
    mutating func lookUpAgain(_ index: Int, _ packet: DecodedPacket?, _ direction: FlowDirection) -> Verdict? {
        guard table[index].state == .active else { return nil }
        renewUser(index)
        guard let match = lookUp(table[index], application: table[index].application) else { return nil }
        take(match, index)
        return match.action.isAllow ? nil : block(index, .deny, packet, direction)
    }

    /// The groups of a session's user may be others by now, and a user's number is for one lookup.
    mutating func renewUser(_ index: Int) {
        guard table[index].user != .unmapped, let owner, let name = userNames[table[index].id] else { return }
        table[index].user = owner.user(named: name, in: zonePair(of: table[index]).from)
    }

    /// Puts a session under the rule that was found for it.
    mutating func take(_ match: RuleMatch, _ index: Int) {
        if table[index].author != match.author { rules.hit(match.author, at: now) }
        table[index].author = match.author
        table[index].action = match.action
        table[index].standing = match.standing
    }

    /// Puts a session into state DISCARD, logs that, and says what happens to the packet that brought it about.
    @discardableResult
    mutating func block(
        _ index: Int, _ subtype: TrafficLogRecord.Subtype, _ packet: DecodedPacket?, _ direction: FlowDirection
    ) -> Verdict {
        table[index].state = .discard
        table[index].endReason = .policyDeny
        table[index].lastSeen = now
        table[index].timeout = Int32(clamping: timeout(of: table[index]))
        table.schedule(index, now: now)
        concludeIdentification(index)
        table[index].traits.insert(.blockReported)
        log(table[index], subtype)
        if let packet { counters.blocked.add(packet.datagramLength) }
        let rule = table[index].author.map { rules[$0] }
        let response = Response(
            table[index].action, resetsOnDeny: catalogue[table[index].application].denyAction == .dropReset,
            canReset: table[index].key.ipProtocol == .tcp && table[index].tcp.isEstablished,
            sendsUnreachable: rule?.sendsUnreachable == true && packet?.allowsErrorInAnswer == true)
        return Verdict(response, .policy, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }

    // MARK: Time

    /// Seconds without a packet that a session survives. Source: reference section 4.2.
    mutating func timeout(of record: SessionRecord) -> Int64 {
        let timeouts = configuration.timeouts
        let ipProtocol = record.key.ipProtocol
        if record.state == .discard {
            return ipProtocol == .tcp ? timeouts.discardTCP : ipProtocol == .udp ? timeouts.discardUDP : timeouts.discardOther
        }
        let application = Int64(record.applicationTimeout)
        if ipProtocol == .tcp { return tcpTimeout(of: record, application) }
        if ipProtocol.isICMP { return timeouts.icmp }
        if ipProtocol == .udp { return application > 0 ? application : timeouts.udp }
        return timeouts.other
    }

    private mutating func tcpTimeout(of record: SessionRecord, _ application: Int64) -> Int64 {
        var timeouts = configuration.timeouts
        if record.tcp.isClosing, record.application != .undecided {
            let known = catalogue[record.application]
            timeouts.tcpHalfClosed = known.tcpHalfClosedTimeout ?? timeouts.tcpHalfClosed
            timeouts.tcpTimeWait = known.tcpTimeWaitTimeout ?? timeouts.tcpTimeWait
        }
        return record.tcp.timeout(timeouts, application: application)
    }

    /// Applies the timeout of a session's present phase.
    mutating func updateTimeout(_ index: Int) {
        let seconds = Int32(clamping: timeout(of: table[index]))
        let isShorter = seconds < table[index].timeout
        table[index].timeout = seconds
        // A later deadline is found when the earlier one is looked at.
        if isShorter { table.schedule(index, now: now) }
    }

    /// Ends a session and takes it out of the table.
    mutating func end(_ index: Int, _ cause: SessionEndReason) {
        concludeIdentification(index)
        var record = table[index]
        if record.traits.contains(.blockedAtFirstPacket) { setupBlockCount -= 1 }
        var reason = cause
        if let other = record.tcp.endReason { reason = reason.orStronger(other) }
        if let other = record.endReason { reason = reason.orStronger(other) }
        record.state = .closed
        record.endReason = reason
        counters.sessionsEnded &+= 1
        if !record.traits.contains(.blockReported), let author = record.author, rules[author].logEnd { log(record, .end) }
        if configuration.keepsEndedSessions { reports.add(summary(of: record), at: now) }
        userNames[record.id] = nil
        table.remove(index)
    }
}
