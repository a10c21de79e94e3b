import ArgumentParser
import NGFW
import NGFWAppID
import NGFWCore
import NGFWPANOS

struct Identify: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, json, table, summary
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
              ngfw-eval identify --format summary office.pcapng
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

    @Option(
        help: ArgumentHelp(
            "Adds a guess to JSON answers without an application: 'names' of DNS answers, 'ports', or both.",
            valueName: "sources"))
    var hints: HintSources?

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
            var guesses = ApplicationHints(hints?.sources ?? [], library)
            var order = SessionOrder()
            var source = FilePackets(path: path)
            func write(_ session: SessionSummary) throws {
                let hint = hints == nil ? nil : guesses.hint(for: session)
                try writer.add(
                    IdentifiedSession(capture: name, session: session, fingerprint: book?.take(session.id), hint: hint))
            }
            let isWhole = try PacketRun(console: console).run(&source, firewalls, progress: &progress) { _ in
            } see: { bytes, packet in
                guesses.read(bytes, linkType: packet.linkType, at: packet.time)
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
        case .summary: IdentifiedSummaryWriter(output, isColoured: console.coloursOutput)
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
