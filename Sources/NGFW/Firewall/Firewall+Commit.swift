public import NGFWCore
public import NGFWPolicy

/// Another policy for a running firewall. Source: reference section 4.5.
extension Firewall {
    /// Puts another policy in force: new sessions and application shifts are decided by it at once. Registrations,
    /// zones and timeouts stay; rules that keep their name keep their hits.
    ///
    ///     try firewall.replacePolicy(ResolvedPolicy(policy), at: now)
    ///
    /// Running sessions are looked up again by what is known of them now: an allowed one may come under another rule, one
    /// that is no longer allowed is blocked and logged as such. Blocked sessions stay so until their discard timeout.
    ///
    /// - Parameters:
    ///   - policy: One whose catalogue extends that of this firewall's ``library``.
    ///   - rematch: `false` leaves running sessions under the rule that let them pass, until their application shifts.
    ///   - time: `nil` is the latest time seen.
    /// - Throws: ``FlowError`` (`noPolicy`) when the firewall was made without a policy: it stays so.
    /// - Complexity: compiling the policy, and one lookup a running session.
    public mutating func replacePolicy(
        _ policy: ResolvedPolicy, rematch: Bool = true, at time: Timestamp? = nil
    ) throws(FlowError) {
        guard let owner else { throw FlowError(.noPolicy) }
        if let time { moveClock(to: time) }
        owner.replacePolicy(policy)
        catalogue = policy.catalogue
        let former = rules
        rules = RuleBook(policy, after: former, at: now)
        follows = PolicyFollowing(policy, at: now)
        let live = table.live
        for index in live {
            table[index].author = table[index].author.map { rules.adopt($0, of: former) }
            // Users and zones have other numbers now.
            let from = zonePair(of: table[index]).from
            table[index].user = userNames[table[index].id].map { owner.user(named: $0, in: from) } ?? .unmapped
        }
        guard rematch else { return }
        for index in live where table[index].state == .active { askAgain(index) }
    }

    /// The lookup of a running session by what is known of it now.
    mutating func askAgain(_ index: Int) {
        guard table[index].application == .undecided else {
            _ = lookUpAgain(index, nil, .clientToServer)
            return
        }
        renewUser(index)
        guard let match = lookUp(table[index], application: nil) else { return }
        take(match, index)
        guard !match.action.isAllow else { return }
        // What little is known names it in the log.
        concludeIdentification(index)
        block(index, .drop, nil, .clientToServer)
    }
}
