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
            switch predictions.add(expectation, in: domain, parent: index, id: nextSessionID, now: now) {
            case .added:
                advanceSessionID()
                counters.sessionsPredicted &+= 1
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
        if !predictions.isEmpty { predictions.removeAll(of: index) }
    }

    // MARK: Announced sessions

    /// What a first packet inherits from the session that announced it; `nil` when none did, or when that one is not let through.
    mutating func inheritance(_ record: SessionRecord) -> Inheritance? {
        guard !predictions.isEmpty, let (key, prediction) = predictions.find(record.tuple, in: record.key.domain, at: now),
            table[prediction.parent].state == .active,
            let application = catalogue.id(named: prediction.application)
        else { return nil }
        let (isAllowed, match) = answer(of: prediction.parent)
        guard isAllowed else { return nil }
        let classification = Classification(application: application, base: application, state: .final, evidence: .announced)
        return Inheritance(
            classification: classification, match: match,
            parent: SessionParent(
                number: prediction.parent, id: table[prediction.parent].id, start: table.details(prediction.parent).start),
            announcement: key)
    }

    /// The policy's answer about a session as it is now, for its children; no match without a policy.
    private mutating func answer(of index: Int) -> (isAllowed: Bool, match: RuleMatch?) {
        let record = table[index]
        guard let author = record.author else { return (owner == nil, nil) }
        return (record.action.isAllow, RuleMatch(author: author, action: record.action, standing: record.standing))
    }

    /// What the parent of a running session is let through by, as long as it lives.
    mutating func inheritedMatch(_ index: Int) -> RuleMatch? {
        guard table[index].traits.contains(.hasParent), let parent = parents[index], table[parent.number].id == parent.id,
            table[parent.number].state == .active
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

/// The session that announced another.
struct SessionParent {
    /// Its record, as long as it lives and has this id.
    var number: Int
    var id: UInt64
    var start: Timestamp
}
