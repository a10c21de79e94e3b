/// What a service object says instead of the timeouts of application and device, in seconds: `protocol/tcp/override/yes`.
/// Source: reference section 4.2.
public struct ServiceTimeouts: Hashable, Sendable {
    /// Idle time of a session; of TCP an established one: `timeout`.
    public var idle: Int64?
    /// After the first FIN: `halfclose-timeout`.
    public var tcpHalfClosed: Int64?
    /// After the second FIN or a RST: `timewait-timeout`.
    public var tcpTimeWait: Int64?

    public init(idle: Int64? = nil, tcpHalfClosed: Int64? = nil, tcpTimeWait: Int64? = nil) {
        self.idle = idle
        self.tcpHalfClosed = tcpHalfClosed
        self.tcpTimeWait = tcpTimeWait
    }

    public var isEmpty: Bool { idle == nil && tcpHalfClosed == nil && tcpTimeWait == nil }
}
