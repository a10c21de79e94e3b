import ArgumentParser

struct Signatures: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tries signatures: files of one's own, and why a session is named as it is.",
        discussion: """
            EXAMPLES:
              ngfw-eval signatures lint telemetry.app
              ngfw-eval signatures test telemetry.app office.pcapng
              ngfw-eval signatures explain office.pcapng --session 12
            """,
        subcommands: [LintSignatures.self, TestSignatures.self, ExplainSignatures.self])
}
