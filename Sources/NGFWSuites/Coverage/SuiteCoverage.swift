public import NGFWCore
public import NGFWPolicy

/// What of its configurations a set of suites has tried.
///
///     let coverage = recorder.coverage
///     coverage.configurations[0].rules.filter { $0.decided == 0 }.map(\.reason)
public struct SuiteCoverage: Sendable {
    /// One configuration, in one view.
    public struct Configuration: Sendable {
        /// The path, or the place of the text in a suite, and the view: `firewall.xml, vsys vsys1`.
        public var name: String
        /// Flows and sessions that were put to it.
        public var flows = 0
        public var rules: [Rule]
        /// Application override rules.
        public var overrides: [OverrideRule] = []
        /// What rules in force name, by itself or through groups.
        public var objects: [Object]
    }

    /// A part of a whole.
    public struct Share: Hashable, Sendable {
        public var covered: Int
        public var total: Int
        /// Rounded down; of nothing it is 100.
        public var percent: Int { total == 0 ? 100 : covered * 100 / total }
    }

    /// A rule, default rules included.
    public struct Rule: Sendable {
        public var name: String
        public var location: SourceLocation?
        /// Why the rule takes no part in matching.
        public var obstacle: String?
        /// Flows that it decided.
        public var decided = 0
        /// Flows that came as far as this rule.
        public var considered = 0
        /// Flows that it would have matched, had an earlier rule not decided, by that rule.
        public var takenBy: [String: Int] = [:]
        /// Flows that it does not match, by the first field that fails.
        public var firstFailures: [RuleField: Int] = [:]
        public var members: [Member] = []
    }

    /// An application override rule.
    public struct OverrideRule: Sendable {
        public var name: String
        public var location: SourceLocation?
        /// Why the rule takes no part in matching.
        public var obstacle: String?
        /// Flows and sessions whose application it named.
        public var named = 0
    }

    /// One member of one list of a rule.
    public struct Member: Sendable {
        public var field: RuleField
        public var name: String
        /// Whether the rule decided a flow through this member; of a negated list: whether the member kept a flow out.
        public var isCovered = false
    }

    public struct Object: Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            case address
            case addressGroup = "address-group"
            case service
            case serviceGroup = "service-group"
            case application
            case applicationGroup = "application-group"
            case applicationFilter = "application-filter"
            case user
            case schedule
        }

        public var kind: Kind
        public var name: String
        /// Whether a flow was decided through it.
        public var isUsed = false
    }

    /// In the order in which suites named them.
    public var configurations: [Configuration] = []

    public init() {}

    /// Rules in force, default rules not counted.
    public var rules: Share {
        share(configurations.flatMap(\.rules).filter { $0.obstacle == nil && !$0.isDefault }) { $0.decided > 0 }
    }
    public var members: Share { share(configurations.flatMap(\.rules).filter { $0.obstacle == nil }.flatMap(\.members)) { $0.isCovered } }
    public var objects: Share { share(configurations.flatMap(\.objects)) { $0.isUsed } }

    private func share<Part>(_ parts: [Part], _ isCovered: (Part) -> Bool) -> Share {
        Share(covered: parts.count(where: isCovered), total: parts.count)
    }
}

extension SuiteCoverage.Rule {
    var isDefault: Bool { name == DefaultRule.intrazone.name || name == DefaultRule.interzone.name }

    /// Why the rule decided nothing; `nil` when it did.
    public var reason: String? {
        if decided > 0 { return nil }
        if let obstacle { return obstacle }
        if !takenBy.isEmpty {
            let takers = takenBy.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map { "'\($0.key)' (\($0.value))" }
            return "shadowed on every flow that fits it, by \(takers.joined(separator: ", "))"
        }
        if isDefault { return "no flow came so far" }
        if firstFailures.isEmpty { return "no flow was asked" }
        let fields = RuleField.allCases.compactMap { field in firstFailures[field].map { "\(field.rawValue) \($0)" } }
        return "no flow fits; first failing field: \(fields.joined(separator: ", "))"
    }
}
