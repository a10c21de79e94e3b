import ArgumentParser
import NGFWAppID
import NGFWCore

struct Applications: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, jsonl
    }

    static let configuration = CommandConfiguration(
        abstract: "Shows the catalogue of applications and which of them can be identified.",
        discussion: """
            EXAMPLES:
              ngfw-eval applications ssh
              ngfw-eval applications --identifiable --category networking
            """)

    @Flag(help: "Only applications that signatures can identify.")
    var identifiable = false

    @Option(help: ArgumentHelp("Only this category.", valueName: "name"))
    var category: String?

    @Option(help: ArgumentHelp("Only this subcategory.", valueName: "name"))
    var subcategory: String?

    @Option(help: "Form of the list.")
    var format = Format.table

    @Argument(help: ArgumentHelp("One application, in full.", valueName: "name"))
    var name: String?

    func run() throws {
        let library = try SignatureLibrary.builtIn()
        let catalogue = library.catalogue
        let known = Set(library.identifiable)
        let output = OutputFile.standardOutput()
        if let name {
            guard let id = catalogue.id(named: name) else {
                let near = nearestName(to: name, in: catalogue.identifiers.map { catalogue.name($0) })
                throw InputError("unknown application '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
            }
            try writeOne(catalogue[id], known.contains(id), to: output)
            return try output.flush()
        }
        try check(category, "category", catalogue, \.category)
        try check(subcategory, "subcategory", catalogue, \.subcategory)
        let ids = catalogue.identifiers.filter { id in
            let application = catalogue[id]
            return application.origin != .pseudo && (!identifiable || known.contains(id))
                && (category == nil || application.category == category) && (subcategory == nil || application.subcategory == subcategory)
        }
        try writeAll(ids.map { (catalogue[$0], known.contains($0)) }.sorted { $0.0.name < $1.0.name }, to: output)
        try output.flush()
    }

    private func check(
        _ name: String?, _ what: String, _ catalogue: ApplicationCatalogue, _ path: KeyPath<Application, String>
    ) throws(InputError) {
        guard let name else { return }
        let known = Set(catalogue.identifiers.map { catalogue[$0][keyPath: path] }).subtracting([""])
        guard !known.contains(name) else { return }
        let near = nearestName(to: name, in: known.sorted()).map { "; did you mean '\($0)'?" } ?? ""
        throw InputError("no application has \(what) '\(shortened(name))'\(near)")
    }

    private func writeAll(_ applications: [(Application, Bool)], to output: OutputFile) throws {
        guard format == .table else {
            var writer = JSONSequenceWriter(format == .json ? .array : .lines, to: output)
            for (application, isKnown) in applications { try writer.add(json(application, isKnown)) }
            return try writer.end()
        }
        var table = Table(
            [.init("APPLICATION"), .init("IDENTIFIABLE"), .init("CATEGORY"), .init("SUBCATEGORY"), .init("RISK", .right), .init("PORTS")],
            to: output, isColoured: Console().coloursOutput)
        for (application, isKnown) in applications {
            try table.add([
                Table.Cell(application.name), isKnown ? Table.Cell("yes", .green) : "no", Table.Cell(application.category),
                Table.Cell(application.subcategory), "\(application.risk)", Table.Cell(ports(application.defaultPorts)),
            ])
        }
        try table.end()
        try output.write("\(grouped(applications.count)) applications, \(grouped(applications.count { $0.1 })) identifiable\n")
    }

    private func writeOne(_ application: Application, _ isKnown: Bool, to output: OutputFile) throws {
        guard format == .table else {
            var writer = JSONSequenceWriter(format == .json ? .array : .lines, to: output)
            try writer.add(json(application, isKnown))
            return try writer.end()
        }
        let rows: [(String, String)] = [
            ("application", application.name), ("identifiable", isKnown ? "yes" : "no: name and metadata alone"),
            ("category", application.category), ("subcategory", application.subcategory), ("technology", application.technology),
            ("risk", "\(application.risk)"), ("characteristics", characteristics(application).joined(separator: ", ")),
            ("default ports", ports(application.defaultPorts)), ("secure ports", ports(application.securePorts)),
            ("depends on", application.uses.joined(separator: ", ")),
            ("implicitly uses", application.implicitlyUses.joined(separator: ", ")), ("inside", application.parent ?? ""),
            ("function of", application.container ?? ""), ("deny action", application.denyAction.rawValue),
            ("tcp timeout", application.tcpTimeout.map { "\($0) s" } ?? ""),
            ("udp timeout", application.udpTimeout.map { "\($0) s" } ?? ""),
        ]
        let width = rows.reduce(0) { max($0, $1.0.count) }
        for (key, value) in rows where !value.isEmpty {
            try output.write("\(key):\(String(repeating: " ", count: width - key.count + 1))\(printable(value))\n")
        }
    }

    private func ports(_ ports: [DefaultPort]) -> String { ports.map { "\($0)" }.joined(separator: " ") }

    private func characteristics(_ application: Application) -> [String] {
        Application.Characteristics.named.filter { application.characteristics.contains($0.flag) }.map(\.name)
    }

    private func json(_ application: Application, _ isKnown: Bool) -> JSONOutput {
        .object([
            ("application", .string(application.name)), ("identifiable", .bool(isKnown)), ("category", .string(application.category)),
            ("subcategory", .string(application.subcategory)), ("technology", .string(application.technology)),
            ("risk", .number(Int64(application.risk))), ("characteristics", .strings(characteristics(application))),
            ("defaultPorts", .strings(application.defaultPorts.map { "\($0)" })),
            ("securePorts", .strings(application.securePorts.map { "\($0)" })), ("uses", .strings(application.uses)),
            ("implicitlyUses", .strings(application.implicitlyUses)), ("parent", .optional(application.parent)),
            ("container", .optional(application.container)), ("denyAction", .string(application.denyAction.rawValue)),
            ("tcpTimeout", application.tcpTimeout.map { .number($0) } ?? .null),
            ("udpTimeout", application.udpTimeout.map { .number($0) } ?? .null),
        ])
    }
}
