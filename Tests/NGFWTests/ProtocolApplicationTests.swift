import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

@Suite("Applications that the first packet's headers settle")
struct ProtocolApplicationTests {
    @Test("a rule that blocks ping blocks the first echo, under its own name and with the application known")
    func blockedAtOnce() throws {
        let echo = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").echo(identifier: 7, sequence: 1)
        var lab = Lab(rules: [Lab.rule("no-ping", .deny, ["ping"])])
        #expect(lab.send(echo).disposition == .drop)
        let record = try #require(lab.firewall.takeRecords().first)
        #expect(record.subtype == .deny)
        #expect(record.session.rule == "no-ping")
        #expect(record.session.application == "ping")
    }

    @Test("a rule that names another application does not")
    func notBlocked() throws {
        let echo = PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").echo(identifier: 7, sequence: 1)
        var lab = Lab(rules: [Lab.rule("no-icmp", .deny, ["icmp"]), Lab.rule("rest", .allow, ["any"])])
        #expect(lab.send(echo).isPass)
        #expect(lab.sessions().first?.rule == "rest")
    }

    @Test("an SCTP association that carried nothing is sctp when it is over")
    func emptyAssociation() {
        // An INIT chunk, which is no payload.
        let chunks: [UInt8] = [1, 0, 0, 20, 0, 0, 0, 1, 0, 0, 16, 0, 0, 1, 0, 1, 0, 0, 0, 1]
        var lab = Lab(rules: [Lab.rule("all", .allow) { $0.services = ["any"] }])
        #expect(lab.send(PacketBuilder(from: "10.1.0.1", to: "10.2.0.1").sctp(2905, 2905, chunks: chunks)).isPass)
        lab.firewall.finish()
        #expect(lab.firewall.takeEndedSessions().map(\.application) == ["sctp"])
    }
}
