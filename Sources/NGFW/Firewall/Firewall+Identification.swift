internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// App-ID for the sessions whose application is not final.
extension Firewall {
    /// Looks at a packet of a session that is being identified.
    ///
    /// - Returns: the verdict when the policy blocks what was found, else `nil`.
    mutating func identify(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection
    ) -> Verdict? {
        if table[index].traits.contains(.isFinal) { return watch(index, bytes, packet, direction) }
        let ipProtocol = packet.tuple.ipProtocol
        var classification: Classification
        if ipProtocol == .tcp {
            if let fields = packet.tcp, let verdict = refuseContradiction(index, bytes, packet, fields, direction) { return verdict }
            guard let fields = packet.tcp, let found = inspectSegment(index, bytes, packet, fields, direction) else { return nil }
            classification = found
        } else if let known = classificationByProtocol(bytes, packet, direction) {
            table[index].traits.insert(.hasPayload)
            classification = known
            // Later messages of a ping may show a custom application.
            if packet.icmp != nil, classifier.looksIntoICMP, !known.evidence.isCustom,
                table[index].packets < UInt64(configuration.limits.inspectedPackets)
            {
                classification.state = .settled
            }
        } else {
            guard let slot = inspectionSlot(index) else { return startLog(index, nil) }
            if packet.wirePayloadLength > 0 { table[index].traits.insert(.hasPayload) }
            classification = classifier.inspect(
                &inspections[slot].inspection, bytes.extracting(packet.payloadRange), direction, timeToLive: packet.timeToLive)
            if packet.payloadLength == 0 { giveUpUnseen(slot, &classification) }
        }
        return startLog(index, settle(index, classification, packet, direction))
    }

    /// The application that the first packet's headers settle: ICMP by its type, and protocols that are applications.
    mutating func classificationByProtocol(
        _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection
    ) -> Classification? {
        let ipProtocol = packet.tuple.ipProtocol
        guard ipProtocol != .tcp, ipProtocol != .sctp,
            var application = library.application(forIPProtocol: ipProtocol, icmpType: packet.icmp?.type, icmpCode: packet.icmp?.code)
        else { return nil }
        if ipProtocol == .icmpv6, packet.isEcho, let name = follows.icmpv6Echo, catalogue[application].origin != .custom {
            application = name
        }
        let known = Classification(application: application, base: application, state: .final, evidence: .ipProtocol)
        guard let icmp = packet.icmp, classifier.looksIntoICMP else { return known }
        return classifier.refine(known, icmp.type, icmp.code, bytes.extracting(packet.payloadRange), direction)
    }

    // MARK: TCP streams

    /// - Returns: `nil` when the segment brings nothing to look at and nothing is under inspection.
    private mutating func inspectSegment(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fields: TCPFields, _ direction: FlowDirection
    ) -> Classification? {
        // A RST may carry a text for humans (RFC 9293 section 3.5.3).
        let hasPayload = packet.wirePayloadLength > 0 && !fields.flags.contains(.rst)
        guard hasPayload || table[index].traits.contains(.isInspected), let slot = inspectionSlot(index) else { return nil }
        var classification = inspections[slot].inspection.classification
        if hasPayload { take(slot, index, bytes, packet, fields, direction, &classification) }
        if fields.flags.contains(.ack) { inspections[slot][direction.opposite].peerAcknowledged(fields.acknowledgmentNumber) }
        drainWhatWaits(slot, direction, packet.timeToLive, &classification)
        drainWhatWaits(slot, direction.opposite, packet.timeToLive, &classification)
        return classification
    }

    /// A segment's payload, when it is its turn.
    @inline(__always)
    private mutating func take(
        _ slot: UInt32, _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fields: TCPFields, _ direction: FlowDirection,
        _ classification: inout Classification
    ) {
        table[index].traits.insert(.hasPayload)
        let sequence = fields.sequenceNumber &+ (fields.flags.contains(.syn) ? 1 : 0)
        let arrival = inspections[slot][direction].arrival(
            sequence, length: packet.wirePayloadLength, startsMidStream: table[index].traits.contains(.startsMidStream))
        switch arrival {
        case .inOrder(let skip):
            if leavesUrgentData, let urgent = inspections[slot][direction].urgentOffset(sequence, packet, fields) {
                classification = inspect(slot, bytes.extracting(packet.payloadRange), without: urgent, skip, packet, direction)
            } else if skip < packet.payloadLength {
                let fresh = bytes.extracting(packet.payloadOffset + skip..<packet.payloadOffset + packet.payloadLength)
                classification = classifier.inspect(
                    &inspections[slot].inspection, fresh, direction, timeToLive: packet.timeToLive)
            } else {
                giveUpUnseen(slot, &classification)
            }
        case .early:
            keep(slot, sequence, bytes, packet, fields, direction)
        case .repeated:
            break
        }
    }

