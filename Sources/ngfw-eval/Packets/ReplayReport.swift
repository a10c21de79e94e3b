import NGFW
import NGFWCore
import NGFWPolicy

/// Where a replay's records, sessions and sums go, over all its sources.
final class ReplayReport {
    private var log: (any LogTarget)?
    private var sessions: (any SessionWriter)?
    private let output: OutputFile
    private let console: Console
    /// Whether the run writes to standard output alone.
    private let isAlone: Bool
    var status: RunStatus
    /// Why standard output takes nothing any more, while something else is written.
    private(set) var outputFailure: (any Error)?
    private(set) var tally = ReplayTally()
    private(set) var hits = HitReport()

    /// - Parameter sessions: `nil` lists none.
    init(
        log: (any LogTarget)?, sessions: (any SessionWriter)?, _ output: OutputFile, isAlone: Bool, _ status: RunStatus, _ console: Console
    ) {
        self.status = status
        self.console = console
        self.log = log
        self.sessions = sessions
        self.output = output
        self.isAlone = isAlone
    }

    func tell(_ outcomes: [RegistrationOutcome]) { status.report(outcomes, console) }

    func add(_ records: [TrafficLogRecord]) throws {
        try write { for record in records { try log?.add(record) } }
    }

    func list(_ ended: [SessionSummary]) throws {
        try write { for session in ended { try sessions?.add(session) } }
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
        try write {
            try log?.flush()
            guard outputFailure == nil else { return }
            try sessions?.flush()
            try output.flush()
        }
    }

    /// Ends the log first: whoever reads the rest may be gone.
    func finish(summary: [String]) throws {
        try write {
            for loss in try log?.finish() ?? [] {
                console.writeError("error: \(loss)")
                status.hasBadInput = true
            }
        }
        guard outputFailure == nil else { return }
        try write {
            try sessions?.end()
            for line in summary { try output.write(line + "\n") }
            try output.flush()
        }
    }

    func reopenLog() { log?.reopen() }

    /// When standard output breaks, what else is written goes on.
    private func write(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch  where !isAlone {
            outputFailure = outputFailure ?? error
            sessions = nil
            if log is LogFile { log = nil }
        }
    }
}
