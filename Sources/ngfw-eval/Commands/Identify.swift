import ArgumentParser
import NGFW
import NGFWAppID
import NGFWCore
import NGFWPANOS
import Synchronization

struct Identify: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, json, table
    }

    static let configuration = CommandConfiguration(
        abstract: "Names the application of every session of a capture, without any policy.",
        discussion: """
            Sessions that begin in mid-stream are picked up. Every capture is read with a
            session table of its own. In the answers a capture is called by its path below
            --capture-root, else below the last folder called 'captures' in its path, else
            as it was given.

            EXAMPLES:
              ngfw-eval identify office.pcapng
              ngfw-eval identify --format table day1.pcap day2.pcap
              ngfw-eval identify --config firewall.xml office.pcapng
            """)

    @Option(help: "Form of the answers.")
    var format = Format.jsonl

    @Option(help: ArgumentHelp("Configuration export whose custom applications are recognised too.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Folder that captures are named relative to.", valueName: "folder"))
    var captureRoot: String?

    @Flag(help: "Adds the JA4 fingerprint of every client of TLS and QUIC to JSON answers.")
    var fingerprints = false

    @OptionGroup var workerOptions: WorkerOptions

    @Argument(help: ArgumentHelp("Captures (pcap, pcapng).", valueName: "capture"))
    var captures: [String]

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let library = try library(&status, console)
        let output = OutputFile.standardOutput()
        var writer = newWriter(output, console)
        var progress = Progress(console, unit: "packets", every: 100_000)
        for path in captures {
            let name = CaptureName.name(of: path, root: captureRoot)
            var configuration = FirewallConfiguration(hashSeed: .random(in: .min ... .max))
            configuration.settings.tcp.rejectsNonSYN = false
            let firewalls = FirewallGroup(
                workers: workerOptions.workers, configuration: configuration, library: library, policy: nil)
            let book = fingerprints ? FingerprintBook(firewalls) : nil
            var order = SessionOrder()
            var source = FilePackets(path: path)
            func write(_ session: SessionSummary) throws {
                try writer.add(session, capture: name, fingerprint: book?.take(session.id))
            }
            let isWhole = try PacketRun(console: console).run(&source, firewalls, progress: &progress) { _ in
            } drain: {
                for session in order.add(firewalls.takeEndedSessions()) { try write(session) }
            }
            for session in order.end() { try write(session) }
            if !isWhole { status.hasBadInput = true }
        }
        progress.end()
        try writer.end()
        try output.flush()
        try status.finish()
    }

    private func library(_ status: inout RunStatus, _ console: Console) throws -> SignatureLibrary {
        let builtIn = try SignatureLibrary.builtIn()
        guard let config else { return builtIn }
        _ = try ByteSource(path: config)
        let imported = ConfigurationImporter(catalogue: builtIn.catalogue).read(path: config)
        DiagnosticPrinter(console: console).write(imported.diagnostics)
        if imported.diagnostics.hasErrors { status.hasBadInput = true }
        return imported.library(extending: builtIn)
    }

    private func newWriter(_ output: OutputFile, _ console: Console) -> any IdentifiedSessionWriter {
        switch format {
        case .jsonl: IdentifiedJSONWriter(JSONSequenceWriter(.lines, to: output))
        case .json: IdentifiedJSONWriter(JSONSequenceWriter(.array, to: output))
        case .table: IdentifiedTableWriter(output, isColoured: console.coloursOutput)
        }
    }
}

/// What a capture is called in answers.
enum CaptureName {
    static func name(of path: String, root: String?) -> String {
        if let root {
            let prefix = root.hasSuffix("/") ? root : root + "/"
            return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let index = parts.dropLast().lastIndex(of: "captures") else { return path }
        return parts[(index + 1)...].joined(separator: "/")
    }
}

protocol IdentifiedSessionWriter {
    mutating func add(_ session: SessionSummary, capture: String, fingerprint: String?) throws
    mutating func end() throws
}

struct IdentifiedJSONWriter: IdentifiedSessionWriter {
    private var writer: JSONSequenceWriter

    init(_ writer: JSONSequenceWriter) { self.writer = writer }

    mutating func add(_ session: SessionSummary, capture: String, fingerprint: String?) throws {
        try writer.add(
            .object([
                ("capture", .string(capture)), ("protocol", .string("\(session.tuple.ipProtocol)")),
                ("source", .string("\(session.tuple.source)")), ("sourcePort", .number(Int64(session.tuple.sourcePort))),
                ("destination", .string("\(session.tuple.destination)")),
                ("destinationPort", .number(Int64(session.tuple.destinationPort))), ("application", .string(session.application)),
                ("base", .string(session.base)), ("path", .strings(session.path)), ("evidence", .string(session.evidence)),
                ("packetsToIdentify", session.packetsToIdentify.map { .number(Int64($0)) } ?? .null),
                ("packets", .unsigned(session.packets)), ("bytes", .unsigned(session.bytes)),
                ("midStream", .bool(session.startsMidStream)), ("contradictions", .bool(session.hasContradictions)),
            ] + (fingerprint.map { [("ja4", .string($0))] } ?? [])))
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

    mutating func add(_ session: SessionSummary, capture: String, fingerprint: String?) throws {
        let tuple = session.tuple
        try table.add([
            Table.Cell(capture), "\(tuple.ipProtocol)", "\(tuple.source)[\(tuple.sourcePort)]",
            "\(tuple.destination)[\(tuple.destinationPort)]", Table.Cell(session.application, .bold),
            Table.Cell(session.path.joined(separator: " > ")), Table.Cell(session.packetsToIdentify.map { "\($0)" } ?? "-"),
            Table.Cell(grouped(session.packets)), Table.Cell(grouped(session.bytes)),
        ])
    }

    mutating func end() throws { try table.end() }
}

/// The fingerprints of clients whose sessions have not been written yet.
private final class FingerprintBook: Sendable {
    private let reader = Mutex(FingerprintReader())

    init(_ firewalls: FirewallGroup) {
        // The group belongs to the run that this book is of, and must not keep it alive.
        firewalls.observePayload { [weak self] payload in self?.reader.withLock { $0.take(payload) } }
    }

    func take(_ session: UInt64) -> String? { reader.withLock { $0.takeFingerprint(ofSession: session) } }
}
