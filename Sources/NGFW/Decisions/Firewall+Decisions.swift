internal import NGFWAppID
internal import NGFWCore
public import NGFWPolicy

/// Flows in words.
extension Firewall {
    /// What the policy says of a flow.
    ///
    /// A flow without an application is asked about as a session's first packet is; one with an application as after
    /// that application was found and while it may still shift, so implicit dependencies count (reference section 2.5).
    /// Each flow is answered at its own time: registrations that expire until then are gone for this flow alone.
    ///
    /// - Throws: ``FlowError`` for an application that nobody knows, or without a policy.
    public mutating func decide(_ flow: FlowDescription) throws(FlowError) -> Decision {
        try ask(flow) { engine, question in
            let match = configuration.asksReferenceEvaluator ? engine.referenceMatch(question.input) : engine.match(question.input)
            let rule = rules[match.author]
            return Decision(
                action: match.action, rule: rule.name, ruleUUID: rule.uuid,
                application: engine.policy.catalogue.name(question.input.application ?? .undecided),
                evidence: question.evidence, applicationOverride: question.override,
                isFinal: match.standing == .decided, standing: match.standing,
                response: response(match.action, rule, question), logStart: rule.logStart, logEnd: rule.logEnd,
                logSetting: rule.logSetting, sourceGroups: engine.groups(of: flow.source),
                destinationGroups: engine.groups(of: flow.destination), revisions: revisions(of: engine),
                from: question.from, to: question.to, user: question.user, notes: question.notes)
        }
    }

    private func response(_ action: RuleAction, _ rule: RuleReport, _ question: Question) -> Response {
        let input = question.input
        let application = input.application.map { catalogue[$0] }
        // An application is named once there was payload, so after the handshake; a forced one at the first packet.
        return Response(
            action, resetsOnDeny: application?.denyAction == .dropReset,
            canReset: application != nil && question.override == nil && input.tuple.ipProtocol == .tcp,
            sendsUnreachable: rule.sendsUnreachable && !input.tuple.destination.isMulticast && !input.tuple.source.isMulticast)
    }

    /// Why ``decide(_:)`` answers as it does: the rules up to the winner, with the field that failed and what it would take.
    public mutating func explain(
        _ flow: FlowDescription, _ options: Explanation.Options = Explanation.Options()
    ) throws(FlowError) -> Explanation {
        try ask(flow) { engine, question in engine.explain(question.input, options) }
    }

    /// The first field of each of some rules that fails for a flow, `nil` for a rule that matches: what coverage counts.
    ///
    /// - Parameter rules: indexes of the policy's rules; `nil` is all.
    public mutating func firstFailures(_ flow: FlowDescription, of rules: [Int]? = nil) throws(FlowError) -> [RuleField?] {
        try ask(flow) { engine, question in engine.firstFailures(of: rules, question.input) }
    }

    /// Every field of every rule of the policy that fails for a flow: what mutation goes by.
    package mutating func failures(_ flow: FlowDescription) throws(FlowError) -> [RuleFieldSet] {
        try ask(flow) { engine, question in engine.failures(question.input) }
    }

    /// Why a rule does not decide a flow, and what it would take; `nil` for a name that no rule has.
    public mutating func whyNot(_ rule: String, _ flow: FlowDescription) throws(FlowError) -> RuleVerdict? {
        try ask(flow) { engine, question in engine.whyNot(rule, question.input) }
    }

    /// The rule that decides a flow, or with `all` every rule that could, up to the first that allows it; see
    /// ``PolicyEngine/candidates(_:)``.
    public mutating func candidates(_ flow: FlowDescription, all: Bool) throws(FlowError) -> [RuleMatch.Author] {
        try ask(flow) { engine, question in all ? engine.candidates(question.input) : [engine.match(question.input).author] }
    }

    /// The states of everything that answers rest on.
    public var revisions: Decision.Revisions {
        owner.map { revisions(of: $0.engine) } ?? Decision.Revisions(policy: 0, registrations: 0, signatures: library.revision)
    }

    private func revisions(of engine: PolicyEngine) -> Decision.Revisions {
        let now = engine.revisions
        return Decision.Revisions(policy: now.policy, registrations: now.registrations, signatures: library.revision)
    }

    private struct Question {
        var input: MatchInput
        var from: String?
        var to: String?
        var user: String?
        var notes: [String] = []
        var evidence = ""
        var override: String?
    }

