import NGFWCore

/// What the passes of a batch hand on.
private struct BatchPass {
    struct Lookup {
        /// Where the registry has the addresses.
        var sourceHash: UInt64 = 0
        var destinationHash: UInt64 = 0
        /// Its records of them.
        var source: UInt32?
        var destination: UInt32?
        var context = MatchContext.empty
        var key = MatchMemo.Key.empty
        var place = MatchMemo.Place()
        var answer = RuleAnswer.none
    }

    var lookups = InlineArray<32, Lookup>(repeating: Lookup())
    /// Lookups that the memo has not answered, by number, and their rows.
    var open = InlineArray<32, Int>(repeating: 0)
    var pairs = InlineArray<32, UInt32>(repeating: 0)
    var searches = InlineArray<32, RuleSearch>(repeating: RuleSearch())
    var openCount = 0
}

extension PolicyEngine {
    /// Many lookups at once: the same answers as one ``match(_:)`` each.
    ///
    ///     engine.match(batch: inputs.span, into: &answers)     // answers[3] is that of inputs[3]
    ///
    /// They go through their steps 32 at a time, each step asking early for the memory that the next one reads, so that cache
    /// misses of many lookups overlap. It pays where the registered addresses or the rules are many.
    ///
    /// - Parameter results: Becomes the answers, in order; its memory is used again.
    public mutating func match(batch inputs: Span<MatchInput>, into results: inout [RuleMatch]) {
        results.removeAll(keepingCapacity: true)
        results.reserveCapacity(inputs.count)
        if walksRules {
            for index in inputs.indices { results.append(match(inputs[index])) }
            return
        }
        var pass = BatchPass()
        var start = 0
        while start < inputs.count {
            let some = inputs.extracting(start..<min(start + pass.lookups.count, inputs.count))
            makeRoom(for: some.count)
            if registered.asksTags { findRecords(some, &pass) }
            findKeys(some, &pass)
            askMemo(some, &pass)
            findRows(&pass)
            decide(some, &pass)
            for index in some.indices { results.append(ruleMatch(pass.lookups[index].answer, some[index])) }
            start += some.count
        }
    }

    private mutating func findRecords(_ inputs: Span<MatchInput>, _ pass: inout BatchPass) {
        for index in inputs.indices {
            let sourceHash = registry.hosts.hash(inputs[index].tuple.source)
            let destinationHash = registry.hosts.hash(inputs[index].tuple.destination)
            registry.hosts.prefetch(inputs[index].tuple.source, sourceHash)
            registry.hosts.prefetch(inputs[index].tuple.destination, destinationHash)
            pass.lookups[index].sourceHash = sourceHash
            pass.lookups[index].destinationHash = destinationHash
        }
        for index in inputs.indices {
            let source = registry.hosts.record(of: inputs[index].tuple.source, pass.lookups[index].sourceHash)
            let destination = registry.hosts.record(of: inputs[index].tuple.destination, pass.lookups[index].destinationHash)
            if let source { registered.prefetch(source) }
            if let destination { registered.prefetch(destination) }
            facts.ports.prefetch(inputs[index].tuple.ipProtocol, port: inputs[index].tuple.destinationPort)
            pass.lookups[index].source = source
            pass.lookups[index].destination = destination
        }
    }

    private mutating func findKeys(_ inputs: Span<MatchInput>, _ pass: inout BatchPass) {
        for index in inputs.indices {
            let source = classOfAddress(inputs[index].tuple.source, pass.lookups[index].source)
            let destination = classOfAddress(inputs[index].tuple.destination, pass.lookups[index].destination)
            let context = context(of: inputs[index])
            let key = memoKey(inputs[index], context, source, destination)
            pass.lookups[index].context = context
            pass.lookups[index].key = key
            guard memo.isOn else { continue }
            let place = memo.place(of: key)
            memo.prefetch(place)
            pass.lookups[index].place = place
        }
    }

    private mutating func askMemo(_ inputs: Span<MatchInput>, _ pass: inout BatchPass) {
        pass.openCount = 0
        for index in inputs.indices {
            if memo.isOn, let answer = memo.answer(at: pass.lookups[index].place) {
                pass.lookups[index].answer = answer
                continue
            }
            let context = pass.lookups[index].context
            let number = rows.number(ofZones: context) ?? makeZonePair(context)
            prefetchRows(pass.lookups[index].key, context, rows.zonePairs[Int(number)].number)
            pass.open[pass.openCount] = index
            pass.pairs[pass.openCount] = number
            pass.openCount += 1
        }
    }

    private mutating func findRows(_ pass: inout BatchPass) {
        for number in 0..<pass.openCount {
            let index = pass.open[number]
            let pair = rows.zonePairs[Int(pass.pairs[number])]
            let search = search(pass.lookups[index].key, pass.lookups[index].context, pair)
            rows.arena.prefetch(search, in: pair.space)
            pass.searches[number] = search
        }
    }

    private mutating func decide(_ inputs: Span<MatchInput>, _ pass: inout BatchPass) {
        for number in 0..<pass.openCount {
            let index = pass.open[number]
            let pair = rows.zonePairs[Int(pass.pairs[number])]
            pass.lookups[index].answer = decide(
                pass.searches[number], pair, inputs[index], pass.lookups[index].context, pass.lookups[index].key)
        }
    }

    /// Asks for the rows of a lookup.
    @inline(__always)
    private mutating func prefetchRows(_ key: MatchMemo.Key, _ context: MatchContext, _ space: UInt32) {
        rows.prefetch(RowKey(.service, space: space, context.serviceClass))
        rows.prefetch(RowKey(.application, space: space, context.applicationClass))
        rows.prefetch(RowKey(.prefixSource, space: space, key.prefixSource))
        rows.prefetch(RowKey(.prefixDestination, space: space, key.prefixDestination))
        if key.tagSource != 0 { rows.prefetch(RowKey(.tagSource, space: space, key.tagSource)) }
        if key.tagDestination != 0 { rows.prefetch(RowKey(.tagDestination, space: space, key.tagDestination)) }
        if facts.asksUsers { rows.prefetch(RowKey(.user, space: space, key.userKey)) }
    }
}
