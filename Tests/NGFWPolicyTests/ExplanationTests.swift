import NGFWCore
import Testing

@testable import NGFWPolicy

@Suite struct ExplanationTests {
    /// Six layers of eight groups, each of which holds all groups of the next: 32,768 ways to one address.
    @Test func `groups that lead to one another in very many ways make a tree of bounded size`() {
        func name(_ layer: Int, _ number: Int) -> String { "g\(layer)-\(number)" }
        let policy = makePolicy([rule("r") { $0.source = ["g0-0"] }, rule("s") { $0.source = ["g0-1", "10.9.9.9"] }]) {
            for layer in 0..<6 {
                for number in 0..<8 {
                    let members = layer == 5 ? ["10.0.0.\(number)", "10.0.0.1"] : (0..<8).map { name(layer + 1, $0) }
                    $0.addressGroups.append(AddressGroup(name: name(layer, number), content: .members(members)))
                }
            }
        }
        func size(_ node: MembershipNode) -> Int { node.children.reduce(1) { $0 + size($1) } }
        func omitted(_ node: MembershipNode) -> Int { node.children.reduce(node.omitted) { $0 + omitted($1) } }
        let engine = PolicyEngine(ResolvedPolicy(policy))
        let nodes = engine.memberships(of: ip("10.0.0.1"))
        #expect(nodes.count == 42 && nodes.allSatisfy(\.holds))
        #expect(nodes.allSatisfy { size($0) < 2_000 })
        #expect(nodes.first.map { omitted($0) > 0 && size($0) > 100 } ?? false, "what is left out is counted")
        #expect(nodes.last.map { size($0) == 2 && omitted($0) == 0 } ?? false)
    }

    private let policy = makePolicy([
        rule("web-deny", .deny) {
            $0.source = ["DAG-WEB"]
            $0.destination = ["web-1"]
            $0.negateDestination = true
        },
        rule("ssh-in") {
            $0.applications = ["ssh"]
            $0.services = ["application-default"]
            $0.from = ["A"]
            $0.to = ["B"]
        },
        rule("off") { $0.isDisabled = true },
        rule("office") { $0.schedule = "night" },
        rule("named") {
            $0.services = ["tcp-22"]
            $0.users = ["corp\\eve"]
            $0.categories = ["news"]
            $0.type = .interzone
        },
    ]) {
        $0.addresses = [AddressObject("web-1", "10.0.0.5")]
        $0.addressGroups = [AddressGroup(name: "DAG-WEB", content: .filter("web"))]
        $0.services = [ServiceObject(name: "tcp-22", ipProtocol: .tcp, destinationPorts: PortSet(22))]
        $0.schedules = [Schedule(name: "night", content: .daily([]))]
    }

    private func explain(_ flow: Flow) -> Explanation {
        let resolved = ResolvedPolicy(policy)
        var engine = PolicyEngine(resolved)
        engine.apply(RegistrationUpdate([.register(.host(ip("10.0.1.9")), [TagRegistration("db")])]), at: flow.time)
        return engine.explain(flow.input(resolved), Explanation.Options(rules: .all, allFields: true))
    }

