internal import NGFWCore

/// What is to be reported of a session, as it was then: numbers without references, put into words when somebody takes them.
///
/// The numbers mean what they meant: before anything changes what they stand for (registrations, the policy, the library), all that
/// waits is put into words (``Firewall/settleReports()``).
struct PendingReport {
    var view: SessionView
    var time: Timestamp
    /// `nil` when only the summary is asked for.
    var log: TrafficLogRecord.Subtype?
    /// Of the log record.
    var sequenceNumber: UInt64 = 0
    var isSummary: Bool
}

/// What waits to be taken: traffic log records, ended sessions, resource events. Full means counted, never silent.
struct ReportQueue {
    private let limit: Int
    private(set) var pending: [PendingReport] = []
    /// In words, all of them older than what is pending.
    var records: [TrafficLogRecord] = []
    var summaries: [SessionSummary] = []
    private var recordCount = 0
    private var summaryCount = 0
    private var events: [ResourceEvent?] = Array(repeating: nil, count: ResourceEvent.Kind.allCases.count)
    private(set) var recordsLost: UInt64 = 0
    private(set) var summariesLost: UInt64 = 0

    init(limit: Int) { self.limit = max(1, limit) }

    /// - Returns: Whether it is kept, whole or in part.
    mutating func add(_ report: PendingReport) -> Bool {
        var report = report
        if report.log != nil {
            if recordCount < limit {
                recordCount += 1
            } else {
                recordsLost &+= 1
                note(.pendingRecords, at: report.time)
                report.log = nil
            }
        }
        if report.isSummary {
            if summaryCount < limit {
                summaryCount += 1
            } else {
                summariesLost &+= 1
                note(.pendingSessions, at: report.time)
                report.isSummary = false
            }
        }
        guard report.log != nil || report.isSummary else { return false }
        pending.append(report)
        return true
    }

    /// Somebody has taken the log records that are pending: what is left of them are summaries.
    mutating func forgetPendingRecords() {
        pending.removeAll { !$0.isSummary }
        for index in pending.indices { pending[index].log = nil }
    }

    /// Moves out what is pending; ``recycle(_:)`` gives its memory back.
    mutating func takePending() -> [PendingReport] {
        var taken: [PendingReport] = []
        swap(&taken, &pending)
        return taken
    }

    mutating func recycle(_ taken: consuming [PendingReport]) {
        guard pending.isEmpty else { return }
        taken.removeAll(keepingCapacity: true)
        pending = taken
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
        recordCount = 0
        return records
    }

    mutating func takeSummaries() -> [SessionSummary] {
        defer { summaries = [] }
        summaryCount = 0
        return summaries
    }

    mutating func takeEvents() -> [ResourceEvent] {
        let taken = events.compactMap { $0 }
        for index in events.indices { events[index] = nil }
        return taken
    }
}
