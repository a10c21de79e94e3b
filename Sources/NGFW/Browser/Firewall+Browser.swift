internal import NGFWCore
internal import NGFWPolicy

/// The session browser's look at a firewall.
extension Firewall {
    /// Live sessions that a filter matches, oldest first, each with the groups that hold its addresses now.
    ///
    ///     let filter = try SessionFilter("application eq ssh and source in DAG-WEB")
    ///     for live in firewall.liveSessions(matching: filter) { print(SessionText.lines(live)) }
    ///
    /// - Complexity: O(*n* log *n*): nothing for the packet path.
    public mutating func liveSessions(matching filter: SessionFilter? = nil) -> [LiveSession] {
        let all = sessions()
        return all.compactMap { session in
            let live = browsed(session)
            return filter?.matches(live) ?? true ? live : nil
        }
    }

    /// A summary as the browser shows it.
    public func browsed(_ session: SessionSummary) -> LiveSession {
        let application = catalogue.id(named: session.application).map { catalogue[$0] }
        var live = LiveSession(session, at: now, device: configuration.device, application: application)
        if let owner {
            live.sourceGroups = owner.groupNames(of: session.tuple.source).all
            live.destinationGroups = owner.groupNames(of: session.tuple.destination).all
        }
        return live
    }

    /// The counters of `show session info`.
    ///
    /// - Parameter start: `nil` leaves the rates out.
    /// - Complexity: that of ``sessions()``.
    public mutating func sessionInfo(since start: SessionInfo.Start?) -> SessionInfo {
        return SessionInfo(
            sessions: sessions(), capacity: configuration.limits.sessions, counters: counters, settings: configuration.settings, now: now,
            since: start)
    }
}
