import NGFWCore

/// What the resolver learns of one rule: why it can never match, and what of it could not be understood.
struct RuleFindings {
    let place: Place
    let location: SourceLocation?
    /// Whether it widens what passes to match more: an allow rule, and an application override.
    let widens: Bool
    /// Why the rule can match nothing.
    private(set) var reason: String?
    /// Why the rule is not understood fully. Those of an error; what is only not known (a list without entries) is none.
    private(set) var fault: String?

    init(_ rule: borrowing SecurityRule) {
        place = Place("rule", rule.name)
        location = rule.location
        widens = rule.action.isAllow
        fault = rule.flaw
        if widens { reason = rule.flaw }
    }

    init(_ rule: ApplicationOverrideRule) {
        place = Place("application override rule", rule.name)
        location = rule.location
        widens = true
        fault = rule.flaw
        reason = rule.flaw
    }

    mutating func never(_ why: String) { if reason == nil { reason = why } }

    mutating func fail(_ why: String) { if fault == nil { fault = why } }

    mutating func fail(_ why: String?) { if let why { fail(why) } }
}
