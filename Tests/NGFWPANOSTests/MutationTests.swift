import NGFWCore
import NGFWPANOS
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Every element of the sample configurations mutated in every way, one at a time.
///
/// What must hold of a mutant, besides coming to an end: either it decides the sampled flows as the original does, or the
/// mutation is a legal edit (``Mutation/isLegalEdit(of:in:)``), or a message says at its line and column what is wrong; and
/// a flow that the original does not allow is allowed only with an error, which keeps front ends from using the configuration
/// (``Mutation/needsError(for:)``). All mutants in `make soak`, one in some in the ordinary suite.
@Suite struct MutationTests {
    struct Sample: CustomTestStringConvertible {
        var file: String
        var options: ImportOptions
        /// One mutant in so many is tried in the ordinary suite.
        var stride: Int
        var testDescription: String { file }
    }

    private static let samples: [Sample] = {
        var panorama = ImportOptions()
        panorama.deviceGroup = "DC-WEB"
        panorama.serial = "001234567890"
        var firewall = ImportOptions()
        firewall.resolutions = ["portal.example.com": [TimedAddresses([IPAddress(v4: 0xc000_020a)])]]
        firewall.externalLists = [
            "bad-hosts": ["203.0.113.7-203.0.113.7", "203.0.113.8-203.0.113.9"].compactMap { IPRange($0) },
            "blocked": ["203.0.113.7-203.0.113.7", "203.0.113.8-203.0.113.9", "8.8.8.8-8.8.8.8"].compactMap { IPRange($0) },
        ]
        return [
            Sample(file: "mutations.xml", options: ImportOptions(), stride: 5),
            Sample(file: "mutations-more.xml", options: firewall, stride: 5), Sample(file: "firewall.xml", options: firewall, stride: 13),
            Sample(file: "panorama.xml", options: panorama, stride: 13),
        ]
    }()

