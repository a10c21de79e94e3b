internal import NGFWCore
internal import NGFWPolicy

/// Traffic log records as one line of `key=value` pairs each: the Common Event Format, version 0, or the Log Event Extended Format 2.0.
///
///     CEF:0|ngfw|ngfw|0.1.0|end|TRAFFIC|1|rt=1763800018644 deviceExternalId=0123 src=10.1.0.1 dst=10.2.0.1 …
///     LEEF:2.0|ngfw|ngfw|0.1.0|end|x09|cat=TRAFFIC⇥sev=1⇥devTime=1763800018644⇥SerialNumber=0123⇥src=10.1.0.1⇥…
///
/// Members without a value are left out. In CEF addresses of IPv6 are `c6a2` and `c6a3`, for `src` and `dst` of version 0 take IPv4
/// alone; keys of its dictionary are used where it has one, else those that begin with `PanOS`. What is escaped: ``Syntax``.
/// Source: the ArcSight "Common Event Format" guide, revision 25; IBM, "LEEF event components" and "Predefined LEEF event attributes".
public struct KeyValueLogWriter: Sendable {
    public enum Syntax: Sendable {
        /// A backslash goes before backslashes and pipes in the header, before backslashes and equals signs in values; a line end in a
        /// value is `\n` or `\r`, other control characters are blanks.
        case cef
        /// It has no escape: control characters, the tab between attributes among them, are blanks, and so are pipes in the header.
        case leef
    }

    public var syntax: Syntax
    public var product: LogProduct

