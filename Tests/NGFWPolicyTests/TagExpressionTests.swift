import NGFWCore
import Testing

@testable import NGFWPolicy

@Suite struct TagExpressionTests {
    @Test(arguments: [
        ("'web'", "'web'"), ("web", "'web'"), ("\"web\"", "'web'"), ("'a' AND b", "'a' and 'b'"), ("a or b or c", "'a' or 'b' or 'c'"),
        ("'A' or 'B' and 'C'", "'A' or 'B' and 'C'"), ("('A' or 'B') and 'C'", "('A' or 'B') and 'C'"), ("((a))", "'a'"),
        ("'A' or ('B' and 'C')", "'A' or 'B' and 'C'"), ("'a'and'b'", "'a' and 'b'"), (" \t(a\n) ", "'a'"), ("'two words'", "'two words'"),
        ("'and'", "'and'"), ("vmname.x and 'state.poweredOn'", "'vmname.x' and 'state.poweredOn'"), ("\"it's\"", "\"it's\""),
        ("Android or orange", "'Android' or 'orange'"),
    ])
    func `filters are read and printed in canonical form`(text: String, canonical: String) throws {
        let expression = try TagExpression(text)
        #expect(expression.description == canonical)
        #expect(try TagExpression(canonical) == expression)
    }

    @Test(
        arguments: [
            ("a or b and c", ["a"], true), ("a or b and c", ["b"], false), ("a or b and c", ["b", "c"], true),
            ("(a or b) and c", ["a"], false),
            ("'Web'", ["web"], false), ("a and b", [], false), ("a", ["a", "z"], true),
        ] as [(String, [String], Bool)])
    func `tags are compared exactly and 'and' binds tighter`(text: String, tags: [String], holds: Bool) throws {
        #expect(try TagExpression(text).isSatisfied(by: tags.contains) == holds)
    }

    @Test(arguments: [
        ("", TagExpressionError.Code.empty, 1), ("   ", .empty, 4), ("not 'x'", .notUnsupported, 1), ("a and NOT b", .notUnsupported, 7),
        ("a not b", .notUnsupported, 3), ("a b", .missingOperator, 3), ("a and", .unexpectedEnd, 6), ("and a", .unexpectedWord, 1),
        ("a or or b", .unexpectedWord, 6), ("'a", .unclosedQuote, 1), ("a or \"b", .unclosedQuote, 6), ("(a", .unclosedParenthesis, 1),
        ("a)", .unexpectedParenthesis, 2), ("()", .unexpectedParenthesis, 2), ("''", .emptyTag, 1), ("(a not b)", .notUnsupported, 4),
    ])
    func `mistakes are named with their column`(text: String, code: TagExpressionError.Code, column: Int) {
        #expect(throws: TagExpressionError(code: code, column: column)) { try TagExpression(text) }
        do {
            _ = try TagExpression(text)
        } catch {
            #expect(error.column == column)
        }
    }

    @Test func `length, depth and tags are limited`() {
        let deep = String(repeating: "(", count: 33) + "a" + String(repeating: ")", count: 33)
        #expect(throws: TagExpressionError(code: .tooDeep, column: 33)) { try TagExpression(deep) }
        let long = String(repeating: "a or ", count: 500) + "a"
        #expect(throws: TagExpressionError(code: .tooLong, column: 2048)) { try TagExpression(long) }
        #expect(throws: TagExpressionError(code: .badTag, column: 1)) { try TagExpression(String(repeating: "t", count: 128)) }
        #expect(throws: Never.self) { try TagExpression(String(repeating: "(", count: 32) + "a" + String(repeating: ")", count: 32)) }
    }

    @Test func `tags are listed once in order`() throws {
        #expect(try TagExpression("b and (a or b)").tags == ["b", "a"])
    }
}
