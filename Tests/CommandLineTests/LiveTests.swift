import Foundation
import Testing

/// Real packets of real programs, between two network namespaces.
@Suite("Live capture", .enabled(if: NetworkLab.isPossible, "\(NetworkLab.obstacle ?? "")"), .serialized)
struct LiveTests {
    private static let policy = ["--config", "firewall.xml", "--registrations", "register.xml"]

    private func listen(_ lab: NetworkLab, _ command: String, _ arguments: String...) throws -> LiveProcess {
        let process = try lab.start(.client, [Tool.executable.path, command, "--interface", "tap0"] + Self.policy + arguments)
        try process.wait(forError: "listening on tap0; Ctrl-C ends it")
        return process
    }

    private func records(_ text: String) throws -> [[String: Any]] { try Tool.Result(status: 0, output: text, errors: "").objects() }

    @Test("Ctrl-C ends a capture with the summary, the kernel's counters and exit code 0", arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupt(signal: Int32) throws {
        let lab = try NetworkLab()
        let process = try listen(lab, "replay", "--log", "-", "--capture-filter", "icmp")
        try lab.ping(3)
        kill(process.identifier, signal)
        let result = try process.finish()
        #expect(result.status == 0)
        let log = try records(result.output)
        #expect(
            log.map { "\($0["application"] ?? "") \($0["subtype"] ?? "") \($0["rule"] ?? "")" }
                == Array(repeating: "ping deny deny-icmp-web-to-app", count: 3))
        #expect(result.errors.contains("6 packets, 504 bytes; 3 sessions: 0 allowed, 3 blocked\n"))
        #expect(result.errors.contains("tap0: 6 packets came, 0 dropped by the kernel, 0 by the interface\n"))
    }

    @Test(
        "A tap stops nothing: what the policy denies is answered all the same, and logged at once",
        .enabled(if: NetworkLab.has("curl") && NetworkLab.has("python3"), "no curl and python3 here"))
    func tap() throws {
        let lab = try NetworkLab()
        let web = try lab.serveWeb()
        let process = try listen(lab, "replay", "--log", "-")
        #expect(try lab.run(.client, ["curl", "-s", "http://\(NetworkLab.serverAddress):8080/"]).contains("flow"))
        try process.wait(forOutput: "\n")
        let first = try #require(try records(process.text).first)
        #expect(first["destinationPort"] as? Int == 8080)
        #expect(first["subtype"] as? String == "drop" || first["subtype"] as? String == "deny")
        #expect(first["rule"] as? String == "interzone-default")
        process.interrupt()
        #expect(try process.finish().status == 0)
        withExtendedLifetime(web) {}
    }

