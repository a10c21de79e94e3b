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

    /// Whether a comment begins like a part of the entry: `10.0.0.0 / 8`, `10.0.0.1 - 10.0.0.9`, `10.0.0.0 255.0.0.0`.
    private static func belongsToEntry(_ comment: Substring) -> Bool {
        if IPPrefix(String(comment)) != nil || IPRange(String(comment)) != nil { return true }
        guard let first = comment.first, first == "/" || first == "-" else { return false }
        let rest = comment.dropFirst()
        return rest.isEmpty || rest.first?.isNumber == true
    }

    private static func read(_ bytes: [UInt8], name: String, _ diagnostics: inout Diagnostics) -> [IPRange] {
        var entries: [IPRange] = []
        for line in TextLines.lines(bytes, name: name) {
            let word = String(line.words[0])
            guard line.isText, let entry = IPPrefix(word)?.range ?? IPRange(word) else {
                diagnostics.add(Messages.skippedLine(line.text, at: line.location))
                continue
            }
            if line.words.count > 1, belongsToEntry(line.words[1]) {
                diagnostics.add(Messages.commentLikeEntry(line.text, word, at: line.location))
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
