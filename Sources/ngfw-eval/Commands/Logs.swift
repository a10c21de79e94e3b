import ArgumentParser
import NGFW
import NGFWCore
import NGFWPANOS

struct Logs: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Reads traffic logs.", subcommands: [LogsRead.self])
}

struct LogsRead: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Reads PAN-OS traffic logs, in any version's columns, and writes them in another form.",
        discussion: """
            Lines may have a syslog header before them, a header of column names above them,
            and more columns than are known. Logs of other types are skipped and counted.
            Filters and forms are explained in Docs/LOGS.md.

            EXAMPLES:
              ngfw-eval logs read traffic.csv
              ngfw-eval logs read --filter "( addr.src in 10.0.0.0/8 ) and ( app eq ssh )" \\
                  --format jsonl traffic.csv
              ngfw-eval logs read --format ecs - < /var/log/firewall.log
            """)

    @Option(help: ArgumentHelp("Shows only records that match, such as \"( app eq ssh ) and ( action neq allow )\".", valueName: "filter"))
    var filter: String?

    @Option(
        help:
            "Form of the records: table, json, csv (a header and the main columns), raw (the lines as they were read), or a form of the traffic log."
    )
    var format = RecordFormat.table

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The device's clock, where its lines do not say it, and that of times in the filter: +01:00, or Europe/Berlin. (default: UTC)",
            valueName: "zone"))
    var timeZone: String?

    @Argument(help: ArgumentHelp("Logs; - is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        let console = Console()
        let clock = try clock()
        let question = try filter.map { try FilterArgument.read($0, groups: nil, clock: clock, console) }
        let output = OutputFile.standardOutput()
        let writer = format.writer(to: output, clock: clock, isColoured: console.coloursOutput)
        let reading = LogReading(PANOSCSVLogReader(clock: clock), question, writer, output, console)
        for path in files { try reading.read(path) }
        try reading.end()
    }

    private func clock() throws(InputError) -> TimeZoneRules {
        guard let timeZone else { return .utc }
        if timeZone.hasPrefix("+") || timeZone.hasPrefix("-") {
            // A time in the offset tells whether it is one.
            if let time = Timestamp("1970-01-02T00:00:00\(timeZone)") { return TimeZoneRules(offset: Int(86_400 - time.seconds)) }
        } else if let rules = TimeZoneRules(zone: timeZone) {
            return rules
        }
        throw InputError("--time-zone: '\(timeZone)' is neither an offset from UTC such as +01:00 nor a zone such as Europe/Berlin")
    }
}
