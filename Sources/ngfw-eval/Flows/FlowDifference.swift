import NGFW
import NGFWCore
import NGFWPolicy
import NGFWSuites

/// A flow that two configurations do not answer alike, and why.
struct FlowDifference {
    enum Kind: String, CaseIterable {
        /// Blocked before, allowed after.
        case opened
        /// Allowed before, blocked after.
        case closed
        /// Neither, but the two sides are told something else, or more must be known before it is decided.
        case answer
        /// The same answer by another rule, or for another application.
        case rule
        /// The same answer by the same rule, logged otherwise.
        case logging

        /// Whether traffic fares otherwise.
        var isBehaviour: Bool { self == .opened || self == .closed || self == .answer }

        /// `nil` when nothing differs.
        init?(_ before: Decision, _ after: Decision) {
            if before.action.isAllow != after.action.isAllow {
                self = after.action.isAllow ? .opened : .closed
            } else if before.action != after.action || before.response != after.response || before.standing != after.standing {
                self = .answer
            } else if before.rule != after.rule || before.application != after.application {
                self = .rule
            } else if before.logStart != after.logStart || before.logEnd != after.logEnd || before.logSetting != after.logSetting {
                self = .logging
            } else {
                return nil
            }
        }
    }

    /// Where the flow is described: a line of a file, a session of a capture.
    let place: SourceLocation
    let session: UInt64?
    let flow: FlowDescription
    let kind: Kind
    let before: Decision
    let after: Decision
    let reasons: [String]
}

/// The firewall of a configuration and the one of the configuration that is to follow it.
struct FirewallPair: ~Copyable {
    /// Says of which one a flow could not be asked.
    struct Failure: Error {
        let isOfCandidate: Bool
        let error: FlowError
    }

    private var before: Firewall
    private var after: Firewall

    init(_ before: LoadedConfiguration, _ after: LoadedConfiguration) {
        self.before = before.firewall()
        self.after = after.firewall()
    }

    mutating func apply(_ updates: [RegistrationUpdate], at time: Timestamp, _ status: inout RunStatus, _ console: Console) {
        for update in updates {
            status.report(before.apply(update, at: time), console)
            // What one refuses the other refuses too, and it is said once.
            after.apply(update, at: time)
        }
    }

    /// `nil` when both answer alike.
    mutating func difference(_ flow: FlowDescription, at place: SourceLocation, session: UInt64? = nil) throws(Failure) -> FlowDifference? {
        let old: Decision
        let new: Decision
        do throws(FlowError) { old = try before.decide(flow) } catch { throw Failure(isOfCandidate: false, error: error) }
        do throws(FlowError) { new = try after.decide(flow) } catch { throw Failure(isOfCandidate: true, error: error) }
        guard let kind = FlowDifference.Kind(old, new) else { return nil }
        return FlowDifference(
            place: place, session: session, flow: flow, kind: kind, before: old, after: new, reasons: reasons(flow, old, new))
    }

    private mutating func reasons(_ flow: FlowDescription, _ old: Decision, _ new: Decision) -> [String] {
        var reasons: [String] = []
        if old.from != new.from || old.to != new.to {
            reasons.append("zones \(Self.zones(old)) become \(Self.zones(new))")
        }
        if old.application != new.application { reasons.append("application \(old.application) becomes \(new.application)") }
        guard old.rule != new.rule else {
            if old.action != new.action {
                reasons.append("rule '\(old.rule)' changes its action from \(old.action.rawValue) to \(new.action.rawValue)")
            } else if FlowDifference.Kind(old, new) == .logging {
                reasons.append("rule '\(old.rule)' changes what it logs")
            }
            return reasons
        }
        reasons += lost(old, flow, new) + gained(new, flow, old)
        return reasons
    }

    private static func zones(_ decision: Decision) -> String { "\(decision.from ?? "none") -> \(decision.to ?? "none")" }

    private static func isDefault(_ rule: String) -> Bool { rule == DefaultRule.intrazone.name || rule == DefaultRule.interzone.name }

    /// Why the rule that decided does not any more.
    private mutating func lost(_ old: Decision, _ flow: FlowDescription, _ new: Decision) -> [String] {
        if Self.isDefault(old.rule) { return [] }
        guard let verdict = try? after.whyNot(old.rule, flow) else { return ["rule '\(old.rule)' is gone"] }
        return switch verdict.reason {
        case .decides: []
        case .fails: ["rule '\(old.rule)' no longer matches: \(Self.failures(verdict))"]
        case .taken: ["rule '\(old.rule)' still matches, but '\(new.rule)' comes first"]
        case .notInForce: ["rule '\(old.rule)' takes no part any more: \(Self.failures(verdict))"]
        }
    }

    /// Why the rule that decides now did not before.
    private mutating func gained(_ new: Decision, _ flow: FlowDescription, _ old: Decision) -> [String] {
        if Self.isDefault(new.rule) { return [] }
        guard let verdict = try? before.whyNot(new.rule, flow) else { return ["rule '\(new.rule)' is new"] }
        return switch verdict.reason {
        case .decides: []
        case .fails: ["rule '\(new.rule)' did not match before: \(Self.failures(verdict))"]
        case .taken: ["rule '\(new.rule)' came after '\(old.rule)' before"]
        case .notInForce: ["rule '\(new.rule)' took no part before: \(Self.failures(verdict))"]
        }
    }

    private static func failures(_ verdict: RuleVerdict) -> String {
        verdict.rule.fields.filter { !$0.holds }.map { "\($0.field.rawValue): \($0.reason)" }.joined(separator: "; ")
    }
}
