import NGFWCore
import Testing

@testable import NGFWPolicy

@Suite struct ExplanationTests {
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
