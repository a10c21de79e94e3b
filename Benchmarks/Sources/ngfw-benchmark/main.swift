import Foundation
import NGFWAppID
import NGFWCore
import NGFWPolicy

/// Prints the tables of Docs/PERFORMANCE.md. Processor time of one thread; medians over rounds.
///
///     ngfw-benchmark                    all stages
///     ngfw-benchmark decode sessions    some; for a profiler too
///     ngfw-benchmark rules 10000/24     lookups on one rulebase alone: of 10,000 rules and 24 zones
///     ngfw-benchmark import             only when named: one large configuration
///     ngfw-benchmark peers              only when named: DPDK's rte_acl, whose harness `make benchmark-peers` builds
///     ngfw-benchmark signatures         only when named: captures (NGFW_CAPTURES) with a thousand more signatures
///     ngfw-benchmark identify-peers     only when named: captures (NGFW_CAPTURES) here and in libndpi, likewise
///     ngfw-benchmark identify-captures  only when named: the same without the peer, for a profiler
///     ngfw-benchmark session-peers      only when named: a table in C and DPDK's rte_hash, likewise
struct Report {
    let library: SignatureLibrary
    /// Rules and zones of the rulebases that lookups are measured on.
    var shapes = [(1_000, 8), (10_000, 24), (10_000, 4), (10_000, 1), (100_000, 24), (100_000, 4), (100_000, 1)]

    static let stages: [(name: String, print: @Sendable (Report) throws -> Void)] = [
        ("decode", { $0.decode() }),
        ("sessions", { $0.sessions() }),
        ("classify", { $0.classify() }),
        ("rules", { try $0.rules() }),
        ("compile", { try $0.compile() }),
        ("memory", { try $0.memory() }),
        ("groups", { try $0.groups() }),
        ("traffic", { $0.traffic() }),
        ("setup", { try $0.setup() }),
        ("http", { try $0.transactions() }),
        ("sizes", { $0.sizes() }),
        ("floods", { try $0.floods() }),
        ("logs", { $0.logForms() }),
        ("workers", { try $0.workers() }),
    ]

    /// Stages that are run only when they are named: each wants the process, or more than the package, for itself.
    static let extraStages: [(name: String, print: @Sendable (Report) throws -> Void)] = [
        ("import", { try ImportBenchmark.run($0.library, megabytes: 100) }),
        ("peers", { try PeerBenchmark.run($0.library) }),
        ("session-peers", { _ in try SessionTableBenchmark.run() }),
        ("signatures", { try SignatureCountBenchmark.run($0.library) }),
        ("identify-peers", { try IdentificationBenchmark.run($0.library) }),
        ("identify-captures", { try IdentificationBenchmark.runAlone($0.library) }),
    ]

    func head(_ title: String) {
        // What is measured so far is to be seen, in a file too.
        fflush(nil)
        print("\n| \(title) | median ns | min | max | allocations |\n|---|---|---|---|---|")
    }

    private func decode() {
        head("decode")
        for measurement in Benchmarks.decode() { print(measurement.row) }
    }

    private func sessions() {
        head("sessions")
        for count in [1_000, 100_000, 250_000] {
            let own = Benchmarks.establishedSessions(library, count: count)
            let peer = Benchmarks.dictionaryPeer(count: count)
            print(own.row)
            print(Benchmarks.establishedBatches(library, count: count).row)
            print(peer.row)
            print("| ratio peer / own | \(Measurement.digits(peer.median / own.median)) | | | |")
        }
    }

