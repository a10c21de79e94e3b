public import NGFWCore
public import NGFWPolicy

/// A traffic log record without its words: what counters, flow exporters and rate limits need of it, at a twentieth of its cost.
///
///     firewall.takeLogEntries { entry in bytes[entry.rule, default: 0] += entry.bytesSent + entry.bytesReceived }
public struct LogEntry: Sendable {
    public var subtype: TrafficLogRecord.Subtype
    /// When it was written, by the firewall's clock.
    public var time: Timestamp
    /// Rises by one with every record of a firewall.
    public var sequenceNumber: UInt64
    /// 0 for a packet that got no session.
    public var sessionID: UInt64
    /// As the client sees it.
    public var tuple: FiveTuple
    public var application: String
    public var rule: String
    public var action: RuleAction
    /// ``SessionEndReason/notApplicable`` for a start.
    public var endReason: SessionEndReason
    public var start: Timestamp
    public var packetsSent: UInt64
    public var packetsReceived: UInt64
    public var bytesSent: UInt64
    public var bytesReceived: UInt64

    /// The numbers of a record.
    public init(_ record: TrafficLogRecord) {
        subtype = record.subtype
        time = record.time
        sequenceNumber = record.sequenceNumber
        sessionID = record.session.id
        tuple = record.session.tuple
        application = record.session.application
        rule = record.session.rule ?? ""
        action = record.session.action
        endReason = record.endReason
        start = record.session.start
        packetsSent = record.session.packetsSent
        packetsReceived = record.session.packetsReceived
        bytesSent = record.session.bytesSent
        bytesReceived = record.session.bytesReceived
    }

    init(_ report: PendingReport, _ subtype: TrafficLogRecord.Subtype, application: String, rule: String) {
        let record = report.view.record
        self.subtype = subtype
        time = report.time
        sequenceNumber = report.sequenceNumber
        sessionID = record.id
        tuple = record.tuple
        self.application = application
        self.rule = rule
        action = record.action
        endReason = subtype == .start ? .notApplicable : record.endReason ?? .unknown
        start = report.view.details.start
        packetsSent = record.packetsSent
        packetsReceived = record.packetsReceived
        bytesSent = record.bytesSent
        bytesReceived = record.bytesReceived
    }
}
