/// Why a lookup ended where it did: every rule up to the winner with each criterion that failed, in words.
///
///     rule 1 'web-deny': no
///       source: 10.0.1.9 is not in DAG-WEB (filter 'web'; tags of 10.0.1.9: 'db')
///     rule 2 'ssh-in': no
///       service: tcp/2222 is not a default port of ssh (tcp/22)
///     interzone-default: deny, decided
public struct Explanation: Hashable, Sendable {
    /// A criterion that failed.
    public struct Failure: Hashable, Sendable {
        /// `source`, `service`, `application`, `zones`, `disabled`, …
        public var field: String
        public var reason: String

        public init(field: String, reason: String) {
            self.field = field
            self.reason = reason
        }
    }

    /// One rule of the walk.
    public struct Step: Hashable, Sendable {
        /// From 0, the index of ``ResolvedPolicy/rules``.
        public var index: Int
        public var rule: String
        public var action: RuleAction
        /// Empty for the winner alone.
        public var failures: [Failure]
        /// What is not settled although nothing failed: `tentative: application not known yet`.
        public var note: String?
    }

    /// In evaluation order. When a rule wins by an implicit dependency, all rules are here first.
    public var steps: [Step]
    public var match: RuleMatch
    /// The name of the winner, default rules included.
    public var winner: String
    /// How the winner came to be: `decided`, `tentative: …`, `implicit: …`.
    public var outcome: String

    /// The explanation as lines of text.
    public var lines: [String] {
        var lines: [String] = []
        for step in steps {
            let head = "rule \(step.index + 1) '\(step.rule)' (\(step.action.rawValue))"
            lines.append(step.failures.isEmpty ? "\(head): matches" : "\(head): no match")
            lines += step.failures.map { "  \($0.field): \($0.reason)" }
            if let note = step.note { lines.append("  \(note)") }
        }
        lines.append("\(winner): \(match.action.rawValue), \(outcome)")
        return lines
    }
}
