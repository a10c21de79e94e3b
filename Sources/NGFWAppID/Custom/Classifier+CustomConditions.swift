import NGFWCore

/// A field of a unit: a range of its bytes.
struct UnitField {
    var field: ContextField
    var range: Range<Int>
    /// Which header a line is, a number of ``QualifierTable``.
    var header: UInt8 = 255
}

/// An operator that holds for a field.
struct OperatorMatch {
    var number: UInt32
    /// The index of the field among those of the unit, -1 for numbers.
    var place: Int
}

/// Memory that the search for custom applications uses again and again.
struct CustomMemory {
    var fields: [UnitField] = []
    var numbers: [(field: ContextField, value: Int64)] = []
    var matches: [OperatorMatch] = []
    var found: [UInt32] = []
    var stamps: [UInt32] = []
    var stamp: UInt32 = 0
    var complete: [UInt32] = []
    /// Ends of ordered matches within a unit.
    var ends: [(place: Int, end: Int)] = []
}

/// Conditions on the fields of a unit: one message's head or body, one line, one datagram.
extension Classifier {
    /// Adds a field of the unit that comes next; an empty one matches nothing.
    mutating func add(_ field: ContextField, _ range: Range<Int>, _ custom: CustomLibrary, header: UInt8 = 255) {
        if custom.uses(field), !range.isEmpty { memory.fields.append(UnitField(field: field, range: range, header: header)) }
    }

    mutating func add(_ field: ContextField, _ value: Int, _ custom: CustomLibrary) {
        if custom.uses(field) { memory.numbers.append((field, Int64(value))) }
    }

    /// Evaluates the fields that were added, and forgets them.
    mutating func emit(_ bytes: Span<UInt8>, _ facts: UnitFacts, _ inspection: inout Inspection, _ custom: CustomLibrary) {
        if inspection.custom.phase != .done, !memory.fields.isEmpty || !memory.numbers.isEmpty {
            collectMatches(bytes, facts, custom)
            if !memory.matches.isEmpty {
                advance(bytes, facts, &inspection, custom)
                if !memory.complete.isEmpty {
                    let complete = memory.complete
                    memory.complete.removeAll(keepingCapacity: true)
                    accept(complete, &inspection, custom)
                }
            }
        }
        memory.fields.removeAll(keepingCapacity: true)
        memory.numbers.removeAll(keepingCapacity: true)
    }

    private mutating func collectMatches(_ bytes: Span<UInt8>, _ facts: UnitFacts, _ custom: CustomLibrary) {
        memory.matches.removeAll(keepingCapacity: true)
        for place in memory.fields.indices {
            let field = memory.fields[place]
            let number = Int(field.field.rawValue)
            let subject = bytes.extracting(field.range)
            for candidate in custom.comparisons[number] {
                if case .bytes(let offset, let mask, let value) = custom.operators[Int(candidate)].test, let word = subject.u32be(offset),
                    UInt32(word) & mask == value & mask
                {
                    memory.matches.append(OperatorMatch(number: candidate, place: place))
                }
            }
            memory.found.removeAll(keepingCapacity: true)
            nextStamp(custom)
            custom.indexes[number].candidates(in: subject, stamps: &memory.stamps, stamp: memory.stamp, into: &memory.found)
            for candidate in custom.indexes[number].always { attempt(candidate, place, subject, field.header, facts, custom) }
            for index in memory.found.indices { attempt(memory.found[index], place, subject, field.header, facts, custom) }
        }
        for (field, value) in memory.numbers {
            for candidate in custom.comparisons[Int(field.rawValue)] where custom.operators[Int(candidate)].holds(value) {
                guard custom.operators[Int(candidate)].qualifiers.allows(facts, header: 255) else { continue }
                memory.matches.append(OperatorMatch(number: candidate, place: -1))
            }
        }
    }

    private mutating func attempt(
        _ candidate: UInt32, _ place: Int, _ subject: Span<UInt8>, _ header: UInt8, _ facts: UnitFacts, _ custom: CustomLibrary
    ) {
        guard custom.operators[Int(candidate)].qualifiers.allows(facts, header: header),
            case .pattern(let pattern) = custom.operators[Int(candidate)].test,
            matcher.matches(custom.patterns[pattern], subject) == .match
        else { return }
        memory.matches.append(OperatorMatch(number: candidate, place: place))
    }

    private mutating func nextStamp(_ custom: CustomLibrary) {
        if memory.stamps.count != custom.slotCount { memory.stamps = [UInt32](repeating: 0, count: custom.slotCount) }
        memory.stamp &+= 1
        guard memory.stamp == 0 else { return }
        // Once in four billion looks the stamps begin again.
        for index in memory.stamps.indices { memory.stamps[index] = 0 }
        memory.stamp = 1
    }

