internal import NGFWCore
internal import NGFWPolicy

/// Traffic log records in the Log Event Extended Format 2.0: one line each, a tab between attributes.
///
///     LEEF:2.0|ngfw|ngfw|0.1.0|end|x09|cat=TRAFFIC⇥devTime=1763800018644⇥src=10.1.0.1⇥…
///
/// LEEF has no escape: control characters in values, the tab among them, are spaces, and so are pipes in the header. Attributes without
/// a value are left out. Source: IBM, "LEEF event components" and "Predefined LEEF event attributes".
public struct LEEFLogWriter: Sendable {
    public var product: LogProduct

    public init(product: LogProduct = .ngfw) { self.product = product }

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        output.append("LEEF:2.0|")
        for text in [product.vendor, product.name, product.version, record.subtype.rawValue] {
            for byte in text.utf8 {
                output.append(byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "|") ? UInt8(ascii: " ") : byte)
            }
            output.append("|" as Unicode.Scalar)
        }
        output.append("x09|cat=TRAFFIC")
        var attributes = Attributes()
        swap(&attributes.bytes, &output)
        addFlow(record, to: &attributes)
        addPolicy(record, to: &attributes)
        addTotals(record, to: &attributes)
        addOrigin(record, to: &attributes)
        swap(&attributes.bytes, &output)
        output.append("\n" as Unicode.Scalar)
    }

    private func addFlow(_ record: TrafficLogRecord, to attributes: inout Attributes) {
        let session = record.session
        let facts = record.facts
        attributes.add("devTime", CEFLogWriter.milliseconds(record.time))
        attributes.add("sev", session.action.isAllow ? 1 as UInt64 : 4)
        attributes.add("src", session.tuple.source)
        attributes.add("dst", session.tuple.destination)
        attributes.add("srcPort", UInt64(session.tuple.sourcePort))
        attributes.add("dstPort", UInt64(session.tuple.destinationPort))
        if let address = facts.translatedSource { attributes.add("srcPostNAT", address) }
        if let address = facts.translatedDestination { attributes.add("dstPostNAT", address) }
        if facts.translatedSourcePort > 0 { attributes.add("srcPostNATPort", UInt64(facts.translatedSourcePort)) }
        if facts.translatedDestinationPort > 0 { attributes.add("dstPostNATPort", UInt64(facts.translatedDestinationPort)) }
        attributes.add("proto", session.tuple.ipProtocol.description)
        attributes.add("usrName", session.user ?? "")
        attributes.add("DestinationUser", session.destinationUser ?? "")
        attributes.add("Application", session.application)
    }

    private func addPolicy(_ record: TrafficLogRecord, to attributes: inout Attributes) {
        let session = record.session
        attributes.add("policy", session.rule ?? "")
        attributes.add("RuleUUID", session.ruleUUID ?? "")
        attributes.add("action", record.action)
        attributes.add("ActionSource", record.actionSource.rawValue)
        attributes.add("SessionEndReason", record.endReason.rawValue)
        attributes.add("SourceZone", session.from ?? "")
        attributes.add("DestinationZone", session.to ?? "")
        attributes.add("IngressInterface", record.facts.inboundInterface)
        attributes.add("EgressInterface", record.facts.outboundInterface)
        attributes.add("LogForwardingProfile", record.logSetting ?? "")
        attributes.add("URLCategory", record.category)
        attributes.addHexadecimal("Flags", record.flags.rawValue)
    }

    private func addTotals(_ record: TrafficLogRecord, to attributes: inout Attributes) {
        let session = record.session
        attributes.add("SessionID", session.id)
        attributes.add("RepeatCount", record.repeatCount)
        attributes.add("srcBytes", session.bytesSent)
        attributes.add("dstBytes", session.bytesReceived)
        attributes.add("totalBytes", session.bytes)
        attributes.add("srcPackets", session.packetsSent)
        attributes.add("dstPackets", session.packetsReceived)
        attributes.add("totalPackets", session.packets)
        attributes.add("StartTime", CEFLogWriter.milliseconds(session.start))
        attributes.add("ElapsedTime", session.end.secondsSince(session.start).magnitude)
        attributes.add("sequence", record.sequenceNumber)
    }

    private func addOrigin(_ record: TrafficLogRecord, to attributes: inout Attributes) {
        let session = record.session
        attributes.add("SerialNumber", record.device.serial)
        attributes.add("DeviceName", record.device.hostname)
        attributes.add("VirtualSystem", record.device.vsys)
        attributes.add("vSrcName", record.device.vsysName)
        if session.parentID > 0 { attributes.add("ParentSessionID", session.parentID) }
        if let start = session.parentStart { attributes.add("ParentStartTime", CEFLogWriter.milliseconds(start)) }
        if let type = session.tunnelType {
            attributes.add("TunnelType", type)
            attributes.add("TunnelID", session.tunnelID)
        }
        attributes.add("SourceLocation", record.facts.sourceLocation)
        attributes.add("DestinationLocation", record.facts.destinationLocation)
        attributes.add("SourceDynamicAddressGroup", list: record.dynamicSourceGroups)
        attributes.add("DestinationDynamicAddressGroup", list: record.dynamicDestinationGroups)
        attributes.add("ApplicationCategory", record.application.category)
        attributes.add("ApplicationSubcategory", record.application.subcategory)
        attributes.add("ApplicationTechnology", record.application.technology)
        attributes.add("ApplicationRisk", UInt64(clamping: record.application.risk))
    }

    /// `key=value`, each with a tab before it.
    private struct Attributes {
        var bytes: [UInt8] = []

        private mutating func key(_ key: String) {
            bytes.append("\t" as Unicode.Scalar)
            bytes.append(key)
            bytes.append("=" as Unicode.Scalar)
        }

        mutating func add(_ key: String, _ number: UInt64) {
            self.key(key)
            bytes.append(decimal: number)
        }

        mutating func add(_ key: String, _ address: IPAddress) {
            self.key(key)
            bytes.append(address)
        }

        mutating func addHexadecimal(_ key: String, _ number: UInt32) {
            self.key(key)
            bytes.append(hexadecimal: number)
        }

        mutating func add(_ key: String, _ text: String) {
            guard !text.isEmpty else { return }
            self.key(key)
            bytes.appendLine(text)
        }

        mutating func add(_ key: String, list names: [String]) {
            guard !names.isEmpty else { return }
            self.key(key)
            for (index, name) in names.enumerated() {
                if index > 0 { bytes.append("," as Unicode.Scalar) }
                bytes.appendLine(name)
            }
        }
    }
}
