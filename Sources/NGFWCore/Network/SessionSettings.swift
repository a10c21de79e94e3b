/// How sessions are kept: everything under `deviceconfig/setting` that is no single timeout. The defaults are PAN-OS's.
/// Source: reference sections 4.2 and 4.3.
public struct SessionSettings: Hashable, Sendable {
    public var timeouts = SessionTimeouts()
    public var acceleratedAgeing = AcceleratedAgeing()
    public var tcp = TCPSettings()
    /// What happens to a packet that needs a session when there is no room for one.
    public var resourceLimitBehavior = ResourceLimitBehavior.drop
    /// From what use of the table on trickling sessions are searched for, and what their idle time is divided by:
    /// `scan-threshold`, `scan-scaling-factor`.
    public var scan = Scan()
    /// What zone protection profiles say otherwise, by the zone of a session's first packet. Source: reference section 4.3.
    public var zones: [String: ZoneSettings] = [:]

    public init() {}

    /// The checks on sessions that begin in a zone; `nil` is an address without one.
    public func tcp(fromZone zone: String?) -> TCPSettings {
        guard !zones.isEmpty, let override = zone.flatMap({ zones[$0] }) else { return tcp }
        var settings = tcp
        settings.rejectsNonSYN = override.rejectsNonSYN ?? settings.rejectsNonSYN
        settings.asymmetricPath = override.asymmetricPath ?? settings.asymmetricPath
        return settings
    }

    /// `nil` follows the device.
    public struct ZoneSettings: Hashable, Sendable {
        public var rejectsNonSYN: Bool?
        public var asymmetricPath: TCPSettings.AsymmetricPath?

        public init(rejectsNonSYN: Bool? = nil, asymmetricPath: TCPSettings.AsymmetricPath? = nil) {
            self.rejectsNonSYN = rejectsNonSYN
            self.asymmetricPath = asymmetricPath
        }
    }

    public struct Scan: Hashable, Sendable {
        /// Percent: 50 to 99.
        public var threshold = 80
        /// 2 to 16.
        public var scalingFactor = 8

        public init() {}
    }

    /// A fuller table ages faster. Source: reference section 4.2.
    public struct AcceleratedAgeing: Hashable, Sendable {
        public var isEnabled = true
        /// Percent of the session table in use from which on it applies: 50 to 99.
        public var threshold = 80
        /// What idle times are divided by: 2, 4, 8 or 16.
        public var scalingFactor = 2

        public init() {}
    }

    public enum ResourceLimitBehavior: String, Hashable, Sendable, CaseIterable {
        case drop
        /// The packet passes without a session, uninspected.
        case bypass
    }
}

/// Checks on TCP segments. Source: reference section 4.3.
public struct TCPSettings: Hashable, Sendable {
    /// Whether a first packet without SYN is dropped: `tcp-reject-non-syn`.
    public var rejectsNonSYN = true
    /// `asymmetric-path`
    public var asymmetricPath = AsymmetricPath.drop
    /// `urgent-data`
    public var urgentData = UrgentData.clear
    /// Whether segments are dropped whose time stamp is null, is missing although both ends stamp, or is older than the last, which
    /// receivers throw away (RFC 7323 sections 3.2 and 5): `check-timestamp-option`. Twelve bytes more a session.
    public var checksTimestamp = false
    /// Whether SYNs pass without the Multipath TCP option, so that no stream is spread over connections of which each looks harmless
    /// (RFC 8684): `strip-mptcp-option`. ``NGFW/Verdict/stripsMultipath`` asks for it.
    public var stripsMultipath = true
    /// What happens when more waits out of order than there is room for while a session is inspected: `bypass-exceed-oo-queue`. `true`:
    /// it passes, and the session is decided by what is known of it. `false`: segments beyond the room are dropped until what is
    /// missing has come.
    public var bypassesExceededQueue = true
    /// Whether a SYN with another initial sequence number is dropped on an open session: `tcp-diff-syn-rej`.
    public var rejectsDifferentSYN = true
    /// Whether a RST counts only at exactly the sequence number that the peer expects: `tcp-strict-rst`.
    public var isResetStrict = true
    /// Whether packets with a wrong checksum are dropped: `strict-checksum`. Captures taken at a sender need `false`.
    public var isChecksumStrict = true

    public init() {}

    public enum AsymmetricPath: String, Hashable, Sendable, CaseIterable {
        /// Windows are enforced; segments outside are dropped.
        case drop
        /// Windows are not looked at, and the session is not inspected once a segment is outside.
        case bypass
    }

    public enum UrgentData: String, Hashable, Sendable, CaseIterable {
        /// Urgent bytes are part of the stream: ``NGFW/Verdict/clearsUrgentPointer`` asks for receivers to be told so.
        case clear
        /// The pointer is left, and the byte that it means is no part of the stream, as with most receivers. Which byte that is, they
        /// do not agree upon (RFC 6093).
        case oobInline = "oob-inline"
    }
}
