import NGFWCore
import NGFWSuites

/// Takes results as suites end.
protocol SuiteReport {
    mutating func add(_ result: SuiteResult) throws
    /// Of a suite that could not be read; messages have said why.
    mutating func addUnreadable(_ result: SuiteResult) throws
    mutating func end() throws
}

/// Failures with their places and explanations, and how many there were.
struct SuiteTextReport: SuiteReport {
    private let output: OutputFile
    private let isColoured: Bool
    private var suites = 0
    private var passed = 0
    private var failed = 0
    private var unreadable = 0

    init(_ output: OutputFile, _ console: Console) {
        self.output = output
        isColoured = console.coloursOutput
    }

    mutating func add(_ result: SuiteResult) throws {
        suites += 1
        passed += result.passedCount
        failed += result.failedCount
        for check in result.checks {
            guard let failure = check.failure else { continue }
            let by = result.evaluator == .reference ? " (reference evaluator)" : ""
            let word = paint(check.isBroken ? "error" : "failed", .red, isOn: isColoured)
            var lines = [printable("\(check.location): ") + word + printable(": \(failure)\(by)")]
            lines.append(printable("  suite: \(result.title)"))
            lines += check.details.map { "  " + printable($0) }
            try output.write(lines.joined(separator: "\n") + "\n")
        }
    }

    mutating func addUnreadable(_ result: SuiteResult) { unreadable += 1 }

    mutating func end() throws {
        var text = "\(grouped(suites)) \(suites == 1 ? "suite" : "suites"): \(grouped(passed)) passed, \(grouped(failed)) failed"
        if unreadable > 0 { text += "; \(grouped(unreadable)) could not be read" }
        try output.write(paint(text, failed + unreadable == 0 ? .green : .red, isOn: isColoured) + "\n")
    }
}

/// One object a suite.
struct SuiteJSONReport: SuiteReport {
    private var writer: JSONSequenceWriter

    init(_ output: OutputFile) { writer = JSONSequenceWriter(.array, to: output) }

    mutating func add(_ result: SuiteResult) throws {
        let checks = result.checks.map { check in
            JSONOutput.object([
                ("kind", .string(check.kind.rawValue)), ("name", .string(check.name)), ("passed", .bool(check.failure == nil)),
                ("failure", .optional(check.failure)), ("broken", .bool(check.isBroken)), ("file", .string(check.location.file)),
                ("line", .number(Int64(check.location.line))), ("column", .number(Int64(check.location.column))),
                ("details", .strings(check.details)),
            ])
        }
        try writer.add(
            .object([
                ("file", .string(result.file)), ("suite", .string(result.title)), ("section", .optional(result.section)),
                ("evaluator", .string(result.evaluator.rawValue)), ("passed", .number(Int64(result.passedCount))),
                ("failed", .number(Int64(result.failedCount))), ("checks", .array(checks)),
            ]))
    }

    mutating func addUnreadable(_ result: SuiteResult) throws { try add(result) }

    func end() throws { try writer.end() }
}
