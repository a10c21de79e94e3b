import ArgumentParser
import NGFWCore
import NGFWPANOS
import NGFWPolicy

struct Groups: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl
    }

    static let configuration = CommandConfiguration(
        abstract: "Lists dynamic address groups, their members, and why each is one.",
        discussion: """
            EXAMPLES:
              ngfw-eval groups --config firewall.xml --registrations register.xml
              ngfw-eval groups --config firewall.xml --registrations register.xml \\
                  --member 172.16.10.11
              ngfw-eval groups --config firewall.xml --registrations login.xml \\
                  --user 'corp\\eve'
            """)

    @OptionGroup var input: ConfigurationOptions
    @OptionGroup var clock: TimeOption

    @Option(help: "Form of the list.")
    var format = Format.table

    @Option(
        help: ArgumentHelp(
            "Shows instead which groups hold an address, by which tags, since when, and where these come from.", valueName: "address"))
    var member: String?

    @Option(
        help: ArgumentHelp(
            "Shows instead which user groups of rules hold a user, by which tags, where the user is logged in, since when, and where "
                + "these come from.", valueName: "name"))
    var user: String?

    @Argument(help: ArgumentHelp("Groups to show. Default: all dynamic groups.", valueName: "name"))
    var names: [String] = []

    private struct Group {
        let name: String
        let filter: String
        /// `nil` when no rule reaches the group: nothing is computed for it then.
        let members: [GroupMember]?
    }

    func run() throws {
        let console = Console()
        var status = RunStatus()
        let now = try clock.given() ?? SystemClock.now
        guard member == nil || user == nil else { throw InputError("--member and --user are two questions: ask one of them") }
        let address = try member.map { text throws(InputError) in
            guard names.isEmpty, let address = IPAddress(text) else {
                throw InputError("--member takes one IPv4 or IPv6 address, and no names of groups beside it: '\(shortened(text))'")
            }
            return address
        }
        let loaded = try ConfigurationLoader(options: input, console: console).load(&status)
        var engine = PolicyEngine(loaded.resolved)
        for update in loaded.updates { status.report(engine.apply(update, at: now), console) }
        if let address {
            let report = MembershipReport(address, engine)
            try write(report.text, report.json)
            return try status.finish()
        }
        if let user {
            guard names.isEmpty, !user.isEmpty else { throw InputError("--user takes one name, and no names of groups beside it") }
            let report = UserReport(user, engine)
            try write(report.text, report.json)
            return try status.finish()
        }
        var dynamic: [(name: String, filter: String)] = []
        for group in loaded.imported.policy.addressGroups {
            if case .filter(let filter) = group.content { dynamic.append((group.name, filter)) }
        }
        for name in names where !dynamic.contains(where: { $0.name == name }) {
            let near = nearestName(to: name, in: dynamic.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
            throw InputError("no dynamic group is called '\(name)'\(near)")
        }
        let output = OutputFile.standardOutput()
        var writer = JSONSequenceWriter(format == .json ? .array : .lines, to: output)
        for (name, filter) in dynamic where names.isEmpty || names.contains(name) {
            let group = Group(name: name, filter: filter, members: engine.members(of: name))
            if format == .table { try write(group, to: output, console) } else { try writer.add(json(group)) }
        }
        if format != .table { try writer.end() }
        try output.flush()
        try status.finish()
    }

    private func write(_ text: String, _ json: JSONOutput) throws {
        let output = OutputFile.standardOutput()
        if format == .table {
            try output.write(text)
        } else {
            var writer = JSONSequenceWriter(format == .json ? .array : .lines, to: output)
            try writer.add(json)
            try writer.end()
        }
        try output.flush()
    }

    private func write(_ group: Group, to output: OutputFile, _ console: Console) throws {
        try output.write("\(paint(printable(group.name), .bold, isOn: console.coloursOutput))\n    filter: \(printable(group.filter))\n")
        guard let members = group.members else {
            return try output.write("    no rule names it, so it has no members\n")
        }
        let width = members.reduce(0) { max($0, $1.address.count) }
        for member in members {
            let padding = String(repeating: " ", count: width - member.address.count)
            try output.write("        \(member.address)\(padding)  (\(member.kind.rawValue)) \(printable(member.reason))\n")
        }
        try output.write("    members: \(members.count)\n")
    }

    private func json(_ group: Group) -> JSONOutput {
        let members = (group.members ?? []).map { member in
            JSONOutput.object([
                ("address", .string(member.address)), ("kind", .string(member.kind == .registered ? "registered" : "object")),
                ("reason", .string(member.reason)),
            ])
        }
        return .object([
            ("group", .string(group.name)), ("filter", .string(group.filter)), ("used", .bool(group.members != nil)),
            ("members", .array(members)),
        ])
    }
}
