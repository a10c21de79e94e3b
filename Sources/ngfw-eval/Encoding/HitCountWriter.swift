import NGFW
import NGFWCore

/// Hit counts as the device shows them: the table of `show rule-hit-count`, the JSON of its XML reply.
///
/// Source: reference sections 1.13 and 5.5. Times are UTC.
struct HitCountWriter {
    let report: HitReport
    let vsys: String

    func writeTable(to output: OutputFile) throws {
        for rulebase in RuleHitCount.Rulebase.allCases {
            let counts = report.counts.filter { $0.rulebase == rulebase }
            guard !counts.isEmpty else { continue }
            if rulebase != .security { try output.write("rule-base: \(rulebase.rawValue)\n") }
            var table = Table(
                [
                    .init("Rule Name"), .init("Hit Count", .right), .init("Last Hit Timestamp"), .init("Last Reset Timestamp"),
                    .init("First Hit Timestamp"), .init("Rule Create Timestamp"), .init("Rule Modify Timestamp"),
                ], to: output, isColoured: false)
            for count in counts {
                try table.add([
                    Table.Cell(count.rule), "\(count.count)", Table.Cell(Self.text(count.last)), Table.Cell(Self.text(count.lastReset)),
                    Table.Cell(Self.text(count.first)), Table.Cell(Self.text(count.created)), Table.Cell(Self.text(count.modified)),
                ])
            }
            try table.end()
        }
        try output.write(unused + "\n")
    }

    private var unused: String {
        let names = report.unused.map { printable($0.rule) }
        let window = report.window.map { "from \(Self.text($0.lowerBound)) to \(Self.text($0.upperBound))" } ?? "with nothing observed"
        let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? " and \(grouped(names.count - 20)) more" : "")
        return "unused rules \(window): \(grouped(names.count))\(names.isEmpty ? "" : ": \(shown)")"
    }

    var json: JSONOutput {
        let bases = RuleHitCount.Rulebase.allCases.compactMap { rulebase -> JSONOutput? in
            let counts = report.counts.filter { $0.rulebase == rulebase }
            guard !counts.isEmpty else { return nil }
            return .object([("name", .string(rulebase.rawValue)), ("rules", .array(counts.map(entry)))])
        }
        let vsys = JSONOutput.object([("name", .string(self.vsys)), ("rule-base", .array(bases))])
        return .object([
            ("rule-hit-count", .object([("vsys", .array([vsys]))])),
            (
                "observed",
                report.window.map { .object([("from", Self.seconds($0.lowerBound)), ("to", Self.seconds($0.upperBound))]) } ?? .null
            ),
            ("unused", .strings(report.unused.map(\.rule))),
        ])
    }

    private func entry(_ count: RuleHitCount) -> JSONOutput {
        .object([
            ("name", .string(count.rule)), ("latest", .string("yes")), ("hit-count", .unsigned(count.count)),
            ("last-hit-timestamp", Self.seconds(count.last)), ("last-reset-timestamp", Self.seconds(count.lastReset)),
            ("first-hit-timestamp", Self.seconds(count.first)), ("rule-creation-timestamp", Self.seconds(count.created)),
            ("rule-modification-timestamp", Self.seconds(count.modified)),
        ])
    }

    /// Epoch seconds, 0 for never.
    private static func seconds(_ time: Timestamp?) -> JSONOutput { .number(time?.seconds ?? 0) }

    /// `Mon Dec 17 15:42:45 2018`, `-` for never.
    static func text(_ time: Timestamp?) -> String {
        guard let time else { return "-" }
        let date = CalendarDate(time)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = "\(two(date.hour)):\(two(date.minute)):\(two(date.second))"
        let day = date.day < 10 ? " \(date.day)" : "\(date.day)"
        return "\(days[date.weekday % 7]) \(months[(date.month + 11) % 12]) \(day) \(clock) \(date.year)"
    }
}
