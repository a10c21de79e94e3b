import NGFWCore
import NGFWPolicy

/// The rule lookup of one ``Rulebase``.
struct RuleBenchmarks {
    let rulebase: Rulebase

    private var inputs: [MatchInput] { rulebase.inputs }

    private func engine(memo: Int) -> PolicyEngine {
        PolicyEngine(rulebase.resolved, registry: rulebase.fleet.registry(), memory: PolicyEngine.Memory(memoEntries: memo))
    }

    /// Flows by Zipf's law: the n-th is asked for with a weight of 1/n, as some talk far more than others.
    private var popular: [MatchInput] {
        var generator = Generator(state: 11)
        var sums: [Double] = []
        for rank in 1...inputs.count { sums.append((sums.last ?? 0) + 1 / Double(rank)) }
        return (0..<inputs.count).map { _ in
            let wanted = Double.random(in: 0..<sums[sums.count - 1], using: &generator)
            var (low, high) = (0, sums.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > wanted { high = middle } else { low = middle + 1 }
            }
            return inputs[low]
        }
    }

    /// The ways to ask; rows are made before. The memo has room for all flows, so that "with memo" is its best case.
    func lookups() -> [Measurement] {
        var plain = engine(memo: 0)
        var remembering = engine(memo: 1 << 16)
        var answers: [RuleMatch] = []
        var classes = [FlowClasses](repeating: FlowClasses(), count: inputs.count)
        var results: [Measurement] = []
        for (kind, flows) in [("by Zipf's law", popular), ("each flow once", inputs)] {
            func measure(_ name: String, _ body: () -> Int) {
                results.append(.run("\(kind): \(name)", operations: flows.count, rounds: 25, body))
            }
            measure("one at a time, without memo") { flows.reduce(0) { $0 &+ plain.match($1).hashed } }
            measure("in batches, without memo") {
                plain.match(batch: flows.span, into: &answers)
                return answers.reduce(0) { $0 &+ $1.hashed }
            }
            measure("one at a time, with memo") { flows.reduce(0) { $0 &+ remembering.match($1).hashed } }
            measure("in batches, with memo") {
                remembering.match(batch: flows.span, into: &answers)
                return answers.reduce(0) { $0 &+ $1.hashed }
            }
            classes = classes.map { _ in FlowClasses() }
            measure("application shift from kept classes, with memo") {
                flows.indices.reduce(0) { $0 &+ remembering.match(flows[$1], &classes[$1]).hashed }
            }
            measure("application shift from kept classes, without memo") {
                flows.indices.reduce(0) { $0 &+ plain.match(flows[$1], &classes[$1]).hashed }
            }
        }
        return results
    }

    /// Nanoseconds of the first lookup of each flow, which makes the rows that are not there yet.
    func firstLookups() -> Double {
        var fresh = engine(memo: 0)
        let start = Measurement.processorTime()
        let sum = inputs.reduce(0) { $0 &+ fresh.match($1).hashed }
        let time = Measurement.processorTime() - start
        precondition(sum != .min)
        return time / Double(inputs.count)
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
        var engine = PolicyEngine(rulebase.resolved, registry: rulebase.fleet.registry())
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
