internal import NGFW
internal import NGFWAppID
internal import NGFWCore
internal import NGFWPANOS
internal import NGFWPolicy

/// One run of one suite: the firewall that is asked, and what was found.
struct SuiteRun: ~Copyable {
    let suite: SuiteFile
    let loader: SuiteLoader
    private let recorder: CoverageRecorder?
    private let reach: RuleReach?
    private(set) var result: SuiteResult
    private var firewall: Firewall
    private var resolved: ResolvedPolicy?
    private var lanes: [CaptureLane] = []
    private var now: Timestamp
    private var names: [String: Int] = [:]
    /// The configurations that were put in force.
    private(set) var loads: [(name: String, policy: Policy, resolved: ResolvedPolicy)] = []
    /// Whether all that matters is whether an answer of the rules is a wrong one: the first one ends the run and is not explained.
    var isTrial = false
    /// Whether there is a policy to ask.
    private var isLoaded = false

    /// - Parameters:
    ///   - recorder: counts what the suite tries.
    ///   - reach: is told which rules the questions come near to.
    init(
        _ suite: SuiteFile, _ loader: SuiteLoader, _ evaluator: SuiteRunner.Evaluator, _ recorder: CoverageRecorder? = nil,
        reach: RuleReach? = nil
    ) {
        self.suite = suite
        self.loader = loader
        self.recorder = recorder
        self.reach = reach
        result = SuiteResult(file: suite.name, title: suite.title, section: suite.section, evaluator: evaluator)
        now = suite.inputs.time ?? .zero
        var configuration = FirewallConfiguration(hashSeed: 0)
        configuration.asksReferenceEvaluator = evaluator == .reference
        firewall = Firewall(configuration: configuration.forQuestions(loader.limits), library: loader.library, policy: nil)
    }

    mutating func run() {
        if let text = suite.configuration { load(text) }
        for step in suite.steps where !isOver { take(step) }
        if isOver { return }
        for lane in lanes { lane.advance(to: nil, recorder) }
        if let reach { for lane in lanes { recordSessions(lane, reach) } }
        checkSessions()
        if !isTrial { checkDiagnostics() }
    }

    private var isOver: Bool { isTrial && !result.passed }

    // MARK: Questions of others

    /// The configuration with what is registered at the beginning, and no question asked.
    mutating func begin() {
        if let text = suite.configuration { load(text) }
        if let step = suite.steps.first { change(step) }
    }

    var policy: PolicyEngine? { firewall.policy }

    /// What is decided now; `nil` for a flow that names nothing known.
    mutating func decide(_ flow: FlowDescription) -> Decision? {
        var flow = flow
        flow.time = now
        return isLoaded ? try? firewall.decide(flow) : nil
    }

    // MARK: Configurations

    private mutating func load(_ text: SuiteText) {
        let loaded = loader.load(text, of: suite, at: now)
        result.diagnostics += loaded.diagnostics
        isLoaded = !loaded.hasErrors || suite.inputs.isLenient
        guard isLoaded else { return refuse(text) }
        var configuration = loaded.imported.firewallConfiguration(zones: loaded.zones).forQuestions(loader.limits)
        configuration.asksReferenceEvaluator = result.evaluator == .reference
        let registry = firewall.policy?.registry ?? AddressRegistry(limits: loader.limits)
        firewall = Firewall(
            configuration: configuration, library: loaded.library, policy: PolicyEngine(loaded.resolved, registry: registry))
        firewall.advance(to: now)
        for lane in lanes { lane.replacePolicy(loaded.resolved, at: now) }
        resolved = loaded.resolved
        loads.append((text.name(in: suite), loaded.imported.policy, loaded.resolved))
        recorder?.load(
            text.name(in: suite), loaded.imported.policy, loaded.resolved, configuration, loaded.library, registry, suite.inputs, at: now)
    }

