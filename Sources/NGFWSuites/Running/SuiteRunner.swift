public import NGFWAppID
public import NGFWCore

/// Runs rule suites.
///
///     let runner = try SuiteRunner()
///     let result = runner.run(suite)
///     for check in result.checks { … }        // check.failure, check.location, check.details
///
/// A value that can be used for any number of suites; runs are independent of each other and of the order.
public struct SuiteRunner: Sendable {
    /// Who answers the lookups.
    public enum Evaluator: String, Hashable, Sendable, CaseIterable {
        case compiled
        case reference
    }

    let library: SignatureLibrary
    let limits: Limits

    /// - Throws: `SignatureError` when the built-in signatures cannot be used, which is a defect of the build.
    public init(limits: Limits = .standard) throws { self.init(library: try SignatureLibrary.builtIn(), limits: limits) }

    public init(library: SignatureLibrary, limits: Limits = .standard) {
        self.library = library
        self.limits = limits
    }

    /// Everything that the suite expects, checked in the order of its timeline.
    ///
    /// - Parameter recorder: counts what the suite tries.
    public func run(_ suite: SuiteFile, evaluator: Evaluator = .compiled, recorder: CoverageRecorder? = nil) -> SuiteResult {
        var run = SuiteRun(suite, SuiteLoader(library: library, limits: limits), evaluator, recorder)
        run.run()
        return run.result
    }
}
