import NGFWCore
import Testing

@testable import NGFWPolicy

/// Facts that change while a policy is in force: addresses of names, tags of users, the catalogue.
@Suite struct ChangeTests {
    private static let start = Timestamp(seconds: 1_800_000_000)

    private static func timed(negated: Bool = false) -> ResolvedPolicy {
        let policy = makePolicy([
            rule("named") {
                $0.destination = ["www"]
                $0.negateDestination = negated
            }
        ]) {
            $0.addresses = [AddressObject(name: "www", value: .fqdn("WWW.example.com"))]
            $0.resolutions = [
                "www.example.com": [
                    TimedAddresses([ip("10.0.0.2")], from: start.advanced(bySeconds: 60)),
                    TimedAddresses([ip("10.0.0.3")], from: start.advanced(bySeconds: 120)),
                ]
            ]
        }
        return ResolvedPolicy(policy, at: start)
    }

    @Test(arguments: [(0, []), (59, []), (60, ["10.0.0.2"]), (119, ["10.0.0.2"]), (120, ["10.0.0.3"]), (9_999, ["10.0.0.3"])])
    func `the addresses of a name hold from their time on`(seconds: Int, held: [String]) {
        let resolved = Self.timed()
        #expect(resolved.nextChange == Self.start.advanced(bySeconds: 60))
        #expect(resolved.diagnostics.isEmpty, "addresses will come")
        let time = Self.start.advanced(bySeconds: Int64(seconds))
        var engine = PolicyEngine(resolved)
        engine.expire(at: time)
        for address in ["10.0.0.2", "10.0.0.3"] {
            let input = Flow(destination: address, time: time).input(engine.policy)
            let expected = RuleMatch.Author.rule(0)
            #expect((engine.match(input).author == expected) == held.contains(address))
            #expect(
                (ReferenceEvaluator(resolved.resolved(at: time)).match(input, engine.registry).author == expected) == held.contains(address)
            )
        }
        #expect(engine.isDue(at: Self.start.advanced(bySeconds: 1_000_000)) == (seconds < 120))
    }

    /// Times that a capture may say saturate there.
    @Test func `at the end of time a policy that never changes is not resolved again`() {
        let end = Timestamp(seconds: .max)
        var engine = PolicyEngine(ResolvedPolicy(makePolicy([rule("r")])))
        #expect(!engine.isDue(at: end))
        engine.expire(at: end)
        engine.apply(RegistrationUpdate([.register(.host(ip("10.0.0.1")), [TagRegistration("a", timeout: 5)])]), at: end)
        engine.apply(PreparedChanges([]), at: end)
        #expect(engine.revisions == PolicyEngine.Revisions(policy: 1, registrations: 1))
        engine = PolicyEngine(Self.timed())
        engine.expire(at: end)
        engine.expire(at: end)
        #expect(engine.revisions.policy == 2 && !engine.isDue(at: end))
    }

    @Test func `an allow rule that negates a name matches nothing until addresses are known`() {
        var engine = PolicyEngine(Self.timed(negated: true))
        let input = Flow(destination: "10.9.9.9").input(engine.policy)
        #expect(engine.match(input).author == .interzoneDefault)
        engine.expire(at: Self.start.advanced(bySeconds: 60))
        #expect(engine.match(input).author == .rule(0))
    }

    @Test func `dynamic user groups follow the registered tags of users`() {
        let policy = makePolicy([rule("quarantine", .drop) { $0.users = ["Risky Users"] }, rule("rest")]) {
            $0.dynamicUserGroups = [DynamicUserGroup(name: "risky users", filter: "'risky' and 'remote'")]
        }
        let resolved = ResolvedPolicy(policy)
        #expect(resolved.diagnostics.isEmpty)
        var engine = PolicyEngine(resolved)
        let flow = Flow()
        func author(_ engine: inout PolicyEngine) -> RuleMatch.Author {
            var input = flow.input(resolved)
            input.user = engine.user(of: input.tuple.source, from: input.from)
            let match = engine.match(input)
            #expect(ReferenceEvaluator(resolved, users: engine.users).match(input, engine.registry) == match)
            #expect(engine.explain(input).match == match)
            return match.author
        }
        engine.apply(
            RegistrationUpdate([
                .login(user: "CORP\\eve", address: ip(flow.source), timeout: nil), .registerUser("corp\\Eve", [TagRegistration("risky")]),
            ]), at: flow.time)
        #expect(author(&engine) == .rule(1))
        engine.apply(RegistrationUpdate([.registerUser("corp\\eve", [TagRegistration("remote", timeout: 10)])]), at: flow.time)
        #expect(author(&engine) == .rule(0))
        engine.expire(at: flow.time.advanced(bySeconds: 10))
        #expect(author(&engine) == .rule(1))
    }

    @Test func `combinations of registered groups do not fill the memory`() {
        let names = (0..<20).map { "group-\($0)" }
        var table = UserTable(names: names, groups: ["eve": ["group-0"]], mostSets: 4_096)
        let eve = table.id(of: "eve")
        for number in 0..<4_196 {
            _ = table.id(of: "bob", groups: Set(names.indices.filter { number >> $0 & 1 == 1 }.map { names[$0] }), tags: [])
            if number.isMultiple(of: 100) { #expect(table.count <= 4_096 + 22) }
        }
        #expect(table.generation == 0)
        #expect(table.id(of: "eve") == eve, "what the policy says keeps its number")
        let bob = table.id(of: "bob", groups: ["group-3", "group-7"], tags: [])
        #expect(table.terms(of: bob) == [3, 7])
    }

    /// All but one of a hundred groups, each time another one.
    @Test func `combinations of very many groups do not fill the memory either`() {
        let names = (0..<100).map { "group-\($0)" }
        var table = UserTable(names: names, mostTerms: 2_000)
        var kept: [UserID] = []
        for missing in names.indices {
            let id = table.id(of: "bob", groups: Set(names).subtracting([names[missing]]).union(["elsewhere-\(missing)"]), tags: [])
            #expect(Set(table.terms(of: id)) == Set(names.indices.map { UInt32($0) }).subtracting([UInt32(missing)]))
            kept.append(id)
            #expect(table.count <= 101 + 2_000 / 99)
        }
        #expect(kept.suffix(9).allSatisfy { table.knows($0) } && !table.knows(kept[0]))
        let few = table.id(of: "eve", groups: Set((0..<3_000).map { "other-\($0)" } + ["group-7", "group-8"]), tags: [])
        #expect(table.terms(of: few) == [7, 8], "more groups than rules name")
    }

    @Test(arguments: [UInt32(Int32.max) - 1, 12_000])
    func `a kept number of a user never comes to mean other groups before numbers run out`(highest: UInt32) {
        let names = (0..<20).map { "group-\($0)" }
        var table = UserTable(names: names, groups: ["eve": ["group-0"]], highest: highest, mostSets: 4_096)
        func groups(_ number: Int) -> [UInt32] { names.indices.filter { number >> $0 & 1 == 1 }.map { UInt32($0) } }
        var kept: [(id: UserID, groups: [UInt32])] = []
        for number in 2..<20_000 {
            let before = table.generation
            let id = table.id(of: "bob", groups: Set(groups(number).map { names[Int($0)] }), tags: [])
            if table.generation != before { kept = [] }
            #expect(table.terms(of: id) == groups(number))
            if number.isMultiple(of: 613) {
                #expect(kept.allSatisfy { [[], $0.groups].contains(table.terms(of: $0.id)) })
                #expect(kept.suffix(3).allSatisfy { table.knows($0.id) }, "the newer half stays")
                kept.append((id, groups(number)))
            }
        }
        #expect(table.generation == (highest == 12_000 ? 1 : 0))
        #expect(table.count <= 4_096 + 21)
    }

    @Test func `filters and containers hold what another catalogue has`() {
        var policy = makePolicy([rule("r") { $0.applications = ["encrypted", "facebook"] }]) {
            var filter = ApplicationFilter(name: "encrypted")
            filter.categories = ["networking"]
            filter.risks = [5]
            $0.applicationFilters = [filter]
        }
        var fresh = Application(name: "brand-new", category: "networking", risk: 5, origin: .signature)
        var part = Application(name: "facebook-new", category: "collaboration", origin: .list)
        part.container = "facebook"
        fresh.defaultPorts = [DefaultPort(.tcp)]
        func holds(_ name: String) -> Bool {
            let resolved = ResolvedPolicy(policy)
            guard resolved.catalogue.id(named: name) != nil else { return false }
            var engine = PolicyEngine(resolved)
            return engine.match(Flow(application: name).input(resolved)).author == .rule(0)
        }
        #expect(!holds("brand-new") && !holds("facebook-new") && holds("facebook-chat"))
        policy.replaceCatalogue(Applications.catalogue.adding([fresh, part]))
        #expect(holds("brand-new") && holds("facebook-new") && holds("facebook-chat"))
        #expect(policy.catalogue.id(named: "homegrown") != nil, "the configuration's own applications stay")
    }

    @Test func `what the configuration gives to built-in applications stays when the catalogue is replaced`() throws {
        var tuned = Application(name: "brand-new", category: "networking", origin: .list)
        tuned.risk = 1
        tuned.tcpTimeout = 44
        tuned.tags = ["A"]
        var policy = makePolicy([]) { $0.catalogue = Applications.catalogue.adding([tuned]) }
        policy.tunedApplications = ["brand-new"]
        var fresh = Application(name: "brand-new", category: "media", origin: .list)
        fresh.risk = 5
        fresh.tcpTimeout = 7
        policy.replaceCatalogue(Applications.catalogue.adding([fresh]))
        let after = policy.catalogue[try #require(policy.catalogue.id(named: "brand-new"))]
        #expect((after.category, after.risk, after.tcpTimeout, after.tags) == ("media", 1, 44, ["A"]))
    }

    @Test func `applications that need others are warned about unless some rule allows those`() {
        var posting = Application(name: "facebook-posting", category: "collaboration", origin: .signature)
        posting.uses = ["facebook-base", "ssl"]
        posting.implicitlyUses = ["ssl"]
        func warnings(_ rules: [SecurityRule]) -> [String] {
            let policy = makePolicy(rules) { $0.catalogue = Applications.catalogue.adding([posting]) }
            return ResolvedPolicy(policy).diagnostics.all.filter { $0.code == "NGFW-P028" }.map(\.message)
        }
        let alone = rule("post") { $0.applications = ["facebook-posting"] }
        #expect(
            warnings([alone]) == [
                "rule 'post' allows applications that need others, which no rule allows: 'facebook-posting' needs 'facebook-base'"
            ])
        #expect(warnings([alone, rule("base") { $0.applications = ["facebook-base"] }]) == [])
        #expect(warnings([alone, rule("all")]) == [])
        #expect(warnings([alone, rule("base", .deny) { $0.applications = ["facebook-base"] }]).count == 1)
        #expect(warnings([rule("post", .deny) { $0.applications = ["facebook-posting"] }]) == [])
    }
}
