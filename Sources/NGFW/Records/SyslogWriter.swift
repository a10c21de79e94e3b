internal import NGFWCore
internal import NGFWPolicy

/// Traffic log records as syslog messages, ready to be sent.
///
///     <14>1 2026-11-22T10:49:56.644Z fw1 ngfw - TRAFFIC - 1,2026/11/22 10:49:56,…      // RFC 5424
///     <14>Nov 22 10:49:56 fw1 1,2026/11/22 10:49:56,…                                  // BSD, RFC 3164
///
/// The facility is user-level (1); an allowed session is informational (6), a blocked one a warning (4). The BSD form has no tag, as the
/// device sends none.
public struct SyslogWriter: Sendable {
    public enum Header: String, Hashable, Sendable, CaseIterable {
        case rfc5424
        /// RFC 3164; its times have neither year nor offset.
        case bsd
    }

    /// How a receiver tells where a message ends.
    public enum Framing: String, Hashable, Sendable, CaseIterable {
        /// One a datagram: nothing is added (RFC 5426).
        case datagram
        /// The count of bytes and a blank before each (RFC 6587 section 3.4.1).
        case octetCounting = "octet-counting"
        /// A line feed behind each (RFC 6587 section 3.4.2); no form of the log has one inside.
        case newline
    }

    public let header: Header
    public let framing: Framing
    public let format: TrafficLogFormat
    /// Seconds east of UTC, for times without an offset.
    public var timeZoneOffset: Int
    private var message: [UInt8] = []

    public init(_ format: TrafficLogFormat, header: Header, framing: Framing, timeZoneOffset: Int = 0) {
        self.format = format
        self.header = header
        self.framing = framing
        self.timeZoneOffset = timeZoneOffset
    }

    /// Appends one message.
    public mutating func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        message.removeAll(keepingCapacity: true)
        appendHeader(record)
        format.write(record, to: &message, timeZoneOffset: timeZoneOffset)
        if message.last == UInt8(ascii: "\n") { message.removeLast() }
        if framing == .octetCounting {
            output.append(decimal: UInt64(message.count))
            output.append(" " as Unicode.Scalar)
        }
        output.append(contentsOf: message)
        if framing == .newline { output.append("\n" as Unicode.Scalar) }
    }

    private mutating func appendHeader(_ record: TrafficLogRecord) {
        message.append(record.session.action.isAllow ? "<14>" : "<12>")
        switch header {
        case .rfc5424:
            message.append("1 ")
            message.append(record.time)
            message.append(" " as Unicode.Scalar)
            appendHost(record.device.hostname)
            message.append(" ngfw - TRAFFIC - ")
        case .bsd:
            let date = CalendarDate(record.time, offset: timeZoneOffset)
            message.append(MonthNames.all[(date.month - 1) % 12])
            message.append(date.day < 10 ? "  " : " ")
            message.append(decimal: UInt64(date.day))
            message.append(" " as Unicode.Scalar)
            message.appendClock(date)
            message.append(" " as Unicode.Scalar)
            appendHost(record.device.hostname)
            message.append(" " as Unicode.Scalar)
        }
    }

    /// Visible ASCII, at most 255 bytes (RFC 5424 section 6); other characters are hyphens, and so is no name at all.
    private mutating func appendHost(_ name: String) {
        for byte in name.utf8.prefix(255) { message.append((0x21...0x7e).contains(byte) ? byte : UInt8(ascii: "-")) }
        if name.isEmpty { message.append("-" as Unicode.Scalar) }
    }
}

/// Months as syslog and the device's command line write them.
enum MonthNames {
    static let all = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
