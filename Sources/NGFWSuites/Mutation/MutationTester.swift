internal import NGFW
internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Changes one rule at a time and sees whether the suites notice.
///
///     let result = try MutationTester(runner).run(suites) { done, total in true }
///     result.score                          // percent noticed
///     result.survivors.first?.suggestion    // a flow that would notice it
///
/// Configurations are read once; each change resolves the policy anew and runs the suites of that configuration until the first
/// expectation fails, those without captures first. Packets of captures are replayed for each change that nothing else notices.
public struct MutationTester: Sendable {
    private let runner: SuiteRunner
    private let limit: Int?
    private let seed: UInt64

    /// - Parameters:
    ///   - limit: how many changes are tried at most, drawn evenly by the seed; `nil` is all.
    ///   - seed: of that draw, and of the search for flows.
    public init(_ runner: SuiteRunner, limit: Int? = nil, seed: UInt64 = 0) {
        self.runner = runner
        self.limit = limit
        self.seed = seed
    }

    /// - Parameter goesOn: is told how many changes of how many were tried; `false` ends the run.
    public func run(_ suites: [SuiteFile], goesOn: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }) -> MutationResult {
        var result = MutationResult()
        let cache = SuiteCache()
        var targets: [Target] = []
        for suite in suites where !suite.expectsErrors {
            var run = SuiteRun(suite, loader(cache), .compiled)
            run.run()
            guard run.result.passed else {
                result.failedSuites.append(suite.name)
                continue
            }
            for loaded in run.loads {
                if let index = targets.firstIndex(where: { $0.name == loaded.name }) {
                    if targets[index].suites.last?.name != suite.name { targets[index].suites.append(suite) }
                } else {
                    targets.append(Target(name: loaded.name, policy: loaded.policy, resolved: loaded.resolved, suites: [suite]))
                }
            }
        }
        guard result.failedSuites.isEmpty else { return result }
        for index in targets.indices { targets[index].suites.sort { !$0.hasCaptures && $1.hasCaptures } }
        let mutants = chosen(targets, &result)
        for (done, (target, mutant)) in mutants.enumerated() {
            guard goesOn(done, mutants.count) else {
                result.untriedCount += mutants.count - done
                break
            }
            attempt(mutant, &targets[target], cache, &result)
        }
        return result
    }

    /// A configuration and the suites that load it.
    private struct Target {
        var name: String
        var policy: Policy
        var resolved: ResolvedPolicy
        var suites: [SuiteFile]
    }

    private func loader(_ cache: SuiteCache, _ mutant: Mutant? = nil) -> SuiteLoader {
        SuiteLoader(library: runner.library, limits: runner.limits, cache: cache, mutant: mutant)
    }

    private func chosen(_ targets: [Target], _ result: inout MutationResult) -> [(target: Int, mutant: Mutant)] {
        var all = targets.enumerated().flatMap { index, target in
            Mutant.all(of: target.policy, target.resolved, configuration: target.name).map { (target: index, mutant: $0) }
        }
        guard let limit, all.count > limit else { return all }
        result.untriedCount = all.count - limit
        var random = SeededGenerator(seed: seed)
        // A partial shuffle, put back into the order of the rules.
        var order = Array(all.indices)
        for place in 0..<limit { order.swapAt(place, Int(random.next() % UInt64(order.count - place)) + place) }
        all = order.prefix(limit).sorted().map { all[$0] }
        return all
    }

    private func attempt(_ mutant: Mutant, _ target: inout Target, _ cache: SuiteCache, _ result: inout MutationResult) {
        guard !isRefused(mutant, target, cache) else {
            result.refusedCount += 1
            return
        }
        for (index, suite) in target.suites.enumerated() {
            var run = SuiteRun(suite, loader(cache, mutant), .compiled)
            run.stopsAtFailure = true
            run.run()
            guard !run.result.passed else { continue }
            result.noticedCount += 1
            // What noticed this change is likely to notice the next one.
            if !suite.hasCaptures { target.suites.swapAt(0, index) }
            return
        }
        result.survivors.append(
            MutationResult.Survivor(
                configuration: target.name, rule: mutant.rule, location: mutant.location, change: mutant.words(target.policy),
                suggestion: suggestion(mutant, target, cache)))
    }

    /// Whether the changed policy has errors that the policy has not.
    private func isRefused(_ mutant: Mutant, _ target: Target, _ cache: SuiteCache) -> Bool {
        guard let suite = target.suites.first else { return true }
        var policy = target.policy
        mutant.apply(to: &policy)
        let changed = ResolvedPolicy(policy, options: suite.inputs.options, limits: runner.limits, lenient: suite.inputs.isLenient)
        func errors(_ diagnostics: Diagnostics) -> Int { diagnostics.all.count { $0.severity == .error } }
        return errors(changed.diagnostics) > errors(target.resolved.diagnostics)
    }

    /// A flow that the change decides otherwise.
    private func suggestion(_ mutant: Mutant, _ target: Target, _ cache: SuiteCache) -> String? {
        guard let suite = target.suites.first(where: { $0.loads(target.name) }) ?? target.suites.first else { return nil }
        var original = SuiteRun(suite, loader(cache), .compiled)
        original.begin()
        var changed = SuiteRun(suite, loader(cache, mutant), .compiled)
        changed.begin()
        guard let engine = original.policy else { return nil }
        let sampler = FlowSampler(policy: target.policy, engine: engine, seed: seed)
        let others = mutant.partner.map { [target.policy.rules[$0]] } ?? []
        for flow in sampler.flows(for: target.policy.rules[mutant.index], others: others, focus: mutant.focus) {
            guard let before = original.decide(flow), let after = changed.decide(flow) else { continue }
            if before.action != after.action || before.rule != after.rule { return flow.suiteText(expecting: before) }
        }
        return nil
    }
}

extension Mutant {
    /// The other rule of a swap.
    fileprivate var partner: Int? {
        if case .swap(let other) = change { return other }
        return nil
    }
}

extension SuiteFile {
    var hasCaptures: Bool { steps.contains { $0.capture != nil } }

    /// Whether a configuration is the one that the suite begins with.
    fileprivate func loads(_ name: String) -> Bool { configuration?.name(in: self) == name }
}

extension FlowDescription {
    /// `{source: 10.0.0.1, …, expect: {action: allow, rule: ssh-in}}`
    func suiteText(expecting decision: Decision) -> String {
        func quoted(_ text: String) -> String {
            let isPlain = text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d || $0 == 0x2e
                    || $0 == 0x5f
            }
            return isPlain && !text.hasPrefix("-")
                ? text : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
        }
        var parts = ["source: \(quoted("\(source)"))", "destination: \(quoted("\(destination)"))", "protocol: \(ipProtocol)"]
        if ipProtocol.hasPorts { parts.append("destinationPort: \(destinationPort)") }
        if let icmpType { parts.append("icmpType: \(icmpType)") }
        let texts = [("application", application), ("from", from), ("to", to), ("user", user), ("category", category)]
        parts += texts.compactMap { key, value in value.map { "\(key): \(quoted($0))" } }
        if !sourceHIP.isEmpty { parts.append("sourceHIP: [\(sourceHIP.map(quoted).joined(separator: ", "))]") }
        if !destinationHIP.isEmpty { parts.append("destinationHIP: [\(destinationHIP.map(quoted).joined(separator: ", "))]") }
        return "{\(parts.joined(separator: ", ")), expect: {action: \(decision.action.rawValue), rule: \(quoted(decision.rule))}}"
    }
}
