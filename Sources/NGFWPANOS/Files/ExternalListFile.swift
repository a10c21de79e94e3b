public import NGFWCore

/// Reads the entries of an external dynamic list of type ip: an address, `address/length` or `a-b` a line, then
/// optionally a space and a comment. Lines that are none of these are skipped with a warning.
///
/// Source: reference section 3.7.
public enum ExternalListFile {
    /// Entries of one list, as the largest platforms hold. Source: reference section 3.7.
    private static let entryLimit = 150_000

    /// A file of at most ``Limits/flowFileBytes``.
    public static func read(path: String, limits: Limits = .standard) -> (entries: [IPRange], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        let bytes = TextLines.read(path: path, limits: limits, &diagnostics)
        return (read(bytes, name: path, &diagnostics), diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(_ bytes: [UInt8], name: String, limits: Limits = .standard) -> (entries: [IPRange], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return (read(bytes, name: name, &diagnostics), diagnostics)
    }

    private static func read(_ bytes: [UInt8], name: String, _ diagnostics: inout Diagnostics) -> [IPRange] {
        var entries: [IPRange] = []
        for line in TextLines.lines(bytes, name: name) {
            guard let word = line.words.first.map(String.init), let entry = IPPrefix(word)?.range ?? IPRange(word) else {
                diagnostics.add(Messages.skippedLine(line.words.joined(separator: " "), at: line.location))
                continue
            }
            guard entries.count < entryLimit else {
                diagnostics.add(Messages.tooManyEntries(limit: entryLimit, at: line.location))
                break
            }
            entries.append(entry)
        }
        return entries
    }
}
