import Foundation
import Testing

@Suite("Output")
struct OutputTests {
    /// Runs a line of shell with the tool on the path; what comes on standard error is the second part.
    private func shell(_ line: String) throws -> (output: String, errors: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = Tool.example
        process.environment = ["PATH": Tool.executable.deletingLastPathComponent().path + ":/usr/bin:/bin"]
        let folder = try Folder()
        try folder.write("out", "")
        try folder.write("err", "")
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: "err"))
        try process.run()
        process.waitUntilExit()
        return (
            try String(contentsOf: folder.url.appending(path: "out"), encoding: .utf8),
            try String(contentsOf: folder.url.appending(path: "err"), encoding: .utf8), process.terminationStatus
        )
    }

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
}
