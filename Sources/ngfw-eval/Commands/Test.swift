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

    @Option(help: ArgumentHelp("With --mutate: seed of the draw and of the search for flows.", valueName: "number"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("With --mutate: ends after this time; what was not tried is counted.", valueName: "seconds"))
    var timeLimit: Int64 = 600

    @Option(
        help: ArgumentHelp("With --mutate: percent of the changes that must be noticed; less is a failure.", valueName: "percent"))
    var minimumScore = 100

    @Argument(help: ArgumentHelp("Suite files, and folders whose .yaml and .yml files are suites.", valueName: "suite"))
    var suites: [String]

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
        var report: any SuiteReport = format == .text ? SuiteTextReport(output, console) : SuiteJSONReport(output)
        var progress = Progress(console, unit: "suites", every: 10)
        var results: [SuiteResult] = []
        var unreadable: [SuiteResult] = []
        var read: [SuiteFile] = []
        var sarifReport = SARIFReport()
        let recorder = coverage == nil ? nil : CoverageRecorder()
        for path in paths {
            progress.advance()
            let (suite, diagnostics) = SuiteReader.read(path: path)
            if !diagnostics.isEmpty { progress.end() }
            DiagnosticPrinter(console: console).write(diagnostics)
            sarifReport.add(diagnostics)
            guard let suite else {
                status.hasBadInput = true
                let result = SuiteResult.unreadable(path, diagnostics)
                unreadable.append(result)
                try report.addUnreadable(result)
                continue
            }
            guard isWanted(suite) else { continue }
            if mutate { read.append(suite) }
            for evaluator in evaluator.evaluators {
                let result = runner.run(suite, evaluator: evaluator, recorder: recorder)
                if junit != nil || sarif != nil { results.append(result) }
                if !result.passed { progress.end() }
                if result.isBroken { status.hasBadInput = true }
                if !result.passed { status.hasFailedExpectation = true }
                try report.add(result)
            }
        }
        progress.end()
        try report.end()
        try output.flush()
        sarifReport.add(results)
        if let coverage, let recorder {
            try CoverageReport.write(recorder.coverage, to: coverage, asJSON: format == .json, output, console)
            sarifReport.add(recorder.coverage)
        }
        if mutate {
            let mutation = changeRules(runner, read, console)
            try MutationReport.write(mutation, asJSON: format == .json, output, console)
            sarifReport.add(mutation)
            if !mutation.failedSuites.isEmpty || mutation.score < minimumScore { status.hasFailedExpectation = true }
        }
        if let junit { try write(JUnitReport(unreadable + results).text, to: junit) }
        if let sarif { try write(sarifReport.text, to: sarif) }
        try status.finish()
    }

    private func changeRules(_ runner: SuiteRunner, _ suites: [SuiteFile], _ console: Console) -> MutationResult {
        var progress = Progress(console, unit: "changes", every: 10)
        let end = SystemClock.now.advanced(bySeconds: timeLimit)
        defer { progress.end() }
        return MutationTester(runner, limit: limit, seed: seed).run(suites) { _, _ in
            progress.advance()
            return SystemClock.now <= end
        }
    }

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
        guard (0...100).contains(minimumScore) else { throw ValidationError("--minimum-score must be 0 to 100") }
        guard timeLimit >= 0 else { throw ValidationError("--time-limit must be 0 or more") }
        guard mutate || limit == nil else { throw ValidationError("--limit goes with --mutate") }
    }

    private func write(_ text: String, to path: String) throws {
        let output = try OutputFile(path: path)
        try output.write(text)
        try output.flush()
    }

    private func isWanted(_ suite: SuiteFile) -> Bool {
        guard let filter = filter?.lowercased() else { return true }
        return suite.title.lowercased().contains(filter) || suite.name.lowercased().contains(filter)
    }
}
