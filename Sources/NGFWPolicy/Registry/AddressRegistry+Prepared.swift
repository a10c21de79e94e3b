public import NGFWCore

extension AddressRegistry {
    /// ``PreparedChanges`` under way.
    struct Run: Sendable {
        let changes: PreparedChanges
        let time: Timestamp
        var summary = RegistrationSummary()
        /// Of each name as it is compared the number, once it is known; good while the name is in use.
        fileprivate var numbers: [UInt32?] = []
        fileprivate var folded: [String] = []
        fileprivate var step = 0
        /// Of the changes of a step those that are done.
        fileprivate var done = 0

        /// Changes whose cache misses overlap.
        private static let portion = 32

        fileprivate init(_ changes: PreparedChanges, at time: Timestamp) { (self.changes, self.time) = (changes, time) }

        var isDone: Bool { step == changes.steps.count }

        /// The changes of hosts that come next.
        var upcoming: ArraySlice<PreparedChanges.Change> {
            guard !isDone, case .changes(let range) = changes.steps[step] else { return [] }
            let start = range.lowerBound + done
            return changes.changes[start..<min(start + Self.portion, range.upperBound)]
        }
    }

    /// Does what messages say that were made ready before, after letting expire what is due.
    ///
    /// - Complexity: O(log *n*) a tag with a timeout, O(1) another, which allocates nothing.
    @discardableResult
    public mutating func apply(_ changes: PreparedChanges, at time: Timestamp) -> RegistrationSummary {
        var run = begin(changes, at: time)
        while !run.isDone { advance(&run) }
        return finish(run)
    }

    mutating func begin(_ changes: PreparedChanges, at time: Timestamp) -> Run {
        forgetTouched()
        var run = Run(changes, at: time)
        run.summary.others = expireEntries(at: time)
        details.begin(nil, at: time)
        run.folded = options.tagCase == .sensitive ? changes.names : changes.names.map(folded)
        run.numbers = run.folded.map { names.id(of: $0) }
        return run
    }

    /// Does the next step, or a portion of it.
    mutating func advance(_ run: inout Run) {
        switch run.changes.steps[run.step] {
        case .message(let source): details.begin(source, at: run.time)
        case .other(let operation): perform(operation, at: run.time, &run.summary.others)
        case .changes(let range):
            let part = run.upcoming.indices
            for index in part { change(run.changes.changes[index], &run) }
            run.done += part.count
            if part.upperBound < range.upperBound { return }
            run.done = 0
        }
        run.step += 1
    }

    mutating func finish(_ run: borrowing Run) -> RegistrationSummary {
        settle(changes: run.summary.added + run.summary.removed + run.summary.others.count(where: \.isEffective))
        return run.summary
    }

    @inline(__always)
    private mutating func change(_ change: PreparedChanges.Change, _ run: inout Run) {
        let place = Int(change.name)
        var known = run.numbers[place]
        if !(known.map { names.isUsed($0) } ?? false) { known = find(place, &run) }
        if change.timeout == PreparedChanges.unregister {
            if let known, unregister(known, of: .host(change.address)) { run.summary.removed += 1 } else { run.summary.unchanged += 1 }
            return
        }
        let tag = NewTag(run.folded[place], known, change.timeout == 0 ? nil : change.timeout)
        switch register(tag, for: .host(change.address), at: run.time) {
        case .added: run.summary.added += 1
        case .refreshed: run.summary.refreshed += 1
        case .alreadyExists: run.summary.unchanged += 1
        case let result:
            let name = run.changes.names[place]
            run.summary.others.append(RegistrationOutcome(subject: .object(.host(change.address)), name: name, result: result))
        }
    }

    /// The number of a name that had none at the beginning, or that nobody used for a while: a change may have brought it since.
    @inline(never)
    private mutating func find(_ place: Int, _ run: inout Run) -> UInt32? {
        run.numbers[place] = names.id(of: run.folded[place])
        return run.numbers[place]
    }
}
