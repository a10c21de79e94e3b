import ArgumentParser
import NGFW
import NGFWCapture
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct Replay: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl, csv
    }

    static let configuration = CommandConfiguration(
        abstract: "Puts the packets of captures, or of an interface, through the firewall.",
        discussion: """
            Every capture is a run of its own: an empty session table, and the
            registrations applied at the time of its first packet. TCP that begins in
            mid-stream is rejected unless --accept-non-syn is given or the configuration
            says so.

            Of an interface the packets are seen, not stopped: verdicts are logged alone,
            as it goes on, until Ctrl-C. See Docs/LIVE.md.

            EXAMPLES:
              ngfw-eval replay --config firewall.xml --registrations register.xml \\
                  --sessions capture.pcap
              ngfw-eval replay --config firewall.xml --log traffic.csv \\
                  --log-format pan-csv capture.pcap
              ngfw-eval replay --config firewall.xml --log syslog://127.0.0.1:514 \\
                  --interface eth0
            """)

    @OptionGroup var input: ConfigurationOptions

    @OptionGroup var logOptions: LogOptions

    @OptionGroup var hits: HitCountOptions

    @Flag(help: "Lists every session.")
    var sessions = false

    @Option(help: "Form of the list of sessions. (default: table)")
    var format: Format?

    @Flag(name: .customLong("accept-non-syn"), help: "Accepts TCP sessions that begin in mid-stream.")
    var acceptNonSYN = false

    @OptionGroup var workerOptions: WorkerOptions

    @OptionGroup var interface: InterfaceArguments

    @Argument(help: ArgumentHelp("Captures (pcap, pcapng).", valueName: "capture"))
    var captures: [String] = []

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let isForPrograms = logOptions.isStandardOutput || (sessions && format ?? .table != .table)
        try logOptions.check()
        try hits.check(isForPrograms: isForPrograms)
        if format != nil, !sessions { throw InputError("--format is about the list of sessions: ask for it by --sessions") }
        if logOptions.isStandardOutput, sessions {
            throw InputError("--log - and --sessions both write to standard output; name a file for the log")
        }
        try interface.check(hasCaptures: !captures.isEmpty)
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        let output = OutputFile.standardOutput()
        let inputs = input.paths + captures
        let log = try logOptions.open(
            output, besides: inputs, clock: loaded.imported.policy.timeZone, isLive: interface.name != nil, console)
        let hitFile = try hits.open(besides: inputs + [logOptions.target])
        let report = ReplayReport(
            log: log, sessions: sessions ? newWriter(output, console) : nil, output,
            isAlone: (log == nil || logOptions.isStandardOutput) && hitFile == nil, status, console)
        var kernel: String?
        if let name = interface.name {
            var source = try interface.open(name, endsAtHangup: !logOptions.isFile, console)
            try replay(&source, loaded, report, console)
            kernel = Self.text(source.counters(), of: name)
        }
        for path in captures {
            var source = FilePackets(path: path)
            try replay(&source, loaded, report, console)
        }
        // The summary is for people; it never gets between lines that a program reads.
        let summary = [report.tally.text, kernel].compactMap(\.self)
        if isForPrograms { summary.forEach(console.writeError) }
        try report.finish(summary: isForPrograms ? [] : summary)
        if let hitFile { try hits.write(report.hits, vsys: loaded.imported.vsysName, to: hitFile) }
        if let failure = report.outputFailure { throw failure }
        if hitFile == nil { try hits.write(report.hits, vsys: loaded.imported.vsysName, to: output) }
        try report.status.finish()
    }

    /// Every source is a run of its own.
    private func replay<Source: PacketSource & ~Copyable>(
        _ source: inout Source, _ loaded: LoadedConfiguration, _ report: ReplayReport, _ console: Console
    ) throws {
        let firewalls = loaded.firewalls(workerOptions.workers, acceptsNonSYN: acceptNonSYN)
        let isLive = interface.name != nil
        var order = SessionOrder()
        var start: Timestamp?
        var progress = Progress(console, unit: "packets", every: 100_000)
        let isWhole = try PacketRun(console: console).run(&source, firewalls, progress: &progress) { time in
            start = time
            for update in loaded.updates { report.tell(firewalls.apply(update, at: time)) }
        } drain: {
            try report.add(firewalls.takeRecords())
            let ended = firewalls.takeEndedSessions()
            report.count(ended)
            // Who waits for a live session sees it at its end, not in the order of beginnings.
            if sessions { try report.list(isLive ? ended : order.add(ended)) }
        } tick: { _ in
            if Interrupt.takeHangup() {
                // A terminal that goes away says so by the same signal.
                if console.isTerminalGone { Interrupt.request() } else { report.reopenLog() }
            }
            try report.flush()
            return true
        }
        progress.end()
        try report.list(order.end())
        report.count(firewalls, since: start)
        if !isWhole { report.status.hasBadInput = true }
    }

    /// `eth0: 1,234 packets came, 5 dropped by the kernel, 0 by the interface`
    private static func text(_ counters: InterfaceCounters, of name: String) -> String {
        "\(name): \(grouped(counters.received)) packets came, \(grouped(counters.droppedByKernel)) dropped by the kernel, "
            + "\(grouped(counters.droppedByInterface)) by the interface"
    }

    private func newWriter(_ output: OutputFile, _ console: Console) -> any SessionWriter {
        switch format ?? .table {
        case .table: SessionTableWriter(output, isColoured: console.coloursOutput)
        case .json: SessionJSONWriter(JSONSequenceWriter(.array, to: output))
        case .jsonl: SessionJSONWriter(JSONSequenceWriter(.lines, to: output))
        case .csv: SessionCSVWriter(output)
        }
    }
}