    @Test("A session of ssh is allowed by its rule", .enabled(if: NetworkLab.has("sshd") && NetworkLab.has("ssh"), "no ssh and sshd here"))
    func secureShell() throws {
        let lab = try NetworkLab()
        let folder = try Folder()
        let key = folder.url.appending(path: "key").path
        try lab.run(.server, ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key])
        // Where the service never ran its directory is missing: it gets one in a /run of its own.
        let command = "mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && exec /usr/sbin/sshd -D -e -f /dev/null -h '\(key)' -p 22"
        let server = try lab.start(.server, ["unshare", "--mount", "sh", "-c", command])
        try server.wait(forError: "Server listening on 0.0.0.0 port 22")
        let process = try listen(lab, "replay", "--log", "-", "--capture-filter", "tcp port 22")
        // Nobody may log in; the handshake says what it is.
        let client = try lab.start(
            .client,
            [
                "ssh", "-F", "/dev/null", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                "nobody@\(NetworkLab.serverAddress)", "true",
            ])
        _ = try client.finish()
        try process.wait(forOutput: "\n")
        process.interrupt()
        let result = try process.finish()
        let record = try #require(try records(result.output).first)
        #expect(record["application"] as? String == "ssh")
        #expect(record["rule"] as? String == "allow-ssh-web-to-app")
        #expect(record["action"] as? String == "allow")
        withExtendedLifetime(server) {}
    }

    @Test("When the wire is silent sessions age, and their end is written before the capture ends")
    func silence() throws {
        let lab = try NetworkLab()
        let folder = try Folder()
        try folder.writeConfiguration(
            rules: Folder.rule("all"), settings: "<session><timeout-icmp>1</timeout-icmp></session>")
        let process = try lab.listen(
            "replay", "--config", "fw.xml", "--interface", "tap0", "--log", "log.jsonl", "--capture-filter", "icmp", in: folder.url)
        try lab.ping(1)
        // Nothing comes any more: time alone ends the session, and the line has to reach the file.
        let end = try lab.start(
            .client, ["sh", "-c", "until grep -q aged-out log.jsonl; do sleep 0.1; done; cat log.jsonl"], in: folder.url)
        try end.wait(forOutput: "\"endReason\":\"aged-out\"")
        process.interrupt()
        let result = try process.finish()
        #expect(result.status == 0)
        #expect(result.output.contains("2 packets, 168 bytes; 1 sessions: 1 allowed, 0 blocked\n"))
    }

    @Test("SIGHUP opens the log's file anew, as those who rename log files want it; nothing is lost between")
    func rotation() throws {
        let lab = try NetworkLab()
        let folder = try Folder()
        try folder.writeConfiguration(rules: Folder.rule("none", action: "deny"))
        let process = try lab.listen(
            "replay", "--config", "fw.xml", "--interface", "tap0", "--log", "log.jsonl", "--capture-filter", "icmp", in: folder.url)
        func wait(for file: String, lines: Int) throws {
            let wait = "until test -f \(file) && test $(wc -l < \(file)) -eq \(lines); do sleep 0.1; done; echo there"
            try lab.start(.client, ["sh", "-c", wait], in: folder.url).wait(forOutput: "there")
        }
        try lab.ping(2)
        try wait(for: "log.jsonl", lines: 2)
        try FileManager.default.moveItem(at: folder.url.appending(path: "log.jsonl"), to: folder.url.appending(path: "log.1"))
        process.hangUp()
        try wait(for: "log.jsonl", lines: 0)
        try lab.ping(3)
        try wait(for: "log.jsonl", lines: 3)
        process.interrupt()
        #expect(try process.finish().status == 0)
        #expect(try records(folder.read("log.1")).count == 2)
    }

    @Test("A number of packets, and a time, end a capture")
    func limits() throws {
        let lab = try NetworkLab()
        let counted = try listen(lab, "replay", "--count", "4", "--capture-filter", "icmp")
        try lab.ping(3)
        let result = try counted.finish()
        #expect(result.status == 0)
        #expect(result.output.contains("4 packets, 336 bytes;"))
        let timed = try listen(lab, "replay", "--duration", "1s", "--capture-filter", "udp port 9").finish()
        #expect(timed.status == 0)
        #expect(timed.output.contains("0 packets, 0 bytes; 0 sessions"))
    }

    @Test("Several workers see the sessions of one")
    func workers() throws {
        let lab = try NetworkLab()
        let one = try listen(lab, "replay", "--sessions", "--format", "jsonl", "--capture-filter", "icmp")
        let many = try listen(lab, "replay", "--sessions", "--format", "jsonl", "--capture-filter", "icmp", "--workers", "3")
        try lab.ping(5)
        let wanted = ["sourcePort", "destinationPort", "application", "action", "rule", "packets", "bytes"]
        let answers = try [one, many].map { process in
            process.interrupt()
            return try process.finish().objects().map { session in wanted.map { "\(session[$0] ?? "-")" } }.sorted { $0[1] < $1[1] }
        }
        #expect(answers[0].count == 5)
        #expect(answers[0] == answers[1])
    }

    @Test("An interface that goes down or away ends the capture with an error, and what came before counts", arguments: ["down", "away"])
    func loss(kind: String) throws {
        let lab = try NetworkLab()
        let process = try listen(lab, "replay", "--capture-filter", "icmp")
        try lab.ping(2)
        try lab.run(.client, kind == "down" ? ["ip", "link", "set", "tap0", "down"] : ["ip", "link", "del", "tap0"])
        let result = try process.finish()
        #expect(result.status == 2)
        #expect(result.errors.contains("tap0: error: the interface is \(kind == "down" ? "down" : "gone") [NGFW-C009]"))
        #expect(result.output.contains("4 packets, 336 bytes; 2 sessions: 0 allowed, 2 blocked\n"))
    }

    @Test(
        "What cannot be listened to is told",
        arguments: [
            (["--interface", "tap7"], "tap7: error: there is no such interface; there are "),
            (["--interface", "nflog"], "nflog: error: there is no such interface; there are "),
            (["--interface", "tap0", "--capture-filter", "tcp prt 22"], "tap0: error: 'tcp prt 22': "),
        ])
    func refusals(arguments: [String], message: String) throws {
        let lab = try NetworkLab()
        let result = try lab.start(.client, [Tool.executable.path, "replay"] + Self.policy + arguments).finish()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(message))
    }

    @Test("Without permission the capability is named", .enabled(if: NetworkLab.has("setpriv") && geteuid() == 0, "wants root and setpriv"))
    func permission() throws {
        let lab = try NetworkLab()
        let folder = try Folder()
        // Where nobody may read the build, a copy is run.
        let copy = folder.url.appending(path: "ngfw-eval")
        try FileManager.default.copyItem(at: Tool.executable, to: copy)
        for name in ["firewall.xml", "register.xml"] {
            try FileManager.default.copyItem(at: Tool.example.appending(path: name), to: folder.url.appending(path: name))
        }
        let result = try lab.start(
            .client, ["setpriv", "--reuid", "65534", "--clear-groups", copy.path, "replay", "--interface", "tap0"] + Self.policy,
            in: folder.url
        ).finish()
        #expect(result.status == 2)
        #expect(result.errors.contains("tap0: error: you may not capture on this interface [NGFW-C008]"))
        #expect(result.errors.contains("cap_net_raw"))
    }

    @Test("Junk on the wire is counted and ends nothing", .enabled(if: NetworkLab.has("python3"), "no python3 here"))
    func junk() throws {
        let lab = try NetworkLab()
        let process = try listen(lab, "replay", "--count", "2000")
        try lab.run(
            .server,
            [
                "python3", "-c",
                """
                import random, socket
                random.seed(4)
                wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
                wire.bind(("peer0", 0))
                kinds = [0x0800, 0x86dd, 0x8100, 0x88a8, 0x8847, 0x8864, 0x0806, 0x9999]
                for number in range(2200):
                    kind = random.choice(kinds).to_bytes(2, "big")
                    head = bytes([random.choice([0x45, 0x46, 0x60, 0x4f])]) if random.random() < 0.8 else b""
                    wire.send(bytes(6) + bytes(5) + b"\\x01" + kind + head + random.randbytes(random.randrange(0, 1400)))
                """,
            ])
        let result = try process.finish()
        #expect(result.status == 0)
        #expect(result.output.contains("2,000 packets, "))
        #expect(result.errors.contains("note: tap0: packets without a session: "))
    }

    @Test("The live table follows sessions, as JSON lines with the time of each look, and by the filter")
    func follow() throws {
        let lab = try NetworkLab()
        let all = try listen(lab, "sessions", "--follow", "--format", "jsonl", "--filter", "app eq ping")
        let none = try listen(lab, "sessions", "--follow", "--format", "jsonl", "--filter", "app eq ssh")
        let table = try listen(lab, "sessions", "--follow", "--filter", "app eq ping")
        try lab.ping(1)
        try all.wait(forOutput: "\n")
        try table.wait(forOutput: "[1]/app  (172.16.20.21[1])")
        for process in [all, none, table] { process.interrupt() }
        let result = try all.finish()
        #expect(result.status == 0)
        let first = try #require(try result.objects().first)
        #expect(first["application"] as? String == "ping")
        #expect((first["time"] as? String)?.hasSuffix("Z") == true)
        let other = try none.finish()
        #expect(other.status == 0)
        #expect(other.output.isEmpty)
        let lines = try table.finish().lines
        #expect(lines.first?.hasSuffix(", 0 sessions") == true || lines.first?.hasSuffix(", 1 session") == true)
        #expect(lines.contains("ID          Application    State   Type Flag  Src[Sport]/Zone/Proto (translated IP[Port])"))
    }

    @Test("One session is followed to its end, and counters have the rates of the last look")
    func followOne() throws {
        let lab = try NetworkLab()
        let folder = try Folder()
        try folder.writeConfiguration(
            rules: Folder.rule("all"), settings: "<session><timeout-icmp>2</timeout-icmp></session>")
        let one = try lab.listen(
            "sessions", "--config", "fw.xml", "--interface", "tap0", "--capture-filter", "icmp", "--follow", "--id", "1", in: folder.url)
        let info = try lab.listen(
            "sessions", "--config", "fw.xml", "--interface", "tap0", "--capture-filter", "icmp", "--follow", "--info", "--format", "csv",
            in: folder.url)
        try lab.ping(1)
        let result = try one.finish()
        #expect(result.status == 0)
        #expect(result.output.contains("state:       ACTIVE "))
        #expect(result.output.hasSuffix("end-reason                           : aged-out\n"))
        try info.wait(for: "a rate") { output, _ in output.contains(",num-active,0\n") && output.contains(",pps,") }
        info.interrupt()
        #expect(try info.finish().status == 0)
    }
}
