/// Columns of text. Widths come from the first rows; later rows that need more push their line out.
///
///     SOURCE        ACTION  RULE
///     172.16.10.11  allow   allow-ssh
struct Table {
    struct Column {
        enum Alignment { case left, right }

        let title: String
        let alignment: Alignment

        init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    struct Cell: ExpressibleByStringInterpolation {
        let text: String
        let colour: Colour?

        init(_ text: String, _ colour: Colour? = nil) {
            self.text = printable(text)
            self.colour = colour
        }

        init(stringLiteral value: String) { self.init(value) }
    }

    private static let sampleCount = 256

    private let columns: [Column]
    private let output: OutputFile
    private let isColoured: Bool
    private var held: [[Cell]] = []
    private var widths: [Int]?

    init(_ columns: [Column], to output: OutputFile, isColoured: Bool) {
        self.columns = columns
        self.output = output
        self.isColoured = isColoured
    }

    mutating func add(_ row: [Cell]) throws {
        if widths != nil {
            try writeRow(row)
            return
        }
        held.append(row)
        if held.count == Self.sampleCount { try settle() }
    }

    /// Writes what is still held; rows that come later are as wide. Nothing at all is written for a table without rows.
    mutating func end() throws {
        if widths == nil, !held.isEmpty { try settle() }
    }

    private mutating func settle() throws {
        widths = columns.indices.map { index in
            held.reduce(columns[index].title.count) { max($0, $1[index].text.count) }
        }
        try writeRow(columns.map { Cell($0.title, .bold) })
        for row in held { try writeRow(row) }
        held = []
    }

    private func writeRow(_ row: [Cell]) throws {
        guard let widths else { return }
        var line = ""
        for (index, cell) in row.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - cell.text.count))
            let text = cell.colour.map { paint(cell.text, $0, isOn: isColoured) } ?? cell.text
            let isLast = index == row.count - 1
            line += columns[index].alignment == .right ? padding + text : text + (isLast ? "" : padding)
            if !isLast { line += "  " }
        }
        while line.last == " " { line.removeLast() }
        try output.write(line + "\n")
    }
}
