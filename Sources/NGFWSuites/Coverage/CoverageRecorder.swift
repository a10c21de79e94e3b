internal import NGFW
internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Watches suites run and counts what they try.
///
///     let recorder = CoverageRecorder()
///     for suite in suites { results.append(runner.run(suite, recorder: recorder)) }
///     recorder.coverage
///
/// A class with one owner: runs add to it one after the other.
public final class CoverageRecorder {
    private var names: [String] = []
    private var configurations: [String: SuiteCoverage.Configuration] = [:]
    /// What the running suite asks.
    private var current: Current?

    private struct Current {
        var name: String
        let reach: ObjectReach
        let probes: [MemberProbe]
        /// Probes by the index of their rule.
        let probesOfRule: [Int: [Int]]
        let ruleIndexes: [String: Int]
        let definitions: [SecurityRule]
    }

    /// Answers for single members.
    private var prober: Firewall?

    public init() {}

    public var coverage: SuiteCoverage {
        var coverage = SuiteCoverage()
        coverage.configurations = names.compactMap { configurations[$0] }
        return coverage
    }

    // MARK: As a suite runs

    func load(
        _ name: String, _ policy: Policy, _ resolved: ResolvedPolicy, _ configuration: FirewallConfiguration, _ library: SignatureLibrary,
        _ registry: AddressRegistry, _ inputs: SuiteInputs, at time: Timestamp
    ) {
        let (probePolicy, probes) = MemberProbe.policy(of: policy, resolved)
        var limits = configuration.limits
        limits.rules = max(limits.rules, probes.count)
        let resolvedProbes = ResolvedPolicy(probePolicy, options: inputs.options, limits: limits, lenient: true, at: time)
        prober = Firewall(configuration: configuration, library: library, policy: PolicyEngine(resolvedProbes, registry: registry))
        prober?.advance(to: time)
        let reach = ObjectReach(policy)
        current = Current(
            name: name, reach: reach, probes: probes, probesOfRule: Dictionary(grouping: probes.indices) { probes[$0].rule },
            ruleIndexes: Dictionary(resolved.rules.map { ($0.name, $0.index) }) { first, _ in first },
            definitions: resolved.rules.map(\.definition))
        guard configurations[name] == nil else { return }
        names.append(name)
        var configuration = SuiteCoverage.Configuration(
            name: name, rules: Self.rules(resolved, probes),
            objects: reach.all(resolved.rules).map { SuiteCoverage.Object(kind: $0.kind, name: $0.name) })
        configuration.overrides = resolved.applicationOverrides.map { rule in
            let obstacle = rule.definition.isDisabled ? "disabled" : rule.isInForce ? nil : "can match nothing"
            return SuiteCoverage.OverrideRule(name: rule.name, location: rule.definition.location, obstacle: obstacle)
        }
        configurations[name] = configuration
    }

    private static func rules(_ resolved: ResolvedPolicy, _ probes: [MemberProbe]) -> [SuiteCoverage.Rule] {
        var rules = resolved.rules.map { rule in
            let obstacle = rule.definition.isDisabled ? "disabled" : rule.neverMatchesBecause.map { "can match nothing: \($0)" }
            return SuiteCoverage.Rule(name: rule.name, location: rule.definition.location, obstacle: obstacle)
        }
        for probe in probes { rules[probe.rule].members.append(SuiteCoverage.Member(field: probe.list.field, name: probe.member)) }
        for rule in [resolved.intrazoneDefault, resolved.interzoneDefault] {
            rules.append(SuiteCoverage.Rule(name: rule.name, location: rule.location))
        }
        return rules
    }

    func apply(_ update: RegistrationUpdate, at time: Timestamp) { prober?.apply(update, at: time) }

    func advance(to time: Timestamp) { prober?.advance(to: time) }

