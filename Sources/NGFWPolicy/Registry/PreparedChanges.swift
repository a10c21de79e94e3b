import NGFWCore

/// Registration messages made ready to be applied: tag names are told apart once, and what changes tags of hosts lies side by
/// side.
///
///     let changes = PreparedChanges(messages)               // on the thread that receives them
///     let summary = engine.apply(changes, at: now)          // on the one that owns the engine; about a tenth of the time
///     summary.added                                          // 64
///
/// It depends on no registry and stays good for ever. Applied it does what the messages do one after the other, all at one
/// time.
public struct PreparedChanges: Sendable {
    /// A tag of a host.
    struct Change: Sendable {
        var address: IPAddress
        /// The place of the tag in ``names``.
        var name: UInt32
        /// Seconds, 0 for never; -1 takes the tag away.
        var timeout: Int64
    }

    enum Step: Sendable {
        /// What follows comes from another message.
        case message(SourceLocation?)
        /// Of ``changes``.
        case changes(Range<Int>)
        case other(RegistrationUpdate.Operation)
    }

    private(set) var names: [String] = []
    private(set) var changes: [Change] = []
    private(set) var steps: [Step] = []

    static let unregister: Int64 = -1

    /// How many tags of hosts they register or unregister.
    public var count: Int { changes.count }

    /// - Complexity: O(tags)
    public init(_ messages: some Sequence<RegistrationUpdate>) {
        var numbers: [String: UInt32] = [:]
        for message in messages {
            if message.source != nil { steps.append(.message(message.source)) }
            for operation in message.operations { add(operation, &numbers) }
            if message.source != nil { steps.append(.message(nil)) }
        }
    }

    private mutating func add(_ operation: RegistrationUpdate.Operation, _ numbers: inout [String: UInt32]) {
        let start = changes.count
        switch operation {
        case .register(let object, let tags):
            // A timeout below 0 is refused, in words that name the tag.
            guard case .host(let address) = object.normalized, tags.allSatisfy({ $0.timeout ?? 0 >= 0 }) else { break }
            for tag in tags { changes.append(Change(address: address, name: number(tag.tag, &numbers), timeout: tag.timeout ?? 0)) }
        case .unregister(let object, let tags):
            guard case .host(let address) = object.normalized else { break }
            for tag in tags { changes.append(Change(address: address, name: number(tag, &numbers), timeout: Self.unregister)) }
        default: break
        }
        if changes.count == start {
            steps.append(.other(operation))
        } else if case .changes(let range) = steps.last {
            steps[steps.count - 1] = .changes(range.lowerBound..<changes.count)
        } else {
            steps.append(.changes(start..<changes.count))
        }
    }

    private mutating func number(_ name: String, _ numbers: inout [String: UInt32]) -> UInt32 {
        if let known = numbers[name] { return known }
        let number = UInt32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }
}

/// What became of ``PreparedChanges``.
public struct RegistrationSummary: Hashable, Sendable {
    /// Tags of hosts.
    public var added = 0
    public var removed = 0
    public var refreshed = 0
    /// No-ops: what was there already, and what was to go and was not there.
    public var unchanged = 0
    /// Refused tags of hosts, what expired before, and all that is not a tag of a host, in order.
    public var others: [RegistrationOutcome] = []
}
