public import NGFWCore
public import NGFWPolicy

/// Reads what names resolve to, for `fqdn` address objects: a name and its addresses on a line, as often as needed, and before
/// the addresses the time from which they hold, where they change.
///
///     www.example.com  192.0.2.10 2001:db8::10
///     db.example.com   10.0.0.5
///     db.example.com   2026-01-05T12:00:00Z  10.0.0.6
///
/// From its time on a set replaces the one before it. Source: reference section 3.1.
public enum ResolutionFile {
    /// Name → addresses by the time from which they hold, ascending.
    public typealias Resolutions = [String: [TimedAddresses]]

    /// A file of at most ``Limits/flowFileBytes``; names come back in lower case, with at most ``Limits/addressesPerName``
    /// addresses each at a time.
    public static func read(path: String, limits: Limits = .standard) -> (resolutions: Resolutions, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        let bytes = TextLines.read(path: path, limits: limits, &diagnostics)
        return (read(bytes, name: path, limits, &diagnostics), diagnostics)
    }

    /// The same from memory; `name` is what diagnostics call it.
    public static func read(
        _ bytes: [UInt8], name: String, limits: Limits = .standard
    ) -> (resolutions: Resolutions, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        return (read(bytes, name: name, limits, &diagnostics), diagnostics)
    }

    private static func isHostName(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && name.utf8.allSatisfy(ConfigurationReader.isHostNameByte) && IPAddress(name) == nil
    }

    private static func read(_ bytes: [UInt8], name: String, _ limits: Limits, _ diagnostics: inout Diagnostics) -> Resolutions {
        var sets: [String: [Timestamp: [IPAddress]]] = [:]
        for line in TextLines.lines(bytes, name: name) {
            var words = line.words.dropFirst()
            var from = Timestamp.distantPast
            // Seconds since 1970 would be a mistyped address more often than a time.
            if let word = words.first, word.contains("T"), let time = Timestamp(String(word)) {
                from = time
                words = words.dropFirst()
            }
            let addresses = words.map { IPAddress(String($0)) }
            let key = line.words[0].lowercased()
            guard line.isText, isHostName(key), !addresses.isEmpty, addresses.allSatisfy({ $0 != nil }) else {
                diagnostics.add(
                    Messages.badLine(
                        line.text,
                        "a name, a time where addresses change, and addresses, as in 'www.example.com 192.0.2.10' or "
                            + "'www.example.com 2026-01-05T12:00:00Z 192.0.2.11'", at: line.location))
                continue
            }
            let known = sets[key]?[from] ?? []
            let all = known + addresses.compactMap { $0 }.filter { !known.contains($0) }
            if all.count > limits.addressesPerName {
                diagnostics.add(Messages.tooManyEntries(limit: limits.addressesPerName, at: line.location))
            }
            sets[key, default: [:]][from] = Array(all.prefix(limits.addressesPerName))
        }
        return sets.mapValues { $0.sorted { $0.key < $1.key }.map { TimedAddresses($0.value, from: $0.key) } }
    }
}
