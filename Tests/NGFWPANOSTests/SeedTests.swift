import NGFWCore
import NGFWPANOS
import NGFWTestSupport
import Testing

/// The fuzz target's inputs, of every format, run here too, through the same steps (see Fuzz/Sources).
@Suite("Fuzz seeds of the XML reader")
struct SeedTests {
    @Test("every seed is a policy, messages or diagnostics, and pieces of a stream do not matter")
    func seeds() {
        let importer = ConfigurationImporter(catalogue: ApplicationCatalogue([]))
        let seeds = fuzzSeeds("xml")
        #expect(!seeds.isEmpty)
        for seed in seeds {
            let imported = importer.read(seed.bytes, name: seed.name)
            let messages = RegistrationReader.read(seed.bytes, name: seed.name)
            let isRead = !imported.diagnostics.hasErrors || !messages.updates.isEmpty
            #expect(isRead || !messages.diagnostics.isEmpty, "\(seed.name)")
            for place in 0...seed.bytes.count {
                var reader = RegistrationReader(name: seed.name)
                var updates = reader.feed(Array(seed.bytes[..<place]))
                updates += reader.feed(Array(seed.bytes[place...]))
                #expect(updates.count == messages.updates.count, "\(seed.name), cut at \(place)")
            }
        }
    }
}
