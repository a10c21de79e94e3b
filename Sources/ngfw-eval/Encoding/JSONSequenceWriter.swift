import NGFWCore

/// A sequence of objects as JSON lines or as one JSON array, written as they come.
struct JSONSequenceWriter {
    enum Layout { case lines, array }

    private let output: OutputFile
    private let layout: Layout
    private var isEmpty = true

    init(_ layout: Layout, to output: OutputFile) {
        self.layout = layout
        self.output = output
    }

    mutating func add(_ value: JSONOutput) throws {
        var bytes: [UInt8] = []
        if layout == .array { bytes.append(contentsOf: (isEmpty ? "[\n" : ",\n").utf8) }
        isEmpty = false
        value.append(to: &bytes)
        if layout == .lines { bytes.append(UInt8(ascii: "\n")) }
        try output.write(bytes)
    }

    func end() throws {
        if layout == .array { try output.write(isEmpty ? "[]\n" : "\n]\n") }
    }
}
