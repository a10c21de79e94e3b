import NGFWCore

/// One of the rules as written, where it stands.
///
/// PERF: a copy of a rule costs its twenty references; this costs one, and one for each list that is read (benchmark `compile`).
struct WrittenRule: Sendable {
    private let rules: [SecurityRule]
    private let place: Int

    /// - Precondition: `rules` has a rule at `place`.
    init(_ rules: [SecurityRule], _ place: Int) {
        self.rules = rules
        self.place = place
    }

    /// A copy.
    var rule: SecurityRule { rules[place] }

    // PERF: through a span, for an element of an array is copied whole before a part of it is read.

    var name: String { rules.span[place].name }
    var type: RuleType { rules.span[place].type }
    var from: [String] { rules.span[place].from }
    var to: [String] { rules.span[place].to }
    var source: [String] { rules.span[place].source }
    var destination: [String] { rules.span[place].destination }
    var negateSource: Bool { rules.span[place].negateSource }
    var negateDestination: Bool { rules.span[place].negateDestination }
    var users: [String] { rules.span[place].users }
    var sourceHIP: [String] { rules.span[place].sourceHIP }
    var destinationHIP: [String] { rules.span[place].destinationHIP }
    var categories: [String] { rules.span[place].categories }
    var applications: [String] { rules.span[place].applications }
    var services: [String] { rules.span[place].services }
    var schedule: String? { rules.span[place].schedule }
    var action: RuleAction { rules.span[place].action }
    var icmpUnreachable: Bool { rules.span[place].icmpUnreachable }
    var isDisabled: Bool { rules.span[place].isDisabled }
    var flaw: String? { rules.span[place].flaw }
    var location: SourceLocation? { rules.span[place].location }
}
