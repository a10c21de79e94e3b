internal import NGFWCore

/// Sessions as the device's command line shows them, line by line. Source: reference section 4.7.
///
/// Names stand as they are: who prints to a terminal takes control characters out.
public enum SessionText {
    private static let rule = String(repeating: "-", count: 80)

    /// What stands above the lines of `show session all`.
    public static let listHeader = [
        rule,
        "ID          Application    State   Type Flag  Src[Sport]/Zone/Proto (translated IP[Port])",
        "Vsys                                          Dst[Dport]/Zone (translated IP[Port])",
        rule,
    ]

    /// The two lines of one session in `show session all`.
    ///
    ///     20           ping           ACTIVE  FLOW       10.0.1.4[32336]/trust/1  (10.0.1.4[32336])
    ///     vsys1                                          198.51.100.8[3]/untrust  (198.51.100.8[3])
    public static func lines(_ live: LiveSession) -> [String] {
        let session = live.session
        let tuple = session.tuple
        let head =
            padded("\(session.id)", 13) + padded(session.application, 15) + padded(session.state.rawValue, 8)
            + padded(session.kind.rawValue, 11)
        let source = "\(tuple.source)[\(tuple.sourcePort)]"
        let destination = "\(tuple.destination)[\(tuple.destinationPort)]"
        return [
            head + "\(source)/\(session.from ?? "none")/\(tuple.ipProtocol.rawValue)  (\(source))",
            padded(live.device.vsys, 47) + "\(destination)/\(session.to ?? "none")  (\(destination))",
        ]
    }

    /// `show session id`.
    ///
    /// - Parameter timeZoneOffset: Seconds east of UTC of the start time.
    public static func block(_ live: LiveSession, timeZoneOffset: Int = 0) -> [String] {
        let session = live.session
        var lines = ["Session             \(session.id)", ""]
        lines += flow("c2s", session, session.tuple, session.from, session.user, session.destinationUser)
        lines += flow("s2c", session, session.tuple.reversed, session.to, session.destinationUser, session.user)
        func add(_ name: String, _ value: String) { lines.append("        \(padded(name, 37)): \(value)") }
        func add(_ name: String, _ value: Bool) { add(name, value ? "True" : "False") }
        add("start time", clock(session.start, timeZoneOffset))
        if let timeout = session.timeout { add("timeout", "\(timeout) sec") }
        if let timeToLive = session.timeToLive { add("time to live", "\(timeToLive) sec") }
        add("total byte count(c2s)", "\(session.bytesSent)")
        add("total byte count(s2c)", "\(session.bytesReceived)")
        add("layer7 packet count(c2s)", "\(session.packetsSent)")
        add("layer7 packet count(s2c)", "\(session.packetsReceived)")
        add("vsys", live.device.vsys)
        add("application", session.application)
        add("rule", session.rule ?? "none")
        if session.parentID > 0 { add("parent session", "\(session.parentID)") }
        if let tunnel = session.tunnelType { add("tunnel", "\(tunnel) \(session.tunnelID)") }
        if session.hasContradictions { add("contradicting segments", true) }
        add("service timeout override(index)", session.hasServiceTimeouts)
        add("session to be logged at end", session.logsEnd)
        add("session in session ager", session.state != .closed)
        add("session updated by HA peer", false)
        add("layer7 processing", session.isInspected ? "enabled" : "completed")
        if let reason = session.endReason {
            if let stage = reason.trackerStage { add("tracker stage firewall", stage) }
            add("end-reason", reason.rawValue)
        }
        return lines
    }

    private static func flow(
        _ name: String, _ session: SessionSummary, _ tuple: FiveTuple, _ zone: String?, _ sourceUser: String?, _ destinationUser: String?
    ) -> [String] {
        [
            "        \(name) flow:",
            "                source:      \(tuple.source) [\(zone ?? "none")]",
            "                dst:         \(tuple.destination)",
            "                proto:       \(tuple.ipProtocol.rawValue)",
            "                sport:       \(padded("\(tuple.sourcePort)", 16))dport:      \(tuple.destinationPort)",
            "                state:       \(padded(session.state.rawValue, 16))type:       \(session.kind.rawValue)",
            "                src user:    \(sourceUser ?? "unknown")",
            "                dst user:    \(destinationUser ?? "unknown")",
            "",
        ]
    }

    /// `Fri Apr 26 01:40:38 2019`
    private static func clock(_ time: Timestamp, _ offset: Int) -> String {
        let date = CalendarDate(time, offset: offset)
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        var clock: [UInt8] = []
        clock.appendClock(date)
        let day = date.day < 10 ? " \(date.day)" : "\(date.day)"
        return
            "\(weekdays[date.weekday]) \(MonthNames.all[(date.month - 1) % 12]) \(day) \(String(decoding: clock, as: UTF8.self)) \(date.year)"
    }

    /// At least one blank behind, so that a long name pushes the rest out and does not touch it.
    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
