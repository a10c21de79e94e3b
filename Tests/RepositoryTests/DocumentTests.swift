import Foundation
import Testing

/// Documents are run: every ```console block of README.md and Docs/ is executed and its output compared.
///
/// In a block, a line `$ command` is run by `sh` in the root of the repository with the built products on PATH; the
/// lines up to the next `$` are its exact output, standard error included. `...` on a line of its own skips any lines.
/// Blocks fenced ```sh are not run: what builds, needs root or a network.
@Suite("Documents")
struct DocumentTests {
    struct Step: CustomTestStringConvertible {
        let document: String
        let line: Int
        let command: String
        let output: [String]
        var testDescription: String { "\(document):\(line): \(command)" }
    }

    static let documents =
        ["README.md"] + Repository.files(under: "Docs/", suffix: ".md") + Repository.files(under: "Examples/", suffix: ".md")

    static let steps: [Step] = documents.flatMap { (try? steps(in: $0)) ?? [] }

    @Test("commands print what the documents show", arguments: steps)
    func runs(step: Step) throws {
        let (output, _) = try Shell.run(step.command)
        var actual = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while actual.last == "" { actual.removeLast() }
        #expect(matches(actual[...], step.output[...]), "\(step.testDescription) printed\n\(output)")
    }

    @Test("every line of README's Swift example stands in the test that runs it")
    func swiftExample() throws {
        var normalized = Set<String>()
        for line in try Repository.lines("Tests/CommandLineTests/ReadmeExampleTests.swift") {
            normalized.insert(line.trimmingCharacters(in: .whitespaces).replacing("path(\"", with: "\"").replacing("\"))", with: "\")"))
        }
        let blocks = try Repository.text("README.md").split(separator: "```swift\n").dropFirst().compactMap {
            $0.split(separator: "\n```").first
        }
        #expect(blocks.count == 1)
        for line in blocks.joined(separator: "\n").split(separator: "\n") {
            let code = line.replacing(#/ {2,}//.*/#, with: "").trimmingCharacters(in: .whitespaces)
            #expect(normalized.contains(code), "\(code)")
        }
    }

    @Test("links between documents lead somewhere")
    func links() throws {
        let pattern = try Regex(#"\]\(([^)#:\s]+)(#[^)]*)?\)"#)
        for document in Repository.files where document.hasSuffix(".md") {
            let folder = Repository.root.appending(path: document).deletingLastPathComponent()
            for match in try Repository.text(document).matches(of: pattern) {
                guard let target = match.output[1].substring else { continue }
                #expect(FileManager.default.fileExists(atPath: folder.appending(path: String(target)).path), "\(document): \(target)")
            }
        }
    }

    private func matches(_ actual: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return actual.isEmpty }
        if first.trimmingCharacters(in: .whitespaces) == "..." {
            let rest = expected.dropFirst()
            return (actual.startIndex...actual.endIndex).contains { matches(actual[$0...], rest) }
        }
        guard let line = actual.first, trimmed(line) == trimmed(first) else { return false }
        return matches(actual.dropFirst(), expected.dropFirst())
    }

    /// Without the blanks at the end, which editors take away.
    private func trimmed(_ line: String) -> Substring {
        line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)]
    }

    private static func steps(in document: String) throws -> [Step] {
        var steps: [Step] = []
        var inside = false
        var current: (line: Int, command: String, output: [String])?
        func close() {
            guard let step = current else { return }
            var output = step.output
            while output.last == "" { output.removeLast() }
            steps.append(Step(document: document, line: step.line, command: step.command, output: output))
            current = nil
        }
        for (number, line) in try Repository.lines(document).enumerated() {
            if line.hasPrefix("```") {
                close()
                inside = !inside && line.hasPrefix("```console")
            } else if inside, line.hasPrefix("$ ") {
                close()
                current = (number + 1, String(line.dropFirst(2)), [])
            } else if inside {
                current?.output.append(String(line))
            }
        }
        close()
        return steps
    }
}

enum Shell {
    /// Runs a command in the root of the repository; standard output and error joined, and the exit code.
    static func run(_ command: String) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = Repository.root
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = products.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["NO_COLOR"] = "1"
        environment["COLUMNS"] = "200"
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    /// Where the test bundle, and so the built products, stand.
    private static var products: URL {
        let arguments = ProcessInfo.processInfo.arguments
        let bundle = arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent()
    }
}
