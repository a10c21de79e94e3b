import NGFWCore

/// Lists of applications, names and metadata without signatures: the published one (`Signatures/listed.csv`) and what it lacks
/// (`Signatures/added.csv`).
///
///     name,category,subcategory,technology,risk,characteristics,ports
///     2ch,collaboration,social-networking,browser-based,2,evasive-behavior|is-saas,"tcp/80,443 udp/53"
enum ListedApplications {
    static let header = "name,category,subcategory,technology,risk,characteristics,ports"

    static func parse(_ source: SignatureSource, diagnostics: inout Diagnostics) -> [Application] {
        var applications: [Application] = []
        for (number, line) in source.lines where !line.isEmpty {
            let location = SourceLocation(file: source.name, line: number)
            if number == 1 {
                if line != header { diagnostics.error("NGFW-A030", "expected the header '\(header)'", at: location) }
                continue
            }
            guard let application = application(fields(line)) else {
                diagnostics.error("NGFW-A031", "expected seven fields: \(header)", at: location)
                continue
            }
            applications.append(application)
        }
        return applications
    }

    private static func application(_ fields: [String]) -> Application? {
        guard fields.count == 7, !fields[0].isEmpty, let risk = Int(fields[4]), (1...5).contains(risk) else { return nil }
        var application = Application(
            name: fields[0], category: fields[1], subcategory: fields[2], technology: fields[3], risk: risk, origin: .list)
        for name in fields[5].split(separator: "|") {
            guard let flag = Application.Characteristics.named.first(where: { $0.name == name })?.flag else { return nil }
            application.characteristics.insert(flag)
        }
        for member in fields[6].split(separator: " ") {
            guard let port = DefaultPort(String(member)) else { return nil }
            application.defaultPorts.append(port)
        }
        return application
    }

    /// Splits a line at commas outside double quotes; the list has no quotes inside quotes.
    private static func fields(_ line: Substring) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            default: field.append(character)
            }
        }
        return fields + [field]
    }
}
