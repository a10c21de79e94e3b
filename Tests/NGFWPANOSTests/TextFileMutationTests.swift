import NGFWCore
import NGFWPANOS
import NGFWPolicy
import Testing

/// Every line of the text files beside a configuration mutated in every way, one at a time: a message at its line, or the same
/// decisions. What is left out may make a rule match more or less, so a mutant that allows more is told about.
@Suite struct TextFileMutationTests {
    /// The files whose lines are mutated.
    enum Kind: CaseIterable {
        case zones
        case regions
        case list
        case resolutions
        case users

        var text: String {
            switch self {
            case .zones: "10.0.0.0/8 in\n10.9.0.0/16 guest\n2001:db8::/32 in\n0.0.0.0/0, out\n"
            case .regions: "198.51.100.0/24 DE\n203.0.113.0-203.0.113.127 FR\n2001:db8:9::/48, DE\n"
            case .list: "192.0.2.1\n192.0.2.64/26 ; a network\n192.0.2.10-192.0.2.19\n2001:db8:7::/48\n"
            case .resolutions:
                "www.example.com 192.0.2.33 2001:db8:5::1\ndb.example.com 2026-01-05T12:00:00Z 192.0.2.45\n"
            case .users: "corp\\eve; admins; vpn users\ncorp\\bob; guests\nann; cn=ops,dc=corp\n"
            }
        }
    }

    /// What a mutation does to a line; `nil` where it does not apply.
    struct Mutation: Sendable {
        var name: String
        /// Files where the outcome is another legal line.
        var isLegal: Set<Kind> = []
        var apply: @Sendable (String) -> [UInt8]?
    }

    private static func words(_ name: String, legal: Set<Kind> = [], _ change: @escaping @Sendable ([String]) -> [String]?) -> Mutation {
        Mutation(name: name, isLegal: legal) { line in
            change(line.split(separator: " ").map(String.init)).map { Array($0.joined(separator: " ").utf8) }
        }
    }

    private static func text(_ name: String, legal: Set<Kind> = [], _ change: @escaping @Sendable (String) -> String?) -> Mutation {
        Mutation(name: name, isLegal: legal) { line in change(line).map { Array($0.utf8) } }
    }

    private static func replacing(_ old: Character, _ new: String, legal: Set<Kind> = []) -> Mutation {
        text("'\(old)' becomes '\(new)'", legal: legal) { line in
            line.contains(old) ? line.map { $0 == old ? new : String($0) }.joined() : nil
        }
    }

    private static let mutations: [Mutation] = wordMutations + lineMutations + characterMutations + invisible

    // A line of one word may be whole; a name may hold blanks, or be another name.
    private static let wordMutations: [Mutation] = [
        words("without the first word", legal: [.list, .users]) { $0.count > 1 ? Array($0.dropFirst()) : nil },
        words("without the last word", legal: [.list, .resolutions, .users]) { $0.count > 1 ? Array($0.dropLast()) : nil },
        words("first two words swapped", legal: [.list, .users]) { $0.count > 1 ? [$0[1], $0[0]] + Array($0.dropFirst(2)) : nil },
        words("first word twice", legal: [.users]) { [$0[0]] + $0 },
        words("a word more", legal: [.list, .users]) { $0 + ["x"] },
        words("a blank in the first word", legal: [.users]) { words in
            let half = words[0].count / 2
            guard half > 1 else { return nil }
            return [String(words[0].prefix(half)), String(words[0].dropFirst(half))] + Array(words.dropFirst())
        },
        words("first word in quotes") { words in ["\"\(words[0])\""] + Array(words.dropFirst()) },
    ]

    private static let lineMutations: [Mutation] = [
        text("in quotes") { "\"\($0)\"" },
        text("nothing but a word") { _ in "x" },
        text("a remark behind") { "\($0) # remark" },
        text("blanks around") { "  \($0)\t " },
        text("with a return") { "\($0)\r" },
        text("without dots") { line in line.contains(".") ? line.filter { $0 != "." } : nil },
    ]

    private static let characterMutations: [Mutation] = [
        replacing("/", "/9"), replacing("/", " / "), replacing("/", "//"), replacing("-", " - "), replacing("-", ".."),
        replacing("-", "-9"), replacing(".", ".9999"), replacing(".", ","), replacing(":", "."), replacing(" ", ";"),
        replacing(" ", ":", legal: [.users]), replacing(" ", " = ", legal: [.users]), replacing(" ", "\t"), replacing(" ", "\u{a0}"),
        replacing(";", ","), replacing(";", ";;"), replacing("\\", "\\\\"),
    ]

    /// Bytes that do not show, inside the last word.
    private static let invisible: [Mutation] = [
        hidden("zero", [0]), hidden("an escape", [0x1b]), hidden("half a character", [0xc3]),
        hidden("a zero-width blank", [0xe2, 0x80, 0x8b]), hidden("a wide blank", [0xe3, 0x80, 0x80]),
        hidden("a mark of byte order", [0xef, 0xbb, 0xbf]), hidden("a return", [0x0d]),
    ]

    private static func hidden(_ name: String, _ bytes: [UInt8]) -> Mutation {
        Mutation(name: "\(name) inside") { line in
            let text = Array(line.utf8)
            return text.count > 4 ? Array(text.dropLast(2)) + bytes + Array(text.suffix(2)) : nil
        }
    }

