import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

struct Match: ParsableCommand {
    enum YesNo: String, ExpressibleByArgument, CaseIterable {
        case yes, no
    }

    static let configuration = CommandConfiguration(
        abstract: "Answers as the device's 'test security-policy-match' does.",
        discussion: """
            Arguments are words as on the device's command line, or options; source,
            destination and protocol are required. Without an application, the rule is the
            one that a session's first packet comes under. With show-all yes, every rule
            that could match is shown, up to the first that allows.

            EXAMPLES:
              ngfw-eval match --config firewall.xml source 172.16.10.11 \\
                  destination 172.16.20.21 protocol 6 destination-port 22 \\
                  application ssh from web to app show-all yes
              ngfw-eval match --config firewall.xml --source 172.16.10.11 \\
                  --destination 172.16.20.21 --protocol 1
            """)

    /// The device's words → keys of a flow.
    private static let keys: KeyValuePairs = [
        "source": "source", "source-port": "sourcePort", "destination": "destination", "destination-port": "destinationPort",
        "protocol": "protocol", "application": "application", "category": "category", "from": "from", "to": "to", "source-user": "user",
    ]

    @OptionGroup var input: ConfigurationOptions

    @Option(help: ArgumentHelp("Source address.", valueName: "address"))
    var source: String?
    @Option(help: ArgumentHelp("Source port.", valueName: "port"))
    var sourcePort: String?
    @Option(help: ArgumentHelp("Destination address.", valueName: "address"))
    var destination: String?
    @Option(help: ArgumentHelp("Destination port.", valueName: "port"))
    var destinationPort: String?
    @Option(name: .customLong("protocol"), help: ArgumentHelp("IP protocol, 1-255 or a name.", valueName: "protocol"))
    var ipProtocol: String?
    @Option(help: ArgumentHelp("Application; left out: rules by addresses, zones and ports.", valueName: "name"))
    var application: String?
    @Option(help: ArgumentHelp("URL category.", valueName: "name"))
    var category: String?
    @Option(help: ArgumentHelp("Source zone; left out: looked up by address.", valueName: "zone"))
    var from: String?
    @Option(help: ArgumentHelp("Destination zone; left out: looked up by address.", valueName: "zone"))
    var to: String?
    @Option(help: ArgumentHelp("User; left out: who is logged in at the source address.", valueName: "name"))
    var sourceUser: String?
    @Option(help: "Shows all rules that could match, up to the first that allows.")
    var showAll = YesNo.no
    @Option(help: ArgumentHelp("When: 2026-11-22T10:49:56Z, or seconds since 1970. Default: now.", valueName: "time"))
    var time: String?

    @Option(help: "Form of the answer.")
    var format = Explain.Format.text

    @Argument(help: ArgumentHelp("Words: source 10.0.0.1 destination 10.0.1.1 protocol 6 ...", valueName: "word"))
    var words: [String] = []

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let (fields, showsAll) = try fields()
        guard case .flow(let record) = checked(fields, console) else { throw ExitCode(2) }
        guard record.flow.ipProtocol.rawValue != 0 else { throw InputError("protocol is 1-255 or a name, not 0") }
        var question = try FlowQuestion(record, input, &status, console)
        let authors = try question.ask { firewall, flow throws(FlowError) in try firewall.candidates(flow, all: showsAll) }
        guard var running = question.runningPolicy else { throw InputError("there is no policy to ask") }
        let output = OutputFile.standardOutput()
        var json: [JSONOutput] = []
        for author in authors {
            let rule = running.rule(author)
            if format == .text { try output.write(RunningPolicyText.block(rule, showsIndex: true)) }
            json.append(
                .object([
                    ("name", .string(rule.name)), ("index", .number(Int64(rule.index))), ("action", .string(rule.action.rawValue)),
                ]))
        }
        if format == .json {
            var writer = JSONSequenceWriter(.lines, to: output)
            try writer.add(.object([("rules", .array(json))]))
        }
        try output.flush()
        try status.finish()
    }

    /// The fields of options and words, and whether all rules are asked for.
    private func fields() throws(InputError) -> ([FlowField], Bool) {
        var given: [(word: String, value: String)] = []
        let options: [(String, String?)] = [
            ("source", source), ("source-port", sourcePort), ("destination", destination), ("destination-port", destinationPort),
            ("protocol", ipProtocol), ("application", application), ("category", category), ("from", from), ("to", to),
            ("source-user", sourceUser),
        ]
        for (word, value) in options { if let value { given.append((word, value)) } }
        var showsAll = showAll == .yes
        var rest = words[...]
        while let word = rest.popFirst() {
            guard let value = rest.popFirst() else { throw InputError("'\(shortened(word))' has no value") }
            if word == "show-all" {
                guard let answer = YesNo(rawValue: value) else { throw InputError("show-all is yes or no, not '\(shortened(value))'") }
                showsAll = answer == .yes
            } else {
                given.append((word, value))
            }
        }
        var fields = time.map { [FlowField(key: "time", value: .text($0), line: 0, column: 0)] } ?? []
        for (word, value) in given {
            guard let key = Self.keys.first(where: { $0.key == word })?.value else {
                let near = nearestName(to: word, in: Self.keys.map(\.key) + ["show-all"]).map { "; did you mean '\($0)'?" } ?? ""
                throw InputError("unknown word '\(shortened(word))'\(near)")
            }
            fields.append(FlowField(key: key, value: .text(value), line: 0, column: 0))
        }
        return (fields, showsAll)
    }

    private func checked(_ fields: [FlowField], _ console: Console) -> FlowInput {
        let input = FlowBuilder.build(fields, file: "match", line: 0, sourceLine: nil)
        if case .problems(let problems) = input {
            for problem in problems {
                var diagnostic = problem.diagnostic
                // In the words that were asked for.
                for (word, key) in Self.keys where word != key { diagnostic.message.replace("'\(key)'", with: "'\(word)'") }
                console.write(diagnostic, sourceLine: problem.sourceLine)
            }
        }
        return input
    }
}
