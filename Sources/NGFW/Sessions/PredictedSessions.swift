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
    private var earliest = Timestamp(nanoseconds: .max)
    private let limit: Int
    private let limitPerParent: Int

    init(limits: Limits) {
        limit = max(0, limits.predictedSessions)
        limitPerParent = max(0, limits.predictedSessionsPerParent)
    }

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ flow: AnnouncedFlow, in domain: FlowDomain, parent: Int, id: UInt64, now: Timestamp) -> Outcome {
        let key = Key(
            source: flow.source ?? Key.anyone, sourcePort: flow.source == nil ? 0 : flow.sourcePort ?? 0,
            destination: flow.destination, destinationPort: flow.destinationPort, ipProtocol: flow.ipProtocol,
            domain: domain)
        let deadline = now.advanced(bySeconds: max(1, flow.lifetime))
        // One whose time is over stands in nobody's way.
        if let known = entries[key], known.parent != parent, now >= known.deadline { remove(key) }
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

    /// The prediction that a first packet fulfils; ``use(_:)`` says that it has.
    ///
    /// - Complexity: O(1)
    func find(_ tuple: FiveTuple, in domain: FlowDomain, at now: Timestamp) -> (key: Key, prediction: Prediction)? {
        var key = Key(
            source: tuple.source, sourcePort: tuple.sourcePort, destination: tuple.destination, destinationPort: tuple.destinationPort,
            ipProtocol: tuple.ipProtocol, domain: domain)
        if let found = entries[key], now < found.deadline { return (key, found) }
        key.sourcePort = 0
        if wildcardCounts.port > 0, let found = entries[key], now < found.deadline { return (key, found) }
        key.source = Key.anyone
        if wildcardCounts.source > 0, let found = entries[key], now < found.deadline { return (key, found) }
        return nil
    }

    /// The announced session has begun: the prediction is used up.
    ///
    /// - Complexity: O(*n*) in the parent's predictions.
    mutating func use(_ key: Key) { remove(key) }

    /// The parent has ended, or is no longer allowed.
    mutating func removeAll(of parent: Int) {
        guard let keys = keysOfParents.removeValue(forKey: parent) else { return }
        for key in keys where entries.removeValue(forKey: key) != nil { count(key, -1) }
    }

    /// Removes what is over, and says how many that were.
    ///
    /// - Complexity: O(1) as long as nothing is due, else O(*n*).
    mutating func expire(at now: Timestamp) -> Int {
        guard now >= earliest else { return 0 }
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
        return due.count
    }

    /// All of them, oldest first.
    var all: [(key: Key, prediction: Prediction)] {
        entries.map { ($0.key, $0.value) }.sorted { $0.1.id < $1.1.id }
    }

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
