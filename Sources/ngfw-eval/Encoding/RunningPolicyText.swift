import NGFWPolicy

/// Rules in the layout of the device's `show running security-policy` and `test security-policy-match`, its misspelling
/// included. Source: reference sections 5.3 and 5.4; `negate-source`, and where `type` stands, are ours.
enum RunningPolicyText {
    /// - Parameter showsIndex: as in `test security-policy-match`.
    static func block(_ rule: RunningRule, showsIndex: Bool) -> String {
        var lines = ["\"\(rule.name)\(showsIndex ? "; index: \(rule.index)" : "")\" {"]
        func add(_ key: String, _ values: [String], none: String = "none") {
            lines.append("        \(key) \(list(values, none));")
        }
        add("from", rule.from)
        add("source", addresses(rule.source, rule.sourceRegions))
        add("source-region", rule.sourceRegions)
        if rule.isSourceNegated { lines.append("        negate-source yes;") }
        add("to", rule.to)
        add("destination", addresses(rule.destination, rule.destinationRegions))
        add("destination-region", rule.destinationRegions)
        if rule.isDestinationNegated { lines.append("        negate-destination yes;") }
        add("user", rule.users)
        lines.append("        source-device any;")
        lines.append("        destinataion-device any;")
        add("category", rule.categories)
        lines.append("        application/service \(numbered(rule.applicationServices));")
        lines.append("        action \(rule.action.rawValue);")
        lines.append("        icmp-unreachable: \(rule.sendsUnreachable ? "yes" : "no")")
        lines.append("        terminal \(rule.isTerminal ? "yes" : "no");")
        if let type = rule.type { lines.append("        type \(type.rawValue);") }
        lines.append("}")
        return lines.map(printable).joined(separator: "\n") + "\n"
    }

    /// A rule of regions alone says `any` where addresses stand (MODEL).
    private static func addresses(_ addresses: [String], _ regions: [String]) -> [String] {
        addresses.isEmpty && !regions.isEmpty ? ["any"] : addresses
    }

    private static func list(_ values: [String], _ none: String) -> String {
        switch values.count {
        case 0: none
        case 1: word(values[0])
        default: "[ \(values.map(word).joined(separator: " ")) ]"
        }
    }

    /// Names with spaces are quoted, as in `set` format.
    private static func word(_ text: String) -> String { text.contains(" ") ? "\"\(text)\"" : text }

    private static func numbered(_ tuples: [String]) -> String {
        let texts = tuples.enumerated().map { "\($0.offset):\($0.element)" }
        return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: " ")) ]"
    }
}
