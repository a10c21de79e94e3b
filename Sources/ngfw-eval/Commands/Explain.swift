import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

struct Explain: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case relevant, all
    }

    static let configuration = CommandConfiguration(
        abstract: "Says which rule decides a flow, and why every rule before it does not.",
        discussion: """
            Shown are the rule that decides, the rules that fail at a single field, with
            what it would take, and those that fail neither at zones nor at addresses; the
            others are counted by the first field that fails.

            EXAMPLES:
              ngfw-eval explain --config firewall.xml --source 172.16.10.11 \\
                  --destination 172.16.20.21 --protocol tcp --destination-port 2222 \\
                  --application ssh
              ngfw-eval explain --config firewall.xml --all-fields source=10.0.0.1 \\
                  destination=10.0.1.1 protocol=icmp
              ngfw-eval explain --config firewall.xml '{"source": "10.0.0.1",
                  "destination": "10.0.1.1", "protocol": "icmp"}'
            """)

    @OptionGroup var input: ConfigurationOptions
    @OptionGroup var arguments: FlowArguments

    @Option(help: "Which rules to show: relevant ones, or all up to the one that decides.")
    var rules = Choice.relevant

    @Flag(help: "Shows every field that fails, of the rule that decides every field that it asks for, and members of groups.")
    var allFields = false

    @Option(help: "Form of the explanation.")
    var format = Format.text

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let record = try arguments.record(console)
        var question = try FlowQuestion(record, input, &status, console)
        let options = Explanation.Options(rules: rules == .all ? .all : .relevant, allFields: allFields)
        let (decision, explanation) = try question.ask { firewall, flow throws(FlowError) in
            (try firewall.decide(flow), try firewall.explain(flow, options))
        }
        let output = OutputFile.standardOutput()
        switch format {
        case .text:
            var lines = question.head(decision) + [""] + explanation.lines
            lines = lines.map(printable)
            if let last = lines.popLast() {
                lines.append(paint(last, decision.action.isAllow ? .green : .red, isOn: console.coloursOutput))
            }
            try output.write(lines.joined(separator: "\n") + "\n")
        case .json:
            var writer = JSONSequenceWriter(.lines, to: output)
            try writer.add(
                .object(FlowAnswer.describe(question.flow) + FlowAnswer.describe(decision) + ExplanationJSON.members(explanation)))
        }
        try output.flush()
        if let failure = FlowAnswer(record, decision: decision, question.loaded.resolved).failure {
            status.hasFailedExpectation = true
            console.writeError("expectation failed: \(failure)")
        }
        try status.finish()
    }
}
