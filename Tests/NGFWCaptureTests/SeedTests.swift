import NGFWCapture
import NGFWTestSupport
import Testing

@Suite("Fuzz seeds of the capture reader")
struct SeedTests {
    @Test("every seed ends in packets, an error or both")
    func seeds() throws {
        let seeds = fuzzSeeds("capture")
        #expect(!seeds.isEmpty)
        for seed in seeds {
            try withFile(seed.bytes) { path in
                let (packets, error) = readAll(path)
                #expect(!packets.isEmpty || error != nil, "\(seed.name)")
                #expect(packets.allSatisfy { $0.bytes.count == $0.packet.capturedLength }, "\(seed.name)")
            }
        }
    }
}
