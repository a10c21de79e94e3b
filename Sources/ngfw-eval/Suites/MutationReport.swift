import NGFWCore
import NGFWSuites

/// Which changed rules the suites notice, as text or as JSON.
enum MutationReport {
    static func write(_ result: MutationResult, asJSON: Bool, _ output: OutputFile, _ console: Console) throws {
        if asJSON {
            try output.write(result.json.text + "\n")
            return try output.flush()
        }
        for suite in result.failedSuites {
            try output.write(printable("\(suite) fails without any change, so no change was tried") + "\n")
        }
        for survivor in result.survivors {
            let word = paint("survives", .red, isOn: console.coloursOutput)
            let place = survivor.location.map { "\($0)" } ?? survivor.configuration
            var lines = [printable("\(place): ") + word + printable(": \(survivor.rulebase.words) '\(survivor.rule)': \(survivor.change)")]
            lines.append(
                printable(survivor.suggestion.map { "  would notice it: - \($0)" } ?? "  no flow found that it decides otherwise"))
            try output.write(lines.joined(separator: "\n") + "\n")
        }
        for rule in result.unmet {
            let word = paint("unmet", .red, isOn: console.coloursOutput)
            let place = rule.location.map { "\($0)" } ?? rule.configuration
            let changes = "\(grouped(rule.changeCount)) \(rule.changeCount == 1 ? "change" : "changes")"
            let text = "no flow comes under \(rule.rulebase.words) '\(rule.rule)', so \(changes) of it cannot be noticed"
            let hint = rule.suggestion.map { "  a flow that does: - \($0)" } ?? "  no flow found that it decides"
            try output.write(printable("\(place): ") + word + printable(": \(text)") + "\n" + printable(hint) + "\n")
        }
        if result.failedSuites.isEmpty {
            let total = result.triedCount + result.unmetCount
            var text = "\(grouped(total)) changes: \(grouped(result.noticedCount)) noticed, \(grouped(result.survivors.count)) survive"
            if result.unmetCount > 0 {
                text += ", \(grouped(result.unmetCount)) of \(grouped(result.unmet.count)) rules that no flow comes under"
            }
            if result.refusedCount > 0 { text += ", \(grouped(result.refusedCount)) refused by the policy" }
            if result.untriedCount > 0 { text += ", \(grouped(result.untriedCount)) not tried" }
            try output.write("\(text); score \(result.score) %\n")
        }
        try output.flush()
    }
}
