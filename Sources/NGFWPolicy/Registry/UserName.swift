/// User and group names as policies compare them: case-insensitive, `domain\user`.
///
///     UserName.normalized("CORP\\Eve")     // "corp\eve"
///     UserName.normalized("eve@corp.example")    // "eve@corp.example"
///     UserName.normalized("eve@corp.example", form: .domain)    // "corp.example\eve"
///
/// Source: reference section 1.4 (MODEL: compare case-insensitively around the backslash).
enum UserName {
    /// Names over this many bytes are refused (the schema's limit is 1,023 characters).
    static let maximumBytes = 1_023

    /// Lower case, without spaces around the name or around the backslash; `nil` when empty or too long.
    static func normalized(_ name: String, form: PolicyOptions.UserNames = .asWritten) -> String? {
        guard (1...maximumBytes).contains(name.utf8.count) else { return nil }
        let parts = name.lowercased().split(separator: "\\", omittingEmptySubsequences: false).map(trimmed)
        let joined = parts.joined(separator: "\\")
        if form == .domain, parts.count == 1, let at = joined.lastIndex(of: "@") {
            let domain = joined[joined.index(after: at)...]
            let user = joined[..<at]
            if !domain.isEmpty, !user.isEmpty { return "\(domain)\\\(user)" }
        }
        return joined.isEmpty ? nil : joined
    }

    /// Whether a name of a rule can be somebody's: not one with an empty part, as `corp\` or `\eve`, which no user has. In
    /// distinguished names a backslash escapes what comes behind it.
    static func isWhole(_ normalized: String) -> Bool {
        if normalized.contains("=") { return true }
        return !normalized.split(separator: "\\", omittingEmptySubsequences: false).contains(where: \.isEmpty)
    }

    private static func trimmed(_ part: Substring) -> String {
        var rest = part.drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
