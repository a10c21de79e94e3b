internal import NGFWCore

/// What waits to be taken: traffic log records, ended sessions, resource events. Full means counted, never silent.
struct ReportQueue {
    private let limit: Int
    private var records: [TrafficLogRecord] = []
    private var summaries: [SessionSummary] = []
    private var events: [ResourceEvent?] = Array(repeating: nil, count: ResourceEvent.Kind.allCases.count)
    private(set) var recordsLost: UInt64 = 0
    private(set) var summariesLost: UInt64 = 0

    init(limit: Int) { self.limit = max(1, limit) }

    mutating func add(_ record: TrafficLogRecord, at time: Timestamp) {
        guard records.count < limit else {
            recordsLost &+= 1
            note(.pendingRecords, at: time)
            return
        }
        records.append(record)
    }

    mutating func add(_ summary: SessionSummary, at time: Timestamp) {
        guard summaries.count < limit else {
            summariesLost &+= 1
            note(.pendingSessions, at: time)
            return
        }
        summaries.append(summary)
    }

    /// Events of one kind are told as one until somebody takes them.
    mutating func note(_ kind: ResourceEvent.Kind, at time: Timestamp, count: UInt64 = 1) {
        guard count > 0 else { return }
        let index = Int(kind.rawValue)
        if var event = events[index] {
            event.count &+= count
            event.last = time
            events[index] = event
        } else {
            events[index] = ResourceEvent(kind: kind, count: count, first: time, last: time)
        }
    }

    mutating func takeRecords() -> [TrafficLogRecord] {
        defer { records = [] }
        return records
    }

    mutating func takeSummaries() -> [SessionSummary] {
        defer { summaries = [] }
        return summaries
    }

    mutating func takeEvents() -> [ResourceEvent] {
        let taken = events.compactMap { $0 }
        for index in events.indices { events[index] = nil }
        return taken
    }
}
