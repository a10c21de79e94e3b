internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

/// Sessions in words: summaries and traffic log records.
extension Firewall {
    func summary(of record: SessionRecord) -> SessionSummary {
        let catalogue = catalogue
        var summary = SessionSummary(id: record.id, tuple: record.tuple, start: record.start)
        summary.icmpType = record.icmpType
        summary.from = zones.name(record.from)
        summary.to = zones.name(record.to)
        summary.user = userNames[record.id]
        summary.application = catalogue.name(record.application)
        summary.base = catalogue.name(record.base)
        summary.path = record.path.applications.map { catalogue.name($0) }
        summary.evidence = record.evidence == .none ? "" : library.describe(record.evidence)
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
        summary.packetsToIdentify = record.packetsToIdentify == 0 ? nil : Int(record.packetsToIdentify)
        summary.startsMidStream = record.traits.contains(.startsMidStream)
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
        var record = table[index]
        if record.application == .undecided { record.application = .insufficientData }
        log(record, .start)
        return nil
    }

    /// Writes a record. A block is logged when its rule logs at all.
    mutating func log(_ record: SessionRecord, _ subtype: TrafficLogRecord.Subtype) {
        guard let author = record.author else { return }
        let rule = rules[author]
        if subtype == .drop || subtype == .deny, !rule.logStart, !rule.logEnd { return }
        let application = catalogue[record.application]
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
            subtype, at: now, sequenceNumber: nextSequenceNumber, device: configuration.device, session: summary(of: record))
        entry.action = saysUnreachable ? "drop-icmp" : record.action.rawValue
        entry.endReason = subtype == .start ? .notApplicable : record.endReason ?? .unknown
        entry.logSetting = rule.logSetting
        entry.application = application
        entry.sourceGroups = sourceGroups.all
        entry.destinationGroups = destinationGroups.all
        entry.dynamicSourceGroups = sourceGroups.dynamic
        entry.dynamicDestinationGroups = destinationGroups.dynamic
        entry.flags = flags
        reports.add(entry, at: now)
        nextSequenceNumber &+= 1
    }
}
