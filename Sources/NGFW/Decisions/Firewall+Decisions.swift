internal import NGFWAppID
internal import NGFWCore
public import NGFWPolicy

/// Flows in words.
extension Firewall {
    /// What the policy says of a flow.
    ///
    /// A flow without an application is asked about as a session's first packet is; one with an application as after
    /// that application was found and while it may still shift, so implicit dependencies count (reference section 2.5).
    ///
    /// - Throws: ``FlowError`` for an application that nobody knows, or without a policy.
    public mutating func decide(_ flow: FlowDescription) throws(FlowError) -> Decision {
        let question = try question(flow)
        guard let match = owner?.match(question.input) else { throw FlowError(.noPolicy) }
        let rule = rules[match.author]
        return Decision(
            action: match.action, rule: rule.name, ruleUUID: rule.uuid,
            application: catalogue.name(question.input.application ?? .undecided), evidence: flow.application == nil ? "" : "given",
            isFinal: match.standing == .decided, standing: match.standing, logStart: rule.logStart, logEnd: rule.logEnd,
            logSetting: rule.logSetting, sourceGroups: owner?.groups(of: flow.source) ?? [],
            destinationGroups: owner?.groups(of: flow.destination) ?? [],
            revisions: revisions, from: question.from, to: question.to, user: question.user, notes: question.notes)
    }

    /// Why ``decide(_:)`` answers as it does: every rule up to the winner, with each field that failed.
    public mutating func explain(_ flow: FlowDescription) throws(FlowError) -> Explanation {
        let question = try question(flow)
        guard let explanation = owner?.explain(question.input) else { throw FlowError(.noPolicy) }
        return explanation
    }

    /// The states of everything that answers rest on.
    public var revisions: Decision.Revisions {
        let now = owner?.revisions
        return Decision.Revisions(policy: now?.policy ?? 0, registrations: now?.registrations ?? 0, signatures: library.revision)
    }

    private struct Question {
        var input: MatchInput
        var from: String?
        var to: String?
        var user: String?
        var notes: [String] = []
    }

    private mutating func question(_ flow: FlowDescription) throws(FlowError) -> Question {
        guard owner != nil else { throw FlowError(.noPolicy) }
        let application = try application(flow)
        let from = flow.from ?? zones.zone(ofSource: flow.source)
        let to = flow.to ?? zones.zone(ofDestination: flow.destination)
        let pair = owner?.zonePair(from: from, to: to) ?? (.none, .none)
        let tuple = FiveTuple(
            source: flow.source, sourcePort: flow.sourcePort, destination: flow.destination, destinationPort: flow.destinationPort,
            ipProtocol: flow.ipProtocol)
        let time = flow.time ?? now
        owner?.expire(at: now)
        var question = Question(
            input: MatchInput(
                tuple: tuple, icmpType: flow.icmpType, from: pair.from, to: pair.to, application: application,
                applicationMayShift: application != nil, isDecrypted: flow.isDecrypted, time: time),
            from: from, to: to)
        if let user = flow.user {
            question.user = user
            question.input.user = owner?.user(named: user) ?? .unmapped
        } else {
            question.input.user = owner?.user(of: flow.source, from: pair.from) ?? .unmapped
            if question.input.user != .unmapped { question.user = owner?.userName(of: flow.source) }
        }
        question.input.category = flow.category.flatMap { owner?.categoryID(named: $0) }
        if from == nil { question.notes.append("source \(flow.source) has no zone: only rules from any zone match") }
        if to == nil { question.notes.append("destination \(flow.destination) has no zone: only rules to any zone match") }
        return question
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
