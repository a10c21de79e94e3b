import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// The vectors of reference section 8 that need sessions, by their numbers there.
@Suite("Policy over sessions")
struct PolicyVectorTests {
    @Test("Vector 1: without rules intrazone traffic passes, interzone traffic is denied, and neither is logged")
    func defaults() {
        var lab = Lab(rules: [])
        let inner = PacketBuilder(from: "10.1.0.1", to: "10.1.0.2").udp(1000, 9999, payload: [1])
        #expect(lab.send(inner).disposition == .pass)
        let crossing = lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.2").udp(1000, 9999, payload: [1]))
        #expect(crossing.disposition == .drop)
        #expect(crossing.rule == .interzoneDefault)
        let sessions = lab.sessions()
        #expect(Set(sessions.map(\.rule)) == ["intrazone-default", "interzone-default"])
        #expect(lab.firewall.takeRecords().isEmpty)
    }

    /// GET, then the rest of the request: the first packet says web-browsing, the second one what the site is.
    private static let request = ("GET /film", " HTTP/1.1\r\nHost: a\r\n\r\n")

    @Test("Vector 6: an implicit dependency passes until the application is final, unless an explicit rule blocks it")
    func implicitDependency() {
        var lab = Lab(rules: [Lab.rule("video", .allow, ["video"])])
        var talk = Talk(port: 80)
        #expect(lab.send(talk.handshake()).rule == .rule(0))
        #expect(lab.send(talk.send(Self.request.0)).isPass)
        #expect(lab.firewall.sessions().first?.isImplicit == true)
        #expect(lab.firewall.sessions().first?.application == "web-browsing")
        #expect(lab.send(talk.send(Self.request.1)).isPass)
        #expect(lab.firewall.sessions().first?.isImplicit == false)
        #expect(lab.firewall.sessions().first?.path == ["web-browsing", "video"])

        var strict = Lab(rules: [Lab.rule("video", .allow, ["video"]), Lab.rule("rest", .deny) { $0.services = ["any"] }])
        var other = Talk(port: 80)
        #expect(strict.send(other.handshake()).isPass)
        let verdict = strict.send(other.send(Self.request.0))
        #expect(!verdict.isPass)
        #expect(verdict.rule == .rule(1))
    }

