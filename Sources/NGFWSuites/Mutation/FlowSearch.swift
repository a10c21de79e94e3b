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

    /// A flow that a rule decides.
    mutating func flow(decidedBy rule: Int) -> String? {
        let definition = target.policy.rules[rule]
        return sampler.firstAnswer(for: definition) { flow in
            guard let decision = whole.decide(flow), decision.rule == definition.name else { return nil }
            return flow.suiteText(expecting: decision)
        }
    }

    /// A flow that a change decides otherwise: no rule before decides it, and the rules of the change alone do so differently.
    mutating func flow(changedBy mutant: Mutant) -> String? {
        var before = run(PolicyTrial(configuration: target.name, mutant: nil, kept: mutant.rules))
        var after = run(PolicyTrial(configuration: target.name, mutant: mutant, kept: mutant.rules))
        let others = mutant.partner.map { [target.policy.rules[$0]] } ?? []
        return sampler.firstAnswer(for: target.policy.rules[mutant.index], others: others, focus: mutant.focus) { flow in
            guard let decision = whole.decide(flow), places[decision.rule] ?? .max >= mutant.rules[0] else { return nil }
            guard let first = before.decide(flow), let second = after.decide(flow) else { return nil }
            return first.action != second.action || first.rule != second.rule ? flow.suiteText(expecting: decision) : nil
        }
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

extension SuiteFile {
    /// Whether a configuration is the one that the suite begins with.
    fileprivate func loads(_ name: String) -> Bool { configuration?.name(in: self) == name }
}
