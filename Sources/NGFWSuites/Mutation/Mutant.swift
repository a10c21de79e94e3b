internal import NGFWCore
internal import NGFWPolicy

/// A policy with one thing changed in one rule.
struct Mutant: Sendable {
    /// The rule that is changed.
    enum Subject: Hashable, Sendable {
        /// An index of ``Policy/rules``.
        case security(Int)
        /// An index of ``Policy/applicationOverrides``.
        case applicationOverride(Int)
        case intrazoneDefault
        case interzoneDefault
    }

    enum Change: Sendable {
        case action
        /// With the next rule in force.
        case swap(with: Int)
        /// A member leaves its list; the only one leaves `any` behind.
        case removeMember(RuleList, String)
        /// A list becomes `any`.
        case any(RuleList)
        case negateSource
        case negateDestination
        case disable
        case enable
        /// `application-default` becomes `any`, or the other way round.
        case defaultPorts
        /// TCP becomes UDP in an application override rule, or the other way round.
        case otherProtocol
        /// Every port in an application override rule.
        case allPorts
        /// A default rule is no longer overridden.
        case restore
    }

    /// The configuration, as reports call it.
    var configuration: String
    var subject: Subject
    var rule: String
    var location: SourceLocation?
    var change: Change

    func apply(to policy: inout Policy) {
        switch subject {
        case .security(let index):
            guard policy.rules.indices.contains(index) else { return }
            if case .swap(let other) = change { return policy.rules.swapAt(index, other) }
            change.apply(to: &policy.rules[index])
        case .applicationOverride(let index):
            guard policy.applicationOverrides.indices.contains(index) else { return }
            if case .swap(let other) = change { return policy.applicationOverrides.swapAt(index, other) }
            change.apply(to: &policy.applicationOverrides[index])
        case .intrazoneDefault: change.apply(to: &policy.intrazoneDefault, predefined: .intrazone)
        case .interzoneDefault: change.apply(to: &policy.interzoneDefault, predefined: .interzone)
        }
    }

    /// What is changed, in words.
    func words(_ policy: Policy) -> String {
        switch subject {
        case .security(let index): change.words(policy.rules[index]) { policy.rules[$0].name }
        case .applicationOverride(let index):
            change.words(policy.applicationOverrides[index]) { policy.applicationOverrides[$0].name }
        case .intrazoneDefault: change.words(policy.intrazoneDefault)
        case .interzoneDefault: change.words(policy.interzoneDefault)
        }
    }

    /// Whether a rule that takes no part begins to.
    var isEnabling: Bool {
        if case .enable = change { return true }
        return false
    }

    /// Whether it is no security rule that changes.
    var isOfOtherRules: Bool {
        if case .security = subject { return false }
        return true
    }

    /// The list and member that the change is about.
    var focus: (field: RuleField, member: String)? {
        if case .removeMember(let list, let member) = change { return (list.field, member) }
        return nil
    }
}

// MARK: - What a change does

extension Mutant.Change {
    fileprivate func apply(to rule: inout SecurityRule) {
        switch self {
        case .action: rule.action = rule.action.isAllow ? .deny : .allow
        case .removeMember(let list, let member):
            var rest = rule[keyPath: list.path]
            rest.removeAll { $0 == member }
            rule[keyPath: list.path] = rest.isEmpty ? ["any"] : rest
            // Nothing negated is everything, not nothing.
            if rest.isEmpty { Self.clearNegation(list.field, &rule) }
        case .any(let list):
            rule[keyPath: list.path] = ["any"]
            Self.clearNegation(list.field, &rule)
        case .negateSource: rule.negateSource.toggle()
        case .negateDestination: rule.negateDestination.toggle()
        case .disable: rule.isDisabled = true
        case .enable: rule.isDisabled = false
        case .defaultPorts: rule.services = rule.services == ["application-default"] ? ["any"] : ["application-default"]
        case .swap, .otherProtocol, .allPorts, .restore: break
        }
    }

    private static func clearNegation(_ field: RuleField, _ rule: inout SecurityRule) {
        if field == .source { rule.negateSource = false }
        if field == .destination { rule.negateDestination = false }
    }

    fileprivate func apply(to rule: inout ApplicationOverrideRule) {
        switch self {
        case .otherProtocol: rule.ipProtocol = rule.ipProtocol == .tcp ? .udp : .tcp
        case .allPorts: rule.ports = .all
        default:
            var matching = rule.asSecurityRule
            apply(to: &matching)
            rule.take(matching)
        }
    }

    fileprivate func apply(to rule: inout DefaultRule, predefined: DefaultRule) {
        switch self {
        case .action: rule.action = rule.action.isAllow ? .deny : .allow
        case .restore: rule = predefined
        default: break
        }
    }

    fileprivate func words(_ rule: SecurityRule, _ name: (Int) -> String) -> String {
        switch self {
        case .action: return Self.actionWords(rule.action)
        case .swap(let other): return "it comes after '\(name(other))'"
        case .removeMember(let list, let member):
            let isLast = rule[keyPath: list.path].allSatisfy { $0 == member }
            return isLast ? "\(list.field.rawValue) '\(member)' becomes any" : "'\(member)' leaves \(list.field.rawValue)"
        case .any(let list): return "\(list.field.rawValue) becomes any"
        case .negateSource: return "negate-source becomes \(rule.negateSource ? "no" : "yes")"
        case .negateDestination: return "negate-destination becomes \(rule.negateDestination ? "no" : "yes")"
        case .disable: return "it is disabled"
        case .enable: return "it is enabled"
        case .defaultPorts:
            return rule.services == ["application-default"]
                ? "service application-default becomes any" : "service any becomes application-default"
        case .otherProtocol, .allPorts, .restore: return ""
        }
    }

    fileprivate func words(_ rule: ApplicationOverrideRule, _ name: (Int) -> String) -> String {
        switch self {
        case .otherProtocol: "protocol \(rule.ipProtocol) becomes \(rule.ipProtocol == .tcp ? IPProtocol.udp : .tcp)"
        case .allPorts: "port \(rule.ports) becomes every port"
        default: words(rule.asSecurityRule, name)
        }
    }

    fileprivate func words(_ rule: DefaultRule) -> String {
        if case .restore = self { return "it is no longer overridden" }
        return Self.actionWords(rule.action)
    }

    private static func actionWords(_ action: RuleAction) -> String {
        "action \(action.rawValue) becomes \(action.isAllow ? "deny" : "allow")"
    }
}

extension ApplicationOverrideRule {
    /// A security rule with the same criteria but protocol and ports.
    var asSecurityRule: SecurityRule {
        var rule = SecurityRule(name: name)
        (rule.from, rule.to, rule.source, rule.destination, rule.users) = (from, to, source, destination, users)
        (rule.negateSource, rule.negateDestination, rule.isDisabled) = (negateSource, negateDestination, isDisabled)
        (rule.applications, rule.services) = (["any"], ["any"])
        return rule
    }

    fileprivate mutating func take(_ rule: SecurityRule) {
        (from, to, source, destination, users) = (rule.from, rule.to, rule.source, rule.destination, rule.users)
        (negateSource, negateDestination, isDisabled) = (rule.negateSource, rule.negateDestination, rule.isDisabled)
    }
}
