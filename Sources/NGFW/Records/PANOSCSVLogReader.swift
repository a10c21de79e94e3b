public import NGFWCore
internal import NGFWPolicy

/// What a line of a PAN-OS log holds.
public enum PANOSLogLine: Hashable, Sendable {
    case traffic(TrafficLogRecord)
    /// A log of another kind: `THREAT`, `SYSTEM`.
    case other(type: String)
    /// Names of columns, as the monitor tab exports them.
    case header
    case blank
}

/// Reads traffic logs back from the comma-separated form of PAN-OS, whatever its version.
///
///     let reader = PANOSCSVLogReader()
///     if case .traffic(let record) = try reader.read(Array(line.utf8)) { … }
///
/// A line may have a syslog header before it and more columns than are known; it may end after the session end reason (column 47), as
/// those of older versions do. Empty numbers are zero. Columns that ``TrafficLogRecord`` has no member for are skipped.
/// Source: reference section 5.1, whose numbers of fields the code has, less one.
public struct PANOSCSVLogReader: Sendable {
    /// Fields that every line must have: up to the session end reason.
    static let leastFieldCount = 47
    /// Where a syslog header must be over.
    private static let headerBytes = 2_048

    /// The device's clock, for lines without the time in milliseconds, which says its offset itself.
    public var clock: TimeZoneRules
    private let limits: Limits

    public init(clock: TimeZoneRules = .utc, limits: Limits = .standard) {
        self.clock = clock
        self.limits = limits
    }

    /// - Parameter line: Without its line end; a carriage return at the end does no harm.
    /// - Throws: ``LogLineError`` for a line that is no log, or a traffic log whose subtype, time, addresses, protocol or action cannot be
    ///   understood.
    /// - Complexity: O(length)
    public func read(_ line: [UInt8]) throws(LogLineError) -> PANOSLogLine {
        var doubts: [LogLineError] = []
        return try read(line, doubts: &doubts)
    }

    /// - Parameter doubts: Gets what is wrong with other columns, which have their defaults in the record.
    public func read(_ line: [UInt8], doubts: inout [LogLineError]) throws(LogLineError) -> PANOSLogLine {
        guard line.count <= limits.logLineBytes else {
            throw LogLineError(.lineTooLong, column: 1, "the line has more than \(limits.logLineBytes) bytes")
        }
        var line = line
        while let last = line.last, last == 0x0d || last == 0x0a { line.removeLast() }
        if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == 0x09 }) { return .blank }
        let start = Self.startOfLog(line)
        guard let (type, column) = Self.type(of: line, from: start) else {
            let isJSON = line.first { $0 != UInt8(ascii: " ") && $0 != 0x09 } == UInt8(ascii: "{")
            throw LogLineError(
                .unknownType, column: start + 1,
                isJSON
                    ? "this looks like JSON lines; only the comma-separated forms are read"
                    : "no line of a PAN-OS log: the fourth field must be its type, such as TRAFFIC")
        }
        if type != "TRAFFIC" {
            if type.lowercased() == "type" { return .header }
            guard Self.isTypeName(type) else {
                throw LogLineError(
                    .unknownType, column: column, "'\(shortened(type))' is no type of a PAN-OS log; expected one such as TRAFFIC or THREAT")
            }
            return .other(type: type)
        }
        let fields = try CSVFields(line, from: start, limit: limits.logFields)
        guard fields.count >= Self.leastFieldCount else {
            throw LogLineError(
                .fieldCount, column: line.count + 1,
                "\(fields.count) fields; a traffic log has 115, 67, 65 or 61, and at least \(Self.leastFieldCount)")
        }
        var parser = TrafficLogParser(fields: fields, clock: clock)
        let record = try parser.record()
        doubts += parser.doubts
        return .traffic(record)
    }

    // MARK: What the line is

    /// Where the first field begins, behind a syslog header: before the comma before the first time.
    private static func startOfLog(_ line: [UInt8]) -> Int {
        let end = min(line.count, headerBytes)
        var position = 0
        while let comma = line[position..<end].firstIndex(of: UInt8(ascii: ",")) {
            var time = comma + 1
            if time < line.count, line[time] == UInt8(ascii: "\"") { time += 1 }
            if DeviceTime.isAt(time, of: line) {
                let separators: [UInt8] = [UInt8(ascii: " "), 0x09, UInt8(ascii: ">"), 0xbf]
                return (line[..<comma].lastIndex { separators.contains($0) } ?? -1) + 1
            }
            position = comma + 1
        }
        return line.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// The fourth field and its column: the three before it never hold a comma.
    private static func type(of line: [UInt8], from start: Int) -> (String, column: Int)? {
        var position = start
        for _ in 0..<3 {
            guard let comma = line[position...].firstIndex(of: UInt8(ascii: ",")) else { return nil }
            position = comma + 1
        }
        let end = line[position...].firstIndex(of: UInt8(ascii: ",")) ?? line.count
        return (String(decoding: line[position..<end].filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self), position + 1)
    }

    private static func isTypeName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x41...0x5a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x5f }
    }
}

/// Times as the log has them: `2026/11/22 10:49:56`.
enum DeviceTime {
    private static let byteCount = 19

    static func isAt(_ start: Int, of line: [UInt8]) -> Bool {
        guard start + byteCount <= line.count else { return false }
        for (offset, byte) in line[start..<start + byteCount].enumerated() {
            switch offset {
            case 4, 7: if byte != UInt8(ascii: "/") { return false }
            case 10: if byte != UInt8(ascii: " ") { return false }
            case 13, 16: if byte != UInt8(ascii: ":") { return false }
            default: if !(0x30...0x39).contains(byte) { return false }
            }
        }
        return true
    }

    /// A time of the clock: its offset is that of the time which it would be in UTC, and then that of what this makes of it.
    static func parse(_ bytes: ArraySlice<UInt8>, clock: TimeZoneRules) -> Timestamp? {
        guard !clock.changes.isEmpty else { return parse(bytes, offset: clock.initialOffset) }
        guard let guess = parse(bytes, offset: 0) else { return nil }
        let near = parse(bytes, offset: clock.offset(at: guess)) ?? guess
        return parse(bytes, offset: clock.offset(at: near))
    }

    static func parse(_ bytes: ArraySlice<UInt8>, offset: Int) -> Timestamp? {
        let line = Array(bytes)
        guard line.count == byteCount, isAt(0, of: line) else { return nil }
        func number(_ range: Range<Int>) -> Int { line[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        return CalendarDate.timestamp(
            year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13), minute: number(14..<16),
            second: number(17..<19), offset: offset)
    }
}
