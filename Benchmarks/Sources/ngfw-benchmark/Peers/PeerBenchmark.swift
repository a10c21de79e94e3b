import Foundation
import NGFWAppID
import NGFWCore
import NGFWPolicy

/// The policy engine and DPDK's rte_acl on the same five-tuple rules and the same headers, one after the other in one run.
///
/// The engine reads the same 16 bytes a header and makes its input of them while the clock runs.
struct PeerBenchmark {
    let library: SignatureLibrary
    let peer: AccessListPeer
    private static let headerCount = 1_000_000
    private static let rounds = 5
    private static let sampleCount = 2_000

    static func run(_ library: SignatureLibrary) throws {
        let harness = ProcessInfo.processInfo.environment["NGFW_ACL_PEER"] ?? "Benchmarks/Peers/build/acl-peer"
        guard FileManager.default.isExecutableFile(atPath: harness) else {
            throw Failure("no harness at \(harness); `make benchmark-peers` builds it (Debian: apt-get install libdpdk-dev)")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ngfw-peers-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let benchmark = PeerBenchmark(library: library, peer: AccessListPeer(harness: harness, folder: folder))
        let counts = ProcessInfo.processInfo.environment["NGFW_PEER_RULES"]?.split(separator: ",").compactMap { Int($0) }
        for shape in FiveTupleSet.Shape.allCases {
            for count in counts ?? [1_000, 10_000, 100_000] { try benchmark.compare(shape, rules: count) }
        }
    }

    private func compare(_ shape: FiveTupleSet.Shape, rules count: Int) throws {
        let set = FiveTupleSet(shape, count: count, seed: UInt64(count))
        let start = Measurement.processorTime()
        let resolved = ResolvedPolicy(set.policy(library.catalogue))
        let resolveSeconds = (Measurement.processorTime() - start) / 1e9
        if let problem = resolved.diagnostics.all.first { throw Failure("the generated policy is not clean: \(problem)") }
        print("\n### \(shape.rawValue), \(count) rules\n")
        for pattern in FiveTupleSet.Pattern.allCases {
            let trace = set.trace(pattern, count: Self.headerCount, seed: 17)
            let theirs = try peer.run(set.rules, trace, rounds: Self.rounds)
            var own = OwnRun(resolved)
            own.measure(trace, rounds: Self.rounds)
            if pattern == .uniform { printBuild(theirs, own, resolveSeconds) }
            printLookups(pattern, theirs, own)
            try check(set, trace, theirs, own)
        }
    }

    private func printBuild(_ theirs: AccessListPeer.Result, _ own: OwnRun, _ resolveSeconds: Double) {
        let ratio = Measurement.digits(theirs.buildSeconds / own.compileSeconds)
        print("| build | own | rte_acl | ratio |\n|---|---|---|---|")
        print("| compile, ms | \(milliseconds(own.compileSeconds)) | \(milliseconds(theirs.buildSeconds)) | \(ratio) |")
        let withNames = Measurement.digits(theirs.buildSeconds / (own.compileSeconds + resolveSeconds))
        print("| with names resolved, ms | \(milliseconds(own.compileSeconds + resolveSeconds)) | | \(withNames) |")
        print("| memory in use, highest, MB | | \(theirs.memoryBytes >> 20), \(theirs.peakBytes >> 20) | |")
        print("\n| lookup, ns (lowest) | own, never seen | own | rte_acl | ratio |\n|---|---|---|---|---|")
    }

    private func printLookups(_ pattern: FiveTupleSet.Pattern, _ theirs: AccessListPeer.Result, _ own: OwnRun) {
        let single = Measurement.digits(theirs.single.median / own.single.median)
        let batch = Measurement.digits(theirs.best.median / own.best.median)
        print(
            "| \(pattern.rawValue), one at a time | \(Measurement.digits(own.first)) | \(text(own.single.median, own.single.minimum)) "
                + "| \(text(theirs.single.median, theirs.single.minimum)) \(theirs.single.name) | \(single) |")
        print(
            "| \(pattern.rawValue), best | | \(text(own.best.median, own.best.minimum)) \(own.bestName) "
                + "| \(text(theirs.best.median, theirs.best.minimum)) \(theirs.best.name)/\(theirs.best.batch) | \(batch) |")
    }

    /// The answers of both for every header; of a sample those of a linear scan too.
    private func check(_ set: FiveTupleSet, _ trace: [Header], _ theirs: AccessListPeer.Result, _ own: OwnRun) throws {
        let differing = zip(own.answers, theirs.answers).count { $0 != $1 }
        let stride = trace.count / Self.sampleCount
        let wrong = (0..<Self.sampleCount).count { Int32(set.firstRule(trace[$0 * stride]) ?? -1) != own.answers[$0 * stride] }
        let matched = own.answers.count { $0 >= 0 }
        guard differing == 0, wrong == 0 else {
            throw Failure(
                "\(differing) of \(trace.count) answers differ from rte_acl's, \(wrong) of \(Self.sampleCount) from a linear scan's")
        }
        print(
            "| answers that differ | | 0 of \(trace.count), \(matched * 100 / trace.count) % find a rule | 0 of \(Self.sampleCount) by linear scan | |"
        )
    }

    private func milliseconds(_ seconds: Double) -> String { Measurement.digits(seconds * 1e3) }
    private func text(_ median: Double, _ minimum: Double) -> String { "\(Measurement.digits(median)) (\(Measurement.digits(minimum)))" }
}

/// The engine's side of the comparison.
private struct OwnRun {
    private(set) var compileSeconds = 0.0
    /// Nanoseconds a lookup when every header is new to the engine.
    private(set) var first = 0.0
    private(set) var single = (median: 0.0, minimum: 0.0)
    private(set) var best = (median: 0.0, minimum: 0.0)
    private(set) var bestName = "single"
    private(set) var answers: [Int32] = []
    private var engine: PolicyEngine

