import Foundation
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTesting
import Testing

@Suite("Rule suites")
struct RuleSuiteTests {
    private static let folder = Tool.example.path
    let suite: RuleSuite

    init() throws {
        suite = try RuleSuite(config: "\(Self.folder)/firewall.xml", registrations: ["\(Self.folder)/register.xml"])
    }

    @Test("an expectation that holds records nothing and answers true")
    func holds() throws {
        #expect(try suite.allows(.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh")))
        #expect(try suite.denies(.ping("172.16.10.11", "172.16.20.21"), rule: "deny-icmp-web-to-app"))
        #expect(try suite.usesRule("interzone-default", for: .tcp("172.16.10.11", "172.16.20.21", port: 80)))
        #expect(try suite.logs(.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh"), at: .start))
    }

    @Test("an expectation that does not hold fails at its line with the explanation")
    func fails() throws {
        let line = #line + 2
        try withKnownIssue {
            try suite.allows(.tcp("172.16.10.11", "172.16.20.21", port: 2222, application: "ssh"))
        } matching: { issue in
            issue.sourceLocation?.line == line
                && issue.comments.map(\.rawValue).joined().contains("service: tcp/2222 is not a default port of ssh (tcp/22)")
        }
    }

    @Test("every other kind of expectation can fail too")
    func failures() throws {
        let flow = try FlowDescription.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh")
        withKnownIssue { try suite.denies(flow) }
        withKnownIssue { try suite.allows(flow, rule: "another") }
        withKnownIssue { try suite.usesRule("interzone-default", for: flow) }
        withKnownIssue { try suite.logs(.tcp("172.16.10.11", "172.16.20.21", port: 80), at: .start) }
    }

    @Test("sessions of a capture are picked; none at all is a failure")
    func capture() throws {
        let replay = try suite.replay("\(Self.folder)/web-app.pcap")
        #expect(replay.sessions.count == 9)
        #expect(try replay.allows { $0.application == "ssh" })
        #expect(try replay.logs(.deny) { $0.application == "ping" })
        try withKnownIssue {
            try replay.allows { $0.application == "ping" }
        } matching: { issue in
            issue.comments.map(\.rawValue).joined().contains("rule 1 'deny-icmp-web-to-app' (deny): matches")
        }
        withKnownIssue { try replay.denies { $0.application == "telnet" } }
        withKnownIssue { try replay.usesRule("interzone-default") { $0.application == "ssh" } }
        withKnownIssue { try replay.logs(.start) { $0.application == "ping" } }
    }

    @Test("further registrations make another suite and leave this one alone")
    func after() throws {
        let flow = try FlowDescription.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh")
        let later = try suite.after(registrations: ["\(Self.folder)/unregister-web-11.xml"])
        #expect(try later.denies(flow))
        #expect(try suite.allows(flow))
    }

    @Test("registrations with a timeout are just sent, unless the suite says when")
    func timeouts() throws {
        let folder = try Folder()
        let text = try String(contentsOf: Tool.example.appending(path: "register.xml"), encoding: .utf8)
        try folder.write("register.xml", text.replacing("<member>", with: "<member timeout=\"3600\">"))
        let paths = (config: "\(Self.folder)/firewall.xml", registrations: [folder.url.appending(path: "register.xml").path])
        var flow = try FlowDescription.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh")
        let fresh = try RuleSuite(config: paths.config, registrations: paths.registrations)
        #expect(try fresh.allows(flow))
        #expect(try fresh.replay("\(Self.folder)/web-app.pcap").allows { $0.application == "ssh" })
        let sent = try #require(Timestamp("2026-11-22T10:00:00Z"))
        let timed = try RuleSuite(config: paths.config, registrations: paths.registrations, time: sent)
        flow.time = sent.advanced(bySeconds: 3_599)
        #expect(try fresh.allows(flow))
        #expect(try timed.allows(flow))
        flow.time = sent.advanced(bySeconds: 3_600)
        #expect(try fresh.allows(flow))
        #expect(try timed.denies(flow))
    }

    @Test("a suite reads what the documents leave open as its options say")
    func options() throws {
        let folder = try Folder()
        let text = try String(contentsOf: Tool.example.appending(path: "register.xml"), encoding: .utf8)
        try folder.write("register.xml", text.replacing("<member>web</member>", with: "<member>WEB</member>"))
        let paths = (config: "\(Self.folder)/firewall.xml", registrations: [folder.url.appending(path: "register.xml").path])
        let flow = try FlowDescription.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh")
        #expect(try RuleSuite(config: paths.config, registrations: paths.registrations).denies(flow))
        var options = PolicyOptions()
        options.tagCase = .insensitive
        #expect(try RuleSuite(config: paths.config, registrations: paths.registrations, policyOptions: options).allows(flow))
    }

    @Test("a configuration with errors makes no suite")
    func errors() throws {
        let folder = try Folder()
        try folder.writeConfiguration(rules: Folder.rule("r", source: "webb"))
        let path = folder.url.appending(path: "fw.xml").path
        #expect {
            try RuleSuite(config: path)
        } throws: { error in
            "\(error)".contains("webb") && "\(error)".contains("fw.xml:")
        }
        #expect(throws: RuleSuiteError.self) { try RuleSuite(config: "/nowhere.xml") }
        #expect(throws: FlowTextError.self) { try FlowDescription.ping("10.0.0.1", "nowhere") }
        #expect(throws: FlowError.self) { try suite.decide(.tcp("10.0.0.1", "10.0.0.2", port: 1, application: "shh")) }
    }
}
