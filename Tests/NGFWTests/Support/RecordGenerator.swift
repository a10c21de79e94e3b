import NGFW
import NGFWCore
import NGFWPolicy
import NGFWTestSupport

/// Makes traffic log records with hostile texts in every column, and says what a version of the log keeps of one.
struct RecordGenerator {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let pieces = [
        ",", "\"", "\"\"", "{", "}", "{a,b}", "\\", "=", "|", "\t", "\n", "\r", "\u{0}", "\u{1b}[31m", "\u{7f}", " ", "é", "😀", "\u{85}",
        "\u{202e}", "web", "TRAFFIC", "\u{301}", ",\u{301}", "\"\u{301}", "2026/11/22 10:49:56", "<14>", "'", ";", "(", ")", "n/a",
        "unknown", "0", "x09",
    ]

    private mutating func text() -> String {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }

    /// `nil` rather than empty: a log cannot tell the two apart.
    private mutating func optionalText() -> String? {
        let text = text()
        return text.isEmpty ? nil : text
    }

    private mutating func number() -> UInt64 {
        [0, 1, UInt64.max / 2 - 1, random.next() >> UInt64.random(in: 1...63, using: &random)].randomElement(using: &random) ?? 0
    }

    private mutating func address(isIPv4: Bool) -> IPAddress {
        isIPv4 ? IPAddress(v4: UInt32(truncatingIfNeeded: random.next()) | 1) : IPAddress(v6High: random.next(), low: random.next())
    }

    /// Of the years that the log's four digits hold.
    private mutating func time() -> Timestamp {
        Timestamp(
            seconds: Int64.random(in: 0...9_000_000_000, using: &random), nanoseconds: Int64.random(in: 0..<1_000_000_000, using: &random))
    }

    private mutating func names() -> [String] { (0..<Int.random(in: 0...3, using: &random)).map { _ in text() } }

    private mutating func session(_ subtype: TrafficLogRecord.Subtype) -> SessionSummary {
        let isIPv4 = Bool.random(using: &random)
        let tuple = FiveTuple(
            source: address(isIPv4: isIPv4), sourcePort: UInt16(truncatingIfNeeded: random.next()), destination: address(isIPv4: isIPv4),
            destinationPort: UInt16(truncatingIfNeeded: random.next()),
            ipProtocol: IPProtocol(rawValue: UInt8(truncatingIfNeeded: random.next())))
        var session = SessionSummary(id: number(), tuple: tuple, start: time())
        session.from = optionalText()
        session.to = optionalText()
        session.user = optionalText()
        session.destinationUser = optionalText()
        session.application = text()
        session.base = "tcp"
        session.path = ["a", "b"]
        session.evidence = text()
        session.rule = optionalText()
        session.ruleUUID = optionalText()
        session.action = RuleAction.allCases.randomElement(using: &random) ?? .allow
        session.bytesSent = number() / 2
        session.bytesReceived = number() / 2
        session.packetsSent = number() / 2
        session.packetsReceived = number() / 2
        session.end = session.start.advanced(bySeconds: Int64.random(in: 0...100_000, using: &random))
        session.state = subtype == .start ? .active : subtype == .end ? .closed : .discard
        session.parentID = number()
        session.parentStart = Bool.random(using: &random) ? time() : nil
        session.tunnelType = Bool.random(using: &random) ? optionalText() : nil
        session.tunnelID = number()
        return session
    }

    mutating func record() -> TrafficLogRecord {
        let subtype = TrafficLogRecord.Subtype.allCases.randomElement(using: &random) ?? .end
        let device = DeviceIdentity(serial: String(number()), hostname: text(), vsys: text(), vsysName: text())
        var record = TrafficLogRecord(subtype, at: time(), sequenceNumber: number(), device: device, session: session(subtype))
        if record.session.action == .drop, Bool.random(using: &random) { record.action = "drop-icmp" }
        record.endReason = SessionEndReason.allCases.randomElement(using: &random) ?? .unknown
        record.actionSource = TrafficLogRecord.ActionSource.allCases.randomElement(using: &random) ?? .policy
        record.repeatCount = number()
        record.logSetting = optionalText()
        record.category = text()
        record.sourceGroups = names()
        record.destinationGroups = names()
        record.dynamicSourceGroups = names()
        record.dynamicDestinationGroups = names()
        record.flags = TrafficLogRecord.Flags(rawValue: UInt32(truncatingIfNeeded: random.next()))
        var facts = TrafficLogRecord.DeviceFacts()
        facts.translatedSource = Bool.random(using: &random) ? address(isIPv4: true) : nil
        facts.translatedDestination = Bool.random(using: &random) ? address(isIPv4: false) : nil
        facts.translatedSourcePort = UInt16(truncatingIfNeeded: random.next())
        facts.inboundInterface = text()
        facts.destinationLocation = text()
        record.facts = facts
        record.application = Application(
            name: record.session.application, category: text(), subcategory: text(), technology: text(),
            risk: Int.random(in: 1...5, using: &random), origin: .opaque)
        record.application.characteristics = Application.Characteristics(rawValue: UInt16(truncatingIfNeeded: random.next()) & 0x1ff)
        record.application.container = optionalText()
        return record
    }
}

