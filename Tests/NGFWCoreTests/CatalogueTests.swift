import NGFWCore
import Testing

@Suite("Application catalogue")
struct CatalogueTests {
    private func application(_ name: String, container: String? = nil, origin: Application.Origin = .signature) -> Application {
        var application = Application(name: name, origin: origin)
        application.container = container
        return application
    }

    @Test("the pseudo applications come first, under their constants")
    func pseudoApplications() {
        let catalogue = ApplicationCatalogue.empty
        #expect(catalogue.name(.incomplete) == "incomplete")
        #expect(catalogue.name(.unknownUDP) == "unknown-udp")
        #expect(catalogue.name(.nonSYNTCP) == "non-syn-tcp")
        #expect(catalogue.id(named: "not-applicable") == .notApplicable)
        #expect(!ApplicationID.insufficientData.isLegalInRule)
        #expect(ApplicationID.unknownTCP.isLegalInRule)
    }

    @Test("of two applications with one name the first stays")
    func duplicates() throws {
        let catalogue = ApplicationCatalogue([application("ssh"), application("ssh", container: "x")])
        let id = try #require(catalogue.id(named: "ssh"))
        #expect(catalogue[id].container == nil)
    }

    @Test("a policy's applications keep the base ids and may refine listed entries, never the pseudo ones")
    func adding() throws {
        let base = ApplicationCatalogue([application("ssh"), application("payroll", origin: .list)])
        var custom = application("payroll", origin: .custom)
        custom.risk = 5
        let extended = base.adding([custom, application("new", origin: .custom), application("incomplete", origin: .custom)])
        let id = try #require(base.id(named: "payroll"))
        #expect(extended.id(named: "payroll") == id)
        #expect(extended[id].risk == 5)
        #expect(extended.id(named: "ssh") == base.id(named: "ssh"))
        #expect(extended.id(named: "new") != nil)
        #expect(base.id(named: "new") == nil)
        #expect(extended[.incomplete].origin == .pseudo)
    }

    @Test("a container's functions are the applications that name it")
    func containers() {
        let catalogue = ApplicationCatalogue([
            application("facebook-base", container: "facebook"), application("facebook-chat", container: "facebook"), application("ssh"),
        ])
        #expect(catalogue.functions(ofContainer: "facebook").map(catalogue.name) == ["facebook-base", "facebook-chat"])
    }

    @Test("a full catalogue takes no more and says so")
    func full() {
        let catalogue = ApplicationCatalogue((0..<70_000).lazy.map { Application(name: "a\($0)", origin: .opaque) })
        #expect(catalogue.isFull)
        #expect(catalogue.count == 65_536)
        #expect(catalogue.id(named: "a69999") == nil)
    }
}

@Suite("Diagnostics")
struct DiagnosticTests {
    @Test("a diagnostic prints place, severity, message, code and notes")
    func text() {
        let diagnostic = Diagnostic(
            .error, "NGFW-P012", "unknown tag 'webb'", at: SourceLocation(file: "policy.xml", line: 41, column: 17),
            notes: ["did you mean 'web'?"])
        #expect(diagnostic.description == "policy.xml:41:17: error: unknown tag 'webb' [NGFW-P012]\n  note: did you mean 'web'?")
    }

    @Test("past the limit diagnostics are counted, and an error among them is not forgotten")
    func limit() {
        var diagnostics = Diagnostics(limit: 2)
        for number in 0..<5 { diagnostics.warning("NGFW-P001", "w\(number)") }
        #expect(diagnostics.all.count == 2)
        #expect(diagnostics.suppressedCount == 3)
        #expect(!diagnostics.hasErrors)
        for number in 0..<3 { diagnostics.error("NGFW-P002", "e\(number)") }
        #expect(diagnostics.hasErrors)
        #expect(diagnostics.all.map(\.message) == ["e0", "e1"], "warnings do not crowd out errors")
        #expect(diagnostics.suppressedCount == 6)
    }

    @Test("messages of several inputs together keep what each of them left out")
    func merged() {
        var one = Diagnostics(limit: 1)
        for _ in 0..<2 { one.error("NGFW-P002", "e") }
        var all = Diagnostics(limit: 0)
        all.add(contentsOf: one)
        #expect(all.hasErrors)
        #expect(all.suppressedCount == 2)
    }

    @Test(
        "a misspelt name finds its neighbour",
        arguments: [("web-browsng", "web-browsing"), ("SSH", "ssh"), ("webb", "web"), ("zzzz", nil), ("", nil)] as [(String, String?)])
    func nearest(name: String, expected: String?) {
        #expect(nearestName(to: name, in: ["ssh", "web-browsing", "web", "ping"]) == expected)
    }

    @Test("hostile lengths are not compared")
    func nearestBounds() {
        #expect(nearestName(to: String(repeating: "a", count: 64), in: ["a"]) == nil)
    }
}

@Suite("Saturating time")
struct TimestampArithmeticTests {
    @Test("arithmetic saturates instead of trapping")
    func saturation() {
        #expect(Timestamp(seconds: .max) == Timestamp(nanoseconds: .max))
        #expect(Timestamp(nanoseconds: .max).advanced(bySeconds: .max) == Timestamp(nanoseconds: .max))
        #expect(Timestamp(nanoseconds: .min).advanced(bySeconds: -1) == Timestamp(nanoseconds: .min))
        #expect(Timestamp(nanoseconds: .max).secondsSince(.distantPast) == Int64.max / 1_000_000_000)
        #expect(Timestamp.zero.secondsSince(Timestamp(seconds: 5)) == 0)
        #expect(Timestamp(nanoseconds: .min).seconds < 0)
        #expect(CalendarDate(.distantPast).year == 1677)
    }
}
