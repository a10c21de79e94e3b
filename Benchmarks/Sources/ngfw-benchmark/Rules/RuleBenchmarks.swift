import NGFWCore
import NGFWPolicy

/// The rule lookup of one ``Rulebase``.
struct RuleBenchmarks {
    let rulebase: Rulebase

    private var inputs: [MatchInput] { rulebase.inputs }

    /// Compiled lookup and, as its peer, the reference evaluator (a linear scan) on some of the flows; their answers are compared.
    func lookup(sample: Int) -> (compiled: Measurement, reference: Measurement, mismatches: Int) {
        var engine = rulebase.engine()
        let reference = ReferenceEvaluator(rulebase.resolved)
        let registry = engine.registry
        let some = inputs.prefix(sample)
        let mismatches = some.filter { engine.match($0) != reference.match($0, registry) }.count
        let compiled = Measurement.run("rule lookup", operations: inputs.count) {
            inputs.reduce(0) { $0 &+ engine.match($1).hashed }
        }
        let linear = Measurement.run("peer: reference evaluator", operations: some.count, rounds: 3) {
            some.reduce(0) { $0 &+ reference.match($1, registry).hashed }
        }
        return (compiled, linear, mismatches)
    }

    /// How many of the flows find a rule before the default ones, and how deep in the policy on average: lookups that find
    /// none read every row to its end.
    func hits() -> (share: Double, depth: Double) {
        var engine = rulebase.engine()
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
