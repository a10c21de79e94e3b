import ArgumentParser
import NGFW
import NGFWAppID
import NGFWCore

struct TestSignatures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Tries signatures on captures: what they name, and what they take from others.",
        discussion: """
            Shown are the sessions that get another name with the file than without it, or
            whose name the file defines. Samples are run first. Exit code 1 when a sample
            does not hold.

            EXAMPLE:
              ngfw-eval signatures test telemetry.app office.pcapng
            """)

    @Argument(help: ArgumentHelp("A file of signatures.", valueName: "file"))
    var file: String

    @Argument(help: ArgumentHelp("Captures (pcap, pcapng).", valueName: "capture"))
    var captures: [String] = []

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let review = SignatureReview(try SignatureFiles.read([file]))
        review.report(to: console, &status)
        let output = OutputFile.standardOutput()
        guard !status.hasBadInput else { return try status.finish() }
        let builtIn = try SignatureLibrary.builtIn()
        let own = Set(review.applications)
        var table = Table(
            [
                .init("CAPTURE"), .init("SESSION", .right), .init("FLOW"), .init("WITHOUT"), .init("WITH"), .init("AFTER", .right),
                .init("BY"),
            ], to: output, isColoured: console.coloursOutput)
        var (count, shown) = (0, 0)
        for path in captures {
            let without = try CaptureSessions.read(path, builtIn, &status, console)
            let with = try CaptureSessions.read(path, review.library, &status, console)
            count += with.count
            for (former, session) in zip(without, with) where own.contains(session.application) || former.application != session.application
            {
                shown += 1
                try table.add([
                    Table.Cell(path), "\(session.id)", Table.Cell(CaptureSessions.title(session)), Table.Cell(former.application),
                    Table.Cell(session.application, .bold), Table.Cell(session.packetsToIdentify.map { "\($0)" } ?? "-"),
                    Table.Cell(session.evidence),
                ])
            }
        }
        if shown > 0 { try table.end() }
        if !captures.isEmpty { try output.write("\(shown) of \(count) sessions\n") }
        try output.flush()
        try status.finish()
    }
}
