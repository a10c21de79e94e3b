import NGFWCore
import NGFWTestSupport
import Testing

@testable import NGFWPolicy

/// Explanations against the reference evaluator, rule by rule, on generated policies and flows.
@Suite struct ExplanationAgreementTests {
    /// One generated policy, with each rule also as the only one in force.
    private struct Subject {
        let policy: Policy
        let resolved: ResolvedPolicy
        let solo: [ReferenceEvaluator]
        var engine: PolicyEngine

        init(_ policy: Policy, _ options: PolicyOptions = PolicyOptions()) {
            self.policy = policy
            resolved = ResolvedPolicy(policy, options: options)
            engine = PolicyEngine(resolved)
            solo = policy.rules.indices.map { Self.alone(policy, options, $0, isEnabled: false) }
        }

        /// - Parameter isEnabled: whether the rule is enabled if it was not.
        static func alone(_ policy: Policy, _ options: PolicyOptions, _ index: Int, isEnabled: Bool) -> ReferenceEvaluator {
            var policy = policy
            for other in policy.rules.indices where other != index { policy.rules[other].isDisabled = true }
            if isEnabled { policy.rules[index].isDisabled = false }
            return ReferenceEvaluator(ResolvedPolicy(policy, options: options))
        }

        /// Whether a rule matches a flow by itself, not by what its application may become.
        func matches(_ index: Int, _ input: MatchInput, _ engine: PolicyEngine, isEnabled: Bool = false) -> Bool {
            var input = input
            input.applicationMayShift = false
            var evaluator = isEnabled ? Self.alone(policy, resolved.options, index, isEnabled: true) : solo[index]
            evaluator = ReferenceEvaluator(evaluator.policy, users: engine.users)
            return evaluator.match(input, engine.registry).author == .rule(index)
        }
    }

    private struct Tally {
        var rules = 0
        var nearMisses = 0
        var remedied = 0
        var kinds: [String: Int] = [:]
        /// Options that were named as having decided a field.
        var options: Set<String> = []
    }

    @Test(arguments: 0..<4)
    func `every rule is explained as the reference judges it, and every remedy of a near miss works`(part: Int) {
        var tally = Tally()
        for seed in 0..<40 {
            var generator = PolicyGenerator(seed: UInt64(part * 1_000 + seed + 7))
            let policy = generator.policy(isTimed: false)
            // Half of the policies are read by other options than the defaults.
            var subject = Subject(policy, seed.isMultiple(of: 2) ? PolicyOptions() : generator.options())
            for step in 0..<12 {
                let time = Timestamp(seconds: 1_800_000_000 + Int64(step) * 3_571)
                if step.isMultiple(of: 3) { subject.engine.apply(generator.update(), at: time) }
                subject.engine.expire(at: time)
                let input = generator.flow(&subject.engine, at: time)
                check(subject, input, "seed \(part * 1_000 + seed + 7), step \(step)", &tally)
            }
        }
        #expect(tally.rules > 2_000)
        #expect(tally.nearMisses > 200)
        #expect(tally.remedied * 10 > tally.nearMisses * 7)
        #expect(tally.options.isSuperset(of: ["setup-blocks", "category-unknown"]))
        for kind in ["time", "from", "to", "source", "destination", "register", "user", "category", "application", "service"] {
            #expect(tally.kinds[kind, default: 0] > 0, "no remedy of kind \(kind)")
        }
    }

