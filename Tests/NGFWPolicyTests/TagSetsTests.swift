import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

@Suite struct TagSetsTests {
    @Test(
        arguments: [
            ("'web'", [], [["web"]]), ("'web'", ["web"], [[]]), ("'web' and 'prod'", ["web"], [["prod"]]),
            ("'web' and ('prod' or 'stage')", [], [["prod", "web"], ["stage", "web"]]),
            ("'a' or ('a' and 'b')", [], [["a"]]), ("('a' or 'b') and ('b' or 'c')", [], [["b"], ["a", "c"]]),
            ("('a' and 'b') or 'c'", ["a"], [["b"], ["c"]]), ("\"it's\" or 'x'", [], [["x"]]), ("\"it's\"", [], []),
        ] as [(String, [String], [[String]])])
    func `the minimal tags that a filter lacks`(filter: String, present: [String], expected: [[String]]) throws {
        let filter = try TagExpression(filter)
        #expect(TagSets.missing(filter, from: Set(present)) == expected)
    }

    @Test(
        arguments: [
            (["'web'"], ["web"], [], [["web"]]), (["'web' and 'prod'"], ["web", "prod"], [], [["prod"], ["web"]]),
            (["'web' or 'prod'"], ["web", "prod"], [], [["prod", "web"]]), (["'web'"], [], ["web"], []),
            (["'web' and 'net'"], ["web"], ["net"], [["web"]]), (["'a'", "'b'"], ["a", "b"], [], [["a", "b"]]),
        ] as [([String], [String], [String], [[String]])])
    func `the minimal tags that keep filters satisfied`(
        filters: [String], removable: [String], fixed: [String], expected: [[String]]
    ) throws {
        let parsed = try filters.map { try TagExpression($0) }
        #expect(TagSets.surplus(parsed, removable: Set(removable), fixed: Set(fixed)) == expected)
    }

    @Test func `generated filters: each set satisfies, no set can do without one of its tags, and there are few`() throws {
        var random = SplitMix64(seed: 11)
        func expression(_ depth: Int) -> String {
            if depth == 0 || Int.random(in: 0..<3, using: &random) == 0 { return "'t\(Int.random(in: 0..<12, using: &random))'" }
            let word = Bool.random(using: &random) ? " and " : " or "
            return "(" + (0..<Int.random(in: 2...4, using: &random)).map { _ in expression(depth - 1) }.joined(separator: word) + ")"
        }
        for _ in 0..<400 {
            let filter = try TagExpression(expression(4))
            let present = Set((0..<12).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.map { "t\($0)" })
            let sets = TagSets.missing(filter, from: present)
            #expect((1...8).contains(sets.count))
            for set in sets {
                #expect(filter.isSatisfied { present.contains($0) || set.contains($0) })
                for tag in set { #expect(!filter.isSatisfied { present.contains($0) || $0 != tag && set.contains($0) }) }
            }
        }
    }

    @Test func `a filter of 100 alternatives costs no more than its length`() throws {
        let filter = try TagExpression((0..<100).map { "(a\($0) or b\($0))" }.joined(separator: " and "))
        let sets = TagSets.missing(filter, from: [])
        #expect(sets.count == 8)
        #expect(sets.allSatisfy { $0.count == 100 })
    }
}
