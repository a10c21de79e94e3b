import Testing

@testable import NGFWSuites

@Suite("YAML guard")
struct YAMLGuardTests {
    @Test(
        "what would copy or recurse without bound is refused at its place",
        arguments: [
            ("a: &a [x]\n", 1, 4), ("a: [b, *a]\n", 1, 8), ("- *a\n", 1, 3), ("*a\n", 1, 1), ("a:\n  *b\n", 2, 3),
            ("a: !!str &b c\n", 1, 4),
            ("a: |\n  text\nb: *a\n", 3, 4), ("- a: |\n  b: *x\n", 2, 6), ("- a: |\n    text\n  b: *x\n", 3, 6),
            ("k: a\n  'b\nj: *x\n", 3, 4),
            ("[{a: |\n  *x}]\n", 2, 3), ("a: \"|\n  *x\"\n", 2, 3), (String(repeating: "[", count: 20), 1, 17),
            (String(repeating: "- ", count: 40), 1, 65), (String(repeating: " ", count: 80) + "a", 1, 65),
        ])
    func refuses(text: String, line: Int, column: Int) throws {
        let hazard = try #require(YAMLGuard.hazard(Array(text.utf8)), "\(text)")
        #expect(hazard.line == line, "\(text)")
        #expect(hazard.column == column, "\(text)")
    }

    @Test(
        "what only looks like it is read",
        arguments: [
            "about: bread & butter\n", "a: 'x: &y'\n", "a: \"b\\\" *c\"\n", "# *a\n", "a: b # &c\n", "a: b*c\n",
            "- configuration: |\n    set rulebase security rules a source [ b c ] & *d\n  flows: []\n",
            "configuration: |\n  <a x=\"&amp;\"> *b\n" + String(repeating: " ", count: 90) + "<c/></a>\nflows: []\n",
            "- |\n  *a\n  - &b\n- c\n", "a: |2-\n    *x\nb: c\n",
        ])
    func accepts(text: String) { #expect(YAMLGuard.hazard(Array(text.utf8)) == nil, "\(text)") }
}
