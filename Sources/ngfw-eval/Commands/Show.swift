import ArgumentParser
import NGFWPolicy

/// Commands of the device that show something, with its words.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the policy in force, in the words of the device.",
        subcommands: [Running.self])

    struct Running: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what is in force.", subcommands: [SecurityPolicy.self])
    }

    struct SecurityPolicy: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows every rule in force, groups expanded to addresses.",
            discussion: """
                EXAMPLE:
                  ngfw-eval show running security-policy --config firewall.xml \\
                      --registrations register.xml
                """)

        @OptionGroup var input: ConfigurationOptions
        @OptionGroup var clock: TimeOption

        func run() throws {
            let console = Console()
            var status = RunStatus()
            let now = try clock.given() ?? SystemClock.now
            let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
            var engine = PolicyEngine(loaded.resolved)
            for update in loaded.updates { status.report(engine.apply(update, at: now), console) }
            var running = RunningPolicy(engine)
            let output = OutputFile.standardOutput()
            for author in running.authors { try output.write(RunningPolicyText.block(running.rule(author), showsIndex: false)) }
            try output.flush()
            try status.finish()
        }
    }
}
