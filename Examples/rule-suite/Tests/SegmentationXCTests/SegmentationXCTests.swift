import Foundation
import NGFW
import NGFWTesting
import XCTest

/// The same promises on real packets, with XCTest.
final class SegmentationXCTests: XCTestCase {
    private let example = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../web-app-segmentation").path

    private func replay() throws -> CaptureReplay {
        let suite = try RuleSuite(config: "\(example)/firewall.xml", registrations: ["\(example)/register.xml"])
        return try suite.replay("\(example)/web-app.pcap")
    }

    func testTheSuiteFileHolds() throws {
        try RuleSuite.run(yaml: "\(example)/suite.yaml")
    }

    func testPingIsBlockedAndLogged() throws {
        let replay = try replay()
        try replay.denies { $0.application == "ping" }
        try replay.usesRule("deny-icmp-web-to-app") { $0.application == "ping" }
        try replay.logs(.deny) { $0.application == "ping" }
    }

    func testSSHOfGroupMembersIsAllowedAndLogged() throws {
        let replay = try replay()
        try replay.usesRule("allow-ssh-web-to-app") { $0.application == "ssh" }
        try replay.logs(.start) { $0.application == "ssh" }
        try replay.logs(.end) { $0.application == "ssh" }
    }

    func testEverythingElseIsBlocked() throws {
        try replay().denies { $0.application != "ssh" }
    }

    func testHTTPOnPort22IsFoundOut() throws {
        try replay().denies { $0.tuple.destinationPort == 22 && $0.application == "web-browsing" }
    }
}
