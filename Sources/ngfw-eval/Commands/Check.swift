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
            "objects: \(counted(policy.addresses.count, "address", "addresses")), \(counted(policy.addressGroups.count, "address group")) "
                + "(\(dynamic) dynamic), \(counted(policy.services.count, "service")), \(counted(policy.serviceGroups.count, "service group")), "
                + "\(counted(policy.applicationGroups.count, "application group")), "
                + "\(counted(policy.applicationFilters.count, "application filter")), \(counted(policy.schedules.count, "schedule"))",
            "zones: \(policy.zones.map { "\($0.count)" } ?? "not defined here"), \(loaded.zones.entries.count) networks with a zone",
            "messages: \(counted(errors, "error")), \(counted(warnings, "warning"))",
        ]
        let output = OutputFile.standardOutput()
        try output.write(lines.joined(separator: "\n") + "\n")
        try output.flush()
        status.hasBadInput = diagnostics.contains { $0.hasErrors }
        try status.finish()
    }

    private func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
}
