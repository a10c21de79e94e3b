import NGFWCore

/// One table of host names as written: services that their names tell.
///
///     # Planning.
///     asana: asana.com asana.biz
///
/// An application is one of the published lists, or of a signature file that it adds names to.
struct HostFile: Sendable {
    let source: SignatureSource
    private(set) var services: [Service] = []

    /// The names that stand for an application.
    struct Service: Sendable {
        var application: String
        var location: SourceLocation
        var hosts: [HostDefinition]
    }

    static func parse(_ source: SignatureSource, diagnostics: inout Diagnostics) -> HostFile {
        var file = HostFile(source: source)
        for (number, line) in source.lines {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let first = words.first, first.first != "#" else { continue }
            let location = SourceLocation(file: source.name, line: number, column: column(of: first, in: line))
            guard first.last == ":", first.utf8.count > 1, words.count > 1 else {
                diagnostics.error("NGFW-A032", "expected 'application: host names'", at: location)
                continue
            }
            var service = Service(application: String(first.dropLast()), location: location, hosts: [])
            for word in words.dropFirst() {
                let place = SourceLocation(file: source.name, line: number, column: column(of: word, in: line))
                guard HostIndex.isName(String(word)) else {
                    diagnostics.error("NGFW-A014", "'\(word)' is not a host name", at: place)
                    continue
                }
                service.hosts.append(HostDefinition(name: word.lowercased(), location: place))
            }
            file.services.append(service)
        }
        return file
    }

    private static func column(of word: Substring, in line: Substring) -> Int {
        line.utf8.distance(from: line.startIndex, to: word.startIndex) + 1
    }
}
