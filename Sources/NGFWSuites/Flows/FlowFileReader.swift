package import NGFWCore

/// Reads a flow file of any of the formats; JSON lines and CSV as a stream, the others whole and bounded.
package struct FlowFileReader {
    package enum Format: String, CaseIterable {
        case jsonl
        case json
        case csv
        case yaml

        /// By the name's ending, then by the first bytes.
        static func detect(name: String, first: [UInt8]) -> Format {
            let start = first.first { $0 > 0x20 && $0 < 0x7f }
            let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
            switch ending {
            case "csv": return .csv
            case "yaml", "yml": return .yaml
            case "json": return .json
            default: break
            }
            if start == UInt8(ascii: "[") { return .json }
            if start == UInt8(ascii: "{") || ["jsonl", "ndjson"].contains(ending) { return .jsonl }
            let line = first.prefix { $0 != 0x0a }
            return line.contains(UInt8(ascii: ",")) && !line.contains(UInt8(ascii: ":")) ? .csv : .yaml
        }
    }

    private let source: ByteStream
    private let format: Format?
    private let limits: Limits

    package init(_ source: ByteStream, format: Format?, limits: Limits = .standard) {
        self.source = source
        self.format = format
        self.limits = limits
    }

    /// Calls `body` for every flow and every problem, in the order of the file.
    package func read(_ body: (FlowInput) throws -> Void) throws {
        var first = try source.next()
        if first.starts(with: [0xef, 0xbb, 0xbf]) { first.removeFirst(3) }
        switch format ?? Format.detect(name: source.name, first: first) {
        case .jsonl: try readJSONLines(first, body)
        case .csv: try readCSV(first, body)
        case .json:
            guard let bytes = try whole(first, limits.flowFileBytes, body) else { return }
            var splitter = JSONSplitter(bytes)
            while let element = splitter.next() {
                try body(JSONFlows.flow(element.bytes, file: source.name, line: element.line, column: element.column))
            }
        case .yaml:
            // A tree of nodes is many times as large as its text.
            guard let bytes = try whole(first, limits.flowFileBytes / 8, body) else { return }
            try YAMLFlows(file: source.name).read(bytes, body)
        }
    }

    private func readJSONLines(_ first: [UInt8], _ body: (FlowInput) throws -> Void) throws {
        var reader = LineReader(source, first: first, limit: limits.flowLineBytes)
        while let line = try reader.next() {
            switch line {
            case .tooLong: try body(tooLong(reader.number))
            case .text(let bytes):
                if bytes.allSatisfy({ $0 <= 0x20 }) { continue }
                try body(JSONFlows.flow(bytes, file: source.name, line: reader.number, column: 1))
            }
        }
    }

    private func readCSV(_ first: [UInt8], _ body: (FlowInput) throws -> Void) throws {
        var reader = LineReader(source, first: first, limit: limits.flowLineBytes)
        var flows = CSVFlows(file: source.name)
        var hasHeader = false
        var record: [UInt8] = []
        var start = 0
        while let line = try reader.next() {
            if record.isEmpty { start = reader.number }
            guard case .text(let bytes) = line, record.count + bytes.count < limits.flowLineBytes else {
                try body(tooLong(start))
                if !hasHeader { return }
                record = []
                continue
            }
            if record.isEmpty, bytes.allSatisfy({ $0 <= 0x20 }) { continue }
            record += record.isEmpty ? bytes : [0x0a] + bytes
            if CSVFlows.isOpen(record) { continue }
            if hasHeader {
                try body(flows.flow(record, number: start))
            } else {
                hasHeader = true
                let problems = flows.readHeader(record, number: start)
                if !problems.isEmpty { return try body(.problems(problems)) }
            }
            record = []
        }
        if !record.isEmpty {
            let location = SourceLocation(file: source.name, line: start, column: 1)
            try body(.problems([FlowProblem(diagnostic: Diagnostic(.error, "NGFW-F008", "a quoted field without its end", at: location))]))
        }
    }

    private func tooLong(_ line: Int) -> FlowInput {
        let message = "line of more than \(limits.flowLineBytes) bytes; a flow fits into far less"
        let location = SourceLocation(file: source.name, line: line)
        return .problems([FlowProblem(diagnostic: Diagnostic(.error, "NGFW-F001", message, at: location))])
    }

    private func whole(_ first: [UInt8], _ limit: Int, _ body: (FlowInput) throws -> Void) throws -> [UInt8]? {
        var bytes = first
        while true {
            let chunk = try source.next()
            if chunk.isEmpty { return bytes }
            bytes += chunk
            guard bytes.count <= limit else {
                let message =
                    "more than \(limit >> 20) MiB; write so many flows as JSON lines or CSV, which are read as a stream"
                let location = SourceLocation(file: source.name)
                try body(.problems([FlowProblem(diagnostic: Diagnostic(.error, "NGFW-F007", message, at: location))]))
                return nil
            }
        }
    }
}
