import ArgumentParser
import NGFW

/// Where hit counts go.
struct HitCountOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case auto, table, json
    }

    @Option(help: ArgumentHelp("Writes hits, first and last hit of every rule, and unused rules; - is standard output.", valueName: "file"))
    var hitCounts: String?

    @Option(help: "Form of the hit counts; auto: JSON for a file called *.json.")
    var hitCountsFormat = Format.auto

    /// - Parameter isForPrograms: whether a program reads what else goes to standard output.
    func check(isForPrograms: Bool) throws(InputError) {
        guard hitCounts == "-", isForPrograms else { return }
        throw InputError("--hit-counts -: standard output has lines for programs already; name a file, or leave the other format out")
    }

    /// Opens the file, if one is named: what cannot be written is told before the run.
    ///
    /// - Parameter others: what the run reads and writes besides.
    func open(besides others: [String?]) throws(InputError) -> OutputFile? {
        guard let hitCounts, hitCounts != "-" else { return nil }
        return try OutputFile(path: hitCounts, besides: others)
    }

    func write(_ report: HitReport, vsys: String, to output: OutputFile) throws {
        guard let path = hitCounts else { return }
        let isJSON = hitCountsFormat == .json || hitCountsFormat == .auto && path.lowercased().hasSuffix(".json")
        let writer = HitCountWriter(report: report, vsys: vsys)
        if isJSON {
            var sequence = JSONSequenceWriter(.lines, to: output)
            try sequence.add(writer.json)
        } else {
            try writer.writeTable(to: output)
        }
        try output.flush()
    }
}
