import NGFWCore
import NGFWPolicy

/// The rule lookup of one ``Rulebase``.
struct RuleBenchmarks {
    let rulebase: Rulebase

    private var inputs: [MatchInput] { rulebase.inputs }

    private func engine(memo: Int) -> PolicyEngine {
        PolicyEngine(rulebase.resolved, registry: rulebase.fleet.registry(), memory: PolicyEngine.Memory(memoEntries: memo))
    }

    /// The ways to ask; rows are made before. The memo has room for all flows, so that "with memo" is its best case.
    func lookups() -> [Measurement] {
        var plain = engine(memo: 0)
        var remembering = engine(memo: 1 << 18)
        var answers: [RuleMatch] = []
        var classes = [FlowClasses](repeating: FlowClasses(), count: inputs.count)
        return [
            .run("one at a time, without memo", operations: inputs.count) { inputs.reduce(0) { $0 &+ plain.match($1).hashed } },
            .run("in batches, without memo", operations: inputs.count) {
                plain.match(batch: inputs.span, into: &answers)
                return answers.reduce(0) { $0 &+ $1.hashed }
            },
            .run("one at a time, with memo", operations: inputs.count) { inputs.reduce(0) { $0 &+ remembering.match($1).hashed } },
            .run("in batches, with memo", operations: inputs.count) {
                remembering.match(batch: inputs.span, into: &answers)
                return answers.reduce(0) { $0 &+ $1.hashed }
            },
            .run("application shift: from kept classes, with memo", operations: inputs.count) {
                inputs.indices.reduce(0) { $0 &+ remembering.match(inputs[$1], &classes[$1]).hashed }
            },
            .run("application shift: from kept classes, without memo", operations: inputs.count) {
                inputs.indices.reduce(0) { $0 &+ plain.match(inputs[$1], &classes[$1]).hashed }
            },
        ]
    }

    /// The reference evaluator, a linear scan, on some of the flows, and how many of its answers the engine's ways differ from.
    func reference(sample: Int) -> (measurement: Measurement, mismatches: Int) {
        let reference = ReferenceEvaluator(rulebase.resolved)
        var engines = [engine(memo: 0), engine(memo: 1 << 10)]
        let registry = engines[0].registry
        let some = Array(inputs.prefix(sample))
        var mismatches = 0
        var answers: [RuleMatch] = []
        for index in engines.indices {
            engines[index].match(batch: some.span, into: &answers)
            for (input, answer) in zip(some, answers) {
                let expected = reference.match(input, registry)
                mismatches += (engines[index].match(input) == expected ? 0 : 1) + (answer == expected ? 0 : 1)
            }
        }
        let linear = Measurement.run("peer: reference evaluator (linear scan), \(some.count) flows", operations: some.count, rounds: 1) {
            some.reduce(0) { $0 &+ reference.match($1, registry).hashed }
        }
        return (linear, mismatches)
    }

    /// Every flow's answer one at a time and in batches, with the memo and without: how many differ.
    func waysThatDiffer() -> Int {
        var engines = [engine(memo: 0), engine(memo: 1 << 12)]
        let expected = inputs.map { engines[0].match($0) }
        var answers: [RuleMatch] = []
        var differing = 0
        for index in engines.indices {
            engines[index].match(batch: inputs.span, into: &answers)
            differing += zip(answers, expected).count { $0 != $1 }
            differing += zip(inputs, expected).count { engines[index].match($0) != $1 }
        }
        return differing
    }

    /// How many of the flows find a rule before the default ones, and how deep in the policy on average.
    func hits() -> (share: Double, depth: Double) {
        var engine = engine(memo: 0)
        var hits = 0
        var sum = 0
        for input in inputs {
            if case .rule(let index) = engine.match(input).author {
                hits += 1
                sum += index
            }
        }
        return (Double(hits) / Double(inputs.count), Double(sum) / Double(max(1, hits)))
    }

    /// Milliseconds of processor time until lookups can begin: names resolved, index made, and a commit with all registered
    /// addresses.
    func compile() -> (resolve: Double, index: Double, commit: Double) {
        var engine = rulebase.engine()
        var times: [(Double, Double, Double)] = []
        for _ in 0..<3 {
            let start = Measurement.processorTime()
            let resolved = ResolvedPolicy(rulebase.policy)
            let middle = Measurement.processorTime()
            let fresh = PolicyEngine(resolved)
            let end = Measurement.processorTime()
            engine.replacePolicy(resolved)
            let committed = Measurement.processorTime()
            precondition(fresh.revisions.policy == 1)
            times.append((middle - start, end - middle, committed - end))
        }
        func middle(_ part: ((Double, Double, Double)) -> Double) -> Double { times.map(part).sorted()[1] / 1e6 }
        return (middle(\.0), middle(\.1), middle(\.2))
    }

    /// Bytes by part once every flow has been looked up.
    func memory() -> [(part: String, bytes: Int)] {
        var engine = engine(memo: 1 << 18)
        for input in inputs { _ = engine.match(input) }
        return engine.memoryUse
    }
}

extension RuleMatch {
    /// A number that tells matches apart.
    var hashed: Int {
        switch author {
        case .rule(let index): index * 3 + Int(standing.rawValue)
        case .intrazoneDefault: -1
        case .interzoneDefault: -2
        }
    }
}