    @Test("Vector 7: a port that no rule could allow is dropped at the SYN: not-applicable, subtype drop")
    func setupDrop() throws {
        var lab = Lab(rules: [Lab.rule("ssh", .allow, ["ssh"])], policy: { $0.interzoneDefault.logEnd = true })
        var talk = Talk(port: 23)
        let verdict = lab.send(talk.syn())
        #expect(verdict.disposition == .drop)
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.subtype == .drop)
        #expect(record.session.application == "not-applicable")
        #expect(record.session.rule == "interzone-default")
        #expect(record.action == "deny")
        #expect(record.endReason == .policyDeny)
        #expect(lab.sessions().count == 1)
        #expect(lab.firewall.takeRecords().isEmpty)
    }

    @Test("Vector 8: a SYN without answer ends as incomplete under the tentative rule, aged out after five seconds")
    func unanswered() throws {
        var lab = Lab(rules: [Lab.rule("ssh", .allow, ["ssh"])])
        var talk = Talk(port: 22)
        #expect(lab.send(talk.syn()).isPass)
        lab.pass(seconds: 4)
        #expect(lab.firewall.takeRecords().isEmpty)
        lab.pass(seconds: 1)
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.subtype == .end)
        #expect(record.session.application == "incomplete")
        #expect(record.session.rule == "ssh")
        #expect(record.action == "allow")
        #expect(record.endReason == .agedOut)
    }

    @Test("Vector 9: SSH on 2222 passes with service any and is flagged; with application-default it is dropped at setup")
    func nonStandardPort() throws {
        var lab = Lab(rules: [Lab.rule("ssh", .allow, ["ssh"]) { $0.services = ["any"] }])
        var talk = Talk(port: 2222)
        lab.send(talk.handshake() + [talk.send(Talk.sshBanner), talk.answer(Talk.sshBanner)])
        #expect(lab.sessions().first?.application == "ssh")
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.flags == .nonStandardPort)

        var strict = Lab(rules: [Lab.rule("ssh", .allow, ["ssh"])])
        var other = Talk(port: 2222)
        #expect(strict.send(other.syn()).disposition == .drop)
        #expect(strict.sessions().first?.application == "not-applicable")
    }

    @Test("Vector 10: clear HTTP on 443 passes setup, since 443 is its secure port, and is denied once identified")
    func securePort() throws {
        var lab = Lab(rules: [Lab.rule("web", .allow, ["web-browsing"])], policy: { $0.interzoneDefault.logEnd = true })
        var talk = Talk(port: 443)
        #expect(lab.send(talk.handshake()).isPass)
        #expect(lab.send(talk.send("GET / HTTP/1.1\r\n\r\n")).disposition == .drop)
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.subtype == .deny)
        #expect(record.session.application == "web-browsing")
    }

    @Test("Vector 11: a rule for icmp alone denies ping, a rule for both allows it")
    func ping() {
        let echo = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").echo(identifier: 7, sequence: 1)
        var narrow = Lab(rules: [Lab.rule("icmp", .allow, ["icmp"])])
        #expect(narrow.send(echo).disposition == .drop)
        #expect(narrow.sessions().first?.application == "ping")
        var wide = Lab(rules: [Lab.rule("icmp", .allow, ["icmp", "ping"])])
        #expect(wide.send(echo).isPass)
        #expect(wide.sessions().first?.rule == "icmp")
    }

    @Test("Vector 12: no RST for a SYN; RST to both sides for a session blocked after identification")
    func resets() throws {
        let rules = [Lab.rule("no", .resetBoth) { $0.services = ["any"] }]
        var lab = Lab(rules: rules)
        var talk = Talk(port: 22)
        #expect(lab.send(talk.syn()).disposition == .drop)

        var late = Lab(rules: [Lab.rule("no ssh", .resetBoth, ["ssh"]), Lab.rule("rest", .allow) { $0.services = ["any"] }])
        var other = Talk(port: 22)
        #expect(late.send(other.handshake()).isPass)
        #expect(late.send(other.send(Talk.sshBanner)).disposition == .resetBoth)
        #expect(late.send(other.answer(Talk.sshBanner)).disposition == .drop)
        let record = try #require(late.firewall.takeRecords().first)
        #expect(record.subtype == .deny)
        #expect(record.action == "reset-both")
        #expect(record.endReason == .policyDeny)
        #expect(record.session.rule == "no ssh")
        // One record in all.
        _ = late.sessions()
        #expect(late.firewall.takeRecords().isEmpty)
    }

    @Test("Vector 13: drop with icmp-unreachable asks for the error on the first packet alone")
    func unreachable() throws {
        var lab = Lab(rules: [
            Lab.rule("no", .drop) {
                $0.services = ["any"]
                $0.icmpUnreachable = true
            }
        ])
        let datagram = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1000, 2000, payload: [1, 2])
        let verdict = lab.send(datagram)
        #expect(verdict.disposition == .drop)
        #expect(verdict.sendsUnreachable)
        #expect(!lab.send(datagram).sendsUnreachable)
        #expect(try #require(lab.firewall.takeRecords().first).action == "drop-icmp")
    }

    @Test("Vector 15: a tag with a timeout of one second ends by time alone; the running session stays")
    func expiringTag() {
        var lab = Lab(
            rules: [
                Lab.rule("dag", .allow) {
                    $0.services = ["any"]
                    $0.source = ["web"]
                }
            ], policy: { $0.addressGroups = [AddressGroup(name: "web", content: .filter("'web'"))] })
        let update = RegistrationUpdate([.register(.host(IPAddress(v4: 0x0a01_0001)), [TagRegistration("web", timeout: 1)])])
        lab.firewall.apply(update, at: lab.time)
        var old = Talk(port: 80, sourcePort: 1)
        #expect(lab.send(old.handshake() + [old.send("GET /film"), old.send(" HTTP/1.1\r\n\r\n")]).isPass)
        lab.pass(seconds: 1)
        #expect(lab.send(old.send("more")).isPass)
        var new = Talk(port: 80, sourcePort: 2)
        #expect(lab.send(new.syn()).disposition == .drop)
    }

    @Test("Vector 19: log-end is the default; with neither log-end nor log-start only the hit count tells")
    func silentRule() {
        var lab = Lab(rules: [
            Lab.rule("quiet", .allow) {
                $0.services = ["any"]
                $0.logEnd = false
            }
        ])
        #expect(lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").udp(1, 2, payload: [1])).isPass)
        _ = lab.sessions()
        #expect(lab.firewall.takeRecords().isEmpty)
        #expect(lab.firewall.hitCounts.first?.count == 1)
        #expect(lab.firewall.hitCounts.first?.first == Lab.start)
    }
}

extension Verdict {
    var isPass: Bool { disposition.isPass }
}
