internal import NGFWAppID
internal import NGFWCore

/// The flows that control sessions have announced and whose first packet is awaited: at most
/// ``NGFWCore/Limits/predictedSessions``, found by at most three probes, ended by time or with their parents.
///
/// A prediction is used once. What it allows is what its parent is allowed at that moment, so it holds no rule of its own.
/// Source: reference section 4.6.
struct PredictedSessions {
    /// What is known of the first packet; an unknown port is 0, an unknown source the address `::` with port 0.
    struct Key: Hashable {
        var source: IPAddress
        var sourcePort: UInt16
        var destination: IPAddress
        var destinationPort: UInt16
        var ipProtocol: IPProtocol
        var domain: FlowDomain

        static let anyone = IPAddress(v6High: 0, low: 0)

        init(_ flow: AnnouncedFlow, in domain: FlowDomain) {
            source = flow.source ?? Self.anyone
            sourcePort = flow.source == nil ? 0 : flow.sourcePort ?? 0
            destination = flow.destination
            destinationPort = flow.destinationPort
            ipProtocol = flow.ipProtocol
            self.domain = domain
        }

        /// What may be awaited of a first packet.
        @inline(__always)
        init(_ tuple: FiveTuple, in domain: FlowDomain, _ breadth: Breadth) {
            source = breadth == .anyone ? Self.anyone : tuple.source
            sourcePort = breadth == .exact ? tuple.sourcePort : 0
            destination = tuple.destination
            destinationPort = tuple.destinationPort
            ipProtocol = tuple.ipProtocol
            self.domain = domain
        }
    }

    /// How much of a first packet's source was announced, in the order in which it is looked for.
    enum Breadth: CaseIterable {
        case exact, anyPort, anyone

        static let allCases: [Breadth] = [.exact, .anyPort, .anyone]
    }

    struct Prediction {
        var id: UInt64
        /// The record number of the parent, which lives: predictions go before it does.
        var parent: Int
        var application: String
        var start: Timestamp
        var deadline: Timestamp
    }

    enum Outcome {
        case added
        /// The same flow is awaited already, and now longer.
        case renewed
        /// No room, or another session awaits the flow.
        case refused
    }

    private var entries: [Key: Prediction] = [:]
    private var keysOfParents: [Int: [Key]] = [:]
    /// How many entries leave out the source's port, and the source: what there is none of is not looked for.
    private var wildcardCounts = (port: 0, source: 0)
    /// Those that nobody used in time, whenever that was noticed.
    private(set) var expiredCount: UInt64 = 0
    private var earliest = Timestamp(nanoseconds: .max)
    private let limit: Int
    private let limitPerParent: Int

    init(limits: Limits) {
        limit = max(0, limits.predictedSessions)
        limitPerParent = max(0, limits.predictedSessionsPerParent)
    }

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ key: Key, _ flow: AnnouncedFlow, parent: Int, id: UInt64, now: Timestamp) -> Outcome {
        let deadline = now.advanced(bySeconds: max(1, flow.lifetime))
        if let known = entries[key], now >= known.deadline {
            remove(key)
            expiredCount &+= 1
        }
        if let known = entries[key] {
            guard known.parent == parent else { return .refused }
            entries[key]?.deadline = max(known.deadline, deadline)
            entries[key]?.application = flow.application
            return .renewed
        }
        guard entries.count < limit, keysOfParents[parent]?.count ?? 0 < limitPerParent else { return .refused }
        entries[key] = Prediction(id: id, parent: parent, application: flow.application, start: now, deadline: deadline)
        keysOfParents[parent, default: []].append(key)
        count(key, 1)
        earliest = min(earliest, deadline)
        return .added
    }

    /// The parent that awaits a flow.
    func parent(awaiting key: Key) -> Int? { entries[key]?.parent }

    func isAwaited(_ key: Key, at now: Timestamp) -> Bool { entries[key].map { now < $0.deadline } ?? false }

    /// The prediction that a first packet fulfils, of one breadth after the other; ``use(_:)`` says that it has.
    ///
    /// - Complexity: O(1)
    func find(_ tuple: FiveTuple, in domain: FlowDomain, _ breadth: Breadth, at now: Timestamp) -> (key: Key, prediction: Prediction)? {
        switch breadth {
        case .exact: if entries.isEmpty { return nil }
        case .anyPort: if wildcardCounts.port == 0 { return nil }
        case .anyone: if wildcardCounts.source == 0 { return nil }
        }
        let key = Key(tuple, in: domain, breadth)
        guard let found = entries[key], now < found.deadline else { return nil }
        return (key, found)
    }

    /// The announced session has begun: the prediction is used up.
    ///
    /// - Complexity: O(*n*) in the parent's predictions.
    mutating func use(_ key: Key) { remove(key) }

    /// The parent has ended, or is no longer allowed.
    mutating func removeAll(of parent: Int, at now: Timestamp) {
        guard let keys = keysOfParents.removeValue(forKey: parent) else { return }
        for key in keys {
            guard let entry = entries.removeValue(forKey: key) else { continue }
            count(key, -1)
            if now >= entry.deadline { expiredCount &+= 1 }
        }
    }

    /// Removes what is over.
    ///
    /// - Complexity: O(1) as long as nothing is due, else O(*n*).
    mutating func expire(at now: Timestamp) {
        guard now >= earliest else { return }
        let due = entries.filter { now >= $0.value.deadline }
        for key in due.keys {
            entries[key] = nil
            count(key, -1)
        }
        for parent in Set(due.values.map(\.parent)) {
            let left = keysOfParents[parent]?.filter { entries[$0] != nil } ?? []
            keysOfParents[parent] = left.isEmpty ? nil : left
        }
        earliest = entries.values.lazy.map(\.deadline).min() ?? Timestamp(nanoseconds: .max)
        expiredCount &+= UInt64(due.count)
    }

    /// All of them, oldest first.
    var all: [(key: Key, prediction: Prediction)] {
        entries.map { ($0.key, $0.value) }.sorted { $0.1.id < $1.1.id }
    }

    /// Forgets one as if it had never been.
    mutating func withdraw(_ key: Key) { remove(key) }

    private mutating func remove(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        count(key, -1)
        keysOfParents[entry.parent]?.removeAll { $0 == key }
        if keysOfParents[entry.parent]?.isEmpty == true { keysOfParents[entry.parent] = nil }
    }

    private mutating func count(_ key: Key, _ change: Int) {
        if key.source == Key.anyone { wildcardCounts.source += change } else if key.sourcePort == 0 { wildcardCounts.port += change }
    }
}
