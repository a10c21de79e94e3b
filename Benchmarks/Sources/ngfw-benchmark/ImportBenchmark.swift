import Foundation
import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy

/// How long a large Panorama file takes to load in each spelling, and how much memory at its highest.
///
/// Each load runs in a process of its own, as the highest memory of a process cannot be reset.
enum ImportBenchmark {
    /// First the usual case, a view of a few of many groups; then the worst one, a view of everything.
    private static let cases: [(format: ConfigurationFormat, groups: Int)] = [(.xml, 40), (.xml, 1), (.set, 40), (.set, 1), (.json, 40)]
    private static let caseVariable = "NGFW_IMPORT_CASE"

    static func run(_ library: SignatureLibrary, megabytes: Int) throws {
        if let text = ProcessInfo.processInfo.environment[caseVariable], let index = Int(text), cases.indices.contains(index) {
            return try load(library, megabytes: megabytes, cases[index].format, groups: cases[index].groups)
        }
        print("\n| import | processor seconds | highest memory so far, MB |\n|---|---|---|")
        fflush(nil)
        for index in cases.indices {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            process.arguments = ["import"]
            process.environment = ProcessInfo.processInfo.environment.merging([caseVariable: "\(index)"]) { $1 }
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw Failure("the import of case \(index) failed") }
        }
    }

    private static func load(_ library: SignatureLibrary, megabytes: Int, _ format: ConfigurationFormat, groups: Int) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ngfw-panorama-\(getpid()).\(format)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try PanoramaFile.write(to: path, as: format, bytes: megabytes << 20, groups: groups, seed: 6)
        let before = peakMegabytes()

        var options = ImportOptions()
        options.deviceGroup = "dg-\(groups - 1)"
        var start = Measurement.processorTime()
        let imported = ConfigurationImporter(catalogue: library.catalogue, options: options).read(path: path)
        let holding = "\(file.deviceGroups) device groups, \(file.rules) rules, \(file.objects) objects"
        row("read \(file.bytes >> 20) MB of \(format): \(holding) (\(before) MB before)", since: start)
        if let problem = imported.diagnostics.all.first { throw Failure("the generated file is not clean: \(problem)") }

        start = Measurement.processorTime()
        let resolved = ResolvedPolicy(imported.policy)
        row("resolve the view's \(resolved.rules.count) rules", since: start)
        if let problem = resolved.diagnostics.all.first { throw Failure("the generated policy is not clean: \(problem)") }

        start = Measurement.processorTime()
        let engine = PolicyEngine(resolved)
        row("compile the view's \(engine.policy.rules.count) rules", since: start)
    }

    private static func row(_ name: String, since start: Double) {
        print("| \(name) | \(String(format: "%.2f", (Measurement.processorTime() - start) / 1e9)) | \(peakMegabytes()) |")
        fflush(nil)
    }

    /// The most memory the process has had, in MB.
    private static func peakMegabytes() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss >> 10
    }
}
