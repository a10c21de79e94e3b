internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// Segments that say different things about the same bytes.
///
/// The overlap policy: the first copy of a byte counts, and a segment that contradicts it does not pass, unless the receiver has
/// acknowledged the first copy and will throw the other away itself. So the receiver reads what was inspected, or nothing. The session is
/// flagged, and when the policy blocks what the other version would be, it blocks the session: the stricter answer counts.
extension Firewall {
    /// - Returns: the verdict on a segment that contradicts what came before; `nil` when it does not.
    mutating func refuseContradiction(
        _ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fields: TCPFields, _ direction: FlowDirection
    ) -> Verdict? {
        guard packet.payloadLength > 0, table[index].traits.contains(.isInspected), !fields.flags.contains(.rst) else { return nil }
        let slot = table[index].identification
        let sequence = fields.sequenceNumber &+ (fields.flags.contains(.syn) ? 1 : 0)
        let payload = bytes.extracting(packet.payloadRange)
        let known = min(payload.count, inspections[slot][direction].acknowledgedCount(sequence))
        let open = payload.extracting(known..<payload.count)
        let place = sequence &+ UInt32(truncatingIfNeeded: known)
        let offset = inspections[slot][direction].first.map { Int(Int32(bitPattern: place &- $0)) }
        var isDelivered = false
        if let offset, !open.isEmpty { isDelivered = inspections[slot].inspection.contradicts(open, at: offset, direction) }
        guard isDelivered || !open.isEmpty && inspections[slot][direction].contradicts(place, open) else {
            return isBeyondRoom(slot, sequence, packet, index, direction) ? refuse(.outOfOrderQueue, index, packet, direction) : nil
        }
        counters.conflictingSegments &+= 1
        table[index].traits.insert(.hasConflict)
        var other: Classification?
        if isDelivered, let offset { other = classifier.alternative(inspections[slot].inspection, with: open, at: offset, direction) }
        // Who only observes takes the first copy.
        guard owner != nil else { return nil }
        if let other, isBlocked(other.application, index), let verdict = blockAs(other, index, packet, direction) { return verdict }
        return refuse(.contradiction, index, packet, direction)
    }

    /// Whether a segment may neither wait nor pass: more is out of order than there is room for, and nothing bypasses inspection.
    /// Source: reference section 4.3, `bypass-exceed-oo-queue`.
    private mutating func isBeyondRoom(
        _ slot: UInt32, _ sequence: UInt32, _ packet: DecodedPacket, _ index: Int, _ direction: FlowDirection
    ) -> Bool {
        guard owner != nil, !configuration.settings.tcp.bypassesExceededQueue, !table[index].traits.contains(.isFinal) else { return false }
        return inspections[slot][direction].isBeyondRoom(
            sequence, length: packet.wirePayloadLength, reorderBytes: configuration.limits.reorderBytes)
    }

    /// Drops a packet of a session that goes on.
    private mutating func refuse(
        _ reason: PacketReason, _ index: Int, _ packet: DecodedPacket, _ direction: FlowDirection
    ) -> Verdict {
        counters.blocked.add(packet.datagramLength)
        return Verdict(.drop, reason, rule: table[index].author, sessionID: table[index].id, direction: direction)
    }

    // MARK: Until the receiver has it

    /// Whether nothing that was inspected of a session can be replaced any more: its receivers have it, or nobody enforces anything.
    mutating func isAcknowledged(_ index: Int) -> Bool {
        guard owner != nil, table[index].traits.contains(.isInspected), table[index].key.ipProtocol == .tcp else { return true }
        return inspections.isAcknowledged(table[index].identification)
    }

    /// Looks at a packet of a session whose application is final but whose receiver may not have read what made it so: the bytes
    /// may have been sent to be seen here alone, with few hops to live or a wrong sum, and others may follow in their place.
    mutating func watch(_ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection) -> Verdict? {
        guard let fields = packet.tcp else { return nil }
        if let verdict = refuseContradiction(index, bytes, packet, fields, direction) { return verdict }
        guard fields.flags.contains(.ack), table[index].traits.contains(.isInspected) else { return nil }
        let slot = table[index].identification
        inspections[slot][direction.opposite].peerAcknowledged(fields.acknowledgmentNumber)
        if inspections[slot].isAcknowledged { release(index) }
        return nil
    }

    /// Whether the policy would block a session that is this application and nothing else.
    private mutating func isBlocked(_ application: ApplicationID, _ index: Int) -> Bool {
        guard !application.isPseudo else { return false }
        var record = table[index]
        record.traits.insert(.isFinal)
        return lookUp(record, client(of: index), application: application).map { !$0.action.isAllow } ?? false
    }
}
