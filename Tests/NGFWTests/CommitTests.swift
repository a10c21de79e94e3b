import NGFW
import NGFWAppID
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

/// A policy that is replaced while sessions run. Source: reference section 4.5.
@Suite("Replacing the policy")
struct CommitTests {
    private static func policy(_ rules: [SecurityRule], _ change: (inout Policy) -> Void = { _ in }) -> ResolvedPolicy {
        var policy = Policy(name: "next", catalogue: Lab.library.catalogue)
        policy.rules = rules
        policy.zones = [Zone(name: "outside"), Zone(name: "inside", identifiesUsers: true)]
        change(&policy)
        return ResolvedPolicy(policy)
    }

    private static func ssh(_ name: String, _ action: RuleAction = .allow) -> SecurityRule { Lab.rule(name, action, ["ssh"]) }

    /// A session that is known as ssh under the rule `old`.
    private static func running(_ talk: inout Talk) -> Lab {
        var lab = Lab(rules: [ssh("old")])
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
        return lab
    }

    @Test("Running sessions are looked up again: one that is still allowed comes under the new rule")
    func stillAllowed() throws {
        var talk = Talk(port: 22)
        var lab = Self.running(&talk)
        let before = lab.firewall.revisions.policy
        try lab.firewall.replacePolicy(Self.policy([Lab.rule("dns", .allow, ["dns"]), Self.ssh("new")]))
        #expect(lab.firewall.revisions.policy > before)
        let verdict = lab.send(talk.answer(Talk.sshBanner))
        #expect(verdict.isPass)
        #expect(verdict.rule == .rule(1))
        #expect(lab.sessions().map(\.rule) == ["new"])
        #expect(lab.firewall.takeRecords().map(\.session.rule) == ["new"])
        #expect(lab.firewall.hitCounts.map(\.count) == [0, 1, 0, 0])
    }

    @Test("A session whose time is over comes under no new rule, whether somebody has looked or not")
    func overBefore() throws {
        for milliseconds in [14_900, 15_100] {
            var talk = Talk(port: 22)
            var lab = Self.running(&talk)
            lab.send([talk.reset()])
            let later = Timestamp(nanoseconds: lab.time.nanoseconds + Int64(milliseconds) * 1_000_000)
            try lab.firewall.replacePolicy(Self.policy([Self.ssh("new")]), at: later)
            lab.firewall.finish()
            #expect(lab.firewall.takeRecords().map(\.session.rule) == [milliseconds < 15_000 ? "new" : "old"])
        }
    }

    @Test("A rule that goes and comes back while its session runs takes no other rule's hits")
    func goneAndBack() throws {
        var talk = Talk(port: 22)
        var lab = Self.running(&talk)
        let address = IPAddress(v4: 0x0a00_0001)
        var inside = FlowDescription(source: address, destination: address, ipProtocol: .udp)
        (inside.from, inside.to) = ("inside", "inside")
        lab.firewall.count(try lab.firewall.decide(inside), at: lab.time)
        try lab.firewall.replacePolicy(Self.policy([Lab.rule("dns", .allow, ["dns"])]), rematch: false, at: lab.time)
        try lab.firewall.replacePolicy(Self.policy([Lab.rule("dns", .allow, ["dns"]), Self.ssh("old")]), rematch: false, at: lab.time)
        #expect(lab.firewall.hitCounts.map(\.count) == [0, 0, 1, 0])
        #expect(lab.firewall.hitCounts.map(\.created) == [lab.time, lab.time, nil, nil])
    }

