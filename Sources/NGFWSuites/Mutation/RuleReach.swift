internal import NGFW
internal import NGFWCore
internal import NGFWPolicy

/// How near the questions of a suite come to each rule of its configurations: the fields that keep them out.
///
/// A change of a field can only matter to a question that fails at nothing else, and a rule that no question can match has
/// no say in any answer. So most changes of a large policy need no run at all, and the others need a few rules.
///
/// A class with one owner: a run adds to it.
final class RuleReach {
    /// What answers follow in ways of their own (tentative and implicit lookups); never what keeps a question out.
    static let open: RuleFieldSet = [.category, .application, .service]
    /// What may be otherwise at another packet of a session.
    static let volatile: RuleFieldSet = [.schedule, .user]

    /// Rules that are no security rules.
    enum Kind: Hashable {
        case applicationOverride
        case defaultRule
    }

    private struct Name: Hashable {
        var kind: Kind
        var rule: String
    }

    /// By configuration and index of the rule as resolved: sets of failing fields, none of which holds another.
    private var seen: [String: [[RuleFieldSet]]] = [:]
    /// Other rules that a question came under, by configuration.
    private var named: [String: Set<Name>] = [:]
    /// Configurations of which nothing can be told.
    private var unknown: Set<String> = []

    /// Counts a question by the fields of each rule at which it fails.
    func record(_ configuration: String, _ failures: [RuleFieldSet]) {
        // Taken out, so that writing copies nothing.
        var known = seen.removeValue(forKey: configuration) ?? Array(repeating: [], count: failures.count)
        for (index, failed) in failures.enumerated() where known.indices.contains(index) {
            let set = failed.subtracting(Self.open)
            if known[index].contains(where: { $0.isSubset(of: set) }) { continue }
            known[index].removeAll { set.isSubset(of: $0) }
            known[index].append(set)
        }
        seen[configuration] = known
    }

    /// Counts a question by the application override rule that names its application, and by the default rule that decides it.
    func record(_ configuration: String, _ decision: Decision) {
        if let rule = decision.applicationOverride { record(configuration, .applicationOverride, rule) }
        for rule in [DefaultRule.intrazone, .interzone] where rule.name == decision.rule { record(configuration, .defaultRule, rule.name) }
    }

    /// Counts a question that came under a rule.
    func record(_ configuration: String, _ kind: Kind, _ rule: String) {
        named[configuration, default: []].insert(Name(kind: kind, rule: rule))
    }

    /// Whether a question came under a rule that is no security rule, or may have.
    func isNamed(_ rule: String, as kind: Kind, of configuration: String) -> Bool {
        unknown.contains(configuration) || named[configuration]?.contains(Name(kind: kind, rule: rule)) ?? false
    }

    /// Counts a question that nothing is known of.
    func recordUnknown(_ configuration: String) { unknown.insert(configuration) }

    /// Whether nothing is known, so that every rule counts.
    func isUnknown(_ configuration: String) -> Bool { unknown.contains(configuration) }

    /// Whether a question fails at no field of a rule but some.
    func isMet(_ rule: Int, of configuration: String, but fields: RuleFieldSet = []) -> Bool {
        if unknown.contains(configuration) { return true }
        guard let known = seen[configuration], known.indices.contains(rule) else { return false }
        return known[rule].contains { $0.isSubset(of: fields) }
    }

    /// The rules that a question can match.
    func metRules(of configuration: String) -> [Int] {
        seen[configuration]?.indices.filter { isMet($0, of: configuration) } ?? []
    }
}

extension Mutant.Subject {
    var kind: RuleReach.Kind {
        switch self {
        case .security, .applicationOverride: .applicationOverride
        case .intrazoneDefault, .interzoneDefault: .defaultRule
        }
    }
}
