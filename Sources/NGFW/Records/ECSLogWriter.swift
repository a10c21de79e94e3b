internal import NGFWCore

/// Traffic log records as JSON lines in the Elastic Common Schema, version 8.11: nested objects, one a line.
///
///     {"@timestamp":"2026-11-22T10:49:56.644Z","ecs":{"version":"8.11.0"},"event":{"kind":"event",…},"source":{"ip":"10.0.0.1",…},…}
///
/// What the schema has no name for stands under `panw.panos`, named as Elastic's integration for the device names it. Members without
/// a value are left out. Source: the ECS field reference, 8.11.
public struct ECSLogWriter: Sendable {
    public var product: LogProduct

    public init(product: LogProduct = .ngfw) { self.product = product }

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        var object = JSONObjectWriter()
        swap(&object.bytes, &output)
        object.open()
        object.add("@timestamp", record.time)
        object.open("ecs")
        object.add("version", "8.11.0")
        object.close()
        addEvent(record, to: &object)
        addSides(record, to: &object)
        addNetwork(record, to: &object)
        addObserver(record, to: &object)
        addDevice(record, to: &object)
        object.close()
        object.bytes.append("\n" as Unicode.Scalar)
        swap(&object.bytes, &output)
    }

    private func addEvent(_ record: TrafficLogRecord, to object: inout JSONObjectWriter) {
        let session = record.session
        object.open("event")
        object.add("kind", "event")
        object.add("category", ["network"])
        switch record.subtype {
        case .start: object.add("type", ["allowed", "connection", "start"])
        case .end: object.add("type", ["allowed", "connection", "end"])
        case .drop, .deny: object.add("type", ["connection", "denied"])
        }
        switch record.subtype {
        case .start: object.add("action", "flow_started")
        case .end: object.add("action", "flow_terminated")
        case .drop: object.add("action", "flow_dropped")
        case .deny: object.add("action", "flow_denied")
        }
        object.add("outcome", "success")
        object.add("start", session.start)
        object.add("end", session.end)
        let (duration, overflow) = session.end.nanoseconds.subtractingReportingOverflow(session.start.nanoseconds)
        object.add("duration", overflow ? .max : max(0, duration))
        object.add("sequence", record.sequenceNumber)
        object.add("reason", record.endReason.rawValue)
        object.close()
    }

    private func addSides(_ record: TrafficLogRecord, to object: inout JSONObjectWriter) {
        let session = record.session
        let facts = record.facts
        object.open("source")
        object.add("ip", session.tuple.source)
        object.add("port", session.tuple.sourcePort)
        object.add("bytes", session.bytesSent)
        object.add("packets", session.packetsSent)
        addUser(session.user, to: &object)
        addTranslation(facts.translatedSource, facts.translatedSourcePort, to: &object)
        object.close()
        object.open("destination")
        object.add("ip", session.tuple.destination)
        object.add("port", session.tuple.destinationPort)
        object.add("bytes", session.bytesReceived)
        object.add("packets", session.packetsReceived)
        addUser(session.destinationUser, to: &object)
        addTranslation(facts.translatedDestination, facts.translatedDestinationPort, to: &object)
        object.close()
    }

    private func addUser(_ name: String?, to object: inout JSONObjectWriter) {
        guard let name else { return }
        object.open("user")
        object.add("name", name)
        object.close()
    }

    private func addTranslation(_ address: IPAddress?, _ port: UInt16, to object: inout JSONObjectWriter) {
        guard address != nil || port > 0 else { return }
        object.open("nat")
        if let address { object.add("ip", address) }
        if port > 0 { object.add("port", port) }
        object.close()
    }

    private func addNetwork(_ record: TrafficLogRecord, to object: inout JSONObjectWriter) {
        let session = record.session
        object.open("network")
        object.add("type", session.tuple.source.isIPv4 ? "ipv4" : "ipv6")
        object.add("iana_number", String(session.tuple.ipProtocol.rawValue))
        let transport = session.tuple.ipProtocol == .icmpv6 ? "ipv6-icmp" : session.tuple.ipProtocol.description
        // A number is no name.
        if UInt8(transport) == nil { object.add("transport", transport) }
        object.add("application", session.application)
        object.add("bytes", session.bytes)
        object.add("packets", session.packets)
        object.close()
        guard session.rule != nil || session.ruleUUID != nil else { return }
        object.open("rule")
        object.addKnown("name", session.rule)
        object.addKnown("uuid", session.ruleUUID)
        object.close()
    }

    private func addObserver(_ record: TrafficLogRecord, to object: inout JSONObjectWriter) {
        object.open("observer")
        object.add("type", "firewall")
        object.add("vendor", product.vendor)
        object.add("product", product.name)
        object.add("version", product.version)
        object.addKnown("serial_number", record.device.serial)
        object.addKnown("hostname", record.device.hostname)
        addSide("ingress", record.session.from, record.facts.inboundInterface, to: &object)
        addSide("egress", record.session.to, record.facts.outboundInterface, to: &object)
        object.close()
    }

    private func addSide(_ name: String, _ zone: String?, _ interface: String, to object: inout JSONObjectWriter) {
        guard zone != nil || !interface.isEmpty else { return }
        object.open(name)
        object.addKnown("zone", zone)
        if !interface.isEmpty {
            object.open("interface")
            object.add("name", interface)
            object.close()
        }
        object.close()
    }

    private func addDevice(_ record: TrafficLogRecord, to object: inout JSONObjectWriter) {
        let session = record.session
        object.open("panw")
        object.open("panos")
        object.add("type", "TRAFFIC")
        object.add("sub_type", record.subtype.rawValue)
        object.add("action", record.action)
        object.add("action_source", record.actionSource.rawValue)
        object.add("endreason", record.endReason.rawValue)
        object.add("flow_id", session.id)
        object.add("virtual_sys", record.device.vsys)
        object.addKnown("vsys_name", record.device.vsysName)
        object.addKnown("log_profile", record.logSetting)
        object.add("repeat_count", record.repeatCount)
        object.add("flags", record.flags)
        object.open("url")
        object.add("category", record.category)
        object.close()
        if session.parentID > 0 || session.parentStart != nil {
            object.open("parent_session")
            object.add("id", session.parentID)
            if let start = session.parentStart { object.add("start_time", start) }
            object.close()
        }
        if let type = session.tunnelType {
            object.add("tunnel_type", type)
            object.add("tunnel_id", session.tunnelID)
        }
        addApplication(record.application, to: &object)
        object.add("source_groups", record.sourceGroups)
        object.add("destination_groups", record.destinationGroups)
        object.close()
        object.close()
    }

    private func addApplication(_ application: Application, to object: inout JSONObjectWriter) {
        object.open("application")
        object.addKnown("category", application.category)
        object.addKnown("sub_category", application.subcategory)
        object.addKnown("technology", application.technology)
        object.add("risk_level", application.risk)
        object.close()
    }
}
