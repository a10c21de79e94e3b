import Foundation
import NGFWAppID
import NGFWCore
import NGFWPANOS
import NGFWPolicy

/// How long a large Panorama file takes to load, and how much memory at its highest.
///
/// One run: a load is done once in a process's life, and the highest memory of a process cannot be reset.
enum ImportBenchmark {
    static func run(_ library: SignatureLibrary, megabytes: Int) throws {
        print("\n| import | processor seconds | highest memory so far, MB |\n|---|---|---|")
        print("| program and signatures | | \(peakMegabytes()) |")
        // First the usual case, a view of a few of many groups; then the worst one, a view of everything.
        for groups in [40, 1] { try load(library, megabytes: megabytes, groups: groups) }
    }

    private static func load(_ library: SignatureLibrary, megabytes: Int, groups: Int) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ngfw-panorama-\(getpid()).xml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try PanoramaFile.write(to: path, bytes: megabytes << 20, groups: groups, seed: 6)

        var options = ImportOptions()
        options.deviceGroup = "dg-\(groups - 1)"
        var start = Measurement.processorTime()
        let imported = ConfigurationImporter(catalogue: library.catalogue, options: options).read(path: path)
        row("read \(file.bytes >> 20) MB: \(file.deviceGroups) device groups, \(file.rules) rules, \(file.objects) objects", since: start)
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
    }

    /// The most memory the process has had, in MB.
    private static func peakMegabytes() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss >> 10
    }
}
