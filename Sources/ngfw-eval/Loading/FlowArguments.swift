import ArgumentParser
import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

/// A flow on the command line: as options, as `key=value` words, or as one JSON object.
struct FlowArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Source address.", valueName: "address"))
    var source: String?
    @Option(help: ArgumentHelp("Source port.", valueName: "port"))
    var sourcePort: String?
    @Option(help: ArgumentHelp("Destination address.", valueName: "address"))
    var destination: String?
    @Option(help: ArgumentHelp("Destination port.", valueName: "port"))
    var destinationPort: String?
    @Option(name: .customLong("protocol"), help: ArgumentHelp("IP protocol: tcp, udp, icmp, ..., or a number.", valueName: "protocol"))
    var ipProtocol: String?
    @Option(help: ArgumentHelp("ICMP type.", valueName: "number"))
    var icmpType: String?
    @Option(help: ArgumentHelp("Application; left out: not known yet.", valueName: "name"))
    var application: String?
    @Option(help: ArgumentHelp("Source zone; left out: looked up by address.", valueName: "zone"))
    var from: String?
    @Option(help: ArgumentHelp("Destination zone; left out: looked up by address.", valueName: "zone"))
    var to: String?
    @Option(help: ArgumentHelp("User; left out: who is logged in at the source address.", valueName: "name"))
    var user: String?
    @Option(help: ArgumentHelp("HIP profile that the source matches; may be given several times.", valueName: "name"))
    var sourceHip: [String] = []
    @Option(help: ArgumentHelp("HIP profile that the destination matches; may be given several times.", valueName: "name"))
    var destinationHip: [String] = []
    @Option(help: ArgumentHelp("URL category.", valueName: "name"))
    var category: String?
    @Flag(help: "The session is decrypted: an application's ports for decrypted sessions count.")
    var decrypted = false
    @Option(help: ArgumentHelp("When: 2026-11-22T10:49:56Z, or seconds since 1970. Default: now.", valueName: "time"))
    var time: String?

    @Argument(
        help: ArgumentHelp(
            "The flow as key=value words with the keys of a flow file (see 'ngfw-eval help flows'), or as one JSON object.",
            valueName: "flow"))
    var flow: [String] = []

    /// The flow, checked as one of a file is.
    ///
    /// - Throws: exit code 2 when something is wrong with it, after printing what.
    func record(_ console: Console) throws -> FlowRecord {
        switch try input() {
        case .flow(let record): return record
        case .problems(let problems):
            for problem in problems { console.write(problem.diagnostic, sourceLine: problem.sourceLine) }
            throw ExitCode(2)
        }
    }

    private func input() throws(InputError) -> FlowInput {
        let options: [(key: String, text: String?)] = [
            ("source", source), ("sourcePort", sourcePort), ("destination", destination), ("destinationPort", destinationPort),
            ("protocol", ipProtocol), ("icmpType", icmpType), ("application", application), ("from", from), ("to", to), ("user", user),
            ("sourceHIP", Self.list(sourceHip)), ("destinationHIP", Self.list(destinationHip)), ("category", category),
            ("decrypted", decrypted ? "yes" : nil), ("time", time),
        ]
        var fields = options.compactMap { option in option.text.map { Self.field(option.key, $0) } }
        if let json = flow.first, json.hasPrefix("{") {
            guard fields.isEmpty, flow.count == 1 else { throw InputError("give the flow as options and words or as JSON, not both") }
            return JSONFlows.flow(Array(json.utf8), file: "flow", line: 1, column: 1)
        }
        for word in flow {
            guard let separator = word.firstIndex(of: "="), separator != word.startIndex else {
                throw InputError("'\(shortened(word))' is neither key=value, such as source=10.0.0.1, nor a JSON object")
            }
            fields.append(Self.field(String(word[..<separator]), String(word[word.index(after: separator)...])))
        }
        return FlowBuilder.build(fields, file: "flow", line: 0, sourceLine: nil)
    }

    private static func list(_ names: [String]) -> String? { names.isEmpty ? nil : names.joined(separator: ";") }

    private static func field(_ key: String, _ text: String) -> FlowField {
        FlowField(key: key, value: .text(text), line: 0, column: 0)
    }
}
