import NGFWCore

/// What a batch keeps of its lookups between its passes; reused, so that a batch costs no allocation.
struct BatchScratch: Sendable {
    static let size = 32

    var keys: [MatchMemo.Key] = []
    var contexts: [MatchContext] = []
    var searches: [RuleSearch] = []
    /// Places in ``searches`` of lookups that the memo did not answer.
    var open: [Int] = []
    /// What was read early; kept, so that reading it is not optimised away.
    var touched: UInt64 = 0

    mutating func begin() {
        keys.removeAll(keepingCapacity: true)
        contexts.removeAll(keepingCapacity: true)
        searches.removeAll(keepingCapacity: true)
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
            let source = classOfAddress(inputs[index].tuple.source)
            let destination = classOfAddress(inputs[index].tuple.destination)
            let context = context(of: inputs[index])
            touched ^= rows.contexts.touch(context)
            batch.contexts.append(context)
            batch.keys.append(memoKey(inputs[index], 0, source, destination))
        }
        for index in inputs.indices {
            batch.keys[index].context = contextNumber(batch.contexts[index])
            touched ^= UInt64(memo.touch(batch.keys[index]))
        }
        results.append(
            contentsOf: repeatElement(RuleMatch(author: .interzoneDefault, action: .deny, standing: .decided), count: inputs.count))
        let first = results.count - inputs.count
        for index in inputs.indices {
            if memo.isOn, let answer = memo.answer(batch.keys[index]) {
                results[first + index] = ruleMatch(answer, inputs[index])
            } else {
                let search = search(batch.keys[index])
                touched ^= rows.arena.touch(search)
                batch.searches.append(search)
                batch.open.append(index)
            }
        }
        batch.touched ^= touched
        for place in batch.open.indices {
            let index = batch.open[place]
            results[first + index] = look(inputs[index], batch.contexts[index], batch.keys[index], batch.searches[place])
        }
    }
}
