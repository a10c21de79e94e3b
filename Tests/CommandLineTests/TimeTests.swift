import Foundation
import Testing

/// Flows at their own times: schedules, and registrations that run out.
@Suite("Time")
struct TimeTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.writeConfiguration(
            objects: "<address-group><entry name=\"hour\"><dynamic><filter>'hour'</filter></dynamic></entry></address-group>",
            rules: Folder.rule("tagged", source: "hour"))
        try folder.write(
            "register.xml",
            """
            <uid-message><payload><register><entry ip="10.0.5.0/24"><tag><member timeout="3600">hour</member></tag></entry>
            </register></payload></uid-message>
            """)
    }

    /// The actions of flows at the given times (`nil` for none), with the groups of the source in brackets.
    private func answers(_ times: [String?], _ more: String...) throws -> [String] {
        let lines = times.map { time in
            let end = time.map { ", \"time\": \"\($0)\"}" } ?? "}"
            return "{\"source\": \"10.0.5.9\", \"destination\": \"10.0.6.6\", \"protocol\": \"icmp\", \"from\": \"in\", \"to\": \"out\""
                + end
        }
        let result = try Tool.run(
            ["flows", "--config", "fw.xml", "--registrations", "register.xml", "--format", "jsonl", "-"] + more, in: folder.url,
            input: Array(lines.joined(separator: "\n").utf8))
        #expect(result.status == 0, "\(result.errors)")
        return try result.objects().map { "\($0["action"] ?? "-") \(($0["sourceGroups"] as? [String] ?? []).joined(separator: ","))" }
    }

    @Test("a flow after the timeout of a registration finds it gone, whatever the other flows' times are")
    func timeouts() throws {
        let answers = try answers(
            [
                "2026-11-22T10:59:59Z", "2026-11-22T11:00:00Z", "2026-11-22T10:30:00Z", "2027-01-01T00:00:00Z", nil,
                "2026-11-22T09:00:00Z",
            ], "--time", "2026-11-22T10:00:00Z")
        #expect(answers == ["allow hour", "deny ", "allow hour", "deny ", "allow hour", "allow hour"])
    }

    @Test("registrations are sent now, unless the first flow is of the past")
    func start() throws {
        #expect(try answers([nil, "2200-01-01T00:00:00Z"]) == ["allow hour", "deny "])
        #expect(try answers(["2200-01-01T00:00:00Z", nil]) == ["deny ", "allow hour"])
        #expect(try answers(["2020-01-01T00:00:00Z", "2020-01-01T01:00:00Z", nil]) == ["allow hour", "deny ", "allow hour"])
    }

    @Test("explain and flows agree on what has expired", arguments: [("2200-01-01T00:00:00Z", "deny"), ("2020-01-01T00:00:00Z", "allow")])
    func explain(time: String, action: String) throws {
        let result = try folder.run(
            "explain", "--config", "fw.xml", "--registrations", "register.xml", "--source", "10.0.5.9", "--destination", "10.0.6.6",
            "--protocol", "icmp", "--from", "in", "--to", "out", "--time", time, "--format", "json")
        #expect(try result.objects().first?["action"] as? String == action)
    }

    @Test("a time in milliseconds is not taken for one in seconds")
    func milliseconds() throws {
        let flow = #"{"source": "10.0.5.9", "destination": "10.0.6.6", "protocol": "icmp", "time": 1700000000000}"#
        let result = try folder.run("flows", "--config", "fw.xml", "-", input: flow)
        #expect(result.status == 2)
        #expect(result.errors.contains("'time' must be a time such as"))
    }
}
