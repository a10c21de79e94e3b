import NGFWCore
import NGFWSuites
import Testing

/// The conformance kit on both evaluators; the command line has its own test.
@Suite("Conformance kit")
struct ConformanceKitTests {
    private static let runner = Result { try SuiteRunner() }

    @Test("what a file expects holds, for the compiled lookup and for the reference evaluator", arguments: Kit.files)
    func holds(file: KitFile) throws {
        guard let reason = Kit.knownGaps[file.path] else { return try Self.run(file) }
        withKnownIssue("\(reason)") { try Self.run(file) }
    }

    private static func run(_ file: KitFile) throws {
        let suite = try file.read()
        let runner = try Self.runner.get()
        let results = SuiteRunner.Evaluator.allCases.map { runner.run(suite, evaluator: $0) }
        for result in results { #expect(!result.checks.isEmpty, "\(file.path) asks nothing") }
        report(results)
    }

    private static func report(_ results: [SuiteResult]) {
        for result in results {
            for check in result.checks {
                guard let failure = check.failure else { continue }
                let details = check.details.map { "\n  \($0)" }.joined()
                Issue.record("\(check.location): \(result.evaluator.rawValue): \(check.name): \(failure)\(details)")
            }
        }
    }

    @Test(
        "a file says its section, as its name and folder do, and its standing",
        arguments: Kit.files)
    func labels(file: KitFile) throws {
        let suite = try file.read()
        #expect(suite.section == file.section)
        #expect(suite.standing != nil)
        #expect(file.path.hasPrefix(file.section.prefix(1) + "-"))
    }

    @Test("a file shows both sides of its edge: two different answers, members of a group, or a refusal", arguments: Kit.files)
    func edges(file: KitFile) throws {
        let suite = try file.read()
        if suite.expectedDiagnostics?.contains(where: { $0.severity == .error }) ?? false { return }
        let expectations = suite.steps.flatMap(\.flows).compactMap(\.expectation)
        let answers = Set(
            expectations.map { expected in
                let parts: [Any?] = [
                    expected.action, expected.rule, expected.standing, expected.application, expected.response, expected.logStart,
                    expected.logEnd,
                ]
                return parts.map { $0.map { "\($0)" } ?? "-" }.joined(separator: " ")
            })
        #expect(answers.count > 1 || suite.steps.contains { !$0.groups.isEmpty }, "\(file.path)")
        #expect(suite.steps.flatMap(\.flows).count == expectations.count, "\(file.path) asks a flow and expects nothing")
    }

    @Test("the kit is whole: at least 350 files, no title twice, and every gap is of a file that exists")
    func whole() throws {
        #expect(Kit.files.count >= 350)
        var titles: [String: String] = [:]
        for file in Kit.files {
            let title = try file.read().title
            if let other = titles.updateValue(file.path, forKey: title) { Issue.record("\(file.path) and \(other) have one title") }
        }
        let paths = Set(Kit.files.map(\.path))
        for (path, reason) in Kit.knownGaps {
            #expect(paths.contains(path), "known-gaps.txt names \(path)")
            #expect(!reason.isEmpty, "known-gaps.txt gives no reason for \(path)")
        }
    }
}
