import NGFWCore

/// What a batch keeps of its lookups between its passes; reused, so that a batch costs no allocation.
struct BatchScratch: Sendable {
    static let size = 32

    var keys: [MatchMemo.Key] = []
    var contexts: [MatchContext] = []
    /// Places of lookups that the memo did not answer.
    var open: [Int] = []
    /// What was read early; kept, so that reading it is not optimised away.
    var touched: UInt64 = 0

    mutating func begin() {
        keys.removeAll(keepingCapacity: true)
        contexts.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
    }
}

extension PolicyEngine {
    /// Many lookups at once: the same answers as one ``match(_:)`` each.
    ///
    ///     engine.match(batch: inputs.span, into: &answers)     // answers[3] is that of inputs[3]
    ///
    /// They go through their steps 32 at a time, each step reading early what the next one needs, so that cache misses of
    /// many lookups overlap. It pays where the registered addresses or the rules are many.
    ///
    /// - Parameter results: Becomes the answers, in order; its memory is used again.
    public mutating func match(batch inputs: Span<MatchInput>, into results: inout [RuleMatch]) {
        results.removeAll(keepingCapacity: true)
        if walksRules {
            for index in inputs.indices { results.append(match(inputs[index])) }
            return
        }
        var start = 0
        while start < inputs.count {
            let end = min(start + BatchScratch.size, inputs.count)
            matchSome(inputs.extracting(start..<end), &results)
            start = end
        }
    }

    private mutating func matchSome(_ inputs: Span<MatchInput>, _ results: inout [RuleMatch]) {
        makeRoom(for: inputs.count)
        batch.begin()
        var touched: UInt64 = 0
        for index in inputs.indices {
            touched ^= registry.hosts.touch(inputs[index].tuple.source) ^ registry.hosts.touch(inputs[index].tuple.destination)
        }
        for index in inputs.indices {
            let tuple = inputs[index].tuple
            let records =
                registered.touch(registry.hosts.record(of: tuple.source)) ^ registered.touch(registry.hosts.record(of: tuple.destination))
            touched ^= UInt64(records ^ facts.ports.touch(tuple.ipProtocol, port: tuple.destinationPort))
        }
        for index in inputs.indices {
            let source = classOfAddress(inputs[index].tuple.source)
            let destination = classOfAddress(inputs[index].tuple.destination)
            let context = context(of: inputs[index])
            let key = memoKey(inputs[index], context, source, destination)
            touched ^= memo.isOn ? UInt64(memo.touch(key)) : touch(key, context)
            batch.contexts.append(context)
            batch.keys.append(key)
        }
        results.append(
            contentsOf: repeatElement(RuleMatch(author: .interzoneDefault, action: .deny, standing: .decided), count: inputs.count))
        let first = results.count - inputs.count
        for index in inputs.indices {
            if memo.isOn, let answer = memo.answer(batch.keys[index]) {
                results[first + index] = ruleMatch(answer, inputs[index])
            } else {
                if memo.isOn { touched ^= touch(batch.keys[index], batch.contexts[index]) }
                batch.open.append(index)
            }
        }
        batch.touched ^= touched
        for index in batch.open { results[first + index] = look(inputs[index], batch.contexts[index], batch.keys[index]) }
    }

    /// Reads what a full lookup reads first.
    @inline(__always)
    private mutating func touch(_ key: MatchMemo.Key, _ context: MatchContext) -> UInt64 {
        guard let number = rows.number(ofZones: context) else { return 0 }
        let space = rows.zonePairs[Int(number)].number
        var touched = rows.touch(RowKey(.service, space: space, context.serviceClass))
        touched ^= rows.touch(RowKey(.application, space: space, context.applicationClass))
        touched ^= rows.touch(RowKey(.prefixSource, space: space, key.prefixSource))
        touched ^= rows.touch(RowKey(.prefixDestination, space: space, key.prefixDestination))
        if key.tagSource != 0 { touched ^= rows.touch(RowKey(.tagSource, space: space, key.tagSource)) }
        if key.tagDestination != 0 { touched ^= rows.touch(RowKey(.tagDestination, space: space, key.tagDestination)) }
        if facts.asksUsers { touched ^= rows.touch(RowKey(.user, space: space, key.userKey)) }
        return touched
    }
}
