import NGFW
import NGFWCore

/// The traffic log in a file.
struct LogFile {
    private let output: OutputFile
    private let format: TrafficLogFormat
    /// The device's clock, for forms that write local time.
    private let clock: TimeZoneRules
    private var line: [UInt8] = []

    init(_ output: OutputFile, _ format: TrafficLogFormat, clock: TimeZoneRules) {
        self.output = output
        self.format = format
        self.clock = clock
    }

    mutating func add(_ record: TrafficLogRecord) throws {
        line.removeAll(keepingCapacity: true)
        format.write(record, to: &line, timeZoneOffset: clock.offset(at: record.time))
        try output.write(line)
    }

    func flush() throws { try output.flush() }
}