    init(_ resolved: ResolvedPolicy) {
        var times: [Double] = []
        engine = PolicyEngine(resolved)
        for _ in 0..<3 {
            let start = Measurement.processorTime()
            engine = PolicyEngine(resolved)
            times.append(Measurement.processorTime() - start)
        }
        compileSeconds = times.sorted()[1] / 1e9
    }

    mutating func measure(_ trace: [Header], rounds: Int) {
        answers = [Int32](repeating: 0, count: trace.count)
        var times: [Double] = []
        for round in 0...rounds {
            let start = Measurement.processorTime()
            lookUp(trace)
            let time = (Measurement.processorTime() - start) / Double(trace.count)
            if round == 0 { first = time } else { times.append(time) }
        }
        times.sort()
        single = (times[times.count / 2], times[0])
        best = single
        times = []
        for _ in 0...rounds {
            let start = Measurement.processorTime()
            lookUpInBatches(trace)
            times.append((Measurement.processorTime() - start) / Double(trace.count))
        }
        times.sort()
        if times[times.count / 2] < best.median {
            best = (times[times.count / 2], times[0])
            bestName = "batch 32"
        }
    }

    private mutating func lookUpInBatches(_ trace: [Header]) {
        var inputs: [MatchInput] = []
        var found: [RuleMatch] = []
        for start in stride(from: 0, to: trace.count, by: 32) {
            inputs.removeAll(keepingCapacity: true)
            for index in start..<min(start + 32, trace.count) { inputs.append(Self.input(trace[index])) }
            engine.match(batch: inputs.span, into: &found)
            for (offset, match) in found.enumerated() {
                let answer: Int32 = if case .rule(let rule) = match.author { Int32(rule) } else { -1 }
                // The check of the answers sees those of batches too.
                if answers[start + offset] != answer { answers[start + offset] = .min }
            }
        }
    }

    private static func input(_ header: Header) -> MatchInput {
        let tuple = FiveTuple(
            source: IPAddress(v4: header.source), sourcePort: header.sourcePort, destination: IPAddress(v4: header.destination),
            destinationPort: header.destinationPort, ipProtocol: IPProtocol(rawValue: header.ipProtocol))
        return MatchInput(tuple: tuple, from: .unnamed, to: .otherUnnamed, time: .zero)
    }

    private mutating func lookUp(_ trace: [Header]) {
        for index in trace.indices {
            let match = engine.match(Self.input(trace[index]))
            answers[index] = if case .rule(let rule) = match.author { Int32(rule) } else { -1 }
        }
    }
}
