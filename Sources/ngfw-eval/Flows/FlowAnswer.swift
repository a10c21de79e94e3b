import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

/// A flow, its decision, and whether that is what was expected.
struct FlowAnswer {
    let record: FlowRecord
    let decision: Decision
    /// What is wrong with the decision; `nil` when it is as expected or nothing was expected.
    let failure: String?

    /// - Parameter policy: whose rules an expectation may name.
    init(_ record: FlowRecord, decision: Decision, _ policy: ResolvedPolicy) {
        self.record = record
        self.decision = decision
        let wrong = record.expectation?.failures(of: decision, policy) ?? []
        failure = wrong.isEmpty ? nil : wrong.joined(separator: "; ")
    }

    /// The flow as the file gives it.
    static func describe(_ flow: FlowDescription) -> [(String, JSONOutput)] {
        var members: [(String, JSONOutput)] = [
            ("source", .string("\(flow.source)")), ("sourcePort", .number(Int64(flow.sourcePort))),
            ("destination", .string("\(flow.destination)")), ("destinationPort", .number(Int64(flow.destinationPort))),
            ("protocol", .string("\(flow.ipProtocol)")),
        ]
        if let type = flow.icmpType { members.append(("icmpType", .number(Int64(type)))) }
        if let category = flow.category { members.append(("category", .string(category))) }
        if !flow.sourceHIP.isEmpty { members.append(("sourceHIP", .strings(flow.sourceHIP))) }
        if !flow.destinationHIP.isEmpty { members.append(("destinationHIP", .strings(flow.destinationHIP))) }
        if flow.isDecrypted { members.append(("decrypted", .bool(true))) }
        return members
    }

    static func describe(_ decision: Decision) -> [(String, JSONOutput)] {
        [
            ("from", .optional(decision.from)), ("to", .optional(decision.to)), ("user", .optional(decision.user)),
            ("application", .string(decision.application)), ("evidence", .string(decision.evidence)),
            ("action", .string(decision.action.rawValue)), ("rule", .string(decision.rule)), ("ruleUUID", .optional(decision.ruleUUID)),
            ("final", .bool(decision.isFinal)), ("standing", .string(decision.standing.word)), ("logStart", .bool(decision.logStart)),
            ("logEnd", .bool(decision.logEnd)), ("logSetting", .optional(decision.logSetting)),
            ("sourceGroups", .strings(decision.sourceGroups)), ("destinationGroups", .strings(decision.destinationGroups)),
            (
                "revisions",
                .object([
                    ("policy", .unsigned(decision.revisions.policy)), ("registrations", .unsigned(decision.revisions.registrations)),
                    ("signatures", .unsigned(decision.revisions.signatures)),
                ])
            ),
            ("notes", .strings(decision.notes)),
        ]
    }

    var json: JSONOutput {
        var members: [(String, JSONOutput)] = [("line", .number(Int64(record.location.line)))]
        members += Self.describe(record.flow)
        members.append(("time", record.flow.time.map { .string("\($0)") } ?? .null))
        members += Self.describe(decision)
        if let expectation = record.expectation {
            var expected: [(String, JSONOutput)] = []
            if let action = expectation.action { expected.append(("action", .string("\(action)"))) }
            if let rule = expectation.rule { expected.append(("rule", .string(rule))) }
            expected.append(("met", .bool(failure == nil)))
            members.append(("expect", .object(expected)))
        }
        return .object(members)
    }
}

protocol FlowAnswerWriter {
    mutating func add(_ answer: FlowAnswer) throws
    mutating func end() throws
}

struct FlowJSONWriter: FlowAnswerWriter {
    private var writer: JSONSequenceWriter

    init(_ writer: JSONSequenceWriter) { self.writer = writer }

    mutating func add(_ answer: FlowAnswer) throws { try writer.add(answer.json) }
    mutating func end() throws { try writer.end() }
}

/// The flow's own columns first, then the decision's; lists are joined by semicolons.
struct FlowCSVWriter: FlowAnswerWriter {
    private static let header = [
        "line", "source", "sourcePort", "destination", "destinationPort", "protocol", "from", "to", "user", "category", "time",
        "application", "action", "rule", "final", "standing", "logStart", "logEnd", "sourceGroups", "destinationGroups",
        "revisions.policy", "revisions.registrations", "revisions.signatures", "notes", "expect.met",
    ]

    private let output: OutputFile
    private var isFirst = true

    init(_ output: OutputFile) { self.output = output }

    mutating func add(_ answer: FlowAnswer) throws {
        try writeHeader()
        let flow = answer.record.flow
        let decision = answer.decision
        let fields: [String] = [
            "\(answer.record.location.line)", "\(flow.source)", "\(flow.sourcePort)", "\(flow.destination)", "\(flow.destinationPort)",
            "\(flow.ipProtocol)", decision.from ?? "", decision.to ?? "", decision.user ?? "", flow.category ?? "",
            flow.time.map { "\($0)" } ?? "", decision.application, decision.action.rawValue, decision.rule, "\(decision.isFinal)",
            decision.standing.word, "\(decision.logStart)", "\(decision.logEnd)",
            decision.sourceGroups.joined(separator: ";"), decision.destinationGroups.joined(separator: ";"),
            "\(decision.revisions.policy)", "\(decision.revisions.registrations)", "\(decision.revisions.signatures)",
            decision.notes.joined(separator: "; "), answer.record.expectation == nil ? "" : "\(answer.failure == nil)",
        ]
        try output.write(CSVText.line(fields))
    }

    mutating func end() throws { try writeHeader() }

    private mutating func writeHeader() throws {
        guard isFirst else { return }
        isFirst = false
        try output.write(CSVText.line(Self.header))
    }
}

struct FlowTableWriter: FlowAnswerWriter {
    private var table: Table

    init(_ output: OutputFile, isColoured: Bool) {
        table = Table(
            [
                .init("LINE", .right), .init("SOURCE"), .init("DESTINATION"), .init("SERVICE"), .init("ZONES"), .init("APPLICATION"),
                .init("ACTION"), .init("RULE"), .init("STANDING"), .init("LOG"), .init("EXPECTED"),
            ], to: output, isColoured: isColoured)
    }

    mutating func add(_ answer: FlowAnswer) throws {
        let flow = answer.record.flow
        let decision = answer.decision
        let logs = [decision.logStart ? "start" : nil, decision.logEnd ? "end" : nil].compactMap(\.self).joined(separator: ",")
        let expected: Table.Cell =
            switch (answer.record.expectation, answer.failure) {
            case (nil, _): ""
            case (_, nil): Table.Cell("yes", .green)
            case (_, _?): Table.Cell("NO", .red)
            }
        try table.add([
            "\(answer.record.location.line)", "\(flow.source)", "\(flow.destination)", Table.Cell(service(flow)),
            "\(decision.from ?? "?") > \(decision.to ?? "?")", Table.Cell(decision.application),
            Table.Cell(decision.action.rawValue, decision.action.isAllow ? .green : .red), Table.Cell(decision.rule),
            Table.Cell(decision.standing.word), Table.Cell(logs.isEmpty ? "-" : logs), expected,
        ])
    }

    mutating func end() throws { try table.end() }

    private func service(_ flow: FlowDescription) -> String {
        if flow.ipProtocol.hasPorts { return "\(flow.ipProtocol)/\(flow.destinationPort)" }
        if let type = flow.icmpType { return "\(flow.ipProtocol)/\(type)" }
        return "\(flow.ipProtocol)"
    }
}
