import NGFW
import NGFWCore
import NGFWPolicy

/// Makes a flow record of the fields of one description, checking every key and value.
///
///     source, sourcePort, destination, destinationPort, protocol, icmpType, application, from, to, user, sourceHIP,
///     destinationHIP, category, decrypted, time, expect.action, expect.rule
///
/// `expect` with a text is short for `expect.action`.
struct FlowBuilder {
    static let keys = [
        "source", "sourcePort", "destination", "destinationPort", "protocol", "icmpType", "application", "from", "to", "user",
        "sourceHIP", "destinationHIP", "category", "decrypted", "time", "expect.action", "expect.rule",
    ]

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
    static func build(_ fields: [FlowField], file: String, line: Int, sourceLine: [UInt8]?) -> FlowInput {
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
                report("NGFW-F003", "unknown key '\(field.key)'\(near)", field, notes: known)
                continue
            }
            guard texts[field.key] == nil else {
                report("NGFW-F004", "key '\(field.key)' is there twice", field)
                continue
            }
            switch field.value {
            case .text(let text), .number(let text): texts[field.key] = (text, field)
            case .other(let kind): report("NGFW-F005", "'\(field.key)' must be text or a number, not \(kind)", field)
            }
        }
    }

    private mutating func record(sourceLine: [UInt8]?) -> FlowRecord? {
        let source = address("source")
        let destination = address("destination")
        let ipProtocol = value("protocol", "an IP protocol such as tcp, udp, icmp, or a number 0-255") { IPProtocol($0) }
        for key in ["source", "destination", "protocol"] where texts[key] == nil {
            if !diagnostics.contains(where: { $0.message.contains("'\(key)'") }) {
                diagnostics.append(
                    Diagnostic(.error, "NGFW-F006", "missing key '\(key)'", at: SourceLocation(file: file, line: line, column: 1)))
            }
        }
        let sourcePort = port("sourcePort")
        let destinationPort = port("destinationPort")
        let icmpType = value("icmpType", "a number 0-255") { UInt8($0) }
        let time = value("time", "a time such as 2026-11-22T10:49:56Z, or seconds since 1970") { Timestamp($0) }
        let isDecrypted = value("decrypted", "'yes' or 'no'") { ["yes": true, "true": true, "no": false, "false": false][$0] }
        let expectation = expectation()
        guard let source, let destination, let ipProtocol else { return nil }
        if ipProtocol.hasPorts, texts["destinationPort"] == nil {
            diagnostics.append(
                Diagnostic(
                    .error, "NGFW-F006", "missing key 'destinationPort': \(ipProtocol) has ports, and rules decide by them",
                    at: SourceLocation(file: file, line: line, column: 1)))
        }
        if icmpType != nil, !ipProtocol.isICMP, let field = texts["icmpType"]?.field {
            report("NGFW-F005", "'icmpType' is for icmp and icmpv6, not \(ipProtocol)", field)
        }
        var flow = FlowDescription(source: source, destination: destination, ipProtocol: ipProtocol)
        flow.sourcePort = sourcePort ?? 0
        flow.destinationPort = destinationPort ?? 0
        flow.icmpType = icmpType
        flow.application = texts["application"]?.text.nonEmpty
        flow.from = texts["from"]?.text.nonEmpty
        flow.to = texts["to"]?.text.nonEmpty
        flow.user = texts["user"]?.text.nonEmpty
        flow.sourceHIP = names("sourceHIP")
        flow.destinationHIP = names("destinationHIP")
        flow.isDecrypted = isDecrypted ?? false
        flow.category = texts["category"]?.text.nonEmpty
        flow.time = time
        return FlowRecord(
            flow: flow, expectation: expectation, location: SourceLocation(file: file, line: line), sourceLine: sourceLine)
    }

    private mutating func expectation() -> FlowRecord.Expectation? {
        let actions = RuleAction.allCases.map(\.rawValue)
        let action = value("expect.action", "one of " + actions.joined(separator: ", ")) { RuleAction(rawValue: $0) }
        let rule = texts["expect.rule"]?.text.nonEmpty
        return action == nil && rule == nil ? nil : FlowRecord.Expectation(action: action, rule: rule)
    }

    /// Several names in one text, with semicolons between them.
    private func names(_ key: String) -> [String] {
        (texts[key]?.text ?? "").split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
    }

    private mutating func address(_ key: String) -> IPAddress? {
        value(key, "an IPv4 or IPv6 address") { IPAddress($0) }
    }

    private mutating func port(_ key: String) -> UInt16? {
        value(key, "a port 0-65535") { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt16($0) : nil }
    }

    private mutating func value<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let (text, field) = texts[key] else { return nil }
        if let value = parse(text) { return value }
        report("NGFW-F005", "'\(key)' must be \(expected), not '\(shortened(text))'", field)
        return nil
    }

    private mutating func report(_ code: String, _ message: String, _ field: FlowField, notes: [String] = []) {
        let location = SourceLocation(file: file, line: field.line, column: field.column)
        diagnostics.append(Diagnostic(.error, code, message, at: location, notes: notes))
    }
}

extension String {
    /// An empty value says no more than a missing key.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension Substring {
    /// Without spaces around it.
    fileprivate var trimmed: String {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}

/// Text for a message, cut when it is long.
func shortened(_ text: String) -> String {
    text.count <= 80 ? text : String(text.prefix(77)) + "..."
}
