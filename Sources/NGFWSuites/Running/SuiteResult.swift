public import NGFWCore

/// What became of a suite: one check for everything that it expects.
public struct SuiteResult: Sendable {
    /// The suite's file.
    public var file: String
    public var title: String
    public var section: String?
    public var evaluator: SuiteRunner.Evaluator
    public var checks: [SuiteCheck] = []
    /// Everything that reading configurations and registrations had to say.
    public var diagnostics: [Diagnostic] = []

    public var failedCount: Int { checks.count { $0.failure != nil } }
    public var passedCount: Int { checks.count - failedCount }
    public var passed: Bool { failedCount == 0 }
    /// Whether something could not be asked at all.
    public var isBroken: Bool { checks.contains { $0.isBroken } }
}

extension SuiteResult {
    /// Of a suite that could not be read: one check that says so, for reports that know nothing but results.
    public static func unreadable(_ file: String, _ diagnostics: Diagnostics, evaluator: SuiteRunner.Evaluator = .compiled) -> SuiteResult {
        var result = SuiteResult(file: file, title: file, evaluator: evaluator)
        let errors = diagnostics.all.filter { $0.severity == .error }
        let place = errors.first?.location ?? SourceLocation(file: file)
        var check = SuiteCheck(.configuration, "the suite can be read", at: place, failure: errors.first?.message ?? "it cannot be read")
        check.details = errors.dropFirst().prefix(20).map(\.description)
        check.isBroken = true
        result.checks = [check]
        result.diagnostics = diagnostics.all
        return result
    }
}

/// One expectation of a suite and whether it holds.
public struct SuiteCheck: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case configuration
        case diagnostic
        case flow
        case group
        case session
    }

    public var kind: Kind
    /// `10.0.0.1 -> 10.0.1.1 tcp/22 ssh`; unique within a suite.
    public var name: String
    /// Of the expectation.
    public var location: SourceLocation
    /// What is wrong; `nil` when the expectation holds.
    public var failure: String?
    /// Why it came out as it did: the explanation of the decision, line by line.
    public var details: [String] = []
    /// Not a wrong answer but none: a file that cannot be read, a flow that names nothing known.
    public var isBroken = false

    init(_ kind: Kind, _ name: String, at location: SourceLocation, failure: String? = nil) {
        self.kind = kind
        self.name = name
        self.location = location
        self.failure = failure
    }
}
