internal import NGFWCore
internal import NGFWPolicy

/// Traffic log records in the Common Event Format, version 0: one line each.
///
///     CEF:0|ngfw|ngfw|0.1.0|end|TRAFFIC|1|rt=1763800018644 deviceExternalId=0123 src=10.1.0.1 dst=10.2.0.1 …
///
/// A backslash goes before backslashes and pipes in the header, before backslashes and equals signs in values; a line end in
/// a value is `\n` or `\r`, other control characters are spaces. Members without a value are left out. Addresses of IPv6 are
/// `c6a2` and `c6a3`, for `src` and `dst` of version 0 take IPv4 alone. Keys of CEF's dictionary are used where it has one,
/// else those that begin with `PanOS`. Source: the ArcSight "Common Event Format" guide, revision 25.
public struct CEFLogWriter: Sendable {
    public var product: LogProduct

    public init(product: LogProduct = .ngfw) { self.product = product }

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        output.append("CEF:0|")
        for text in [product.vendor, product.name, product.version, record.subtype.rawValue] {
            Self.appendHeader(text, to: &output)
            output.append("|" as Unicode.Scalar)
        }
        output.append(record.session.action.isAllow ? "TRAFFIC|1|" : "TRAFFIC|4|")
        var pairs = Pairs()
        swap(&pairs.bytes, &output)
        addFlow(record, to: &pairs)
        addPolicy(record, to: &pairs)
        addTotals(record, to: &pairs)
        addOrigin(record, to: &pairs)
        swap(&pairs.bytes, &output)
        output.append("\n" as Unicode.Scalar)
    }

    private func addFlow(_ record: TrafficLogRecord, to pairs: inout Pairs) {
        let session = record.session
        let facts = record.facts
        pairs.add("rt", Self.milliseconds(record.time))
        pairs.add("deviceExternalId", record.device.serial)
        pairs.add("dvchost", record.device.hostname)
        pairs.add("src", "c6a2", "Source IPv6 Address", session.tuple.source)
        pairs.add("dst", "c6a3", "Destination IPv6 Address", session.tuple.destination)
        pairs.add("spt", UInt64(session.tuple.sourcePort))
        pairs.add("dpt", UInt64(session.tuple.destinationPort))
        if let address = facts.translatedSource { pairs.add("sourceTranslatedAddress", address) }
        if let address = facts.translatedDestination { pairs.add("destinationTranslatedAddress", address) }
        if facts.translatedSourcePort > 0 { pairs.add("sourceTranslatedPort", UInt64(facts.translatedSourcePort)) }
        if facts.translatedDestinationPort > 0 { pairs.add("destinationTranslatedPort", UInt64(facts.translatedDestinationPort)) }
        pairs.add("deviceInboundInterface", facts.inboundInterface)
        pairs.add("deviceOutboundInterface", facts.outboundInterface)
        pairs.add("proto", session.tuple.ipProtocol.description)
        pairs.add("app", session.application)
        pairs.add("suser", session.user ?? "")
        pairs.add("duser", session.destinationUser ?? "")
    }

    private func addPolicy(_ record: TrafficLogRecord, to pairs: inout Pairs) {
        let session = record.session
        pairs.add("act", record.action)
        pairs.add("reason", record.endReason.rawValue)
        pairs.add("cs1", "Rule", session.rule ?? "")
        pairs.add("cs2", "URL Category", record.category)
        pairs.add("cs3", "Virtual System", record.device.vsys)
        pairs.add("cs4", "Source Zone", session.from ?? "")
        pairs.add("cs5", "Destination Zone", session.to ?? "")
        pairs.add("cs6", "LogProfile", record.logSetting ?? "")
        pairs.add("flexString1Label", "Flags")
        pairs.addHexadecimal("flexString1", record.flags.rawValue)
    }

    private func addTotals(_ record: TrafficLogRecord, to pairs: inout Pairs) {
        let session = record.session
        pairs.add("cnt", record.repeatCount)
        pairs.add("externalId", record.sequenceNumber)
        pairs.add("start", Self.milliseconds(session.start))
        pairs.add("end", Self.milliseconds(session.end))
        pairs.add("cn1", "SessionID", session.id)
        pairs.add("cn2", "Packets", session.packets)
        pairs.add("cn3", "Elapsed time in seconds", session.end.secondsSince(session.start).magnitude)
        pairs.add("in", session.bytesSent)
        pairs.add("out", session.bytesReceived)
        pairs.add("PanOSPacketsSent", session.packetsSent)
        pairs.add("PanOSPacketsReceived", session.packetsReceived)
    }

    private func addOrigin(_ record: TrafficLogRecord, to pairs: inout Pairs) {
        let session = record.session
        pairs.add("PanOSActionSource", record.actionSource.rawValue)
        pairs.add("PanOSVsysName", record.device.vsysName)
        pairs.add("PanOSRuleUUID", session.ruleUUID ?? "")
        if session.parentID > 0 { pairs.add("PanOSParentSessionID", session.parentID) }
        if let start = session.parentStart { pairs.add("PanOSParentStartTime", Self.milliseconds(start)) }
        if let type = session.tunnelType {
            pairs.add("PanOSTunnelType", type)
            pairs.add("PanOSTunnelID", session.tunnelID)
        }
        pairs.add("PanOSSourceLocation", record.facts.sourceLocation)
        pairs.add("PanOSDestinationLocation", record.facts.destinationLocation)
        pairs.add("PanOSSourceDynamicAddressGroup", list: record.dynamicSourceGroups)
        pairs.add("PanOSDestinationDynamicAddressGroup", list: record.dynamicDestinationGroups)
        pairs.add("PanOSApplicationCategory", record.application.category)
        pairs.add("PanOSApplicationSubcategory", record.application.subcategory)
        pairs.add("PanOSApplicationTechnology", record.application.technology)
        pairs.add("PanOSApplicationRisk", UInt64(clamping: record.application.risk))
    }

    /// Since 1970, never below: CEF has no sign.
    static func milliseconds(_ time: Timestamp) -> UInt64 { UInt64(max(0, time.nanoseconds)) / 1_000_000 }

    private static func appendHeader(_ text: String, to output: inout [UInt8]) {
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "|") { output.append("\\" as Unicode.Scalar) }
            output.append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: " ") : byte)
        }
    }

    /// `key=value` with blanks between.
    private struct Pairs {
        var bytes: [UInt8] = []
        private var isFirst = true

        private mutating func key(_ key: String) {
            if !isFirst { bytes.append(" " as Unicode.Scalar) }
            isFirst = false
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
            appendValue(text)
        }

        mutating func add(_ key: String, list names: [String]) {
            guard !names.isEmpty else { return }
            self.key(key)
            for (index, name) in names.enumerated() {
                if index > 0 { bytes.append("," as Unicode.Scalar) }
                appendValue(name)
            }
        }

        mutating func add(_ key: String, _ label: String, _ text: String) {
            guard !text.isEmpty else { return }
            self.label(key, label)
            add(key, text)
        }

        mutating func add(_ key: String, _ label: String, _ number: UInt64) {
            self.label(key, label)
            add(key, number)
        }

        mutating func add(_ key: String, _ keyOfIPv6: String, _ label: String, _ address: IPAddress) {
            if address.isIPv4 {
                add(key, address)
            } else {
                self.label(keyOfIPv6, label)
                add(keyOfIPv6, address)
            }
        }

        private mutating func label(_ key: String, _ label: String) {
            if !isFirst { bytes.append(" " as Unicode.Scalar) }
            isFirst = false
            bytes.append(key)
            bytes.append("Label=")
            bytes.append(label)
        }

        private mutating func appendValue(_ text: String) {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\\"), UInt8(ascii: "="):
                    bytes.append("\\" as Unicode.Scalar)
                    bytes.append(byte)
                case 0x0a: bytes.append("\\n")
                case 0x0d: bytes.append("\\r")
                case 0..<0x20, 0x7f: bytes.append(" " as Unicode.Scalar)
                default: bytes.append(byte)
                }
            }
        }
    }
}
