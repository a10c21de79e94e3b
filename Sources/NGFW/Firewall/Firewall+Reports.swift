internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Sessions in words: summaries and traffic log records.
extension Firewall {
    /// All that is known of a session in the table.
    mutating func view(_ index: Int) -> SessionView {
        let details = table.details(index)
        var view = SessionView(record: table[index], details: details, origin: origins[details.origin])
        view.identification = identificationNumber(index)
        if view.record.traits.contains(.hasParent) { view.parent = parents[index] }
        return view
    }

    func summary(of view: SessionView) -> SessionSummary {
        let catalogue = catalogue
        let record = view.record
        let identification = identifications[view.identification]
        var summary = SessionSummary(id: record.id, tuple: record.tuple, start: view.details.start)
        summary.icmpType = record.icmpType
        summary.from = zones.name(view.origin.from)
        summary.to = zones.name(view.origin.to)
        summary.user = view.origin.user
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
        summary.parentID = view.parent?.id ?? 0
        summary.parentStart = view.parent?.start
        if record.key.domain != .outermost { describeTunnel(&summary) }
        if record.state != .closed {
            summary.timeout = Int64(record.timeout)
            summary.timeToLive = record.deadline.secondsSince(now)
            summary.isInspected = !record.traits.contains(.isFinal)
        }
        return summary
    }

    /// Writes the start record when a session's rule asks for one: with its first payload, once that passed.
    ///
    /// - Returns: the verdict, unchanged.
    mutating func startLog(_ index: Int, _ verdict: Verdict?) -> Verdict? {
        guard verdict == nil, !table[index].traits.contains(.startLogged), let author = table[index].author else { return verdict }
        guard table[index].traits.contains(.hasPayload) || table[index].key.ipProtocol != .tcp else { return nil }
        table[index].traits.insert(.startLogged)
        guard rules[author].logStart else { return nil }
        var view = view(index)
        if view.identification == 0 {
            view.identification = identifications.number(.insufficientData, .insufficientData, .none, after: 0)
        }
        log(view, .start)
        return nil
    }

    /// Writes a record. A block is logged when its rule logs at all.
    mutating func log(_ view: SessionView, _ subtype: TrafficLogRecord.Subtype, at time: Timestamp? = nil) {
        let time = time ?? now
        let record = view.record
        guard let author = record.author else { return }
        let rule = rules[author]
        if subtype == .drop || subtype == .deny, !rule.logStart, !rule.logEnd { return }
        let application = catalogue[identifications[view.identification].application]
        let tuple = record.tuple
        var flags: TrafficLogRecord.Flags = []
        if !tuple.source.isIPv4 { flags.insert(.ipv6) }
        if record.standing == .implicit { flags.insert(.implicitApplication) }
        if !application.defaultPorts.isEmpty,
            !application.defaultPorts.contains(where: {
                $0.contains(tuple.ipProtocol, port: tuple.destinationPort, icmpType: record.icmpType)
            })
        {
            flags.insert(.nonStandardPort)
        }
        let sourceGroups = owner?.groupNames(of: tuple.source) ?? .none
        let destinationGroups = owner?.groupNames(of: tuple.destination) ?? .none
        let saysUnreachable = record.action == .drop && rule.sendsUnreachable
        var entry = TrafficLogRecord(
            subtype, at: time, sequenceNumber: nextSequenceNumber, device: configuration.device, session: summary(of: view))
        entry.action = saysUnreachable ? "drop-icmp" : record.action.rawValue
        entry.endReason = subtype == .start ? .notApplicable : record.endReason ?? .unknown
        entry.logSetting = rule.logSetting
        entry.application = application
        entry.sourceGroups = sourceGroups.all
        entry.destinationGroups = destinationGroups.all
        entry.dynamicSourceGroups = sourceGroups.dynamic
        entry.dynamicDestinationGroups = destinationGroups.dynamic
        entry.flags = flags
        reports.add(entry, at: time)
        nextSequenceNumber &+= 1
    }
}
