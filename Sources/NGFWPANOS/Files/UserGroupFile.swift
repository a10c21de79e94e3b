public import NGFWCore

/// Reads which groups users are in, for rules that name groups: a user and its groups on a line, separated by
/// semicolons (names hold commas and white space).
///
///     corp\eve; cn=admins,dc=corp; vpn users
public enum UserGroupFile {
    /// Bytes of a name. Source: reference section 1.4.
    private static let nameLimit = 1_023

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
        var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var number = 0
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes[position..<end]
            let fields = fields(line)
            position = end + 1
            number += 1
            guard let user = fields.first, fields != [""], !user.hasPrefix("#"), !user.hasPrefix("//") else { continue }
            let place = SourceLocation(file: name, line: number, column: line.prefix(while: XMLTree.isSpace).count + 1)
            guard fields.count > 1, TextLines.isText(line), isUser(user), fields.allSatisfy(isName) else {
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

    /// A remark behind a name, or quotation marks around it, would be taken for a part of it.
    private static func isName(_ field: String) -> Bool {
        !field.isEmpty && !field.contains(" #") && !field.contains("\t") && !field.hasPrefix("#") && !field.hasPrefix("\"")
            && field.utf8.count <= nameLimit
    }

    /// Neither part of `domain\user` may be empty; in distinguished names a backslash escapes what comes behind it.
    private static func isUser(_ name: String) -> Bool {
        name.contains("=") || !name.split(separator: "\\", omittingEmptySubsequences: false).contains { $0.allSatisfy(\.isWhitespace) }
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
            let start = field.drop(while: XMLTree.isSpace)
            let end = start.lastIndex { !XMLTree.isSpace($0) }.map { $0 + 1 } ?? start.startIndex
            return String(decoding: start[..<end], as: UTF8.self).lowercased()
        }
    }
}
