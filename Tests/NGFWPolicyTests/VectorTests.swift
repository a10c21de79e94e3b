import NGFWCore
import Testing

@testable import NGFWPolicy

/// The vectors of reference section 8 that rules alone can show; every one goes through all three evaluators.
@Suite struct VectorTests {
    @Test func `without rules a zone talks to itself and to nobody else`() {
        #expect(Answers(makePolicy(), Flow(from: "A", to: "A")).are("intrazone-default", .allow))
        #expect(Answers(makePolicy(), Flow(from: "A", to: "B")).are("interzone-default", .deny))
        #expect(Answers(makePolicy(), Flow(from: nil, to: nil)).are("interzone-default", .deny))
    }

    @Test func `two zones that nobody names are told apart by their names`() {
        #expect(Answers(makePolicy(), Flow(from: "X", to: "X")).are("intrazone-default", .allow))
        #expect(Answers(makePolicy(), Flow(from: "X", to: "Y")).are("interzone-default", .deny))
    }

    @Test(arguments: [
        (RuleType.universal, "A", "A", true), (.universal, "A", "B", true), (.intrazone, "A", "A", true), (.intrazone, "A", "B", false),
        (.interzone, "A", "A", false), (.interzone, "A", "B", true), (.universal, "A", "C", false),
    ])
    func `rule types choose zone pairs`(type: RuleType, from: String, to: String, matches: Bool) {
        let policy = makePolicy([
            rule("typed", .drop) {
                $0.type = type
                $0.from = ["A", "B"]
                $0.to = ["A", "B"]
            }
        ])
        let answers = Answers(policy, Flow(from: from, to: to))
        #expect((answers.engine.rule == "typed") == matches)
        #expect(answers.reference == answers.engine && answers.explanation == answers.engine)
    }

    @Test func `only a rule that names multicast or any zone covers multicast`() {
        let named = ResolvedPolicy(makePolicy([rule("m") { $0.to = ["multicast"] }, rule("b") { $0.to = ["B"] }]))
        var input = Flow(destination: "224.0.0.5").input(named)
        input.to = .multicast
        var engine = PolicyEngine(named)
        #expect(engine.match(input).author == .rule(0))
        input.to = named.zoneID(named: "B")
        #expect(engine.match(input).author == .rule(1))
    }

    @Test(arguments: [
        ("::/0", false, "10.1.1.1", true), ("0.0.0.0/0", false, "2001:db8::1", false), ("::/0", false, "2001:db8::1", true),
        ("::/96", false, "10.1.1.1", true), ("2001:db8::/32", false, "10.1.1.1", false), ("10.0.0.0/8", true, "10.1.1.1", false),
        ("10.0.0.0/8", true, "11.1.1.1", true), ("10.0.0.0/8", true, "2001:db8::1", true),
        ("10.132.1.1/0.0.2.255", false, "10.132.1.77", true),
        ("10.132.1.1/0.0.2.255", false, "10.132.3.9", true), ("10.132.1.1/0.0.2.255", false, "10.132.2.9", false),
        ("10.0.0.5-10.0.0.9", false, "10.0.0.9", true), ("10.0.0.5-10.0.0.9", false, "10.0.0.10", false),
    ])
    func `addresses match as written, negated or not`(member: String, negated: Bool, address: String, matches: Bool) {
        let policy = makePolicy([
            rule("r") {
                $0.destination = [member]
                $0.negateDestination = negated
            }
        ])
        let answers = Answers(policy, Flow(destination: address))
        #expect(answers.are(matches ? "r" : "interzone-default", matches ? .allow : .deny))
    }

    @Test func `a rule for one application is tentative at the first packet and an explicit deny defeats implicit permission`() {
        let youtube = rule("youtube") {
            $0.applications = ["youtube-base"]
            $0.services = ["application-default"]
        }
        let both = makePolicy([youtube, rule("rest", .deny)])
        #expect(Answers(both, Flow()).are("youtube", .allow, .tentative))
        #expect(Answers(both, Flow(application: "ssl", mayShift: true)).are("rest", .deny))
        let alone = makePolicy([youtube])
        #expect(Answers(alone, Flow(application: "ssl", mayShift: true)).are("youtube", .allow, .implicit))
        #expect(Answers(alone, Flow(application: "ssl", mayShift: false)).are("interzone-default", .deny))
        #expect(Answers(alone, Flow(port: 8443, application: "ssl", mayShift: true)).are("interzone-default", .deny))
        #expect(Answers(alone, Flow(application: "youtube-base")).are("youtube", .allow))
    }

