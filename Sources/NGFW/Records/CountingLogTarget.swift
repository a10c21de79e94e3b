/// Writes records and throws them away: what a log costs without what it is written to.
///
///     var target = CountingLogTarget(.panosCSV(.v10_1))
///     for record in firewall.takeRecords() { target.add(record) }
///     // target.recordCount, target.byteCount
///
/// - Complexity: one buffer of a line, kept from record to record.
public struct CountingLogTarget: Sendable {
    public let format: TrafficLogFormat
    public private(set) var recordCount: UInt64 = 0
    public private(set) var byteCount: UInt64 = 0
    private var line: [UInt8] = []

    public init(_ format: TrafficLogFormat) { self.format = format }

    public mutating func add(_ record: TrafficLogRecord) {
        line.removeAll(keepingCapacity: true)
        format.write(record, to: &line)
        recordCount &+= 1
        byteCount &+= UInt64(line.count)
    }
}
