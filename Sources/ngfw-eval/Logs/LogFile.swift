import NGFW

/// The traffic log in a file.
struct LogFile {
    private let output: OutputFile
    private let format: TrafficLogFormat
    private var line: [UInt8] = []

    init(_ output: OutputFile, _ format: TrafficLogFormat) {
        self.output = output
        self.format = format
    }

    mutating func add(_ record: TrafficLogRecord) throws {
        line.removeAll(keepingCapacity: true)
        format.write(record, to: &line)
        try output.write(line)
    }

    func flush() throws { try output.flush() }
}
