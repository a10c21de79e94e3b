import Foundation

/// DPDK's rte_acl, by the harness of Benchmarks/Peers: a process that reads files and writes files.
struct AccessListPeer {
    struct Result {
        var buildSeconds = 0.0
        var memoryBytes = 0
        var peakBytes = 0
        /// The best of its methods and batch sizes.
        var best = (name: "", batch: 0, median: 0.0, minimum: 0.0)
        /// The best with one header at a time.
        var single = (name: "", batch: 0, median: Double.infinity, minimum: 0.0)
        /// The rule of each header, -1 for none.
        var answers: [Int32] = []
    }

    let harness: String
    let folder: URL
    /// No large pages reserved, no devices, one thread; AVX-512 methods are off unless asked for.
    private static let options = [
        "--no-huge", "--no-pci", "-m", "4096", "--lcores", "0", "--file-prefix", "ngfw-peer", "--force-max-simd-bitwidth=512",
    ]

    func run(_ rules: [FiveTupleRule], _ trace: [Header], rounds: Int) throws -> Result {
        let paths = ["rules", "trace", "answers"].map { folder.appendingPathComponent($0) }
        var bytes: [UInt8] = []
        for rule in rules { bytes.append(contentsOf: rule.line.utf8) }
        try Data(bytes).write(to: paths[0])
        bytes.removeAll(keepingCapacity: true)
        for header in trace { header.append(to: &bytes) }
        try Data(bytes).write(to: paths[1])

        let process = Process()
        process.executableURL = URL(fileURLWithPath: harness)
        process.arguments = paths.map(\.path) + ["\(rounds)", "--"] + Self.options
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure("\(harness) ended with \(process.terminationStatus)") }
        return try parse(text, answers: Data(contentsOf: paths[2]), count: trace.count)
    }

    private func parse(_ text: String, answers: Data, count: Int) throws -> Result {
        var result = Result()
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch words.first {
            case "build": result.buildSeconds = Double(words[1]) ?? 0
            case "memory": (result.memoryBytes, result.peakBytes) = (Int(words[1]) ?? 0, Int(words[2]) ?? 0)
            case "method", "best":
                let method = (words[1], Int(words[2]) ?? 0, Double(words[3]) ?? 0, Double(words[4]) ?? 0)
                if words[0] == "best" { result.best = method }
                if method.1 == 1, method.2 < result.single.median { result.single = method }
            default: throw Failure("the harness says '\(line)'")
            }
        }
        guard answers.count == count * 4, result.best.median > 0 else { throw Failure("the harness's answers are not complete") }
        let bytes = [UInt8](answers)
        result.answers = (0..<count).map { index in
            Int32(truncatingIfNeeded: (0..<4).reduce(0) { $0 | Int(bytes[index * 4 + $1]) << (8 * $1) })
        }
        return result
    }
}
