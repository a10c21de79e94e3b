import ArgumentParser
import NGFW
import NGFWAppID
import NGFWCore
import Synchronization

struct ExplainSignatures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Says which signatures a session meets, and at what others fail.",
        discussion: """
            Without --session the sessions are listed with their numbers. Shown are the
            signatures that match and those of which some part held; with --application
            all of that application.

            EXAMPLES:
              ngfw-eval signatures explain office.pcapng
              ngfw-eval signatures explain office.pcapng --session 12
              ngfw-eval signatures explain office.pcapng --session 12 --application ssh
            """)

    @Argument(help: ArgumentHelp("A capture (pcap, pcapng).", valueName: "capture"))
    var capture: String

    @Option(help: ArgumentHelp("Number of a session in the list.", valueName: "number"))
    var session: UInt64?

    @Option(help: ArgumentHelp("Only signatures of this application, all of them.", valueName: "name"))
    var application: String?

    @Option(help: ArgumentHelp("Files of signatures beside the built-in ones.", valueName: "file"))
    var signatures: [String] = []

    /// Payloads of the session that are kept; the classifier looks at fewer.
    private static let maximumPayloads = 4_096

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let review = SignatureReview(try SignatureFiles.read(signatures))
        review.report(to: console, &status)
        guard !status.hasBadInput else { return try status.finish() }
        if let application, review.library.catalogue.id(named: application) == nil {
            throw InputError("unknown application '\(application)'")
        }
        let output = OutputFile.standardOutput()
        if let session {
            try explain(session, review, output, &status, console)
        } else {
            try list(try CaptureSessions.read(capture, review.library, &status, console), output, console)
        }
        try output.flush()
        try status.finish()
    }

    private func list(_ sessions: [SessionSummary], _ output: OutputFile, _ console: Console) throws {
        var table = Table(
            [.init("SESSION", .right), .init("FLOW"), .init("APPLICATION"), .init("AFTER", .right), .init("BY")], to: output,
            isColoured: console.coloursOutput)
        for session in sessions {
            try table.add([
                "\(session.id)", Table.Cell(CaptureSessions.title(session)), Table.Cell(session.application, .bold),
                Table.Cell(session.packetsToIdentify.map { "\($0)" } ?? "-"), Table.Cell(session.evidence),
            ])
        }
        try table.end()
    }

    private func explain(
        _ number: UInt64, _ review: SignatureReview, _ output: OutputFile, _ status: inout RunStatus, _ console: Console
    ) throws {
        let kept = PayloadLog(label: number, limit: Self.maximumPayloads)
        let sessions = try CaptureSessions.read(capture, review.library, &status, console) { kept.add($0) }
        guard let session = sessions.first(where: { $0.id == number }) else {
            throw InputError("'\(capture)' has no session \(number); there are \(sessions.count)")
        }
        let payloads = kept.payloads
        var lines = [
            CaptureSessions.title(session),
            "application: \(session.application)"
                + (session.path.count > 1 ? " (\(session.path.joined(separator: " > ")))" : "")
                + (session.evidence.isEmpty ? "" : ", by \(session.evidence)"),
            "payload looked at: \(payloads.count) times, \(payloads.reduce(0) { $0 + $1.bytes.count }) bytes", "",
        ]
        var explainer = SignatureExplainer(try SignatureFiles.read(signatures))
        let trials = explainer.explain(payloads, startsMidStream: session.startsMidStream)
        let shown = trials.filter { application == nil ? $0.isMatch || $0.held > 0 : $0.application == application }
        for trial in shown {
            lines.append(
                "\(trial.application), signature '\(trial.signature)' (priority \(trial.priority), \(trial.location)): \(trial.outcome)")
        }
        lines.append("\(shown.count) of \(trials.count) signatures; the others fail at the first byte that they look at")
        if application != nil { lines[lines.count - 1] = "\(shown.count) of \(trials.count) signatures" }
        try output.write(lines.map { printable($0) }.joined(separator: "\n") + "\n")
    }
}

/// The payloads of one session, as they are told of.
private final class PayloadLog: Sendable {
    private let label: UInt64
    private let limit: Int
    private let kept = Mutex<[InspectedPayload]>([])

    init(label: UInt64, limit: Int) {
        self.label = label
        self.limit = limit
    }

    func add(_ payload: InspectedPayload) {
        guard payload.label == label else { return }
        kept.withLock { if $0.count < limit { $0.append(payload) } }
    }

    var payloads: [InspectedPayload] { kept.withLock { $0 } }
}
