import NGFWTestSupport
import Testing

@Suite("Fuzz seeds of the decoder")
struct SeedTests {
    @Test("every seed keeps the decoder's promises")
    func seeds() {
        let seeds = fuzzSeeds("decode")
        #expect(seeds.count >= 60)
        for seed in seeds {
            let problem = replayDecode(seed.bytes)
            #expect(problem == nil, "\(seed.name)")
        }
    }

    @Test("so do mutations of the seeds", arguments: 0..<4)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let seeds = fuzzSeeds("decode")
        for round in 0..<2_000 {
            let input = random.mutated(seeds.randomElement(using: &random)?.bytes ?? [])
            if let problem = replayDecode(input) { Issue.record("\(problem); seed \(seed), round \(round): \(input)") }
        }
    }
}
