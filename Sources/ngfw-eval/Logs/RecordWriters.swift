import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy

/// How log records are shown.
enum RecordFormat: Equatable {
    case table, json, csv
    /// Lines as they were read.
    case raw
    case log(TrafficLogFormat)

    /// `nil` for lines as they were read.
    func writer(to output: OutputFile, clock: TimeZoneRules, isColoured: Bool) -> (any RecordWriter)? {
        switch self {
        case .raw: nil
        case .table: RecordTableWriter(output, isColoured: isColoured)
        case .json: RecordJSONWriter(output)
        case .csv: RecordCSVWriter(output)
        case .log(let format): LogFile(output, format, clock: clock)
        }
    }
}

extension RecordFormat: ExpressibleByArgument {
    init?(argument: String) {
        switch argument {
        case "table": self = .table
        case "json": self = .json
        case "csv": self = .csv
        case "raw": self = .raw
        default:
            guard let format = TrafficLogFormat(argument) else { return nil }
            self = .log(format)
        }
    }

    var defaultValueDescription: String { self == .table ? "table" : "" }

    static var allValueStrings: [String] { ["table", "json", "csv", "raw"] + TrafficLogFormat.allCases.map(\.description) }
}

protocol RecordWriter {
    mutating func add(_ record: TrafficLogRecord) throws
    /// Hands on what it still holds, although more may come.
    mutating func flush() throws
    mutating func end() throws
}

extension RecordWriter {
    func flush() {}
}

extension LogFile: RecordWriter {
    func end() {}
}

struct RecordTableWriter: RecordWriter {
    private var table: Table

    init(_ output: OutputFile, isColoured: Bool) {
        table = Table(
            [
                .init("TIME"), .init("TYPE"), .init("SOURCE/ZONE"), .init("DESTINATION/ZONE"), .init("PROTO"), .init("APPLICATION"),
                .init("ACTION"), .init("RULE"), .init("BYTES", .right), .init("END REASON"),
            ], to: output, isColoured: isColoured)
    }

    mutating func add(_ record: TrafficLogRecord) throws {
        let session = record.session
        let tuple = session.tuple
        try table.add([
            "\(record.time)", Table.Cell(record.subtype.rawValue), "\(tuple.source)[\(tuple.sourcePort)]/\(session.from ?? "none")",
            "\(tuple.destination)[\(tuple.destinationPort)]/\(session.to ?? "none")", "\(tuple.ipProtocol)",
            Table.Cell(session.application),
            Table.Cell(record.action, session.action.isAllow ? .green : .red), Table.Cell(session.rule ?? "-"),
            Table.Cell(grouped(session.bytes)), Table.Cell(record.endReason.rawValue),
        ])
    }

    mutating func flush() throws { try table.end() }

    mutating func end() throws { try table.end() }
}

/// One array of the objects of the JSON lines.
struct RecordJSONWriter: RecordWriter {
    private let output: OutputFile
    private var line: [UInt8] = []
    private var isEmpty = true

    init(_ output: OutputFile) { self.output = output }

    mutating func add(_ record: TrafficLogRecord) throws {
        line.removeAll(keepingCapacity: true)
        JSONLinesLogWriter().write(record, to: &line)
        line.removeLast()
        try output.write(isEmpty ? "[\n" : ",\n")
        try output.write(line)
        isEmpty = false
    }

    func end() throws { try output.write(isEmpty ? "[]\n" : "\n]\n") }
}

/// A header and the columns that people look at.
struct RecordCSVWriter: RecordWriter {
    private static let header = [
        "time", "subtype", "sessionID", "source", "sourcePort", "destination", "destinationPort", "protocol", "from", "to", "user",
        "application", "rule", "action", "endReason", "packets", "bytes", "bytesSent", "bytesReceived", "elapsedSeconds", "device",
    ]

    private let output: OutputFile
    private var isFirst = true

    init(_ output: OutputFile) { self.output = output }

    mutating func add(_ record: TrafficLogRecord) throws {
        try writeHeader()
        let session = record.session
        let tuple = session.tuple
        try output.write(
            CSVText.line([
                "\(record.time)", record.subtype.rawValue, "\(session.id)", "\(tuple.source)", "\(tuple.sourcePort)",
                "\(tuple.destination)", "\(tuple.destinationPort)", "\(tuple.ipProtocol)", session.from ?? "", session.to ?? "",
                session.user ?? "", session.application, session.rule ?? "", record.action, record.endReason.rawValue,
                "\(session.packets)", "\(session.bytes)", "\(session.bytesSent)", "\(session.bytesReceived)",
                "\(session.end.secondsSince(session.start))", record.device.hostname,
            ]))
    }

    mutating func end() throws { try writeHeader() }

    private mutating func writeHeader() throws {
        guard isFirst else { return }
        isFirst = false
        try output.write(CSVText.line(Self.header))
    }
}
