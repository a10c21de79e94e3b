import Foundation
import Testing

/// The conformance kit by the command line; Tests/ConformanceTests runs it by both evaluators.
@Suite("Conformance kit on the command line")
struct ConformanceKitTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "..").standardized

    @Test("ngfw-eval test runs the whole folder, and nothing fails but the files of known-gaps.txt")
    func wholeFolder() throws {
        let gaps = try Self.gaps()
        let result = try Tool.run(["test", "Conformance"], in: Self.tests)
        let failed = Self.files(of: result.output + result.errors)
        for file in failed.subtracting(gaps).sorted() { Issue.record("\(file) fails") }
        #expect(result.status == 0 || !gaps.isEmpty)
        let summary = try #require(result.lines.last)
        let counts = summary.split { !$0.isNumber && $0 != "," }.compactMap { Int($0.replacing(",", with: "")) }
        #expect(counts.count == 3 && counts[0] >= 350 && counts[1] >= 900, "\(summary)")
    }

    private static func gaps() throws -> Set<String> {
        let text = try String(contentsOf: tests.appending(path: "Conformance/known-gaps.txt"), encoding: .utf8)
        return Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != " " }) })
    }

    /// The files that lines of a report begin with: `Conformance/1-rules/1.2-x.yaml:15:23: failed: …`
    private static func files(of report: String) -> Set<String> {
        var found: Set<String> = []
        for line in report.split(separator: "\n") where line.hasPrefix("Conformance/") {
            let parts = line.split(separator: ":")
            if parts.count > 3, ["failed", "error"].contains(parts[3].drop { $0 == " " }) {
                found.insert(String(parts[0].dropFirst("Conformance/".count)))
            }
        }
        return found
    }
}