    /// Puts a flow to the engine of the flow's time.
    private func ask<Answer>(
        _ flow: FlowDescription, _ body: (inout PolicyEngine, Question) -> Answer
    ) throws(FlowError) -> Answer {
        guard let owner else { throw FlowError(.noPolicy) }
        let application = try application(flow)
        let time = flow.time ?? now
        return owner.withEngine(at: max(time, now)) { engine in
            var question = question(flow, application, at: time, &engine)
            if application != nil { question.evidence = "given" }
            settleByProtocol(&question)
            settleByOverride(&question, engine)
            return body(&engine, question)
        }
    }

    private func question(
        _ flow: FlowDescription, _ application: ApplicationID?, at time: Timestamp, _ engine: inout PolicyEngine
    ) -> Question {
        let from = flow.from ?? zones.zone(ofSource: flow.source)
        let to = flow.to ?? zones.zone(ofDestination: flow.destination)
        let pair = engine.policy.zonePair(from: from, to: to)
        let tuple = FiveTuple(
            source: flow.source, sourcePort: flow.sourcePort, destination: flow.destination, destinationPort: flow.destinationPort,
            ipProtocol: flow.ipProtocol)
        var question = Question(
            input: MatchInput(
                tuple: tuple, icmpType: flow.icmpType, from: pair.from, to: pair.to, application: application,
                applicationMayShift: application != nil, isDecrypted: flow.isDecrypted, time: time),
            from: from, to: to)
        if let user = flow.user {
            question.user = user
            question.input.user = engine.user(named: user)
        } else {
            question.input.user = engine.user(of: flow.source, from: pair.from)
            if question.input.user != .unmapped {
                question.user = engine.registry.user(of: flow.source)
            } else if let name = engine.registry.user(of: flow.source), let from {
                question.notes.append("user '\(name)' is logged in at \(flow.source), but zone '\(from)' does not identify users")
            }
        }
        question.input.sourceHIP = engine.policy.hipFact(matching: flow.sourceHIP)
        question.input.destinationHIP = engine.policy.hipFact(matching: flow.destinationHIP)
        question.input.category = flow.category.map { engine.policy.categoryID(named: $0) }
        if from == nil { question.notes.append("source \(flow.source) has no zone: only rules from any zone match") }
        if to == nil { question.notes.append("destination \(flow.destination) has no zone: only rules to any zone match") }
        for zone in Set([flow.from, flow.to].compactMap(\.self)).sorted() where engine.policy.zoneID(named: zone) == .unnamed {
            question.notes.append("no rule and no zone of the configuration is called '\(zone)'")
        }
        return question
    }

    /// An application that headers alone settle is known at the first packet. Source: reference section 2.3.
    private func settleByProtocol(_ question: inout Question) {
        let tuple = question.input.tuple
        guard question.input.application == nil, !tuple.ipProtocol.hasPorts,
            question.input.icmpType != nil || !tuple.ipProtocol.isICMP
        else { return }
        var found = library.application(forIPProtocol: tuple.ipProtocol, icmpType: question.input.icmpType)
        if tuple.ipProtocol == .icmpv6, let type = question.input.icmpType, type == 128 || type == 129, let name = follows.icmpv6Echo {
            found = name
        }
        guard let application = found else { return }
        question.input.application = application
        question.evidence = "ip-protocol"
        conclude(&question)
    }

    /// Where an override rule matches, the session is called as it says, whatever it is. Source: reference section 2.8.
    private func settleByOverride(_ question: inout Question, _ engine: borrowing PolicyEngine) {
        guard follows.hasOverrides, let found = engine.applicationOverride(for: question.input) else { return }
        let rule = engine.policy.applicationOverrides[found.rule].name
        if let given = question.input.application, given != found.application {
            let names = (engine.policy.catalogue.name(given), engine.policy.catalogue.name(found.application))
            question.notes.append("application override rule '\(rule)' calls it '\(names.1)', not '\(names.0)'")
        }
        question.input.application = found.application
        question.override = rule
        question.evidence = "application-override"
        conclude(&question)
    }

    /// Nothing more will be learned of the flow: what is not known by now is not there.
    private func conclude(_ question: inout Question) {
        question.input.applicationMayShift = false
        if question.input.category == nil { question.input.category = .unnamed }
    }

    private func application(_ flow: FlowDescription) throws(FlowError) -> ApplicationID? {
        guard let name = flow.application else { return nil }
        guard let id = catalogue.id(named: name) else {
            let names = catalogue.identifiers.map { catalogue.name($0) }
            throw FlowError(.unknownApplication, name: name, suggestion: nearestName(to: name, in: names))
        }
        guard id.isLegalInRule else { throw FlowError(.applicationNotAllowed, name: name) }
        return id
    }
}
