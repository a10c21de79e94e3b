public import NGFWCore

/// Reads what names resolve to, for `fqdn` address objects: a name and its addresses on a line, as often as needed.
///
///     www.example.com  192.0.2.10 2001:db8::10
///     db.example.com   10.0.0.5
public enum ResolutionFile {
    /// A file of at most ``Limits/flowFileBytes``; names come back in lower case, with at most ``Limits/addressesPerName``
    /// addresses each.
    public static func read(path: String, limits: Limits = .standard) -> (resolutions: [String: [IPAddress]], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        let bytes = TextLines.read(path: path, limits: limits, &diagnostics)
        return (read(bytes, name: path, limits, &diagnostics), diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(
        _ bytes: [UInt8], name: String, limits: Limits = .standard
    ) -> (resolutions: [String: [IPAddress]], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return (read(bytes, name: name, limits, &diagnostics), diagnostics)
    }

    private static func read(
        _ bytes: [UInt8], name: String, _ limits: Limits, _ diagnostics: inout Diagnostics
    ) -> [String: [IPAddress]] {
        var resolutions: [String: [IPAddress]] = [:]
        for line in TextLines.lines(bytes, name: name) {
            let addresses = line.words.dropFirst().map { IPAddress(String($0)) }
            guard !addresses.isEmpty, addresses.allSatisfy({ $0 != nil }) else {
                diagnostics.add(
                    Messages.badLine(
                        line.words.joined(separator: " "), "a name and addresses, as in 'www.example.com 192.0.2.10'", at: line.location))
                continue
            }
            let known = resolutions[line.words[0].lowercased(), default: []]
            let all = known + addresses.compactMap { $0 }.filter { !known.contains($0) }
            if all.count > limits.addressesPerName {
                diagnostics.add(Messages.tooManyEntries(limit: limits.addressesPerName, at: line.location))
            }
            resolutions[line.words[0].lowercased()] = Array(all.prefix(limits.addressesPerName))
        }
        return resolutions
    }
}
