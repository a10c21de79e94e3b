internal import NGFWCore

/// Traffic log records as PAN-OS writes them: comma-separated fields, as many as the version has, no header line.
///
///     1,2026/11/22 10:49:56,0123,TRAFFIC,end,2562,2026/11/22 10:49:56,10.0.0.1,10.0.0.2,0.0.0.0,0.0.0.0,ssh-in,…
///
/// What this firewall does not have (device and SD-WAN data, mobile networks) stays empty or zero, as the device leaves it.
/// Source: reference section 5.1, whose numbers of fields the comments have.
public struct PANOSCSVLogWriter: Sendable {
    /// The sixth field of every log since 10.1; readers ignore it.
    private static let formatVersion = "2562"

    public var version: PANOSLogVersion
    /// Seconds east of UTC: the device writes local time.
    public var timeZoneOffset: Int

    public init(_ version: PANOSLogVersion = .v10_1, timeZoneOffset: Int = 0) {
        self.version = version
        self.timeZoneOffset = timeZoneOffset
    }

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        var row = CSVRow()
        swap(&row.bytes, &output)
        let time = CalendarDate(record.time, offset: timeZoneOffset)
        let facts = record.facts
        addIdentity(record, facts, time, to: &row)
        addSession(record, facts, time, to: &row)
        addTotals(record, facts, to: &row)
        addOrigin(record, to: &row)
        if version.fieldCount >= 65 { for _ in 62...65 { row.add(0 as UInt8) } }
        if version.fieldCount >= 67 {
            row.add(record.session.ruleUUID ?? "")
            row.add(0 as UInt8)  // 67 HTTP/2 connection
        }
        if version.fieldCount >= 115 {
            addGroups(record, to: &row)
            addMetadata(record, to: &row)
        }
        row.end()
        swap(&row.bytes, &output)
    }

    /// Fields 1-20.
    private func addIdentity(
        _ record: TrafficLogRecord, _ facts: TrafficLogRecord.DeviceFacts, _ time: CalendarDate, to row: inout CSVRow
    ) {
        row.add("1")
        row.add(time)
        row.add(record.device.serial)
        row.add("TRAFFIC")
        row.add(record.subtype.rawValue)
        row.add(Self.formatVersion)
        row.add(time)
        row.add(record.session.tuple.source)
        row.add(record.session.tuple.destination)
        row.add(facts.translatedSource)
        row.add(facts.translatedDestination)
        row.add(record.session.rule ?? "")
        row.add(record.session.user ?? "")
        row.add(record.session.destinationUser ?? "")
        row.add(record.session.application)
        row.add(record.device.vsys)
        row.add(record.session.from ?? "")
        row.add(record.session.to ?? "")
        row.add(facts.inboundInterface)
        row.add(facts.outboundInterface)
    }

    /// Fields 21-31.
    private func addSession(
        _ record: TrafficLogRecord, _ facts: TrafficLogRecord.DeviceFacts, _ time: CalendarDate, to row: inout CSVRow
    ) {
        let tuple = record.session.tuple
        row.add(record.logSetting ?? "")
        row.add(time)
        row.add(record.session.id)
        row.add(record.repeatCount)
        row.add(tuple.sourcePort)
        row.add(tuple.destinationPort)
        row.add(facts.translatedSourcePort)
        row.add(facts.translatedDestinationPort)
        row.add(hexadecimal: record.flags.rawValue)
        row.add(tuple.ipProtocol.description)
        row.add(record.action)
    }

    /// Fields 32-47.
    private func addTotals(_ record: TrafficLogRecord, _ facts: TrafficLogRecord.DeviceFacts, to row: inout CSVRow) {
        let session = record.session
        row.add(session.bytes)
        row.add(session.bytesSent)
        row.add(session.bytesReceived)
        row.add(session.packets)
        row.add(CalendarDate(session.start, offset: timeZoneOffset))
        row.add(session.end.secondsSince(session.start).magnitude)
        row.add(record.category)
        row.add("0")
        row.add(record.sequenceNumber)
        row.add("0x0")
        row.add(facts.sourceLocation)
        row.add(facts.destinationLocation)
        row.addEmpty(1)
        row.add(session.packetsSent)
        row.add(session.packetsReceived)
        row.add(record.endReason.rawValue)
    }

    /// Fields 48-61.
    private func addOrigin(_ record: TrafficLogRecord, to row: inout CSVRow) {
        let session = record.session
        for _ in 48...51 { row.add(0 as UInt8) }
        row.add(record.device.vsysName)
        row.add(record.device.hostname)
        row.add(record.actionSource.rawValue)
        row.addEmpty(2)  // 55-56 ids of virtual machines
        row.add(session.tunnelID)
        row.addEmpty(1)  // 58 monitor tag
        row.add(session.parentID)
        if let start = session.parentStart { row.add(CalendarDate(start, offset: timeZoneOffset)) } else { row.addEmpty(1) }
        row.add(session.tunnelType ?? "N/A")
    }

    /// Fields 68-105.
    private func addGroups(_ record: TrafficLogRecord, to row: inout CSVRow) {
        row.add(0 as UInt8)  // 68 application flaps
        row.addEmpty(7)  // 69-75 SD-WAN, dynamic user group
        row.addEmpty(24)  // 76 XFF address, 77-92 device data, 93-95 container, 96-97 lists, 98-99 endpoint
        row.add(list: record.dynamicSourceGroups)
        row.add(list: record.dynamicDestinationGroups)
        row.addEmpty(1)  // 102 session owner
        row.add(record.time, offset: timeZoneOffset)
        row.addEmpty(2)  // 104-105 slices
    }

    /// Fields 106-115.
    private func addMetadata(_ record: TrafficLogRecord, to row: inout CSVRow) {
        let application = record.application
        row.add(application.subcategory.isEmpty ? "unknown" : application.subcategory)
        row.add(application.category.isEmpty ? "unknown" : application.category)
        row.add(application.technology.isEmpty ? "unknown" : application.technology)
        row.add(UInt64(clamping: application.risk))
        addCharacteristics(application.characteristics, to: &row)
        row.add(application.container ?? "")
        row.add(application.name)
        row.add(application.characteristics.contains(.saas) ? "yes" : "no")
        row.add("no")
        row.add(0 as UInt8)
    }

    private func addCharacteristics(_ characteristics: Application.Characteristics, to row: inout CSVRow) {
        // PERF: most sessions have some of the same nine names; the array of them is the one allocation of a line.
        row.add(
            list: Application.Characteristics.named.lazy.filter { $0.flag != .saas && characteristics.contains($0.flag) }.map(\.name))
    }
}
