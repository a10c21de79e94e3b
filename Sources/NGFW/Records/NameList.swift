/// Names in one text, with commas between them.
///
///     web,all\\, of them      // web · all, of them
///
/// In a name a backslash goes before commas and backslashes; other backslashes are text. A device's names hold neither (letters, digits,
/// blanks, `.`, `-`, `_`), so its own lists read as they are. Empty names are left out.
enum NameList {
    private static let comma = UInt8(ascii: ",")
    private static let backslash = UInt8(ascii: "\\")

    static func text(_ names: [String]) -> String {
        var bytes: [UInt8] = []
        for name in names where !name.isEmpty {
            if !bytes.isEmpty { bytes.append(comma) }
            // Byte by byte: a comma and a combining mark behind it are one character.
            for byte in name.utf8 {
                if byte == comma || byte == backslash { bytes.append(backslash) }
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func names(_ text: String) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        func end() {
            if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self)) }
            name = []
        }
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == backslash, let next = bytes.first, next == comma || next == backslash {
                name.append(next)
                bytes.removeFirst()
            } else if byte == comma {
                end()
            } else {
                name.append(byte)
            }
        }
        end()
        return names
    }
}
