import ArgumentParser
import NGFW
import NGFWCapture
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct Sessions: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl, csv
    }

    static let configuration = CommandConfiguration(
        abstract: "Shows the sessions that are alive at a time of a capture.",
        discussion: """
            The packets up to that time go through the firewall; without --at all of them
            do, and the sessions are those that are still alive at the last one. The table
            is that of the device's 'show session all', --id that of 'show session id',
            --info that of 'show session info'. Filters are explained in Docs/LOGS.md.

            EXAMPLES:
              ngfw-eval sessions --config firewall.xml --registrations register.xml \\
                  --at +0.5s --filter "application eq ssh" capture.pcap
              ngfw-eval sessions --config firewall.xml --id 3 capture.pcap
              ngfw-eval sessions --config firewall.xml --info capture.pcap
            """)

    @OptionGroup var input: ConfigurationOptions

    @Option(help: ArgumentHelp("A time such as 2026-11-22T10:49:56Z, or from the capture's start such as +12.5s.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("Shows only sessions that match, such as \"app eq ssh and source in DAG-WEB\".", valueName: "filter"))
    var filter: String?

    @Option(help: ArgumentHelp("Shows one session, alive or already over, with all that is known of it.", valueName: "number"))
    var id: UInt64?

    @Flag(help: "Shows counters, rates since the capture's start, and settings.")
    var info = false

    @Option(help: "Form of the list.")
    var format = Format.table

    @Flag(name: .customLong("accept-non-syn"), help: "Accepts TCP sessions that begin in mid-stream.")
    var acceptNonSYN = false

    @Argument(help: ArgumentHelp("Capture (pcap, pcapng).", valueName: "capture"))
    var capture: String

    func run() throws {
        let console = Console()
        var status = RunStatus()
        if [id != nil, info, filter != nil].filter({ $0 }).count > 1 {
            throw InputError("--id, --info and --filter are three questions: ask one at a time")
        }
        let moment = try at.map { text throws(InputError) in
            guard let moment = CaptureMoment(text) else {
                throw InputError("--at: '\(text)' is neither a time such as 2026-11-22T10:49:56Z nor one from the start such as +12.5s")
            }
            return moment
        }
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        let question = try filter.map {
            try FilterArgument.read($0, groups: loaded.resolved.addressGroupNames, clock: loaded.imported.policy.timeZone, console)
        }
        var firewall = loaded.firewall(acceptsNonSYN: acceptNonSYN)
        var over: SessionSummary?
        var progress = Progress(console, unit: "packets", every: 100_000)
        var reader: CaptureReader
        do throws(CaptureError) {
            reader = try CaptureReader(path: capture)
        } catch {
            console.write(error.diagnostic)
            throw ExitCode(2)
        }
        func keep(_ firewall: inout Firewall) {
            _ = firewall.takeRecords()
            for session in firewall.takeEndedSessions() where session.id == id { over = session }
        }
        let outcome = try PacketRun(console: console, until: moment).feed(&reader, &firewall, progress: &progress) { time, firewall in
            for update in loaded.updates { status.report(firewall.apply(update, at: time), console) }
        } drain: {
            keep(&$0)
        }
        progress.end()
        if !outcome.isWhole { status.hasBadInput = true }
        if let start = outcome.start, let time = moment?.time(start: start) {
            if time < start { throw InputError("--at: the capture begins later, at \(start)") }
            firewall.advance(to: time)
        }
        keep(&firewall)
        if let text = outcome.skipped.text { console.writeError("note: \(capture): packets without a session: \(text)") }
        for event in firewall.takeResourceEvents() { console.writeError("warning: \(capture): \(event)") }
        try show(&firewall, outcome.start, question, over, clock: loaded.imported.policy.timeZone)
        try status.finish()
    }

    private func show(
        _ firewall: inout Firewall, _ start: Timestamp?, _ question: SessionFilter?, _ over: SessionSummary?, clock: TimeZoneRules
    ) throws {
        let output = OutputFile.standardOutput()
        if info {
            try write(firewall.sessionInfo(since: start.map { SessionInfo.Start(time: $0) }), to: output)
        } else if let id {
            guard let session = over ?? firewall.sessions().first(where: { $0.id == id }) else {
                throw InputError("no session has the number \(id) up to this time")
            }
            try write([firewall.browsed(session)], isBlock: true, clock, to: output)
        } else {
            try write(firewall.liveSessions(matching: question), isBlock: false, clock, to: output)
        }
        try output.flush()
    }

    private func write(_ info: SessionInfo, to output: OutputFile) throws {
        if format == .table || format == .csv {
            let lines = format == .table ? info.lines : info.entries.map { "\($0.name),\($0.value)" }
            for line in lines { try output.write(line + "\n") }
            return
        }
        let writer = JSONSequenceWriter(.lines, to: output)
        var lines = writer
        try lines.add(
            .object(
                info.entries.map { entry in
                    switch entry.value {
                    case .number(let number): (entry.name, .unsigned(number))
                    case .flag(let flag): (entry.name, .bool(flag))
                    }
                }))
        try lines.end()
    }

    private func write(_ sessions: [LiveSession], isBlock: Bool, _ clock: TimeZoneRules, to output: OutputFile) throws {
        guard format == .table else {
            var writer: any SessionWriter
            switch format {
            case .csv: writer = SessionCSVWriter(output)
            case .json: writer = SessionJSONWriter(JSONSequenceWriter(.array, to: output))
            case .jsonl, .table: writer = SessionJSONWriter(JSONSequenceWriter(.lines, to: output))
            }
            for live in sessions { try writer.add(live.session) }
            try writer.end()
            return
        }
        if sessions.isEmpty {
            try output.write("No active sessions\n")
            return
        }
        if !isBlock { for line in SessionText.listHeader { try output.write(line + "\n") } }
        for live in sessions {
            let offset = clock.offset(at: live.session.start)
            for line in isBlock ? SessionText.block(live, timeZoneOffset: offset) : SessionText.lines(live) {
                try output.write(printable(line) + "\n")
            }
        }
    }
}
