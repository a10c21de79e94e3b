import ArgumentParser
import NGFW
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct Replay: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl, csv
    }

    static let configuration = CommandConfiguration(
        abstract: "Puts the packets of captures through the firewall.",
        discussion: """
            Every capture is a run of its own: an empty session table, and the
            registrations applied at the time of its first packet. TCP that begins in
            mid-stream is rejected unless --accept-non-syn is given or the configuration
            says so.

            EXAMPLES:
              ngfw-eval replay --config firewall.xml --registrations register.xml \\
                  --sessions capture.pcap
              ngfw-eval replay --config firewall.xml --log traffic.csv \\
                  --log-format pan-csv capture.pcap
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

    private var workers: Int { workerOptions.workers }

    @Argument(help: ArgumentHelp("Captures (pcap, pcapng).", valueName: "capture"))
    var captures: [String]

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let isForPrograms = log == "-" || (sessions && format != .table)
        try hits.check(isForPrograms: isForPrograms)
        if log == "-", sessions { throw InputError("--log - and --sessions both write to standard output; name a file for the log") }
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        let output = OutputFile.standardOutput()
        var logTarget = try newLogTarget(output, clock: loaded.imported.policy.timeZone)
        var writer = newWriter(output, console)
        var tally = ReplayTally()
        var report = HitReport()
        var progress = Progress(console, unit: "packets", every: 100_000)
        for path in captures {
            let firewalls = loaded.firewalls(workers, acceptsNonSYN: acceptNonSYN)
            var order = SessionOrder()
            var start: Timestamp?
            let isWhole = try CaptureRun(path: path, console: console).run(firewalls, progress: &progress) { time in
                start = time
                for update in loaded.updates { status.report(firewalls.apply(update, at: time), console) }
            } drain: {
                for record in firewalls.takeRecords() { try logTarget?.add(record) }
                let ended = firewalls.takeEndedSessions()
                for session in ended { tally.count(session) }
                if sessions { for session in order.add(ended) { try writer.add(session) } }
            }
            for session in order.end() { try writer.add(session) }
            tally.count(firewalls.counters)
            report.add(HitReport(firewalls.hitCounts, from: start, to: start.map { max($0, firewalls.now) }))
            if !isWhole { status.hasBadInput = true }
        }
        progress.end()
        if sessions { try writer.end() }
        try output.flush()
        for loss in try logTarget?.finish() ?? [] {
            console.writeError("error: \(loss)")
            status.hasBadInput = true
        }
        // The summary is for people; it never gets between lines that a program reads.
        if isForPrograms {
            console.writeError(tally.text)
        } else {
            try output.write(tally.text + "\n")
            try output.flush()
        }
        try hits.write(report, vsys: loaded.imported.vsysName, to: output)
        try status.finish()
    }

    private func newLogTarget(_ output: OutputFile, clock: TimeZoneRules) throws(InputError) -> (any LogTarget)? {
        guard let log else { return nil }
        guard let destination = try SyslogDestination(log) else {
            return LogFile(log == "-" ? output : try OutputFile(path: log), logFormat, clock: clock)
        }
        guard syslogFraming != .datagram || destination.transport == .udp else {
            throw InputError("--syslog-framing: over TCP messages have to be told apart, by octet-counting or newline")
        }
        let framing = destination.transport == .udp ? .datagram : syslogFraming
        return try SyslogTarget(destination, SyslogWriter(logFormat, header: syslogFormat, framing: framing), clock: clock)
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

/// Sums of a replay, in words.
struct ReplayTally {
    private var received = FirewallCounters.Count()
    private var outside: [(reason: PacketReason, packets: UInt64)] = []
    private var sessions = 0
    private var allowed = 0

    mutating func count(_ session: SessionSummary) {
        sessions += 1
        if session.action.isAllow { allowed += 1 }
    }

    mutating func count(_ counters: FirewallCounters) {
        received.packets += counters.received.packets
        received.bytes += counters.received.bytes
        for reason in PacketReason.allCases {
            let packets = counters.withoutSession(reason).packets
            guard packets > 0 else { continue }
            if let index = outside.firstIndex(where: { $0.reason == reason }) {
                outside[index].packets += packets
            } else {
                outside.append((reason, packets))
            }
        }
    }

    var text: String {
        let head = "\(grouped(received.packets)) packets, \(grouped(received.bytes)) bytes; "
        let body = "\(grouped(sessions)) sessions: \(grouped(allowed)) allowed, \(grouped(sessions - allowed)) blocked"
        let tail = outside.map { "\(grouped($0.packets)) \($0.reason)" }.joined(separator: ", ")
        return head + body + (tail.isEmpty ? "" : "; packets without a session: " + tail)
    }
}
