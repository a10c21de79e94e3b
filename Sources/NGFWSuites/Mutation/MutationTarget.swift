internal import NGFWCore
internal import NGFWPolicy

/// A configuration, its rules, and the suites that load it.
struct MutationTarget {
    struct Member {
        var suite: SuiteFile
        var reach: RuleReach
        /// The rules that its questions can match; `nil` is all.
        var met: [Int]?
    }

    let name: String
    let policy: Policy
    let resolved: ResolvedPolicy
    var members: [Member] = []
    /// Index of ``ResolvedPolicy/rules`` by name.
    private let places: [String: Int]
    /// Index of ``Policy/rules`` by that index.
    private let origins: [Int: Int]

    init(_ name: String, _ policy: Policy, _ resolved: ResolvedPolicy) {
        self.name = name
        self.policy = policy
        self.resolved = resolved
        let places = Dictionary(resolved.rules.map { ($0.name, $0.index) }) { first, _ in first }
        self.places = places
        origins = Dictionary(policy.rules.enumerated().compactMap { index, rule in places[rule.name].map { ($0, index) } }) { first, _ in
            first
        }
    }

    mutating func add(_ suite: SuiteFile, _ reach: RuleReach) {
        let met = reach.isUnknown(name) ? nil : reach.metRules(of: name).compactMap { origins[$0] }.sorted()
        members.append(Member(suite: suite, reach: reach, met: met))
    }

    /// Whether a question of a suite comes under the rule of a change.
    func isMet(_ mutant: Mutant) -> Bool {
        members.contains { member in
            if case .security(let rule) = mutant.subject { return isMet(rule, by: member) }
            return member.reach.isNamed(mutant.rule, as: mutant.subject.kind, of: name)
        }
    }

    /// Whether a change can matter to a question of a suite.
    func concerns(_ mutant: Mutant, _ member: Member) -> Bool {
        switch mutant.subject {
        case .security(let rule):
            if case .swap(let other) = mutant.change { return isMet(rule, by: member) && isMet(other, by: member) }
            return isMet(rule, by: member, but: mutant.fields)
        case .applicationOverride:
            switch mutant.change {
            // Less comes under the rule, of what does.
            case .disable, .swap: return member.reach.isNamed(mutant.rule, as: mutant.subject.kind, of: name)
            default: return true
            }
        case .intrazoneDefault, .interzoneDefault: return member.reach.isNamed(mutant.rule, as: mutant.subject.kind, of: name)
        }
    }

    private func isMet(_ rule: Int, by member: Member, but fields: RuleFieldSet = []) -> Bool {
        guard let place = places[policy.rules[rule].name] else { return true }
        return member.reach.isMet(place, of: name, but: fields)
    }

    /// The rules that matter to a suite, with a change.
    func trial(_ mutant: Mutant, _ member: Member) -> PolicyTrial {
        let kept = member.met.map { Set($0).union(mutant.rules).sorted() }
        return PolicyTrial(configuration: name, mutant: mutant, kept: kept)
    }
}
