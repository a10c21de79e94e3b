internal import NGFWCore
internal import NGFWPolicy

/// The fields of one traffic log line, made into a record. Numbers of fields are those of reference section 5.1.
///
/// Without the subtype, a time, the addresses, the protocol and the action there is no record. Another column that cannot be read has its
/// default and is a doubt.
struct TrafficLogParser {
    let fields: CSVFields
    /// Of lines that do not say it themselves.
    let clock: TimeZoneRules
    var doubts: [LogLineError] = []

    mutating func record() throws(LogLineError) -> TrafficLogRecord {
        let exactTime = exactTime()
        let clock = exactTime.map { TimeZoneRules(offset: $0.offset) } ?? self.clock
        let received = time(2, clock)
        guard let generated = time(7, clock) ?? received ?? exactTime?.time else {
            throw LogLineError(.badTime, column: column(7), "no time: neither the generated nor the received time is there")
        }
        guard let subtype = TrafficLogRecord.Subtype(rawValue: text(5)) else {
            throw badWord(5, "a subtype of the traffic log", TrafficLogRecord.Subtype.allCases.map(\.rawValue))
        }
        let action = try action()
        let session = try session(subtype, action, clock, generated)
        let device = DeviceIdentity(serial: text(3), hostname: known(53) ?? "", vsys: text(16), vsysName: known(52) ?? "")
        var record = TrafficLogRecord(
            subtype, at: exactTime?.time ?? generated, sequenceNumber: number(40), device: device, session: session)
        record.action = Self.normalized(text(31)) == "drop-icmp" ? "drop-icmp" : action.rawValue
        record.endReason = endReason()
        record.actionSource = actionSource()
        record.repeatCount = fields.bytes(23).isEmpty ? 1 : number(24)
        record.logSetting = known(21)
        record.category = text(38)
        record.flags = flags()
        record.session.isImplicit = record.flags.contains(.implicitApplication)
        record.facts = facts()
        record.application = application()
        record.dynamicSourceGroups = list(100)
        record.dynamicDestinationGroups = list(101)
        record.sourceGroups = record.dynamicSourceGroups
        record.destinationGroups = record.dynamicDestinationGroups
        return record
    }

    private mutating func session(
        _ subtype: TrafficLogRecord.Subtype, _ action: RuleAction, _ clock: TimeZoneRules, _ generated: Timestamp
    ) throws(LogLineError) -> SessionSummary {
        let (source, destination) = (try address(8), try address(9))
        guard let ipProtocol = IPProtocol(text(30)) else {
            throw bad(.badWord, 30, "is no IP protocol; expected tcp, udp or a number")
        }
        let tuple = FiveTuple(
            source: source, sourcePort: port(25), destination: destination, destinationPort: port(26), ipProtocol: ipProtocol)
        let start = time(36, clock)
        var session = SessionSummary(id: number(23), tuple: tuple, start: start ?? generated)
        session.end = session.start.advanced(bySeconds: Int64(clamping: number(37)))
        session.from = known(17)
        session.to = known(18)
        session.user = known(13)
        session.destinationUser = known(14)
        session.application = text(15)
        session.base = ""
        session.rule = known(12)
        session.ruleUUID = known(66)
        session.action = action
        session.state = subtype == .start ? .active : subtype == .end ? .closed : .discard
        session.endReason = subtype == .start ? nil : endReason()
        session.bytesSent = number(33)
        session.bytesReceived = number(34)
        session.packetsSent = number(45)
        session.packetsReceived = number(46)
        if fields.count >= PANOSLogVersion.v8_0.fieldCount {
            session.tunnelID = number(57)
            session.parentID = number(59)
            session.parentStart = time(60, clock)
            session.tunnelType = known(61).flatMap { $0 == "N/A" ? nil : $0 }
        }
        return session
    }

    private mutating func facts() -> TrafficLogRecord.DeviceFacts {
        var facts = TrafficLogRecord.DeviceFacts()
        facts.translatedSource = translated(10)
        facts.translatedDestination = translated(11)
        facts.translatedSourcePort = port(27)
        facts.translatedDestinationPort = port(28)
        facts.inboundInterface = text(19)
        facts.outboundInterface = text(20)
        facts.sourceLocation = text(42)
        facts.destinationLocation = text(43)
        return facts
    }

