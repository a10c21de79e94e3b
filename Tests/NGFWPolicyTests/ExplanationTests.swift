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

    @Test func `every criterion that fails is named with the objects' names`() {
        let explanation = explain(
            Flow(from: "A", to: "A", source: "10.0.1.9", destination: "10.0.0.5", port: 2222, application: "web-browsing", category: "x"))
        #expect(
            explanation.lines == [
                "rule 1 'web-deny' (deny): no match",
                "  source: 10.0.1.9 is not in DAG-WEB (filter 'web'; tags of 10.0.1.9: 'db')",
                "  destination: 10.0.0.5 is in web-1 (10.0.0.5), which the rule negates",
                "rule 2 'ssh-in' (allow): no match",
                "  zones: to 'A' is not 'B'",
                "  application: web-browsing is not ssh",
                "  service: tcp/2222 is not a default port of web-browsing (tcp/80)",
                "rule 3 'off' (allow): no match",
                "  disabled: the rule is disabled",
                "rule 4 'office' (allow): no match",
                "  schedule: schedule 'night' is not active at 2027-01-15T08:00:00.000Z",
                "rule 5 'named' (allow): no match",
                "  zones: an interzone rule, but the session stays inside 'A'",
                "  user: the source has no user, the rule asks for corp\\eve",
                "  category: the category is not news",
                "  service: tcp/2222 is not in tcp-22 (tcp/22)",
                "intrazone-default: allow, decided: no rule matches and 'A' is 'A'",
            ])
    }

    @Test func `a tentative winner says what is missing`() {
        let explanation = explain(Flow(port: 22))
        #expect(explanation.winner == "ssh-in")
        #expect(explanation.lines.last == "ssh-in: allow, tentative: application not known yet")
        #expect(explanation.steps.map(\.rule) == ["web-deny", "ssh-in"])
    }

    @Test func `an undecided session off the default ports is told which ports there are`() {
        let steps = explain(Flow(port: 23)).steps
        #expect(steps[1].failures == [Explanation.Failure(field: "service", reason: "tcp/23 is not a default port of ssh (tcp/22)")])
    }

    @Test func `an implicit winner names the application that may come`() {
        let resolved = ResolvedPolicy(makePolicy([rule("yt") { $0.applications = ["youtube-base"] }]))
        let lines = PolicyEngine(resolved).explain(Flow(application: "ssl", mayShift: true).input(resolved)).lines
        #expect(lines.last == "yt: allow, implicit: ssl may still become youtube-base, which the rule allows")
    }
}