    @Test(arguments: samples)
    func `a mutated element is diagnosed at its place or changes nothing, and never widens the policy unnoticed`(sample: Sample) throws {
        let mutant = MutantText(try Self.bytes(sample.file))
        let original = Outcome(mutant.text, sample)
        #expect(original.allowed.contains(true) || sample.file == "firewall.xml")
        #expect(original.allowed.contains(false))
        var number = 0
        var tried = 0
        for element in mutant.elements {
            for mutation in Mutation.allCases {
                guard let text = mutation.apply(to: element, of: mutant) else { continue }
                number += 1
                guard Soak.isOn || number % sample.stride == 0 else { continue }
                tried += 1
                let outcome = Outcome(text, sample)
                let isLegal = mutation.isLegalEdit(of: element, in: mutant)
                let place = "\(sample.file):\(element.line) \(mutation) \(element.path.suffix(5).joined(separator: "/"))"
                let says = outcome.messages.subtracting(original.messages).sorted().joined(separator: "\n")
                #expect(outcome.isPlaced, "\(place): a message without a place\n\(says)")
                if mutation == .unclosed { #expect(outcome.hasErrors, "\(place)") }
                guard !isLegal, !outcome.hasErrors else { continue }
                if outcome.decisions != original.decisions { #expect(!says.isEmpty, "\(place): decides otherwise, and says nothing") }
                let wider = zip(outcome.allowed, original.allowed).contains { $0 && !$1 }
                let isTold = !says.isEmpty && !mutation.needsError(for: element)
                #expect(!wider || isTold, "\(place): wider without an error\n\(says)")
            }
        }
        #expect(tried > 100)
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        let found = fuzzSeeds("../../Tests/NGFWPANOSTests/Fixtures").first { $0.name == name }
        return try #require(found).bytes
    }

    /// What a configuration says and decides.
    private struct Outcome {
        var hasErrors: Bool
        /// Codes and texts, without places: a line more moves them all.
        var messages: Set<String>
        /// Whether every error and warning stands at a line and column.
        var isPlaced: Bool
        var decisions: [String] = []
        var allowed: [Bool] = []

        init(_ text: [UInt8], _ sample: Sample) {
            let imported = ConfigurationImporter(catalogue: builtIn, options: sample.options).read(text, name: sample.file)
            let resolved = ResolvedPolicy(imported.policy)
            let all = imported.diagnostics.all + resolved.diagnostics.all
            hasErrors = imported.diagnostics.hasErrors || resolved.diagnostics.hasErrors
            messages = Set(all.map { "\($0.code) \($0.message)" })
            isPlaced = !all.contains { $0.severity > .note && ($0.location?.line ?? 0) * ($0.location?.column ?? 0) == 0 }
            if hasErrors { return }
            var engine = PolicyEngine(resolved)
            engine.apply(Flow.registrations, at: .zero)
            for flow in Flow.all {
                var input = flow.input(&engine)
                if let forced = engine.applicationOverride(for: input) { input.application = forced.application }
                let match = engine.match(input)
                decisions.append(engine.policy.name(of: match))
                allowed.append(match.action.isAllow)
            }
        }
    }

    /// Flows by name, so that they mean the same in every mutant.
    private struct Flow {
        var source: IPAddress
        var destination: IPAddress
        var port: UInt16
        var ipProtocol: IPProtocol
        var from: String
        var to: String
        var application: String?
        var user: String?
        var category: String?
        var isManaged: Bool
        var time: Timestamp

        static let registrations = RegistrationUpdate(
            ["10.0.1.7", "172.16.10.11", "10.7.7.7"].compactMap { RegisteredObject($0) }.map {
                .register($0, ["front", "web", "prod"].map { TagRegistration($0) })
            } + [.registerUser("corp\\bob", ["risky", "leaver"].map { TagRegistration($0) })])

        static let all: [Flow] = {
            var random = SplitMix64(seed: 11)
            let addresses = [
                "10.0.1.7", "10.0.2.10", "10.0.2.11", "10.1.0.5", "10.1.0.66", "10.2.9.1", "10.2.9.2", "10.3.1.1", "10.4.0.9", "10.4.1.5",
                "10.7.7.7", "203.0.113.7", "8.8.8.8", "172.16.10.11", "172.16.20.9", "10.50.1.1", "10.0.0.1", "10.1.0.1", "10.2.0.1",
                "2001:db8::5",
            ].compactMap { IPAddress($0) }
            func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }
            return (0..<240).map { _ in
                Flow(
                    source: pick(addresses), destination: pick(addresses), port: pick([80, 443, 22, 514, 3389, 9000, 8443, 1]),
                    ipProtocol: pick([.tcp, .tcp, .tcp, .udp]), from: pick(["in", "out", "dmz", "web", "app", "untrust"]),
                    to: pick(["in", "out", "dmz", "web", "app", "untrust"]),
                    application: pick([nil, "ssh", "ssl", "web-browsing", "payroll", "ms-rdp", "corp-payroll", "plant-net"]),
                    user: pick([nil, "corp\\eve", "corp\\bob"]), category: pick([nil, "news", "sports"]), isManaged: pick([true, false]),
                    time: Timestamp(seconds: pick([1_800_000_000, 1_799_960_000])))
            }
        }()

        func input(_ engine: inout PolicyEngine) -> MatchInput {
            let zones = engine.policy.zonePair(from: from, to: to)
            let tuple = FiveTuple(
                source: source, sourcePort: 40_000, destination: destination, destinationPort: port, ipProtocol: ipProtocol)
            return MatchInput(
                tuple: tuple, from: zones.from, to: zones.to, user: user.map { engine.user(named: $0) } ?? .unmapped,
                sourceHIP: engine.policy.hipFact(matching: isManaged ? ["managed"] : []),
                category: category.map { engine.policy.categoryID(named: $0) },
                application: application.flatMap { engine.policy.catalogue.id(named: $0) }, time: time)
        }
    }
}

extension ResolvedPolicy {
    fileprivate func name(of match: RuleMatch) -> String {
        switch match.author {
        case .rule(let index): "\(rules[index].definition.name) \(match.standing)"
        case .intrazoneDefault: "intrazone-default"
        case .interzoneDefault: "interzone-default"
        }
    }
}
