import NGFWTestSupport
import Testing

/// The fuzz target's inputs run here too, through the same steps (see Fuzz/Sources/FuzzExpectations).
@Suite("Fuzz seeds of control sessions")
struct DialogueSeedTests {
    @Test("every seed keeps what is promised of announcements, whole, cut and with bytes changed")
    func seeds() {
        let seeds = fuzzSeeds("expectations")
        #expect(seeds.count >= 10)
        var generator = SplitMix64(seed: 9)
        for seed in seeds {
            #expect(replayDialogue(seed.bytes) == nil, "\(seed.name)")
            for length in seed.bytes.indices { #expect(replayDialogue(Array(seed.bytes[..<length])) == nil, "\(seed.name), \(length)") }
            for round in 0..<200 {
                var bytes = seed.bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                }
                #expect(replayDialogue(bytes) == nil, "\(seed.name), round \(round)")
            }
        }
    }
}
