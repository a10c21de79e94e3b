import NGFWCore

extension Classifier {
    /// The next bytes of one direction of TCP.
    mutating func inspectStream(_ inspection: inout Inspection, _ payload: Span<UInt8>, _ direction: FlowDirection) {
        if inspection.lastDirection != direction {
            inspection.turnCount += 1
            inspection.lastDirection = direction
            // Met halfway, the first bytes may be the middle of a message; when the talker changes a message begins.
            if inspection.startsMidStream { inspection.forgetBytes(direction) }
        }
        let held = inspection.heldBytes(direction)
        let taken = min(max(0, limits.inspectedBytes - held), payload.count)
        // The buffers are moved out for the look, so that spans of them and the rest of the inspection can be used together.
        var mine: [UInt8] = []
        var other: [UInt8] = []
        inspection.swapBytes(direction, &mine, &other)
        if held == 0 {
            look(&inspection, payload.extracting(0..<taken), other.span, direction, seen: 0, isEnd: false)
            if keepsDecidedBytes || inspection.classification.state != .final { append(payload, taken, to: &mine) }
        } else {
            append(payload, taken, to: &mine)
            look(&inspection, mine.span, other.span, direction, seen: held, isEnd: false)
        }
        if inspection.classification.state == .final, !keepsDecidedBytes {
            recycle(&mine)
            recycle(&other)
        }
        let isFull = mine.count >= limits.inspectedBytes
        inspection.swapBytes(direction, &mine, &other)
        guard inspection.classification.state != .final, isFull || inspection.turnCount > limits.inspectedPackets else { return }
        inspectEnd(&inspection)
        settle(&inspection, enough: true)
    }

    /// Nothing more comes: fields that are incomplete are looked at as they are.
    mutating func inspectEnd(_ inspection: inout Inspection) {
        for direction in [FlowDirection.clientToServer, .serverToClient] where inspection.classification.state != .final {
            guard inspection.heldBytes(direction) > 0 else { continue }
            var mine: [UInt8] = []
            var other: [UInt8] = []
            inspection.swapBytes(direction, &mine, &other)
            look(&inspection, mine.span, other.span, direction, seen: mine.count, isEnd: true)
            inspection.swapBytes(direction, &mine, &other)
        }
    }

