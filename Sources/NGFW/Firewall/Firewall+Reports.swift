internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Sessions in words: summaries and traffic log records.
extension Firewall {
    // MARK: In numbers

    /// All that is known of a session in the table.
    mutating func view(_ index: Int) -> SessionView {
        var view = SessionView(record: table[index], details: table.details(index))
        view.identification = identificationNumber(index)
        if view.record.traits.contains(.hasParent) { view.parent = parents[index] }
        return view
    }

    /// Writes the start record when a session's rule asks for one: with its first payload, once that passed.
    ///
    /// - Returns: the verdict, unchanged.
    mutating func startLog(_ index: Int, _ verdict: Verdict?) -> Verdict? {
        guard verdict == nil, !table[index].traits.contains(.startLogged), let author = table[index].author else { return verdict }
        guard table[index].traits.contains(.hasPayload) || table[index].key.ipProtocol != .tcp else { return nil }
        table[index].traits.insert(.startLogged)
        guard rules.logs(author).start else { return nil }
        var view = view(index)
        if view.identification == 0 {
            view.identification = identifications.number(.insufficientData, .insufficientData, .none, after: 0)
        }
        report(view, .start, at: now)
        return nil
    }

    /// A block is logged when its rule logs at all.
    mutating func logBlock(_ view: SessionView, _ subtype: TrafficLogRecord.Subtype) {
        guard let author = view.record.author else { return }
        let logs = rules.logs(author)
        if logs.start || logs.end { report(view, subtype, at: now) }
    }

    mutating func report(
        _ view: SessionView, _ log: TrafficLogRecord.Subtype?, isSummary: Bool = false, at time: Timestamp
    ) {
        var report = PendingReport(view: view, time: time, log: log, isSummary: isSummary)
        if log != nil {
            report.sequenceNumber = nextSequenceNumber
            nextSequenceNumber &+= 1
        }
        guard reports.add(report) else { return }
        origins.retain(view.details.origin)
        // The tunnel's number may be another's soon.
        if view.record.key.domain != .outermost { settleReports() }
    }

    // MARK: In words

    /// Puts into words what waits to be reported: before what its numbers stand for changes, and when it is taken.
    mutating func settleReports() {
        guard !reports.pending.isEmpty else { return }
        let pending = reports.takePending()
        for report in pending {
            let summary = summary(of: report.view, at: report.time)
            if report.isSummary { reports.summaries.append(summary) }
            if let subtype = report.log { reports.records.append(record(report, subtype, summary)) }
            origins.release(report.view.details.origin)
        }
        reports.recycle(pending)
    }

    /// The log records since the last call as numbers, oldest first; ``takeRecords()`` does not give them again.
    ///
    /// - Complexity: O(1) each, a twentieth of what a record costs.
    public mutating func takeLogEntries(_ body: (LogEntry) -> Void) {
        for record in reports.takeRecords() { body(LogEntry(record)) }
        for number in reports.pending.indices {
            guard let subtype = reports.pending[number].log else { continue }
            let view = reports.pending[number].view
            let application = catalogue.name(identifications[view.identification].application)
            body(
                LogEntry(reports.pending[number], subtype, application: application, rule: view.record.author.map { rules.name($0) } ?? ""))
            if !reports.pending[number].isSummary { origins.release(view.details.origin) }
        }
        reports.forgetPendingRecords()
    }

    /// Lets registrations end whose time is over.
    mutating func expireRegistrations() {
        guard owner?.isDue(at: now) == true else { return }
        settleReports()
        owner?.expire(at: now)
    }

    func summary(of view: SessionView, at time: Timestamp) -> SessionSummary {
        let record = view.record
        let identification = identifications[view.identification]
        let origin = origins[view.details.origin]
        var summary = SessionSummary(id: record.id, tuple: record.tuple, start: view.details.start)
        summary.icmpType = record.icmpType
        summary.from = zones.name(origin.from)
        summary.to = zones.name(origin.to)
        summary.user = origin.user
        summary.application = catalogue.name(identification.application)
        summary.base = catalogue.name(identification.base)
        summary.path = identifications.path(view.identification).map { catalogue.name($0) }
        summary.evidence = identification.evidence == .none ? "" : library.describe(identification.evidence)
        if let author = record.author {
            summary.rule = rules[author].name
            summary.ruleUUID = rules[author].uuid
            summary.logsEnd = rules[author].logEnd && !record.traits.contains(.blockReported)
        }
        summary.action = record.action
        summary.isImplicit = record.standing == .implicit
        summary.state = record.state
        summary.packetsSent = record.packetsSent
        summary.packetsReceived = record.packetsReceived
        summary.bytesSent = record.bytesSent
        summary.bytesReceived = record.bytesReceived
        summary.end = record.lastSeen
        summary.endReason = record.endReason
        summary.packetsToIdentify = view.details.packetsToIdentify == 0 ? nil : Int(view.details.packetsToIdentify)
        summary.startsMidStream = record.traits.contains(.startsMidStream)
        summary.hasContradictions = record.traits.contains(.hasConflict)
        summary.parentID = view.parent?.id ?? 0
        summary.parentStart = view.parent?.start
        if record.key.domain != .outermost { describeTunnel(&summary) }
        if record.state != .closed {
            summary.timeout = Int64(record.timeout)
            summary.timeToLive = record.deadline.secondsSince(time)
            summary.isInspected = !record.traits.contains(.isFinal)
            summary.hasServiceTimeouts = record.author.map { owner?.serviceTimeouts(of: $0, for: record.tuple) != nil } ?? false
        }
        return summary
    }

    private func record(
        _ report: PendingReport, _ subtype: TrafficLogRecord.Subtype, _ summary: SessionSummary
    ) -> TrafficLogRecord {
        let record = report.view.record
        let tuple = summary.tuple
        let application = catalogue[identifications[report.view.identification].application]
        var entry = TrafficLogRecord(
            subtype, at: report.time, sequenceNumber: report.sequenceNumber, device: configuration.device, session: summary)
        if !tuple.source.isIPv4 { entry.flags.insert(.ipv6) }
        if record.standing == .implicit { entry.flags.insert(.implicitApplication) }
        if !application.defaultPorts.isEmpty,
            !application.defaultPorts.contains(where: {
                $0.contains(tuple.ipProtocol, port: tuple.destinationPort, icmpType: record.icmpType)
            })
        {
            entry.flags.insert(.nonStandardPort)
        }
        if let author = record.author {
            if record.action == .drop, rules[author].sendsUnreachable { entry.action = "drop-icmp" }
            entry.logSetting = rules[author].logSetting
        }
        entry.endReason = subtype == .start ? .notApplicable : record.endReason ?? .unknown
        entry.actionSource = TrafficLogRecord.ActionSource(of: record.action, application)
        entry.application = application
        if let owner {
            let (source, destination) = (owner.groupNames(of: tuple.source), owner.groupNames(of: tuple.destination))
            entry.sourceGroups = source.all
            entry.destinationGroups = destination.all
            entry.dynamicSourceGroups = source.dynamic
            entry.dynamicDestinationGroups = destination.dynamic
        }
        return entry
    }
}
