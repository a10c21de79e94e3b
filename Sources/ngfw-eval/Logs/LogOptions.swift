import ArgumentParser
import NGFW
import NGFWCore

/// Where the traffic log goes, and how.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Writes the traffic log to a file (- is standard output), or sends it to syslog://host:port (UDP) or syslog+tcp://host:port.",
            valueName: "target"))
    var log: [String] = []

    @Flag(help: "Keeps what the file has, and writes behind it.")
    var logAppend = false

    @Option(help: "Form of the traffic log; pan-csv has 115 columns, the others of its kind as many as they say. (default: jsonl)")
    var logFormat: TrafficLogFormat?

    @Option(help: "Header of syslog messages. (default: rfc5424)")
    var syslogFormat: SyslogWriter.Header?

    @Option(help: "How messages over TCP are told apart: octet-counting or newline (RFC 6587). (default: octet-counting)")
    var syslogFraming: SyslogWriter.Framing?

    /// The one target.
    var target: String? { log.first }
    var isStandardOutput: Bool { target == "-" }
    /// Whether it is a file that can be opened anew.
    var isFile: Bool { target != nil && !isStandardOutput && !isSyslog }
    private var isSyslog: Bool { target.map(SyslogDestination.isMeant) ?? false }

    /// - Throws: `InputError` for options that would do nothing.
    func check() throws(InputError) {
        guard log.count < 2 else { throw InputError("--log: one target at a time; '\(log[0])' and '\(log[1])' are two") }
        let unused = [
            ("--log-format", logFormat != nil && target == nil, "the traffic log: name its target by --log"),
            ("--log-append", logAppend && !isFile, "a traffic log in a file: name it by --log"),
            ("--syslog-format", syslogFormat != nil && !isSyslog, "syslog: name a receiver by --log syslog://host:port"),
            ("--syslog-framing", syslogFraming != nil && !isSyslog, "syslog: name a receiver by --log syslog+tcp://host:port"),
        ]
        if let option = unused.first(where: \.1) { throw InputError("\(option.0) is about \(option.2)") }
    }

    /// - Parameters:
    ///   - inputs: files that the run reads.
    ///   - isLive: Whether records come as time goes, so that nothing may wait.
    func open(
        _ standardOutput: OutputFile, besides inputs: [String], clock: TimeZoneRules, isLive: Bool, _ console: Console
    ) throws(InputError) -> (any LogTarget)? {
        guard let target else { return nil }
        let format = logFormat ?? .jsonLines
        if isStandardOutput { return LogFile(standardOutput, format, clock: clock) }
        guard let destination = try SyslogDestination(target) else {
            return try LogFileTarget(path: target, besides: inputs, appends: logAppend, format, clock: clock, console)
        }
        guard syslogFraming != .datagram || destination.transport == .udp else {
            throw InputError("--syslog-framing: over TCP messages have to be told apart, by octet-counting or newline")
        }
        let framing = destination.transport == .udp ? .datagram : syslogFraming ?? .octetCounting
        let writer = SyslogWriter(format, header: syslogFormat ?? .rfc5424, framing: framing)
        return try SyslogTarget(destination, writer, clock: clock, isLive: isLive, console)
    }
}