    private func check(_ subject: Subject, _ input: MatchInput, _ place: String, _ tally: inout Tally) {
        let expected = ReferenceEvaluator(subject.resolved, users: subject.engine.users).match(input, subject.engine.registry)
        let explanation = subject.engine.explain(input, Explanation.Options(rules: .all, allFields: true))
        #expect(explanation.match == expected, "\(place)")
        #expect(explanation.omitted.isEmpty)
        #expect(explanation.rules.map(\.index) == Array(explanation.rules.indices))
        for rule in explanation.rules {
            for field in rule.fields { if let option = field.option { tally.options.insert(String(option.prefix { $0 != "=" })) } }
        }
        for rule in explanation.rules {
            tally.rules += 1
            let isMatch = subject.matches(rule.index, input, subject.engine)
            #expect((rule.failureCount == 0) == isMatch, "\(place), rule \(rule.name)")
            let failing = rule.fields.filter { !$0.holds }
            #expect(failing.count == rule.failureCount)
            for field in failing {
                #expect(
                    !holds(field.field, subject.resolved.rules[rule.index], input, subject.engine), "\(place), \(rule.name): \(field.field)"
                )
                #expect(!field.reason.isEmpty)
            }
            guard rule.isNearMiss, !isMatch else { continue }
            tally.nearMisses += 1
            if !failing[0].remedies.isEmpty { tally.remedied += 1 }
            for remedy in failing[0].remedies {
                let answer = apply(remedy, subject, rule.index, input)
                #expect(answer, "\(place), rule \(rule.name), \(failing[0].field): \(remedy.words)")
                for change in remedy.changes { tally.kinds[kind(change), default: 0] += 1 }
            }
        }
    }

    @Test func `the remedies of each failing field make that field hold`() throws {
        var remedies = 0
        for seed in UInt64(1)...40 {
            var generator = PolicyGenerator(seed: seed * 31)
            var subject = Subject(generator.policy(isTimed: false))
            subject.engine.apply(generator.update(), at: Timestamp(seconds: 1_800_000_000))
            let input = generator.flow(&subject.engine, at: Timestamp(seconds: 1_800_000_000))
            for rule in subject.resolved.rules {
                let verdict = try #require(subject.engine.whyNot(rule.name, input))
                for field in verdict.rule.fields where !field.holds {
                    for remedy in field.remedies where field.field != .disabled {
                        remedies += 1
                        var engine = subject.engine
                        let changed = changed(input, by: remedy, &engine, subject.resolved)
                        #expect(holds(field.field, rule, changed, engine), "seed \(seed), \(rule.name): \(remedy.words)")
                    }
                }
            }
        }
        #expect(remedies > 300)
    }

    // MARK: By the reference

    /// Whether one field of a rule holds, by the reference evaluator's own criteria.
    private func holds(_ field: RuleField, _ rule: ResolvedRule, _ input: MatchInput, _ engine: PolicyEngine) -> Bool {
        let reference = ReferenceEvaluator(engine.policy, users: engine.users)
        let facts = ReferenceEvaluator.Facts(input, engine.registry)
        switch field {
        case .disabled: return !rule.definition.isDisabled
        case .invalid: return rule.neverMatchesBecause == nil
        case .schedule: return reference.isActive(rule, input)
        case .from: return rule.from.contains(input.from)
        case .to: return rule.to.contains(input.to)
        case .type: return reference.matchesZones(rule, input)
        case .source: return reference.matches(rule.source, input.tuple.source, facts.sourceTags)
        case .destination: return reference.matches(rule.destination, input.tuple.destination, facts.destinationTags)
        case .user: return reference.matches(rule.users, input.user)
        case .sourceHIP: return rule.sourceHIP.contains(input.sourceHIP)
        case .destinationHIP: return rule.destinationHIP.contains(input.destinationHIP)
        case .category:
            let mayWait = rule.action.isAllow && engine.policy.options.categoryUnknown == .tentative
            return rule.categories.answer(input.category) == .yes || mayWait && input.category == nil
        case .application:
            guard let application = input.application else {
                return rule.action.isAllow || rule.applications.isAny || engine.policy.options.setupBlocks == .enforce
            }
            return reference.matches(rule.applications, application)
        case .service:
            guard let application = input.application else { return engine.policy.isPortPossible(rule, input) }
            if reference.matches(rule.service, input, application) { return true }
            // With a wrong application the ports of the right ones count.
            guard case .applicationDefault = rule.service, case .set(let index) = rule.applications else { return false }
            let members = engine.policy.applicationSets[index].members
            return !members.contains(application) && members.contains { engine.policy.isOnDefaultPort($0, input) }
        }
    }

    // MARK: Remedies

    private func apply(_ remedy: Remedy, _ subject: Subject, _ rule: Int, _ input: MatchInput) -> Bool {
        var engine = subject.engine
        let changed = changed(input, by: remedy, &engine, subject.resolved)
        return subject.matches(rule, changed, engine, isEnabled: remedy.changes.contains(.enableRule))
    }

    /// The flow after a remedy; what the registry must learn goes to `engine`.
    private func changed(_ input: MatchInput, by remedy: Remedy, _ engine: inout PolicyEngine, _ policy: ResolvedPolicy) -> MatchInput {
        var input = input
        for change in remedy.changes {
            switch change {
            case .enableRule: break
            case .time(let time): input.time = time
            case .from(let zone): input.from = zone == "multicast" ? .multicast : policy.zoneID(named: zone)
            case .to(let zone): input.to = zone == "multicast" ? .multicast : policy.zoneID(named: zone)
            case .source(let address): input.tuple.source = address
            case .destination(let address): input.tuple.destination = address
            case .register(let address, let tags):
                let outcomes = engine.apply(
                    RegistrationUpdate([.register(.host(address), tags.map { TagRegistration($0) })]), at: input.time)
                #expect(!outcomes.contains { $0.isRefusal })
            case .unregister(let address, let tags):
                engine.apply(RegistrationUpdate([.unregister(.host(address), tags)]), at: input.time)
            case .registerUser(let user, let tags):
                let outcomes = engine.apply(RegistrationUpdate([.registerUser(user, tags.map { TagRegistration($0) })]), at: input.time)
                #expect(!outcomes.contains { $0.isRefusal })
                input.user = engine.user(named: user)
            case .user(let name): input.user = engine.user(named: name ?? "somebody else")
            case .noUser: input.user = .unmapped
            case .sourceHIP(let name): input.sourceHIP = name.map { policy.hipFact(matching: [$0]) } ?? .none
            case .destinationHIP(let name): input.destinationHIP = name.map { policy.hipFact(matching: [$0]) } ?? .none
            case .category(let name): input.category = policy.categoryID(named: name)
            case .application(let name): input.application = policy.catalogue.id(named: name)
            case .service(let ipProtocol, let port, let type):
                input.tuple.ipProtocol = ipProtocol
                input.tuple.destinationPort = port
                input.icmpType = type
            case .sourcePort(let port): input.tuple.sourcePort = port
            case .decrypted(let isDecrypted): input.isDecrypted = isDecrypted
            }
        }
        return input
    }

    private func kind(_ change: Remedy.Change) -> String { String("\(change)".prefix { $0.isLetter }) }
}
