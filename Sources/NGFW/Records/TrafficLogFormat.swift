/// A form of the traffic log. Every form is one line a record.
///
///     var lines: [UInt8] = []
///     TrafficLogFormat("pan-csv-65")?.write(record, to: &lines)
public enum TrafficLogFormat: Hashable, Sendable {
    /// ``JSONLinesLogWriter``
    case jsonLines
    /// ``PANOSCSVLogWriter``
    case panosCSV(PANOSLogVersion)
    /// ``KeyValueLogWriter/Syntax/cef``
    case cef
    /// ``KeyValueLogWriter/Syntax/leef``
    case leef
    /// ``ECSLogWriter``
    case ecs

    /// Appends one line, its end included.
    ///
    /// - Parameter timeZoneOffset: Seconds east of UTC, for the forms that write local time.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8], timeZoneOffset: Int = 0) {
        switch self {
        case .jsonLines: JSONLinesLogWriter().write(record, to: &output)
        case .panosCSV(let version): PANOSCSVLogWriter(version, timeZoneOffset: timeZoneOffset).write(record, to: &output)
        case .cef: KeyValueLogWriter(.cef).write(record, to: &output)
        case .leef: KeyValueLogWriter(.leef).write(record, to: &output)
        case .ecs: ECSLogWriter().write(record, to: &output)
        }
    }
}

extension TrafficLogFormat: LosslessStringConvertible, CaseIterable {
    public static let allCases: [TrafficLogFormat] = [
        .jsonLines, .panosCSV(.v10_1), .panosCSV(.v9_0), .panosCSV(.v8_1), .panosCSV(.v8_0), .cef, .leef, .ecs,
    ]

    /// `jsonl`, `pan-csv`, `pan-csv-67`, `pan-csv-65`, `pan-csv-61`, `cef`, `leef`, `ecs`
    public init?(_ name: String) {
        guard let format = Self.allCases.first(where: { $0.description == name }) else { return nil }
        self = format
    }

    public var description: String {
        switch self {
        case .jsonLines: "jsonl"
        case .panosCSV(.v10_1): "pan-csv"
        case .panosCSV(let version): "pan-csv-\(version.fieldCount)"
        case .cef: "cef"
        case .leef: "leef"
        case .ecs: "ecs"
        }
    }
}
