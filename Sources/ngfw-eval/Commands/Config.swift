import ArgumentParser
import NGFWCore
import NGFWPANOS

/// What has to do with configurations themselves.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Reads and writes configurations.", subcommands: [Export.self])

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the policy that one firewall has of a configuration, as a configuration of its own.",
            discussion: """
                Whatever it was read from, a firewall's file, a device group of a
                Panorama, set commands or a few rules, comes out as one firewall
                with one virtual system, whose policy is the same.

                EXAMPLE:
                  ngfw-eval config export --config panorama.xml --device-group DC --format set
                """)

        @OptionGroup var input: ConfigurationOptions

        @Option(help: ArgumentHelp("How to write it: xml, set or json.", valueName: "format"))
        var format = Spelling.xml

        @Option(help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"))
        var output = "-"

        func run() throws {
            let console = Console()
            var status = RunStatus()
            let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
            let export = ConfigurationExporter(lenient: input.lenient).export(loaded.imported, as: format.format)
            DiagnosticPrinter(console: console).write(export.diagnostics)
            guard !export.diagnostics.hasErrors else { throw InputError("'\(input.config)' was not written") }
            let file = try OutputFile(path: output, besides: input.paths)
            try file.write(export.text)
            try file.flush()
            try status.finish()
        }
    }
}

/// ``ConfigurationFormat`` as an argument.
enum Spelling: String, CaseIterable, ExpressibleByArgument {
    case xml
    case set
    case json

    var format: ConfigurationFormat {
        switch self {
        case .xml: .xml
        case .set: .set
        case .json: .json
        }
    }
}
