internal import NGFW
internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Changes one rule at a time and sees whether the suites notice.
///
///     let result = try MutationTester(runner).run(suites) { done, total in true }
///     result.score                          // percent noticed
///     result.survivors.first?.suggestion    // a flow that would notice it
///     result.unmet.first?.rule              // a rule that no flow comes under: its changes were not tried one by one
///
/// Configurations are read once. A first run tells which rules a suite's questions can match and by which fields they miss the
/// others (``RuleReach``): a change that can matter to none of them is not run, the others are run with the rules that can
/// matter, until the first expectation fails, suites without captures first. Asked are flows and sessions; members of groups
/// and messages do not depend on what a rule says.
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
        let loader = SuiteLoader(library: runner.library, limits: runner.limits, cache: SuiteCache())
        var targets: [MutationTarget] = []
        for suite in suites where !suite.expectsErrors { observe(suite, loader, &targets, &result) }
        guard result.failedSuites.isEmpty else { return result }
        for index in targets.indices { targets[index].members.sort { !$0.suite.hasCaptures && $1.suite.hasCaptures } }
        let chosen = chosen(targets, &result)
        var done = 0
        for index in targets.indices {
            let mutants = chosen.filter { $0.target == index }.map(\.mutant)
            guard !mutants.isEmpty, var search = FlowSearch(targets[index], loader, seed: seed) else { continue }
            for mutant in mutants {
                guard goesOn(done, chosen.count) else {
                    result.untriedCount += chosen.count - done
                    return result
                }
                done += 1
                attempt(mutant, &targets[index], loader, &search, &result)
            }
        }
        return result
    }

    /// Runs a suite without any change, and writes down what its questions come near to.
    private func observe(_ suite: SuiteFile, _ loader: SuiteLoader, _ targets: inout [MutationTarget], _ result: inout MutationResult) {
        let reach = RuleReach()
        var run = SuiteRun(suite, loader, .compiled, reach: reach)
        run.run()
        guard run.result.passed else { return result.failedSuites.append(suite.name) }
        var seen: Set<String> = []
        for loaded in run.loads where seen.insert(loaded.name).inserted {
            if !targets.contains(where: { $0.name == loaded.name }) {
                targets.append(MutationTarget(loaded.name, loaded.policy, loaded.resolved))
            }
            for index in targets.indices where targets[index].name == loaded.name { targets[index].add(suite, reach) }
        }
    }

    private func chosen(_ targets: [MutationTarget], _ result: inout MutationResult) -> [(target: Int, mutant: Mutant)] {
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

    private func attempt(
        _ mutant: Mutant, _ target: inout MutationTarget, _ loader: SuiteLoader, _ search: inout FlowSearch,
        _ result: inout MutationResult
    ) {
        let concerned = target.members.indices.filter { target.concerns(mutant, target.members[$0]) }
        // One flow under the rule is what all its changes lack.
        let isUnmet = !mutant.isEnabling && !target.isMet(mutant)
        if concerned.isEmpty, isUnmet { return result.addUnmet(mutant) { search.flow(under: mutant) } }
        guard !search.isRefused(mutant) else {
            result.refusedCount += 1
            return
        }
        for index in concerned {
            let member = target.members[index]
            var loader = loader
            loader.trial = target.trial(mutant, member)
            var run = SuiteRun(member.suite, loader, .compiled)
            run.isTrial = true
            run.run()
            guard !run.result.passed else { continue }
            result.noticedCount += 1
            // What noticed this change is likely to notice the next one.
            if !member.suite.hasCaptures { target.members.swapAt(0, index) }
            return
        }
        // Which flows an application override rule nearly names is not told, so its changes were tried in case they are noticed.
        if isUnmet, mutant.isOfOtherRules { return result.addUnmet(mutant) { search.flow(under: mutant) } }
        result.survivors.append(
            MutationResult.Survivor(
                configuration: target.name, rulebase: MutationResult.Rulebase(mutant.subject), rule: mutant.rule, location: mutant.location,
                change: mutant.words(target.policy),
                suggestion: search.flow(changedBy: mutant)))
    }
}

extension SuiteFile {
    var hasCaptures: Bool { steps.contains { $0.capture != nil } }
}

extension FlowDescription {
    /// `{source: 10.0.0.1, …, expect: {action: allow, rule: ssh-in}}`
    ///
    /// - Parameter isWhole: whether application and logs are expected too.
    func suiteText(expecting decision: Decision, isWhole: Bool = false) -> String {
        var parts = ["source: \("\(source)".asYAML)", "destination: \("\(destination)".asYAML)", "protocol: \(ipProtocol)"]
        if ipProtocol.hasPorts { parts.append("destinationPort: \(destinationPort)") }
        if let icmpType { parts.append("icmpType: \(icmpType)") }
        let texts = [("application", application), ("from", from), ("to", to), ("user", user), ("category", category)]
        parts += texts.compactMap { key, value in value.map { "\(key): \($0.asYAML)" } }
        if !sourceHIP.isEmpty { parts.append("sourceHIP: [\(sourceHIP.map(\.asYAML).joined(separator: ", "))]") }
        if !destinationHIP.isEmpty { parts.append("destinationHIP: [\(destinationHIP.map(\.asYAML).joined(separator: ", "))]") }
        var wanted = ["action: \(decision.action.rawValue)", "rule: \(decision.rule.asYAML)"]
        if isWhole {
            wanted += [
                "application: \(decision.application.asYAML)", "logStart: \(yesNo(decision.logStart))",
                "logEnd: \(yesNo(decision.logEnd))",
            ]
        }
        return "{\(parts.joined(separator: ", ")), expect: {\(wanted.joined(separator: ", "))}}"
    }

    private func yesNo(_ value: Bool) -> String { value ? "yes" : "no" }
}
