/// What an XML document begins with, by its first bytes.
struct FirstElement {
    /// `nil` when no element is seen: the bytes end early, or are no XML.
    var name: String?
    /// The bytes before the XML declaration's end, which nothing may stand before.
    var declaration: Range<Int>?

    init(_ bytes: [UInt8]) {
        var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        while true {
            while position < bytes.count, XMLTree.isSpace(bytes[position]) { position += 1 }
            let rest = bytes[position...]
            if rest.starts(with: "<?".utf8) {
                guard let end = Self.end(of: "?>", in: rest) else { return }
                if rest.starts(with: "<?xml".utf8) { declaration = position..<end }
                position = end
            } else if rest.starts(with: "<!--".utf8) {
                guard let end = Self.end(of: "-->", in: rest.dropFirst(4)) else { return }
                position = end
            } else {
                guard rest.first == UInt8(ascii: "<") else { return }
                let letters = rest.dropFirst().prefix { !XMLTree.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
                guard let first = letters.first, first != UInt8(ascii: "!") else { return }
                name = String(decoding: letters, as: UTF8.self)
                return
            }
        }
    }

    private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        var position = bytes.startIndex
        while let next = bytes[position...].firstIndex(of: mark[0]) {
            if bytes[next...].starts(with: mark) { return next + mark.count }
            position = next + 1
        }
        return nil
    }
}
