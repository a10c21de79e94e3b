public import NGFWCore

/// Reads which region a network is in, for the countries that rules name: one `network region` a line.
///
///     # network, region
///     198.51.100.0/24             DE
///     203.0.113.0-203.0.113.127   FR
///
/// Regions of the configuration of the same name win. Source: reference section 3.8.
public enum RegionFile {
    /// Bytes of a region's name, as of other objects.
    private static let nameLimit = 63

    /// A file of at most ``Limits/flowFileBytes``; lines that cannot be read are errors and left out.
    public static func read(path: String, limits: Limits = .standard) -> (regions: [String: [IPRange]], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        let bytes = TextLines.read(path: path, limits: limits, &diagnostics)
        return (read(bytes, path, &diagnostics), diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(
        _ bytes: [UInt8], name: String, limits: Limits = .standard
    ) -> (regions: [String: [IPRange]], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return (read(bytes, name, &diagnostics), diagnostics)
    }

    private static func read(_ bytes: [UInt8], _ name: String, _ diagnostics: inout Diagnostics) -> [String: [IPRange]] {
        var regions: [String: [IPRange]] = [:]
        for line in TextLines.lines(bytes, name: name) {
            let first = String(line.words[0])
            let name = line.words.count == 2 ? String(line.words[1]) : ""
            let isName = name.utf8.count <= nameLimit && TextLines.mayBeName(name[...])
            guard line.isText, isName, let range = IPPrefix(first)?.range ?? IPRange(first) else {
                diagnostics.add(Messages.badLine(line.text, "a network and a region, as in '198.51.100.0/24 DE'", at: line.location))
                continue
            }
            regions[name, default: []].append(range)
        }
        return regions
    }
}
