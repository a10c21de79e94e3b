import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

@Suite struct AgreementTests {
    /// What the generated pairs came to, to show that they are no string of default denials.
    struct Tally {
        var total = 0
        var rules = 0
        var tentative = 0
        var implicit = 0
        var negated = 0
        var dynamic = 0
        var undecided = 0
        var checked = 0

        mutating func count(_ match: RuleMatch, _ input: MatchInput, _ engine: PolicyEngine) {
            let policy = engine.policy
            total += 1
            if input.application == nil { undecided += 1 }
            guard case .rule(let index) = match.author else { return }
            let rule = policy.rules[index]
            rules += 1
            if match.standing == .tentative { tentative += 1 }
            if match.standing == .implicit { implicit += 1 }
            if rule.source.isNegated || rule.destination.isNegated { negated += 1 }
            if rule.schedule != nil { checked += 1 }
            let isDynamic = { (names: [String], address: IPAddress) in
                let groups = names.filter { $0.hasPrefix("DAG") }
                return !groups.isEmpty && engine.groups(of: address).contains(where: groups.contains)
            }
            if isDynamic(rule.definition.source, input.tuple.source) || isDynamic(rule.definition.destination, input.tuple.destination) {
                dynamic += 1
            }
        }

        func share(_ part: Int) -> Double { Double(part) / Double(max(1, total)) }
    }

    /// Most of the time of a debug build goes into the words of explanations, so one pair in five is explained.
    @Test(arguments: 0..<10)
    func `reference and compiled lookup agree on 100,000 generated pairs (1,000,000 in a soak), explanations on every fifth`(part: Int) {
        var tally = Tally()
        let policies = Soak.size(100, soak: 1_000)
        for index in 0..<policies {
            let seed = UInt64(part * policies + index + 1)
            compare(seed: seed, flows: 100, &tally)
        }
        #expect(tally.total == policies * 100)
        #expect(tally.share(tally.rules) > 0.25)
        #expect(tally.share(tally.tentative) > 0.03)
        #expect(tally.share(tally.implicit) > 0.002)
        #expect(tally.share(tally.negated) > 0.015)
        #expect(tally.share(tally.dynamic) > 0.03)
        #expect(tally.share(tally.undecided) > 0.3)
        #expect(tally.share(tally.checked) > 0.002)
    }

    @Test func `the groups of an address are those that hold it one by one`() {
        for seed in UInt64(1)...30 {
            var generator = PolicyGenerator(seed: seed)
            let resolved = ResolvedPolicy(generator.policy())
            let reference = ReferenceEvaluator(resolved)
            var engine = PolicyEngine(resolved)
            for step in 0..<10 {
                engine.apply(generator.update(), at: Timestamp(seconds: Int64(step)))
                for host in PolicyGenerator.hosts {
                    let tags = Set(engine.registry.tags(of: ip(host)))
                    let expected = resolved.addressSets.filter { $0.isGroup && reference.contains($0, ip(host), tags) }.map(\.name).sorted()
                    #expect(engine.groups(of: ip(host)) == expected, "seed \(seed), \(host)")
                }
            }
        }
    }

    private func compare(seed: UInt64, flows: Int, _ tally: inout Tally) {
        var generator = PolicyGenerator(seed: seed)
        var time = PolicyGenerator.start.advanced(bySeconds: -50)
        // A third of the policies is read by other options than the defaults.
        let options = seed.isMultiple(of: 3) ? generator.options() : PolicyOptions()
        var resolved = ResolvedPolicy(generator.policy(), options: options, at: time)
        // Little memory for rows in some runs, so that they are dropped and made anew between lookups.
        var engine = PolicyEngine(
            resolved,
            memory: PolicyEngine.Memory(rowBytes: seed.isMultiple(of: 7) ? 0 : 1 << 20, memoEntries: seed.isMultiple(of: 2) ? 64 : 0))
        var others = OtherWays()
        for flow in 0..<flows {
            if generator.chance(30) {
                others.checkBatch(&engine, seed)
                engine.apply(generator.update(), at: time)
                time = time.advanced(bySeconds: Int64.random(in: 0...6, using: &generator.random))
                engine.expire(at: time)
                if let change = resolved.nextChange, time >= change { resolved = resolved.resolved(at: time) }
            }
            let input = generator.flow(&engine, at: time)
            let expected = ReferenceEvaluator(resolved, users: engine.users).match(input, engine.registry)
            let actual = engine.match(input)
            let isExplained = flow.isMultiple(of: 5)
            if actual != expected || isExplained && engine.explain(input).match != expected {
                let explained = engine.explain(input)
                Issue.record(
                    """
                    seed \(seed): \(input)
                    reference \(Answer(expected, resolved)), compiled \(Answer(actual, resolved)), explained \(Answer(explained.match, resolved))
                    \(explained.lines.joined(separator: "\n"))
                    """)
                return
            }
            others.check(input, expected, &engine, seed)
            tally.count(expected, input, engine)
        }
        others.checkBatch(&engine, seed)
    }

    /// The other ways to ask an engine: from classes that a session keeps, twice for the memo, and in batches.
    private struct OtherWays {
        private var inputs: [MatchInput] = []
        private var answers: [RuleMatch] = []
        /// A session's classes, taken in whatever state the registry was when it was asked about last.
        private var sessions: [FiveTuple: FlowClasses] = [:]

        mutating func check(_ input: MatchInput, _ expected: RuleMatch, _ engine: inout PolicyEngine, _ seed: UInt64) {
            #expect(engine.match(input, &sessions[input.tuple, default: FlowClasses()]) == expected, "from classes, seed \(seed): \(input)")
            #expect(engine.match(input, &sessions[input.tuple, default: FlowClasses()]) == expected, "again, seed \(seed): \(input)")
            inputs.append(input)
            answers.append(expected)
        }

        mutating func checkBatch(_ engine: inout PolicyEngine, _ seed: UInt64) {
            var found: [RuleMatch] = []
            engine.match(batch: inputs.span, into: &found)
            #expect(found == answers, "a batch of \(inputs.count), seed \(seed)")
            inputs = []
            answers = []
        }
    }
}