    // MARK: Signatures

    /// Moves the signatures of the operators that hold forward.
    private mutating func advance(_ bytes: Span<UInt8>, _ facts: UnitFacts, _ inspection: inout Inspection, _ custom: CustomLibrary) {
        memory.complete.removeAll(keepingCapacity: true)
        for index in memory.matches.indices {
            let match = custom.operators[Int(memory.matches[index].number)]
            let signature = custom.signatures[Int(match.signature)]
            guard !memory.complete.contains(match.signature) else { continue }
            if signature.conditionCount == 1 {
                memory.complete.append(match.signature)
                continue
            }
            let transaction = signature.isSessionWide ? 0 : facts.transaction
            guard let place = placeOfProgress(match.signature, transaction, &inspection) else { continue }
            if signature.isOrdered {
                // All matches of the signature are looked at when its first one comes.
                let isFirst = !memory.matches[..<index].contains { custom.operators[Int($0.number)].signature == match.signature }
                if isFirst { advanceInOrder(place, bytes, facts, &inspection, custom) }
            } else {
                inspection.custom.progress[place].held |= 1 << UInt16(match.condition)
            }
            if inspection.custom.progress[place].held == UInt16.max >> UInt16(16 - signature.conditionCount) {
                memory.complete.append(match.signature)
                inspection.custom.progress.remove(at: place)
            }
        }
    }

    /// Where the progress of a signature stands; `nil` when there are too many: it does not match then, and that is counted.
    private mutating func placeOfProgress(_ signature: UInt32, _ transaction: UInt32, _ inspection: inout Inspection) -> Int? {
        if let place = inspection.custom.progress.firstIndex(where: { $0.signature == signature && $0.transaction == transaction }) {
            return place
        }
        guard inspection.custom.progress.count < CustomInspection.maximumProgress else {
            customOverflowCount += 1
            return nil
        }
        inspection.custom.progress.append(CustomProgress(signature: signature, transaction: transaction))
        return inspection.custom.progress.count - 1
    }

    /// Conditions in their order: a later one holds in a later unit, in another field of the same unit, or behind the match of the
    /// earlier one in the same field.
    private mutating func advanceInOrder(
        _ place: Int, _ bytes: Span<UInt8>, _ facts: UnitFacts, _ inspection: inout Inspection, _ custom: CustomLibrary
    ) {
        var progress = inspection.custom.progress[place]
        memory.ends.removeAll(keepingCapacity: true)
        if progress.unit == facts.unit {
            // The same message again, with more bytes.
            for (index, field) in memory.fields.enumerated() where field.field.rawValue == progress.field {
                memory.ends.append((index, Int(progress.end)))
            }
        }
        while let (field, end) = nextInOrder(progress, bytes, custom) {
            progress.held = progress.held << 1 | 1
            progress.unit = facts.unit
            progress.field = field < 0 ? 255 : memory.fields[field].field.rawValue
            progress.end = Int32(clamping: end)
            memory.ends.removeAll { $0.place == field }
            memory.ends.append((field, end))
        }
        inspection.custom.progress[place] = progress
    }

    /// The earliest match of the next condition.
    private mutating func nextInOrder(_ progress: CustomProgress, _ bytes: Span<UInt8>, _ custom: CustomLibrary) -> (place: Int, end: Int)?
    {
        let wanted = UInt8(truncatingIfNeeded: (~progress.held).trailingZeroBitCount)
        var best: (place: Int, end: Int)?
        for index in memory.matches.indices {
            let match = memory.matches[index]
            let candidate = custom.operators[Int(match.number)]
            guard candidate.signature == progress.signature, candidate.condition == wanted else { continue }
            guard match.place >= 0, case .pattern(let pattern) = candidate.test else {
                if best == nil { best = (match.place, 0) }
                continue
            }
            let start = memory.ends.first { $0.place == match.place }?.end ?? 0
            let subject = bytes.extracting(memory.fields[match.place].range)
            guard let end = matcher.endOfMatch(custom.patterns[pattern], subject, from: start) else { continue }
            if best.map({ $0.end > end }) ?? true { best = (match.place, end) }
        }
        return best
    }

    /// Forgets conditions of transactions that are over.
    func endTransactions(through number: UInt32, _ inspection: inout Inspection) {
        guard !inspection.custom.progress.isEmpty else { return }
        inspection.custom.progress.removeAll { $0.transaction != 0 && $0.transaction <= number && number < CustomMessage.firstTransaction }
    }
}
