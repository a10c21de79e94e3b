import ArgumentParser
import NGFW
import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWSuites

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
              destinationPort             required for tcp, udp and sctp: a flow without
                                          one would pass by every rule that names a port
              sourcePort, icmpType        left out: 0, not known
              application                 App-ID name; left out, null or empty: not
                                          known yet, as at a session's first packet
              from, to                    zones; left out: looked up by address
              user                        left out: who is logged in at the source
              sourceHIP, destinationHIP   HIP profiles that the hosts match, separated by
                                          semicolons; in JSON and YAML also a list
              category                    URL category; left out: not known
              decrypted                   yes or no; left out: no
              time                        2026-11-22T10:49:56Z, or seconds since 1970:
                                          schedules and timeouts of registrations go by
                                          it; left out: see --time
              expect.action, expect.rule  what the answer must be, both or one; in JSON
                                          and YAML "expect": {"action": "allow",
                                          "rule": "r1"}; "expect": "allow" will do

            EXAMPLES:
              ngfw-eval flows --config firewall.xml flows.jsonl
              echo '{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": 1}' |
                  ngfw-eval flows --config firewall.xml --format jsonl -
            """)

    @OptionGroup var input: ConfigurationOptions
    @OptionGroup var clock: TimeOption
    @OptionGroup var hits: HitCountOptions

    @Option(help: "Form of the answers.")
    var format = Format.table

    @Option(help: "Form of the flow file; auto goes by its name, then by its first bytes.")
    var inputFormat = InputFormat.auto

    @Argument(help: ArgumentHelp("File of flows; - is standard input.", valueName: "flowfile"))
    var file = "-"

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let given = try clock.given()
        try hits.check(isForPrograms: format != .table)
        let source = try ByteSource(path: file)
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        let hitFile = try hits.open(besides: input.paths + [file])
        var firewall = loaded.firewall()
        var start: Timestamp?
        var warned: Set<String> = []
        let output = OutputFile.standardOutput()
        var writer = newWriter(output, console)
        var tally = FlowTally()
        var messages = FlowMessages(console: console)
        var window: (first: Timestamp, last: Timestamp)?
        var progress = Progress(console, unit: "flows", every: 10_000)
        let reader = FlowFileReader(source.stream, format: FlowFileReader.Format(rawValue: inputFormat.rawValue))
        try reader.read { item in
            progress.advance()
            switch item {
            case .problems(let problems):
                status.hasBadInput = true
                for problem in problems { messages.write(problem.diagnostic, sourceLine: problem.sourceLine) }
            case .flow(var record):
                if start == nil { start = begin(&firewall, given ?? TimeOption.start(record.flow.time), loaded, &status, console) }
                record.flow.time = record.flow.time ?? start
                let decision: Decision
                do throws(FlowError) {
                    decision = try firewall.decide(record.flow)
                } catch {
                    status.hasBadInput = true
                    messages.write(Diagnostic(.error, "NGFW-F010", "\(error)", at: record.location))
                    return
                }
                if let time = record.flow.time {
                    firewall.count(decision, at: time)
                    window = (min(window?.first ?? time, time), max(window?.last ?? time, time))
                }
                loaded.warn(ofUnknownZones: record, &warned, console)
                let answer = FlowAnswer(record, decision: decision, loaded.resolved)
                tally.count(answer)
                if let failure = answer.failure {
                    status.hasFailedExpectation = true
                    messages.write(failure: failure, at: record.location)
                }
                try writer.add(answer)
            }
        }
        if start == nil { _ = begin(&firewall, given ?? TimeOption.start(nil), loaded, &status, console) }
        progress.end()
        messages.end()
        if tally.isEmpty, !status.hasBadInput { console.write(Diagnostic(.warning, "NGFW-F013", "there is no flow in '\(file)'")) }
        try writer.end()
        if format == .table { try output.write(tally.text + "\n") }
        try output.flush()
        let report = HitReport(firewall.hitCounts, from: window?.first, to: window?.last)
        try hits.write(report, vsys: loaded.imported.vsysName, to: hitFile ?? output)
        try status.finish()
    }

    /// Sends the registrations, which is when the time of flows without one is.
    private func begin(
        _ firewall: inout Firewall, _ time: Timestamp, _ loaded: LoadedConfiguration, _ status: inout RunStatus, _ console: Console
    ) -> Timestamp {
        for update in loaded.updates { status.report(firewall.apply(update, at: time), console) }
        return time
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

/// Messages about flows, as many as somebody reads; the rest is counted.
struct FlowMessages {
    private static let limit = 200

    let console: Console
    private var problems = 0
    private var failures = 0

    init(console: Console) { self.console = console }

    mutating func write(_ diagnostic: Diagnostic, sourceLine: [UInt8]? = nil) {
        problems += 1
        if problems <= Self.limit { console.write(diagnostic, sourceLine: sourceLine) }
    }

    mutating func write(failure: String, at location: SourceLocation) {
        failures += 1
        if failures <= Self.limit { console.writeError("\(location): expectation failed: \(failure)") }
    }

    func end() {
        if problems > Self.limit { console.writeError("\(grouped(problems - Self.limit)) more messages about bad flows are not shown") }
        if failures > Self.limit { console.writeError("\(grouped(failures - Self.limit)) more failed expectations are not shown") }
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

    var isEmpty: Bool { flows == 0 }

    var text: String {
        let decided = "\(grouped(flows)) flows: \(grouped(allowed)) allowed, \(grouped(flows - allowed)) blocked"
        if expectations == 0 { return decided }
        return decided + "; \(grouped(expectations)) expectations, \(grouped(failures)) failed"
    }
}
