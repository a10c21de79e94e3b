import ArgumentParser
import NGFW
import NGFWAppID
import NGFWCore
import Synchronization

/// What `identify` says of a session.
struct IdentifiedSession {
    var capture: String
    var session: SessionSummary
    /// JA4
    var fingerprint: String?
    var hint: ApplicationHints.Hint?
}

protocol IdentifiedSessionWriter {
    mutating func add(_ identified: IdentifiedSession) throws
    mutating func end() throws
}

struct IdentifiedJSONWriter: IdentifiedSessionWriter {
    private var writer: JSONSequenceWriter

    init(_ writer: JSONSequenceWriter) { self.writer = writer }

    mutating func add(_ identified: IdentifiedSession) throws {
        let session = identified.session
        var members: [(String, JSONOutput)] = [
            ("capture", .string(identified.capture)), ("protocol", .string("\(session.tuple.ipProtocol)")),
            ("source", .string("\(session.tuple.source)")), ("sourcePort", .number(Int64(session.tuple.sourcePort))),
            ("destination", .string("\(session.tuple.destination)")),
            ("destinationPort", .number(Int64(session.tuple.destinationPort))), ("application", .string(session.application)),
            ("base", .string(session.base)), ("path", .strings(session.path)), ("evidence", .string(session.evidence)),
            ("packetsToIdentify", session.packetsToIdentify.map { .number(Int64($0)) } ?? .null),
            ("packets", .unsigned(session.packets)), ("bytes", .unsigned(session.bytes)),
            ("midStream", .bool(session.startsMidStream)), ("contradictions", .bool(session.hasContradictions)),
        ]
        if let fingerprint = identified.fingerprint { members.append(("ja4", .string(fingerprint))) }
        if let hint = identified.hint {
            members.append(("hint", .object([("application", .string(hint.application)), ("by", .string("\(hint.source)"))])))
        }
        try writer.add(.object(members))
    }

    mutating func end() throws { try writer.end() }
}

struct IdentifiedTableWriter: IdentifiedSessionWriter {
    private var table: Table

    init(_ output: OutputFile, isColoured: Bool) {
        table = Table(
            [
                .init("CAPTURE"), .init("PROTOCOL"), .init("SOURCE"), .init("DESTINATION"), .init("APPLICATION"), .init("PATH"),
                .init("AFTER", .right), .init("PACKETS", .right), .init("BYTES", .right),
            ], to: output, isColoured: isColoured)
    }

    mutating func add(_ identified: IdentifiedSession) throws {
        let session = identified.session
        let tuple = session.tuple
        try table.add([
            Table.Cell(identified.capture), "\(tuple.ipProtocol)", "\(tuple.source)[\(tuple.sourcePort)]",
            "\(tuple.destination)[\(tuple.destinationPort)]", Table.Cell(session.application, .bold),
            Table.Cell(session.path.joined(separator: " > ")), Table.Cell(session.packetsToIdentify.map { "\($0)" } ?? "-"),
            Table.Cell(grouped(session.packets)), Table.Cell(grouped(session.bytes)),
        ])
    }

    mutating func end() throws { try table.end() }
}

/// A row for each application: what there was of it, and how soon it was known.
struct IdentifiedSummaryWriter: IdentifiedSessionWriter {
    private let output: OutputFile
    private let isColoured: Bool
    private var totals: [String: Total] = [:]
    private var all = Total()

    private struct Total {
        var sessions: UInt64 = 0
        var packets: UInt64 = 0
        var bytes: UInt64 = 0
        /// Sessions by the packets that it took to name them.
        var delays: [Int: Int] = [:]

        mutating func add(_ session: SessionSummary) {
            sessions += 1
            packets &+= session.packets
            bytes &+= session.bytes
            if let delay = session.packetsToIdentify { delays[delay, default: 0] += 1 }
        }

        /// The lower of the two in the middle.
        var median: Int? {
            var left = (delays.values.reduce(0, +) + 1) / 2
            for (delay, count) in delays.sorted(by: { $0.key < $1.key }) {
                left -= count
                if left <= 0 { return delay }
            }
            return nil
        }
    }

    init(_ output: OutputFile, isColoured: Bool) {
        self.output = output
        self.isColoured = isColoured
    }

    mutating func add(_ identified: IdentifiedSession) {
        totals[identified.session.application, default: Total()].add(identified.session)
        all.add(identified.session)
    }

    mutating func end() throws {
        var table = Table(
            [
                .init("APPLICATION"), .init("SESSIONS", .right), .init("PACKETS", .right), .init("BYTES", .right),
                .init("MEDIAN PACKETS TO NAME", .right),
            ], to: output, isColoured: isColoured)
        func add(_ name: Table.Cell, _ total: Total) throws {
            try table.add([
                name, Table.Cell(grouped(total.sessions)), Table.Cell(grouped(total.packets)), Table.Cell(grouped(total.bytes)),
                Table.Cell(total.median.map { "\($0)" } ?? "-"),
            ])
        }
        for (name, total) in totals.sorted(by: { ($1.value.sessions, $0.key) < ($0.value.sessions, $1.key) }) {
            try add(Table.Cell(name, .bold), total)
        }
        try add("all", all)
        try table.end()
    }
}

/// The fingerprints of clients whose sessions have not been written yet.
final class FingerprintBook: Sendable {
    private let reader = Mutex(FingerprintReader())

    init(_ firewalls: FirewallGroup) {
        // The group must not keep the book alive: it may outlive the run.
        firewalls.observePayload { [weak self] payload in self?.reader.withLock { $0.take(payload) } }
    }

    func take(_ session: UInt64) -> String? { reader.withLock { $0.takeFingerprint(ofSession: session) } }
}

/// `names`, `ports` or `names,ports`.
struct HintSources: ExpressibleByArgument {
    var sources: ApplicationHints.Sources = []

    init?(argument: String) {
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            switch word {
            case "names": sources.insert(.names)
            case "ports": sources.insert(.ports)
            default: return nil
            }
        }
    }
}