    @inline(__always)
    private mutating func drainWhatWaits(
        _ slot: UInt32, _ side: FlowDirection, _ timeToLive: UInt8, _ classification: inout Classification
    ) {
        guard classification.state != .final, inspections[slot][side].hasPending else { return }
        drain(slot, side, &classification, timeToLive: timeToLive, owner == nil ? .crowded : .acknowledged)
        if owner != nil, inspections[slot][side].isStuck(reorderBytes: configuration.limits.reorderBytes) {
            finish(slot, &classification)
        }
    }

    /// Counts a packet without bytes to look at (an empty datagram, or one that the capture cut); after too many nothing
    /// will come of the session, and the policy must be asked about what it is called now.
    private mutating func giveUpUnseen(_ slot: UInt32, _ classification: inout Classification) {
        inspections[slot].unseenPackets += 1
        if inspections[slot].unseenPackets >= configuration.limits.inspectedPackets { finish(slot, &classification) }
    }

    private mutating func finish(_ slot: UInt32, _ classification: inout Classification) {
        classification = classifier.finish(&inspections[slot].inspection)
        classification.state = .final
    }

    /// Gives the classifier what has become in order.
    private mutating func drain(
        _ slot: UInt32, _ direction: FlowDirection, _ classification: inout Classification, timeToLive: UInt8,
        _ rule: StreamAssembler.GapRule
    ) {
        let reorderBytes = configuration.limits.reorderBytes
        while classification.state != .final, let piece = inspections[slot][direction].takeReady(reorderBytes: reorderBytes, rule) {
            classification = classifier.inspect(&inspections[slot].inspection, piece.span, direction, timeToLive: timeToLive)
        }
    }

    // MARK: Inspection states

    /// Where the session's inspection state stands in the pool; a new one at its first payload.
    private mutating func inspectionSlot(_ index: Int) -> UInt32? {
        if table[index].traits.contains(.isInspected) { return table[index].identification }
        if inspections.isFull { cutShort() }
        var inspection = Inspection(
            ipProtocol: table[index].key.ipProtocol, startsMidStream: table[index].traits.contains(.startsMidStream))
        inspection.label = table[index].id
        guard let slot = inspections.add(InspectionState(inspection, session: index), table[index].identification) else { return nil }
        if let first = table[index].tcp.firstSequence(.clientToServer) { inspections[slot][.clientToServer].anchor(at: first) }
        if let first = table[index].tcp.firstSequence(.serverToClient) { inspections[slot][.serverToClient].anchor(at: first) }
        table[index].identification = slot
        table[index].traits.insert(.isInspected)
        return slot
    }

    mutating func release(_ index: Int) {
        guard table[index].traits.contains(.isInspected) else { return }
        let slot = table[index].identification
        classifier.forgetBytes(&inspections[slot].inspection)
        table[index].identification = inspections.remove(slot)
        table[index].traits.remove(.isInspected)
    }

    /// The number of what a session is known to be.
    mutating func identificationNumber(_ index: Int) -> UInt32 {
        let number = table[index].identification
        return table[index].traits.contains(.isInspected) ? inspections.identification(number) : number
    }

    mutating func identification(_ index: Int) -> Identification { identifications[identificationNumber(index)] }

    mutating func application(_ index: Int) -> ApplicationID { identification(index).application }

