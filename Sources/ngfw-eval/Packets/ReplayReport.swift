import NGFW
import NGFWCore
import NGFWPolicy

/// Where a replay's records, sessions and sums go, over all its sources.
final class ReplayReport {
    private var log: (any LogTarget)?
    private var sessions: (any SessionWriter)?
    private let output: OutputFile
    private let console: Console
    var status: RunStatus
    private(set) var tally = ReplayTally()
    private(set) var hits = HitReport()

    /// - Parameter sessions: `nil` lists none.
    init(log: (any LogTarget)?, sessions: (any SessionWriter)?, _ output: OutputFile, _ status: RunStatus, _ console: Console) {
        self.status = status
        self.console = console
        self.log = log
        self.sessions = sessions
        self.output = output
    }

    var listsSessions: Bool { sessions != nil }

    func tell(_ outcomes: [RegistrationOutcome]) { status.report(outcomes, console) }

    func add(_ records: [TrafficLogRecord]) throws {
        for record in records { try log?.add(record) }
    }

    func list(_ ended: [SessionSummary]) throws {
        for session in ended { try sessions?.add(session) }
    }

    func count(_ ended: [SessionSummary]) {
        for session in ended { tally.count(session) }
    }

    func count(_ firewalls: FirewallGroup, since start: Timestamp?) {
        tally.count(firewalls.counters)
        hits.add(HitReport(firewalls.hitCounts, from: start, to: start.map { max($0, firewalls.now) }))
    }

    /// Writes what is held, as far as it can be written now.
    func flush() throws {
        try log?.flush()
        try sessions?.flush()
        try output.flush()
    }

    func finish() throws {
        try sessions?.end()
        try output.flush()
        for loss in try log?.finish() ?? [] {
            console.writeError("error: \(loss)")
            status.hasBadInput = true
        }
    }
}
