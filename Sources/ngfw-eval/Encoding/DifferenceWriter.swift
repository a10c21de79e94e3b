import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

/// Differences between two configurations as they are found, and then how many of each kind.
struct DifferenceWriter {
    private let output: OutputFile
    private let isJSON: Bool
    private let isColoured: Bool
    private var isEmpty = true
    private var counts: [FlowDifference.Kind: Int] = [:]
    private var flows = 0

    init(_ output: OutputFile, isJSON: Bool, isColoured: Bool) throws {
        self.output = output
        self.isJSON = isJSON
        self.isColoured = isColoured
        if isJSON { try output.write("{\"differences\":[") }
    }

    /// Counts a flow, and writes what differs.
    mutating func add(_ difference: FlowDifference?) throws {
        flows += 1
        guard let difference else { return }
        counts[difference.kind, default: 0] += 1
        if isJSON {
            try output.write((isEmpty ? "\n" : ",\n") + Self.json(difference).text)
        } else {
            try output.write(lines(difference).joined(separator: "\n") + "\n")
        }
        isEmpty = false
    }

    func has(_ kinds: (FlowDifference.Kind) -> Bool) -> Bool { counts.keys.contains(where: kinds) }

    var isWithoutFlows: Bool { flows == 0 }

    func end() throws {
        let same = flows - counts.values.reduce(0, +)
        if isJSON {
            let all = FlowDifference.Kind.allCases.map { ($0.rawValue, JSONOutput.number(Int64(counts[$0] ?? 0))) }
            let sums = JSONOutput.object([("flows", .number(Int64(flows))), ("same", .number(Int64(same)))] + all)
            return try output.write((isEmpty ? "" : "\n") + "],\"counts\":\(sums.text)}\n")
        }
        let all = FlowDifference.Kind.allCases.compactMap { kind in counts[kind].map { "\(grouped($0)) \(Self.words(kind))" } }
        let head = "\(grouped(flows)) \(flows == 1 ? "flow" : "flows"): \(grouped(same)) as before"
        try output.write(([head] + all).joined(separator: ", ") + "\n")
    }

    private static func words(_ kind: FlowDifference.Kind) -> String {
        switch kind {
        case .opened: "opened"
        case .closed: "closed"
        case .answer: "answered otherwise"
        case .rule: "by another rule"
        case .logging: "logged otherwise"
        }
    }

    private func lines(_ difference: FlowDifference) -> [String] {
        let place = difference.session.map { "\(difference.place.file): session \($0)" } ?? "\(difference.place)"
        let colour: Colour =
            switch difference.kind {
            case .opened: .yellow
            case .closed: .red
            default: .cyan
            }
        let head = printable("\(place): \(difference.flow.text): ") + paint(Self.words(difference.kind), colour, isOn: isColoured)
        let rest = ["before: \(Self.text(difference.before))", "after:  \(Self.text(difference.after))"] + difference.reasons
        return [head] + rest.map { printable("  \($0)") }
    }

    private static func text(_ decision: Decision) -> String {
        let standing = decision.standing == .decided ? "" : ", \(decision.standing.word)"
        return "\(decision.action.rawValue) by '\(decision.rule)'\(standing), \(decision.from ?? "none") -> \(decision.to ?? "none")"
    }

    private static func json(_ difference: FlowDifference) -> JSONOutput {
        func side(_ decision: Decision) -> JSONOutput {
            .object([
                ("action", .string(decision.action.rawValue)), ("rule", .string(decision.rule)),
                ("ruleUUID", .optional(decision.ruleUUID)), ("standing", .string(decision.standing.word)),
                ("response", .string(decision.response.rawValue)), ("application", .string(decision.application)),
                ("from", .optional(decision.from)), ("to", .optional(decision.to)), ("user", .optional(decision.user)),
                ("logStart", .bool(decision.logStart)), ("logEnd", .bool(decision.logEnd)),
                ("logSetting", .optional(decision.logSetting)),
            ])
        }
        return .object(
            [
                ("file", .string(difference.place.file)),
                ("line", difference.session == nil ? .number(Int64(difference.place.line)) : .null),
                ("session", difference.session.map { .unsigned($0) } ?? .null),
            ] + FlowAnswer.describe(difference.flow) + [
                ("time", difference.flow.time.map { .string("\($0)") } ?? .null),
                ("difference", .string(difference.kind.rawValue)), ("before", side(difference.before)),
                ("after", side(difference.after)), ("reasons", .strings(difference.reasons)),
            ])
    }
}
