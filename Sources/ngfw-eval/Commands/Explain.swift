import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

struct Explain: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        abstract: "Says which rule decides a flow, and why every rule before it does not.",
        discussion: """
            EXAMPLES:
              ngfw-eval explain --config firewall.xml --source 172.16.10.11 \\
                  --destination 172.16.20.21 --protocol tcp --destination-port 2222 \\
                  --application ssh
              ngfw-eval explain --config firewall.xml '{"source": "10.0.0.1",
                  "destination": "10.0.1.1", "protocol": "icmp"}'
            """)

    @OptionGroup var input: ConfigurationOptions

    @Option(help: ArgumentHelp("Source address.", valueName: "address"))
    var source: String?
    @Option(help: ArgumentHelp("Source port.", valueName: "port"))
    var sourcePort: String?
    @Option(help: ArgumentHelp("Destination address.", valueName: "address"))
    var destination: String?
    @Option(help: ArgumentHelp("Destination port.", valueName: "port"))
    var destinationPort: String?
    @Option(name: .customLong("protocol"), help: ArgumentHelp("IP protocol: tcp, udp, icmp, ..., or a number.", valueName: "protocol"))
    var ipProtocol: String?
    @Option(help: ArgumentHelp("ICMP type.", valueName: "number"))
    var icmpType: String?
    @Option(help: ArgumentHelp("Application; left out: not known yet.", valueName: "name"))
    var application: String?
    @Option(help: ArgumentHelp("Source zone; left out: looked up by address.", valueName: "zone"))
    var from: String?
    @Option(help: ArgumentHelp("Destination zone; left out: looked up by address.", valueName: "zone"))
    var to: String?
    @Option(help: ArgumentHelp("User; left out: who is logged in at the source address.", valueName: "name"))
    var user: String?
    @Option(help: ArgumentHelp("URL category.", valueName: "name"))
    var category: String?
    @Option(help: ArgumentHelp("When: 2026-11-22T10:49:56Z, or seconds since 1970. Default: now.", valueName: "time"))
    var time: String?

    @Option(help: "Form of the explanation.")
    var format = Format.text

    @Argument(help: ArgumentHelp("The flow as a JSON object, instead of options.", valueName: "flow"))
    var flow: String?

    func run() throws {
        let console = Console()
        var status = RunStatus()
        guard case .flow(let record) = try record(console) else { throw ExitCode(2) }
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        var flow = record.flow
        let start = TimeOption.start(flow.time)
        flow.time = flow.time ?? start
        var firewall = loaded.firewall()
        for update in loaded.updates { status.report(firewall.apply(update, at: start), console) }
        let decision: Decision
        let explanation: Explanation
        do throws(FlowError) {
            decision = try firewall.decide(flow)
            explanation = try firewall.explain(flow)
        } catch {
            throw InputError("\(error)")
        }
        let output = OutputFile.standardOutput()
        switch format {
        case .text: try output.write(text(flow, decision, explanation, isColoured: console.coloursOutput))
        case .json:
            var writer = JSONSequenceWriter(.lines, to: output)
            try writer.add(json(flow, decision, explanation))
        }
        try output.flush()
        if let failure = FlowAnswer(record, decision: decision).failure {
            status.hasFailedExpectation = true
            console.writeError("expectation failed: \(failure)")
        }
        try status.finish()
    }

    /// The flow of the options, or of the argument; what is wrong with it is printed.
    private func record(_ console: Console) throws -> FlowInput {
        let options: [(key: String, text: String?)] = [
            ("source", source), ("sourcePort", sourcePort), ("destination", destination), ("destinationPort", destinationPort),
            ("protocol", ipProtocol), ("icmpType", icmpType), ("application", application), ("from", from), ("to", to), ("user", user),
            ("category", category), ("time", time),
        ]
        let fields = options.compactMap { option in
            option.text.map { FlowField(key: option.key, value: .text($0), line: 0, column: 0) }
        }
        let input: FlowInput
        if let flow {
            guard fields.isEmpty else { throw InputError("give the flow as options or as JSON, not both") }
            input = JSONFlows.flow(Array(flow.utf8), file: "flow", line: 1, column: 1)
        } else {
            input = FlowBuilder.build(fields, file: "flow", line: 0, sourceLine: nil)
        }
        if case .problems(let problems) = input {
            for problem in problems { console.write(problem.diagnostic, sourceLine: problem.sourceLine) }
        }
        return input
    }

    private func text(_ flow: FlowDescription, _ decision: Decision, _ explanation: Explanation, isColoured: Bool) -> String {
        var lines: [String] = []
        let ports = flow.ipProtocol.hasPorts ? "/\(flow.destinationPort)" : ""
        lines.append("\(flow.source) -> \(flow.destination) \(flow.ipProtocol)\(ports), application \(decision.application)")
        lines.append("zones: \(decision.from ?? "none") -> \(decision.to ?? "none")")
        lines.append("source groups: \(list(decision.sourceGroups))")
        lines.append("destination groups: \(list(decision.destinationGroups))")
        lines += decision.notes.map { "note: \($0)" }
        lines.append("")
        lines += explanation.lines
        lines = lines.map(printable)
        if let last = lines.popLast() { lines.append(paint(last, decision.action.isAllow ? .green : .red, isOn: isColoured)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }

    private func json(_ flow: FlowDescription, _ decision: Decision, _ explanation: Explanation) -> JSONOutput {
        let steps = explanation.steps.map { step in
            JSONOutput.object([
                ("index", .number(Int64(step.index + 1))), ("rule", .string(step.rule)), ("action", .string(step.action.rawValue)),
                ("matches", .bool(step.failures.isEmpty)),
                (
                    "failures",
                    .array(step.failures.map { .object([("field", .string($0.field)), ("reason", .string($0.reason))]) })
                ),
                ("note", .optional(step.note)),
            ])
        }
        let answer = FlowAnswer.describe(flow) + FlowAnswer.describe(decision)
        return .object(
            answer + [("steps", .array(steps)), ("winner", .string(explanation.winner)), ("outcome", .string(explanation.outcome))])
    }
}
