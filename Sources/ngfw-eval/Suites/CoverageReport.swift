import NGFWCore
import NGFWPolicy
import NGFWSuites

/// What suites have tried, as tables or as JSON.
enum CoverageReport {
    /// - Parameter path: a file's that ends with `.json` gets JSON; `-` is standard output, in the form of the results.
    static func write(_ coverage: SuiteCoverage, to output: OutputFile, _ path: String, asJSON: Bool, _ console: Console) throws {
        if asJSON || path.hasSuffix(".json") {
            try output.write(coverage.json.text + "\n")
        } else {
            for configuration in coverage.configurations { try write(configuration, to: output, console, isColoured: path == "-") }
            try output.write(
                "rules: \(text(coverage.rules)); members: \(text(coverage.members)); objects: \(text(coverage.objects))\n")
        }
        try output.flush()
    }

    private static func text(_ share: SuiteCoverage.Share) -> String {
        "\(share.percent) % (\(grouped(share.covered)) of \(grouped(share.total)))"
    }

    private static func write(
        _ configuration: SuiteCoverage.Configuration, to output: OutputFile, _ console: Console, isColoured: Bool
    ) throws {
        try output.write(
            printable("coverage of \(configuration.name), \(grouped(configuration.flows)) \(configuration.flows == 1 ? "flow" : "flows")")
                + "\n")
        var table = Table(
            [
                .init("LINE", .right), .init("RULE"), .init("DECIDED", .right), .init("CONSIDERED", .right), .init("MEMBERS", .right),
                .init("NOT COVERED"),
            ],
            to: output, isColoured: isColoured && console.coloursOutput)
        for rule in configuration.rules {
            let covered = rule.members.count { $0.isCovered }
            let members = rule.members.isEmpty ? "-" : "\(covered)/\(rule.members.count)"
            let decided = Table.Cell(grouped(rule.decided), rule.decided > 0 ? .green : rule.obstacle == nil ? .red : .yellow)
            try table.add([
                Table.Cell(rule.location.map { "\($0.line)" } ?? "-"), Table.Cell(rule.name), decided, Table.Cell(grouped(rule.considered)),
                Table.Cell(members), Table.Cell(rule.reason ?? missing(rule)),
            ])
        }
        try table.end()
        for rule in configuration.overrides {
            let place = rule.location.map { "line \($0.line): " } ?? ""
            let state = rule.named > 0 ? "\(grouped(rule.named)) named" : rule.obstacle ?? "no flow comes under it"
            try output.write(printable("\(place)application override '\(rule.name)': \(state)") + "\n")
        }
        let unused = configuration.objects.filter { !$0.isUsed }
        for kind in SuiteCoverage.Object.Kind.allCases {
            let names = unused.filter { $0.kind == kind }.map(\.name)
            guard !names.isEmpty else { continue }
            let more = names.count > 20 ? " and \(names.count - 20) more" : ""
            try output.write(printable("never used, \(kind.rawValue): \(names.prefix(20).joined(separator: ", "))\(more)") + "\n")
        }
    }

    /// The members that no deciding flow matched through, by field.
    private static func missing(_ rule: SuiteCoverage.Rule) -> String {
        let fields = RuleField.allCases.compactMap { field -> String? in
            let names = rule.members.filter { $0.field == field && !$0.isCovered }.map(\.name)
            if names.isEmpty { return nil }
            let more = names.count > 5 ? " and \(names.count - 5) more" : ""
            return "\(field.rawValue): \(names.prefix(5).joined(separator: ", "))\(more)"
        }
        return fields.joined(separator: "; ")
    }
}
