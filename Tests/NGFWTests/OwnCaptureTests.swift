import Foundation
import NGFW
import NGFWAppID
import NGFWCapture
import NGFWCore
import NGFWPacket
import Testing

/// Tests/Captures: dialogues of real programs, labelled by which programs they were (README.md there).
@Suite("Captures of our own")
struct OwnCaptureTests {
    @Test("every labelled session has the application and base of its label", arguments: CaptureLabels.all.captures)
    func labels(capture: String) throws {
        try check(capture) { _ in }
    }

    @Test("and the same when the server listens at another port: no port matters", arguments: CaptureLabels.all.captures)
    func movedPorts(capture: String) throws {
        let moves = PortMoves(CaptureLabels.all.rows(of: capture))
        try check(capture, moves: moves) { moves.apply(to: &$0) }
    }

    @Test("labels and files belong together")
    func files() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: CaptureLabels.folder.path)
        let files = names.filter { $0.hasSuffix(".pcap") }.map { String($0.dropLast(5)) }
        #expect(Set(files) == Set(CaptureLabels.all.captures))
        let recipes = try FileManager.default.contentsOfDirectory(atPath: CaptureLabels.folder.appending(path: "recipes").path)
        for file in files {
            #expect(recipes.contains("\(file).sh"))
            let path = CaptureLabels.folder.appending(path: "\(file).pcap").path
            let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
            #expect(size <= 150_000, "\(file)")
        }
    }

    private func check(_ capture: String, moves: PortMoves = PortMoves([]), change: (inout [UInt8]) -> Void) throws {
        var told: Set<CaptureLabel> = []
        for session in try Self.identify(capture, change: change) {
            let end = "\(session.tuple)"
            guard let row = CaptureLabels.all.row(of: capture, session.tuple, moves) else {
                Issue.record("\(capture): no label for \(end)")
                continue
            }
            if row.takes(session) { continue }
            let answer = "\(session.application)/\(session.base)"
            #expect(answer == row.known, "\(capture): \(end) should be \(row.application)/\(row.base)")
            if answer == row.known { told.insert(row) }
        }
        for row in CaptureLabels.all.rows(of: capture) where !row.known.isEmpty && !told.contains(row) {
            Issue.record("\(capture): \(row.application) is told now: take '\(row.known)' out of the column 'known'")
        }
    }

    private static func identify(_ capture: String, change: (inout [UInt8]) -> Void) throws -> [SessionSummary] {
        var configuration = FirewallConfiguration(hashSeed: 1)
        configuration.settings.tcp.rejectsNonSYN = false
        var firewall = Firewall(configuration: configuration, library: try SignatureLibrary.builtIn(), policy: nil)
        var reader = try CaptureReader(path: CaptureLabels.folder.appending(path: "\(capture).pcap").path)
        while try reader.next({ packet, span in
            var bytes: [UInt8] = []
            for index in span.indices { bytes.append(span[index]) }
            change(&bytes)
            _ = firewall.process(bytes.span, wireLength: packet.wireLength, linkType: packet.linkType, at: packet.time)
        }) {}
        firewall.finish()
        return firewall.takeEndedSessions()
    }
}

/// A row of labels.csv.
struct CaptureLabel: Hashable {
    var capture: String
    var proto: String
    /// `nil` for any port that has no row.
    var port: UInt16?
    /// `-` for what is not graded, `unknown` for what the catalogue has no application for.
    var application: String
    var base: String
    /// The wrong answer of today, as application/base.
    var known: String

    func takes(_ session: SessionSummary) -> Bool {
        switch application {
        case "-": true
        case "unknown": ["unknown-tcp", "unknown-udp", "insufficient-data"].contains(session.application)
        default: session.application == application && session.base == base
        }
    }
}

struct CaptureLabels {
    static let folder = URL(filePath: #filePath).appending(path: "../../Captures").standardized
    static let all = CaptureLabels()

    private let rows: [String: [CaptureLabel]]
    var captures: [String] { rows.keys.sorted() }

    private init() {
        let text = (try? String(contentsOf: Self.folder.appending(path: "labels.csv"), encoding: .utf8)) ?? ""
        let labels = text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            precondition(cells.count == 6, "labels.csv: \(line)")
            return CaptureLabel(
                capture: cells[0], proto: cells[1], port: UInt16(cells[2]), application: cells[3], base: cells[4], known: cells[5])
        }
        rows = Dictionary(grouping: labels, by: \.capture)
    }

    func rows(of capture: String) -> [CaptureLabel] { rows[capture] ?? [] }

    /// The row of the server's port; a server that begins by itself has it as its source.
    func row(of capture: String, _ tuple: FiveTuple, _ moves: PortMoves) -> CaptureLabel? {
        let same = rows(of: capture).filter { $0.proto == "\(tuple.ipProtocol)" }
        func row(_ port: UInt16) -> CaptureLabel? {
            same.first { label in label.port.map { moves.ports[$0] ?? $0 } == port }
        }
        return row(tuple.destinationPort) ?? row(tuple.sourcePort) ?? same.first { $0.port == nil }
    }
}

/// Moves servers to ports that nobody has, where addresses are not spoken of inside.
struct PortMoves {
    let ports: [UInt16: UInt16]

    init(_ rows: [CaptureLabel]) {
        var ports: [UInt16: UInt16] = [:]
        for port in rows.compactMap(\.port) { ports[port] = 61_000 + UInt16((Int(port) * 7919) % 4_500) }
        self.ports = ports
    }

    /// Changes an Ethernet frame with TCP or UDP behind an IP header without options; sums stay right.
    func apply(to frame: inout [UInt8]) {
        guard frame.count >= 42 else { return }
        let isIPv6 = frame[12] == 0x86 && frame[13] == 0xdd
        guard isIPv6 || (frame[12] == 8 && frame[13] == 0 && frame[14] == 0x45 && frame[20] & 0x1f == 0 && frame[21] == 0) else { return }
        let proto = frame[isIPv6 ? 20 : 23]
        let start = isIPv6 ? 54 : 34
        let sum = start + (proto == 6 ? 16 : 6)
        guard proto == 6 || proto == 17, frame.count >= sum + 2 else { return }
        for place in [start, start + 2] {
            let old = UInt16(frame[place]) << 8 | UInt16(frame[place + 1])
            guard let new = ports[old] else { continue }
            put(new, at: place, in: &frame)
            // RFC 1624 section 3.
            let before = UInt16(frame[sum]) << 8 | UInt16(frame[sum + 1])
            var total = UInt32(~before) + UInt32(~old) + UInt32(new)
            while total > 0xffff { total = total & 0xffff + total >> 16 }
            put(~UInt16(total), at: sum, in: &frame)
        }
    }

    private func put(_ value: UInt16, at place: Int, in frame: inout [UInt8]) {
        frame[place] = UInt8(value >> 8)
        frame[place + 1] = UInt8(value & 0xff)
    }
}
