import ArgumentParser
import NGFW
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct WhyNot: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says why a rule did not decide a flow, and what it would take.",
        discussion: """
            EXAMPLE:
              ngfw-eval why-not --config firewall.xml --rule allow-ssh \\
                  source=172.16.10.11 destination=172.16.20.21 protocol=tcp \\
                  destinationPort=2222 application=ssh
            """)

    @OptionGroup var input: ConfigurationOptions

    @Option(help: ArgumentHelp("The rule in question.", valueName: "name"))
    var rule: String

    @OptionGroup var arguments: FlowArguments

    @Option(help: "Form of the answer.")
    var format = Explain.Format.text

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let record = try arguments.record(console)
        var question = try FlowQuestion(record, input, &status, console)
        let name = rule
        let (decision, verdict) = try question.ask { firewall, flow throws(FlowError) in
            (try firewall.decide(flow), try firewall.whyNot(name, flow))
        }
        let output = OutputFile.standardOutput()
        guard let verdict else {
            let answer = try special(question.loaded, decision)
            if format == .text {
                try output.write((question.head(decision) + ["", answer.text]).map(printable).joined(separator: "\n") + "\n")
            } else {
                var writer = JSONSequenceWriter(.lines, to: output)
                let members: [(String, JSONOutput)] = [("reason", .string(answer.reason)), ("outcome", .string(answer.text))]
                try writer.add(.object(FlowAnswer.describe(question.flow) + FlowAnswer.describe(decision) + members))
            }
            try output.flush()
            return try status.finish()
        }
        switch format {
        case .text: try output.write((question.head(decision) + [""] + verdict.lines).map(printable).joined(separator: "\n") + "\n")
        case .json:
            var writer = JSONSequenceWriter(.lines, to: output)
            try writer.add(.object(FlowAnswer.describe(question.flow) + FlowAnswer.describe(decision) + ExplanationJSON.members(verdict)))
        }
        try output.flush()
        try status.finish()
    }

    /// The answer for a default rule and for a rule of other devices.
    ///
    /// - Throws: bad input, with the nearest name, for a rule that is nowhere.
    private func special(_ loaded: LoadedConfiguration, _ decision: Decision) throws(InputError) -> (reason: String, text: String) {
        if let place = loaded.imported.rulesOfOtherDevices[rule] {
            let device = loaded.imported.serial.map { "device \($0)" } ?? "a device that no target names"
            return ("elsewhere", "rule '\(rule)' (\(place)) targets other devices: it is no part of the policy of \(device)")
        }
        let names = [loaded.resolved.intrazoneDefault.name, loaded.resolved.interzoneDefault.name]
        guard names.contains(rule) else {
            let known = loaded.resolved.rules.map(\.name) + names
            let near = nearestName(to: rule, in: known).map { "; did you mean '\($0)'?" } ?? ""
            throw InputError("no rule in force here is called '\(rule)'\(near)")
        }
        if decision.rule == rule { return ("decides", "rule '\(rule)' decides this flow: no other rule matches") }
        if names.contains(decision.rule) {
            return ("fails", "rule '\(rule)' does not match: from zone and to zone are \(rule == names[0] ? "not the same" : "the same")")
        }
        let other = "rule '\(decision.rule)' does (\(decision.action.rawValue))"
        return ("taken", "rule '\(rule)' is asked when no other rule matches; \(other)")
    }
}
