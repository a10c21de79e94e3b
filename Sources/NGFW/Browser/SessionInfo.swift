public import NGFWCore

/// The counters and settings of `show session info`, under the names of its XML. Source: reference section 4.7.
///
/// Settings that nothing here follows are left out: the captive portal's timeout, the search for scans, the rate of ICMP errors.
public struct SessionInfo: Hashable, Sendable {
    public enum Value: Hashable, Sendable, CustomStringConvertible {
        case number(UInt64)
        case flag(Bool)

        public var description: String {
            switch self {
            case .number(let number): "\(number)"
            case .flag(let flag): flag ? "True" : "False"
            }
        }
    }

    /// Where rates are measured from: what a firewall had counted at some time.
    public struct Start: Hashable, Sendable {
        public var time: Timestamp
        public var counters: FirewallCounters

        public init(time: Timestamp, counters: FirewallCounters = FirewallCounters()) {
            self.time = time
            self.counters = counters
        }
    }

    public private(set) var entries: [(name: String, value: Value)] = []

    /// - Parameters:
    ///   - sessions: The live ones.
    ///   - start: `nil` leaves the rates out; they are averages from there to now, in full packets, sessions and kilobits.
    public init(
        sessions: [SessionSummary], capacity: Int, counters: FirewallCounters, settings: SessionSettings, now: Timestamp,
        since start: Start?
    ) {
        add("num-max", capacity)
        addSessions(sessions)
        add("num-installed", counters.sessionsCreated)
        if let start { addRates(counters, now, start) }
        addTimeouts(settings.timeouts)
        add("age-accel-en", settings.acceleratedAgeing.isEnabled)
        add("age-accel-thresh", settings.acceleratedAgeing.threshold)
        add("age-accel-tsf", settings.acceleratedAgeing.scalingFactor)
        add("tcp-nonsyn-rej", settings.tcp.rejectsNonSYN)
        add("tcp-diff-syn-rej", settings.tcp.rejectsDifferentSYN)
        add("tcp-strict-rst", settings.tcp.isResetStrict)
        // What a firewall without hardware, and with IPv6, always answers.
        add("hw-offload", false)
        add("ipv6-fw", true)
    }

    private mutating func add(_ name: String, _ number: some BinaryInteger) { entries.append((name, .number(UInt64(clamping: number)))) }

    private mutating func add(_ name: String, _ flag: Bool) { entries.append((name, .flag(flag))) }

    private mutating func addSessions(_ sessions: [SessionSummary]) {
        // Announced sessions have a counter of their own.
        func count(_ isWanted: (SessionSummary) -> Bool) -> Int {
            sessions.reduce(0) { $0 + ($1.kind != .predicted && isWanted($1) ? 1 : 0) }
        }
        add("num-active", count { _ in true })
        add("num-tcp", count { $0.tuple.ipProtocol == .tcp })
        add("num-udp", count { $0.tuple.ipProtocol == .udp })
        add("num-icmp", count { $0.tuple.ipProtocol.isICMP })
        add("num-bcast", count { $0.tuple.destination == IPAddress(v4: .max) })
        add("num-mcast", count { $0.tuple.destination.isMulticast })
        add("num-predict", sessions.count { $0.kind == .predicted })
    }

    private mutating func addRates(_ counters: FirewallCounters, _ now: Timestamp, _ start: Start) {
        let (elapsed, overflow) = now.nanoseconds.subtractingReportingOverflow(start.time.nanoseconds)
        let nanoseconds = overflow ? .max : max(0, elapsed)
        // Of less than a millisecond a rate says nothing.
        guard nanoseconds >= 1_000_000 else { return }
        func rate(_ count: UInt64) -> UInt64 { UInt64(clamping: Int64(Double(count) * 1e9 / Double(nanoseconds))) }
        let packets = counters.received.packets &- start.counters.received.packets
        let bytes = counters.received.bytes &- start.counters.received.bytes
        add("cps", rate(counters.sessionsCreated &- start.counters.sessionsCreated))
        add("pps", rate(packets))
        add("kbps", rate(bytes / 125))
    }

    private mutating func addTimeouts(_ timeouts: SessionTimeouts) {
        add("tmo-tcp", timeouts.tcp)
        add("tmo-udp", timeouts.udp)
        add("tmo-icmp", timeouts.icmp)
        add("tmo-def", timeouts.other)
        add("tmo-tcpinit", timeouts.tcpInit)
        add("tmo-tcphandshake", timeouts.tcpHandshake)
        add("tmo-tcphalfclosed", timeouts.tcpHalfClosed)
        add("tmo-tcptimewait", timeouts.tcpTimeWait)
        add("tmo-tcp-unverif-rst", timeouts.tcpUnverifiedReset)
        add("tmo-sctp", timeouts.sctp)
        add("tmo-sctpinit", timeouts.sctpInit)
        add("tmo-sctpcookie", timeouts.sctpCookie)
        add("tmo-sctpshutdown", timeouts.sctpShutdown)
        add("dis-tcp", timeouts.discardTCP)
        add("dis-udp", timeouts.discardUDP)
        add("dis-def", timeouts.discardOther)
        add("dis-sctp", timeouts.discardSCTP)
    }

    /// One entry a line, the values in one column.
    public var lines: [String] {
        let width = entries.reduce(0) { max($0, $1.name.count) } + 2
        return entries.map { "\($0.name):" + String(repeating: " ", count: width - $0.name.count) + $0.value.description }
    }

    public static func == (left: SessionInfo, right: SessionInfo) -> Bool { left.lines == right.lines }

    public func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}
