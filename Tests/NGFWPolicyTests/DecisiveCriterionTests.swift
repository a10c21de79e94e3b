import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// That the generated policies and flows of the agreement tests are worth it: every criterion decides often enough.
@Suite struct DecisiveCriterionTests {
    @Test func `every criterion decides at least one in a thousand of the generated pairs`() {
        let policies = Soak.size(80, soak: 2_000)
        let enough = policies * 50 / 1_000
        var decisive: [DecisiveCriterion: Int] = [:]
        var total = 0
        for seed in 1...UInt64(policies) {
            var generator = PolicyGenerator(seed: seed)
            var time = PolicyGenerator.start.advanced(bySeconds: -50)
            let resolved = ResolvedPolicy(generator.policy(), at: time)
            var engine = PolicyEngine(resolved)
            var changed: [DecisiveCriterion: ResolvedPolicy] = [:]
            for _ in 0..<50 {
                if generator.chance(30) {
                    engine.apply(generator.update(), at: time)
                    time = time.advanced(bySeconds: Int64.random(in: 0...6, using: &generator.random))
                    if engine.isDue(at: time) {
                        engine.expire(at: time)
                        changed = [:]
                    }
                }
                let input = generator.flow(&engine, at: time)
                let answer = ReferenceEvaluator(engine.policy, users: engine.users).match(input, engine.registry)
                total += 1
                for criterion in DecisiveCriterion.allCases where criterion.concerns(input) {
                    // A soak counts on, for its log.
                    if !Soak.isOn, decisive[criterion, default: 0] >= enough { continue }
                    let policy = changed[criterion] ?? criterion.without(engine.policy)
                    changed[criterion] = policy
                    let other = ReferenceEvaluator(policy, users: engine.users)
                    if other.match(criterion.without(input), criterion.without(engine.registry)) != answer {
                        decisive[criterion, default: 0] += 1
                    }
                }
            }
        }
        if Soak.isOn { record(decisive, of: total) }
        for criterion in DecisiveCriterion.allCases {
            #expect(decisive[criterion, default: 0] * 1_000 >= total, "\(criterion): \(decisive[criterion, default: 0]) of \(total)")
        }
    }

    /// In a soak the log says how often each decided.
    private func record(_ decisive: [DecisiveCriterion: Int], of total: Int) {
        let lines = decisive.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
        print("decisive of \(total) pairs: \(lines.joined(separator: ", "))")
    }
}
