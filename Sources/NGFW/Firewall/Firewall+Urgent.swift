internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket

/// Urgent bytes of TCP (RFC 6093), and bytes that wait for others. Source: reference section 4.3, `urgent-data`.
///
/// Where the pointer is cleared every byte is part of the stream. Where it is left, most receivers hand the byte that it means to the
/// application apart from the stream; so it is left out here too.
extension Firewall {
    /// Looks at a segment in order without one of its bytes.
    ///
    /// - Parameter skip: Bytes at the front that were delivered before.
    mutating func inspect(
        _ slot: UInt32, _ payload: Span<UInt8>, without urgent: Int, _ skip: Int, _ packet: DecodedPacket, _ direction: FlowDirection
    ) -> Classification {
        var classification = inspections[slot].inspection.classification
        if skip <= urgent { inspections[slot][direction].forgetPlaces() }
        for part in [skip..<max(skip, urgent), max(skip, urgent + 1)..<max(skip, payload.count)] where classification.state != .final {
            let end = min(part.upperBound, payload.count)
            guard part.lowerBound < end else { continue }
            classification = classifier.inspect(
                &inspections[slot].inspection, payload.extracting(part.lowerBound..<end), direction, timeToLive: packet.timeToLive)
        }
        return classification
    }

    /// Keeps a segment until what is missing before it has come.
    mutating func keep(
        _ slot: UInt32, _ sequence: UInt32, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ fields: TCPFields, _ direction: FlowDirection
    ) {
        let range = packet.payloadRange
        guard leavesUrgentData, let urgent = inspections[slot][direction].urgentOffset(sequence, packet, fields) else {
            return inspections[slot][direction].keep(sequence, copy(bytes, range), length: packet.wirePayloadLength)
        }
        // Two segments, the first as long on the wire as if the capture had cut its last byte off.
        let place = range.lowerBound + urgent
        inspections[slot][direction].keep(sequence, copy(bytes, range.lowerBound..<place), length: urgent + 1)
        guard urgent + 1 < packet.wirePayloadLength else { return }
        inspections[slot][direction].keep(
            sequence &+ UInt32(truncatingIfNeeded: urgent + 1), copy(bytes, min(place + 1, range.upperBound)..<range.upperBound),
            length: packet.wirePayloadLength - urgent - 1)
    }

    private func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        // The buffer is the packet's payload for the time of the call.
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }
}

extension StreamAssembler {
    /// Where in a segment's payload a byte stands that is no part of the stream; `nil` nearly always.
    mutating func urgentOffset(_ sequence: UInt32, _ packet: DecodedPacket, _ fields: TCPFields) -> Int? {
        if fields.flags.contains(.urg) { noteUrgent(sequence, pointer: fields.urgentPointer) }
        return urgentOffset(sequence, length: packet.payloadLength)
    }
}
