import Foundation
import NGFW
import NGFWCore
import Testing

@testable import ngfw_eval

@Suite("Files that are written")
struct LogFileTests {
    private static let replay =
        "ngfw-eval replay --config $E/firewall.xml --registrations $E/register.xml"

    /// Runs lines of bash in a folder; `$E` is the example's, and 4 a pipe that nobody reads.
    private static func shell(_ lines: String, in folder: Folder) throws -> Tool.Result {
        let pipe = "mkfifo unread; exec 3<>unread 4>unread 3<&-; rm unread"
        return try Tool.shell("E='\(Tool.example.path)'; \(pipe); \(lines)", in: folder.url)
    }

    @Test("What stands at the path of a log stays what it is")
    func samePlace() throws {
        let folder = try Folder()
        let result = try Self.shell(
            """
            mkfifo pipe; cat pipe > piped & \(Self.replay) --log pipe $E/web-app.pcap >/dev/null; wait
            test -p pipe && wc -l < piped
            echo old > real; chmod 600 real; ln -s real link; ln real hard
            \(Self.replay) --log link $E/web-app.pcap >/dev/null
            test -L link && stat -c %a real && wc -l < hard
            """, in: folder)
        #expect(result.errors.isEmpty)
        #expect(result.lines == ["11", "600", "11"])
    }

    @Test(
        "A run never writes over what it reads or writes",
        arguments: [
            ("replay --config fw.xml --log cap.pcap", "cap.pcap"), ("replay --config fw.xml --log ./fw.xml", "cap.pcap"),
            ("replay --config fw.xml --registrations register.xml --log link", "cap.pcap"),
            ("replay --config fw.xml --log new --hit-counts new", "cap.pcap"),
            ("replay --config fw.xml --hit-counts cap.pcap", "cap.pcap"),
            ("replay --config fw.xml --log out", "cap.pcap > out"),
            ("flows --config fw.xml --hit-counts flows.jsonl", "flows.jsonl"),
            ("flows --config fw.xml --hit-counts flows.jsonl", "- < flows.jsonl"),
            ("config export --config fw.xml --output fw.xml", ""),
            ("test --junit suite.yaml", "suite.yaml"), ("test --junit new --sarif new", "suite.yaml"),
            ("test --coverage new --sarif new", "suite.yaml"),
        ])
    func otherFiles(arguments: (options: String, rest: String)) throws {
        let folder = try Folder()
        let prepared = try Self.shell(
            """
            cp $E/firewall.xml fw.xml; cp $E/register.xml $E/flows.jsonl .; cp $E/web-app.pcap cap.pcap; ln -s register.xml link
            echo 'suite: none' > suite.yaml; md5sum *.* > sums
            """, in: folder)
        #expect(prepared.errors.isEmpty)
        let result = try Self.shell("ngfw-eval \(arguments.options) \(arguments.rest)", in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("error: cannot write '"))
        #expect(result.errors.contains("it is the"))
        #expect(try Self.shell("md5sum --quiet -c sums", in: folder).status == 0)
    }

    @Test("Whoever does not read the list of sessions does no harm to the log and the hit counts")
    func unreadList() throws {
        let folder = try Folder()
        let result = try Self.shell(
            "\(Self.replay) --log log.jsonl --hit-counts hits.json --sessions $E/web-app.pcap >&4; echo $?; wc -l < log.jsonl; wc -c < hits.json",
            in: folder)
        #expect(result.errors.isEmpty)
        #expect(result.lines.prefix(2) == ["141", "11"])
        #expect(Int(result.lines.last ?? "") ?? 0 > 100)
    }

    @Test("Whoever does not read the log does no harm to the hit counts")
    func unreadLog() throws {
        let folder = try Folder()
        let result = try Self.shell(
            "\(Self.replay) --log - --hit-counts hits.json $E/web-app.pcap >&4; echo $?; wc -c < hits.json", in: folder)
        #expect(result.lines.first == "141")
        #expect(Int(result.lines.last ?? "") ?? 0 > 100)
    }

