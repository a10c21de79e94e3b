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

    @Option(
        help: ArgumentHelp(
            "Writes the traffic log to a file (- is standard output), or sends it to syslog://host:port (UDP) or syslog+tcp://host:port.",
            valueName: "target"))
    var log: String?

    @Option(help: "Form of the traffic log; pan-csv has 115 columns, the others of its kind as many as they say.")
    var logFormat = TrafficLogFormat.jsonLines

    @Option(help: "Header of syslog messages.")
    var syslogFormat = SyslogWriter.Header.rfc5424

    @Option(help: "How messages over TCP are told apart: octet-counting or newline (RFC 6587).")
    var syslogFraming = SyslogWriter.Framing.octetCounting

    @OptionGroup var hits: HitCountOptions

    @Flag(help: "Lists every session.")
    var sessions = false

    @Option(help: "Form of the list of sessions.")
    var format = Format.table

    @Flag(name: .customLong("accept-non-syn"), help: "Accepts TCP sessions that begin in mid-stream.")
    var acceptNonSYN = false

    @OptionGroup var workerOptions: WorkerOptions

    @OptionGroup var interface: InterfaceArguments

    @Argument(help: ArgumentHelp("Captures (pcap, pcapng).", valueName: "capture"))
    var captures: [String] = []

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let isForPrograms = log == "-" || (sessions && format != .table)
        try hits.check(isForPrograms: isForPrograms)
        if log == "-", sessions { throw InputError("--log - and --sessions both write to standard output; name a file for the log") }
        try interface.check(hasCaptures: !captures.isEmpty)
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        let output = OutputFile.standardOutput()
        let report = ReplayReport(
            log: try newLogTarget(output, clock: loaded.imported.policy.timeZone, console),
            sessions: sessions ? newWriter(output, console) : nil,
            output, status, console)
        var kernel: String?
        if let name = interface.name {
            var source = try interface.open(name, console)
            try replay(&source, loaded, report, console)
            kernel = Self.text(source.counters(), of: name)
        }
        for path in captures {
            var source = FilePackets(path: path)
            try replay(&source, loaded, report, console)
        }
        try report.finish()
        // The summary is for people; it never gets between lines that a program reads.
        for line in [report.tally.text, kernel].compactMap(\.self) {
            if isForPrograms { console.writeError(line) } else { try output.write(line + "\n") }
        }
        try output.flush()
        try hits.write(report.hits, vsys: loaded.imported.vsysName, to: output)
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

    private func newLogTarget(_ output: OutputFile, clock: TimeZoneRules, _ console: Console) throws(InputError) -> (any LogTarget)? {
        guard let log else { return nil }
        guard let destination = try SyslogDestination(log) else {
            return LogFile(log == "-" ? output : try OutputFile(path: log), logFormat, clock: clock)
        }
        guard syslogFraming != .datagram || destination.transport == .udp else {
            throw InputError("--syslog-framing: over TCP messages have to be told apart, by octet-counting or newline")
        }
        let framing = destination.transport == .udp ? .datagram : syslogFraming
        return try SyslogTarget(
            destination, SyslogWriter(logFormat, header: syslogFormat, framing: framing), clock: clock, isLive: interface.name != nil,
            console)
    }

    private func newWriter(_ output: OutputFile, _ console: Console) -> any SessionWriter {
        switch format {
        case .table: SessionTableWriter(output, isColoured: console.coloursOutput)
        case .json: SessionJSONWriter(JSONSequenceWriter(.array, to: output))
        case .jsonl: SessionJSONWriter(JSONSequenceWriter(.lines, to: output))
        case .csv: SessionCSVWriter(output)
        }
    }
}
