import NGFW
import NGFWCore

/// Looks at sessions for programs: JSON or CSV. Of many looks each row says its time first.
struct SessionRows {
    let tellsTime: Bool
    private let output: OutputFile
    private let format: SessionDisplay.Format
    private var writer: any SessionWriter
    private var objects: JSONSequenceWriter
    private var hasObjects = false

    init(_ format: SessionDisplay.Format, _ output: OutputFile, tellsTime: Bool) {
        self.tellsTime = tellsTime
        self.output = output
        self.format = format
        objects = JSONSequenceWriter(format == .json && tellsTime ? .array : .lines, to: output)
        switch format {
        case .csv: writer = SessionCSVWriter(output, tellsTime: tellsTime)
        case .json: writer = SessionJSONWriter(JSONSequenceWriter(.array, to: output), tellsTime: tellsTime)
        case .jsonl, .table: writer = SessionJSONWriter(JSONSequenceWriter(.lines, to: output), tellsTime: tellsTime)
        }
    }

    mutating func add(_ live: LiveSession) throws { try writer.add(live.session, seen: live.time) }

    mutating func add(_ info: SessionInfo, at time: Timestamp) throws {
        hasObjects = true
        switch format {
        case .table: for line in info.lines { try output.write(line + "\n") }
        case .csv:
            for entry in info.entries { try output.write(CSVText.line((tellsTime ? ["\(time)"] : []) + [entry.name, "\(entry.value)"])) }
        case .json, .jsonl:
            let members: [(String, JSONOutput)] = info.entries.map { entry in
                switch entry.value {
                case .number(let number): (entry.name, .unsigned(number))
                case .flag(let flag): (entry.name, .bool(flag))
                }
            }
            try objects.add(.object((tellsTime ? [("time", .string("\(time)"))] : []) + members))
        }
    }

    mutating func add(count: Int, at time: Timestamp) throws {
        hasObjects = true
        switch format {
        case .table: try output.write("Number of sessions that match filter: \(count)\n")
        case .csv: try output.write(CSVText.line((tellsTime ? ["\(time)"] : []) + ["count", "\(count)"]))
        case .json, .jsonl: try objects.add(.object((tellsTime ? [("time", .string("\(time)"))] : []) + [("count", .number(Int64(count)))]))
        }
    }

    /// Once, when there are no more looks.
    mutating func end() throws {
        if hasObjects {
            if format == .json || format == .jsonl { try objects.end() }
        } else if format != .table {
            try writer.end()
        }
    }
}