extension TrafficLogRecord {
    /// What the columns of a version can say of this record: the text on one line, the times in whole seconds (the time of the record
    /// in milliseconds from 10.1 on), the dynamic groups alone, nothing of how the application was found.
    func kept(by version: PANOSLogVersion) -> TrafficLogRecord {
        var kept = TrafficLogRecord(subtype, at: time, sequenceNumber: sequenceNumber, device: device, session: keptSession(by: version))
        let isLatest = version == .v10_1
        let unit: Int64 = isLatest ? 1_000_000 : 1_000_000_000
        kept.time = Timestamp(nanoseconds: time.nanoseconds / unit * unit)
        kept.device = DeviceIdentity(
            serial: device.serial, hostname: line(device.hostname), vsys: line(device.vsys), vsysName: line(device.vsysName))
        kept.action = action
        kept.endReason = endReason
        kept.actionSource = actionSource
        kept.repeatCount = repeatCount
        kept.logSetting = logSetting.map(line)
        kept.category = line(category)
        kept.flags = flags
        var keptFacts = facts
        keptFacts.inboundInterface = line(facts.inboundInterface)
        keptFacts.destinationLocation = line(facts.destinationLocation)
        kept.facts = keptFacts
        kept.application = Application(name: line(session.application), origin: .opaque)
        guard isLatest else { return kept }
        func list(_ names: [String]) -> [String] { names.filter { !$0.isEmpty }.map(line) }
        func known(_ text: String) -> String { line(text) == "unknown" ? "" : line(text) }
        kept.dynamicSourceGroups = list(dynamicSourceGroups)
        kept.dynamicDestinationGroups = list(dynamicDestinationGroups)
        kept.sourceGroups = kept.dynamicSourceGroups
        kept.destinationGroups = kept.dynamicDestinationGroups
        kept.application.category = known(application.category)
        kept.application.subcategory = known(application.subcategory)
        kept.application.technology = known(application.technology)
        kept.application.risk = application.risk
        kept.application.characteristics = application.characteristics
        kept.application.container = application.container.map(line)
        return kept
    }

    private func keptSession(by version: PANOSLogVersion) -> SessionSummary {
        func seconds(_ time: Timestamp) -> Timestamp { Timestamp(seconds: time.seconds) }
        var kept = SessionSummary(id: session.id, tuple: session.tuple, start: seconds(session.start))
        kept.end = kept.start.advanced(bySeconds: session.end.secondsSince(session.start))
        kept.from = session.from.map(line)
        kept.to = session.to.map(line)
        kept.user = session.user.map(line)
        kept.destinationUser = session.destinationUser.map(line)
        kept.application = line(session.application)
        kept.base = ""
        kept.rule = session.rule.map(line)
        kept.ruleUUID = version.fieldCount >= 67 ? session.ruleUUID.map(line) : nil
        kept.action = session.action
        kept.isImplicit = flags.contains(.implicitApplication)
        kept.state = session.state
        kept.endReason = subtype == .start ? nil : endReason
        kept.bytesSent = session.bytesSent
        kept.bytesReceived = session.bytesReceived
        kept.packetsSent = session.packetsSent
        kept.packetsReceived = session.packetsReceived
        kept.parentID = session.parentID
        kept.parentStart = session.parentStart.map(seconds)
        kept.tunnelID = session.tunnelID
        kept.tunnelType = session.tunnelType.map(line)
        return kept
    }

    private func line(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }, as: UTF8.self)
    }
}