    @Test(
        arguments: [
            (UInt16(23), nil, Answer("interzone-default", .deny)), (22, nil, Answer("ssh", .allow, .tentative)),
            (22, "ssh", Answer("ssh", .allow)),
            (2222, "ssh", Answer("interzone-default", .deny)), (22, "web-browsing", Answer("interzone-default", .deny)),
            (22, "unknown-tcp", Answer("interzone-default", .deny)),
        ] as [(UInt16, String?, Answer)])
    func `application-default asks for the application's own port`(port: UInt16, application: String?, expected: Answer) {
        let policy = makePolicy([
            rule("ssh") {
                $0.applications = ["ssh"]
                $0.services = ["application-default"]
            }
        ])
        let answers = Answers(policy, Flow(port: port, application: application))
        #expect(answers.are(expected.rule, expected.action, expected.standing))
    }

    @Test func `ssh on any port passes where the service is any`() {
        let policy = makePolicy([rule("ssh") { $0.applications = ["ssh"] }])
        #expect(Answers(policy, Flow(port: 2222, application: "ssh")).are("ssh", .allow))
    }

    @Test(arguments: [(UInt16(80), false, true), (443, false, false), (443, true, true), (80, true, false)])
    func `web-browsing has secure ports when it is decrypted`(port: UInt16, isDecrypted: Bool, matches: Bool) {
        let policy = makePolicy([
            rule("web") {
                $0.applications = ["web-browsing"]
                $0.services = ["application-default"]
            }
        ])
        #expect(Answers(policy, Flow(port: port)).are("web", .allow, .tentative), "the setup lookup takes both ports")
        let answers = Answers(policy, Flow(port: port, application: "web-browsing", isDecrypted: isDecrypted))
        #expect(answers.are(matches ? "web" : "interzone-default", matches ? .allow : .deny))
    }

    @Test func `icmp does not permit ping, and a protocol without ports is its own default`() {
        let ping = Flow(ipProtocol: .icmp, icmpType: 8, application: "ping")
        #expect(Answers(makePolicy([rule("r") { $0.applications = ["icmp"] }]), ping).are("interzone-default", .deny))
        let both = makePolicy([
            rule("r") {
                $0.applications = ["icmp", "ping"]
                $0.services = ["application-default"]
            }
        ])
        #expect(Answers(both, ping).are("r", .allow))
        #expect(Answers(both, Flow(ipProtocol: .icmp, icmpType: 8)).are("r", .allow, .tentative))
        let tcp = makePolicy([rule("r") { $0.services = ["service-http", "service-https"] }])
        #expect(Answers(tcp, ping).are("interzone-default", .deny), "services of TCP never match ICMP")
        #expect(Answers(tcp, Flow(port: 8080)).are("r", .allow))
    }

    @Test(arguments: [RuleAction.deny, .drop, .resetClient, .resetServer, .resetBoth])
    func `a block is enforced at once for any application and waits for a named one`(action: RuleAction) {
        #expect(Answers(makePolicy([rule("any", action)]), Flow()).are("any", action))
        let named = makePolicy([rule("ssh", action) { $0.applications = ["ssh"] }, rule("all")])
        #expect(Answers(named, Flow()).are("all", .allow))
        #expect(Answers(named, Flow(application: "ssh")).are("ssh", action))
    }

    @Test func `a category decides when it is known`() {
        let policy = makePolicy([
            rule("news") { $0.categories = ["news"] }, rule("bad", .deny) { $0.categories = ["malware"] }, rule("all"),
        ])
        #expect(Answers(policy, Flow()).are("news", .allow, .tentative))
        #expect(Answers(policy, Flow(application: "ssl")).are("news", .allow, .tentative))
        #expect(Answers(policy, Flow(application: "ssl", category: "malware")).are("bad", .deny))
        #expect(Answers(policy, Flow(application: "ssl", category: "else")).are("all", .allow))
        let block = makePolicy([rule("bad", .deny) { $0.categories = ["malware"] }, rule("all")])
        #expect(Answers(block, Flow()).are("all", .allow))
    }

    @Test func `a known category is asked for while the application is not known`() {
        let policy = makePolicy([rule("news", .deny) { $0.categories = ["news"] }])
        #expect(Answers(policy, Flow(from: "A", to: "A", category: "malware")).are("intrazone-default", .allow))
        #expect(Answers(policy, Flow(from: "A", to: "A", category: "news")).are("news", .deny))
    }

