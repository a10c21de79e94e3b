internal import NGFWCore
internal import NGFWPolicy

/// The fields of one traffic log line, made into a record. Numbers of fields are those of reference section 5.1.
struct TrafficLogParser {
    let fields: CSVFields
    let defaultOffset: Int

    func record() throws(LogLineError) -> TrafficLogRecord {
        let exactTime = try exactTime()
        let offset = exactTime?.offset ?? defaultOffset
        let received = try time(2, offset)
        guard let generated = try time(7, offset) ?? received else {
            throw LogLineError(.badTime, column: column(7), "no time: neither the generated nor the received time is there")
        }
        let subtype: TrafficLogRecord.Subtype = try word(5, "a subtype of the traffic log")
        let session = try session(subtype, offset, generated)
        var record = TrafficLogRecord(
            subtype, at: exactTime?.time ?? generated, sequenceNumber: try number(40),
            device: DeviceIdentity(serial: text(3), hostname: known(53) ?? "", vsys: text(16), vsysName: known(52) ?? ""), session: session)
        record.action = text(31)
        record.endReason = try endReason()
        if known(54) != nil { record.actionSource = try word(54, "an action source") }
        record.repeatCount = fields.bytes(23).isEmpty ? 1 : try number(24)
        record.logSetting = known(21)
        record.category = text(38)
        record.flags = try flags()
        record.session.isImplicit = record.flags.contains(.implicitApplication)
        record.facts = try facts()
        record.application = try application()
        record.dynamicSourceGroups = list(100)
        record.dynamicDestinationGroups = list(101)
        record.sourceGroups = record.dynamicSourceGroups
        record.destinationGroups = record.dynamicDestinationGroups
        return record
    }

    private func session(
        _ subtype: TrafficLogRecord.Subtype, _ offset: Int, _ generated: Timestamp
    ) throws(LogLineError) -> SessionSummary {
        let tuple = FiveTuple(
            source: try address(8), sourcePort: try port(25), destination: try address(9), destinationPort: try port(26),
            ipProtocol: try ipProtocol())
        let start = try time(36, offset)
        var session = SessionSummary(id: try number(23), tuple: tuple, start: start ?? generated)
        session.end = session.start.advanced(bySeconds: Int64(clamping: try number(37)))
        session.from = known(17)
        session.to = known(18)
        session.user = known(13)
        session.destinationUser = known(14)
        session.application = text(15)
        session.base = ""
        session.rule = known(12)
        session.ruleUUID = known(66)
        session.action = try action()
        session.state = subtype == .start ? .active : subtype == .end ? .closed : .discard
        session.endReason = subtype == .start ? nil : try endReason()
        session.bytesSent = try number(33)
        session.bytesReceived = try number(34)
        session.packetsSent = try number(45)
        session.packetsReceived = try number(46)
        if fields.count >= PANOSLogVersion.v8_0.fieldCount {
            session.tunnelID = try number(57)
            session.parentID = try number(59)
            session.parentStart = try time(60, offset)
            session.tunnelType = known(61).flatMap { $0 == "N/A" ? nil : $0 }
        }
        return session
    }

    private func facts() throws(LogLineError) -> TrafficLogRecord.DeviceFacts {
        var facts = TrafficLogRecord.DeviceFacts()
        facts.translatedSource = try translated(10)
        facts.translatedDestination = try translated(11)
        facts.translatedSourcePort = try port(27)
        facts.translatedDestinationPort = try port(28)
        facts.inboundInterface = text(19)
        facts.outboundInterface = text(20)
        facts.sourceLocation = text(42)
        facts.destinationLocation = text(43)
        return facts
    }

    private func application() throws(LogLineError) -> Application {
        var application = Application(name: text(15), origin: .opaque)
        guard fields.count >= PANOSLogVersion.v10_1.fieldCount else { return application }
        func metadata(_ field: Int) -> String { text(field) == "unknown" ? "" : text(field) }
        application.subcategory = metadata(106)
        application.category = metadata(107)
        application.technology = metadata(108)
        application.risk = Int(clamping: try number(109))
        application.container = known(111)
        let names = list(110)
        for (name, flag) in Application.Characteristics.named where names.contains(name) { application.characteristics.insert(flag) }
        if text(113) == "yes" { application.characteristics.insert(.saas) }
        return application
    }

    // MARK: Fields

    private func column(_ field: Int) -> Int { fields.fields[field - 1].column }

    private func text(_ field: Int) -> String { field <= fields.count ? fields.text(field - 1) : "" }

    /// `nil` when the field is empty or not there.
    private func known(_ field: Int) -> String? {
        let text = text(field)
        return text.isEmpty ? nil : text
    }

