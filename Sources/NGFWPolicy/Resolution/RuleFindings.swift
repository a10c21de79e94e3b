import NGFWCore

/// What the resolver learns of one rule: why it can never match, and what of it could not be understood.
struct RuleFindings {
    private enum Subject {
        case rule(WrittenRule)
        indirect case override(ApplicationOverrideRule)
        indirect case tunnel(TunnelInspectionRule)
    }

    private let subject: Subject
    /// Whether it widens what passes to match more: an allow rule, and an application override.
    let widens: Bool
    /// Why the rule can match nothing.
    private(set) var reason: String?
    /// Why the rule is not understood fully. Those of an error; what is only not known (a list without entries) is none.
    private(set) var fault: String?

    init(_ rule: WrittenRule) {
        subject = .rule(rule)
        widens = rule.action.isAllow
        fault = rule.flaw
        if widens { reason = fault }
    }

    init(_ rule: ApplicationOverrideRule) {
        subject = .override(rule)
        widens = true
        fault = rule.flaw
        reason = rule.flaw
    }

    init(_ rule: TunnelInspectionRule) {
        subject = .tunnel(rule)
        widens = true
        fault = rule.flaw
        reason = rule.flaw
    }

    var place: Place {
        switch subject {
        case .tunnel(let rule): Place("tunnel inspection rule", rule.name)
        case .rule(let rule): Place("rule", rule.name)
        case .override(let rule): Place("application override rule", rule.name)
        }
    }

    var location: SourceLocation? {
        switch subject {
        case .tunnel(let rule): rule.location
        case .rule(let rule): rule.location
        case .override(let rule): rule.location
        }
    }

    mutating func never(_ why: String) { if reason == nil { reason = why } }

    mutating func fail(_ why: String) { if fault == nil { fault = why } }

    mutating func fail(_ why: String?) { if let why { fail(why) } }
}
