internal import NGFWCore

/// Flow descriptions as comma separated values with a header (RFC 4180).
///
///     source,destination,protocol,destinationPort,application,expect.action,expect.rule
///     172.16.10.11,172.16.20.21,tcp,22,ssh,allow,allow-ssh
struct CSVFlows {
    struct Cell {
        var text: String
        var column: Int
    }

    private let file: String
    private var header: [String] = []

    init(file: String) { self.file = file }

    /// Takes the header; problems make the whole file unusable.
    mutating func readHeader(_ line: [UInt8], number: Int) -> [FlowProblem] {
        guard let cells = Self.cells(line) else { return [problem("NGFW-F008", "a quoted field without its end", line, number, 1)] }
        if cells.count == 1, let separator = [";", "\t"].first(where: cells[0].text.contains) {
            let name = separator == ";" ? "semicolons" : "tabs"
            return [problem("NGFW-F008", "columns are separated by commas, not by \(name)", line, number, 1)]
        }
        var problems: [FlowProblem] = []
        for cell in cells {
            let name = cell.text.filter { $0 != " " }
            if name != "expect", !FlowBuilder.keys.contains(name) {
                let near = nearestName(to: name, in: FlowBuilder.keys).map { "; did you mean '\($0)'?" } ?? ""
                problems.append(problem("NGFW-F003", "unknown column '\(shortened(name))'\(near)", line, number, cell.column))
            } else if header.contains(name) {
                problems.append(problem("NGFW-F004", "column '\(name)' is there twice", line, number, cell.column))
            }
            header.append(name)
        }
        return problems
    }

    /// Whether a record goes on in the next line, inside a quoted field.
    static func isOpen(_ record: [UInt8]) -> Bool {
        record.reduce(into: false) { if $1 == UInt8(ascii: "\"") { $0.toggle() } }
    }

    func flow(_ record: [UInt8], number: Int) -> FlowInput {
        guard let cells = Self.cells(record) else {
            return .problems([problem("NGFW-F008", "text before or after a quoted field", record, number, 1)])
        }
        // A field too few would leave out whatever comes last, as an expectation does.
        guard cells.count == header.count else {
            let message = "\(cells.count) fields where the header has \(header.count)"
            let place = cells.count > header.count ? cells[header.count].column : record.count + 1
            return .problems([problem("NGFW-F008", message, record, number, place)])
        }
        let fields = zip(header, cells).flatMap { name, cell -> [FlowField] in
            if cell.text.isEmpty { return [] }
            let isObject = name == "expect" && cell.text.hasPrefix("{")
            if isObject, let parts = JSONFlows.expectation(cell.text, line: number, column: cell.column) { return parts }
            return [FlowField(key: name, value: .text(cell.text), line: number, column: cell.column)]
        }
        return FlowBuilder.build(fields, file: file, line: number, sourceLine: record)
    }

    private func problem(_ code: String, _ message: String, _ line: [UInt8], _ number: Int, _ column: Int) -> FlowProblem {
        let location = SourceLocation(file: file, line: number, column: column)
        return FlowProblem(diagnostic: Diagnostic(.error, code, message, at: location), sourceLine: line)
    }

    /// The fields of a record; `nil` when a quote stands where none may.
    private static func cells(_ record: [UInt8]) -> [Cell]? {
        var cells: [Cell] = []
        var position = 0
        while true {
            let start = position
            var text: [UInt8] = []
            if position < record.count, record[position] == UInt8(ascii: "\"") {
                position += 1
                while true {
                    guard position < record.count else { return nil }
                    if record[position] == UInt8(ascii: "\"") {
                        guard position + 1 < record.count, record[position + 1] == UInt8(ascii: "\"") else { break }
                        position += 1
                    }
                    text.append(record[position])
                    position += 1
                }
                position += 1
            } else {
                let end = record[position...].firstIndex(of: UInt8(ascii: ",")) ?? record.count
                text = Array(record[position..<end])
                if text.contains(UInt8(ascii: "\"")) { return nil }
                while text.first == 0x20 { text.removeFirst() }
                while text.last == 0x20 { text.removeLast() }
                position = end
            }
            cells.append(Cell(text: String(decoding: text, as: UTF8.self), column: start + 1))
            guard position < record.count else { return cells }
            guard record[position] == UInt8(ascii: ",") else { return nil }
            position += 1
        }
    }
}
