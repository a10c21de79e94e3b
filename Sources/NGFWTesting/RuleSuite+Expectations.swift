public import NGFW
internal import NGFWCore
internal import NGFWPolicy
internal import NGFWSuites

extension RuleSuite {
    /// Expects that the flow is allowed, by any rule or by the one named.
    ///
    /// - Returns: Whether it holds.
    @discardableResult
    public func allows(
        _ flow: FlowDescription, rule: String? = nil, fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
        column: Int = #column
    ) throws -> Bool {
        try expect(flow, "to be allowed\(Self.by(rule))", CallSite(fileID: fileID, filePath: filePath, line: line, column: column)) {
            $0.action.isAllow && (rule == nil || $0.rule == rule)
        }
    }

    /// Expects that the flow is blocked, whether by deny, drop or reset, by any rule or by the one named.
    @discardableResult
    public func denies(
        _ flow: FlowDescription, rule: String? = nil, fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
        column: Int = #column
    ) throws -> Bool {
        try expect(flow, "to be blocked\(Self.by(rule))", CallSite(fileID: fileID, filePath: filePath, line: line, column: column)) {
            !$0.action.isAllow && (rule == nil || $0.rule == rule)
        }
    }

    /// Expects that the rule decides the flow, whatever it says.
    @discardableResult
    public func usesRule(
        _ rule: String, for flow: FlowDescription, fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
        column: Int = #column
    ) throws -> Bool {
        try expect(flow, "to come under rule '\(rule)'", CallSite(fileID: fileID, filePath: filePath, line: line, column: column)) {
            $0.rule == rule
        }
    }

    /// When a session is logged.
    public enum LogMoment: String, Sendable {
        case start
        case end
    }

    /// Expects that a session of the flow is written to the traffic log at its start, or at its end.
    @discardableResult
    public func logs(
        _ flow: FlowDescription, at moment: LogMoment, fileID: String = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
        column: Int = #column
    ) throws -> Bool {
        let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
        return try expect(flow, "to be logged at its \(moment.rawValue)", site) {
            moment == .start ? $0.logStart : $0.logEnd
        }
    }

    private static func by(_ rule: String?) -> String { rule.map { " by rule '\($0)'" } ?? "" }

    private func expect(
        _ flow: FlowDescription, _ expectation: String, _ site: CallSite, _ holds: (Decision) -> Bool
    ) throws -> Bool {
        let decision = try decide(flow)
        if holds(decision) { return true }
        let lines = try ["expected \(flow.text) \(expectation)"] + decision.details + explain(flow)
        site.fail(lines.joined(separator: "\n"))
        return false
    }
}
