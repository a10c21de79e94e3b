internal import NGFWCore

/// Where the lines of a text begin, so that an offset of four bytes is all an element keeps of its place.
struct LineTable: Sendable {
    let file: String
    private let firstLine: Int
    private let firstColumn: Int
    /// Offsets of the first byte of the second and following lines.
    private var starts: [UInt32] = []
    private(set) var byteCount = 0

    /// Lines that are told apart: twice as many as elements may be. What is behind counts as of the last one.
    private static let limit = 1 << 24

    /// A text that begins at a line and column of its file; several documents may follow one another in one file.
    init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        firstLine = line
        firstColumn = column
    }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        var offset = byteCount
        for byte in bytes {
            offset += 1
            if byte == UInt8(ascii: "\n"), starts.count < Self.limit { starts.append(UInt32(truncatingIfNeeded: offset)) }
        }
        byteCount = offset
    }

    /// - Complexity: O(log *n*) in the number of lines.
    func location(_ offset: UInt32) -> SourceLocation {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        let column = low == 0 ? Int(offset) + firstColumn : Int(offset - starts[low - 1]) + 1
        return SourceLocation(file: file, line: firstLine + low, column: column)
    }
}
