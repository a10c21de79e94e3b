internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// What a policy says beside its security rules: application overrides, and when running sessions are asked about again.
extension Firewall {
    /// The application that an override rule gives a session at its first packet; `nil` when none does.
    /// Source: reference section 2.8.
    mutating func classificationByOverride(_ record: SessionRecord, _ client: SessionClient) -> Classification? {
        guard follows.hasOverrides else { return nil }
        let (from, to) = zonePair(of: client.origin)
        let input = MatchInput(tuple: record.tuple, from: from, to: to, user: client.user, time: now)
        guard let found = owner?.applicationOverride(for: input) else { return nil }
        rules.hit(override: found.rule, at: now)
        return Classification(application: found.application, base: found.application, state: .final, evidence: .given)
    }

    /// Names a session for good at its first packet, so that App-ID never looks at it.
    mutating func force(_ index: Int, _ classification: Classification) {
        _ = note(classification, index)
        // A start record would wait for payload, whose only use is to find the application.
        table[index].traits.formUnion([.isFinal, .hasPayload, .owesStart])
    }

    // MARK: Rematch

    /// Asks about running sessions again when the options say so and something has changed by now.
    /// Source: reference, Unverified 7 and 9.
    mutating func followClock() {
        guard let owner, follows.anything else { return }
        var isChanged = false
        if owner.isDue(at: now) {
            settleReports()
            let before = owner.policyRevision
            let outcomes = owner.expire(at: now)
            if owner.policyRevision != before { isChanged = follows.refresh }
            if follows.tags, outcomes.contains(where: \.isEffective) { isChanged = true }
        }
        if let change = follows.nextScheduleChange, now >= change {
            follows.nextScheduleChange = owner.nextScheduleChange(after: now)
            isChanged = true
        }
        if isChanged { rematch() }
    }

    /// Looks up all running sessions by what is known of them now.
    mutating func rematch() {
        for index in table.live where table[index].state == .active { askAgain(index) }
    }
}

/// What the policy in force asks of the firewall beside lookups, by its options.
struct PolicyFollowing {
    var hasOverrides = false
    /// Whether services ask for timeouts of their own.
    var hasServiceTimeouts = false
    var hasTunnelInspections = false
    var tags = false
    var refresh = false
    /// `nil` when schedules are not followed.
    var nextScheduleChange: Timestamp?
    /// What echoes of ICMPv6 are called, when not as the signatures say.
    var icmpv6Echo: ApplicationID?

    var anything: Bool { tags || refresh || nextScheduleChange != nil }

    init(_ policy: ResolvedPolicy?, at time: Timestamp) {
        guard let policy else { return }
        let options = policy.options
        hasServiceTimeouts = policy.hasServiceTimeouts
        hasOverrides = !policy.applicationOverrides.isEmpty
        hasTunnelInspections = !policy.tunnelInspections.isEmpty
        tags = options.rematchOnTagChange == .yes
        refresh = options.rematchOnRefresh == .yes
        if options.rematchOnSchedule == .yes { nextScheduleChange = policy.nextScheduleChange(after: time) }
        if options.icmpv6Echo != .ping { icmpv6Echo = policy.catalogue.id(named: options.icmpv6Echo.rawValue) }
    }
}
