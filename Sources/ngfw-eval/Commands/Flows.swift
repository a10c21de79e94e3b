import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy

struct Flows: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl, csv
    }

    enum InputFormat: String, ExpressibleByArgument, CaseIterable {
        case auto, jsonl, json, csv, yaml
    }

    static let configuration = CommandConfiguration(
        abstract: "Decides flows that are described in a file.",
        discussion: """
            A flow file holds JSON lines, a JSON array, CSV with a header, or a YAML list.
            Its keys:
              source, destination         addresses (required)
              protocol                    tcp, udp, icmp, ... or a number (required)
              sourcePort, destinationPort, icmpType
              application                 App-ID name; left out: not known yet, as at a
                                          session's first packet
              from, to                    zones; left out: looked up by address
              user, category, time
              expect.action, expect.rule  what the answer must be; in JSON and YAML
                                          "expect": {"action": "allow", "rule": "r1"}

            EXAMPLES:
              ngfw-eval flows --config firewall.xml flows.jsonl
              echo '{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": 1}' |
                  ngfw-eval flows --config firewall.xml --format jsonl -
            """)

    @OptionGroup var input: ConfigurationOptions
    @OptionGroup var clock: TimeOption

    @Option(help: "Form of the answers.")
    var format = Format.table

    @Option(help: "Form of the flow file; auto goes by its name, then by its first bytes.")
    var inputFormat = InputFormat.auto

    @Argument(help: ArgumentHelp("File of flows; - is standard input.", valueName: "flowfile"))
    var file = "-"

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let now = try clock.value()
        let source = try ByteSource(path: file)
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        var firewall = loaded.firewall()
        for update in loaded.updates { status.report(firewall.apply(update, at: now), console) }
        let output = OutputFile.standardOutput()
        var writer = newWriter(output, console)
        var tally = FlowTally()
        var progress = Progress(console, unit: "flows", every: 10_000)
        let reader = FlowFileReader(source, format: FlowFileReader.Format(rawValue: inputFormat.rawValue))
        try reader.read { item in
            progress.advance()
            switch item {
            case .problems(let problems):
                status.hasBadInput = true
                for problem in problems { console.write(problem.diagnostic, sourceLine: problem.sourceLine) }
            case .flow(var record):
                record.flow.time = record.flow.time ?? now
                let decision: Decision
                do throws(FlowError) {
                    decision = try firewall.decide(record.flow)
                } catch {
                    status.hasBadInput = true
                    console.write(Diagnostic(.error, "NGFW-F010", "\(error)", at: record.location))
                    return
                }
                let answer = FlowAnswer(record, decision: decision)
                tally.count(answer)
                if let failure = answer.failure {
                    status.hasFailedExpectation = true
                    console.writeError("\(record.location): expectation failed: \(failure)")
                }
                try writer.add(answer)
            }
        }
        progress.end()
        try writer.end()
        if format == .table { try output.write(tally.text + "\n") }
        try output.flush()
        try status.finish()
    }

    private func newWriter(_ output: OutputFile, _ console: Console) -> any FlowAnswerWriter {
        switch format {
        case .table: FlowTableWriter(output, isColoured: console.coloursOutput)
        case .json: FlowJSONWriter(JSONSequenceWriter(.array, to: output))
        case .jsonl: FlowJSONWriter(JSONSequenceWriter(.lines, to: output))
        case .csv: FlowCSVWriter(output)
        }
    }
}

/// How many flows got which answer.
struct FlowTally {
    private var flows = 0
    private var allowed = 0
    private var expectations = 0
    private var failures = 0

    mutating func count(_ answer: FlowAnswer) {
        flows += 1
        if answer.decision.action.isAllow { allowed += 1 }
        if answer.record.expectation != nil { expectations += 1 }
        if answer.failure != nil { failures += 1 }
    }

    var text: String {
        let decided = "\(grouped(flows)) flows: \(grouped(allowed)) allowed, \(grouped(flows - allowed)) blocked"
        if expectations == 0 { return decided }
        return decided + "; \(grouped(expectations)) expectations, \(grouped(failures)) failed"
    }
}
