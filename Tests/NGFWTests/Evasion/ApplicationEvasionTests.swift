import NGFW
import NGFWAppID
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Applications that look like others.
@Suite("Evasion: applications")
struct ApplicationEvasionTests {
    private static func lab(_ rules: [SecurityRule]) -> Lab { Lab(rules: rules) }

    @Test("An application on another's port is what it says, not what the port says")
    func foreignPort() {
        var lab = Lab(rules: [Lab.rule("web", .allow, ["web-browsing"]), Lab.rule("ssh", .allow, ["ssh"])])
        var talk = Talk(port: 80)
        #expect(lab.send(talk.handshake()).isPass)
        #expect(!lab.send(talk.send(Talk.sshBanner)).isPass)
        #expect(lab.firewall.sessions().map(\.application) == ["ssh"])
    }

    @Test("A port proves nothing: junk on port 22 is not ssh")
    func portAlone() {
        var lab = Lab(rules: [Lab.rule("ssh", .allow, ["ssh"])])
        var talk = Talk(port: 22)
        lab.send(talk.handshake())
        var verdict = Verdict(.pass, .session)
        for _ in 0..<20 where verdict.isPass { verdict = lab.send(talk.send(String(repeating: "\u{1}", count: 1_000))) }
        #expect(!verdict.isPass)
        #expect(lab.firewall.sessions().map(\.application) == ["unknown-tcp"])
    }

    @Test("A tuple used again for something else is looked at again")
    func tupleReuse() {
        var attack = Attack()
        attack.client(Attack.lure, at: 0)
        #expect(attack.application() == "ssh")
        attack.talk.clientNext &+= UInt32(Attack.lure.utf8.count)
        attack.lab.send(attack.talk.finish())
        var again = Talk(port: 80, firstSequence: 700_000)
        attack.lab.send(again.handshake())
        #expect(!attack.lab.send(again.send(Attack.film)).isPass)
        #expect(attack.blocked() == "video")
    }

    @Test("An application that shows itself only later ends the permission of the one before")
    func shift() {
        var lab = Lab(rules: [Lab.rule("no shop", .deny, ["shop"]) { $0.services = ["any"] }] + Attack.rules)
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        #expect(lab.send(talk.send("GET / HTTP/1.1\r\n")).isPass)
        #expect(lab.firewall.sessions().map(\.application) == ["web-browsing"])
        #expect(!lab.send(talk.send("Host: shop.example\r\n\r\n")).isPass)
        #expect(lab.firewall.sessions().map(\.application) == ["shop"])
    }

    @Test("Junk before the signature makes it unknown, which only rules for the unknown allow", arguments: ["x", "\u{0}", "GET\u{0}", " "])
    func junkBefore(junk: String) {
        var lab = Lab(rules: [Lab.rule("web", .allow, ["web-browsing", "video", "ssh"]) { $0.services = ["any"] }])
        var talk = Talk(port: 80)
        lab.send(talk.handshake() + [talk.send(junk + Attack.film)])
        var verdict = Verdict(.pass, .session)
        for _ in 0..<20 where verdict.isPass { verdict = lab.send(talk.send(String(repeating: "\u{1}", count: 1_000))) }
        #expect(!verdict.isPass)
        #expect(lab.firewall.sessions().map(\.application) == ["unknown-tcp"])
    }

    @Test("Empty lines before a request, which servers pass over, hide nothing", arguments: ["\r\n", "\r\n\r\n"])
    func emptyLines(before: String) throws {
        let library = try SignatureLibrary.builtIn()
        var classifier = Classifier(library)
        func application(_ text: String) -> String {
            var inspection = Inspection(ipProtocol: .tcp, startsMidStream: false)
            let bytes = Array(text.utf8)
            _ = classifier.inspect(&inspection, bytes.span, .clientToServer, timeToLive: 64)
            return library.catalogue.name(classifier.finish(&inspection).application)
        }
        let request = "GET / HTTP/1.1\r\nHost: www.youtube.com\r\n\r\n"
        #expect(application(before + request) == application(request))
    }

    @Test("One protocol's words inside another's first line: the session is what it began as")
    func wordsInABanner() {
        var attack = Attack()
        attack.client("SSH-2.0-GET /film HTTP/1.1\r\n\r\n", at: 0)
        #expect(attack.application() == "ssh")
    }

    @Test("Whoever speaks first, a banner is a banner")
    func whoSpeaksFirst() {
        for clientFirst in [true, false] {
            var lab = Lab(rules: [Lab.rule("no ssh", .deny, ["ssh"]) { $0.services = ["any"] }] + Attack.rules)
            var talk = Talk(port: 80)
            lab.send(talk.handshake())
            #expect(!lab.send(clientFirst ? talk.send(Talk.sshBanner) : talk.answer(Talk.sshBanner)).isPass)
        }
    }

    @Test("More out of order than may wait: the session is decided by what is known, and an unknown one is not allowed")
    func endlessGap() {
        var lab = Lab(rules: [Lab.rule("web", .allow, ["web-browsing"]) { $0.services = ["any"] }])
        var talk = Talk(port: 80)
        lab.send(talk.handshake())
        var passed = 0
        talk.clientNext &+= 1
        for _ in 0..<100 where lab.send(talk.send("x")).isPass { passed += 1 }
        #expect(passed < 70)
        #expect(lab.firewall.sessions().map(\.state) == [.discard])
    }
}