    @Test func `every field that fails is named with the objects' names, and what it would take for a near miss`() {
        let explanation = explain(
            Flow(from: "A", to: "A", source: "10.0.1.9", destination: "10.0.0.5", port: 2222, application: "web-browsing", category: "x"))
        #expect(
            explanation.lines == [
                "rule 1 'web-deny' (deny): no match",
                "  source: 10.0.1.9 is not in DAG-WEB (filter 'web'; tags of 10.0.1.9: 'db')",
                "    dynamic group 'DAG-WEB': no",
                "      filter 'web': no",
                "        missing: 'web'",
                "  destination: 10.0.0.5 is in web-1 (10.0.0.5), which the rule negates",
                "    address object 'web-1' (10.0.0.5): yes",
                "rule 2 'ssh-in' (allow): no match",
                "  to: 'A' is not 'B'",
                "  application: web-browsing is not ssh",
                "  service: tcp/2222 is not a default port of web-browsing (tcp/80)",
                "rule 3 'off' (allow): no match",
                "  disabled: the rule is disabled",
                "    it would match with: enable the rule",
                "rule 4 'office' (allow): no match",
                "  schedule: schedule 'night' is not active at 2027-01-15T08:00:00.000Z",
                "rule 5 'named' (allow): no match",
                "  rule-type: an interzone rule, but the session stays inside 'A'",
                "  source-user: the source has no user, the rule asks for corp\\eve",
                "  category: the category is not news",
                "  service: tcp/2222 is not in tcp-22 (tcp/22)",
                "intrazone-default: allow, decided: no rule matches and 'A' is 'A'",
            ])
    }

    @Test func `a schedule that is not active is told on the device's clock too, where that is another one`() {
        var policy = policy
        policy.timeZone = TimeZoneRules(offset: 3_600)
        let resolved = ResolvedPolicy(policy)
        let flow = Flow(
            from: "A", to: "A", source: "10.0.1.9", destination: "10.0.0.5", port: 2222, application: "web-browsing", category: "x")
        let lines = PolicyEngine(resolved).explain(flow.input(resolved)).lines
        #expect(
            lines.contains("  schedule: schedule 'night' is not active at 2027-01-15T08:00:00.000Z (Friday 09:00 on the device's clock)"))
    }

    @Test func `by default only near misses and rules at the flow's zones and addresses are shown, the others are counted`() {
        let resolved = ResolvedPolicy(policy)
        let flow = Flow(
            from: "A", to: "A", source: "10.0.1.9", destination: "10.0.0.5", port: 2222, application: "web-browsing", category: "x")
        #expect(
            PolicyEngine(resolved).explain(flow.input(resolved)).lines == [
                "rule 3 'off' (allow): no match",
                "  disabled: the rule is disabled",
                "    it would match with: enable the rule",
                "rule 4 'office' (allow): no match",
                "  schedule: schedule 'night' is not active at 2027-01-15T08:00:00.000Z",
                "3 other rules do not match; first failing field: to 1, rule-type 1, source 1",
                "intrazone-default: allow, decided: no rule matches and 'A' is 'A'",
            ])
    }

    @Test func `a large rulebase is explained in few words`() {
        let resolved = ResolvedPolicy(
            makePolicy(
                (0..<3_000).map { number in
                    rule("r\(number)") {
                        $0.services = ["tcp-22"]
                        if !number.isMultiple(of: 2) { $0.users = ["corp\\eve"] }
                        if number.isMultiple(of: 3) { $0.from = ["B"] }
                    }
                }
            ) { $0.services = [ServiceObject(name: "tcp-22", ipProtocol: .tcp, destinationPorts: PortSet(22))] })
        let explanation = PolicyEngine(resolved).explain(Flow(port: 80).input(resolved))
        #expect(explanation.rules.count == 40)
        #expect(explanation.rules.count { $0.isNearMiss } == 20)
        #expect(explanation.omitted.reduce(0) { $0 + $1.count } == 2_960)
        #expect(explanation.lines.count < 200)
    }

    @Test func `a nested member is explained down to the tag, its message and the range it is inherited from`() {
        let resolved = ResolvedPolicy(
            makePolicy([rule("r") { $0.source = ["all"] }]) {
                $0.addresses = [AddressObject("web-1", "10.0.0.5", tags: ["web"])]
                $0.addressGroups = [
                    AddressGroup(name: "all", content: .members(["some", "10.9.0.0/16"])),
                    AddressGroup(name: "some", content: .members(["DAG", "DAG-2"])),
                    AddressGroup(name: "DAG", content: .filter("'web' and 'prod' or 'web'")),
                    AddressGroup(name: "DAG-2", content: .filter("'prod'")),
                ]
            })
        var engine = PolicyEngine(resolved)
        var update = RegistrationUpdate([.register(.host(ip("10.0.1.9")), [TagRegistration("web")])])
        update.source = SourceLocation(file: "a.xml", line: 3)
        engine.apply(update, at: .zero)
        let net = RegisteredObject("10.0.1.0/24") ?? .host(ip("::"))
        engine.apply(RegistrationUpdate([.register(net, [TagRegistration("prod")])]), at: Timestamp(seconds: 60))
        #expect(
            engine.memberships(of: ip("10.0.1.9")).first { $0.name == "all" }?.lines() == [
                "static group 'all': yes",
                "  static group 'some': yes",
                "    dynamic group 'DAG': yes",
                "      filter 'web' and 'prod' or 'web': yes",
                "        tag 'web' (a.xml:3, since 1970-01-01T00:00:00.000Z)",
                "        tag 'prod' inherited from 10.0.1.0/24 (by API, since 1970-01-01T00:01:00.000Z)",
                "    dynamic group 'DAG-2': yes",
                "      filter 'prod': yes",
                "        tag 'prod' inherited from 10.0.1.0/24 (by API, since 1970-01-01T00:01:00.000Z)",
            ])
        #expect(engine.memberships(of: ip("10.0.1.9")).map(\.name) == ["DAG", "DAG-2", "all", "some"])
        #expect(
            engine.memberships(of: ip("10.0.0.5")).first { $0.name == "DAG" }?.lines() == [
                "dynamic group 'DAG': yes",
                "  address object 'web-1' (10.0.0.5; its tags 'web' satisfy the filter): yes",
            ])
        #expect(engine.memberships(of: ip("10.8.0.5")).isEmpty)
    }

    @Test func `why-not tells failing, taken, disabled and deciding rules apart`() throws {
        let resolved = ResolvedPolicy(
            makePolicy([
                rule("off") { $0.isDisabled = true }, rule("first") { $0.applications = ["ssh"] }, rule("second"),
                rule("third", .deny) { $0.to = ["C"] },
            ]))
        let engine = PolicyEngine(resolved)
        let input = Flow(port: 22, application: "ssh").input(resolved)
        func verdict(_ name: String) throws -> RuleVerdict { try #require(engine.whyNot(name, input)) }
        #expect(try verdict("off").reason == .notInForce)
        #expect(try verdict("first").reason == .decides)
        #expect(try verdict("second").reason == .taken)
        #expect(try verdict("third").reason == .fails)
        #expect(engine.whyNot("fourth", input) == nil)
        #expect(
            try verdict("second").lines == [
                "rule 3 'second' (allow) matches, but an earlier rule decides",
                "the flow is decided by rule 2 'first' (allow): decided",
                "  to let rule 3 decide, move it before rule 2, or narrow that one",
                "  application: ssh",
            ])
        #expect(
            try verdict("third").lines == [
                "rule 4 'third' (deny) does not match this flow:",
                "  to: 'B' is not 'C'",
                "    it would match with: to zone 'C'",
                "the flow is decided by rule 2 'first' (allow): decided",
                "  it stands before rule 4, so that one is not even asked",
                "  to let rule 4 decide, move it before rule 2, or narrow that one",
                "  application: ssh",
            ])
    }

    @Test func `a tentative winner says what is missing`() {
        let explanation = explain(Flow(port: 22))
        #expect(explanation.winner == "ssh-in")
        #expect(explanation.lines.last == "ssh-in: allow, tentative: application not known yet")
        #expect(explanation.rules.map(\.name) == ["web-deny", "ssh-in"])
    }

    @Test func `an undecided session off the default ports is told which ports there are`() throws {
        let rule = explain(Flow(port: 23)).rules[1]
        #expect(rule.isNearMiss)
        let field = try #require(rule.fields.first)
        #expect(field.field == .service)
        #expect(field.reason == "tcp/23 is not a default port of ssh (tcp/22)")
        #expect(field.remedies.map(\.words) == ["destination port tcp/22, a default of ssh"])
    }

    @Test func `an implicit winner names the application that may come`() {
        let resolved = ResolvedPolicy(makePolicy([rule("yt") { $0.applications = ["youtube-base"] }]))
        let lines = PolicyEngine(resolved).explain(Flow(application: "ssl", mayShift: true).input(resolved)).lines
        #expect(lines.last == "yt: allow, implicit: ssl may still become youtube-base, which the rule allows")
    }
}
