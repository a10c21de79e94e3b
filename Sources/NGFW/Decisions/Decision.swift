public import NGFWPolicy

/// The full answer to one flow: what happens to it, which rule says so, and on which facts.
public struct Decision: Hashable, Sendable {
    /// The states of everything that the answer rests on.
    public struct Revisions: Hashable, Sendable {
        public var policy: UInt64
        public var registrations: UInt64
        public var signatures: UInt64

        public init(policy: UInt64, registrations: UInt64, signatures: UInt64) {
            self.policy = policy
            self.registrations = registrations
            self.signatures = signatures
        }
    }

    public var action: RuleAction
    /// The default rules answer as `intrazone-default` and `interzone-default`.
    public var rule: String
    public var ruleUUID: String?
    /// `undecided` when the flow names none.
    public var application: String
    /// How the application is known: `given` by the flow description, `application-override` by a rule that forces it,
    /// `ip-protocol` by the protocol or ICMP type alone; empty while it is not known.
    public var evidence: String
    /// The application override rule that forces the application.
    public var applicationOverride: String?
    /// False while the answer is tentative: the rule names applications or categories that are not known yet, or allows
    /// only what the application may still become. A rule for any application decides, although a later shift is looked
    /// up again. Source: reference section 2.1.
    public var isFinal: Bool
    public var standing: RuleMatch.Standing
    /// What the two sides are told for the flow as it is described: at its first packet when it names no application.
    public var response: Response
    public var logStart: Bool
    public var logEnd: Bool
    /// Log forwarding profile.
    public var logSetting: String?
    /// Dynamic and static groups that hold the address, by name.
    public var sourceGroups: [String]
    public var destinationGroups: [String]
    public var revisions: Revisions
    /// `nil` when the address has no zone.
    public var from: String?
    public var to: String?
    public var user: String?
    /// What the caller should know besides, such as an address without a zone.
    public var notes: [String]
}
