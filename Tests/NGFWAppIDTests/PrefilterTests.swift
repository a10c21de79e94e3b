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

    @Test(
        arguments: [
            ("^GET /", 0xFFFF_FFFF, 0x4745_5420), ("^\\x16\\x03", 0xFFFF_0000, 0x1603_0000), ("^(?:GET|PUT) ", 0xE8EF_FFFF, 0x4045_5420),
            ("^(?:a|bcd)x", 0xFCE4_0000, 0x6060_0000), ("^.abc", 0, 0), ("^(?i)abc", 0, 0), ("^ab?c", 0xFF00_0000, 0x6100_0000),
            ("^abcd|^xyz", 0, 0), ("^a[|]b|^c", 0, 0), ("^ab[|]c", 0xFFFF_0000, 0x6162_0000), ("^ab\\|c", 0xFFFF_FFFF, 0x6162_7C63),
            ("^(?:ab|cd)?ef", 0, 0), ("abc", 0, 0),
        ])
    func bitsOfABeginning(pattern: String, mask: UInt32, value: UInt32) {
        let found = PatternPrefixes.common(pattern)
        #expect(found.mask == mask && found.value == value, "\(String(found.mask, radix: 16)) \(String(found.value, radix: 16))")
    }

    /// Bytes with other bits do not match: asked of the patterns themselves.
    @Test func bitsOfAllBeginningsAreRight() throws {
        let library = try SignatureLibrary.builtIn()
        var random = SplitMix64(seed: 7)
        let matcher = PatternMatcher(matchLimit: 10_000)
        var masked = 0
        for line in library.tables.lines where line.beginning.mask != 0 {
            masked += 1
            let pattern = library.tables.patterns[line.pattern]
            for _ in 0..<40 {
                let beginning = UInt32(truncatingIfNeeded: random.next())
                let near = line.beginning.value | beginning & ~line.beginning.mask
                let flipped = near ^ (1 << (random.next() % 32))
                for word in [beginning, flipped] where word & line.beginning.mask != line.beginning.value {
                    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
                    let canBegin = matcher.canBegin(pattern, with: bytes)
                    #expect(!canBegin, "\(bytes)")
                }
            }
        }
        #expect(masked > 300)
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