    /// Counts a flow that was decided.
    func record(_ flow: FlowDescription, _ decision: Decision, _ firewall: inout Firewall) {
        guard let current, var configuration = configurations[current.name],
            let failures = try? firewall.firstFailures(flow), failures.count + 2 == configuration.rules.count
        else { return }
        // Taken out, so that counting copies nothing.
        configurations[current.name] = nil
        defer { configurations[current.name] = configuration }
        configuration.flows += 1
        if let name = decision.applicationOverride, let index = configuration.overrides.firstIndex(where: { $0.name == name }) {
            configuration.overrides[index].named += 1
        }
        let winner = current.ruleIndexes[decision.rule]
        for (index, failure) in failures.enumerated() {
            if index <= winner ?? .max { configuration.rules[index].considered += 1 }
            if let failure {
                configuration.rules[index].firstFailures[failure, default: 0] += 1
                if failure == .source || failure == .destination { recordExclusion(flow, index, failure, current, &configuration) }
            } else if index != winner {
                configuration.rules[index].takenBy[decision.rule, default: 0] += 1
            }
        }
        guard let winner else {
            let last = configuration.rules.indices.suffix(2)
            for index in last where configuration.rules[index].name == decision.rule {
                configuration.rules[index].decided += 1
                configuration.rules[index].considered += 1
            }
            return
        }
        configuration.rules[winner].decided += 1
        let members = recordMembers(flow, winner, current, &configuration)
        recordObjects(flow, decision, members, current, &configuration, &firewall)
    }

    /// The members that the flow was decided through.
    private func recordMembers(
        _ flow: FlowDescription, _ winner: Int, _ current: Current, _ configuration: inout SuiteCoverage.Configuration
    ) -> [MemberProbe] {
        let asked = (current.probesOfRule[winner] ?? []).filter { index in
            let probe = current.probes[index]
            if probe.list.isNegated(current.definitions[winner]) { return false }
            // What is not known is not tried.
            return switch probe.list.field {
            case .application: flow.application != nil
            case .category: flow.category != nil
            default: true
            }
        }
        guard !asked.isEmpty, let failures = try? prober?.firstFailures(flow, of: asked) else { return [] }
        let hit = zip(asked, failures).filter { $0.1 == nil }.map(\.0)
        cover(hit, winner, current, &configuration)
        return hit.map { current.probes[$0] }
    }

    /// The members of a negated list that kept a flow out of its rule.
    private func recordExclusion(
        _ flow: FlowDescription, _ rule: Int, _ field: RuleField, _ current: Current, _ configuration: inout SuiteCoverage.Configuration
    ) {
        let definition = current.definitions[rule]
        let asked = (current.probesOfRule[rule] ?? []).filter {
            current.probes[$0].list.field == field && current.probes[$0].list.isNegated(definition)
        }
        guard !asked.isEmpty, let failures = try? prober?.firstFailures(flow, of: asked) else { return }
        cover(zip(asked, failures).filter { $0.1 == field }.map(\.0), rule, current, &configuration)
    }

    private func cover(_ probes: [Int], _ rule: Int, _ current: Current, _ configuration: inout SuiteCoverage.Configuration) {
        guard let first = current.probesOfRule[rule]?.first else { return }
        for probe in probes { configuration.rules[rule].members[probe - first].isCovered = true }
    }

    private func recordObjects(
        _ flow: FlowDescription, _ decision: Decision, _ members: [MemberProbe], _ current: Current,
        _ configuration: inout SuiteCoverage.Configuration, _ firewall: inout Firewall
    ) {
        var options = Explanation.Options(allFields: true)
        options.limit = 0
        var used: Set<ObjectReach.Key> = []
        if let explanation = try? firewall.explain(flow, options), let rule = explanation.rules.last(where: { $0.standing != nil }) {
            used.formUnion(current.reach.addresses(rule.fields.flatMap(\.criteria)))
        }
        let tuple = FiveTuple(
            source: flow.source, sourcePort: flow.sourcePort, destination: flow.destination, destinationPort: flow.destinationPort,
            ipProtocol: flow.ipProtocol)
        for probe in members {
            switch probe.list.field {
            case .service: used.formUnion(current.reach.services(probe.member, tuple))
            case .application: used.formUnion(current.reach.applications(probe.member, decision.application))
            case .user: used.insert(ObjectReach.Key(kind: .user, name: probe.member))
            default: break
            }
        }
        if let index = current.ruleIndexes[decision.rule], let schedule = current.definitions[index].schedule {
            used.insert(ObjectReach.Key(kind: .schedule, name: schedule))
        }
        for index in configuration.objects.indices where !configuration.objects[index].isUsed {
            let object = configuration.objects[index]
            if used.contains(ObjectReach.Key(kind: object.kind, name: object.name)) { configuration.objects[index].isUsed = true }
        }
    }
}
