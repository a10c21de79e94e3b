public import NGFWCore
public import NGFWSuites

/// Suites as YAML files (Docs/SUITES.md), in the test runner.
extension RuleSuite {
    /// Runs a suite file. Every expectation that does not hold is recorded as a failure of the running test with the explanation of
    /// the decision: with Swift Testing at its line of the file, with XCTest at the call, the file's line first in the message.
    ///
    ///     @Test(arguments: try SuiteFiles.find(["Suites"]))
    ///     func suite(path: String) throws { try RuleSuite.run(yaml: path) }
    ///
    /// - Throws: ``RuleSuiteError`` for a file that is no suite.
    @discardableResult
    public static func run(
        yaml path: String, evaluator: SuiteRunner.Evaluator = .compiled, limits: Limits = .standard, fileID: String = #fileID,
        filePath: StaticString = #filePath, line: UInt = #line, column: Int = #column
    ) throws -> SuiteResult {
        let (suite, diagnostics) = SuiteReader.read(path: path, limits: limits)
        guard let suite else { throw RuleSuiteError(diagnostics: diagnostics.all) }
        let result = try SuiteRunner(limits: limits).run(suite, evaluator: evaluator)
        let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
        for check in result.checks {
            guard let failure = check.failure else { continue }
            site.fail(([failure] + check.details).joined(separator: "\n"), at: check.location)
        }
        return result
    }
}
