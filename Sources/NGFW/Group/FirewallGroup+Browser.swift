internal import NGFWCore

/// The session browser's look at all workers; see ``Firewall/liveSessions(matching:)``.
extension FirewallGroup {
    /// Live sessions that a filter matches, oldest first, each with the groups that hold its addresses now.
    ///
    /// - Complexity: O(*n* log *n*): nothing for the packet path.
    public func liveSessions(matching filter: SessionFilter? = nil) -> [LiveSession] {
        var live = shards.flatMap { $0.firewall.liveSessions(matching: filter) }
        if shards.count > 1 { live.sort { ($0.session.start, $0.session.id) < ($1.session.start, $1.session.id) } }
        return live
    }

    /// A summary as the browser shows it. The groups are those of any worker: all have the same registrations.
    public func browsed(_ session: SessionSummary) -> LiveSession { shards[0].firewall.browsed(session) }

    /// The counters of `show session info`.
    ///
    /// - Parameter start: `nil` leaves the rates out.
    /// - Complexity: that of ``sessions()``.
    public func sessionInfo(since start: SessionInfo.Start?) -> SessionInfo {
        SessionInfo(
            sessions: sessions(), capacity: configuration.limits.sessions, counters: counters, settings: configuration.settings, now: now,
            since: start)
    }
}
