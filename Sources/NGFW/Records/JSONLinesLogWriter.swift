internal import NGFWCore

/// Traffic log records as JSON lines (RFC 8259): one object a record, always the same members in the same order.
///
///     {"type":"traffic","subtype":"end","time":"2026-11-22T10:49:56.644Z","sequenceNumber":7,…,"rule":"ssh-in",…}
///
/// | member | value |
/// |---|---|
/// | `type`, `subtype` | `traffic`; `start`, `end`, `drop`, `deny` |
/// | `time`, `start`, `end` | RFC 3339, UTC: written, first packet, last packet |
/// | `sequenceNumber`, `sessionID` | numbers; session 0 was never in the table |
/// | `serial`, `device`, `vsys` | who writes |
/// | `protocol`, `source`, `sourcePort`, `destination`, `destinationPort`, `icmpType` | as the client sees them; ICMP echo: identifier and sequence number as ports |
/// | `parentSessionID`, `parentStart` | the session that announced this one, else null |
/// | `tunnelType`, `tunnelID` | what its packets came in, else null |
/// | `from`, `to`, `user`, `destinationUser` | null when unknown |
/// | `application`, `base`, `path`, `evidence`, `category` | App-ID, the protocol below, the shifts, how it was found, the URL category |
/// | `contradictions` | whether its segments said different things about the same bytes |
/// | `rule`, `ruleUUID`, `action`, `actionSource`, `logSetting`, `endReason` | the policy's part |
/// | `repeatCount` | sessions that the record stands for |
/// | `elapsedSeconds`, `packets…`, `bytes…` | totals; sent is from client to server |
/// | `application…` | category, subcategory, technology and risk |
/// | `sourceGroups`, `destinationGroups`, `flags` | lists; names of flags: ``TrafficLogRecord/Flags/named`` |
public struct JSONLinesLogWriter: Sendable {
    public init() {}

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        var object = JSONObjectWriter()
        swap(&object.bytes, &output)
        object.open()
        object.add("type", "traffic")
        object.add("subtype", record.subtype.rawValue)
        object.add("time", record.time)
        object.add("sequenceNumber", record.sequenceNumber)
        object.add("sessionID", record.session.id)
        object.add("parentSessionID", record.session.parentID == 0 ? nil : record.session.parentID)
        object.add("parentStart", record.session.parentStart)
        object.add("serial", record.device.serial)
        object.add("device", record.device.hostname)
        object.add("vsys", record.device.vsys)
        Self.addFlow(record.session, to: &object)
        object.add("category", record.category)
        object.add("rule", record.session.rule)
        object.add("ruleUUID", record.session.ruleUUID)
        object.add("action", record.action)
        object.add("actionSource", record.actionSource.rawValue)
        object.add("logSetting", record.logSetting)
        object.add("endReason", record.endReason.rawValue)
        object.add("repeatCount", record.repeatCount)
        Self.addTotals(record.session, to: &object)
        object.add("applicationCategory", record.application.category)
        object.add("applicationSubcategory", record.application.subcategory)
        object.add("applicationTechnology", record.application.technology)
        object.add("applicationRisk", record.application.risk)
        object.add("sourceGroups", record.sourceGroups)
        object.add("destinationGroups", record.destinationGroups)
        object.add("flags", record.flags)
        object.close()
        object.bytes.append("\n" as Unicode.Scalar)
        swap(&object.bytes, &output)
    }

    private static func addFlow(_ session: SessionSummary, to object: inout JSONObjectWriter) {
        object.add("protocol", session.tuple.ipProtocol.description)
        object.add("source", session.tuple.source)
        object.add("sourcePort", session.tuple.sourcePort)
        object.add("destination", session.tuple.destination)
        object.add("destinationPort", session.tuple.destinationPort)
        object.add("icmpType", session.icmpType)
        object.add("tunnelType", session.tunnelType)
        object.add("tunnelID", session.tunnelType == nil ? nil : session.tunnelID)
        object.add("from", session.from)
        object.add("to", session.to)
        object.add("user", session.user)
        object.add("destinationUser", session.destinationUser)
        object.add("application", session.application)
        object.add("base", session.base)
        object.add("path", session.path)
        object.add("evidence", session.evidence)
        object.add("contradictions", session.hasContradictions)
    }

    private static func addTotals(_ session: SessionSummary, to object: inout JSONObjectWriter) {
        object.add("start", session.start)
        object.add("end", session.end)
        object.add("elapsedSeconds", session.end.secondsSince(session.start))
        object.add("packets", session.packets)
        object.add("packetsSent", session.packetsSent)
        object.add("packetsReceived", session.packetsReceived)
        object.add("bytes", session.bytes)
        object.add("bytesSent", session.bytesSent)
        object.add("bytesReceived", session.bytesReceived)
    }
}
