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

    /// Parses `syslog://127.0.0.1:514`, `syslog+tcp://[::1]:601`; `nil` for what is no such address, a path among them.
    ///
    /// - Throws: `InputError` for an address without host or port.
    init?(_ text: String) throws(InputError) {
        let rest: Substring
        if text.hasPrefix("syslog://") {
            transport = .udp
            rest = text.dropFirst("syslog://".count)
        } else if text.hasPrefix("syslog+tcp://") {
            transport = .tcp
            rest = text.dropFirst("syslog+tcp://".count)
        } else {
            return nil
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
