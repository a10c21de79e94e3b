import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWAppID

@Suite("Prefilter")
struct PrefilterTests {
    private static func text(_ literals: [[UInt8]]?) -> [String]? { literals?.map { String(decoding: $0, as: UTF8.self) } }

    @Test(
        arguments: [
            ("^foo-agent/", ["foo-agent/"]), ("(?i)^(?:foo-agent|barista)/\\d", ["foo-agent", "barista"]),
            ("abc?defgh", ["defgh"]), ("abcd+efghi", ["efghi"]), ("ab(?:cdef)?ghijk", ["ghijk"]), ("longer[0-9]{2}tail", ["longer"]),
            ("one\\.two\\x2dthree", ["one.two-three"]), ("(?=x)abcdef", ["abcdef"]), ("(?:abcd){2}", ["abcd"]),
            ("[\\]x]wxyz", ["wxyz"]), ("[^]x]wxyz", ["wxyz"]), ("^a(?:bcdef|ghijkl(?:mno|pqr))$", ["bcdef", "ghijkl"]),
            ("(?<!x)abcde", ["abcde"]), ("abcd|efgh", ["abcd", "efgh"]), ("ab{0,3}cdefg", ["cdefg"]), ("\\babcd\\b", ["abcd"]),
        ])
    func literalsOfAPattern(pattern: String, literals: [String]) {
        #expect(Self.text(PatternLiterals.of(pattern, shortest: 4)) == literals)
    }

    @Test(
        arguments: [
            "abc", "abcd|ef", "abcdef?|x", "(?:abcd)?", "(?:abcd)*", "[a-z]{4}", "\\d{4}", "(a)\\1bcde", "(?x)ab cd ef", "(?|abcd|efgh)",
            "abcd\\Qefgh", "abcd(", "abcd)", "abcd{", "a{1,2", "[[:alpha:]]abcd", "abcd\\", "(?#abcd)", "(?:abcd|)", "(abcd){0}",
        ])
    func whatIsNotSureGivesNone(pattern: String) {
        #expect(PatternLiterals.of(pattern, shortest: 4) == nil)
    }

    private static func text(_ beginning: PatternBeginning) -> String {
        beginning.sets.map { set in
            let bytes = (UInt8.min...UInt8.max).filter { set.contains($0) }
            if bytes.count > 6 { return bytes.count == 256 ? "." : "<\(bytes.count)>" }
            let text = bytes.map { (0x21...0x7E).contains($0) ? String(UnicodeScalar($0)) : "\\\($0)" }.joined()
            return bytes.count == 1 ? text : "[\(text)]"
        }.joined()
    }

    @Test(
        arguments: [
            ("^GET /", "GET\\32/"), ("^\\x16\\x03[\\x00-\\x04].{3}", "\\22\\3[\\0\\1\\2\\3\\4]..."), ("^(?:GET|PUT) ", "[GP][EU]T\\32"),
            ("^(?:a|bcd)x", "[ab]"), ("^(?:ab|cd)x", "[ac][bd]x"), ("^(?i)ab1", "[Aa][Bb]1"), ("^(?i:a)b", "[Aa]b"), ("^ab?c", "a"),
            ("^ab{3}c", "abbbc"), ("^a{2,4}b", "aa"), ("^a+b", "a"), ("^abcd|^xyz", "[ax][by][cz]"), ("^ab[|]c", "ab|c"),
            ("^(?=x)[a-z]", "<26>"), ("^(?!x)ab(?:c(?:d|e)|ff)g", "ab[cf][def]g"), ("^\\d\\D\\.", "<10><246>."),
            ("^[^\\x01-\\xff]x", "\\0x"),
            ("^[]a-]x", "[-]a]x"), ("^0123456789", "01234567"), ("^a*", ""), ("^(?:ab)?c", ""), ("^(?:ab)*c", ""), ("^", ""), ("", ""),
        ])
    func theBeginningOfAPattern(pattern: String, expected: String) {
        #expect(Self.text(PatternBeginning(pattern)) == expected)
    }

    @Test(
        arguments: [
            "^(?:", "^(?:a|", "^\\", "^\\x", "^\\x1", "^(?:a)(?:", "^)", "^[a", "^[z-a]", "^a{", "^a{1", "^a{b}", "^*", "^(?<n>a)b",
            "^(a)\\1",
            "^\\Qab", "^(?x)a b", "^(*UTF)a", "^[[:alpha:]]", "^a{+1}", String(repeating: "(", count: 100),
        ])
    func whatIsNotUnderstoodMayBeginWithAnything(pattern: String) {
        #expect(PatternBeginning(pattern).sets.isEmpty)
        #expect(PatternLiterals.of(pattern, shortest: 4) == nil)
    }

