public import NGFWCore

/// How many changed rules a set of suites notices.
public struct MutationResult: Sendable {
    /// The rulebase of a rule.
    public enum Rulebase: String, Hashable, Sendable {
        case security
        case applicationOverride = "application-override"
        case defaultRules = "default-security-rules"

        init(_ subject: Mutant.Subject) {
            switch subject {
            case .security: self = .security
            case .applicationOverride: self = .applicationOverride
            case .intrazoneDefault, .interzoneDefault: self = .defaultRules
            }
        }

        /// `rule`, `application override rule`
        public var words: String {
            switch self {
            case .security: "rule"
            case .applicationOverride: "application override rule"
            case .defaultRules: "default rule"
            }
        }
    }

    /// A change that no expectation notices.
    public struct Survivor: Sendable {
        public var configuration: String
        public var rulebase: Rulebase
        public var rule: String
        /// Of the rule.
        public var location: SourceLocation?
        /// `'web' leaves source`
        public var change: String
        /// A flow, as a suite writes it, that the change decides otherwise; `nil` when none was found: the change may mean nothing.
        public var suggestion: String?
    }

    /// A rule that no flow or session of the suites comes under: its changes that could matter to none were not tried.
    public struct UnmetRule: Sendable {
        public var configuration: String
        public var rulebase: Rulebase
        public var rule: String
        /// Of the rule.
        public var location: SourceLocation?
        public var changeCount: Int
        /// A flow, as a suite writes it, that the rule decides; `nil` when none was found, as where earlier rules take all.
        public var suggestion: String?
    }

    public var survivors: [Survivor] = []
    /// In the order of the rules.
    public var unmet: [UnmetRule] = []
    public var noticedCount = 0
    /// Changes that the policy itself refuses, such as a service group that loses its last member.
    public var refusedCount = 0
    /// Changes that were not tried, because of a limit or because time was over.
    public var untriedCount = 0
    /// Suites that fail without any change: nothing was tried.
    public var failedSuites: [String] = []

    public var triedCount: Int { noticedCount + survivors.count }
    /// Changes of rules that no flow comes under.
    public var unmetCount: Int { unmet.reduce(0) { $0 + $1.changeCount } }
    /// Percent of the changes that were noticed, rounded down: of those tried and of those that nothing could notice. Where
    /// there is nothing to change it is 100, where nothing was tried although there is, 0.
    public var score: Int {
        let count = triedCount + unmetCount
        if count == 0 { return failedSuites.isEmpty && untriedCount == 0 ? 100 : 0 }
        return noticedCount * 100 / count
    }

    /// Counts a change of a rule that no flow comes under; changes of one rule come one after the other.
    mutating func addUnmet(_ mutant: Mutant, _ suggestion: () -> String?) {
        let rulebase = Rulebase(mutant.subject)
        if let last = unmet.indices.last, unmet[last].rule == mutant.rule, unmet[last].rulebase == rulebase,
            unmet[last].configuration == mutant.configuration
        {
            unmet[last].changeCount += 1
        } else {
            unmet.append(
                UnmetRule(
                    configuration: mutant.configuration, rulebase: rulebase, rule: mutant.rule, location: mutant.location, changeCount: 1,
                    suggestion: suggestion()))
        }
    }

    package var json: JSONOutput {
        let all = survivors.map { survivor in
            JSONOutput.object([
                ("configuration", .string(survivor.configuration)), ("rulebase", .string(survivor.rulebase.rawValue)),
                ("rule", .string(survivor.rule)),
                ("file", .optional(survivor.location?.file)), ("line", survivor.location.map { .number(Int64($0.line)) } ?? .null),
                ("change", .string(survivor.change)), ("suggestion", .optional(survivor.suggestion)),
            ])
        }
        let rules = unmet.map { rule in
            JSONOutput.object([
                ("configuration", .string(rule.configuration)), ("rulebase", .string(rule.rulebase.rawValue)),
                ("rule", .string(rule.rule)), ("file", .optional(rule.location?.file)),
                ("line", rule.location.map { .number(Int64($0.line)) } ?? .null), ("changes", .number(Int64(rule.changeCount))),
                ("suggestion", .optional(rule.suggestion)),
            ])
        }
        return .object([
            ("score", .number(Int64(score))), ("tried", .number(Int64(triedCount))), ("noticed", .number(Int64(noticedCount))),
            ("survived", .number(Int64(survivors.count))), ("refused", .number(Int64(refusedCount))),
            ("unmet", .number(Int64(unmetCount))), ("untried", .number(Int64(untriedCount))), ("survivors", .array(all)),
            ("unmetRules", .array(rules)), ("failedSuites", .strings(failedSuites)),
        ])
    }
}

extension SARIFReport {
    /// Changes that nobody notices, and rules that nobody comes under, at the rule's place in the configuration.
    public mutating func add(_ mutation: MutationResult) {
        for rule in mutation.unmet {
            let hint = rule.suggestion.map { "\nthis flow comes under it: \($0)" } ?? ""
            let text =
                "no flow comes under \(rule.rulebase.words) '\(rule.rule)', so that \(rule.changeCount) changes of it are not noticed\(hint)"
            add(.survivor, "warning", text, at: rule.location, key: "\(rule.configuration)#\(rule.rulebase)#\(rule.rule)")
        }
        for survivor in mutation.survivors {
            let hint = survivor.suggestion.map { "\nthis flow would notice it: \($0)" } ?? ""
            add(
                .survivor, "warning",
                "no expectation notices when \(survivor.rulebase.words) '\(survivor.rule)' is changed: \(survivor.change)\(hint)",
                at: survivor.location, key: "\(survivor.configuration)#\(survivor.rulebase)#\(survivor.rule)#\(survivor.change)")
        }
    }
}