    @Test func `dynamic groups inherit the tags of subnets`() {
        let policy = makePolicy([rule("both") { $0.source = ["DAG-BOTH"] }, rule("t2") { $0.source = ["DAG-T2"] }]) {
            $0.addressGroups = [
                AddressGroup(name: "DAG-BOTH", content: .filter("'t2' and 't3'")), AddressGroup(name: "DAG-T2", content: .filter("'t2'")),
            ]
        }
        let operations: [RegistrationUpdate.Operation] = [
            .register(RegisteredObject("10.1.1.0/24") ?? .host(ip("::")), [TagRegistration("t2")]),
            .register(.host(ip("10.1.1.1")), [TagRegistration("t3")]),
        ]
        #expect(Answers(policy, Flow(source: "10.1.1.1"), operations).are("both", .allow))
        #expect(Answers(policy, Flow(source: "10.1.1.77"), operations).are("t2", .allow))
        #expect(Answers(policy, Flow(source: "10.1.2.1"), operations).are("interzone-default", .deny))
    }

    @Test func `a member leaves its group when its tag expires`() {
        let resolved = ResolvedPolicy(
            makePolicy([rule("dag") { $0.source = ["DAG"] }]) { $0.addressGroups = [AddressGroup(name: "DAG", content: .filter("web"))] })
        var engine = PolicyEngine(resolved)
        let flow = Flow()
        engine.apply(RegistrationUpdate([.register(.host(ip(flow.source)), [TagRegistration("web", timeout: 1)])]), at: flow.time)
        #expect(engine.match(flow.input(resolved)).author == .rule(0))
        engine.expire(at: flow.time.advanced(bySeconds: 1))
        #expect(engine.match(flow.input(resolved)).author == .interzoneDefault)
    }

    @Test(arguments: [(["multicast"], true), (["B"], false), (["any"], true)])
    func `a flow to multicast is covered by multicast and any, not by unicast zones`(to: [String], matches: Bool) {
        let answers = Answers(makePolicy([rule("m") { $0.to = to }]), Flow(to: "multicast", destination: "224.0.0.5"))
        #expect(answers.are(matches ? "m" : "interzone-default", matches ? .allow : .deny))
    }

    @Test func `an empty group matches nothing, negated it matches everything`() {
        func policy(_ negated: Bool) -> Policy {
            makePolicy([
                rule("dag") {
                    $0.source = ["DAG"]
                    $0.negateSource = negated
                }
            ]) { $0.addressGroups = [AddressGroup(name: "DAG", content: .filter("nobody"))] }
        }
        #expect(Answers(policy(false), Flow()).are("interzone-default", .deny))
        #expect(Answers(policy(true), Flow()).are("dag", .allow))
    }

    @Test(arguments: [
        (["any"], UserFact.unmapped, true), (["known-user"], .unmapped, false), (["unknown"], .unmapped, true),
        (["CORP\\Eve"], .unmapped, false), (["admins"], .unmapped, false),
    ])
    func `users without a mapping`(users: [String], fact: UserFact, matches: Bool) {
        let answers = Answers(makePolicy([rule("u") { $0.users = users }]), Flow(user: fact))
        #expect(answers.are(matches ? "u" : "interzone-default", matches ? .allow : .deny))
    }

    @Test(arguments: [
        (["CORP\\Eve"], "corp\\eve", true), (["corp\\eve"], "Corp\\EVE", true), (["admins"], "corp\\eve", true),
        (["admins"], "corp\\bob", false),
        (["guests"], "corp\\bob", true), (["unknown"], "corp\\eve", false), (["known-user"], "stranger", true),
        (["corp\\bob"], "stranger", false),
    ])
    func `users match by name, group of the policy and registered group`(users: [String], name: String, matches: Bool) {
        let resolved = ResolvedPolicy(makePolicy([rule("u") { $0.users = users }]) { $0.userGroups = ["corp\\eve": ["Admins"]] })
        var engine = PolicyEngine(resolved)
        let flow = Flow()
        engine.apply(
            RegistrationUpdate([
                .setGroup("Guests", members: ["CORP\\bob"]), .login(user: name, address: ip(flow.source), timeout: 60),
            ]), at: flow.time)
        var input = flow.input(resolved)
        input.user = engine.user(of: ip(flow.source), from: input.from)
        #expect((engine.match(input).author == .rule(0)) == matches)
        #expect(engine.explain(input).match == engine.match(input))
        #expect(engine.user(named: name) == input.user)
    }