    @Test(arguments: Kind.allCases)
    func `a mutated line is told about at its place or means the same, and never allows more unnoticed`(kind: Kind) {
        let lines = kind.text.split(separator: "\n").map { Array($0.utf8) }
        let original = Outcome(kind, lines)
        #expect(original.messages.isEmpty)
        #expect(original.allowed.contains(true) && original.allowed.contains(false))
        var changed = 0
        for (index, line) in lines.enumerated() {
            for mutation in Self.mutations where !mutation.isLegal.contains(kind) {
                guard let mutant = mutation.apply(String(decoding: line, as: UTF8.self)) else { continue }
                var all = lines
                all[index] = mutant
                let outcome = Outcome(kind, all)
                let place = "\(kind), line \(index + 1), \(mutation.name): \(String(decoding: mutant, as: UTF8.self))"
                #expect(outcome.messages.allSatisfy { $0.line == index + 1 && $0.column > 0 }, "\(place): \(outcome.messages)")
                guard outcome.allowed != original.allowed else { continue }
                changed += 1
                #expect(!outcome.messages.isEmpty, "\(place): decides otherwise, and says nothing")
                // Lines that are no entries are skipped in a list, as the product does (reference section 3.7).
                let wider = zip(outcome.allowed, original.allowed).contains { $0 && !$1 }
                #expect(!wider || kind == .list || outcome.messages.contains { $0.isError }, "\(place): wider without an error")
            }
            // Each line counts: without it something is decided otherwise.
            var without = lines
            without[index] = []
            #expect(Outcome(kind, without).allowed != original.allowed, "\(kind), line \(index + 1) decides nothing")
        }
        #expect(changed > 5)
    }

    /// What the files say and decide.
    private struct Outcome {
        struct Message {
            var line: Int
            var column: Int
            var isError: Bool
        }

        var messages: [Message] = []
        var allowed: [Bool] = []

        init(_ kind: Kind, _ lines: [[UInt8]]) {
            func bytes(_ other: Kind) -> [UInt8] {
                other == kind ? Array(lines.joined(separator: [0x0a])) + [0x0a] : Array(other.text.utf8)
            }
            var all: [Diagnostic] = []
            func taking<T>(_ file: (T, diagnostics: Diagnostics)) -> T {
                all += file.diagnostics.all
                return file.0
            }
            var options = ImportOptions()
            options.externalLists["bad"] = taking(ExternalListFile.read(bytes(.list), name: "f"))
            options.resolutions = taking(ResolutionFile.read(bytes(.resolutions), name: "f"))
            options.userGroups = taking(UserGroupFile.read(bytes(.users), name: "f"))
            let zones: ZoneMap = taking(ZoneFile.read(bytes(.zones), name: "f"))
            var policy = ConfigurationImporter(catalogue: builtIn, options: options).read(Array(Self.configuration.utf8), name: "c").policy
            policy.predefinedRegions = taking(RegionFile.read(bytes(.regions), name: "f"))
            messages = all.map {
                Message(line: $0.location?.line ?? 0, column: $0.location?.column ?? 0, isError: $0.severity == .error)
            }
            var engine = PolicyEngine(ResolvedPolicy(policy, at: Self.time))
            for source in Self.sources {
                for destination in Self.destinations {
                    for user in ["corp\\eve", "corp\\bob", "ann", nil] {
                        let pair = engine.policy.zonePair(from: zones.zone(of: source), to: zones.zone(of: destination))
                        let tuple = FiveTuple(
                            source: source, sourcePort: 40_000, destination: destination, destinationPort: 80, ipProtocol: .tcp)
                        let known = user.map { engine.user(named: $0) } ?? .unmapped
                        let input = MatchInput(tuple: tuple, from: pair.from, to: pair.to, user: known, time: Self.time)
                        allowed.append(engine.match(input).action.isAllow)
                    }
                }
            }
        }

        /// Behind that of the file of resolutions.
        private static let time = Timestamp(seconds: 1_767_700_000)
        private static let sources = ["10.0.0.1", "10.9.0.1", "2001:db8:1::1", "172.16.0.1"].compactMap { IPAddress($0) }
        private static let destinations = [
            "198.51.100.7", "203.0.113.7", "203.0.113.200", "192.0.2.1", "192.0.2.70", "192.0.2.12", "192.0.2.33", "192.0.2.44",
            "192.0.2.45", "192.0.2.99", "10.9.0.7", "2001:db8:9::1", "2001:db8:7::1", "2001:db8:5::1", "2001:db8:4::1",
        ].compactMap { IPAddress($0) }

        /// Rules that block by each file, and rules that allow by what it leaves over.
        private static let configuration = """
            set zone in enable-user-identification yes
            set zone guest enable-user-identification yes
            set zone out enable-user-identification yes
            set address www fqdn www.example.com
            set address db fqdn db.example.com
            set external-list bad type ip url http://lists.example/bad
            set rulebase security rules 1 from guest to any source any destination [ FR db ] application any service any action deny
            set rulebase security rules 2 from any to any source any destination [ DE bad ] application any service any action deny
            set rulebase security rules 3 from any to any source any destination any application any service any action deny
            set rulebase security rules 3 source-user guests
            set rulebase security rules 4 from any to any source any destination any application any service any action allow
            set rulebase security rules 4 source-user [ admins "cn=ops,dc=corp" ]
            set rulebase security rules 5 from in to out source any destination [ www FR ] application any service any action allow
            set rulebase security rules 6 from in to out source any destination [ DE db ] application any service any action allow
            set rulebase security rules 6 negate-destination yes source-user "vpn users"
            set rulebase security rules 7 from in to in source any destination [ www bad ] application any service any action allow
            set rulebase security rules 8 from any to any source any destination any application any service any action deny
            """
    }
}