    @Test("Application override rules are counted in their own rulebase")
    func overrideHits() throws {
        var lab = Lab(rules: [Self.ssh("old")])
        let forced = ApplicationOverrideRule(name: "forced", ports: PortSet(2222), application: "ssh")
        let policy = Self.policy([Lab.rule("all", .allow) { $0.services = ["any"] }]) { $0.applicationOverrides = [forced] }
        try lab.firewall.replacePolicy(policy, at: lab.time)
        var talk = Talk(port: 2222)
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
        var web = Talk(port: 80)
        lab.send(web.handshake())
        let counts = lab.firewall.hitCounts
        #expect(counts.map(\.rulebase) == [.security, .security, .security, .applicationOverride])
        #expect(counts.map(\.rule) == ["all", "intrazone-default", "interzone-default", "forced"])
        #expect(counts.map(\.count) == [2, 0, 0, 1])
        try lab.firewall.replacePolicy(policy, at: lab.time)
        #expect(lab.firewall.hitCounts.last?.count == 1)
    }

    @Test("Hits stay with a rule that keeps its name, are lost by renaming, and changes are dated")
    func hitCounts() throws {
        var talk = Talk(port: 22)
        var lab = Lab(rules: [Self.ssh("old").identified("u-1"), Self.ssh("other").identified("u-2")])
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner)])
        #expect(lab.firewall.hitCounts.map(\.count) == [1, 0, 0, 0])
        #expect(lab.firewall.hitCounts.map(\.isDefault) == [false, false, true, true])
        var report = HitReport(lab.firewall.hitCounts, from: Lab.start, to: lab.time)
        #expect(report.unused.map(\.rule) == ["other"])
        report.add(HitReport(lab.firewall.hitCounts, from: lab.time, to: lab.time.advanced(bySeconds: 9)))
        #expect(report.counts.map(\.count) == [2, 0, 0, 0])
        #expect(report.window == Lab.start...lab.time.advanced(bySeconds: 9))

        let later = lab.time.advanced(bySeconds: 60)
        var changed = Self.ssh("old").identified("u-1")
        changed.logStart = true
        try lab.firewall.replacePolicy(Self.policy([changed, Self.ssh("off").identified("u-3")]), rematch: false, at: later)
        #expect(lab.firewall.hitCounts.map(\.count) == [1, 0, 0, 0])
        #expect(lab.firewall.hitCounts.map(\.modified) == [later, nil, nil, nil])
        #expect(lab.firewall.hitCounts.map(\.created) == [nil, later, nil, nil])
        try lab.firewall.replacePolicy(Self.policy([Self.ssh("new").identified("u-1")]), rematch: false, at: later)
        #expect(lab.firewall.hitCounts.first?.rule == "new")
        #expect(lab.firewall.hitCounts.first?.count == 0)
        lab.firewall.resetHitCounts(at: later)
        #expect(lab.firewall.hitCounts.allSatisfy { $0.lastReset == later && $0.count == 0 && $0.last == nil })
    }

    @Test("One that is no longer allowed is blocked at once and logged as denied")
    func noLongerAllowed() throws {
        var talk = Talk(port: 22)
        var lab = Self.running(&talk)
        try lab.firewall.replacePolicy(Self.policy([Self.ssh("no", .resetBoth)]), at: lab.time)
        #expect(lab.firewall.sessions().first?.state == .discard)
        #expect(lab.send(talk.answer(Talk.sshBanner)).disposition == .drop)
        let sessions = lab.sessions()
        #expect(sessions.map(\.endReason) == [.policyDeny])
        let records = lab.firewall.takeRecords()
        #expect(records.map(\.subtype) == [.deny])
        #expect(records.map(\.session.rule) == ["no"])
        #expect(records.map(\.session.application) == ["ssh"])
    }

    @Test("A session that nothing identified yet is asked about as at its first packet")
    func undecided() throws {
        var lab = Lab(rules: [Self.ssh("old")])
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        try lab.firewall.replacePolicy(Self.policy([Lab.rule("other", .allow, ["dns", "ssh"])]))
        #expect(lab.send(talk.ack()).isPass)
        try lab.firewall.replacePolicy(Self.policy([Lab.rule("all", .drop) { $0.services = ["any"] }]))
        #expect(lab.send(talk.send(Talk.sshBanner)).disposition == .drop)
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.subtype == .drop)
        #expect(record.session.application == "incomplete")
        #expect(record.session.rule == "all")
    }

    @Test("Left alone, a session keeps its rule, by name where the new policy has it, and the next shift is decided by the new policy")
    func leftAlone() throws {
        var talk = Talk(port: 22)
        var lab = Self.running(&talk)
        var web = Talk(port: 80)
        try lab.firewall.replacePolicy(
            Self.policy([Lab.rule("web", .allow, ["web-browsing"]), Lab.rule("old", .deny) { $0.services = ["any"] }]), rematch: false)
        let verdict = lab.send(talk.answer(Talk.sshBanner))
        #expect(verdict.isPass)
        #expect(verdict.rule == .rule(1))
        lab.send(web.handshake() + [web.send("GET /none")])

        try lab.firewall.replacePolicy(Self.policy([Lab.rule("no film", .deny, ["video"])]), rematch: false)
        #expect(lab.send(talk.answer("x")).isPass)
        #expect(lab.firewall.sessions().map(\.rule) == ["old", "web"])
        try lab.firewall.replacePolicy(Self.policy([]), rematch: false)
        #expect(lab.sessions().map(\.rule) == ["old", "web"])
        #expect(lab.firewall.takeRecords().map(\.session.rule) == ["old", "web"])

        var other = Lab(rules: [Lab.rule("web", .allow, ["web-browsing", "video"])])
        var shifting = Talk(port: 80)
        other.send(shifting.handshake() + [shifting.send("GET /film")])
        try other.firewall.replacePolicy(Self.policy([Lab.rule("web", .allow, ["web-browsing"])]), rematch: false)
        #expect(!other.send(shifting.send(" HTTP/1.1\r\n")).isPass)
    }

    @Test("Blocked sessions stay blocked, and are not logged again")
    func blocked() throws {
        var lab = Lab(rules: [Lab.rule("no", .drop) { $0.services = ["any"] }])
        let datagram = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])
        #expect(!lab.send(datagram).isPass)
        try lab.firewall.replacePolicy(Self.policy([Lab.rule("yes", .allow) { $0.services = ["any"] }]))
        #expect(!lab.send(datagram).isPass)
        lab.pass(seconds: 60)
        #expect(lab.send(datagram).isPass)
        #expect(lab.sessions().map(\.rule) == ["no", "yes"])
        #expect(lab.firewall.takeRecords().map(\.subtype) == [.drop, .end])
    }

    @Test("Registrations and users go on: their numbers are those of the new policy")
    func usersAndGroups() throws {
        func rules(_ name: String) -> [SecurityRule] {
            [
                Lab.rule("someone", .deny) { $0.users = ["lab\\bob"] },
                Lab.rule(name, .allow) {
                    $0.services = ["any"]
                    $0.users = ["lab\\ann"]
                    $0.source = ["web"]
                },
            ]
        }
        let group: (inout Policy) -> Void = { $0.addressGroups = [AddressGroup(name: "web", content: .filter("'web'"))] }
        var lab = Lab(rules: [rules("one")[1]], policy: group)
        let source = IPAddress(v4: 0x0a01_0001)
        lab.firewall.apply(
            RegistrationUpdate([
                .register(.host(source), [TagRegistration("web")]), .login(user: "lab\\ann", address: source, timeout: nil),
            ]), at: lab.time)
        let datagram = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])
        #expect(lab.send(datagram).isPass)
        try lab.firewall.replacePolicy(Self.policy(rules("two"), group))
        #expect(lab.send(datagram).rule == .rule(1))
        #expect(lab.sessions().map(\.user) == ["lab\\ann"])
    }

    @Test("A firewall that identifies only has no policy to replace")
    func withoutPolicy() {
        var lab = Lab()
        #expect(throws: FlowError(.noPolicy)) { try lab.firewall.replacePolicy(Self.policy([])) }
    }
}

extension SecurityRule {
    fileprivate func identified(_ uuid: String) -> SecurityRule {
        var rule = self
        rule.uuid = uuid
        return rule
    }
}
