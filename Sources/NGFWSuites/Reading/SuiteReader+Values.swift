internal import NGFWCore

/// Values of the file, each with a message when it is another one than expected.
extension SuiteReader {
    /// The keys of a mapping with their values; unknown ones are errors, null values are left out.
    mutating func keys(of node: SuiteNode, known: [String]) -> [(key: String, value: SuiteNode)] {
        guard let members = node.members else {
            error("S004", "expected a mapping with keys such as '\(known.first ?? "")', not \(node.kind)", at: node.location)
            return []
        }
        var result: [(String, SuiteNode)] = []
        for (key, value) in members {
            let name = key.text ?? "?"
            guard known.contains(name) else {
                let near = nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
                let note = near.isEmpty ? ["known keys: " + known.joined(separator: ", ")] : []
                diagnostics.error("NGFW-S003", "unknown key '\(shortened(name))'\(near)", at: key.location, notes: note)
                continue
            }
            if !value.isNull { result.append((name, value)) }
        }
        return result
    }

    /// The names of a mapping and their values, whatever the names are.
    mutating func entries(_ node: SuiteNode, _ expected: String) -> [(name: String, key: SuiteNode, value: SuiteNode)] {
        guard let members = node.members else {
            error("S004", "expected \(expected), not \(node.kind)", at: node.location)
            return []
        }
        return members.compactMap { key, value in
            guard let name = key.text else {
                error("S004", "a name is expected here, not \(key.kind)", at: key.location)
                return nil
            }
            return (name, key, value)
        }
    }

    mutating func list(_ node: SuiteNode, _ expected: String) -> [SuiteNode] {
        if node.isNull { return [] }
        if let items = node.items { return items }
        error("S004", "expected \(expected), not \(node.kind)", at: node.location)
        return []
    }

    /// The texts of a list; one text alone is a list of one.
    mutating func texts(_ node: SuiteNode, _ expected: String) -> [(text: String, location: SourceLocation)] {
        if node.isNull { return [] }
        let items = node.items ?? [node]
        return items.compactMap { item in text(item, expected).map { ($0, item.location) } }
    }

    mutating func text(_ node: SuiteNode, _ expected: String) -> String? {
        if let text = node.text { return text }
        error("S004", "expected \(expected), not \(node.kind)", at: node.location)
        return nil
    }

    mutating func value<Value>(_ node: SuiteNode, _ expected: String, _ parse: (String) -> Value?) -> Value? {
        if let text = node.text, let value = parse(text) { return value }
        error("S004", "expected \(expected), not \(node.kind)", at: node.location)
        return nil
    }

    /// The values of a list of texts; one alone is a list of one.
    mutating func values<Value>(_ node: SuiteNode, _ expected: String, _ parse: (String) -> Value?) -> [Value] {
        if node.isNull { return [] }
        return (node.items ?? [node]).compactMap { value($0, expected, parse) }
    }

    mutating func word(_ node: SuiteNode, _ words: [String]) -> String? {
        value(node, "one of \(words.joined(separator: ", "))") { text in words.first { $0 == text.lowercased() } }
    }

    mutating func flag(_ node: SuiteNode) -> Bool? {
        value(node, "yes or no") { ["yes": true, "true": true, "no": false, "false": false][$0.lowercased()] }
    }

    mutating func number(_ node: SuiteNode, _ expected: String, _ range: ClosedRange<Int>) -> Int? {
        value(node, expected) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    mutating func time(_ node: SuiteNode) -> Timestamp? {
        value(node, "a time such as 2026-11-22T10:49:56Z, or seconds since 1970") { Timestamp($0) }
    }

    /// `90`, `90s`, `15m`, `2h`, `1d`
    mutating func duration(_ node: SuiteNode) -> Int64? {
        value(node, "a time span such as 60s, 15m, 2h or 1d") { text in
            let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
            let unit = text.last.flatMap { units[$0] }
            guard let count = Int64(unit == nil ? text : String(text.dropLast())), count >= 0 else { return nil }
            let (seconds, overflow) = count.multipliedReportingOverflow(by: unit ?? 1)
            return overflow ? nil : seconds
        }
    }

    // MARK: Texts and paths

    /// A path as it is opened.
    func path(_ text: String) -> String { text.hasPrefix("/") ? text : SuiteFiles.shortest(folder + text) }

    /// A text in the suite (a block, or one that begins like XML, JSON or set commands), or the path of a file.
    mutating func sourceText(_ node: SuiteNode, _ expected: String) -> SuiteText? {
        guard let text = text(node, expected) else { return nil }
        let start = text.drop { $0.isWhitespace }
        let isInline = node.isBlock || text.contains("\n") || start.hasPrefix("<") || start.hasPrefix("{") || start.hasPrefix("set ")
        return SuiteText(content: isInline ? .inline(inPlace(node, text)) : .file(path(text)), location: node.location)
    }

    /// A block's text with the lines and columns that it has in the file.
    private func inPlace(_ node: SuiteNode, _ text: String) -> [UInt8] {
        let line = node.location.line
        var indentation = 0
        if node.isLiteral {
            for start in lineStarts.dropFirst(line) {
                let blanks = bytes[start...].prefix { $0 == 0x20 }.count
                if start + blanks < bytes.count, bytes[start + blanks] != 0x0a, bytes[start + blanks] != 0x0d {
                    indentation = blanks
                    break
                }
            }
        }
        let margin = [UInt8](repeating: 0x20, count: indentation)
        var content = Array(text.utf8)
        // An XML declaration must stand at the very beginning, so its place is left blank.
        if content.starts(with: "<?xml".utf8), let end = content.firstIndex(of: UInt8(ascii: ">")) {
            for index in 0...end where content[index] != 0x0a { content[index] = 0x20 }
        }
        var result = [UInt8](repeating: 0x0a, count: node.isBlock ? line : max(0, line - 1))
        for (index, piece) in content.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { result.append(0x0a) }
            if !piece.isEmpty { result += margin + piece }
        }
        return result
    }
}
