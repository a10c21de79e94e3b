import Foundation
import NGFW
import NGFWTesting
import Testing

/// What the segmentation of the web and application servers promises, with Swift Testing.
@Suite("Web and application segmentation")
struct SegmentationTests {
    static let example = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../web-app-segmentation").path
    let suite: RuleSuite

    init() throws {
        suite = try RuleSuite(config: "\(Self.example)/firewall.xml", registrations: ["\(Self.example)/register.xml"])
    }

    @Test("the suite file holds")
    func file() throws {
        try RuleSuite.run(yaml: "\(Self.example)/suite.yaml")
    }

    @Test("web servers may not ping application servers")
    func ping() throws {
        try suite.denies(.ping("172.16.10.11", "172.16.20.21"), rule: "deny-icmp-web-to-app")
        try suite.logs(.ping("172.16.10.11", "172.16.20.21"), at: .end)
    }

    @Test("ssh is allowed on its default port alone", arguments: [(22 as UInt16, true), (2222, false), (443, false)])
    func ssh(port: UInt16, isAllowed: Bool) throws {
        let flow = try FlowDescription.tcp("172.16.10.11", "172.16.20.21", port: port, application: "ssh")
        if isAllowed {
            try suite.allows(flow, rule: "allow-ssh-web-to-app")
            try suite.logs(flow, at: .start)
        } else {
            try suite.denies(flow, rule: "interzone-default")
        }
    }

    @Test("http on port 22 is not ssh")
    func disguise() throws {
        // At the first packet nobody knows, afterwards everybody does.
        try suite.allows(.tcp("172.16.10.11", "172.16.20.22", port: 22))
        try suite.denies(.tcp("172.16.10.11", "172.16.20.22", port: 22, application: "web-browsing"))
    }

    @Test("an address that loses its tag loses its access")
    func unregistered() throws {
        let flow = try FlowDescription.tcp("172.16.10.11", "172.16.20.21", port: 22, application: "ssh")
        try suite.allows(flow)
        let later = try suite.after(registrations: ["\(Self.example)/unregister-web-11.xml"])
        try later.denies(flow, rule: "interzone-default")
        try later.allows(.tcp("172.16.10.12", "172.16.20.21", port: 22, application: "ssh"))
    }
}
