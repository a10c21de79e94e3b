internal import NGFWAppID
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// Sessions that negotiate others, and the others. Source: reference section 4.6.
extension Firewall {
    /// What a session is let through by that another one has announced.
    struct Inheritance {
        var classification: Classification
        /// `nil` without a policy.
        var match: RuleMatch?
        var parent: SessionParent
        /// Used up once the session stands in the table.
        var announcement: PredictedSessions.Key
    }

    // MARK: Control sessions

    /// A session has become another application: from here on it is read if that is one that negotiates.
    mutating func attend(_ index: Int) {
        let control = table[index].state == .active ? controls.control(of: application(index)) : nil
        let isAttended = table[index].traits.contains(.announces)
        guard let control else {
            if isAttended { ignore(index) }
            return
        }
        if isAttended { return }
        guard !controls.isFull else {
            reports.note(.controlSessions, at: now)
            return
        }
        controls.add(index, control, table[index].tuple)
        table[index].traits.insert(.announces)
        if table[index].key.domain == .outermost { kinship?.note(control, table[index].tuple) }
    }

    /// A control session announces nothing any more; what it has announced stays.
    private mutating func ignore(_ index: Int) {
        controls.remove(index)
        table[index].traits.remove(.announces)
    }

    /// Reads a packet of a control session that the policy lets pass.
    @inline(never)
    mutating func listen(_ index: Int, _ bytes: Span<UInt8>, _ packet: DecodedPacket, _ direction: FlowDirection) {
        let (announced, refusedCount, state) = controls.read(index, bytes, packet, direction)
        counters.announcementsRefused &+= UInt64(refusedCount)
        let domain = table[index].key.domain
        for expectation in announced {
            let key = PredictedSessions.Key(expectation, in: domain)
            if let holder = predictions.parent(awaiting: key), table.isExpired(holder, at: now) { forgetPredictions(of: holder) }
            switch predictions.add(key, expectation, parent: index, id: nextSessionID, now: now) {
            case .added:
                advanceSessionID()
                counters.sessionsPredicted &+= 1
                if domain == .outermost { kinship?.announced.append(key) }
            case .renewed: break
            case .refused:
                counters.announcementsRefused &+= 1
                reports.note(.predictedSessions, at: now)
            }
        }
        if state == .over { table[index].traits.remove(.announces) }
    }

    /// A session has ended or is blocked: nothing comes of what it announced.
    mutating func forgetPredictions(of index: Int) {
        if table[index].traits.contains(.announces) { ignore(index) }
        guard !predictions.isEmpty else { return }
        // It ended when its time was over, not when somebody looked.
        predictions.removeAll(of: index, at: min(now, table.deadline(index)))
        counters.predictionsExpired = predictions.expiredCount
    }

    // MARK: Announced sessions

    /// What a first packet inherits from the session that announced it; `nil` when none did, or when that one is not let through.
    mutating func inheritance(_ record: SessionRecord) -> Inheritance? {
        let kin = record.key.domain == .outermost ? kinship?.kin : nil
        guard kin != nil || !predictions.isEmpty else { return nil }
        for breadth in PredictedSessions.Breadth.allCases {
            if let found = predictions.find(record.tuple, in: record.key.domain, breadth, at: now) { return inheritance(by: found) }
            if let found = kin?.prediction(of: record.tuple, breadth) {
                var inheritance = found.inheritance
                if let match = inheritance?.match { inheritance?.match = translated(match, of: found.rules) }
                return inheritance
            }
        }
        return nil
    }

    private mutating func inheritance(by found: (key: PredictedSessions.Key, prediction: PredictedSessions.Prediction)) -> Inheritance? {
        let prediction = found.prediction
        guard table[prediction.parent].state == .active, !table.isExpired(prediction.parent, at: now),
            let application = catalogue.id(named: prediction.application)
        else { return nil }
        let (isAllowed, match) = answer(of: prediction.parent)
        guard isAllowed else { return nil }
        let classification = Classification(application: application, base: application, state: .final, evidence: .announced)
        return Inheritance(
            classification: classification, match: match,
            parent: SessionParent(
                number: prediction.parent, id: table[prediction.parent].id, start: table.details(prediction.parent).start),
            announcement: found.key)
    }

    /// A session that was announced stands in the table.
    mutating func adopt(_ index: Int, _ inheritance: Inheritance) {
        parents[index] = inheritance.parent
        counters.predictionsFulfilled &+= 1
        guard let worker = inheritance.parent.worker else { return predictions.use(inheritance.announcement) }
        kinship?.kin?.use(inheritance.announcement, of: worker)
    }

