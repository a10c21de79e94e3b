import ArgumentParser
import NGFW
import NGFWCapture
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct Sessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the sessions that are alive at a time of a capture, or on an interface.",
        discussion: """
            The packets up to that time go through the firewall; without --at all of them
            do, and the sessions are those that are still alive at the last one. The table
            is that of the device's 'show session all', --id that of 'show session id',
            --info that of 'show session info'. Filters are explained in Docs/LOGS.md.

            With --interface and --follow they are shown anew every second, until Ctrl-C:
            on a terminal in place, else one look after the other, each line of JSON and
            CSV with the time of the look. See Docs/LIVE.md.

            EXAMPLES:
              ngfw-eval sessions --config firewall.xml --registrations register.xml \\
                  --at +0.5s --filter "application eq ssh" capture.pcap
              ngfw-eval sessions --config firewall.xml --id 3 capture.pcap
              ngfw-eval sessions --config firewall.xml --info capture.pcap
              ngfw-eval sessions --config firewall.xml --follow --interface eth0
            """)

    @OptionGroup var input: ConfigurationOptions

    @Option(help: ArgumentHelp("A time such as 2026-11-22T10:49:56Z, or from the capture's start such as +12.5s.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("Shows only sessions that match, such as \"app eq ssh and source in DAG-WEB\".", valueName: "filter"))
    var filter: String?

    @Flag(help: "Shows only how many sessions there are, or match.")
    var onlyCount = false

    @Option(help: ArgumentHelp("Shows one session, alive or already over, with all that is known of it.", valueName: "number"))
    var id: UInt64?

    @Flag(help: "Shows counters, rates since the capture's start, and settings.")
    var info = false

    @Flag(help: "Of an interface: shows them every second; rates of --info are those since the last look.")
    var follow = false

    @Option(help: "Form of the list.")
    var format = SessionDisplay.Format.table

    @Flag(name: .customLong("accept-non-syn"), help: "Accepts TCP sessions that begin in mid-stream.")
    var acceptNonSYN = false

    @OptionGroup var workerOptions: WorkerOptions

    @OptionGroup var interface: InterfaceArguments

    @Argument(help: ArgumentHelp("Capture (pcap, pcapng).", valueName: "capture"))
    var capture: String?

    func run() throws {
        let console = Console()
        var status = RunStatus()
        try check()
        let moment = try at.map { text throws(InputError) in
            guard let moment = CaptureMoment(text) else {
                throw InputError("--at: '\(text)' is neither a time such as 2026-11-22T10:49:56Z nor one from the start such as +12.5s")
            }
            return moment
        }
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        let clock = loaded.imported.policy.timeZone
        let filter = try filter.map { try FilterArgument.read($0, groups: loaded.resolved.addressGroupNames, clock: clock, console) }
        if let filter { FilterArgument.warn(of: filter, loaded, console) }
        let question: SessionDisplay.Question = info ? .info : id.map { .one($0) } ?? (onlyCount ? .count(filter) : .all(filter))
        let firewalls = loaded.firewalls(workerOptions.workers, acceptsNonSYN: acceptNonSYN)
        let view = SessionDisplay(firewalls, question, format, clock: clock, follows: follow)
        if let name = interface.name {
            var source = try interface.open(name, endsAtHangup: true, console)
            _ = try collect(&source, loaded, view, &status, console)
            if !follow { try view.show() }
        } else if let capture {
            var source = FilePackets(path: capture, until: moment)
            let isWhole = try collect(&source, loaded, view, &status, console)
            guard isWhole || source.start != nil else { throw ExitCode(2) }
            if let start = source.start, let time = moment?.time(start: start) {
                if time < start { throw InputError("--at: the capture begins later, at \(start)") }
                firewalls.advance(to: time)
                view.drain()
            }
            try view.show()
        }
        try view.end()
        try status.finish()
    }

    private func check() throws(InputError) {
        if [id != nil, info, filter != nil].filter({ $0 }).count > 1 {
            throw InputError("--id, --info and --filter are three questions: ask one at a time")
        }
        if onlyCount, id != nil || info { throw InputError("--only-count is about the list: leave --id and --info out") }
        try interface.check(hasCaptures: capture != nil)
        if follow, interface.name == nil { throw InputError("--follow is about an interface: name it by --interface") }
        if at != nil, interface.name != nil { throw InputError("--at is about a capture; what an interface brings is shown as of now") }
    }

    private func collect<Source: PacketSource & ~Copyable>(
        _ source: inout Source, _ loaded: LoadedConfiguration, _ view: SessionDisplay, _ status: inout RunStatus, _ console: Console
    ) throws -> Bool {
        var progress = Progress(console, unit: "packets", every: 100_000)
        let isWhole = try PacketRun(console: console).run(&source, view.firewalls, endsSessions: false, progress: &progress) { time in
            view.begin(at: time)
            for update in loaded.updates { status.report(view.firewalls.apply(update, at: time), console) }
        } drain: {
            view.drain()
        } tick: { time in
            try follow ? view.follow(at: time) : true
        }
        progress.end()
        if !isWhole { status.hasBadInput = true }
        return isWhole
    }
}