    @Test("Standard streams that are closed or broken are errors at most", arguments: ["2>&-", "2>&4", ">&- 2>&-", "<&- >&- 2>&-"])
    func closedStreams(redirection: String) throws {
        let folder = try Folder()
        let result = try Self.shell(
            """
            \(Self.replay) --log log.jsonl $E/web-app.pcap missing.pcap \(redirection) > out; echo $?; wc -l < log.jsonl
            ngfw-eval flows --config missing.xml - \(redirection); echo $?
            """.replacing("> out", with: redirection.contains(">&- ") ? "" : "> out"), in: folder)
        #expect(result.lines == ["2", "11", "2"])
    }

    @Test("A log that appends keeps what is there, and half a line of a run that was killed stays alone")
    func appends() throws {
        let folder = try Folder()
        let append = "\(Self.replay) --log log.jsonl --log-append $E/web-app.pcap >/dev/null"
        let result = try Self.shell(
            "\(append); printf half >> log.jsonl; \(append); wc -l < log.jsonl; grep -c '^half$' log.jsonl", in: folder)
        #expect(result.errors.isEmpty)
        #expect(result.lines == ["23", "1"])
    }

    @Test("A disk that is full costs records, which are counted, and not the summary")
    func fullDisk() throws {
        let folder = try Folder()
        // A file may have four blocks of 1,024 bytes.
        let result = try Self.shell("ulimit -f 4; \(Self.replay) --log log.jsonl $E/web-app.pcap; echo $?; wc -l < log.jsonl", in: folder)
        #expect(result.lines.count == 3)
        #expect(result.lines.first?.hasPrefix("221 packets, ") == true)
        #expect(result.lines.dropFirst().first == "2")
        let written = try #require(Int(result.lines.last ?? ""))
        #expect((1..<11).contains(written))
        #expect(result.errors.contains("warning: --log: cannot write 'log.jsonl': file too large; it is tried again"))
        #expect(
            result.errors.contains("error: --log: \(11 - written) records were not written: cannot write 'log.jsonl': file too large\n"))
    }

    private static let record = TrafficLogRecord(
        .end, at: Timestamp(seconds: 1_763_800_000), sequenceNumber: 1, device: DeviceIdentity(),
        session: SessionSummary(
            id: 1,
            tuple: FiveTuple(
                source: IPAddress(v4: 1), sourcePort: 1, destination: IPAddress(v4: 2), destinationPort: 2, ipProtocol: .tcp),
            start: Timestamp(seconds: 1_763_800_000)))

    @Test("A log that could not be written for a while goes on where it was, and what waited is not lost")
    func goesOn() throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try Folder()
        let path = folder.url.appending(path: "pipe").path
        try #require(unsafe mkfifo(path, 0o600) == 0)
        var reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let target = try LogFileTarget(path: path, besides: [], appends: false, .panosCSV(.v8_0), clock: .utc, Console())
        // Nobody reads the pipe: the records wait.
        close(reader)
        for _ in 0..<3 { target.add(Self.record) }
        target.flush()
        reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
        target.flush()
        target.add(Self.record)
        #expect(target.finish().isEmpty)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        // At most the buffer's own count is written into it.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(reader, $0.baseAddress, $0.count) }
        #expect(bytes.prefix(max(0, count)).count { $0 == UInt8(ascii: "\n") } == 4)
    }

    @Test("What does not fit while nothing can be written is lost, counted and told at the end")
    func countsLost() throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try Folder()
        let path = folder.url.appending(path: "pipe").path
        try #require(unsafe mkfifo(path, 0o600) == 0)
        let reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
        let target = try LogFileTarget(path: path, besides: [], appends: false, .jsonLines, clock: .utc, Console())
        close(reader)
        for _ in 0..<5_000 { target.add(Self.record) }
        #expect(target.finish() == ["--log: 5,000 records were not written: cannot write '\(path)': broken pipe"])
    }
}
