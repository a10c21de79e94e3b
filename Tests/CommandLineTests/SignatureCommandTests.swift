import Foundation
import Testing

@Suite("ngfw-eval signatures")
struct SignatureCommandTests {
    private static let examples = Tool.example.appending(path: "../signatures").standardized

    private func run(_ arguments: String..., input: String = "") throws -> Tool.Result {
        try Tool.run(["signatures"] + arguments, in: Self.examples, input: Array(input.utf8))
    }

    private static let head = "application: t\ncategory: a / b / c\nreference: none\nsignature: s\nclient: ^TLM[\\x01\\x02]\n"

    @Test(
        arguments: [
            (head + "sample: tcp client \"TLM\\x01\"\nnot-sample: tcp client \"TLM\"\n", 0, ""),
            (head + "sample: tcp client \"TLM\\x03\"\nnot-sample: tcp client \"TLM\"\n", 1, "NGFW-A040"),
            (head + "sample: tcp client \"TLM\\x01\"\n", 0, "NGFW-A043"), (head + "where: u8[\n", 2, "NGFW-A026"),
            ("nonsense\n", 2, "NGFW-A001"),
        ] as [(String, Int32, String)])
    func lintTellsBadTextsFromSamplesThatDoNotHold(text: String, status: Int32, code: String) throws {
        let result = try run("lint", "-", input: text)
        #expect(result.status == status && (code.isEmpty ? result.errors.isEmpty : result.errors.contains(code)), "\(result)")
    }

    @Test func testShowsWhatAFileChanges() throws {
        let result = try run("test", "telemetry.app", "telemetry.pcap")
        #expect(result.status == 0 && result.output.contains("insufficient-data  example-telemetry"))
        #expect(result.output.hasSuffix("1 of 2 sessions\n"))
        // What it takes from others shows too.
        let greedy =
            "application: greedy\ncategory: a / b / c\nreference: none\nsignature: s\nclient: ^GET\npriority: 90\nsample: tcp client \"GET\"\n"
        let taken = try run("test", "-", "telemetry.pcap", input: greedy)
        #expect(taken.output.contains("web-browsing  greedy") && taken.errors.contains("NGFW-A044"))
    }

    @Test(
        arguments: [
            (["explain", "telemetry.pcap", "--session", "7"], "has no session 7; there are 2"),
            (["explain", "telemetry.pcap", "--session", "1", "--application", "nobody"], "unknown application 'nobody'"),
            (["explain", "no.pcap"], "No such file"), (["test", "no.app"], "no such file"), (["lint", "telemetry.pcap"], "is not UTF-8"),
        ])
    func whatCannotBeUsedIsSaid(arguments: [String], message: String) throws {
        let result = try Tool.run(["signatures"] + arguments, in: Self.examples)
        #expect(result.status == 2 && result.errors.contains(message), "\(result)")
    }
}