    /// The policy's answer about a session as it is now, for its children; no match without a policy.
    private mutating func answer(of index: Int) -> (isAllowed: Bool, match: RuleMatch?) {
        let record = table[index]
        guard let author = record.author else { return (owner == nil, nil) }
        return (record.action.isAllow, RuleMatch(author: author, action: record.action, standing: record.standing))
    }

    /// What the parent of a running session is let through by, as long as it lives.
    mutating func inheritedMatch(_ index: Int) -> RuleMatch? {
        guard table[index].traits.contains(.hasParent), let parent = parents[index] else { return nil }
        guard parent.worker == nil else {
            return kinship?.kin?.match(of: parent).map { translated($0.match, of: $0.rules) }
        }
        return match(of: parent)
    }

    private mutating func match(of parent: SessionParent) -> RuleMatch? {
        guard table[parent.number].id == parent.id, table[parent.number].state == .active, !table.isExpired(parent.number, at: now)
        else { return nil }
        return answer(of: parent.number).match
    }

    /// Announced sessions in words, oldest first; an unknown source is `0.0.0.0` or `::`, an unknown port 0.
    mutating func predictedSummaries() -> [SessionSummary] {
        let predictions = predictions.all
        return predictions.map { key, prediction in
            let isAnyone = key.source == PredictedSessions.Key.anyone
            let source = isAnyone && key.destination.isIPv4 ? IPAddress(v4: 0) : key.source
            let tuple = FiveTuple(
                source: source, sourcePort: key.sourcePort, destination: key.destination, destinationPort: key.destinationPort,
                ipProtocol: key.ipProtocol)
            var summary = SessionSummary(id: prediction.id, tuple: tuple, start: prediction.start)
            let parent = view(prediction.parent)
            summary.kind = .predicted
            summary.parentID = parent.record.id
            summary.parentStart = parent.details.start
            if owner != nil {
                summary.from = isAnyone ? nil : zones.zone(ofSource: source)
                summary.to = zones.zone(ofDestination: key.destination)
            }
            summary.application = prediction.application
            summary.base = prediction.application
            if let author = parent.record.author {
                summary.rule = rules[author].name
                summary.ruleUUID = rules[author].uuid
            }
            summary.timeout = prediction.deadline.secondsSince(prediction.start)
            summary.timeToLive = prediction.deadline.secondsSince(now)
            return summary
        }
    }
}

/// For the other workers of a group.
extension Firewall {
    /// What ``inheritance(_:)`` of another worker finds here, with this worker's names of rules; `nil` when the packet is not awaited.
    mutating func predictionForOthers(
        _ tuple: FiveTuple, _ breadth: PredictedSessions.Breadth
    ) -> (inheritance: Inheritance?, rules: RuleBook)? {
        guard let found = predictions.find(tuple, in: .outermost, breadth, at: now) else { return nil }
        return (inheritance(by: found), rules)
    }

    /// What the parent of another worker's session is let through by.
    mutating func matchForOthers(_ parent: SessionParent) -> (match: RuleMatch, rules: RuleBook)? {
        match(of: parent).map { ($0, rules) }
    }

    /// Whether a flow is awaited.
    mutating func awaits(_ key: PredictedSessions.Key) -> Bool {
        guard let parent = predictions.parent(awaiting: key) else { return false }
        if table.isExpired(parent, at: now) { forgetPredictions(of: parent) }
        return predictions.isAwaited(key, at: now)
    }

    /// Another worker awaits the flow already, or there is no room in the group: it counts as never believed.
    mutating func refusePrediction(_ key: PredictedSessions.Key) {
        guard predictions.parent(awaiting: key) != nil else { return }
        predictions.withdraw(key)
        counters.sessionsPredicted &-= 1
        counters.announcementsRefused &+= 1
        reports.note(.predictedSessions, at: now)
    }

    /// Rules of former policies have other numbers in each worker.
    private mutating func translated(_ match: RuleMatch, of book: RuleBook) -> RuleMatch {
        RuleMatch(author: rules.adopt(match.author, of: book), action: match.action, standing: match.standing)
    }
}

/// The session that announced another.
struct SessionParent {
    /// Its record, as long as it lives and has this id.
    var number: Int
    var id: UInt64
    var start: Timestamp
    /// The worker of the group that has it; `nil` for the same one.
    var worker: Int?
}