    /// The rows leave no signature out that matches: asked of the patterns themselves.
    @Test func rowsLoseNoMatch() {
        let library = SignatureFolder.library
        let tables = library.tables
        var matcher = PatternMatcher(matchLimit: 5_000)
        var generator = SplitMix64(seed: 4)
        var leftOut = 0
        for payload in DecoderTests.payloads where !payload.isEmpty {
            for subject in [payload, generator.mutated(payload), Array(payload.prefix(3))] where !subject.isEmpty {
                for transport in Transport.allCases {
                    for side in [Side.client, .server, nil] {
                        let found = Self.candidates(tables.dispatch[DispatchTables.index(transport, side)], subject)
                        for number in tables.signatures.indices where !found.contains(number) {
                            let signature = tables.signatures[number]
                            guard signature.transports & transport.bit != 0, signature.fields.isEmpty,
                                signature.isSymmetric == (side == nil)
                            else { continue }
                            leftOut += 1
                            let own = tables.lines[signature.lines].filter { $0.side == side || $0.side == nil }
                            let matches = own.allSatisfy { matcher.matches(library.patterns[$0.pattern], subject.span) == .match }
                            #expect(own.isEmpty || !matches, "signature \(number) on \(subject.prefix(40))")
                        }
                    }
                }
            }
        }
        #expect(leftOut > 10_000)
    }

    private static func candidates(_ table: DispatchTable, _ subject: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        for block in 0..<table.blockCount {
            let bits = table.candidates(block, subject.span)
            for word in bits.indices {
                for bit in 0..<64 where bits[word] >> UInt64(bit) & 1 != 0 { found.insert(Int(table.entry(block, word, bit).signature)) }
            }
        }
        return found
    }

    // MARK: Many signatures on one field

    private static let agents: [(pattern: String, matching: String, near: String)] =
        (0..<40).map { ("^agent-\($0)x/\\\\d", "agent-\($0)x/7", "agent-\($0)/7") } + [
            ("(?i)^Mixed-(?:Case|Word)s/", "mIXED-wORDS/1", "mixed-cases"), ("ab.{0,9}longword", "x ab--longword", "ab longwor"),
            ("^[a-f]{4}$", "fade", "faded"), ("(?:first|second|third) client$", "a second client", "a second clients"),
        ]

    private static func library(_ context: String) -> SignatureLibrary {
        let web = """
            application: web-browsing
            category: a / b / c
            reference: RFC 9112
            final: no
            signature: request
            client: ^[A-Z]{3,7} /

            """
        let texts = agents.enumerated().map { number, agent in
            "application: app-\(number)\ncategory: a / b / c\nreference: none\nparent: web-browsing\nsignature: s\n\(context): "
                + agent.pattern.replacing("\\\\", with: "\\") + "\n\n"
        }
        var diagnostics = Diagnostics()
        let library = SignatureLibrary(
            compiling: [SignatureSource(name: "t.app", text: web + texts.joined())], diagnostics: &diagnostics)
        precondition(!diagnostics.hasErrors, "\(diagnostics.all)")
        return library
    }

    private static func application(_ client: String, _ server: String, _ library: SignatureLibrary, cut: Int) -> String {
        var classifier = Classifier(library)
        var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
        for (text, direction) in [(client, FlowDirection.clientToServer), (server, .serverToClient)] {
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: cut) {
                _ = classifier.inspect(
                    &inspection, Array(bytes[start..<min(start + cut, bytes.count)]).span, direction, timeToLive: 64)
            }
        }
        return library.catalogue.name(classifier.finish(&inspection).application)
    }

    @Test(arguments: ["http-req-user-agent-header", "http-req-uri-path", "http-rsp-server-header", "http-content-type"], [1, 9, 4_000])
    func eachOfManyPatternsIsFound(context: String, cut: Int) {
        let library = Self.library(context)
        #expect(library.tables.fieldCandidates.slotCount > 2 * FieldContext.allCases.count * 8)
        for (number, agent) in Self.agents.enumerated() where cut > 1 || number.isMultiple(of: 9) || number > 39 {
            for (text, expected) in [(agent.matching, "app-\(number)"), (agent.near, "web-browsing")] {
                // A path begins with a stroke, so the anchors would not hold there.
                let isPath = context == "http-req-uri-path"
                if isPath, agent.pattern.hasPrefix("^") || agent.pattern.hasPrefix("(?i)^") || text.contains(" ") { continue }
                let path = isPath ? "/" + text.replacing(" ", with: "_") : "/"
                let agentLine = context == "http-req-user-agent-header" ? "User-Agent: \(text)\r\n" : ""
                let serverLine = context == "http-rsp-server-header" ? "Server: \(text)\r\n" : ""
                let typeLine = context == "http-content-type" ? "Content-Type: \(text)\r\n" : ""
                let answer = Self.application(
                    "GET \(path) HTTP/1.1\r\nHost: a.example\r\n\(agentLine)\r\n", "HTTP/1.1 200 OK\r\n\(serverLine)\(typeLine)\r\n",
                    library,
                    cut: cut)
                #expect(answer == expected, "\(context) \(text)")
            }
        }
    }
}
