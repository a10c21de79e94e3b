import ArgumentParser
import NGFW
import NGFWCore
import NGFWSuites

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says which flows another configuration would decide otherwise, by which rule, and why.",
        discussion: """
            Flows of a file (see 'ngfw-eval help flows'), or the sessions of captures, with
            the application that all their bytes show, are put to both configurations. View,
            registrations and other files are the same for both. Differences are of five
            kinds: opened (blocked before), closed (allowed before), answered otherwise
            (deny becomes drop, allow waits for the application), by another rule, and
            logged otherwise. The exit code is 1 when there is one of the first three, with
            --strict when there is any.

            EXAMPLES:
              ngfw-eval compare --config running.xml --candidate candidate.xml flows.jsonl
              ngfw-eval compare --config running.xml --candidate candidate.xml \\
                  --capture monday.pcap --format json
            """)

    @OptionGroup var input: ConfigurationOptions

    @Option(help: ArgumentHelp("The configuration that is to follow that of --config.", valueName: "file"))
    var candidate: String

    @OptionGroup var clock: TimeOption

    @Option(help: ArgumentHelp("Compares the sessions of a capture (pcap, pcapng); may be given several times.", valueName: "file"))
    var capture: [String] = []

    @Option(help: "Form of the flow file; auto goes by its name, then by its first bytes.")
    var inputFormat = Flows.InputFormat.auto

    @Flag(help: "Fails for flows that only come under another rule or are logged otherwise, too.")
    var strict = false

    @Option(help: "Form of the answer.")
    var format = Explain.Format.text

    @Argument(help: ArgumentHelp("File of flows; - is standard input.", valueName: "flowfile"))
    var file: String?

    func validate() throws {
        if file == nil, capture.isEmpty { throw ValidationError("name a file of flows, - for standard input, or a --capture") }
    }

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let given = try clock.given()
        let source = try file.map { path throws(InputError) in try ByteSource(path: path) }
        var other = input
        other.config = candidate
        let before = try ConfigurationLoader(options: input, console: console).load(&status)
        let after = try ConfigurationLoader(options: other, console: console).load(&status)
        let output = OutputFile.standardOutput()
        var writer = try DifferenceWriter(output, isJSON: format == .json, isColoured: console.coloursOutput)
        if let source { try compareFlows(source, before, after, given, &writer, &status, console) }
        for path in capture { try compareSessions(path, before, after, given, &writer, &status, console) }
        try writer.end()
        try output.flush()
        if writer.isWithoutFlows, !status.hasBadInput {
            console.write(Diagnostic(.warning, "NGFW-F013", "there is no flow in '\(file ?? capture.joined(separator: "', '"))'"))
        }
        if writer.has({ strict || $0.isBehaviour }) { status.hasFailedExpectation = true }
        try status.finish()
    }

    private func compareFlows(
        _ source: ByteSource, _ before: LoadedConfiguration, _ after: LoadedConfiguration, _ given: Timestamp?,
        _ writer: inout DifferenceWriter, _ status: inout RunStatus, _ console: Console
    ) throws {
        var pair = FirewallPair(before, after)
        var start: Timestamp?
        var warned: Set<String> = []
        var messages = FlowMessages(console: console)
        var progress = Progress(console, unit: "flows", every: 10_000)
        try FlowFileReader(source.stream, format: FlowFileReader.Format(rawValue: inputFormat.rawValue)).read { item in
            progress.advance()
            switch item {
            case .problems(let problems):
                status.hasBadInput = true
                for problem in problems { messages.write(problem.diagnostic, sourceLine: problem.sourceLine) }
            case .flow(var record):
                if start == nil {
                    let time = given ?? TimeOption.start(record.flow.time)
                    pair.apply(before.updates, at: time, &status, console)
                    start = time
                }
                record.flow.time = record.flow.time ?? start
                before.warn(ofUnknownZones: record, &warned, console)
                do {
                    try writer.add(try pair.difference(record.flow, at: record.location))
                } catch let failure as FirewallPair.Failure {
                    status.hasBadInput = true
                    messages.write(diagnostic(failure, at: record.location))
                }
            }
        }
        progress.end()
        messages.end()
    }

    /// Sessions are told apart without any policy, so that none is cut short by what one of the two blocks.
    private func compareSessions(
        _ path: String, _ before: LoadedConfiguration, _ after: LoadedConfiguration, _ given: Timestamp?,
        _ writer: inout DifferenceWriter, _ status: inout RunStatus, _ console: Console
    ) throws {
        var pair = FirewallPair(before, after)
        var configuration = FirewallConfiguration(hashSeed: .random(in: .min ... .max))
        configuration.settings.tcp.rejectsNonSYN = false
        let observer = FirewallGroup(workers: 1, configuration: configuration, library: before.library, policy: nil)
        var order = SessionOrder()
        var messages = FlowMessages(console: console)
        var progress = Progress(console, unit: "packets", every: 100_000)
        func compare(_ sessions: [SessionSummary]) throws {
            for session in sessions {
                var flow = session.question
                (flow.from, flow.to, flow.user, flow.time) = (nil, nil, nil, session.start)
                let place = SourceLocation(file: path)
                do {
                    try writer.add(try pair.difference(flow, at: place, session: session.id))
                } catch let failure as FirewallPair.Failure {
                    status.hasBadInput = true
                    messages.write(diagnostic(failure, at: place))
                }
            }
        }
        var source = FilePackets(path: path)
        let isWhole = try PacketRun(console: console).run(&source, observer, progress: &progress) { time in
            pair.apply(before.updates, at: given ?? time, &status, console)
        } drain: {
            try compare(order.add(observer.takeEndedSessions()))
        }
        try compare(order.end())
        progress.end()
        messages.end()
        if !isWhole { status.hasBadInput = true }
    }

    private func diagnostic(_ failure: FirewallPair.Failure, at place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "NGFW-F010", "'\(failure.isOfCandidate ? candidate : input.config)': \(failure.error)", at: place)
    }
}
