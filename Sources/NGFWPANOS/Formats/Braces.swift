/// The format of nested braces that a device prints unless it is told otherwise, which is only recognised.
///
///     address {
///       web1 {
///         ip-netmask 10.0.0.5;
///       }
///     }
enum Braces {
    /// Lines that may stand before the configuration, such as a prompt.
    private static let lineLimit = 16

    /// Whether a line's last bytes are those of the format.
    static func end(_ line: some BidirectionalCollection<UInt8>) -> Bool {
        guard let last = line.last else { return false }
        return last == UInt8(ascii: "{") || last == UInt8(ascii: ";") || (last == UInt8(ascii: "}") && line.count == 1)
    }

    /// Where the first line of the format begins in a text's first bytes; `nil` when none of the first lines is one.
    static func find(in bytes: [UInt8]) -> Int? {
        var start = 0
        for _ in 0..<lineLimit where start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var line = bytes[start..<end].drop(while: XMLTree.isSpace)
            while let last = line.last, XMLTree.isSpace(last) { line.removeLast() }
            if Self.end(line) { return line.startIndex }
            start = end + 1
        }
        return nil
    }
}
