import Foundation

/// A table of the same layout in C, and DPDK's rte_hash, by the harness of Benchmarks/Peers: a process that prints its figures.
struct SessionPeer {
    let harness: String
    /// No large pages reserved, no devices, one thread.
    private static let options = ["--no-huge", "--no-pci", "-m", "4096", "--lcores", "0", "--file-prefix", "ngfw-peer"]

    /// Figures by operation and table: `lookup-1`, `layout` or `rte_hash`; bytes are `bytes`.
    func run(sessions: Int, rounds: Int) throws -> [String: [String: (median: Double, minimum: Double)]] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: harness)
        process.arguments = ["\(sessions)", "\(rounds)", "--"] + Self.options
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure("\(harness) ended with \(process.terminationStatus)") }
        var figures: [String: [String: (median: Double, minimum: Double)]] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 5, let median = Double(words[3]), let minimum = Double(words[4]) else {
                throw Failure("the harness says '\(line)'")
            }
            figures[words[0], default: [:]][words[1]] = (median, minimum)
        }
        return figures
    }
}