    private func classify() {
        var generator = Generator(state: 3)
        head("first payload")
        print(Benchmarks.classify(library, "web-browsing", Traffic.webRequest, .tcp).row)
        print(Benchmarks.classify(library, "ssh", Traffic.sshBanner, .tcp).row)
        print(Benchmarks.classify(library, "dns", Traffic.dnsQuery, .udp).row)
        print(Benchmarks.classify(library, "random bytes over tcp", Traffic.unknown(&generator), .tcp).row)
        print(Benchmarks.classify(library, "random bytes over udp", Traffic.unknown(&generator), .udp).row)
        let compile = Measurement.run("compile 6,416 custom applications", operations: 1, rounds: 3) {
            Benchmarks.customApplications(library, count: 6_416)?.identifiable.count ?? 0
        }
        head("with 6,416 custom applications on the Host of HTTP")
        print(compile.row)
        guard let custom = Benchmarks.customApplications(library, count: 6_416) else { return }
        print(Benchmarks.classify(custom, "web-browsing", Traffic.webRequest, .tcp).row)
        print(Benchmarks.classify(custom, "ssh", Traffic.sshBanner, .tcp).row)
        print(Benchmarks.classify(custom, "dns", Traffic.dnsQuery, .udp).row)
        print(Benchmarks.classify(custom, "random bytes over udp", Traffic.unknown(&generator), .udp).row)
    }

    private func rulebase(_ rules: Int, zones: Int, registered: Int = Rulebase.registeredCount) throws -> Rulebase {
        let shape = Rulebase.Shape(rules: rules, zones: zones, registered: registered)
        let rulebase = Rulebase(shape, catalogue: library.catalogue, seed: UInt64(rules + zones))
        if rulebase.resolved.diagnostics.hasErrors {
            throw Failure("the generated rulebase is broken: \(rulebase.resolved.diagnostics.all.first?.description ?? "")")
        }
        return rulebase
    }

    private func rules() throws {
        head("the machine just now")
        print(Measurement.randomReads(megabytes: 1).row)
        print(Measurement.randomReads(megabytes: 16).row)
        for (count, zones) in shapes {
            let benchmarks = RuleBenchmarks(rulebase: try rulebase(count, zones: zones))
            head("lookup, \(count) rules, \(zones) zones")
            let measurements = benchmarks.lookups()
            for measurement in measurements { print(measurement.row) }
            print("| first lookup of each flow, rows made on the way | \(Measurement.digits(benchmarks.firstLookups())) | | | |")
            let (reference, mismatches) = benchmarks.reference(sample: count > 50_000 ? 8 : count > 5_000 ? 32 : 256)
            print(reference.row)
            let differing = benchmarks.waysThatDiffer()
            let ratio = Measurement.digits(reference.median / measurements[0].median)
            print(
                "| ratio peer / one at a time without memo (\(mismatches) answers differ, \(differing) between the ways) | \(ratio) | | | |"
            )
            if mismatches + differing > 0 { throw Failure("compiled and reference answers differ") }
            let (share, depth) = benchmarks.hits()
            print("| flows that a rule decides, and its mean place | \(Measurement.digits(share * 100)) % | \(Int(depth)) | | |")
        }
    }

    private func compile() throws {
        fflush(nil)
        print("\n| until lookups can begin | resolve ms | index ms | together | commit with \(Rulebase.registeredCount) registered ms |")
        print("|---|---|---|---|---|")
        for (count, zones) in [(1_000, 8), (10_000, 24), (100_000, 24)] {
            let times = RuleBenchmarks(rulebase: try rulebase(count, zones: zones)).compile()
            let cells = [times.resolve, times.index, times.resolve + times.index, times.commit].map { Measurement.digits($0) }
            print("| \(count) rules | \(cells.joined(separator: " | ")) |")
        }
    }

    private func memory() throws {
        fflush(nil)
        print("\n| memory in use, MB | index | rows | memo | registered addresses | their classes | bytes a rule | bytes an address |")
        print("|---|---|---|---|---|---|---|---|")
        for (count, zones, registered) in [(10_000, 24, 100_000), (100_000, 24, 500_000), (100_000, 1, 100_000)] {
            let parts = RuleBenchmarks(rulebase: try rulebase(count, zones: zones, registered: registered)).memory()
            let bytes = parts.map { Double($0.bytes) }
            let cells =
                bytes.map { Measurement.digits($0 / 1e6) } + [
                    Measurement.digits((bytes[0] + bytes[1]) / Double(count)),
                    Measurement.digits((bytes[3] + bytes[4]) / Double(registered)),
                ]
            print("| \(count) rules, \(zones) zones, \(registered) registered | \(cells.joined(separator: " | ")) |")
        }
    }