    private mutating func append(_ payload: Span<UInt8>, _ taken: Int, to buffer: inout [UInt8]) {
        if buffer.capacity == 0, let spare = spares.popLast() { buffer = spare }
        // The buffer is `taken` bytes for the time of the call.
        unsafe payload.extracting(0..<taken).withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    /// Takes back the bytes of a session that nothing more will be asked about.
    public mutating func forgetBytes(_ inspection: inout Inspection) {
        recycle(&inspection.fromInitiator)
        recycle(&inspection.fromResponder)
    }

    /// Empties a buffer whose session needs it no longer, and keeps its memory for another.
    mutating func recycle(_ buffer: inout [UInt8]) {
        guard buffer.capacity > 0 else { return }
        buffer.removeAll(keepingCapacity: true)
        if spares.count < Self.spareCount { spares.append(buffer) }
        buffer = []
    }

    /// Tries everything on the bytes of one direction, of which the first `seen` were there before.
    private mutating func look(
        _ inspection: inout Inspection, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ direction: FlowDirection, seen: Int, isEnd: Bool
    ) {
        guard subject.count > 0 else { return }
        let skipped = Self.emptyLines(direction == .clientToServer ? subject : other)
        if skipped == 0 {
            lookAtMessage(&inspection, subject, other, direction, seen: seen, isEnd: isEnd)
        } else if direction == .clientToServer {
            lookAtMessage(&inspection, subject.extracting(skipped...), other, direction, seen: max(0, seen - skipped), isEnd: isEnd)
        } else {
            lookAtMessage(&inspection, subject, other.extracting(skipped...), direction, seen: seen, isEnd: isEnd)
        }
    }

    /// Bytes of empty lines before a client's request in words, which servers pass over (RFC 9112 section 2.2, RFC 3261 section 7.5).
    private static func emptyLines(_ bytes: Span<UInt8>) -> Int {
        guard bytes.count > 0, bytes[0] == 0x0d || bytes[0] == 0x0a else { return 0 }
        var count = 0
        while count < bytes.count, bytes[count] == 0x0d || bytes[count] == 0x0a { count += 1 }
        return count < bytes.count && (0x41...0x5a).contains(bytes[count]) ? count : 0
    }

    private mutating func lookAtMessage(
        _ inspection: inout Inspection, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ direction: FlowDirection, seen: Int, isEnd: Bool
    ) {
        if subject.count > seen {
            let role: Roles = inspection.roles.contains(.asSeen) ? .asSeen : .swapped
            tryTable(subject, other, nil, role.side(of: direction), role, inspection.timeToLive)
        }
        for role in [Roles.asSeen, .swapped] where inspection.roles.contains(role) {
            let side = role.side(of: direction)
            if subject.count > seen { tryTable(subject, other, side, side, role, inspection.timeToLive) }
            lookAtFields(&inspection, subject, other, direction, side, role, isEnd: isEnd)
        }
        guard !hits.isEmpty else { return }
        orderHits(subject, other, direction, seen, inspection.timeToLive)
        apply(&inspection)
        finishWhenComplete(&inspection)
    }

    /// Tries the signatures of one table that the first bytes allow.
    private mutating func tryTable(
        _ subject: Span<UInt8>, _ other: Span<UInt8>, _ tableSide: Side?, _ side: Side, _ role: Roles, _ timeToLive: UInt8
    ) {
        let table = tables.dispatch[DispatchTables.index(.tcp, tableSide)]
        for block in 0..<table.blockCount {
            let candidates = table.candidates(block, subject)
            for word in candidates.indices {
                var bits = candidates[word]
                while bits != 0 {
                    let entry = table.entry(block, word, bits.trailingZeroBitCount)
                    bits &= bits &- 1
                    if subject.count < entry.minimumLength || entry.needsBothSides && other.count == 0 { continue }
                    if entry.pattern >= 0, matcher.matches(tables.patterns[Int(entry.pattern)], subject) != .match { continue }
                    let number = Int(entry.signature)
                    if streamMatches(number, subject, other, side, timeToLive) { hits.append(hit(number, role: role)) }
                }
            }
        }
    }

    /// Whether all lines of a signature match, each on its own side's bytes.
    mutating func streamMatches(_ number: Int, _ subject: Span<UInt8>, _ other: Span<UInt8>, _ side: Side, _ timeToLive: UInt8) -> Bool {
        if tables.signatures[number].needsBothSides, other.count == 0 { return false }
        for line in tables.signatures[number].lines {
            let wanted = tables.lines[line].side
            var matched = false
            if wanted == nil || wanted == side { matched = matches(line, subject, side: side, transport: .tcp, timeToLive: timeToLive) }
            if !matched, wanted != side {
                matched = matches(line, other, side: side.opposite, transport: .tcp, timeToLive: timeToLive)
            }
            guard matched else { return false }
        }
        return true
    }

    /// When hits of several applications come in one look, finds how many bytes each needs.
    private mutating func orderHits(
        _ subject: Span<UInt8>, _ other: Span<UInt8>, _ direction: FlowDirection, _ seen: Int, _ timeToLive: UInt8
    ) {
        guard hits.count > 1 else { return }
        let first = hits[0].application
        guard hits.contains(where: { $0.application != first }) else { return }
        for index in hits.indices where hits[index].prefix == nil {
            let (number, role, application) = (hits[index].signature, hits[index].role, hits[index].application)
            // The base of all others comes first in any order.
            if hits.allSatisfy({ $0.application == application || ($0.isField && $0.base == application) }) {
                hits[index].prefix = 0
                continue
            }
            let side = role.side(of: direction)
            var low = seen + 1
            var high = subject.count
            while low < high {
                let middle = (low + high) / 2
                if streamMatches(number, subject.extracting(0..<middle), other, side, timeToLive) {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            hits[index].prefix = high
        }
    }
}

extension Inspection {
    /// Exchanges the bytes of a direction and of the other for those given; no copy.
    mutating func swapBytes(_ direction: FlowDirection, _ mine: inout [UInt8], _ other: inout [UInt8]) {
        if direction == .clientToServer {
            swap(&fromInitiator, &mine)
            swap(&fromResponder, &other)
        } else {
            swap(&fromResponder, &mine)
            swap(&fromInitiator, &other)
        }
    }

    mutating func forgetBytes(_ direction: FlowDirection) {
        if direction == .clientToServer {
            fromInitiator.removeAll(keepingCapacity: true)
        } else {
            fromResponder.removeAll(keepingCapacity: true)
        }
        for side in [Side.client, .server] {
            for family in FieldFamily.allCases { fieldsDone &= ~Inspection.fieldBit(direction, side, family) }
        }
    }
}
