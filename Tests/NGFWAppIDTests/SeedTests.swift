import NGFWAppID
import NGFWCore
import NGFWTestSupport
import Testing

/// The fuzz targets' inputs run here too, through the same steps (see Fuzz/Sources).
@Suite("Fuzz seeds of the classifier")
struct SeedTests {
    @Test("every seed of conversations ends in an answer, however often it was asked")
    func conversations() throws {
        let seeds = fuzzSeeds("classify")
        #expect(!seeds.isEmpty)
        var classifier = Classifier(try SignatureLibrary.builtIn())
        for seed in seeds {
            var inspection = Inspection(
                ipProtocol: [IPProtocol.tcp, .udp, .sctp, .gre][Int(seed.bytes.first ?? 0) & 3],
                startsMidStream: (seed.bytes.first ?? 0) & 4 != 0)
            var rest = seed.bytes.dropFirst()
            while rest.count >= 3 {
                let direction: FlowDirection = rest[rest.startIndex] & 1 == 0 ? .clientToServer : .serverToClient
                let length = Int(rest[rest.startIndex + 1]) << 8 | Int(rest[rest.startIndex + 2])
                let payload = Array(rest.dropFirst(3).prefix(length))
                rest = rest.dropFirst(3 + payload.count)
                _ = classifier.inspect(&inspection, payload.span, direction, timeToLive: 64)
            }
            let end = classifier.finish(&inspection)
            #expect(end.application != .undecided, "\(seed.name)")
        }
    }

    @Test("every seed of signature texts compiles or is said to be wrong")
    func texts() {
        let seeds = fuzzSeeds("signatures")
        #expect(!seeds.isEmpty)
        for seed in seeds {
            var diagnostics = Diagnostics()
            let source = SignatureSource(name: seed.name, text: String(decoding: seed.bytes, as: UTF8.self))
            let library = SignatureLibrary(compiling: [source], diagnostics: &diagnostics)
            #expect(diagnostics.hasErrors || !library.identifiable.isEmpty, "\(seed.name)")
        }
    }
}
