import NGFW

/// Where a traffic log goes.
protocol LogTarget {
    mutating func add(_ record: TrafficLogRecord) throws
    /// Writes what is held, as far as that needs no waiting.
    mutating func flush() throws
    /// Writes what is still held.
    ///
    /// - Returns: what was lost, in words; empty when nothing was.
    mutating func finish() throws -> [String]
    /// Opens its file anew, if it has one.
    func reopen()
}

extension LogTarget {
    func reopen() {}
}

extension LogFile: LogTarget {
    func finish() throws -> [String] {
        try flush()
        return []
    }
}

/// A syslog receiver, as `--log` names it.
struct SyslogDestination: Equatable {
    enum Transport: Equatable { case udp, tcp }

    var transport: Transport
    var host: String
    var port: UInt16

    /// Whether a text is meant as an address and not as a path: it has a scheme, which has no `/`, and `://` behind it.
    static func isMeant(_ text: String) -> Bool {
        let lowered = text.lowercased()
        if lowered.hasPrefix("syslog:") || lowered.hasPrefix("syslog+") { return true }
        return lowered.firstRange(of: "://").map { !lowered[..<$0.lowerBound].contains("/") } ?? false
    }

    /// Parses `syslog://127.0.0.1:514`, `syslog+tcp://[::1]:601`; `nil` for a path.
    ///
    /// - Throws: `InputError` for an address of another kind, or without host or port.
    init?(_ text: String) throws(InputError) {
        guard Self.isMeant(text) else { return nil }
        let rest: Substring
        // Schemes have no case (RFC 3986, 3.1).
        if text.lowercased().hasPrefix("syslog://") {
            transport = .udp
            rest = text.dropFirst("syslog://".count)
        } else if text.lowercased().hasPrefix("syslog+tcp://") {
            transport = .tcp
            rest = text.dropFirst("syslog+tcp://".count)
        } else {
            throw InputError("--log: '\(text)' is no target; expected syslog://host:port, syslog+tcp://host:port or a path")
        }
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]), port > 0 else {
            throw InputError("--log: '\(text)' names no port; expected one such as syslog://127.0.0.1:514")
        }
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains("/") else {
            throw InputError("--log: '\(text)' names no host; expected one such as syslog://127.0.0.1:514")
        }
        self.host = String(host)
        self.port = port
    }
}
