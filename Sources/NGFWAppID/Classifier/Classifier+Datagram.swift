import NGFWCore

extension Classifier {
    /// One datagram: every role assignment that is still possible, every signature that its first byte allows.
    mutating func inspectDatagram(
        _ inspection: inout Inspection, _ payload: Span<UInt8>, _ direction: FlowDirection, _ transport: Transport
    ) {
        if inspection.turnCount == 0, inspection.classification.state == .needsMore,
            let application = library.application(forIPProtocol: inspection.ipProtocol, icmpType: nil)
        {
            // SCTP is known by its number; what it carries may be more precise.
            inspection.classification = Classification(
                application: application, base: application, state: .identified, evidence: .ipProtocol)
            inspection.path.append(application)
        }
        inspection.turnCount += 1
        let subject = payload.extracting(0..<min(payload.count, limits.packetBytes))
        tryTable(&inspection, subject, transport, nil, inspection.roles.contains(.asSeen) ? .asSeen : .swapped, direction)
        for role in [Roles.asSeen, .swapped] where inspection.roles.contains(role) {
            let side = role.side(of: direction)
            tryTable(&inspection, subject, transport, side, role, direction)
            if side == .client || transport == .udp { inspectName(subject, role, side, transport, inspection.timeToLive) }
        }
        if !hits.isEmpty { apply(&inspection) }
        if transport == .udp { inspectQUIC(&inspection, subject, direction) }
        if inspection.classification.state != .final, inspection.turnCount >= limits.inspectedPackets { settle(&inspection, enough: true) }
    }

    /// Tries the signatures of one table that the first bytes allow.
    private mutating func tryTable(
        _ inspection: inout Inspection, _ subject: Span<UInt8>, _ transport: Transport, _ tableSide: Side?, _ role: Roles,
        _ direction: FlowDirection
    ) {
        let side = role.side(of: direction)
        let table = tables.dispatch[DispatchTables.index(transport, tableSide)]
        for block in 0..<table.blockCount {
            let candidates = table.candidates(block, subject)
            for word in candidates.indices {
                var bits = candidates[word]
                while bits != 0 {
                    let entry = table.entry(block, word, bits.trailingZeroBitCount)
                    bits &= bits &- 1
                    if subject.count < entry.minimumLength { continue }
                    if entry.pattern >= 0, matcher.matches(tables.patterns[Int(entry.pattern)], subject) != .match { continue }
                    let number = Int(entry.signature)
                    guard datagramMatches(number, subject, side, transport, inspection.timeToLive),
                        advance(number, role, side, subject, &inspection)
                    else { continue }
                    hits.append(hit(number, role: role))
                }
            }
        }
    }

    /// Whether the lines that speak of this side accept the datagram; there is at least one.
    private mutating func datagramMatches(_ number: Int, _ subject: Span<UInt8>, _ side: Side, _ transport: Transport, _ timeToLive: UInt8)
        -> Bool
    {
        for line in tables.signatures[number].lines where tables.lines[line].side != side.opposite {
            guard matches(line, subject, side: side, transport: transport, timeToLive: timeToLive) else { return false }
        }
        return true
    }

    /// Counts a datagram for a signature that needs several, or one from each side. `true` when it has all it needs.
    private mutating func advance(
        _ number: Int, _ role: Roles, _ side: Side, _ subject: Span<UInt8>, _ inspection: inout Inspection
    ) -> Bool {
        let signature = tables.signatures[number]
        guard signature.packets > 1 || signature.needsBothSides else { return true }
        var index = inspection.progress.firstIndex { $0.signature == UInt16(number) && $0.role == role }
        if index == nil, inspection.progress.count < Inspection.Progress.maximum {
            inspection.progress.append(Inspection.Progress(signature: UInt16(number), role: role))
            index = inspection.progress.count - 1
        }
        guard let index else { return false }
        if signature.continuity >= 0 {
            let continuity = tables.continuities[signature.continuity]
            let count =
                side == .client
                ? follow(continuity, subject, inspection.timeToLive, &inspection.progress[index].client)
                : follow(continuity, subject, inspection.timeToLive, &inspection.progress[index].server)
            inspection.progress[index].count = count
        } else {
            inspection.progress[index].count = min(inspection.progress[index].count + 1, 100)
        }
        inspection.progress[index].sides |= 1 << side.rawValue
        return inspection.progress[index].count >= signature.packets && (!signature.needsBothSides || inspection.progress[index].sides == 3)
    }

    /// Adds a datagram to a run, or starts the run anew with it. Returns the run's length.
    private mutating func follow(
        _ continuity: Continuity, _ subject: Span<UInt8>, _ timeToLive: UInt8, _ run: inout Inspection.Run
    ) -> UInt8 {
        let constant = continuity.constant < 0 ? 0 : tables.conditions[continuity.constant].value(subject, timeToLive: timeToLive)
        let rising = continuity.rising < 0 ? 0 : tables.conditions[continuity.rising].value(subject, timeToLive: timeToLive)
        // Beyond the datagram: not one of those that count.
        guard let constant, let rising else { return 0 }
        var step: Int64 = 1
        if continuity.rising >= 0 {
            let difference = (rising - run.rising) % continuity.modulus
            step = difference < 0 ? difference + continuity.modulus : difference
        }
        let belongs = run.count > 0 && constant == run.constant && step >= 1 && step <= Continuity.maximumStep
        // A copy of the last one neither counts nor breaks the run.
        if run.count > 0, constant == run.constant, step == 0 { return run.count }
        run = Inspection.Run(count: belongs ? min(run.count + 1, 100) : 1, constant: constant, rising: rising)
        return run.count
    }

    /// Signatures on the name in a DNS message.
    private mutating func inspectName(_ subject: Span<UInt8>, _ role: Roles, _ side: Side, _ transport: Transport, _ timeToLive: UInt8) {
        guard !tables.dnsSignatures.isEmpty, DNSDecoder.name(subject, into: &scratch) else { return }
        let name = scratch
        for number in tables.dnsSignatures where tables.signatures[Int(number)].transports & transport.bit != 0 {
            guard datagramMatches(Int(number), subject, side, transport, timeToLive) else { continue }
            var all = true
            for field in tables.signatures[Int(number)].fields {
                if matcher.matches(tables.patterns[tables.fields[field].pattern], name.span) != .match { all = false }
            }
            if all { hits.append(hit(Int(number), role: role, base: tables.bases[.dns])) }
        }
    }
}
