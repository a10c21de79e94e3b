import Foundation
import NGFWPolicy
import NGFWSuites

/// Docs/CONFORMANCE.md, made of the kit and of the table of policy options.
struct ConformanceDocument {
    static let url = Kit.root.appending(path: "Docs/CONFORMANCE.md")

    private static let titles = [
        "1.1": "Order of evaluation", "1.2": "Default rules", "1.3": "Rule types", "1.4": "Match fields", "1.5": "Services",
        "1.6": "All criteria together", "1.7": "URL category", "1.8": "Schedules", "1.9": "Targets", "1.10": "Actions",
        "1.11": "Logging", "1.12": "Other children of rules", "1.14": "Warnings and errors of a commit",
        "2.1": "Lookup phases", "2.3": "Pseudo applications and ICMP", "2.5": "Dependencies",
        "2.6": "Application groups, filters and containers", "2.7": "application-default", "2.8": "Application override",
        "2.9": "Custom applications", "2.10": "Patterns of custom applications", "3.1": "Address objects", "3.2": "Static groups",
        "3.3": "Dynamic groups", "3.4": "Registered addresses", "3.5": "Registration messages", "3.6": "Scope of objects",
        "3.7": "External lists", "3.8": "Regions and multicast", "6.1": "A firewall's configuration",
        "6.2": "Panorama's configuration", "6.3": "Objects", "6.4": "Set format", "6.5": "Absent elements",
        "7": "Translation, forwarding and redirection", "8": "Test vectors",
    ]

    private struct Row {
        var file: KitFile
        var suite: SuiteFile
    }

    static func text() throws -> String {
        let rows = try Kit.files.map { Row(file: $0, suite: try $0.read()) }
        return ([introduction(rows)] + [optionTable(), fixedReadings] + sections(rows)).joined(separator: "\n\n") + "\n"
    }

    private static func introduction(_ rows: [Row]) -> String {
        let counts = ["verified", "secondary", "assumed"].map { standing in
            "\(rows.count { $0.suite.standing == standing }) \(standing)"
        }
        return """
            # Conformance

            What this package takes the rules of PAN-OS to mean. Every line below is a file of the
            [conformance kit](../Tests/Conformance/README.md), which the tests run by the reference evaluator, by the compiled lookup and
            by the command line: \(rows.count) behaviours, \(counts.joined(separator: ", ")). Made by `make conformance`; do not edit.

            *Verified* is what the vendor's schema, documents or code say, *secondary* what only community sources say, *assumed* what is
            remembered, left open by the documents, or decided here. Which elements of a configuration are read stands in
            [IMPORT.md](IMPORT.md). \(gaps())
            """
    }

    private static func gaps() -> String {
        if Kit.knownGaps.isEmpty { return "No file of the kit fails." }
        let lines = Kit.knownGaps.sorted { $0.key < $1.key }.map { "- `\($0.key)`: \($0.value)" }
        return "These files fail today:\n\n" + lines.joined(separator: "\n")
    }

    private static func optionTable() -> String {
        let head = """
            ## Options

            What the documents leave open is a choice: `ngfw-eval … --option NAME=VALUE`, `options:` in a suite, `PolicyOptions` in code.
            The first value is the default.

            | Option | Values | Left open in | Effect |
            |---|---|---|---|
            """
        let lines = PolicyOptions.table.map { entry in
            let others = entry.values.filter { $0 != entry.defaultValue }
            let values = ([entry.defaultValue] + others).map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(entry.name)` | \(values) | \(entry.reference) | \(entry.effect) |"
        }
        return ([head] + lines).joined(separator: "\n")
    }

    /// What the reference lists as unverified and no option chooses.
    private static let fixedReadings = """
        ## Left open without an option

        What no lookup of a rule can show, what is a limit, or where the stricter reading is the only safe one.

        | Left open in | Reading here | Why there is no choice |
        |---|---|---|
        | Unverified 4: when identification gives up | `Limits.inspectedBytes` and `Limits.inspectedPackets` of a session | numbers that a program sets |
        | Unverified 5: sessions of echo requests | one for each identifier and sequence number | sessions, not rules |
        | Unverified 6: nesting of groups | at most `Limits.groupDepth` | a number that a program sets |
        | Unverified 10: order of timeouts; idle time of discarded sessions | that of the application, then the device's; discarded sessions do not begin anew | no rule asks for the time left |
        | Unverified 11, section 1.11: logs | a start log with the first payload, none at an application shift | no rule asks for a log |
        | Unverified 12: contexts, qualifiers, case of patterns | [CUSTOM-APPLICATIONS.md](CUSTOM-APPLICATIONS.md); `--pattern-dialect` chooses the language | one table |
        | Unverified 13, 20: layouts of texts and logs | sections 4.7 and 5 | no decision |
        | Unverified 14: lengths of names | 63 bytes for rules and objects, 31 for zones | a longer name is an error, never another name |
        | Unverified 15: the log forwarding profile `default` | none unless the rule names one | logs are written all the same |
        | Unverified 17: inspection after an override to a predefined application | none | there is no content inspection here |
        | Unverified 18: zones of redirected traffic | as flows and interfaces say | a fact of the network |
        | Unverified 19: ports and taxonomy of applications | those of the catalogue here, and the tags that the configuration gives; a filter that asks for others is an error | content; configurations add custom applications and tags |
        | Section 1.5, 2.7: `any` or `application-default` beside other services | an error | the other reading would be wider |
        | Section 1.14: empty static groups | an error | the other reading is none |
        | Section 4.2: services that override timeouts, of which several have the session's port | the first of the rule that overrides something | no rule asks for the time left |
        | Section 4.3: names of `tcp-diff-syn-rej`, `tcp-strict-rst`, `strict-checksum` in a configuration | as `show session info` calls them, below `session` or `tcp` | not verified |
        | Section 7: tunnel inspection rules | the first that matches a tunnel's first packet stays with its session; names of elements and of protocols beside `gre`, `vxlan`, `gtp-u` from memory | [TUNNELS.md](TUNNELS.md) |
        """

    private static func sections(_ rows: [Row]) -> [String] {
        var parts: [(section: String, rows: [Row])] = []
        for row in rows {
            if parts.last?.section == row.file.section {
                parts[parts.count - 1].rows.append(row)
            } else {
                parts.append((row.file.section, [row]))
            }
        }
        return parts.map { part in
            let lines = part.rows.map { row in
                let name = row.file.path.split(separator: "/").last.map(String.init) ?? row.file.path
                let title = row.suite.title.replacing("|", with: "\\|")
                return "| \(title) | \(row.suite.standing ?? "") | [\(name)](../Tests/Conformance/\(row.file.path)) |"
            }
            let head = "## \(part.section) \(titles[part.section] ?? "")\n\n| Behaviour | Standing | File |\n|---|---|---|"
            return ([head] + lines).joined(separator: "\n")
        }
    }
}