    /// Nothing can be asked of a configuration with errors, which may be what the suite expects.
    private mutating func refuse(_ text: SuiteText) {
        let questions = suite.steps.reduce(0) { $0 + $1.flows.count + $1.groups.count + ($1.capture?.sessions.count ?? 0) }
        guard questions > 0 else { return }
        let first = result.diagnostics.first { $0.severity == .error }
        var check = SuiteCheck(.configuration, name("configuration"), at: text.location)
        check.failure = "the configuration has errors, so nothing was asked: \(first?.description ?? "")"
        check.isBroken = true
        result.checks.append(check)
    }

    // MARK: Steps

    private mutating func take(_ step: SuiteStep) {
        switch step.moment {
        case .now: break
        case .after(let seconds): now = now.advanced(bySeconds: seconds)
        case .at(let time): now = max(now, time)
        }
        for lane in lanes { lane.advance(to: now, recorder) }
        follow(now)
        firewall.advance(to: now)
        recorder?.advance(to: now)
        change(step)
        guard isLoaded else { return }
        if let capture = step.capture { begin(capture) }
        for record in step.flows where !isOver { ask(record) }
        if !isTrial { for group in step.groups { check(group) } }
    }

    private mutating func change(_ step: SuiteStep) {
        for change in step.changes {
            switch change {
            case .update(let update, let location): apply(update, at: location)
            case .messages(let text): send(text)
            case .configuration(let text): load(text)
            }
        }
    }

    /// Puts the addresses of names that hold at a time in force.
    private mutating func follow(_ time: Timestamp) {
        guard let current = resolved, let next = current.nextChange, next <= time else { return }
        let later = current.resolved(at: time)
        resolved = later
        try? firewall.replacePolicy(later, at: now)
        for lane in lanes { lane.replacePolicy(later, at: now) }
    }

    private mutating func send(_ text: SuiteText) {
        let file =
            switch text.content {
            case .file(let path): RegistrationReader.read(path: path, limits: loader.limits)
            case .inline(let bytes): RegistrationReader.read(bytes, name: suite.name, limits: loader.limits)
            }
        result.diagnostics += file.diagnostics.all
        for update in file.updates { apply(update, at: text.location) }
    }

    private mutating func apply(_ update: RegistrationUpdate, at location: SourceLocation) {
        guard isLoaded else { return }
        for outcome in firewall.apply(update, at: now) where outcome.isRefusal {
            result.diagnostics.append(Diagnostic(.error, "NGFW-R900", "\(outcome)", at: location))
        }
        recorder?.apply(update, at: now)
        for lane in lanes { lane.apply(update, at: now) }
    }

    private mutating func begin(_ capture: SuiteCapture) {
        var configuration = firewall.configuration
        configuration.limits = loader.limits
        let own = Firewall(configuration: configuration, library: firewall.library, policy: firewall.policy)
        lanes.append(CaptureLane(capture, own, loader.limits, at: now))
    }

    // MARK: Questions

    private mutating func ask(_ record: FlowRecord) {
        var flow = record.flow
        flow.time = flow.time ?? now
        if let time = record.flow.time { follow(time) }
        var check = SuiteCheck(.flow, isTrial ? "" : name(record.name ?? flow.text), at: record.expectation?.location ?? record.location)
        do throws(FlowError) {
            let decision = try firewall.decide(flow)
            recorder?.record(flow, decision, &firewall)
            guard let expectation = record.expectation else { return }
            if let reach, let load = loads.last {
                reach.record(load.name, try firewall.failures(flow))
                reach.record(load.name, decision)
            }
            let wrong = expectation.failures(of: decision, resolved)
            if !wrong.isEmpty {
                check.failure = "\(flow.text): \(wrong.joined(separator: "; "))"
                if !isTrial { check.details = decision.details + (try explain(flow, expectation)) }
            }
        } catch {
            check.failure = "\(flow.text): \(error)"
            check.isBroken = true
        }
        result.checks.append(check)
    }

