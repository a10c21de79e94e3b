import Testing

@Suite("Several workers")
struct WorkerTests {
    private func replay(_ workers: String) throws -> [String] {
        let result = try Tool.example(
            "replay", "--config", "firewall.xml", "--registrations", "register.xml", "--sessions", "--format", "csv", "--workers", workers,
            "web-app.pcap")
        #expect(result.status == 0)
        // Ids tell the worker.
        return result.lines.dropFirst().map { $0.split(separator: ",").dropFirst().joined(separator: ",") }
    }

    @Test("A replay by several workers lists the sessions of one", arguments: ["2", "3", "64"])
    func sessions(workers: String) throws {
        let expected = try replay("1")
        #expect(expected.count == 9)
        #expect(try replay(workers) == expected)
    }

    @Test("A number of workers that makes no sense is told", arguments: ["0", "65", "-1", "many"])
    func refusals(workers: String) throws {
        let result = try Tool.example("identify", "--workers=\(workers)", "web-app.pcap")
        #expect(result.status != 0)
        #expect(result.errors.contains("--workers"))
    }
}
