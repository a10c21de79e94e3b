import ArgumentParser
import NGFWCore
import NGFWSuites

struct Test: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    enum Evaluator: String, ExpressibleByArgument, CaseIterable {
        case compiled, reference, both

        var evaluators: [SuiteRunner.Evaluator] {
            switch self {
            case .compiled: [.compiled]
            case .reference: [.reference]
            case .both: [.compiled, .reference]
            }
        }
    }

    static let configuration = CommandConfiguration(
        abstract: "Runs rule suites: what a policy must do, as YAML files.",
        discussion: """
            A suite names a configuration, what is registered when, flows or captures,
            and what is expected of them; Docs/SUITES.md has the format:

              suite: web servers reach the application by ssh alone
              configuration: firewall.xml
              registrations: [register.xml]
              flows:
                - {source: 172.16.10.11, destination: 172.16.20.21, protocol: tcp,
                   destinationPort: 22, application: ssh, expect: allow}

            EXAMPLES:
              ngfw-eval test Suites/segmentation.yaml
              ngfw-eval test --junit report.xml --filter ssh Suites/
              ngfw-eval test --coverage - Suites/segmentation.yaml
                  which rules, members and objects the flows have tried, and why the
                  others were not
              ngfw-eval test --mutate --minimum-score 90 Suites/
                  which changes of a rule no expectation would notice
            """)

    @Option(help: ArgumentHelp("Runs only suites whose title or path has this text in it.", valueName: "text"))
    var filter: String?

    @Option(help: "Form of the report.")
    var format = Format.text

    @Option(help: "Who answers: the compiled lookup, the naive reference, or both.")
    var evaluator = Evaluator.compiled

    @Option(help: ArgumentHelp("Writes the results as JUnit XML.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Writes failures, uncovered rules and surviving mutants as SARIF 2.1.0.", valueName: "file"))
    var sarif: String?

    @Option(
        help: ArgumentHelp(
            "Writes which rules, members of rules and objects decided a flow; - is standard output, a name that ends with .json gets JSON.",
            valueName: "file"))
    var coverage: String?

    @Flag(help: "Changes one rule at a time and reports which changes no expectation notices.")
    var mutate = false

    @Option(help: ArgumentHelp("With --mutate: at most this many changes, drawn evenly over the rules.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("With --mutate: seed of the draw and of the search for flows. (default: 0)", valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp("With --mutate: ends after this time; what was not tried is counted. (default: 600)", valueName: "seconds"))
    var timeLimit: Int64?

    @Option(
        help: ArgumentHelp(
            "With --mutate: percent of the changes that must be noticed; less is a failure. (default: 100)", valueName: "percent"))
    var minimumScore: Int?

    @Argument(help: ArgumentHelp("Suite files, and folders whose .yaml and .yml files are suites.", valueName: "suite"))
    var suites: [String]

    /// What running the suites has left for the reports.
    private struct Outcome {
        var results: [SuiteResult] = []
        var unreadable: [SuiteResult] = []
        /// Suites to change rules of.
        var read: [SuiteFile] = []
        var wantedCount = 0
        var sarif = SARIFReport()
    }

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let paths: [String]
        do throws(SuiteFilesError) {
            paths = try SuiteFiles.find(suites)
        } catch {
            throw InputError("\(error)")
        }
        let runner = try SuiteRunner()
        let output = OutputFile.standardOutput()
        let coverageFile = try coverage.map { path in path == "-" ? output : try OutputFile(path: path, besides: paths) }
        let junitFile = try junit.map { try OutputFile(path: $0, besides: paths + [coverage]) }
        let sarifFile = try sarif.map { try OutputFile(path: $0, besides: paths + [coverage, junit]) }
        // JSON is one value: the suites, or an object with the suites, the coverage and the mutation.
        let isObject = format == .json && (mutate || coverage == "-")
        if isObject { try output.write("{\"suites\":") }
        let recorder = coverage == nil ? nil : CoverageRecorder()
        var outcome = try runSuites(paths, runner, recorder, output, &status, console)
        if let coverage, let coverageFile, let recorder {
            if isObject, coverage == "-" { try output.write(",\"coverage\":") }
            try CoverageReport.write(recorder.coverage, to: coverageFile, coverage, asJSON: format == .json, console)
            outcome.sarif.add(recorder.coverage)
        }
        if mutate {
            let mutation = changeRules(runner, outcome.read, console)
            if isObject { try output.write(",\"mutation\":") }
            try MutationReport.write(mutation, asJSON: format == .json, output, console)
            outcome.sarif.add(mutation)
            if !mutation.failedSuites.isEmpty || mutation.score < minimumScore ?? 100 { status.hasFailedExpectation = true }
        }
        if isObject { try output.write("}\n") }
        try output.flush()
        try junitFile?.write(JUnitReport(outcome.unreadable + outcome.results).text)
        try junitFile?.flush()
        try sarifFile?.write(outcome.sarif.text)
        try sarifFile?.flush()
        if let filter, outcome.wantedCount == 0, outcome.unreadable.isEmpty {
            throw InputError("no suite has '\(shortened(filter))' in its title or path; leave --filter out to run all \(paths.count)")
        }
        try status.finish()
    }

    private func runSuites(
        _ paths: [String], _ runner: SuiteRunner, _ recorder: CoverageRecorder?, _ output: OutputFile, _ status: inout RunStatus,
        _ console: Console
    ) throws -> Outcome {
        var outcome = Outcome()
        var report: any SuiteReport = format == .text ? SuiteTextReport(output, console) : SuiteJSONReport(output)
        var progress = Progress(console, unit: "suites", every: 10)
        for path in paths {
            progress.advance()
            let (suite, diagnostics) = SuiteReader.read(path: path)
            if !diagnostics.isEmpty { progress.end() }
            DiagnosticPrinter(console: console).write(diagnostics)
            outcome.sarif.add(diagnostics)
            guard let suite else {
                status.hasBadInput = true
                let result = SuiteResult.unreadable(path, diagnostics)
                outcome.unreadable.append(result)
                try report.addUnreadable(result)
                continue
            }
            guard isWanted(suite) else { continue }
            outcome.wantedCount += 1
            if mutate { outcome.read.append(suite) }
            for evaluator in evaluator.evaluators {
                let result = runner.run(suite, evaluator: evaluator, recorder: recorder)
                if junit != nil || sarif != nil { outcome.results.append(result) }
                if !result.passed { progress.end() }
                if result.isBroken { status.hasBadInput = true }
                if !result.passed { status.hasFailedExpectation = true }
                try report.add(result)
            }
        }
        progress.end()
        try report.end()
        try output.flush()
        outcome.sarif.add(outcome.results)
        return outcome
    }

    private func changeRules(_ runner: SuiteRunner, _ suites: [SuiteFile], _ console: Console) -> MutationResult {
        var progress = Progress(console, unit: "changes", every: 10)
        let end = SystemClock.now.advanced(bySeconds: timeLimit ?? 600)
        defer { progress.end() }
        return MutationTester(runner, limit: limit, seed: seed ?? 0).run(suites) { _, _ in
            progress.advance()
            return SystemClock.now <= end
        }
    }

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
        guard (0...100).contains(minimumScore ?? 100) else { throw ValidationError("--minimum-score must be 0 to 100") }
        guard timeLimit ?? 0 >= 0 else { throw ValidationError("--time-limit must be 0 or more") }
        let given = [
            ("--limit", limit != nil), ("--seed", seed != nil), ("--time-limit", timeLimit != nil),
            ("--minimum-score", minimumScore != nil),
        ]
        for (option, isGiven) in given where isGiven && !mutate { throw ValidationError("\(option) goes with --mutate") }
    }

    private func isWanted(_ suite: SuiteFile) -> Bool {
        guard let filter = filter?.lowercased() else { return true }
        return suite.title.lowercased().contains(filter) || suite.name.lowercased().contains(filter)
    }
}
