/// The fields of one comma-separated line, by place.
///
///     a,"b, ""c""",{d, e},f      // a · b, "c" · {d, e} · f
///
/// Read as leniently as is safe: a quote inside a field that did not begin with one is text; what stands in braces from a field's
/// beginning to its end is one field, and braces that are never closed are text. Not lenient: a quote that is never closed, or text
/// after a closing one, where the rest of the line could be read in two ways.
struct CSVFields {
    struct Field {
        /// Without the quotes.
        var content: Range<Int>
        var hasDoubledQuotes: Bool
        /// Where the field begins, quotes included: from 1.
        var column: Int
    }

    private let line: [UInt8]
    private(set) var fields: [Field] = []
    private var readsBraces = true

    /// - Parameter start: Where the first field begins.
    init(_ line: [UInt8], from start: Int, limit: Int) throws(LogLineError) {
        self.line = line
        var position = start
        while true {
            guard fields.count < limit else {
                throw LogLineError(.fieldCount, column: position + 1, "more than \(limit) fields; a traffic log has at most 115")
            }
            let (field, end) = try field(at: position)
            fields.append(field)
            guard end < line.count else { break }
            position = end + 1
        }
    }

    var count: Int { fields.count }

    func text(_ index: Int) -> String {
        let field = fields[index]
        guard field.hasDoubledQuotes else { return String(decoding: line[field.content], as: UTF8.self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.content.count)
        var position = field.content.lowerBound
        while position < field.content.upperBound {
            bytes.append(line[position])
            position += line[position] == UInt8(ascii: "\"") ? 2 : 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func bytes(_ index: Int) -> ArraySlice<UInt8> { line[fields[index].content] }

    /// The field that begins at `start`, and the place of the comma after it or the end of the line.
    private mutating func field(at start: Int) throws(LogLineError) -> (Field, end: Int) {
        if start < line.count {
            if line[start] == UInt8(ascii: "\"") { return try quoted(at: start) }
            if line[start] == UInt8(ascii: "{"), readsBraces {
                if let end = endOfBraces(at: start) {
                    return (Field(content: start..<end, hasDoubledQuotes: false, column: start + 1), end)
                }
                readsBraces = false
            }
        }
        let end = line[start...].firstIndex(of: UInt8(ascii: ",")) ?? line.count
        return (Field(content: start..<end, hasDoubledQuotes: false, column: start + 1), end)
    }

    private func quoted(at start: Int) throws(LogLineError) -> (Field, end: Int) {
        var hasDoubled = false
        var position = start + 1
        while position < line.count {
            guard line[position] == UInt8(ascii: "\"") else {
                position += 1
                continue
            }
            guard position + 1 < line.count, line[position + 1] == UInt8(ascii: "\"") else {
                let end = position + 1
                guard end == line.count || line[end] == UInt8(ascii: ",") else {
                    throw LogLineError(
                        .textAfterQuote, column: end + 1,
                        "text follows the quote that closes the field of column \(start + 1); a quote inside a field is doubled")
                }
                return (Field(content: start + 1..<position, hasDoubledQuotes: hasDoubled, column: start + 1), end)
            }
            hasDoubled = true
            position += 2
        }
        throw LogLineError(.unclosedQuote, column: start + 1, "the quote that opens here is never closed")
    }

    /// Where braces that open at `start` are closed, if a comma or the end of the line follows.
    private func endOfBraces(at start: Int) -> Int? {
        var depth = 0
        for position in start..<line.count {
            if line[position] == UInt8(ascii: "{") { depth += 1 }
            guard line[position] == UInt8(ascii: "}") else { continue }
            depth -= 1
            if depth == 0 {
                let end = position + 1
                return end == line.count || line[end] == UInt8(ascii: ",") ? end : nil
            }
        }
        return nil
    }
}
