import NGFW
import NGFWTestSupport
import Testing

@Suite("Fuzz seeds of logs and filters")
struct LogSeedTests {
    @Test("Every line of a log seed ends in a record, a skip or an error; what is read is read again")
    func logs() {
        let seeds = fuzzSeeds("logs")
        #expect(seeds.count >= 5)
        var records = 0
        let reader = PANOSCSVLogReader()
        for seed in seeds {
            for line in seed.bytes.split(separator: 0x0a) {
                guard case .traffic(let record)? = try? reader.read(Array(line)) else { continue }
                records += 1
                for version in PANOSLogVersion.allCases {
                    var output: [UInt8] = []
                    PANOSCSVLogWriter(version).write(record, to: &output)
                    #expect(throws: Never.self, "\(seed.name)") { try reader.read(output) }
                }
            }
        }
        #expect(records >= 4)
    }

    @Test("Every filter seed is a filter, which written out is the same, or an error within the text")
    func filters() {
        let seeds = fuzzSeeds("filter")
        #expect(seeds.count >= 6)
        for seed in seeds {
            let text = String(decoding: seed.bytes, as: UTF8.self)
            do throws(SessionFilterError) {
                let filter = try SessionFilter(text)
                #expect((try? SessionFilter(filter.description)) == filter, "\(seed.name)")
            } catch {
                #expect((1...text.utf8.count + 1).contains(error.column), "\(seed.name)")
            }
        }
    }
}
