import ArgumentParser
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a configuration and says what is wrong with it, nothing else.",
        discussion: """
            EXAMPLE:
              ngfw-eval check --config running-config.xml --vsys vsys1
            """)

    @OptionGroup var input: ConfigurationOptions

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let loaded = try ConfigurationLoader(options: input, console: console).read()
        let diagnostics = [loaded.fileDiagnostics, loaded.diagnostics]
        for list in diagnostics { DiagnosticPrinter(console: console).write(list) }
        let policy = loaded.imported.policy
        let disabled = policy.rules.count { $0.isDisabled }
        let dynamic = policy.addressGroups.count { if case .filter = $0.content { true } else { false } }
        let errors = diagnostics.reduce(0) { $0 + $1.errorCount }
        let warnings = diagnostics.reduce(0) { $0 + $1.warningCount }
        let lines = [
            "rules: \(policy.rules.count) (\(disabled) disabled)",
            "objects: \(policy.addresses.count) addresses, \(policy.addressGroups.count) address groups (\(dynamic) dynamic), "
                + "\(policy.services.count) services, \(policy.serviceGroups.count) service groups, "
                + "\(policy.applicationGroups.count) application groups, \(policy.applicationFilters.count) application filters, "
                + "\(policy.schedules.count) schedules",
            "zones: \(policy.zones.map { "\($0.count)" } ?? "not defined here"), \(loaded.zones.entries.count) networks with a zone",
            "messages: \(counted(errors, "error")), \(counted(warnings, "warning"))",
        ]
        let output = OutputFile.standardOutput()
        try output.write(lines.joined(separator: "\n") + "\n")
        try output.flush()
        status.hasBadInput = diagnostics.contains { $0.hasErrors }
        try status.finish()
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
