public import NGFWCore

/// Answers lookups against one policy and one registry of addresses, which it owns.
///
///     var engine = PolicyEngine(resolved)
///     engine.apply(update, at: now)                   // dynamic groups follow at once
///     engine.match(input)                             // which rule, and whether that is the last word
///
/// A value with one owner: copies are independent, nothing is locked.
public struct PolicyEngine: Sendable {
    public private(set) var policy: ResolvedPolicy
    public private(set) var registry: AddressRegistry
    /// Counts what the answers depend on.
    public struct Revisions: Hashable, Sendable {
        /// From 1, rises with each ``PolicyEngine/replacePolicy(_:)``.
        public var policy: UInt64
        /// ``AddressRegistry/revision``
        public var registrations: UInt64
    }

    private var policyRevision: UInt64 = 1
    var users: UserTable

    public init(_ policy: ResolvedPolicy, registry: AddressRegistry = AddressRegistry()) {
        self.policy = policy
        self.registry = registry
        users = policy.users
    }

    public var revisions: Revisions { Revisions(policy: policyRevision, registrations: registry.revision) }

    /// Puts another policy in force; registrations stay. Ids of zones, users and categories are those of the new policy.
    public mutating func replacePolicy(_ policy: ResolvedPolicy) {
        self.policy = policy
        users = policy.users
        policyRevision += 1
    }

    /// Does what a registration message says; the next lookup sees it.
    @discardableResult
    public mutating func apply(_ update: RegistrationUpdate, at time: Timestamp) -> [RegistrationOutcome] {
        registry.apply(update, at: time)
    }

    /// Forgets registrations whose time has come.
    @discardableResult
    public mutating func expire(at time: Timestamp) -> [RegistrationOutcome] { registry.expire(at: time) }

    /// Which rule decides for a session, by what is known of it now.
    public mutating func match(_ input: MatchInput) -> RuleMatch {
        ReferenceEvaluator(policy, users: users).match(input, registry)
    }

    // MARK: Users

    /// The user behind a source address in a zone: unmapped where the zone does not identify users.
    public mutating func user(of address: IPAddress, from zone: ZoneID) -> UserFact {
        guard policy.identifiesUsers(in: zone), let name = registry.user(of: address) else { return .unmapped }
        return .mapped(users.id(of: name, groups: registry.groupsOfUser[name] ?? []))
    }

    /// A user by name, with the groups of the policy and of registrations.
    public mutating func user(named name: String) -> UserFact {
        guard let key = UserName.normalized(name) else { return .unmapped }
        return .mapped(users.id(of: key, groups: registry.groupsOfUser[key] ?? []))
    }
}