    private func groups() throws {
        print(Measurement.randomReads(megabytes: 64).row)
        for (count, registered) in [(1_000, 100_000), (10_000, 100_000), (10_000, 500_000)] {
            head("\(count) rules, \(registered) registered")
            let benchmarks = RegistrationBenchmarks(rulebase: try rulebase(count, zones: 8, registered: registered))
            print(benchmarks.change().row)
            print(benchmarks.changeAndLookup().row)
            for size in [8, 64, 512] { print(benchmarks.changeInMessages(of: size).row) }
            for size in [1, 8, 64, 512] { print(benchmarks.changePrepared(of: size).row) }
            print(benchmarks.prepare(of: 64).row)
            let spread = benchmarks.spread().map { Measurement.digits($0) }
            print(
                "| one by one by the wall clock: median \(spread[0]), 99 % \(spread[1]), 99.9 % \(spread[2]), most \(spread[3]) | | | | |")
            let (alone, beside, isSeen) = benchmarks.sustained()
            guard isSeen else { throw Failure("a changed tag is not seen by the next lookup") }
            let rates = "\(Measurement.digits(alone / 1e6)) M alone, \(Measurement.digits(beside / 1e6)) M beside a million changes"
            print("| lookups a second on one core: \(rates); loss \(Measurement.digits((1 - beside / alone) * 100)) % | | | | |")
        }
    }

    private func traffic() {
        let traffic = Traffic.conversations(20_000, seed: 4)
        // The last rule allows, so that the policy lets App-ID see all the traffic.
        let shape = Rulebase.Shape(rules: 10_000, last: SecurityRule(name: "allow-rest"))
        let rulebase = Rulebase(shape, catalogue: library.catalogue, seed: 5)
        print("\n| end to end | median ns a packet | packets/s | Gbit/s | allocations |\n|---|---|---|---|---|")
        let custom = Benchmarks.customApplications(library, count: 6_416) ?? library
        let cases: [(String, SignatureLibrary, PolicyEngine?)] = [
            ("identify", library, nil), ("identify, 6,416 custom applications", custom, nil),
            ("replay, 10,000 rules", library, rulebase.engine()),
        ]
        for (name, library, policy) in cases {
            let result = Benchmarks.endToEnd(name, traffic, library, policy)
            let rate = 1e9 / result.median
            let gigabits = rate * Double(traffic.byteCount) / Double(traffic.packets.count) * 8 / 1e9
            let megapackets = String(format: "%.2f", rate / 1e6)
            let allocations = String(format: "%.3g", result.allocations)
            print(
                "| \(name) | \(Measurement.digits(result.median)) | \(megapackets) M | \(Measurement.digits(gigabits)) | \(allocations) |")
        }
        print("\n\(traffic.packets.count) packets, \(traffic.byteCount / traffic.packets.count) B mean, 12 packets a session")
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

do {
    var report = Report(library: try SignatureLibrary.builtIn())
    let shapes = CommandLine.arguments.dropFirst().map { $0.split(separator: "/").compactMap { Int($0) } }.filter { $0.count == 2 }
    if !shapes.isEmpty { report.shapes = shapes.map { ($0[0], $0[1]) } }
    let wanted = CommandLine.arguments.dropFirst().filter { !$0.contains("/") }
    if wanted.first == "replay" {
        for name in wanted.dropFirst() { try FixedReplays(library: report.library).replay(name) }
        exit(0)
    }
    let all = Report.stages + Report.extraStages
    for name in wanted where !all.contains(where: { $0.name == name }) {
        throw Failure("no stage '\(name)'; there are \(all.map(\.name).joined(separator: ", "))")
    }
    for stage in wanted.isEmpty ? Report.stages : all where wanted.isEmpty || wanted.contains(stage.name) { try stage.print(report) }
} catch {
    print("error: \(error)")
    exit(1)
}