    private mutating func application() -> Application {
        var application = Application(name: text(15), origin: .opaque)
        guard fields.count >= PANOSLogVersion.v10_1.fieldCount else { return application }
        func metadata(_ field: Int) -> String { text(field) == "unknown" ? "" : text(field) }
        application.subcategory = metadata(106)
        application.category = metadata(107)
        application.technology = metadata(108)
        application.risk = Int(clamping: number(109))
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

    /// The bytes of a number or a time; `nil` where the device has none, in its several spellings.
    private func value(_ field: Int) -> ArraySlice<UInt8>? {
        guard field <= fields.count else { return nil }
        let bytes = fields.bytes(field - 1)
        return bytes.isEmpty || bytes.elementsEqual("N/A".utf8) || bytes.elementsEqual("unknown".utf8) ? nil : bytes
    }

    private func bad(_ code: LogLineErrorCode, _ field: Int, _ what: String) -> LogLineError {
        LogLineError(code, column: column(field), "field \(field): '\(shortened(text(field)))' \(what)")
    }

    private func badWord(_ field: Int, _ what: String, _ words: [String]) -> LogLineError {
        bad(.badWord, field, "is not \(what); expected one of \(words.joined(separator: ", "))")
    }

    private mutating func number(_ field: Int) -> UInt64 {
        guard let bytes = value(field) else { return 0 }
        if bytes.starts(with: "0x".utf8), let number = UInt64(text(field).dropFirst(2), radix: 16) { return number }
        var value: UInt64 = 0
        for byte in bytes {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(UInt64(byte &- 0x30))
            guard (0x30...0x39).contains(byte), !overflow, !carry else {
                doubts.append(bad(.badNumber, field, "is no number"))
                return 0
            }
            value = sum
        }
        return value
    }

    private mutating func port(_ field: Int) -> UInt16 {
        guard let port = UInt16(exactly: number(field)) else {
            doubts.append(bad(.badNumber, field, "is no port; ports end at 65535"))
            return 0
        }
        return port
    }

    private func address(_ field: Int) throws(LogLineError) -> IPAddress {
        guard let address = IPAddress(text(field)) else { throw bad(.badAddress, field, "is no IP address") }
        return address
    }

    /// `nil` for `0.0.0.0`, which stands for no translation.
    private mutating func translated(_ field: Int) -> IPAddress? {
        if value(field) == nil { return nil }
        do throws(LogLineError) {
            let address = try address(field)
            return address.value == 0 ? nil : address
        } catch {
            doubts.append(error)
            return nil
        }
    }

    /// A reason that is not known here, of a later version, is ``SessionEndReason/unknown``.
    private func endReason() -> SessionEndReason {
        let text = text(47)
        return text.isEmpty ? .notApplicable : SessionEndReason(rawValue: text) ?? .unknown
    }

    private mutating func actionSource() -> TrafficLogRecord.ActionSource {
        guard value(54) != nil else { return .policy }
        guard let source = TrafficLogRecord.ActionSource(rawValue: text(54)) else {
            doubts.append(badWord(54, "an action source", TrafficLogRecord.ActionSource.allCases.map(\.rawValue)))
            return .policy
        }
        return source
    }

    /// Older versions write blanks where later ones write hyphens.
    private static func normalized(_ action: String) -> String { String(action.lowercased().map { $0 == " " ? "-" : $0 }) }

    private func action() throws(LogLineError) -> RuleAction {
        let text = Self.normalized(text(31))
        if text == "drop-icmp" { return .drop }
        guard let action = RuleAction(rawValue: text) else {
            let words = RuleAction.allCases.map(\.rawValue).joined(separator: ", ")
            throw bad(.badWord, 31, "is no action; expected one of \(words), drop-icmp")
        }
        return action
    }

    private mutating func flags() -> TrafficLogRecord.Flags {
        let text = text(29)
        if value(29) == nil { return [] }
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
        guard let value = UInt32(digits, radix: 16), digits.first != "+" else {
            doubts.append(bad(.badNumber, 29, "are no flags; expected a number such as 0x19"))
            return []
        }
        return TrafficLogRecord.Flags(rawValue: value)
    }

    private mutating func time(_ field: Int, _ clock: TimeZoneRules) -> Timestamp? {
        guard let bytes = value(field), !bytes.elementsEqual("0".utf8) else { return nil }
        guard let time = DeviceTime.parse(bytes, clock: clock) else {
            doubts.append(bad(.badTime, field, "is no time such as 2026/11/22 10:49:56"))
            return nil
        }
        return time
    }

    /// The time in milliseconds and its offset from UTC, where the version has it.
    private mutating func exactTime() -> (time: Timestamp, offset: Int)? {
        guard value(103) != nil else { return nil }
        let text = withColon(text(103))
        guard text.utf8.count >= 20, let time = Timestamp(text) else {
            doubts.append(bad(.badTime, 103, "is no time such as 2026-11-22T10:49:56.644+01:00"))
            return nil
        }
        let zone = text.suffix(6)
        guard let sign = zone.first, sign == "+" || sign == "-", let hours = Int(zone.dropFirst().prefix(2)),
            let minutes = Int(zone.suffix(2))
        else { return (time, 0) }
        return (time, (hours * 3_600 + minutes * 60) * (sign == "-" ? -1 : 1))
    }

    /// An offset of four digits (ISO 8601) with the colon that RFC 3339 wants.
    private func withColon(_ text: String) -> String {
        let zone = text.suffix(5)
        guard let sign = zone.first, sign == "+" || sign == "-" else { return text }
        return text.dropLast(2) + ":" + text.suffix(2)
    }
}
