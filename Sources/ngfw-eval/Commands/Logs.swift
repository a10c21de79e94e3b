import ArgumentParser
import NGFW
import NGFWCore
import NGFWSuites

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

    @Option(help: "Form of the records: table, json, csv (a header and the main columns), or a form of the traffic log.")
    var format = RecordFormat.table

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Offset of the device's clock from UTC, such as +01:00, where its lines do not say it.", valueName: "offset"))
    var timeZone: String?

    @Argument(help: ArgumentHelp("Logs; - is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        let console = Console()
        let offset = try offset()
        let question = try filter.map { try FilterArgument.read($0, groups: nil, clock: TimeZoneRules(offset: offset), console) }
        let output = OutputFile.standardOutput()
        var writer = format.writer(to: output, clock: TimeZoneRules(offset: offset), isColoured: console.coloursOutput)
        var tally = LogTally()
        var diagnostics = Diagnostics(limit: 100)
        let reader = PANOSCSVLogReader(timeZoneOffset: offset)
        for path in files {
            let source = try ByteSource(path: path)
            var lines = LineReader(source.stream, limit: Limits.standard.logLineBytes)
            while let line = try lines.next() {
                let content: PANOSLogLine
                do throws(LogLineError) {
                    content = try Self.read(line, reader)
                } catch {
                    tally.errorCount += 1
                    diagnostics.add(error.diagnostic(file: source.name, line: lines.number))
                    continue
                }
                switch content {
                case .traffic(let record):
                    tally.recordCount += 1
                    guard question?.matches(record) ?? true else { continue }
                    tally.matchCount += 1
                    try writer.add(record)
                case .other(let type): tally.skip(type)
                case .header, .blank: break
                }
            }
        }
        try writer.end()
        try output.flush()
        DiagnosticPrinter(console: console).write(diagnostics)
        console.writeError(tally.text)
        if tally.errorCount > 0 { throw ExitCode(2) }
    }

    private static func read(_ line: LineReader.Line, _ reader: PANOSCSVLogReader) throws(LogLineError) -> PANOSLogLine {
        switch line {
        case .text(let bytes): return try reader.read(bytes)
        case .tooLong:
            throw LogLineError(.lineTooLong, column: 1, "the line has more than \(Limits.standard.logLineBytes) bytes")
        }
    }

    private func offset() throws(InputError) -> Int {
        guard let timeZone else { return 0 }
        guard timeZone != "Z", timeZone != "UTC" else { return 0 }
        // A time in the offset tells whether it is one.
        guard let time = Timestamp("1970-01-02T00:00:00\(timeZone)"), timeZone.hasPrefix("+") || timeZone.hasPrefix("-") else {
            throw InputError("--time-zone: '\(timeZone)' is no offset from UTC such as +01:00")
        }
        return Int(86_400 - time.seconds)
    }
}

/// Sums of a reading, in words.
struct LogTally {
    var recordCount = 0
    var matchCount = 0
    var errorCount = 0
    private var skipped: [String: Int] = [:]
    /// Names of types come from the file.
    private static let typeLimit = 64

    mutating func skip(_ type: String) {
        let name = skipped[type] != nil || skipped.count < Self.typeLimit ? type : "other"
        skipped[name, default: 0] += 1
    }

    /// `12 traffic logs, 4 match; skipped: 2 SYSTEM, 3 THREAT; 1 line in error`
    var text: String {
        var text =
            "\(grouped(recordCount)) traffic log\(recordCount == 1 ? "" : "s"), \(grouped(matchCount)) match\(matchCount == 1 ? "es" : "")"
        if !skipped.isEmpty {
            text += "; skipped: " + skipped.sorted { $0.key < $1.key }.map { "\(grouped($0.value)) \($0.key)" }.joined(separator: ", ")
        }
        if errorCount > 0 { text += "; \(grouped(errorCount)) line\(errorCount == 1 ? "" : "s") in error" }
        return text
    }
}
