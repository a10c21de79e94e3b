/// How a configuration is spelt. All three are one tree of elements.
public enum ConfigurationFormat: String, Hashable, Sendable, CaseIterable {
    /// The native one, which is also the only one without traps.
    case xml
    /// Commands of the command line, one a line. Source: reference section 6.4.
    case set
    /// The tree of the XML: attributes are keys with `@`, repeated elements arrays.
    case json

    /// Tells by the first bytes, which hold more than blanks and comments; `nil` when they are none of the formats.
    static func of(_ bytes: some Collection<UInt8>) -> ConfigurationFormat? {
        var rest = bytes[...]
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        while true {
            rest = rest.drop(while: XMLTree.isSpace)
            switch rest.first {
            case UInt8(ascii: "<"): return .xml
            case UInt8(ascii: "{"): return .json
            case UInt8(ascii: "#"): rest = rest.drop { $0 != UInt8(ascii: "\n") }
            default: return SetCommand.begins(Array(rest.prefix(16))[...]) || rest.starts(with: "[edit".utf8) ? .set : nil
            }
        }
    }
}
