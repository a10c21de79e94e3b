import Foundation
import Testing

@Suite("The command identify")
struct IdentifyTests {
    private static func capture(_ name: String) -> String {
        URL(filePath: #filePath).appending(path: "../../Captures/\(name).pcap").standardized.path
    }

    @Test func fingerprintsAreThoseOfClientsAlone() throws {
        let folder = try Folder()
        let names = ["tls-openssl", "quic-v1", "ssh"].map(Self.capture)
        let sessions = try Tool.run(["identify", "--fingerprints"] + names, in: folder.url).objects()
        for session in sessions {
            let fingerprint = session["ja4"] as? String
            let isAlertAlone = session["evidence"] as? String == "signature 'records' of ssl"
            switch session["base"] as? String {
            case "ssl" where !isAlertAlone:
                #expect(fingerprint?.wholeMatch(of: /t1[23]d[0-9]{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}/) != nil)
            case "quic": #expect(fingerprint?.hasPrefix("q13d") == true)
            default: #expect(fingerprint == nil)
            }
        }
        #expect(Set(sessions.map { $0["base"] as? String ?? "" }).isSuperset(of: ["ssl", "quic", "ssh"]))
        let without = try Tool.run(["identify"] + names, in: folder.url).objects()
        #expect(without.count == sessions.count && without.allSatisfy { $0["ja4"] == nil && $0["hint"] == nil })
        let workers = try Tool.run(["identify", "--fingerprints", "--workers", "2"] + names, in: folder.url).objects()
        #expect(workers.map { $0["ja4"] as? String } == sessions.map { $0["ja4"] as? String })
    }

    /// A capture's beginning (pcap, this machine's byte order or the other).
    private static func beginning(_ name: String, packets: Int) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: capture(name))))
        var end = 24
        for _ in 0..<packets {
            let length = bytes[end + 8..<end + 12]
            end += 16 + (bytes[0] == 0xA1 ? Array(length) : length.reversed()).reduce(0) { $0 << 8 | Int($1) }
        }
        return Array(bytes[..<end])
    }

    @Test func hintsStandBesideTheAnswer() throws {
        let folder = try Folder()
        try folder.write("handshake.pcap", Self.beginning("ssh", packets: 3))
        let session = try #require(try folder.run("identify", "--hints", "names,ports", "handshake.pcap").objects().first)
        #expect(session["application"] as? String == "incomplete")
        #expect(session["hint"] as? [String: String] == ["application": "ssh", "by": "port tcp/22"])
        let named = try folder.run("identify", "--hints", "names,ports", Self.capture("ssh"))
        #expect(try named.objects().allSatisfy { $0["application"] as? String == "ssh" && $0["hint"] == nil })
        let wrong = try folder.run("identify", "--hints", "names,guess", "handshake.pcap")
        #expect(wrong.status == 2 && wrong.errors.contains("--hints"))
    }

    @Test func aSummaryHasTheMedianOfPacketsToTheName() throws {
        let folder = try Folder()
        let result = try Tool.run(["identify", "--format", "summary", Self.capture("ssh"), Self.capture("dns")], in: folder.url)
        let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.first?.first == "APPLICATION" && lines.last?.first == "all")
        let ssh = try #require(lines.first { $0.first == "ssh" })
        let sessions = try Tool.run(["identify", Self.capture("ssh")], in: folder.url).objects()
        let delays = sessions.compactMap { $0["packetsToIdentify"] as? Int }.sorted()
        #expect(ssh[1] == "\(sessions.count)" && ssh.last == "\(delays[(delays.count - 1) / 2])")
    }
}
