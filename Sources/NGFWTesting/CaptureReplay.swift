public import NGFW
internal import NGFWCore
internal import NGFWPolicy
internal import NGFWSuites

/// What became of the sessions of a capture.
///
///     let replay = try suite.replay("web-app.pcap")
///     try replay.allows { $0.application == "ssh" && $0.tuple.destinationPort == 22 }
///     try replay.denies { $0.application == "ping" }
///
/// Each expectation is about the sessions that the closure picks; none at all is a failure too.
public struct CaptureReplay: Sendable {
    /// In the order in which they began.
    public internal(set) var sessions: [SessionSummary] = []
    /// The traffic log.
    public private(set) var records: [TrafficLogRecord] = []
    private let suite: RuleSuite

    init(suite: RuleSuite) { self.suite = suite }

    mutating func take(from firewall: inout Firewall) {
        sessions += firewall.takeEndedSessions()
        records += firewall.takeRecords()
    }

    /// Expects that all picked sessions were allowed.
    @discardableResult
    public func allows(
        fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line, column: Int = #column,
        _ picks: (SessionSummary) throws -> Bool
    ) throws -> Bool {
        let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
        return try expect("to be allowed", site, picks) { $0.action.isAllow }
    }

    /// Expects that all picked sessions were blocked.
    @discardableResult
    public func denies(
        fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line, column: Int = #column,
        _ picks: (SessionSummary) throws -> Bool
    ) throws -> Bool {
        let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
        return try expect("to be blocked", site, picks) { !$0.action.isAllow }
    }

    /// Expects that all picked sessions ended under the rule.
    @discardableResult
    public func usesRule(
        _ rule: String, fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line, column: Int = #column,
        _ picks: (SessionSummary) throws -> Bool
    ) throws -> Bool {
        let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
        return try expect("to come under rule '\(rule)'", site, picks) { $0.rule == rule }
    }

    /// Expects that every picked session left a record of this kind in the traffic log.
    @discardableResult
    public func logs(
        _ subtype: TrafficLogRecord.Subtype, fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
        column: Int = #column, _ picks: (SessionSummary) throws -> Bool
    ) throws -> Bool {
        let logged = Set(records.filter { $0.subtype == subtype }.map(\.session.id))
        let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
        return try expect("to have a log record of kind \(subtype.rawValue)", site, picks) { logged.contains($0.id) }
    }

    private func expect(
        _ expectation: String, _ site: CallSite, _ picks: (SessionSummary) throws -> Bool, _ holds: (SessionSummary) -> Bool
    ) throws -> Bool {
        let picked = try sessions.filter(picks)
        guard !picked.isEmpty else {
            site.fail("expected sessions \(expectation), but none of the \(sessions.count) sessions was picked")
            return false
        }
        guard let wrong = picked.first(where: { !holds($0) }) else { return true }
        var lines = ["expected session \(wrong.id) \(expectation): \(wrong.tuple) \(wrong.application)"]
        lines.append("it ended as \(wrong.action.rawValue) under rule '\(wrong.rule ?? "none")', applications \(wrong.path)")
        lines += try suite.explain(wrong.question)
        site.fail(lines.joined(separator: "\n"))
        return false
    }
}
