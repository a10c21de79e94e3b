internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Segments that say different things about the same bytes.
///
/// The overlap policy: the first copy of a byte counts, as long as all copies agree. When a later copy differs, and the receiver
/// has not acknowledged the first, nobody between the two can tell which it will read. Such a session is flagged, its inspection ends,
/// and it is called whatever the policy answers most strictly: the first version, the second, or `unknown-tcp`.
extension Firewall {
    /// - Returns: what a session is from now on, when a segment contradicts what came before.
    mutating func contradiction(
        _ state: inout InspectionState, _ sequence: UInt32, _ payload: Span<UInt8>, _ direction: FlowDirection, _ index: Int
    ) -> Classification? {
        let known = min(payload.count, state[direction].acknowledgedCount(sequence))
        let open = payload.extracting(known..<payload.count)
        let place = sequence &+ UInt32(truncatingIfNeeded: known)
        guard !open.isEmpty else { return nil }
        let offset = state[direction].first.map { Int(Int32(bitPattern: place &- $0)) }
        let isDelivered = offset.map { classifier.contradicts(open, at: $0, state.inspection, direction) } ?? false
        guard isDelivered || state[direction].contradicts(place, open) else { return nil }
        counters.conflictingSegments &+= 1
        table[index].traits.insert(.hasConflict)
        // Who only observes has nobody to ask, and takes the first copy.
        guard owner != nil else { return nil }
        var candidates: [Classification] = []
        if isDelivered, let offset { candidates.append(classifier.alternative(state.inspection, with: open, at: offset, direction)) }
        let isSure = state.inspection.classification.state == .final
        candidates.insert(classifier.finish(&state.inspection), at: 0)
        if !isSure {
            candidates.append(Classification(application: .unknownTCP, base: .unknownTCP, state: .final, evidence: .none))
        }
        var strictest = strictest(of: candidates, index)
        strictest.state = .final
        return strictest
    }

    /// The last of several names that the policy blocks; the first one when it allows all.
    private mutating func strictest(of candidates: [Classification], _ index: Int) -> Classification {
        let client = client(of: index)
        var record = table[index]
        record.traits.insert(.isFinal)
        for candidate in candidates.reversed() {
            if let match = lookUp(record, client, application: candidate.application), !match.action.isAllow { return candidate }
        }
        return candidates.first { !$0.application.isPseudo } ?? candidates[0]
    }
}
