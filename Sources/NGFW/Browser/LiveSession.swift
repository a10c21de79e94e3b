public import NGFWCore
internal import NGFWPolicy

/// A session of a running firewall, as a browser shows it: the summary, the groups of its addresses now, and the time of the look.
public struct LiveSession: Hashable, Sendable {
    public var session: SessionSummary
    public var time: Timestamp
    public var device: DeviceIdentity
    public var application: Application
    /// Groups that hold the addresses, by name, as registered at ``time``.
    public var sourceGroups: [String] = []
    public var destinationGroups: [String] = []

    public init(_ session: SessionSummary, at time: Timestamp, device: DeviceIdentity = DeviceIdentity(), application: Application? = nil) {
        self.session = session
        self.time = time
        self.device = device
        self.application = application ?? Application(name: session.application, origin: .opaque)
    }
}

extension LiveSession: FilterSubject {
    var action: String { session.action.rawValue }
    var actionSource: TrafficLogRecord.ActionSource { TrafficLogRecord.ActionSource(of: session.action, application) }
    var category: String { "any" }
    var endReason: SessionEndReason { session.endReason ?? .notApplicable }
    var flags: TrafficLogRecord.Flags {
        var flags: TrafficLogRecord.Flags = session.isImplicit ? .implicitApplication : []
        if !session.tuple.source.isIPv4 { flags.insert(.ipv6) }
        return flags
    }
    var logSetting: String? { nil }
    var logSubtype: TrafficLogRecord.Subtype? { nil }
    var sequenceNumber: UInt64 { 0 }
    var repeatCount: UInt64 { 1 }
    var translatedSource: IPAddress? { nil }
    var translatedDestination: IPAddress? { nil }
    var facts: TrafficLogRecord.DeviceFacts { TrafficLogRecord.DeviceFacts() }
}
