import NGFWCore

extension Explanation {
    /// The explanation as lines of text.
    public var lines: [String] {
        var lines = rules.flatMap(\.lines)
        if !omitted.isEmpty {
            let count = omitted.reduce(0) { $0 + $1.count }
            let fields = omitted.map { "\($0.field.rawValue) \($0.count)" }.joined(separator: ", ")
            lines.append("\(count) other \(count == 1 ? "rule does" : "rules do") not match; first failing field: \(fields)")
        }
        lines.append("\(winner): \(match.action.rawValue), \(outcome)")
        return lines
    }
}

extension Explanation.Rule {
    /// The rule and its fields, indented.
    public var lines: [String] {
        let head = "rule \(index + 1) '\(name)' (\(action.rawValue))"
        var lines = [failureCount == 0 ? "\(head): matches" : "\(head): no match"]
        for field in fields {
            lines.append("  \(field.field.rawValue): \(field.reason)")
            lines += field.criteria.flatMap { $0.lines(indentation: 4) }
            if let option = field.option { lines.append("    by the option \(option)") }
            let would = isNearMiss ? "it would match with" : "it would hold with"
            if !field.remedies.isEmpty { lines.append("    \(would): \(field.remedies.map(\.words).joined(separator: "; or "))") }
        }
        let shown = fields.count { !$0.holds }
        if failureCount > shown { lines.append("  and \(failureCount - shown) more") }
        if let note { lines.append("  \(note)") }
        return lines
    }
}

extension MembershipNode {
    /// The node and what is below it, indented.
    public func lines(indentation: Int = 0) -> [String] {
        let space = String(repeating: " ", count: indentation)
        var lines = [space + text]
        for child in children { lines += child.lines(indentation: indentation + 2) }
        if omitted > 0 { lines.append("\(space)  and \(omitted) more") }
        return lines
    }

    /// `dynamic group 'DAG-WEB': yes`, `tag 'web' (register.xml:3, since …)`
    private var text: String {
        let details = (detail ?? provenance?.description).map { " (\($0))" } ?? ""
        switch kind {
        case .tag:
            let inherited = inheritedFrom.map { " inherited from \($0)" } ?? ""
            let origin = provenance.map { " (\($0))" } ?? ""
            return "tag '\(name)'\(inherited)\(origin)"
        case .missingTags: return "missing: \(name)"
        case .filter: return "filter \(name): \(holds ? "yes" : "no")"
        default: return "\(kind.rawValue) '\(name)'\(details): \(holds ? "yes" : "no")"
        }
    }
}

extension Provenance: CustomStringConvertible {
    /// `register.xml:3, since 2026-11-22T10:49:56.644Z`
    public var description: String { "\(source?.description ?? "by API"), since \(since)" }
}

extension RuleVerdict {
    /// The verdict as lines of text.
    public var lines: [String] {
        let name = "rule \(rule.index + 1) '\(rule.name)' (\(rule.action.rawValue))"
        var lines: [String] = []
        switch reason {
        case .decides: lines.append("\(name) decides this flow: \(outcome)")
        case .fails: lines.append("\(name) does not match this flow:")
        case .taken: lines.append("\(name) matches, but an earlier rule decides")
        case .notInForce: lines.append("\(name) takes no part in matching:")
        }
        lines += rule.lines.dropFirst()
        if let winner {
            lines.append("the flow is decided by rule \(winner.index + 1) '\(winner.name)' (\(winner.action.rawValue)): \(outcome)")
            if winner.index < rule.index {
                if reason != .taken { lines.append("  it stands before rule \(rule.index + 1), so that one is not even asked") }
                lines.append("  to let rule \(rule.index + 1) decide, move it before rule \(winner.index + 1), or narrow that one")
            }
            lines += winner.fields.map { "  \($0.field.rawValue): \($0.reason)" }
        } else if reason != .decides {
            lines.append("the flow is decided by \(winnerName) (\(match.action.rawValue)): \(outcome)")
        }
        return lines
    }
}
