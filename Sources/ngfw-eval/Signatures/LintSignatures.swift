import ArgumentParser
import NGFWAppID
import NGFWCore

struct LintSignatures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Says what is wrong with signatures, and what is doubtful.",
        discussion: """
            The files stand beside the built-in signatures; an application that both
            define is the file's alone. Samples are run, and the samples of all others:
            two applications must not claim the same bytes. Exit code 1 when a sample
            does not hold.

            EXAMPLE:
              ngfw-eval signatures lint telemetry.app
            """)

    @Argument(help: ArgumentHelp("Files of signatures.", valueName: "file"))
    var files: [String]

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let review = SignatureReview(try SignatureFiles.read(files))
        review.report(to: console, &status)
        let output = OutputFile.standardOutput()
        let (errors, warnings) = (review.diagnostics.errorCount, review.diagnostics.warningCount)
        try output.write("\(review.applications.count) applications; \(errors) errors, \(warnings) warnings\n")
        try output.flush()
        try status.finish()
    }
}

extension SignatureReview {
    /// Prints what was found; samples that do not hold are failed expectations, all else is bad input.
    func report(to console: Console, _ status: inout RunStatus) {
        DiagnosticPrinter(console: console).write(diagnostics)
        for diagnostic in diagnostics.all where diagnostic.severity == .error {
            if ["NGFW-A040", "NGFW-A041"].contains(diagnostic.code) {
                status.hasFailedExpectation = true
            } else {
                status.hasBadInput = true
            }
        }
    }
}
