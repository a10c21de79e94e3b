import NGFWCore
import Testing

@testable import NGFWPolicy

@Suite struct ResolutionTests {
    private func codes(_ policy: Policy, limits: Limits = .standard) -> [String] {
        ResolvedPolicy(policy, limits: limits).diagnostics.all.map { "\($0.severity.rawValue) \($0.code.suffix(4))" }
    }

    struct Mistake: Sendable {
        var code: String
        var rule: SecurityRule

        init(_ code: String, _ action: RuleAction = .allow, _ change: (inout SecurityRule) -> Void) {
            self.code = code
            rule = NGFWPolicyTests.rule("r", action, change)
        }
    }

    static let mistakes = [
        Mistake("error P002") { $0.name = "intrazone-default" }, Mistake("error P004") { $0.from = ["Z"] },
        Mistake("error P005") { $0.from = ["multicast"] },
        Mistake("error P006") {
            $0.type = .intrazone
            $0.from = ["A"]
            $0.to = ["A", "B"]
        },
        Mistake("error P007") { $0.source = ["wbe-1"] }, Mistake("error P012") { $0.services = ["tcp-99"] },
        Mistake("error P013") { $0.services = ["application-default", "service-http"] },
        Mistake("error P014") { $0.source = ["any", "web-1"] },
        Mistake("warning P015") { $0.applications = ["shh"] }, Mistake("error P016") { $0.applications = ["incomplete"] },
        Mistake("error P017") { $0.schedule = "never" }, Mistake("error P018", .deny) { $0.icmpUnreachable = true },
        Mistake("error P018", .allow) { $0.icmpUnreachable = true },
        Mistake("error P019", .drop) { $0.destinationHIP = (0..<64).map { "profile-\($0)" } },
        Mistake("error P019", .drop) { $0.categories = (0...65_535).map { "category-\($0)" } },
        Mistake("warning P025", .drop) { $0.source = ["nowhere"] },
        Mistake("warning P010", .drop) { $0.applications = ["found-nothing"] },
        Mistake("warning P011") { $0.negateSource = true },
        Mistake("warning P020") { $0.source = ["named"] }, Mistake("warning P025") { $0.source = ["edl"] },
        Mistake("warning P023") {
            $0.applications = ["homegrown"]
            $0.services = ["application-default"]
        },
        Mistake("error P008") { $0.source = ["ring-1"] }, Mistake("error P009") { $0.source = ["broken"] },
        Mistake("error P010") { $0.source = ["empty"] },
    ]

    @Test(arguments: mistakes)
    func `mistakes in a rule are reported`(mistake: Mistake) {
        let policy = makePolicy([mistake.rule]) { fill(&$0) }
        #expect(codes(policy) == [mistake.code])
    }

    @Test func `drop and resets may send ICMP unreachable`() {
        #expect(codes(makePolicy([rule("r", .drop) { $0.icmpUnreachable = true }])) == [])
    }

    private func fill(_ policy: inout Policy) {
        policy.addresses = [AddressObject("web-1", "10.0.0.1"), AddressObject(name: "named", value: .fqdn("nowhere.example"))]
        policy.externalLists = ["edl": []]
        policy.regions["nowhere"] = []
        policy.applicationFilters = [ApplicationFilter(name: "found-nothing")]
        policy.applicationFilters[0].categories = ["no-such-category"]
        policy.addressGroups = [
            AddressGroup(name: "ring-1", content: .members(["ring-2"])),
            AddressGroup(name: "ring-2", content: .members(["web-1", "ring-1"])),
            AddressGroup(name: "broken", content: .filter("not 'x'")), AddressGroup(name: "empty", content: .members([])),
        ]
    }

    @Test func `a sound policy has no diagnostics`() {
        let policy = makePolicy([
            rule("r") {
                $0.source = ["web-1", "10.0.0.0/8", "10.0.0.1-10.0.0.2", "10.0.0.1/0.0.0.255", "XY"]
                $0.applications = ["ssh", "facebook", "unknown-tcp"]
                $0.type = .intrazone
                $0.from = ["A"]
            }
        ]) {
            fill(&$0)
            $0.regions = ["XY": [IPPrefix("11.0.0.0/8")].compactMap { $0?.range }]
        }
        #expect(codes(policy) == [])
    }

