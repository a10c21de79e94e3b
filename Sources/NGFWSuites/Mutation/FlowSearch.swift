internal import NGFW
internal import NGFWCore
internal import NGFWPolicy

/// Searches flows that a suite lacks: one that a rule decides, one that a change decides otherwise.
struct FlowSearch: ~Copyable {
    private let target: MutationTarget
    private let suite: SuiteFile
    private let loader: SuiteLoader
    private let sampler: FlowSampler
    /// The whole policy with what is registered at the beginning.
    private var whole: SuiteRun
    /// The place of each rule; default rules are behind all of them.
    private let places: [String: Int]

    /// `nil` when no suite begins with the configuration.
    init?(_ target: MutationTarget, _ loader: SuiteLoader, seed: UInt64) {
        guard let suite = (target.members.first { $0.suite.loads(target.name) } ?? target.members.first)?.suite else { return nil }
        var whole = SuiteRun(suite, loader, .compiled)
        whole.begin()
        guard let engine = whole.policy else { return nil }
        self.target = target
        self.suite = suite
        self.loader = loader
        sampler = FlowSampler(policy: target.policy, engine: engine, seed: seed)
        self.whole = whole
        places = Dictionary(target.policy.rules.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// A flow that comes under the rule of a change.
    mutating func flow(under mutant: Mutant) -> String? {
        sampler.firstAnswer(for: rule(of: mutant), ports: ports(of: mutant)) { flow in
            guard let decision = whole.decide(flow) else { return nil }
            let isOverride = mutant.subject.isApplicationOverride
            guard isOverride ? decision.applicationOverride == mutant.rule : decision.rule == mutant.rule else { return nil }
            return flow.suiteText(expecting: decision, isWhole: isOverride)
        }
    }

    /// A flow that a change decides otherwise: no security rule before decides it, and the rules of the change alone do so
    /// differently. What an application override rule names meets all security rules.
    mutating func flow(changedBy mutant: Mutant) -> String? {
        let isOverride = mutant.subject.isApplicationOverride
        let kept = isOverride ? nil : mutant.rules
        var before = run(PolicyTrial(configuration: target.name, mutant: nil, kept: kept))
        var after = run(PolicyTrial(configuration: target.name, mutant: mutant, kept: kept))
        let first = isOverride ? 0 : mutant.rules.first ?? .max
        let others = isOverride ? [] : mutant.partner.map { [target.policy.rules[$0]] } ?? []
        return sampler.firstAnswer(for: rule(of: mutant), others: others, focus: mutant.focus, ports: ports(of: mutant)) { flow in
            guard let decision = whole.decide(flow), places[decision.rule] ?? .max >= first else { return nil }
            guard let old = before.decide(flow), let new = after.decide(flow) else { return nil }
            if isOverride, old.application != new.application { return flow.suiteText(expecting: decision, isWhole: true) }
            if old.action != new.action || old.rule != new.rule { return flow.suiteText(expecting: decision) }
            let isLoggedAlike = old.logStart == new.logStart && old.logEnd == new.logEnd
            return isLoggedAlike ? nil : flow.suiteText(expecting: decision, isWhole: true)
        }
    }

    /// The rule of a change, or what comes near to it.
    private func rule(of mutant: Mutant) -> SecurityRule {
        switch mutant.subject {
        case .security(let index): return target.policy.rules[index]
        case .applicationOverride(let index): return target.policy.applicationOverrides[index].asSecurityRule
        case .intrazoneDefault, .interzoneDefault: return SecurityRule(name: mutant.rule)
        }
    }

    /// Ports that an application override rule asks for.
    private func ports(of mutant: Mutant) -> [FlowSampler.Port] {
        guard case .applicationOverride(let index) = mutant.subject else { return [] }
        let rule = target.policy.applicationOverrides[index]
        let numbers = rule.ports.ranges.flatMap { $0.lowerBound == $0.upperBound ? [$0.lowerBound] : [$0.lowerBound, $0.upperBound] }
        let other: IPProtocol = rule.ipProtocol == .tcp ? .udp : .tcp
        return numbers.prefix(6).map { FlowSampler.Port(ipProtocol: rule.ipProtocol, port: $0) }
            + numbers.prefix(2).map { FlowSampler.Port(ipProtocol: other, port: $0) }
    }

    /// Whether the rules of a change have errors with it that they have not without.
    func isRefused(_ mutant: Mutant) -> Bool {
        let inputs = suite.inputs
        func errors(_ mutant: Mutant?, _ rules: [Int]) -> Int {
            let policy = PolicyTrial(configuration: target.name, mutant: mutant, kept: rules).policy(target.policy, target.resolved)
            let resolved = ResolvedPolicy(policy, options: inputs.options, limits: loader.limits, lenient: inputs.isLenient)
            return resolved.diagnostics.all.count { $0.severity == .error } + resolved.toleratedErrorCount
        }
        return errors(mutant, mutant.rules) > errors(nil, mutant.rules)
    }

    private func run(_ trial: PolicyTrial) -> SuiteRun {
        var loader = loader
        loader.trial = trial
        var run = SuiteRun(suite, loader, .compiled)
        run.begin()
        return run
    }
}

extension Mutant.Subject {
    fileprivate var isApplicationOverride: Bool {
        if case .applicationOverride = self { return true }
        return false
    }
}

extension SuiteFile {
    /// Whether a configuration is the one that the suite begins with.
    fileprivate func loads(_ name: String) -> Bool { configuration?.name(in: self) == name }
}
