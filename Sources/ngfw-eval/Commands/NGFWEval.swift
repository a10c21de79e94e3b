import ArgumentParser
import Foundation

/// The command-line front end: see `ngfw-eval --help`.
struct NGFWEval: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ngfw-eval",
        abstract: "Asks a next-generation firewall policy what it does with flows and captures.",
        discussion: """
            EXAMPLES:
              ngfw-eval flows --config firewall.xml flows.jsonl
                  decides every flow of a file; keys such as expect.action make it a
                  test
              ngfw-eval compare --config running.xml --candidate new.xml flows.jsonl
                  says what a change of the configuration opens or breaks, and why
              ngfw-eval explain --config firewall.xml --source 172.16.10.11 \\
                      --destination 172.16.20.21 --protocol tcp --destination-port 22
                  says which rule decides, and why each rule before it does not
              ngfw-eval replay --config firewall.xml --sessions capture.pcap
                  puts the packets of a capture through the firewall
              ngfw-eval identify capture.pcap
                  names the application of every session, without any policy

            EXIT CODES:
              0  everything was decided
              1  an expectation failed, or two configurations differ
              2  bad input: the command line, a file, or some lines of one
            """,
        version: "0.1.0",
        subcommands: [
            Flows.self, Compare.self, Test.self, Replay.self, Sessions.self, Logs.self, Identify.self, Explain.self, WhyNot.self,
            Match.self, Show.self, Groups.self,
            Check.self, Config.self, Applications.self, Signatures.self,
        ]
    )
}

@main
enum Main {
    static func main() {
        prepare()
        do {
            var command = try NGFWEval.parseAsRoot()
            try command.run()
        } catch is BrokenPipe {
            // As if SIGPIPE had ended it.
            exit(141)
        } catch let error as InputError {
            Console().writeError("error: \(error)")
            exit(2)
        } catch let error as ExitCode {
            exit(error.rawValue)
        } catch {
            let message = NGFWEval.fullMessage(for: error)
            guard NGFWEval.exitCode(for: error).isSuccess else {
                Console().writeError(message)
                exit(2)
            }
            let output = OutputFile.standardOutput()
            try? output.write(message + "\n")
            try? output.flush()
        }
    }

    /// An output that breaks is an error of the call that writes to it, never a signal that ends the program in the middle of another.
    private static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // A file that got the number of a closed standard stream would be written to in its place. These fail instead.
        for (stream, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(stream, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", mode)
        }
    }
}
