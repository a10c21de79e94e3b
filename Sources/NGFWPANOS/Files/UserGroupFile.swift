public import NGFWCore

/// Reads which groups users are in, for rules that name groups: a user and its groups on a line, separated by
/// semicolons (names hold commas and white space).
///
///     corp\eve; cn=admins,dc=corp; vpn users
public enum UserGroupFile {
    /// A file of at most ``Limits/flowFileBytes``; names come back in lower case.
    public static func read(path: String, limits: Limits = .standard) -> (groups: [String: [String]], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        let bytes = TextLines.read(path: path, limits: limits, &diagnostics)
        return (read(bytes, name: path, &diagnostics), diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(_ bytes: [UInt8], name: String, limits: Limits = .standard) -> (
        groups: [String: [String]], diagnostics: Diagnostics
    ) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return (read(bytes, name: name, &diagnostics), diagnostics)
    }

    private static func read(_ bytes: [UInt8], name: String, _ diagnostics: inout Diagnostics) -> [String: [String]] {
        var groups: [String: [String]] = [:]
        for (index, raw) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let fields = raw.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
                let start = field.drop(while: XMLTree.isSpace)
                let end = start.lastIndex { !XMLTree.isSpace($0) }.map { $0 + 1 } ?? start.startIndex
                return String(decoding: start[..<end], as: UTF8.self).lowercased()
            }
            guard let user = fields.first, fields != [""], !user.hasPrefix("#") else { continue }
            guard fields.count > 1, fields.allSatisfy({ !$0.isEmpty }) else {
                let place = SourceLocation(file: name, line: index + 1, column: 1)
                diagnostics.add(
                    Messages.badLine(fields.joined(separator: "; "), "a user and groups, as in 'corp\\eve; admins'", at: place))
                continue
            }
            let known = groups[user, default: []]
            groups[user] = known + fields.dropFirst().filter { !known.contains($0) }
        }
        return groups
    }
}
