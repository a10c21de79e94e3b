import Foundation
import NGFWAppID
import NGFWCore
import NGFWPolicy

/// Prints the tables of Docs/PERFORMANCE.md. Processor time of one thread; medians over rounds.
func report() throws {
    let library = try SignatureLibrary.builtIn()
    print("| stage | median ns | min | max |\n|---|---|---|---|")
    print(Benchmarks.decode().row)
    for count in [1_000, 100_000] {
        let own = Benchmarks.establishedSessions(library, count: count)
        let peer = Benchmarks.dictionaryPeer(count: count)
        print(own.row)
        print(peer.row)
        print("| ratio peer / own | \(Measurement.digits(peer.median / own.median)) | | |")
    }
    var generator = Generator(state: 3)
    print(Benchmarks.classify(library, "web-browsing", Traffic.webRequest, .tcp).row)
    print(Benchmarks.classify(library, "ssh", Traffic.sshBanner, .tcp).row)
    print(Benchmarks.classify(library, "dns", Traffic.dnsQuery, .udp).row)
    print(Benchmarks.classify(library, "random bytes over tcp", Traffic.unknown(&generator), .tcp).row)
    print(Benchmarks.classify(library, "random bytes over udp", Traffic.unknown(&generator), .udp).row)
    for count in [10, 1_000, 10_000] {
        let rulebase = Rulebase(rules: count, catalogue: library.catalogue, seed: UInt64(count))
        if rulebase.resolved.diagnostics.hasErrors {
            print("error: the generated rulebase is broken: \(rulebase.resolved.diagnostics.all.first?.description ?? "")")
            exit(1)
        }
        let (compiled, reference, mismatches) = Benchmarks.ruleLookup(rulebase, rules: count)
        print(compiled.row)
        print(reference.row)
        print("| ratio peer / own (\(mismatches) answers differ) | \(Measurement.digits(reference.median / compiled.median)) | | |")
        if mismatches > 0 { exit(1) }
        print("| flows that a rule decides | \(Measurement.digits(Benchmarks.hitShare(rulebase) * 100)) % | | |")
    }
    // The last rule allows, so that the policy lets App-ID see all the traffic of the end-to-end figure.
    let large = Rulebase(rules: 10_000, catalogue: library.catalogue, seed: 5, last: SecurityRule(name: "allow-rest"))
    print(Benchmarks.groupUpdate(large).row)

    let traffic = Traffic.conversations(20_000, seed: 4)
    print("\n| end to end | median ns a packet | packets/s | Gbit/s |\n|---|---|---|---|")
    for (name, policy) in [("identify", nil), ("replay, 10,000 rules", large.engine())] as [(String, PolicyEngine?)] {
        let result = Benchmarks.endToEnd(name, traffic, library, policy)
        let rate = 1e9 / result.median
        let gigabits = rate * Double(traffic.byteCount) / Double(traffic.packets.count) * 8 / 1e9
        print(
            "| \(name) | \(Measurement.digits(result.median)) | \(String(format: "%.2f", rate / 1e6)) M | \(Measurement.digits(gigabits)) |"
        )
    }
    print("\n\(traffic.packets.count) packets, \(traffic.byteCount / traffic.packets.count) B mean, 12 packets a session")
}

do {
    try report()
} catch {
    print("error: \(error)")
    exit(1)
}
