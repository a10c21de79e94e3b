import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport
import Testing

/// Rules with a URL category over sessions, whose category no packet tells. Source: reference section 1.7.
@Suite("URL categories over sessions")
struct CategoryTests {
    private func lab() -> Lab {
        Lab(rules: [Lab.rule("news", .allow, ["video", "web-browsing"]) { $0.categories = ["news"] }])
    }

    @Test("a rule with a category allows tentatively while identification goes on, and no longer than that")
    func categoryNeverBecomesKnown() {
        var lab = lab()
        var talk = Talk(port: 80)
        #expect(lab.send(talk.handshake()).isPass)
        #expect(lab.send(talk.send("GET /film")).isPass)
        let verdict = lab.send(talk.send(" HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(!verdict.isPass)
        #expect(verdict.rule == .interzoneDefault)
        #expect(lab.sessions().first?.path == ["web-browsing", "video"])
    }
}
