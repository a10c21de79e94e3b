internal import NGFWCore
internal import NGFWPolicy

/// Holds the policy engine in one place: it is two kilobytes of references, which a packet must neither copy nor retain.
final class PolicyOwner {
    /// PERF: the firewall that has the owner is its only user, one call at a time: checks of exclusive access at run time were a
    /// twentieth of opening a connection.
    @safe @exclusivity(unchecked)
    private(set) var engine: PolicyEngine
    /// The engine as it will be at a later time, of which ``withEngine(at:_:)`` was asked.
    private var later: (engine: PolicyEngine, time: Timestamp)?
    /// Of the engine, kept up by ``settle()``: a packet must not touch the engine to learn that there is nothing to ask it.
    @safe @exclusivity(unchecked)
    private var nextDue: Timestamp?
    @safe @exclusivity(unchecked)
    private(set) var hasLogins = false

    private let asksReference: Bool

    init(_ engine: PolicyEngine, asksReference: Bool) {
        self.engine = engine
        self.asksReference = asksReference
        settle()
    }

    private func settle() {
        nextDue = engine.nextDue
        hasLogins = engine.hasLogins
    }

    /// PERF: to read a property of a class Swift 6.3 copies it first, to write it does not: groups of a log record cost two copies
    /// of the engine (benchmark `traffic`).
    @inline(__always)
    private func read<Answer>(_ question: (inout PolicyEngine) -> Answer) -> Answer { question(&engine) }

    func match(_ input: MatchInput) -> RuleMatch { asksReference ? referenceMatch(input) : engine.match(input) }

    // Apart, for it copies the engine on the stack.
    @inline(never)
    private func referenceMatch(_ input: MatchInput) -> RuleMatch { engine.referenceMatch(input) }

    func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        later = nil
        defer { settle() }
        return engine.apply(update, at: time)
    }

    @discardableResult
    func expire(at time: Timestamp) -> [RegistrationOutcome] {
        defer { settle() }
        return engine.expire(at: time)
    }

    @inline(__always)
    func isDue(at time: Timestamp) -> Bool { nextDue.map { $0 <= time } ?? false }

    var policyRevision: UInt64 { read { $0.revisions.policy } }

    func applicationOverride(for input: MatchInput) -> ApplicationOverride? { read { $0.applicationOverride(for: input) } }

    func tunnelInspection(for input: MatchInput, isOfProtocol: ([String]) -> Bool) -> TunnelInspectionRule? {
        read { engine in
            engine.tunnelInspection(for: input, isOfProtocol: isOfProtocol).map { engine.policy.tunnelInspections[$0].definition }
        }
    }

    func nextScheduleChange(after time: Timestamp) -> Timestamp? { read { $0.policy.nextScheduleChange(after: time) } }

    /// Asks the engine as it will be at `time`, when what is due until then has expired; a time before now is answered by
    /// now. The engine itself stays where it is.
    func withEngine<Result>(at time: Timestamp, _ body: (inout PolicyEngine) -> Result) -> Result {
        guard engine.isDue(at: time) else { return body(&engine) }
        var ahead = later.flatMap { $0.time <= time ? $0.engine : nil } ?? engine
        later = nil
        ahead.expire(at: time)
        defer { later = (ahead, time) }
        return body(&ahead)
    }

    func groupNames(of address: IPAddress) -> GroupNames { engine.groupNames(of: address) }

    func user(of address: IPAddress, from zone: ZoneID) -> UserFact { engine.user(of: address, from: zone) }

    /// Who is logged in at an address.
    func userName(of address: IPAddress) -> String? { read { $0.registry.user(of: address) } }

    func serviceTimeouts(of author: RuleMatch.Author, for tuple: FiveTuple) -> ServiceTimeouts? {
        read { $0.policy.serviceTimeouts(of: author, for: tuple) }
    }

    func replacePolicy(_ policy: ResolvedPolicy) {
        later = nil
        engine.replacePolicy(policy)
        settle()
    }

    /// A running session's user in a zone of the policy that is in force now.
    func user(named name: String, in zone: ZoneID) -> UserFact {
        engine.policy.identifiesUsers(in: zone) ? engine.user(named: name) : .unmapped
    }
}
