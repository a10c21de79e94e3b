import NGFWTestSupport
import Testing

@testable import NGFWAppID

/// The vendor's pattern language. Source: reference section 2.10.
@Suite("Patterns of custom applications")
struct PatternTranslatorTests {
    private func translate(_ text: String, _ dialect: PatternDialect) throws(PatternError) -> String {
        try SignaturePattern(text, PatternRules(dialect)).expression
    }

    @Test(
        "what both dialects share becomes PCRE2",
        arguments: [
            (#"payroll\.corp"#, #"payroll\x2ecorp"#),
            ("Example-App", #"Example\x2dApp"#),
            ("abcdefg.h", "abcdefg.h"),
            (#"\x41 42 43 44 45 46 47\x"#, "ABCDEFG"),
            (#"\x00010203040506\xEND"#, #"\x00\x01\x02\x03\x04\x05\x06END"#),
            ("(abcdefg)(h|i)", "(?:abcdefg)(?:h|i)"),
            ("(abcdefg)+", "(?:abcdefg)+"),
            ("((Confidential)|(CONFIDENTIAL))", "(?:(?:Confidential)|(?:CONFIDENTIAL))"),
            ("[a-c0]abcdefg", "[a-c0]abcdefg"),
            ("[^a.]abcdefg", #"[^a\x2e]abcdefg"#),
            (#"[\x00-\x1f\]x]abcdefg"#, ""),
            ("{10-20}abcdefg", ".{10,20}abcdefg"),
            (#"abcdefg{0-3}\x0d 0a\x"#, #"abcdefg.{0,3}\x0d\x0a"#),
            ("Größe und Maß", #"Gr\xc3\xb6\xc3\x9fe\x20und\x20Ma\xc3\x9f"#),
            (#"abcdefg\*\+\?\(\)\[\]\{\}\|\\"#, #"abcdefg\x2a\x2b\x3f\x28\x29\x5b\x5d\x7b\x7d\x7c\x5c"#),
        ])
    func shared(text: String, expected: String) throws {
        for dialect in PatternDialect.allCases {
            if expected.isEmpty {
                // `\x` opens a run of bytes in a class too: there is no single `\x00`.
                #expect(throws: PatternError.self) { try translate(text, dialect) }
            } else {
                #expect(try translate(text, dialect) == expected)
            }
        }
    }

    @Test(
        "more of the usual regular expressions from 10.0 on",
        arguments: [
            ("ab|cd", "ab|cd"), ("(?i)payroll", "(?i)payroll"), ("(?:ab)+", "(?:ab)+"), ("(?i:ab)c", "(?i:ab)c"),
            (#"^GET\s\d+"#, #"^GET\s\d+"#), ("ab{3}", "ab{3}"), ("ab{2,}c", "ab{2,}c"), ("ab{2,5}?c", "ab{2,5}?c"), ("xyz$", "xyz$"),
            (#"id\r\n\t"#, #"id\x0d\x0a\x09"#), (#"[\d\x41 42\x-F]xy"#, #"[\dAB-F]xy"#), ("ab.*?cd", "ab.*?cd"),
            (#"\x41 42\x{2}"#, "(?:AB){2}"),
        ])
    func enhanced(text: String, expected: String) throws {
        #expect(try translate(text, .enhanced) == expected)
        #expect(throws: PatternError.self) { try translate(text, .classic) }
    }

    @Test(
        "what the vendor refuses is refused at its place, with a way out",
        arguments: [
            ("abcdef", .classic, 0), ("abc.defg", .classic, 0), ("abcd*efghij", .classic, 0), ("[a-z]bcdefg", .classic, 0),
            ("(abcdefg)?", .classic, 0), ("((abcdefg)|(abc))", .classic, 0), ("(abcdefgh)|x", .classic, 10), ("a|abcdefg", .classic, 1),
            (String(repeating: "a", count: 128), .classic, 127), ("abcdefg{10,20}h", .classic, 7), ("abcdefg{20-10}h", .classic, 7),
            ("abcdefg{1-2}{1-2}h", .classic, 7), ("abcdefg{1-2}", .classic, 7), ("abcdefg{1-2}[a-c]", .classic, 7),
            ("(abcdefg{1-2}h)+", .classic, 15), ("^abcdefg", .classic, 0), ("abcdefg$", .classic, 7), ("(?i)abcdefg", .classic, 1),
            (#"abcdefg\d"#, .classic, 7), (#"abcdefg\x4"#, .classic, 7), (#"abcdefg\x41"#, .classic, 7), (#"abcdefg\x\x"#, .classic, 7),
            (#"abcdefg\x4g\x"#, .classic, 7), ("abcdefg(", .classic, 7), ("abcdefg)", .classic, 7), ("abcdefg[", .classic, 7),
            ("abcdefg[]", .classic, 7), ("abcdefg[z-a]", .classic, 8), ("abcdefg()", .classic, 7), ("abcdefg(a|)", .classic, 10),
            (#"abcdefg\"#, .classic, 7), ("*abcdefg", .classic, 0), ("(abcdefg)**", .classic, 10), ("", .classic, 0),
            ("a", .enhanced, 0), ("a*", .enhanced, 0), (#"(ab)\1"#, .enhanced, 4), ("(?=ab)cd", .enhanced, 1), ("(?<n>ab)", .enhanced, 1),
            ("ab{1001}", .enhanced, 2), ("ab{3,2}", .enhanced, 2), (#"ab\Qcd\E"#, .enhanced, 2), ("ab[[:alpha:]]", .enhanced, 3),
            (#"ab\p{L}"#, .enhanced, 2), ("(*UTF)ab", .enhanced, 1), (#"ab\C"#, .enhanced, 2), ("ab++", .enhanced, 3),
            ("(?i)*ab", .enhanced, 4), ("^+ab", .enhanced, 1), (#"\b?ab"#, .enhanced, 2),
        ] as [(String, PatternDialect, Int)])
    func refused(text: String, dialect: PatternDialect, offset: Int) throws {
        do throws(PatternError) {
            _ = try SignaturePattern(text, PatternRules(dialect))
            Issue.record("'\(text)' was taken")
        } catch {
            #expect(error.problems.contains { $0.offset == offset }, "\(error.problems)")
            #expect(error.problems.allSatisfy { !$0.remedy.isEmpty && !$0.message.isEmpty })
        }
    }

    @Test(
        "the literals are bytes of which every match has one",
        arguments: [
            ("abcdefg.hij", ["abcdefg"]), ("ab(cd)ef", ["abcdef"]), ("(abc)+x", ["abc"]), ("xy(abc)*z1", ["xy"]),
            ("((abcd)|(ef))", ["abcd", "ef"]),
            ("[ab]xyz", ["xyz"]), ("ab(cd|ef)", ["ab"]), ("(?i:abc)d", ["abc"]),
        ])
    func literals(text: String, expected: [String]) throws {
        let pattern = try SignaturePattern(text, PatternRules(.enhanced))
        #expect(pattern.literals.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test("the minimum is an option")
    func minimum() throws {
        var rules = PatternRules(.enhanced)
        rules.minimumLiteral = 5
        #expect(throws: PatternError.self) { try SignaturePattern("abcd", rules) }
        rules.minimumLiteral = 1
        #expect(try SignaturePattern("a", rules).expression == "a")
    }

    @Test(
        "the version of a configuration says which dialect",
        arguments: [("9.1.0", .classic), ("10.0.0", .enhanced), ("8.1", .classic), ("11.2.3", .enhanced)] as [(String, PatternDialect)])
    func version(text: String, dialect: PatternDialect) {
        #expect(PatternDialect(configurationVersion: text) == dialect)
        #expect(PatternDialect(configurationVersion: nil) == .enhanced)
        #expect(PatternDialect(configurationVersion: "urldb") == .enhanced)
    }

    @Test("whatever is taken compiles, and matches nothing without one of its literals", arguments: 0..<4)
    func everythingTakenCompiles(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let pieces = [
            "a", "B", "7", ".", "*", "+", "?", "|", "(", ")", "[", "]", "{", "}", "^", "$", "\\", "\\x", "\\x41 42\\x", "{1-3}", "{2,3}",
            "-", "(?i)",
            "(?:", "\\d", "\\.", "abcdefg", "xy", " ", "ü", "[a-f]", "(ab|cd)", "\\W", ",", "<", "&", "/", "\u{0}",
        ]
        let builder = PatternBuilder(maximumPatternBytes: 4_096)
        var taken: [(number: Int, pattern: SignaturePattern)] = []
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let dialect: PatternDialect = Bool.random(using: &random) ? .classic : .enhanced
            guard let pattern = try? SignaturePattern(text, PatternRules(dialect)) else { continue }
            taken.append((try builder.compile("(?U)" + pattern.expression), pattern))
        }
        #expect(taken.count > 500)
        let set = PatternSet(builder)
        var matcher = PatternMatcher(matchLimit: 5_000)
        var matches = 0
        for (number, pattern) in taken {
            let noise = Array(
                (0..<6).map { _ in ["ab", "abcdefg", "xy", "AB", "7", "aB", "cd\u{1}", "/"].randomElement(using: &random) ?? "" }.joined()
                    .utf8)
            let isMatch = matcher.matches(set[number], noise.span) == .match
            let folded = String(decoding: noise, as: UTF8.self).lowercased()
            let hasLiteral = pattern.literals.contains { folded.contains(String(decoding: $0, as: UTF8.self).lowercased()) }
            if isMatch {
                matches += 1
                #expect(hasLiteral, "'\(pattern.text)' matched '\(folded)' without \(pattern.literals)")
            }
        }
        #expect(matches > 20)
    }
}