    private func list(_ field: Int) -> [String] { NameList.names(text(field)) }

    private func number(_ field: Int) throws(LogLineError) -> UInt64 {
        let bytes = fields.bytes(field - 1)
        var value: UInt64 = 0
        for byte in bytes {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(UInt64(byte &- 0x30))
            guard (0x30...0x39).contains(byte), !overflow, !carry else {
                throw LogLineError(.badNumber, column: column(field), "field \(field): '\(shortened(text(field)))' is no number")
            }
            value = sum
        }
        return value
    }

    private func port(_ field: Int) throws(LogLineError) -> UInt16 {
        guard let port = UInt16(exactly: try number(field)) else {
            throw LogLineError(
                .badNumber, column: column(field), "field \(field): '\(shortened(text(field)))' is no port; ports end at 65535")
        }
        return port
    }

    private func address(_ field: Int) throws(LogLineError) -> IPAddress {
        guard let address = IPAddress(text(field)) else {
            throw LogLineError(.badAddress, column: column(field), "field \(field): '\(shortened(text(field)))' is no IP address")
        }
        return address
    }

    /// `nil` for `0.0.0.0`, which stands for no translation.
    private func translated(_ field: Int) throws(LogLineError) -> IPAddress? {
        if fields.bytes(field - 1).isEmpty { return nil }
        let address = try address(field)
        return address.value == 0 ? nil : address
    }

    private func ipProtocol() throws(LogLineError) -> IPProtocol {
        guard let found = IPProtocol(text(30)) else {
            throw LogLineError(
                .badWord, column: column(30), "field 30: '\(shortened(text(30)))' is no IP protocol; expected tcp, udp or a number")
        }
        return found
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ field: Int, _ what: String
    ) throws(LogLineError) -> Word where Word.RawValue == String {
        let text = text(field)
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw LogLineError(.badWord, column: column(field), "field \(field): '\(shortened(text))' is not \(what); expected one of \(words)")
    }

    /// A reason that is not known here, of a later version, is ``SessionEndReason/unknown``.
    private func endReason() throws(LogLineError) -> SessionEndReason {
        let text = text(47)
        return text.isEmpty ? .notApplicable : SessionEndReason(rawValue: text) ?? .unknown
    }

    /// Older versions write blanks where later ones write hyphens.
    private func action() throws(LogLineError) -> RuleAction {
        let text = String(text(31).lowercased().map { $0 == " " ? "-" : $0 })
        if text == "drop-icmp" { return .drop }
        guard let action = RuleAction(rawValue: text) else {
            let words = RuleAction.allCases.map(\.rawValue).joined(separator: ", ")
            throw LogLineError(
                .badWord, column: column(31), "field 31: '\(shortened(text))' is no action; expected one of \(words), drop-icmp")
        }
        return action
    }

    private func flags() throws(LogLineError) -> TrafficLogRecord.Flags {
        let text = text(29)
        if text.isEmpty { return [] }
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
        guard let value = UInt32(digits, radix: 16), digits.first != "+" else {
            throw LogLineError(
                .badNumber, column: column(29), "field 29: '\(shortened(text))' are no flags; expected a number such as 0x19")
        }
        return TrafficLogRecord.Flags(rawValue: value)
    }

    private func time(_ field: Int, _ offset: Int) throws(LogLineError) -> Timestamp? {
        guard field <= fields.count else { return nil }
        let bytes = fields.bytes(field - 1)
        if bytes.isEmpty { return nil }
        guard let time = DeviceTime.parse(bytes, offset: offset) else {
            throw LogLineError(
                .badTime, column: column(field), "field \(field): '\(shortened(text(field)))' is no time such as 2026/11/22 10:49:56")
        }
        return time
    }

    /// The time in milliseconds and its offset from UTC, where the version has it.
    private func exactTime() throws(LogLineError) -> (time: Timestamp, offset: Int)? {
        let text = text(103)
        if text.isEmpty { return nil }
        guard text.utf8.count >= 20, let time = Timestamp(text) else {
            throw LogLineError(
                .badTime, column: column(103), "field 103: '\(shortened(text))' is no time such as 2026-11-22T10:49:56.644+01:00")
        }
        let zone = text.suffix(6)
        guard let sign = zone.first, sign == "+" || sign == "-", let hours = Int(zone.dropFirst().prefix(2)),
            let minutes = Int(zone.suffix(2))
        else { return (time, 0) }
        return (time, (hours * 3_600 + minutes * 60) * (sign == "-" ? -1 : 1))
    }
}
