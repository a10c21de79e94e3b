import Foundation
import Testing

@Suite("Output")
struct OutputTests {
    private func shell(_ line: String) throws -> Tool.Result { try Tool.shell(line) }

    @Test("a reader that goes away ends the program without a word", arguments: ["", "trap '' PIPE; "])
    func brokenPipe(prefix: String) throws {
        let result = try shell("\(prefix)ngfw-eval applications --format jsonl | head -n 1")
        #expect(result.errors.isEmpty)
        #expect(result.output.split(separator: "\n").count == 1)
    }

    @Test("neither colour nor progress is written where nobody watches")
    func noColour() throws {
        let result = try shell("ngfw-eval flows --config firewall.xml --registrations register.xml flows.jsonl")
        #expect(!result.output.contains("\u{1b}"))
        #expect(!result.errors.contains("\u{1b}"))
    }

    @Test("names from outside cannot command a terminal")
    func controlCharacters() throws {
        let flow = #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "from": "\u001b[31mred", "to": "out"}"#
        let result = try Tool.example("flows", "--config", "firewall.xml", "-", input: flow)
        #expect(result.output.contains("?[31mred"))
        #expect(!result.output.contains("\u{1b}"))
    }

    @Test("names from outside cannot turn the text around, nor break its lines")
    func directionMarks() throws {
        let flow = #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "from": "a\u202eb\u2066c\u2028d", "to": "out"}"#
        let result = try Tool.example("flows", "--config", "firewall.xml", "-", input: flow)
        #expect(result.output.contains("a?b?c?d"))
    }

    @Test("messages and explanations cannot command a terminal either")
    func controlCharactersInWords() throws {
        let unknown = #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "application": "\u001b[31mred"}"#
        let refused = try Tool.example("flows", "--config", "firewall.xml", "-", input: unknown)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("?[31mred"))
        #expect(!refused.errors.contains("\u{1b}"))
        let zone = #"{"source": "10.0.0.1", "destination": "10.0.1.1", "protocol": "icmp", "from": "\u009b31mred", "to": "out"}"#
        let explained = try Tool.example("explain", "--config", "firewall.xml", zone)
        #expect(explained.output.contains("?31mred"))
        #expect(!explained.output.unicodeScalars.contains("\u{9b}"))
    }

    /// `script` gives the tool a terminal of its own; what it prints there comes back with standard error mixed in.
    private func onTerminal(_ command: String, _ environment: String = "TERM=xterm") throws -> String {
        try shell("script -qec '\(environment) \(command)' /dev/null < /dev/null").output
    }

    @Test("on a terminal actions and errors have colour, unless NO_COLOR says otherwise")
    func colour() throws {
        let flows = "ngfw-eval flows --config firewall.xml --registrations register.xml flows.jsonl"
        #expect(try onTerminal(flows).contains("\u{1b}[32mallow\u{1b}[0m"))
        #expect(try onTerminal("ngfw-eval check --config flows.jsonl").contains("\u{1b}[31merror\u{1b}[0m"))
        #expect(try !onTerminal(flows, "NO_COLOR=1 TERM=xterm").contains("\u{1b}["))
    }

    @Test("on a terminal long input has a line of progress, which is taken away at the end")
    func progress() throws {
        let folder = try Folder()
        let flow = #"{"source": "172.16.10.11", "destination": "172.16.20.21", "protocol": "icmp"}"# + "\n"
        try folder.write("long.jsonl", String(repeating: flow, count: 10_001))
        let long = folder.url.appending(path: "long.jsonl").path
        let shown = try onTerminal("ngfw-eval flows --config firewall.xml --format jsonl \(long) >/dev/null")
        #expect(shown.contains("\r10,000 flows"))
        #expect(shown.contains("\r\u{1b}[K"))
    }
}