    @Test func `a zone that does not identify users has none`() {
        let resolved = ResolvedPolicy(
            makePolicy { $0.zones = [Zone(name: "A", identifiesUsers: false), Zone(name: "B", identifiesUsers: true)] })
        var engine = PolicyEngine(resolved)
        engine.apply(RegistrationUpdate([.login(user: "eve", address: ip("10.0.0.1"), timeout: nil)]), at: .zero)
        #expect(engine.user(of: ip("10.0.0.1"), from: resolved.zoneID(named: "A")) == .unmapped)
        #expect(engine.user(of: ip("10.0.0.1"), from: resolved.zoneID(named: "B")) != .unmapped)
    }

    @Test func `containers, filters and groups name applications`() {
        let policy = makePolicy([
            rule("container") {
                $0.applications = ["facebook"]
                $0.from = ["A"]
            },
            rule("filter") {
                $0.applications = ["tunnels"]
                $0.from = ["B"]
            },
            rule("group") {
                $0.applications = ["outer"]
                $0.from = ["C"]
            },
        ]) {
            var filter = ApplicationFilter(name: "tunnels")
            filter.characteristics = [.tunnelsOtherApplications]
            $0.applicationFilters = [filter]
            $0.applicationGroups = [NamedGroup(name: "outer", members: ["inner", "dns"]), NamedGroup(name: "inner", members: ["tor"])]
        }
        #expect(Answers(policy, Flow(from: "A", application: "facebook-chat")).are("container", .allow))
        #expect(Answers(policy, Flow(from: "A", application: "ssh")).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(from: "B", to: "A", application: "ssh")).are("filter", .allow))
        #expect(Answers(policy, Flow(from: "B", to: "A", application: "ssl")).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(from: "C", application: "tor")).are("group", .allow))
        #expect(Answers(policy, Flow(from: "C", application: "dns")).are("group", .allow))
    }

    @Test func `services look at source ports too`() {
        let policy = makePolicy([rule("low") { $0.services = ["low"] }]) {
            $0.services = [ServiceObject(name: "low", ipProtocol: .udp, destinationPorts: PortSet(514), sourcePorts: PortSet([0...1023]))]
        }
        #expect(Answers(policy, Flow(ipProtocol: .udp, sourcePort: 514, port: 514)).are("low", .allow))
        #expect(Answers(policy, Flow(ipProtocol: .udp, sourcePort: 5140, port: 514)).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(ipProtocol: .tcp, sourcePort: 514, port: 514)).are("interzone-default", .deny))
    }

    @Test(arguments: [
        ("2026-11-22T07:59:59Z", false), ("2026-11-22T08:00:00Z", true), ("2026-11-22T16:59:59Z", true), ("2026-11-22T17:00:00Z", false),
    ])
    func `a schedule switches a rule on and off`(time: String, matches: Bool) {
        let policy = makePolicy([rule("office") { $0.schedule = "office" }]) {
            $0.schedules = [Schedule(name: "office", content: .daily([Schedule.DayWindow(start: 540, end: 1080)]))]
            $0.timeZone = TimeZoneRules(offset: 3600)
        }
        let answers = Answers(policy, Flow(time: Timestamp(time) ?? .zero))
        #expect(answers.are(matches ? "office" : "interzone-default", matches ? .allow : .deny))
    }

    @Test func `a disabled rule is invisible`() {
        #expect(Answers(makePolicy([rule("off") { $0.isDisabled = true }]), Flow()).are("interzone-default", .deny))
    }

    @Test func `any application with application-default takes each application on its own port`() {
        let policy = makePolicy([rule("default") { $0.services = ["application-default"] }])
        #expect(Answers(policy, Flow(port: 22, application: "ssh")).are("default", .allow))
        #expect(Answers(policy, Flow(port: 23, application: "ssh")).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(port: 22, application: "unknown-tcp")).are("interzone-default", .deny))
        #expect(Answers(policy, Flow(ipProtocol: .udp, port: 9)).are("interzone-default", .deny), "no application has udp/9")
        #expect(Answers(policy, Flow(port: 9)).are("default", .allow), "tor may be on every TCP port")
    }
}
