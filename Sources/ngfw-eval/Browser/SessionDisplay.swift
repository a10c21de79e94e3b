import ArgumentParser
import NGFW
import NGFWCore

/// The session browser on standard output: one look at a group of firewalls, or one every second.
final class SessionDisplay {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl, csv
    }

    enum Question {
        case all(SessionFilter?)
        case count(SessionFilter?)
        /// The session of this number, alive or over.
        case one(UInt64)
        case info
    }

    let firewalls: FirewallGroup
    private let question: Question
    private let format: Format
    /// The device's.
    private let clock: TimeZoneRules
    private let output = OutputFile.standardOutput()
    private let screen: Screen?
    /// The only session that is asked for, once it is over.
    private var over: SessionSummary?
    /// Where rates are counted from.
    private var start: SessionInfo.Start?
    private var rows: SessionRows
    private var hasShownOne = false

    /// - Parameter follows: Whether there will be many looks.
    init(_ firewalls: FirewallGroup, _ question: Question, _ format: Format, clock: TimeZoneRules, follows: Bool) {
        self.firewalls = firewalls
        self.question = question
        self.format = format
        self.clock = clock
        screen = follows && format == .table ? Screen() : nil
        rows = SessionRows(format, output, tellsTime: follows)
    }

    func begin(at time: Timestamp) { start = SessionInfo.Start(time: time) }

    /// Takes what the firewalls have to tell.
    func drain() {
        _ = firewalls.takeRecords()
        let ended = firewalls.takeEndedSessions()
        guard case .one(let id) = question, let found = ended.first(where: { $0.id == id }) else { return }
        over = found
    }

    /// One look.
    func show() throws {
        switch question {
        case .info: try rows.add(firewalls.sessionInfo(since: start), at: firewalls.now)
        case .one(let id):
            guard let session = session(id) else { throw InputError("no session has the number \(id) up to this time") }
            try writeBlock(session)
        case .count(let filter): try rows.add(count: firewalls.liveSessions(matching: filter).count, at: firewalls.now)
        case .all(let filter): try writeList(firewalls.liveSessions(matching: filter), lineLimit: nil)
        }
    }

    /// One look of many.
    ///
    /// - Returns: False when nothing more can be seen: the one session is over.
    func follow(at time: Timestamp) throws -> Bool {
        defer { start = SessionInfo.Start(time: time, counters: firewalls.counters) }
        var goesOn = true
        switch question {
        case .info:
            try beginLook(time, "")
            try rows.add(firewalls.sessionInfo(since: start), at: time)
        case .one(let id):
            guard let session = session(id) else { return true }
            try beginLook(time, "")
            try writeBlock(session)
            hasShownOne = true
            goesOn = over == nil
        case .count(let filter):
            try beginLook(time, "")
            try rows.add(count: firewalls.liveSessions(matching: filter).count, at: time)
        case .all(let filter):
            let live = firewalls.liveSessions(matching: filter)
            try beginLook(time, live.count == 1 ? ", 1 session" : ", \(grouped(live.count)) sessions")
            try writeList(live, lineLimit: screen?.rowCount.map { $0 - 1 })
        }
        try output.flush()
        return goesOn
    }

    func end() throws {
        try rows.end()
        try output.flush()
        if rows.tellsTime, case .one(let id) = question, !hasShownOne { throw InputError("no session had the number \(id)") }
    }

    private func session(_ id: UInt64) -> SessionSummary? { over ?? firewalls.sessions().first { $0.id == id } }

    /// What stands above a look in words.
    private func beginLook(_ time: Timestamp, _ remark: String) throws {
        guard let screen else { return }
        try output.write(screen.clearing + "\(time)\(remark)\n")
    }

    private func writeBlock(_ session: SessionSummary) throws {
        let live = firewalls.browsed(session)
        guard format == .table else {
            try rows.add(live)
            return
        }
        for line in SessionText.block(live, timeZoneOffset: clock.offset(at: session.start)) { try output.write(printable(line) + "\n") }
    }

    /// - Parameter lineLimit: lines that there is room for; `nil` for any number.
    private func writeList(_ sessions: [LiveSession], lineLimit: Int?) throws {
        guard format == .table else {
            for live in sessions { try rows.add(live) }
            return
        }
        if sessions.isEmpty {
            try output.write("No active sessions\n")
            return
        }
        for line in SessionText.listHeader { try output.write(line + "\n") }
        let room = lineLimit.map { max(1, ($0 - SessionText.listHeader.count - 2) / 2) } ?? .max
        for live in sessions.prefix(room) {
            for line in SessionText.lines(live) { try output.write(printable(line) + "\n") }
        }
        if sessions.count > room { try output.write("and \(grouped(sessions.count - room)) more\n") }
    }
}