    public init(_ syntax: Syntax, product: LogProduct = .ngfw) {
        self.syntax = syntax
        self.product = product
    }

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        var pairs = KeyValuePairs(syntax)
        swap(&pairs.bytes, &output)
        let severity: UInt64 = record.session.action.isAllow ? 1 : 4
        pairs.bytes.append(syntax == .cef ? "CEF:0|" : "LEEF:2.0|")
        for text in [product.vendor, product.name, product.version, record.subtype.rawValue] { pairs.addHeader(text) }
        switch syntax {
        case .cef:
            pairs.bytes.append("TRAFFIC|")
            pairs.bytes.append(decimal: severity)
            pairs.bytes.append("|")
        case .leef:
            pairs.bytes.append("x09|cat=TRAFFIC")
            pairs.add(nil, "sev", severity)
        }
        Self.addFlow(record, to: &pairs)
        Self.addPolicy(record, to: &pairs)
        Self.addTotals(record, to: &pairs)
        Self.addOrigin(record, to: &pairs)
        pairs.bytes.append("\n" as Unicode.Scalar)
        swap(&pairs.bytes, &output)
    }

    private static func addFlow(_ record: TrafficLogRecord, to pairs: inout KeyValuePairs) {
        let session = record.session
        let facts = record.facts
        pairs.add("rt", "devTime", record.time)
        pairs.add("deviceExternalId", "SerialNumber", record.device.serial)
        pairs.add("dvchost", "DeviceName", record.device.hostname)
        pairs.add("src", ipv6: ("c6a2", "Source IPv6 Address"), "src", session.tuple.source)
        pairs.add("dst", ipv6: ("c6a3", "Destination IPv6 Address"), "dst", session.tuple.destination)
        pairs.add("spt", "srcPort", UInt64(session.tuple.sourcePort))
        pairs.add("dpt", "dstPort", UInt64(session.tuple.destinationPort))
        if let address = facts.translatedSource { pairs.add("sourceTranslatedAddress", "srcPostNAT", address) }
        if let address = facts.translatedDestination { pairs.add("destinationTranslatedAddress", "dstPostNAT", address) }
        if facts.translatedSourcePort > 0 {
            pairs.add("sourceTranslatedPort", "srcPostNATPort", UInt64(facts.translatedSourcePort))
        }
        if facts.translatedDestinationPort > 0 {
            pairs.add("destinationTranslatedPort", "dstPostNATPort", UInt64(facts.translatedDestinationPort))
        }
        pairs.add("deviceInboundInterface", "IngressInterface", facts.inboundInterface)
        pairs.add("deviceOutboundInterface", "EgressInterface", facts.outboundInterface)
        pairs.add("proto", "proto", session.tuple.ipProtocol.description)
        pairs.add("app", "Application", session.application)
        pairs.add("suser", "usrName", session.user ?? "")
        pairs.add("duser", "DestinationUser", session.destinationUser ?? "")
    }

    private static func addPolicy(_ record: TrafficLogRecord, to pairs: inout KeyValuePairs) {
        let session = record.session
        pairs.add("act", "action", record.action)
        pairs.add("reason", "SessionEndReason", record.endReason.rawValue)
        pairs.add("cs1", label: "Rule", "policy", session.rule ?? "")
        pairs.add("cs2", label: "URL Category", "URLCategory", record.category)
        pairs.add("cs3", label: "Virtual System", "VirtualSystem", record.device.vsys)
        pairs.add("cs4", label: "Source Zone", "SourceZone", session.from ?? "")
        pairs.add("cs5", label: "Destination Zone", "DestinationZone", session.to ?? "")
        pairs.add("cs6", label: "LogProfile", "LogForwardingProfile", record.logSetting ?? "")
        pairs.add("flexString1", label: "Flags", "Flags", hexadecimal: record.flags.rawValue)
    }

    private static func addTotals(_ record: TrafficLogRecord, to pairs: inout KeyValuePairs) {
        let session = record.session
        pairs.add("cnt", "RepeatCount", record.repeatCount)
        pairs.add("externalId", "sequence", record.sequenceNumber)
        pairs.add("start", "StartTime", session.start)
        pairs.add("end", "EndTime", session.end)
        pairs.add("cn1", label: "SessionID", "SessionID", session.id)
        pairs.add("cn2", label: "Packets", "totalPackets", session.packets)
        pairs.add("cn3", label: "Elapsed time in seconds", "ElapsedTime", session.end.secondsSince(session.start).magnitude)
        pairs.add("in", "srcBytes", session.bytesSent)
        pairs.add("out", "dstBytes", session.bytesReceived)
        pairs.add(nil, "totalBytes", session.bytes)
        pairs.add("PanOSPacketsSent", "srcPackets", session.packetsSent)
        pairs.add("PanOSPacketsReceived", "dstPackets", session.packetsReceived)
    }

    private static func addOrigin(_ record: TrafficLogRecord, to pairs: inout KeyValuePairs) {
        let session = record.session
        pairs.add("PanOSActionSource", "ActionSource", record.actionSource.rawValue)
        pairs.add("PanOSVsysName", "vSrcName", record.device.vsysName)
        pairs.add("PanOSRuleUUID", "RuleUUID", session.ruleUUID ?? "")
        if session.parentID > 0 { pairs.add("PanOSParentSessionID", "ParentSessionID", session.parentID) }
        if let start = session.parentStart { pairs.add("PanOSParentStartTime", "ParentStartTime", start) }
        if let type = session.tunnelType {
            pairs.add("PanOSTunnelType", "TunnelType", type)
            pairs.add("PanOSTunnelID", "TunnelID", session.tunnelID)
        }
        pairs.add("PanOSSourceLocation", "SourceLocation", record.facts.sourceLocation)
        pairs.add("PanOSDestinationLocation", "DestinationLocation", record.facts.destinationLocation)
        pairs.add("PanOSSourceDynamicAddressGroup", "SourceDynamicAddressGroup", list: record.dynamicSourceGroups)
        pairs.add("PanOSDestinationDynamicAddressGroup", "DestinationDynamicAddressGroup", list: record.dynamicDestinationGroups)
        pairs.add("PanOSApplicationCategory", "ApplicationCategory", record.application.category)
        pairs.add("PanOSApplicationSubcategory", "ApplicationSubcategory", record.application.subcategory)
        pairs.add("PanOSApplicationTechnology", "ApplicationTechnology", record.application.technology)
        pairs.add("PanOSApplicationRisk", "ApplicationRisk", UInt64(clamping: record.application.risk))
    }
}
