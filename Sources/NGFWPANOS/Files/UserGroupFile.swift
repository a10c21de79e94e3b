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
        return (read(bytes, name: path, limits, &diagnostics), diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(_ bytes: [UInt8], name: String, limits: Limits = .standard) -> (
        groups: [String: [String]], diagnostics: Diagnostics
    ) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return (read(bytes, name: name, limits, &diagnostics), diagnostics)
    }

    private struct Membership: Hashable {
        var user: String
        var group: String
    }

    private static func read(
        _ bytes: [UInt8], name: String, _ limits: Limits, _ diagnostics: inout Diagnostics
    ) -> [String: [String]] {
        var groups: [String: [String]] = [:]
        var seen: Set<Membership> = []
        var position = 0
        var number = 0
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let fields = fields(bytes[position..<end])
            position = end + 1
            number += 1
            let place = SourceLocation(file: name, line: number, column: 1)
            guard let user = fields.first, fields != [""], !user.hasPrefix("#") else { continue }
            guard fields.count > 1, fields.allSatisfy({ !$0.isEmpty }) else {
                diagnostics.add(
                    Messages.badLine(fields.joined(separator: "; "), "a user and groups, as in 'corp\\eve; admins'", at: place))
                continue
            }
            for group in fields.dropFirst() where seen.insert(Membership(user: user, group: group)).inserted {
                guard seen.count <= limits.groupMemberships else {
                    diagnostics.add(Messages.tooManyEntries(limit: limits.groupMemberships, at: place))
                    return groups
                }
                groups[user, default: []].append(group)
            }
        }
        return groups
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
            let start = field.drop(while: XMLTree.isSpace)
            let end = start.lastIndex { !XMLTree.isSpace($0) }.map { $0 + 1 } ?? start.startIndex
            return String(decoding: start[..<end], as: UTF8.self).lowercased()
        }
    }
}
