import Foundation
import Testing

/// The table of Docs/THREAT_MODEL.md and the tests of evasion are one list.
@Suite("Table of evasions")
struct EvasionTableTests {
    private struct Row {
        var number: Int
        var answer: String
        /// `Suite/function`
        var test: String
    }

    private static func rows() throws -> [Row] {
        try Repository.lines("Docs/THREAT_MODEL.md").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 6, let number = Int(cells[1]) else { return nil }
            return Row(number: number, answer: cells[3], test: cells[4].trimmingCharacters(in: ["`"]))
        }
    }

    /// The tests of a file, as `Suite/function`.
    private static func tests(in path: String) throws -> [String] {
        var suite = ""
        var isTest = false
        var tests: [String] = []
        for line in try Repository.lines(path) {
            if let match = line.firstMatch(of: #/^(?:@Suite(?:\(.*\))? )?struct (\w+)/#) { suite = String(match.1) }
            if line.contains("@Test") { isTest = true }
            if isTest, let match = line.firstMatch(of: #/\bfunc (\w+)\(/#) {
                tests.append("\(suite)/\(match.1)")
                isTest = false
            }
        }
        return tests
    }

    @Test("at least forty tricks are numbered in order, each with an answer and a test that exists")
    func rowsHaveTests() throws {
        let rows = try Self.rows()
        #expect(rows.count >= 40)
        #expect(rows.map(\.number) == Array(1...max(1, rows.count)))
        let tests = Set(try Repository.files(under: "Tests/").flatMap { try Self.tests(in: $0) })
        for row in rows {
            #expect(tests.contains(row.test), "row \(row.number): \(row.test)")
            #expect(!row.answer.isEmpty, "row \(row.number)")
        }
    }

    @Test("every test of evasion is a row, once")
    func testsHaveRows() throws {
        let rows = try Self.rows().map(\.test)
        #expect(Set(rows).count == rows.count)
        let tests = try Repository.files(under: "Tests/NGFWTests/Evasion/").flatMap { try Self.tests(in: $0) }
        #expect(tests.count >= 40)
        for test in tests { #expect(rows.contains(test), "\(test)") }
    }
}
