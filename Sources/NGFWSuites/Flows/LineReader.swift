/// Lines of a source, each bounded: an endless line costs no memory.
package struct LineReader {
    package enum Line {
        /// Without its line end (LF or CR LF).
        case text([UInt8])
        /// Over the limit; its bytes were skipped.
        case tooLong
    }

    private let source: ByteStream
    private let limit: Int
    private var chunk: [UInt8]
    private var position = 0
    private var isAtEnd = false
    /// Of the line last returned, from 1.
    package private(set) var number = 0

    /// - Parameter first: Bytes of the source that were read before.
    package init(_ source: ByteStream, first: [UInt8] = [], limit: Int) {
        self.source = source
        self.limit = limit
        chunk = first
    }

    /// The next line, `nil` at the end.
    package mutating func next() throws -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        var isStarted = false
        while true {
            if position == chunk.count {
                if !isAtEnd {
                    chunk = try source.next()
                    position = 0
                    isAtEnd = chunk.isEmpty
                }
                if isAtEnd {
                    guard isStarted else { return nil }
                    break
                }
            }
            isStarted = true
            let rest = chunk[position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let piece = rest[..<(end ?? rest.endIndex)]
            if line.count + piece.count > limit {
                isTooLong = true
                line = []
            } else if !isTooLong {
                line.append(contentsOf: piece)
            }
            position = end.map { $0 + 1 } ?? chunk.count
            if end != nil { break }
        }
        number += 1
        if isTooLong { return .tooLong }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return .text(line)
    }
}
