public import NGFWCore
public import NGFWPolicy

/// Reads which zone a network is in: one `prefix zone` a line, separated by a comma or white space.
///
///     # prefix, zone
///     172.16.10.0/24, web
///     0.0.0.0/0       untrust
public enum ZoneFile {
    /// Bytes of a zone's name. Source: reference section 1.4.
    private static let zoneLimit = 31

    /// A file of at most ``Limits/flowFileBytes``; lines that cannot be read are errors and left out.
    public static func read(path: String, limits: Limits = .standard) -> (zones: ZoneMap, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        let bytes = TextLines.read(path: path, limits: limits, &diagnostics)
        return read(bytes, name: path, &diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(_ bytes: [UInt8], name: String, limits: Limits = .standard) -> (zones: ZoneMap, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return read(bytes, name: name, &diagnostics)
    }

    /// Where each zone stands first, for messages about zones that nobody knows.
    public static func places(path: String, limits: Limits = .standard) -> [String: SourceLocation] {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        var places: [String: SourceLocation] = [:]
        for line in TextLines.lines(TextLines.read(path: path, limits: limits, &diagnostics), name: path) where line.words.count == 2 {
            let zone = String(line.words[1])
            if places[zone] == nil { places[zone] = line.location }
        }
        return places
    }

    private static func read(
        _ bytes: [UInt8], name: String, _ diagnostics: inout Diagnostics
    ) -> (zones: ZoneMap, diagnostics: Diagnostics) {
        var zones: [IPPrefix: String] = [:]
        var entries: [(IPPrefix, String)] = []
        for line in TextLines.lines(bytes, name: name) {
            if entries.isEmpty, line.words == ["prefix", "zone"] { continue }
            guard line.isText, line.words.count == 2, let prefix = IPPrefix(String(line.words[0])), line.words[1].utf8.count <= zoneLimit,
                TextLines.mayBeName(line.words[1])
            else {
                diagnostics.add(Messages.badLine(line.text, "a prefix and a zone, as in '10.0.0.0/8 trust'", at: line.location))
                continue
            }
            let zone = String(line.words[1])
            if let other = zones[prefix], other != zone {
                diagnostics.add(Messages.conflictingLine(prefix.description, other, at: line.location))
                continue
            }
            zones[prefix] = zone
            entries.append((prefix, zone))
        }
        return (ZoneMap(entries: entries), diagnostics)
    }
}
