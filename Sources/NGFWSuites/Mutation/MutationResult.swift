public import NGFWCore

/// How many changed rules a set of suites notices.
public struct MutationResult: Sendable {
    /// A change that no expectation notices.
    public struct Survivor: Sendable {
        public var configuration: String
        public var rule: String
        /// Of the rule.
        public var location: SourceLocation?
        /// `'web' leaves source`
        public var change: String
        /// A flow, as a suite writes it, that the change decides otherwise; `nil` when none was found: the change may mean nothing.
        public var suggestion: String?
    }

    public var survivors: [Survivor] = []
    public var noticedCount = 0
    /// Changes that the policy itself refuses, such as a service group that loses its last member.
    public var refusedCount = 0
    /// Changes that were not tried, because of a limit or because time was over.
    public var untriedCount = 0
    /// Suites that fail without any change: nothing was tried.
    public var failedSuites: [String] = []

    public var triedCount: Int { noticedCount + survivors.count }
    /// Percent of the tried changes that were noticed, rounded down.
    public var score: Int { triedCount == 0 ? 100 : noticedCount * 100 / triedCount }

    package var json: JSONOutput {
        let all = survivors.map { survivor in
            JSONOutput.object([
                ("configuration", .string(survivor.configuration)), ("rule", .string(survivor.rule)),
                ("file", .optional(survivor.location?.file)), ("line", survivor.location.map { .number(Int64($0.line)) } ?? .null),
                ("change", .string(survivor.change)), ("suggestion", .optional(survivor.suggestion)),
            ])
        }
        return .object([
            ("score", .number(Int64(score))), ("tried", .number(Int64(triedCount))), ("noticed", .number(Int64(noticedCount))),
            ("survived", .number(Int64(survivors.count))), ("refused", .number(Int64(refusedCount))),
            ("untried", .number(Int64(untriedCount))), ("survivors", .array(all)),
        ])
    }
}

extension SARIFReport {
    /// Changes that nobody notices, at the rule's place in the configuration.
    public mutating func add(_ mutation: MutationResult) {
        for survivor in mutation.survivors {
            let hint = survivor.suggestion.map { "\nthis flow would notice it: \($0)" } ?? ""
            add(
                .survivor, "warning", "no expectation notices when rule '\(survivor.rule)' is changed: \(survivor.change)\(hint)",
                at: survivor.location, key: "\(survivor.configuration)#\(survivor.rule)#\(survivor.change)")
        }
    }
}