    /// Ends the inspection of an older session, so that a new one has room: what it is called now is final, and the
    /// policy is asked about that.
    private mutating func cutShort() {
        guard let index = inspections.sessionToCutShort() else { return }
        guard !table[index].traits.contains(.isFinal) else { return release(index) }
        counters.inspectionsCutShort &+= 1
        reports.note(.inspectedSessions, at: now)
        // The policy must not be asked about bytes that the receiver may never take.
        var classification = conclude(index, owner == nil ? .always : .acknowledged)
        classification.state = .final
        _ = settle(index, classification, nil, .clientToServer)
    }

    /// Ends the inspection of a session with what it might be for its receiver.
    mutating func blockAs(
        _ classification: Classification, _ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection
    ) -> Verdict? {
        var classification = classification
        classification.state = .final
        return settle(index, classification, packet, direction)
    }

    /// Ends the inspection of a session whose bytes can no longer be trusted; the policy is asked about what it is called now.
    mutating func giveUpIdentification(_ index: Int) {
        guard !table[index].traits.contains(.isFinal) else { return }
        var classification = Classification(application: .insufficientData, base: .insufficientData, state: .final, evidence: .none)
        if table[index].traits.contains(.isInspected) { classification = conclude(index, owner == nil ? .always : .acknowledged) }
        classification.state = .final
        _ = settle(index, classification, nil, .clientToServer)
    }

    /// What a session is called if nothing more comes of it.
    private mutating func conclude(_ index: Int, _ rule: StreamAssembler.GapRule) -> Classification {
        let slot = table[index].identification
        var classification = inspections[slot].inspection.classification
        for direction in [FlowDirection.clientToServer, .serverToClient] {
            drain(slot, direction, &classification, timeToLive: 0, rule)
        }
        return classifier.finish(&inspections[slot].inspection)
    }

    /// Gives a session that is over its last name: what was found, or why nothing was.
    mutating func concludeIdentification(_ index: Int) {
        defer { release(index) }
        guard !table[index].traits.contains(.isFinal), table[index].state == .active else { return }
        let ipProtocol = table[index].key.ipProtocol
        var classification = Classification(application: .insufficientData, base: .insufficientData, state: .final, evidence: .none)
        if ipProtocol == .tcp, !table[index].traits.contains(.hasPayload) || !table[index].tcp.isEstablished {
            classification.application = .incomplete
            classification.base = .incomplete
        } else if table[index].traits.contains(.isInspected) {
            classification = conclude(index, .always)
        } else if let application = library.application(forIPProtocol: ipProtocol, icmpType: nil) {
            // An association that carried nothing is still SCTP.
            classification = Classification(application: application, base: application, state: .final, evidence: .ipProtocol)
        }
        _ = note(classification, index)
    }

    // MARK: Answers

    /// Takes a classification in, and asks the policy again when it says something new.
    ///
    /// - Parameter packet: The packet that brought it, `nil` when none did.
    private mutating func settle(
        _ index: Int, _ classification: Classification, _ packet: DecodedPacket?, _ direction: FlowDirection
    ) -> Verdict? {
        let isShift = note(classification, index)
        var isNews = isShift
        if classification.state == .settled || classification.state == .final {
            isNews = isNews || !table[index].traits.contains(.isSettled)
            table[index].traits.insert(.isSettled)
        }
        if classification.state == .final {
            table[index].traits.insert(.isFinal)
            if packet == nil || isAcknowledged(index) { release(index) }
        }
        if isShift { attend(index) }
        guard isNews, application(index) != .undecided else { return nil }
        updateTimeout(index)
        return lookUpAgain(index, packet, direction)
    }

    /// - Returns: Whether the application is another one than before.
    mutating func note(_ classification: Classification, _ index: Int) -> Bool {
        var application = classification.application
        var base = classification.base
        // Without a policy beginning in mid-stream is nothing special.
        if owner == nil, application == .nonSYNTCP {
            application = .unknownTCP
            base = .unknownTCP
        }
        guard application != .undecided else { return false }
        let former = identificationNumber(index)
        let number = identifications.number(application, base, classification.evidence, after: former)
        if number == former { return false }
        if table[index].traits.contains(.isInspected) {
            inspections.setIdentification(number, table[index].identification)
        } else {
            table[index].identification = number
        }
        guard application != identifications[former].application else { return false }
        table.setPacketsToIdentify(application.isPseudo ? 0 : UInt16(clamping: table[index].packets), index)
        return true
    }
}
