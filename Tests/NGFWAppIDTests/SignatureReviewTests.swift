import NGFWCore
import Testing

@testable import NGFWAppID

@Suite("Review of signatures")
struct SignatureReviewTests {
    private static let head = """
        application: my-telemetry
        category: business-systems / management / client-server
        reference: none

        """
    private static let good = """
        signature: hello
        client: ^TLMQ[\\x01\\x02]
        sample: tcp client "TLMQ\\x01"
        not-sample: tcp client "TLMQ\\x03"

        """

    private func findings(_ text: String) -> [String] {
        SignatureReview([SignatureSource(name: "t.app", text: Self.head + text)]).diagnostics.all.map(\.description)
    }

    @Test func nothingIsSaidOfAGoodSignature() {
        let review = SignatureReview([SignatureSource(name: "t.app", text: Self.head + Self.good)])
        #expect(review.diagnostics.all.isEmpty && review.applications == ["my-telemetry"])
        #expect(review.library.catalogue.id(named: "ssh") != nil)
    }

    @Test(
        arguments: [
            (
                "sample: tcp client \"TLMQ\\x07\"",
                "t.app:8:1: error: the sample is named 'insufficient-data' (insufficient-data), by nothing [NGFW-A040]"
            ),
            (
                "not-sample: tcp client \"TLMQ\\x01\"",
                "t.app:8:1: error: the near miss is named, by signature 'hello' of my-telemetry [NGFW-A041]"
            ),
            (
                "signature: silent\nclient: ^QTLM",
                "t.app:8:12: warning: no sample is named by signature 'silent' of 'my-telemetry' [NGFW-A042]"
            ),
        ])
    func samplesMustHold(line: String, finding: String) {
        #expect(findings(Self.good + line + "\n") == [finding])
    }

    @Test func aNearMissIsAskedFor() {
        let text = Self.good.replacing("not-sample: tcp client \"TLMQ\\x03\"\n", with: "")
        #expect(findings(text) == ["t.app:1:14: warning: 'my-telemetry' has no 'not-sample' that a sloppy pattern would take [NGFW-A043]"])
    }

    @Test func whatTakesTheBytesOfOthersIsFound() {
        let text = "signature: greedy\nclient: ^SSH-\nsample: tcp client \"SSH-2.0-x\\r\\n\"\nnot-sample: udp client \"SSH-\"\n"
        let found = findings(text)
        #expect(found.contains { $0.hasPrefix("t.app:6:1: warning: 'ssh' claims this sample of 'my-telemetry' too") })
        #expect(found.contains { $0.hasPrefix("ssh.app:") && $0.contains("warning: 'my-telemetry' claims this sample of 'ssh'") })
    }

    @Test(
        arguments: [
            ("client: ^.{3}Q", "t.app:5:9: warning: the pattern may begin with any byte: it is tried on every session [NGFW-A045]"),
            (
                "http-req-uri: [a-z]+[0-9]",
                "t.app:5:15: warning: the pattern has no byte that must occur: every place of the field is tried [NGFW-A046]"
            ),
            (
                "http-req-uri: /x(?:[a-y]|[a-m][a-m])*z",
                "t.app:5:15: warning: the pattern takes more than 20000 steps on some bytes: nested repetitions? [NGFW-A047]"
            ),
        ])
    func doubtfulPatternsAreFound(line: String, finding: String) {
        let text = """
            signature: s
            \(line)
            sample: tcp client "GET /xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaz1 HTTP/1.1\\r\\nHost: a.example\\r\\n\\r\\n"
            not-sample: tcp client "x"

            """
        #expect(findings(text).contains(finding), "\(findings(text))")
    }

    @Test func anApplicationOfTheFileTakesThePlaceOfTheBuiltInOne() throws {
        let text = """
            application: ssh
            category: networking / encrypted-tunnel / client-server
            reference: RFC 4253
            signature: mine
            client: ^SSH-9
            sample: tcp client "SSH-9.0-x\\r\\n"
            not-sample: tcp client "SSH-2.0-x\\r\\n"

            """
        let review = SignatureReview([SignatureSource(name: "ssh.app", text: text)])
        #expect(!review.diagnostics.hasErrors, "\(review.diagnostics.all)")
    }
}

@Suite("Explanation of signatures")
struct SignatureExplainerTests {
    private func payload(_ direction: FlowDirection, _ text: String) -> InspectedPayload {
        InspectedPayload(label: 1, ipProtocol: .tcp, direction: direction, timeToLive: 64, bytes: Array(text.utf8))
    }

    private func trials(
        _ payloads: [InspectedPayload], _ ipProtocol: IPProtocol = .tcp, _ text: String = "", midStream: Bool = false
    ) -> [SignatureTrial] {
        let head = "application: mine\ncategory: a / b / c\nreference: none\nsignature: s\n"
        var explainer = SignatureExplainer(text.isEmpty ? [] : [SignatureSource(name: "t.app", text: head + text)])
        var payloads = payloads
        for index in payloads.indices { payloads[index].ipProtocol = ipProtocol }
        return explainer.explain(payloads, startsMidStream: midStream)
    }

    private func outcome(_ text: String, _ payloads: [InspectedPayload], _ ipProtocol: IPProtocol = .tcp) -> String? {
        trials(payloads, ipProtocol, text).first { $0.application == "mine" }?.outcome.description
    }

    @Test func whatMatchesComesFirst() throws {
        let trials = trials([payload(.serverToClient, "SSH-2.0-a\r\n"), payload(.clientToServer, "SSH-2.0-b\r\n")])
        let first = try #require(trials.first)
        #expect(first.application == "ssh" && first.isMatch && first.location.file == "ssh.app")
        #expect(trials.count > 200 && !trials.contains { $0.isMatch && $0.application == "smtp" })
    }

    static let request = "GET /a HTTP/1.1\r\nHost: b.example\r\n\r\n"

    @Test(
        arguments: [
            ("client: ^TLM\n", "the bytes do not match ^TLM"), ("server: ^TLM\n", "the server has said nothing"),
            ("client: ^GET\nwhere: u8[0] == 1\n", "not so: u8[0] == 1"),
            ("decoder: tls\nclient: ^G\n", "decoder 'tls' does not accept the bytes"),
            ("http-req-uri: ^/b\n", "http-req-uri does not match ^/b"),
            ("http-req-user-agent-header: x\n", "there is no http-req-user-agent-header"),
            ("http-req-uri: ^/a\nclient: ^GET\n", "matched"),
        ])
    func theFirstPartThatFailsIsSaid(text: String, expected: String) {
        #expect(outcome(text, [payload(.clientToServer, Self.request)]) == expected)
    }

    @Test(
        arguments: [
            ("over: udp\neither: ^A\npackets: 3\n", "only 2 of 3 datagrams match"), ("over: udp\neither: ^A\npackets: 2\n", "matched"),
            ("over: udp\nclient: ^A\nserver: ^B\n", "the server has said nothing"),
            ("over: udp\neither: ^B\n", "the bytes do not match ^B"),
        ])
    func datagramsAreCounted(text: String, expected: String) {
        let payloads = [payload(.clientToServer, "A1"), payload(.clientToServer, "A2"), payload(.clientToServer, "C")]
        #expect(outcome(text, payloads, .udp) == expected)
    }

    @Test func withoutPayloadThereIsNothingToSay() {
        #expect(trials([]).isEmpty)
        #expect(trials([payload(.clientToServer, "x")], .gre).isEmpty)
    }
}
