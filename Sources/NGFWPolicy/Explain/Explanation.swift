public import NGFWCore

/// Why a lookup ended where it did, as a tree: rule → field → criterion → member.
///
///     rule 1 'web-deny' (deny): no match
///       source: 10.0.1.9 is not in DAG-WEB (filter 'web'; tags of 10.0.1.9: 'db')
///       it would match with: register tag 'web' for 10.0.1.9
///     rule 2 'ssh-in' (allow): no match
///       service: tcp/2222 is not a default port of ssh (tcp/22)
///       it would match with: destination port tcp/22 (ssh)
///     interzone-default: deny, decided
///
/// The winner is that of ``ReferenceEvaluator``, every field that is said to fail fails there, and every remedy makes its
/// rule match there.
public struct Explanation: Hashable, Sendable {
    /// How much of the rulebase an explanation shows.
    public struct Options: Hashable, Sendable {
        public enum Rules: String, Hashable, Sendable, CaseIterable {
            /// The winner, near misses, and rules that fail neither at zones nor at addresses.
            case relevant
            /// Every rule up to the winner.
            case all
        }

        public var rules = Rules.relevant
        /// Every field of a rule rather than the first that fails; of the winner those that hold, with their members.
        public var allFields = false
        /// How many near misses, and how many other rules, `relevant` shows.
        public var limit = 20

        public init(rules: Rules = .relevant, allFields: Bool = false) {
            self.rules = rules
            self.allFields = allFields
        }
    }

    /// One field of one rule.
    public struct Field: Hashable, Sendable {
        public var field: RuleField
        public var holds: Bool
        public var reason: String
        /// Of address fields: what the rule names, and why the address is in it or not.
        public var criteria: [MembershipNode] = []
        /// What would make the field hold; empty where nothing simple does.
        public var remedies: [Remedy] = []
        /// Something in the policy language that the vendor's documents leave open has decided this: option, value, effect.
        public var option: String?
    }

    /// One rule of the walk.
    public struct Rule: Hashable, Sendable {
        /// From 0, the index of ``ResolvedPolicy/rules``.
        public var index: Int
        public var name: String
        public var action: RuleAction
        public var location: SourceLocation?
        /// `nil` when the rule does not match.
        public var standing: RuleMatch.Standing?
        /// The first that fails, or all; of a rule that matches none, or those that hold.
        public var fields: [Field]
        /// How many fields fail in all.
        public var failureCount: Int
        /// What is not settled although nothing failed: `tentative: application not known yet`.
        public var note: String?

        /// Whether exactly one field failed.
        public var isNearMiss: Bool { failureCount == 1 }
    }

    /// How many rules are not shown because their first failing field was this one.
    public struct Omission: Hashable, Sendable {
        public var field: RuleField
        public var count: Int
    }

    /// In evaluation order, as many as ``Options`` ask for.
    public var rules: [Rule]
    /// The rules up to the winner that are not shown.
    public var omitted: [Omission]
    public var match: RuleMatch
    /// The name of the winner, default rules included.
    public var winner: String
    /// How the winner came to be: `decided`, `tentative: …`, `implicit: …`.
    public var outcome: String
}

/// Why one rule did not decide a flow.
public struct RuleVerdict: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// It does decide the flow.
        case decides
        /// Fields of it fail.
        case fails
        /// It matches, but an earlier rule does too.
        case taken
        /// Disabled or unable to match anything; other fields may fail besides.
        case notInForce
    }

    public var reason: Reason
    /// All fields that fail, with remedies each.
    public var rule: Explanation.Rule
    /// Who decides instead.
    public var winner: Explanation.Rule?
    public var match: RuleMatch
    public var winnerName: String
    public var outcome: String
}
