import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

@Suite("Patterns")
struct PatternTests {
    private func compile(_ pattern: String) throws -> (PatternSet, Int) {
        let builder = PatternBuilder(maximumPatternBytes: 4_096)
        let number = try builder.compile(pattern)
        return (PatternSet(builder), number)
    }

    private func match(_ matcher: inout PatternMatcher, _ patterns: PatternSet, _ number: Int, _ bytes: [UInt8]) -> PatternMatcher.Answer {
        matcher.matches(patterns[number], bytes.span)
    }

    @Test(arguments: [
        ("^[abc]x", "abc"), ("^(?i)get ", "Gg"), ("^(?:foo|bar)", "bf"), ("^\\x00?A", "\0A"), ("^a*b", "ab"), ("^(?=[xy])[a-z]", "xy"),
        ("^[^\\x01-\\xff]", "\0"), ("^(?!a)[ab]b", "b"), ("^(a)\\1", "a"),
    ])
    func theFirstByteTableIsExact(_ pattern: String, _ bytes: String) throws {
        let (patterns, number) = try compile(pattern)
        let matcher = PatternMatcher(matchLimit: 5_000)
        let firstBytes = matcher.firstBytes(patterns[number])
        let possible = (UInt8.min...UInt8.max).filter { firstBytes.contains($0) }
        #expect(possible == Array(bytes.utf8).sorted())
    }

    @Test func anchorsAreSeenInEveryAlternative() throws {
        for (pattern, expected) in [("^a", true), ("^a|^b", true), ("(?i)^a", true), ("^a|b", false), ("a", false), ("(?:^a|^b)c", true)] {
            let builder = PatternBuilder(maximumPatternBytes: 4_096)
            let number = try builder.compile(pattern)
            #expect(builder.isAnchored(number) == expected, "\(pattern)")
        }
    }

    @Test func aLimitIsNotAMismatchAndIsCounted() throws {
        let (patterns, number) = try compile("^(a+)+$")
        var matcher = PatternMatcher(matchLimit: 5_000)
        let subject = Array(repeating: UInt8(ascii: "a"), count: 10 << 20) + [UInt8(ascii: "b")]
        var answer: PatternMatcher.Answer
        var undecided: Int
        answer = match(&matcher, patterns, number, subject)
        #expect(answer == .undecided)
        undecided = matcher.undecidedCount
        #expect(undecided == 1)
        answer = match(&matcher, patterns, number, Array("b".utf8))
        #expect(answer == .noMatch)
        undecided = matcher.undecidedCount
        #expect(undecided == 1)
    }

    @Test func bytesAreBytes() throws {
        let (patterns, number) = try compile("^\\xff.\\x00$")
        var matcher = PatternMatcher(matchLimit: 5_000)
        var answer: PatternMatcher.Answer
        answer = match(&matcher, patterns, number, ([0xFF, 0x0A, 0x00] as [UInt8]))
        #expect(answer == .match)
        answer = match(&matcher, patterns, number, ([0xFF, 0x0A, 0x00, 0x0A] as [UInt8]))
        #expect(answer == .noMatch)
        answer = match(&matcher, patterns, number, ([] as [UInt8]))
        #expect(answer == .noMatch)
    }

    @Test func whatDoesNotCompileIsExplained() throws {
        let failure = #expect(throws: PatternBuilder.Failure.self) { _ = try compile("^(ab") }
        #expect(failure?.message == "missing closing parenthesis")
        #expect(failure?.offset == 4)
        #expect(throws: PatternBuilder.Failure.self) { _ = try compile("^" + String(repeating: "a", count: 5_000)) }
        #expect(throws: PatternBuilder.Failure.self) { _ = try compile("^(*UTF)é") }
        #expect(throws: PatternBuilder.Failure.self) { _ = try compile("^a\\C") }
    }

    @Test(arguments: ["^.{4}a", "^(?!\\x00{8}).{16}[ab]", "^[\\x00-\\xff]", "^", "^.*a"])
    func patternsThatBeginWithAnythingStandUnderEveryByte(_ pattern: String) throws {
        let (patterns, number) = try compile(pattern)
        let matcher = PatternMatcher(matchLimit: 5_000)
        #expect(matcher.firstBytes(patterns[number]).count == 256)
    }

    @Test func theTablesLoseNoMatch() {
        let library = SignatureFolder.library
        var matcher = PatternMatcher(matchLimit: 5_000)
        var generator = SplitMix64(seed: 3)
        var possible: [Int: ByteSet] = [:]
        for line in library.tables.lines where possible[line.pattern] == nil {
            possible[line.pattern] = matcher.firstBytes(library.patterns[line.pattern])
        }
        for payload in DecoderTests.payloads where !payload.isEmpty {
            for subject in [payload, generator.mutated(payload)] where !subject.isEmpty {
                for (number, bytes) in possible where !bytes.contains(subject[0]) {
                    let answer = match(&matcher, library.patterns, number, subject)
                    #expect(answer == .noMatch, "pattern \(number) on \(subject)")
                }
            }
        }
    }
}