    /// Every rule of a small policy, what matters of a large one, and why the rule that was expected does not decide.
    private mutating func explain(_ flow: FlowDescription, _ expectation: FlowExpectation) throws(FlowError) -> [String] {
        let isSmall = resolved.map { $0.rules.count <= 20 } ?? true
        let lines = try firewall.explain(flow, Explanation.Options(rules: isSmall ? .all : .relevant)).lines
        guard !isSmall, let rule = expectation.rule, let verdict = try firewall.whyNot(rule, flow) else { return lines }
        return lines + verdict.lines
    }

    private mutating func check(_ group: SuiteGroupCheck) {
        var check = SuiteCheck(.group, name("members of \(group.group)"), at: group.location)
        if let members = firewall.policy?.members(of: group.group) {
            check.failure = group.failure(members)
            if check.failure != nil { check.details = members.map { "\($0.address) (\($0.kind.rawValue)) \($0.reason)" } }
        } else if let users = firewall.policy?.users(in: group.group) {
            check.failure = group.failure(users: users)
        } else {
            check.failure = "no rule reaches a group called '\(group.group)', so it has no members"
        }
        result.checks.append(check)
    }

    /// A name that no other check has.
    private mutating func name(_ text: String) -> String {
        let count = names[text, default: 0] + 1
        names[text] = count
        return count == 1 ? text : "\(text) (\(count))"
    }

    // MARK: At the end

    /// A session is looked up more than once, with facts of other times than its last: those do not count as failing.
    private func recordSessions(_ lane: CaptureLane, _ reach: RuleReach) {
        guard let load = loads.last else { return }
        if lane.capture.sessions.isEmpty { return }
        let volatile: RuleFieldSet = lane.changesWithTime || suite.steps.count > 1 ? [.source, .destination] : []
        guard loads.count == 1, let questions = lane.answers else {
            for load in loads { reach.recordUnknown(load.name) }
            return
        }
        for (failures, decision) in questions {
            reach.record(load.name, failures.map { $0.subtracting(RuleReach.volatile.union(volatile)) })
            reach.record(load.name, decision)
        }
        for rule in Set(lane.sessions.compactMap(\.rule)) { reach.record(load.name, .defaultRule, rule) }
    }

    private mutating func checkSessions() {
        for lane in lanes {
            if let problem = lane.problem {
                var check = SuiteCheck(.session, name("capture \(lane.capture.path)"), at: lane.capture.location, failure: problem)
                check.isBroken = true
                result.checks.append(check)
            }
            for expectation in lane.capture.sessions {
                var check = SuiteCheck(.session, name("sessions \(expectation.text)"), at: expectation.location)
                check.failure = expectation.failure(lane.sessions)
                if check.failure != nil { check.details = lane.sessions.prefix(50).map(\.line) }
                result.checks.append(check)
            }
        }
    }

    private mutating func checkDiagnostics() {
        var open = result.diagnostics
        for expectation in suite.expectedDiagnostics ?? [] {
            var check = SuiteCheck(.diagnostic, name("message \(expectation.code)"), at: expectation.location)
            if let index = open.firstIndex(where: expectation.holds) {
                open.remove(at: index)
            } else {
                let others = open.filter { $0.code == expectation.code }
                check.failure = "no such message: \(expectation.text)"
                check.details = (others.isEmpty ? open : others).prefix(20).map(\.description)
            }
            result.checks.append(check)
        }
        // An empty list: no warning either. One error brings others with it, as a broken object does in every rule that names it.
        let wantsNone = suite.expectedDiagnostics?.isEmpty ?? false
        let toleratesErrors = suite.inputs.isLenient || suite.expectsErrors
        let unexpected = open.filter { wantsNone ? $0.severity >= .warning : $0.severity == .error && !toleratesErrors }
        guard let first = unexpected.first, !result.isBroken else { return }
        var check = SuiteCheck(.diagnostic, name("no other messages"), at: first.location ?? suite.location)
        check.failure = "unexpected: \(first)"
        check.details = unexpected.dropFirst().prefix(20).map(\.description)
        check.isBroken = first.severity == .error
        result.checks.append(check)
    }
}
