internal import NGFWCore

/// Traffic log records as PAN-OS 10.1–11.x writes them: 115 comma-separated fields, no header line.
///
///     1,2026/11/22 10:49:56,0123,TRAFFIC,end,2562,2026/11/22 10:49:56,10.0.0.1,10.0.0.2,0.0.0.0,0.0.0.0,ssh-in,…
///
/// What this firewall does not have (NAT, interfaces, countries, device and SD-WAN data) stays empty or zero, as the device
/// leaves it. Source: reference section 5.1.
public struct PANOSCSVLogWriter: Sendable {
    public static let fieldCount = 115
    /// The second field of every log since 10.1; readers ignore it.
    private static let formatVersion = "2562"

    /// Seconds east of UTC: the device writes local time.
    public var timeZoneOffset: Int

    public init(timeZoneOffset: Int = 0) { self.timeZoneOffset = timeZoneOffset }

    /// Appends one line, its end included.
    public func write(_ record: TrafficLogRecord, to output: inout [UInt8]) {
        let fields =
            identity(record) + session(record) + totals(record) + origin(record)
            + Array(repeating: "", count: 24)  // 76 XFF address, 77-92 device data, 93-95 container, 96-97 lists, 98-99 endpoint
            + [record.dynamicSourceGroups.joined(separator: ","), record.dynamicDestinationGroups.joined(separator: ","), ""]  // 100-102
            + [highResolution(record.time), "", ""] + metadata(record)  // 103-105, 106-115
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output.appendCSV(field)
        }
        output.append(UInt8(ascii: "\n"))
    }

    /// Fields 1-20.
    private func identity(_ record: TrafficLogRecord) -> [String] {
        let session = record.session
        let time = text(record.time)
        return [
            "1", time, record.device.serial, "TRAFFIC", record.subtype.rawValue, Self.formatVersion, time,
            session.tuple.source.description, session.tuple.destination.description, "0.0.0.0", "0.0.0.0", session.rule ?? "",
            session.user ?? "", "", session.application, record.device.vsys, session.from ?? "", session.to ?? "", "", "",
        ]
    }

    /// Fields 21-31.
    private func session(_ record: TrafficLogRecord) -> [String] {
        let tuple = record.session.tuple
        return [
            record.logSetting ?? "", text(record.time), String(record.session.id), "1", String(tuple.sourcePort),
            String(tuple.destinationPort), "0", "0", "0x" + String(record.flags.rawValue, radix: 16), tuple.ipProtocol.description,
            record.action,
        ]
    }

    /// Fields 32-47.
    private func totals(_ record: TrafficLogRecord) -> [String] {
        let session = record.session
        return [
            String(session.bytes), String(session.bytesSent), String(session.bytesReceived), String(session.packets),
            text(session.start), String(session.end.secondsSince(session.start)), record.category, "0", String(record.sequenceNumber),
            "0x0", "", "", "", String(session.packetsSent), String(session.packetsReceived), record.endReason.rawValue,
        ]
    }

    /// Fields 48-75.
    private func origin(_ record: TrafficLogRecord) -> [String] {
        ["0", "0", "0", "0", record.device.vsysName, record.device.hostname, record.actionSource]  // 48-54
            + ["", "", "0", "", "0", "", "N/A", "0", "0", "0", "0"]  // 55-65: VM ids, tunnel, parent session, SCTP
            + [record.session.ruleUUID ?? "", "0", "0"]  // 66-68
            + ["", "", "", "", "", "", ""]  // 69-75: SD-WAN, dynamic user group
    }

    /// Fields 106-115.
    private func metadata(_ record: TrafficLogRecord) -> [String] {
        let application = record.application
        let isSaaS = application.characteristics.contains(.saas)
        let characteristics = Application.Characteristics.named.filter {
            $0.flag != .saas && application.characteristics.contains($0.flag)
        }
        func known(_ text: String) -> String { text.isEmpty ? "unknown" : text }
        return [
            known(application.subcategory), known(application.category), known(application.technology), String(application.risk),
            characteristics.map(\.name).joined(separator: ","), application.container ?? "", application.name, isSaaS ? "yes" : "no",
            "no", "0",
        ]
    }

    private func text(_ time: Timestamp) -> String { CalendarDate(time, offset: timeZoneOffset).description }

    /// `2026-11-22T10:49:56.644+01:00`
    private func highResolution(_ time: Timestamp) -> String {
        let date = CalendarDate(time, offset: timeZoneOffset)
        func digits(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let day = "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
        let clock = "\(digits(date.hour, 2)):\(digits(date.minute, 2)):\(digits(date.second, 2)).\(digits(date.nanosecond / 1_000_000, 3))"
        let minutes = abs(timeZoneOffset) / 60
        return "\(day)T\(clock)\(timeZoneOffset < 0 ? "-" : "+")\(digits(minutes / 60, 2)):\(digits(minutes % 60, 2))"
    }
}
