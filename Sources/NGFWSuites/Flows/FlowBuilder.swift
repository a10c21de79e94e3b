internal import NGFW
internal import NGFWCore
internal import NGFWPolicy

/// Makes a flow record of the fields of one description, checking every key and value.
///
///     name, source, sourcePort, destination, destinationPort, protocol, icmpType, application, from, to, user, sourceHIP,
///     destinationHIP, category, decrypted, time, expect.action, expect.rule, …
///
/// `expect` with a text is short for `expect.action`.
package struct FlowBuilder {
    package static let keys =
        [
            "name", "source", "sourcePort", "destination", "destinationPort", "protocol", "icmpType", "application", "from", "to", "user",
            "sourceHIP", "destinationHIP", "category", "decrypted", "time",
        ] + expectationKeys

    private static let expectationKeys = [
        "expect.action", "expect.rule", "expect.final", "expect.standing", "expect.application", "expect.logStart", "expect.logEnd",
        "expect.response",
    ]

    private static let flagKeys: Set<String> = ["decrypted", "expect.final", "expect.logStart", "expect.logEnd"]

    /// Several names, in one text with semicolons between them.
    private static let listKeys: Set<String> = ["sourceHIP", "destinationHIP"]

    private let file: String
    private let line: Int
    private var texts: [String: (text: String, field: FlowField)] = [:]
    private var diagnostics: [Diagnostic] = []

    private init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// - Parameters:
    ///   - line: where the description begins.
    ///   - sourceLine: its text, shown with messages.
    package static func build(_ fields: [FlowField], file: String, line: Int, sourceLine: [UInt8]?) -> FlowInput {
        var builder = FlowBuilder(file: file, line: line)
        builder.collect(fields)
        let record = builder.record(sourceLine: sourceLine)
        if let record, builder.diagnostics.isEmpty { return .flow(record) }
        return .problems(
            builder.diagnostics.map { FlowProblem(diagnostic: $0, sourceLine: $0.location?.line == line ? sourceLine : nil) })
    }

    private mutating func collect(_ fields: [FlowField]) {
        for var field in fields {
            if field.key == "expect" { field.key = "expect.action" }
            guard Self.keys.contains(field.key) else {
                let near = nearestName(to: field.key, in: Self.keys).map { "; did you mean '\($0)'?" } ?? ""
                let known = near.isEmpty ? ["known keys: " + Self.keys.joined(separator: ", ")] : []
                report("NGFW-F003", "unknown key '\(shortened(field.key))'\(near)", field, notes: known)
                continue
            }
            guard texts[field.key] == nil else {
                report("NGFW-F004", "key '\(field.key)' is there twice", field)
                continue
            }
            switch field.value {
            case .text(let text), .number(let text): texts[field.key] = (text, field)
            case .flag(let flag):
                if Self.flagKeys.contains(field.key) {
                    texts[field.key] = (flag ? "yes" : "no", field)
                } else {
                    report("NGFW-F005", "'\(field.key)' must be text or a number, not \(flag)", field)
                }
            case .list(let names) where Self.listKeys.contains(field.key): texts[field.key] = (names.joined(separator: ";"), field)
            case .list: report("NGFW-F005", "'\(field.key)' must be text or a number, not a list", field)
            case .other(let kind): report("NGFW-F005", "'\(field.key)' must be text or a number, not \(kind)", field)
            }
        }
    }

    private mutating func record(sourceLine: [UInt8]?) -> FlowRecord? {
        let source = address("source")
        let destination = address("destination")
        let ipProtocol = value("protocol", "an IP protocol such as tcp, udp, icmp, or a number 0-255") { IPProtocol($0) }
        for key in ["source", "destination", "protocol"] where texts[key] == nil {
            if !diagnostics.contains(where: { $0.message.contains("'\(key)'") }) { reportMissing("'\(key)'") }
        }
        let sourcePort = port("sourcePort")
        let destinationPort = port("destinationPort")
        let icmpType = value("icmpType", "a number 0-255") { UInt8($0) }
        let time = value("time", "a time such as 2026-11-22T10:49:56Z, or seconds since 1970") { Timestamp($0) }
        let isDecrypted = flag("decrypted")
        let expectation = expectation()
        guard let source, let destination, let ipProtocol else { return nil }
        if ipProtocol.hasPorts, texts["destinationPort"] == nil {
            reportMissing("'destinationPort': \(ipProtocol) has ports, and rules decide by them")
        }
        if icmpType != nil, !ipProtocol.isICMP, let field = texts["icmpType"]?.field {
            report("NGFW-F005", "'icmpType' is for icmp and icmpv6, not \(ipProtocol)", field)
        }
        var flow = FlowDescription(source: source, destination: destination, ipProtocol: ipProtocol)
        flow.sourcePort = sourcePort ?? 0
        flow.destinationPort = destinationPort ?? 0
        flow.icmpType = icmpType
        flow.application = text("application")
        flow.from = text("from")
        flow.to = text("to")
        flow.user = text("user")
        flow.sourceHIP = names("sourceHIP")
        flow.destinationHIP = names("destinationHIP")
        flow.category = text("category")
        flow.isDecrypted = isDecrypted ?? false
        flow.time = time
        return FlowRecord(
            name: text("name"), flow: flow, expectation: expectation, location: SourceLocation(file: file, line: line),
            sourceLine: sourceLine)
    }

    private mutating func expectation() -> FlowExpectation? {
        guard let first = Self.expectationKeys.compactMap({ texts[$0]?.field }).min(by: { ($0.line, $0.column) < ($1.line, $1.column) })
        else { return nil }
        var result = FlowExpectation(at: SourceLocation(file: file, line: first.line, column: first.column))
        result.action = value("expect.action", "one of " + FlowExpectation.Action.words.joined(separator: ", ")) {
            FlowExpectation.Action($0)
        }
        result.rule = text("expect.rule")
        result.application = text("expect.application")
        result.isFinal = flag("expect.final")
        result.standing = value("expect.standing", "decided, tentative or implicit") { RuleMatch.Standing.words[$0.lowercased()] }
        result.logStart = flag("expect.logStart")
        result.logEnd = flag("expect.logEnd")
        result.response = value("expect.response", "one of " + Response.allCases.map(\.rawValue).joined(separator: ", ")) {
            Response(rawValue: $0)
        }
        return result.isEmpty ? nil : result
    }

    /// An empty value says no more than a missing key.
    private func text(_ key: String) -> String? { texts[key].flatMap { $0.text.isEmpty ? nil : $0.text } }

    private func names(_ key: String) -> [String] {
        (texts[key]?.text ?? "").split(separator: ";").map { name in
            let start = name.drop { $0 == " " }
            return String(start[..<(start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex)])
        }.filter { !$0.isEmpty }
    }

    private mutating func address(_ key: String) -> IPAddress? {
        value(key, "an IPv4 or IPv6 address") { IPAddress($0) }
    }

    private mutating func port(_ key: String) -> UInt16? {
        value(key, "a port 0-65535") { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt16($0) : nil }
    }

    private mutating func flag(_ key: String) -> Bool? {
        value(key, "yes or no") { ["yes": true, "true": true, "no": false, "false": false][$0.lowercased()] }
    }

    private mutating func value<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let (text, field) = texts[key] else { return nil }
        if let value = parse(text) { return value }
        report("NGFW-F005", "'\(key)' must be \(expected), not '\(shortened(text))'", field)
        return nil
    }

    private mutating func reportMissing(_ what: String) {
        diagnostics.append(
            Diagnostic(.error, "NGFW-F006", "missing key \(what)", at: SourceLocation(file: file, line: line, column: 1)))
    }

    private mutating func report(_ code: String, _ message: String, _ field: FlowField, notes: [String] = []) {
        let location = SourceLocation(file: file, line: field.line, column: field.column)
        diagnostics.append(Diagnostic(.error, code, message, at: location, notes: notes))
    }
}
