internal import NGFWCore
internal import NGFWPolicy

/// Holds the policy engine in one place: it is two kilobytes of references, which a packet must neither copy nor retain.
final class PolicyOwner {
    var engine: PolicyEngine

    init(_ engine: PolicyEngine) { self.engine = engine }

    func match(_ input: MatchInput) -> RuleMatch { engine.match(input) }

    func explain(_ input: MatchInput) -> Explanation { engine.explain(input) }

    func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] { engine.apply(update, at: time) }

    func expire(at time: Timestamp) { engine.expire(at: time) }

    func groups(of address: IPAddress) -> [String] { engine.groups(of: address) }

    func user(of address: IPAddress, from zone: ZoneID) -> UserFact { engine.user(of: address, from: zone) }

    func user(named name: String) -> UserFact { engine.user(named: name) }

    /// Who is logged in at an address.
    func userName(of address: IPAddress) -> String? { engine.registry.user(of: address) }

    func zonePair(from: String?, to: String?) -> (from: ZoneID, to: ZoneID) { engine.policy.zonePair(from: from, to: to) }

    func categoryID(named name: String) -> CategoryID { engine.policy.categoryID(named: name) }

    func replacePolicy(_ policy: ResolvedPolicy) { engine.replacePolicy(policy) }

    /// A running session's user in a zone of the policy that is in force now.
    func user(named name: String, in zone: ZoneID) -> UserFact {
        engine.policy.identifiesUsers(in: zone) ? engine.user(named: name) : .unmapped
    }

    var revisions: PolicyEngine.Revisions { engine.revisions }
}