    @Test func `a diagnostic stands at its place and offers the nearest name`() {
        var bad = rule("r") { $0.destination = ["web1"] }
        bad.location = SourceLocation(file: "policy.xml", line: 41, column: 17)
        let policy = makePolicy([bad]) { fill(&$0) }
        #expect(
            ResolvedPolicy(policy).diagnostics.all.map(\.description) == [
                "policy.xml:41:17: error: unknown address 'web1' in rule 'r' [NGFW-P007]\n  note: did you mean 'web-1'?"
            ])
    }

    @Test func `a cycle is named and its sound members stay`() {
        let policy = makePolicy([rule("r") { $0.source = ["ring-1"] }]) { fill(&$0) }
        #expect(ResolvedPolicy(policy).diagnostics.all.first?.message == "address groups hold one another: 'ring-1' → 'ring-2' → 'ring-1'")
        #expect(Answers(policy, Flow(source: "10.0.0.1")).are("r", .allow))
    }

    @Test func `dynamic groups that catch one another by their own tags are a cycle`() {
        let policy = makePolicy([rule("r") { $0.source = ["one"] }]) {
            $0.addressGroups = [
                AddressGroup(name: "one", content: .filter("a"), tags: ["b"]),
                AddressGroup(name: "two", content: .filter("b"), tags: ["a"]),
            ]
        }
        #expect(codes(policy) == ["error P008"])
    }

    @Test func `an unknown member matches nothing, negated it never lets an allow rule match more`() {
        func policy(_ action: RuleAction, _ member: String, negated: Bool) -> Policy {
            makePolicy([
                rule("r", action) {
                    $0.source = [member, "10.9.0.0/16"]
                    $0.negateSource = negated
                }
            ]) { $0.addressGroups = [AddressGroup(name: "holds-unknown", content: .members(["nowhere"]))] }
        }
        for member in ["nowhere", "holds-unknown"] {
            #expect(Answers(policy(.allow, member, negated: false), Flow()).are("interzone-default", .deny))
            #expect(Answers(policy(.allow, member, negated: false), Flow(source: "10.9.0.1")).are("r", .allow))
            #expect(Answers(policy(.allow, member, negated: true), Flow()).are("interzone-default", .deny))
            #expect(Answers(policy(.deny, member, negated: true), Flow(from: "A", to: "A")).are("r", .deny))
        }
    }

    @Test(arguments: ["named", "edl", "half", "holds-half"])
    func `what is not wholly known never makes an allow rule wider by negation`(member: String) {
        func answers(_ action: RuleAction, negated: Bool, known: Bool) -> Answers {
            let policy = makePolicy([
                rule("r", action) {
                    $0.from = ["A"]
                    $0.source = [member]
                    $0.negateSource = negated
                }
            ]) {
                $0.addresses = [AddressObject(name: "named", value: .fqdn("www.example.com"))]
                $0.addressGroups = [
                    AddressGroup(name: "half", content: .members(["10.9.0.0/16"])),
                    AddressGroup(name: "holds-half", content: .members(["half"])),
                ]
                $0.externalLists = ["edl": known ? [IPRange("10.9.0.0-10.9.0.9")].compactMap { $0 } : []]
                if known {
                    $0.resolutions = ["www.example.com": [TimedAddresses([ip("10.9.0.1")])]]
                } else {
                    $0.incompleteAddresses = ["half", "edl"]
                }
            }
            return Answers(policy, Flow())
        }
        #expect(answers(.allow, negated: true, known: true).are("r", .allow))
        #expect(answers(.allow, negated: true, known: false).are("interzone-default", .deny))
        #expect(answers(.drop, negated: true, known: false).are("r", .drop))
        #expect(answers(.allow, negated: false, known: false).are("interzone-default", .deny))
    }

    @Test func `a name that was defined and could not be read is no literal and no region`() {
        let policy = makePolicy([rule("r") { $0.source = ["10.0.0.1", "XY"] }]) {
            $0.regions = ["XY": [IPPrefix("10.0.0.0/8")].compactMap { $0?.range }]
            $0.incompleteAddresses = ["10.0.0.1", "XY"]
        }
        #expect(Answers(policy, Flow(source: "10.0.0.1")).are("r", .allow), "a region that is there is used as far as it was read")
        let alone = makePolicy([rule("r") { $0.source = ["10.0.0.1"] }]) { $0.incompleteAddresses = ["10.0.0.1"] }
        #expect(Answers(alone, Flow(source: "10.0.0.1")).are("interzone-default", .deny))
        #expect(codes(alone) == ["error P007"])
    }

    @Test func `a rule that matches nothing because of what it negates is warned about`() {
        func policy(_ action: RuleAction) -> Policy {
            makePolicy([
                rule("r", action) {
                    $0.source = ["edl"]
                    $0.negateSource = true
                }
            ]) {
                $0.externalLists = ["edl": []]
                $0.incompleteAddresses = ["edl"]
            }
        }
        #expect(codes(policy(.allow)) == ["warning P025", "warning P027"])
        #expect(codes(policy(.drop)) == ["warning P025"])
        let resolved = ResolvedPolicy(policy(.allow))
        #expect(PolicyEngine(resolved).explain(Flow().input(resolved)).lines.contains { $0.contains("'edl', of which not everything") })
    }

    /// Squared, either of these would take minutes.
    @Test func `a name that stands 200,000 times in a list costs no more than its letters`() {
        let many = (0..<1_000).map { "10.0.\($0 / 250).\($0 % 250)" }
        let policy = makePolicy([
            rule("r") { $0.source = Array(repeating: "big", count: 200_000) },
            rule("s") { $0.source = (0..<20_000).map { "10.\($0 / 250).\($0 % 250).1" } },
            rule("t") { $0.source = ["dynamic"] },
        ]) {
            $0.addressGroups = [
                AddressGroup(name: "inner", content: .members(many)),
                AddressGroup(name: "big", content: .members(Array(repeating: "inner", count: 200_000))),
                AddressGroup(name: "dynamic", content: .members((0..<5_000).map { "dag-\($0)" })),
            ]
            $0.addressGroups += (0..<5_000).map { AddressGroup(name: "dag-\($0)", content: .filter("'t\($0)'")) }
        }
        let resolved = ResolvedPolicy(policy)
        #expect(resolved.diagnostics.isEmpty)
        #expect(resolved.addressSets.first { $0.name == "big" }?.leafCount == 1_000)
        #expect(resolved.addressSets.first { $0.name == "dynamic" }?.dynamicGroups == Array(0..<5_000))
    }

    @Test func `a country code without networks says what to do`() {
        let resolved = ResolvedPolicy(makePolicy([rule("r") { $0.source = ["DE"] }]))
        #expect(resolved.diagnostics.all.map(\.code) == ["NGFW-P007"])
        #expect(resolved.diagnostics.all.first?.notes.first?.contains("countries") == true)
    }

    @Test func `of two rules with one name the first stays`() {
        let policy = makePolicy([rule("r", .deny) { $0.from = ["A"] }, rule("r")])
        #expect(codes(policy) == ["warning P003"])
        #expect(Answers(policy, Flow(from: "B", to: "A")).are("interzone-default", .deny))
    }

    @Test func `rules, groups and nesting have limits`() {
        var limits = Limits.standard
        limits.rules = 1
        limits.groupDepth = 3
        limits.groupMembers = 4
        #expect(codes(makePolicy([rule("a"), rule("b")]), limits: limits) == ["error P001"])
        let nested = makePolicy([rule("r") { $0.source = ["g0"] }]) {
            $0.addressGroups = (0..<6).map { AddressGroup(name: "g\($0)", content: .members(["g\($0 + 1)", "10.0.0.1"])) }
        }
        #expect(codes(nested, limits: limits).contains("error P021"))
        let wide = makePolicy([rule("r") { $0.source = ["wide"] }]) {
            $0.addressGroups = [AddressGroup(name: "wide", content: .members((0..<5).map { "10.0.0.\($0)" }))]
        }
        #expect(codes(wide, limits: limits) == ["error P021"])
    }

    @Test func `deep nesting of 10,000 groups does not exhaust the stack`() {
        let policy = makePolicy([rule("r") { $0.source = ["g0"] }]) {
            $0.addressGroups = (0..<10_000).map { AddressGroup(name: "g\($0)", content: .members(["g\($0 + 1)"])) }
        }
        #expect(ResolvedPolicy(policy).diagnostics.hasErrors)
    }

    @Test func `objects win over literals, literals over regions, config services over built-in ones`() {
        let policy = makePolicy([rule("r") { $0.source = ["10.0.0.1"] }, rule("s") { $0.services = ["service-http"] }]) {
            $0.addresses = [AddressObject("10.0.0.1", "192.168.0.1")]
            $0.services = [ServiceObject(name: "service-http", ipProtocol: .tcp, destinationPorts: PortSet(8888))]
        }
        #expect(Answers(policy, Flow(source: "192.168.0.1")).are("r", .allow))
        #expect(Answers(policy, Flow(source: "10.0.0.1")).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(port: 8888)).are("s", .allow))
    }

    @Test func `objects and groups join dynamic groups by their own tags`() {
        let policy = makePolicy([rule("r") { $0.source = ["outer"] }]) {
            $0.addresses = [
                AddressObject("tagged", "10.5.0.1", tags: ["web", "prod"]), AddressObject("half", "10.5.0.2", tags: ["web"]),
                AddressObject("member", "10.5.0.3"),
            ]
            $0.addressGroups = [
                AddressGroup(name: "outer", content: .members(["dag"])), AddressGroup(name: "dag", content: .filter("'web' and 'prod'")),
                AddressGroup(name: "static", content: .members(["member"]), tags: ["prod", "web"]),
            ]
        }
        #expect(Answers(policy, Flow(source: "10.5.0.1")).are("r", .allow))
        #expect(Answers(policy, Flow(source: "10.5.0.2")).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(source: "10.5.0.3")).are("r", .allow))
        let tag: [RegistrationUpdate.Operation] = [.register(.host(ip("10.5.0.2")), [TagRegistration("prod"), TagRegistration("web")])]
        #expect(Answers(policy, Flow(source: "10.5.0.2"), tag).are("r", .allow), "dynamic group inside a static one")
    }
}
