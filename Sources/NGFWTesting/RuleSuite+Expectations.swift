public import NGFW
internal import NGFWCore
internal import NGFWPolicy

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
        var lines = ["expected \(Self.text(flow)) \(expectation)"]
        lines.append("zones: \(decision.from ?? "none") -> \(decision.to ?? "none")")
        lines.append("groups: \(Self.list(decision.sourceGroups)) -> \(Self.list(decision.destinationGroups))")
        lines.append("logs: start \(decision.logStart ? "yes" : "no"), end \(decision.logEnd ? "yes" : "no")")
        lines += decision.notes
        lines += try explain(flow)
        site.fail(lines.joined(separator: "\n"))
        return false
    }

    static func text(_ flow: FlowDescription) -> String {
        let port = flow.ipProtocol.hasPorts ? "/\(flow.destinationPort)" : ""
        let application = flow.application.map { " \($0)" } ?? ""
        return "\(flow.source) -> \(flow.destination) \(flow.ipProtocol)\(port)\(application)"
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}
