import Foundation
@_spi(Benchmarks) import NGFW

/// The session table, a table of the same layout in C and DPDK's rte_hash on the same sessions and operations, in one run.
struct SessionTableBenchmark {
    private static let rounds = 5
    private static let operations = 2_000_000
    private static let names = [
        "insert-1", "insert-32", "expire", "sweep", "lookup-1", "lookup-32", "miss-1", "miss-32", "churn-1", "churn-32",
    ]

    let sessions: Int
    private var times: [String: [Double]] = [:]

    static func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let harness = environment["NGFW_SESSION_PEER"] ?? "Benchmarks/Peers/build/session-peer"
        guard FileManager.default.isExecutableFile(atPath: harness) else {
            throw Failure("no harness at \(harness); `make benchmark-peers` builds it (Debian: apt-get install libdpdk-dev)")
        }
        let counts = environment["NGFW_PEER_SESSIONS"]?.split(separator: ",").compactMap { Int($0) }
        for count in counts ?? [250_000, 2_500_000, 10_000_000] {
            let peer = try SessionPeer(harness: harness).run(sessions: count, rounds: Self.rounds)
            var benchmark = SessionTableBenchmark(sessions: count)
            let bytes = try benchmark.measure()
            benchmark.printTable(peer, bytes)
        }
    }

    private init(sessions: Int) { self.sessions = sessions }

    private mutating func time(_ name: String, _ operations: Int, expected: Int, _ body: () -> Int) throws {
        let start = Measurement.processorTime()
        let result = body()
        times[name, default: []].append((Measurement.processorTime() - start) / Double(operations))
        guard result == expected else { throw Failure("\(name): \(result), not \(expected)") }
    }

    private mutating func measure() throws -> Int {
        // As many arguments as no run has: a nought that the compiler does not know.
        var drill = SessionTableDrill(sessions: sessions, nothing: UInt64(CommandLine.arguments.count / 1_000_000))
        let count = Self.operations
        for inBatches in [false, true] {
            // The first round takes the memory from the system, which is not the table's work.
            for round in 0...Self.rounds {
                // As the peer does: each round begins with the first record, and expiry counts after insertions in batches.
                defer { drill.clear() }
                if round == 0 {
                    _ = drill.fill(inBatches: inBatches)
                    continue
                }
                try time(inBatches ? "insert-32" : "insert-1", sessions, expected: sessions) { drill.fill(inBatches: inBatches) }
                if inBatches { try time("expire", sessions, expected: sessions) { drill.expire() } }
            }
        }
        _ = drill.fill(inBatches: true)
        for _ in 0..<Self.rounds { try time("sweep", sessions, expected: 0) { drill.sweep() } }
        for misses in [false, true] {
            let name = misses ? "miss" : "lookup"
            let expected = misses ? 0 : count
            for _ in 0..<Self.rounds { try time("\(name)-1", count, expected: expected) { drill.lookUp(count, misses: misses) } }
            for _ in 0..<Self.rounds { try time("\(name)-32", count, expected: expected) { drill.lookUpInBatches(count, misses: misses) } }
        }
        for inBatches in [false, true] {
            let name = inBatches ? "churn-32" : "churn-1"
            for _ in 0..<Self.rounds { try time(name, count, expected: sessions) { drill.churn(count, inBatches: inBatches) } }
        }
        return drill.byteCount
    }

    private func printTable(_ peer: [String: [String: (median: Double, minimum: Double)]], _ bytes: Int) {
        fflush(nil)
        print("\n| \(sessions) sessions, ns: median (min) | own | same layout in C | rte_hash | own / C (min) | rte_hash / own (min) |")
        print("|---|---|---|---|---|---|")
        for name in Self.names {
            guard let own = times[name]?.sorted(), let layout = peer[name]?["layout"], let hash = peer[name]?["rte_hash"] else { continue }
            let cells = [
                text(own[own.count / 2], own[0]), text(layout.median, layout.minimum), text(hash.median, hash.minimum),
                String(format: "%.2f", own[0] / layout.minimum), String(format: "%.2f", hash.minimum / own[0]),
            ]
            print("| \(name) | \(cells.joined(separator: " | ")) |")
        }
        let theirs = ["layout", "rte_hash"].map { String(format: "%.1f", peer["bytes"]?[$0]?.minimum ?? 0) }
        print("| bytes a session | \(String(format: "%.1f", Double(bytes) / Double(sessions))) | \(theirs.joined(separator: " | ")) | | |")
    }

    private func text(_ median: Double, _ minimum: Double) -> String {
        median < 10 ? String(format: "%.2f (%.2f)", median, minimum) : String(format: "%.1f (%.1f)", median, minimum)
    }
}
