/// Idle timeouts of sessions in seconds; the defaults are PAN-OS's. Source: reference section 4.2.
public struct SessionTimeouts: Hashable, Sendable {
    /// Established TCP, idle.
    public var tcp: Int64 = 3600
    /// SYN seen, no SYN-ACK yet.
    public var tcpInit: Int64 = 5
    /// SYN-ACK seen, no ACK yet.
    public var tcpHandshake: Int64 = 10
    /// After the first FIN.
    public var tcpHalfClosed: Int64 = 120
    /// After the second FIN or a RST.
    public var tcpTimeWait: Int64 = 15
    /// After a RST inside the window whose sequence number was not verified.
    public var tcpUnverifiedReset: Int64 = 30
    public var udp: Int64 = 30
    public var icmp: Int64 = 6
    /// Other IP protocols.
    public var other: Int64 = 30
    /// Sessions in state DISCARD.
    public var discardTCP: Int64 = 90
    public var discardUDP: Int64 = 60
    public var discardOther: Int64 = 60
    public var discardSCTP: Int64 = 30
    /// An SCTP association in use.
    public var sctp: Int64 = 3600
    /// INIT seen, no INIT-ACK yet (RFC 9260 section 5.1).
    public var sctpInit: Int64 = 5
    /// COOKIE-ECHO seen, no COOKIE-ACK yet.
    public var sctpCookie: Int64 = 60
    /// After SHUTDOWN.
    public var sctpShutdown: Int64 = 60
    // Those of the captive portal and the search for scans are read and written, not followed yet.
    /// Sessions of the captive portal.
    public var captivePortal: Int64 = 30
    /// A session that the search for trickling sessions finds.
    public var scan: Int64 = 10

    public init() {}
}
