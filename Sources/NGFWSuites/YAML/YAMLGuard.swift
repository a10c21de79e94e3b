/// Finds what the YAML parser beneath must not see: it follows nesting by recursion and aliases by copying.
///
/// Aliases, anchors and tags are refused where a value may begin, deep nesting wherever brackets or indentation show it;
/// the text of a literal block (`key: |`) is not looked at. Over-reported rather than missed.
struct YAMLGuard {
    struct Hazard {
        var message: String
        var line: Int
        var column: Int
    }

    private static let depthLimit = 16
    private static let indentationLimit = 64

    private var depth = 0

    static func hazard(_ bytes: [UInt8]) -> Hazard? {
        var guardian = YAMLGuard()
        /// Lines indented further than this are text of a literal block.
        var blockColumn: Int?
        var number = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
            let line = bytes[start..<end]
            number += 1
            start = end + 1
            let indentation = line.prefix { $0 == 0x20 }.count
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d }) { continue }
            if let column = blockColumn, indentation > column { continue }
            blockColumn = guardian.depth == 0 ? Self.blockColumn(line) : nil
            if var hazard = guardian.look(line) {
                hazard.line = number
                return hazard
            }
        }
        return nil
    }

    /// The indentation that the text of a block begun by this line must exceed; `nil` when it begins none.
    private static func blockColumn(_ line: ArraySlice<UInt8>) -> Int? {
        var position = line.startIndex
        var column: Int?
        while position < line.endIndex, line[position] == 0x20 || isDash(line, position) {
            if line[position] != 0x20 { column = position - line.startIndex }
            position += 1
        }
        let key = line[position...].prefix { isWord($0) }
        if !key.isEmpty {
            column = position - line.startIndex
            position = key.endIndex
            guard position + 1 < line.endIndex, line[position] == UInt8(ascii: ":"), line[position + 1] == 0x20 else { return nil }
            position += 1
        }
        var rest = line[position...].drop { $0 == 0x20 }
        guard let indicator = rest.popFirst(), indicator == UInt8(ascii: "|") || indicator == UInt8(ascii: ">") else { return nil }
        let end = rest.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || (0x31...0x39).contains($0) }
        return end.allSatisfy { $0 == 0x20 || $0 == 0x0d } ? column : nil
    }

    private static func isDash(_ line: ArraySlice<UInt8>, _ position: Int) -> Bool {
        line[position] == UInt8(ascii: "-") && position + 1 < line.endIndex && line[position + 1] == 0x20
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, UInt8(ascii: "_"): true
        case UInt8(ascii: "-"): true
        default: false
        }
    }

    private mutating func look(_ line: ArraySlice<UInt8>) -> Hazard? {
        var isIndentation = true
        var markers = 0
        /// Whether a value may begin here, so that `&`, `*`, `!` and quotes have their meaning.
        var mayBegin = true
        var position = line.startIndex
        while position < line.endIndex {
            let byte = line[position]
            let column = position - line.startIndex + 1
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth > Self.depthLimit { return Hazard(message: "nested more than \(Self.depthLimit) deep", line: 0, column: column) }
                mayBegin = true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth = max(0, depth - 1)
                mayBegin = false
            case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
                if mayBegin {
                    let what = byte == UInt8(ascii: "!") ? "tags" : "anchors and aliases"
                    return Hazard(message: "\(what) are not read here; write the value out, or in quotes", line: 0, column: column)
                }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if mayBegin, let end = Self.quoteEnd(line, position) { position = end }
                mayBegin = false
            case UInt8(ascii: "#"):
                if position == line.startIndex || line[position - 1] == 0x20 || line[position - 1] == 0x09 { return nil }
                mayBegin = false
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                markers += 1
                if isIndentation, markers > Self.depthLimit * 2 {
                    return Hazard(message: "nested more than \(Self.depthLimit) deep", line: 0, column: column)
                }
                mayBegin = true
            case UInt8(ascii: ","): mayBegin = true
            case 0x20, 0x09, 0x0d:
                if isIndentation, column > Self.indentationLimit {
                    return Hazard(message: "indented more than \(Self.indentationLimit) columns", line: 0, column: column)
                }
            default:
                isIndentation = false
                mayBegin = false
            }
            position += 1
        }
        return nil
    }

    /// The closing quote on the same line.
    private static func quoteEnd(_ line: ArraySlice<UInt8>, _ start: Int) -> Int? {
        let quote = line[start]
        var position = start + 1
        while position < line.endIndex {
            if line[position] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                position += 2
                continue
            }
            if line[position] == quote {
                guard quote == UInt8(ascii: "'"), position + 1 < line.endIndex, line[position + 1] == quote else { return position }
                position += 1
            }
            position += 1
        }
        return nil
    }
}
