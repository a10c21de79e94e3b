import NGFW
import NGFWCore
import NGFWPolicy

protocol SessionWriter {
    /// - Parameter time: When somebody looked at it.
    mutating func add(_ session: SessionSummary, seen time: Timestamp) throws
    /// Hands on what it still holds, although more may come.
    mutating func flush() throws
    mutating func end() throws
}

extension SessionWriter {
    mutating func add(_ session: SessionSummary) throws { try add(session, seen: session.end) }

    mutating func flush() {}
}

/// The session browser: the columns of the device's own listing (reference section 4.7), then rule and counters.
struct SessionTableWriter: SessionWriter {
    private var table: Table

    init(_ output: OutputFile, isColoured: Bool) {
        table = Table(
            [
                .init("ID", .right), .init("APPLICATION"), .init("STATE"), .init("SRC[SPORT]/ZONE"), .init("DST[DPORT]/ZONE"),
                .init("PROTO"), .init("ACTION"), .init("RULE"), .init("PACKETS", .right), .init("BYTES", .right), .init("END REASON"),
            ], to: output, isColoured: isColoured)
    }

    mutating func add(_ session: SessionSummary, seen time: Timestamp) throws {
        let tuple = session.tuple
        try table.add([
            "\(session.id)", Table.Cell(session.application), Table.Cell(session.state.rawValue),
            "\(tuple.source)[\(tuple.sourcePort)]/\(session.from ?? "none")",
            "\(tuple.destination)[\(tuple.destinationPort)]/\(session.to ?? "none")", "\(tuple.ipProtocol)",
            Table.Cell(session.action.rawValue, session.action.isAllow ? .green : .red), Table.Cell(session.rule ?? "-"),
            Table.Cell(grouped(session.packets)), Table.Cell(grouped(session.bytes)),
            Table.Cell(session.endReason?.rawValue ?? "-"),
        ])
    }

    mutating func flush() throws { try table.end() }

    mutating func end() throws { try table.end() }
}

struct SessionJSONWriter: SessionWriter {
    private var writer: JSONSequenceWriter
    private let tellsTime: Bool

    init(_ writer: JSONSequenceWriter, tellsTime: Bool = false) {
        self.writer = writer
        self.tellsTime = tellsTime
    }

    mutating func add(_ session: SessionSummary, seen time: Timestamp) throws {
        let tuple = session.tuple
        let look: [(String, JSONOutput)] = tellsTime ? [("time", .string("\(time)"))] : []
        try writer.add(
            .object(
                look + [
                    ("id", .unsigned(session.id)), ("start", .string("\(session.start)")), ("end", .string("\(session.end)")),
                    ("source", .string("\(tuple.source)")), ("sourcePort", .number(Int64(tuple.sourcePort))),
                    ("destination", .string("\(tuple.destination)")), ("destinationPort", .number(Int64(tuple.destinationPort))),
                    ("protocol", .string("\(tuple.ipProtocol)")),
                    ("icmpType", session.icmpType.map { .number(Int64($0)) } ?? .null), ("from", .optional(session.from)),
                    ("to", .optional(session.to)), ("user", .optional(session.user)), ("application", .string(session.application)),
                    ("base", .string(session.base)), ("path", .strings(session.path)), ("evidence", .string(session.evidence)),
                    ("packetsToIdentify", session.packetsToIdentify.map { .number(Int64($0)) } ?? .null),
                    ("rule", .optional(session.rule)), ("ruleUUID", .optional(session.ruleUUID)),
                    ("action", .string(session.action.rawValue)), ("implicit", .bool(session.isImplicit)),
                    ("state", .string(session.state.rawValue)), ("packets", .unsigned(session.packets)),
                    ("bytes", .unsigned(session.bytes)),
                    ("packetsSent", .unsigned(session.packetsSent)), ("packetsReceived", .unsigned(session.packetsReceived)),
                    ("bytesSent", .unsigned(session.bytesSent)), ("bytesReceived", .unsigned(session.bytesReceived)),
                    ("endReason", .optional(session.endReason?.rawValue)), ("midStream", .bool(session.startsMidStream)),
                    ("contradictions", .bool(session.hasContradictions)),
                    ("type", .string(session.kind.rawValue)), ("parentID", session.parentID == 0 ? .null : .unsigned(session.parentID)),
                    ("tunnel", .optional(session.tunnelType)), ("timeout", session.timeout.map { .number($0) } ?? .null),
                    ("timeToLive", session.timeToLive.map { .number($0) } ?? .null),
                ]))
    }

    mutating func end() throws { try writer.end() }
}

struct SessionCSVWriter: SessionWriter {
    private static let header = [
        "id", "start", "end", "source", "sourcePort", "destination", "destinationPort", "protocol", "from", "to", "user", "application",
        "path", "rule", "action", "state", "packets", "bytes", "packetsSent", "packetsReceived", "bytesSent", "bytesReceived",
        "endReason",
    ]

    private let output: OutputFile
    private let tellsTime: Bool
    private var isFirst = true

    init(_ output: OutputFile, tellsTime: Bool = false) {
        self.output = output
        self.tellsTime = tellsTime
    }

    mutating func add(_ session: SessionSummary, seen time: Timestamp) throws {
        try writeHeader()
        let tuple = session.tuple
        let fields: [String] = [
            "\(session.id)", "\(session.start)", "\(session.end)", "\(tuple.source)", "\(tuple.sourcePort)", "\(tuple.destination)",
            "\(tuple.destinationPort)", "\(tuple.ipProtocol)", session.from ?? "", session.to ?? "", session.user ?? "",
            session.application, session.path.joined(separator: ";"), session.rule ?? "", session.action.rawValue,
            session.state.rawValue, "\(session.packets)", "\(session.bytes)", "\(session.packetsSent)", "\(session.packetsReceived)",
            "\(session.bytesSent)", "\(session.bytesReceived)", session.endReason?.rawValue ?? "",
        ]
        try output.write(CSVText.line((tellsTime ? ["\(time)"] : []) + fields))
    }

    mutating func end() throws { try writeHeader() }

    private mutating func writeHeader() throws {
        guard isFirst else { return }
        isFirst = false
        try output.write(CSVText.line((tellsTime ? ["time"] : []) + Self.header))
    }
}
