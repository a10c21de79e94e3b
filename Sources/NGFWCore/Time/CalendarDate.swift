/// A date and time of day in a fixed offset from UTC, by the proleptic Gregorian calendar.
///
///     CalendarDate(Timestamp(seconds: 0)).description    // "1970/01/01 00:00:00"
public struct CalendarDate: Hashable, Sendable {
    public var year: Int
    /// 1…12
    public var month: Int
    /// 1…31
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int
    /// 0 is Sunday.
    public var weekday: Int
    public var nanosecond: Int

    /// The civil date of a time, `offset` seconds east of UTC.
    public init(_ time: Timestamp, offset: Int = 0) {
        let seconds = time.advanced(bySeconds: Int64(offset)).seconds
        let days = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
        let rest = Int(seconds) - days * 86_400
        (year, month, day) = Self.civil(days)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
        weekday = ((days % 7) + 11) % 7
        nanosecond = Int(((time.nanoseconds % 1_000_000_000) + 1_000_000_000) % 1_000_000_000)
    }

    /// Days since 1970-01-01 to year, month, day; eras of 400 years that begin on 1 March.
    private static func civil(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Days from 1970-01-01 to a date; the inverse of ``civil(_:)``.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The time of a date in an offset from UTC; `nil` when a field is out of range.
    public static func timestamp(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, offset: Int = 0
    ) -> Timestamp? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let count = days(year: year, month: month, day: day)
        guard civil(count) == (year, month, day) else { return nil }
        return Timestamp(seconds: Int64(count * 86_400 + hour * 3600 + minute * 60 + second - offset))
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026/11/22 10:49:56`, the form of the traffic log.
    public var description: String {
        "\(Self.digits(year, 4))/\(Self.digits(month, 2))/\(Self.digits(day, 2)) "
            + "\(Self.digits(hour, 2)):\(Self.digits(minute, 2)):\(Self.digits(second, 2))"
    }

    static func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension Timestamp: LosslessStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-11-22T10:49:56.644Z`.
    public var description: String {
        let date = CalendarDate(self)
        let digits = CalendarDate.digits
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))T\(digits(date.hour, 2)):"
            + "\(digits(date.minute, 2)):\(digits(date.second, 2)).\(digits(date.nanosecond / 1_000_000, 3))Z"
    }

    /// Parses RFC 3339 (`2026-11-22T10:49:56.644+01:00`, `Z`), or whole seconds since 1970.
    public init?(_ text: String) {
        if let seconds = Int64(text) {
            self.init(seconds: seconds)
            // Milliseconds, mostly: what saturated is not the time that was meant.
            if self.seconds != seconds { return nil }
            return
        }
        let bytes = Array(text.utf8)
        guard (20...40).contains(bytes.count) else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), bytes[4] == 0x2d, let month = number(5..<7), bytes[7] == 0x2d, let day = number(8..<10),
            bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20, let hour = number(11..<13), bytes[13] == 0x3a,
            let minute = number(14..<16), bytes[16] == 0x3a, let second = number(17..<19)
        else { return nil }
        var index = 19
        var fraction = 0
        if bytes[index] == 0x2e {
            let start = index + 1
            index = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
            guard (1...9).contains(index - start), let digits = number(start..<index) else { return nil }
            fraction = (index - start..<9).reduce(digits) { value, _ in value * 10 }
        }
        guard let offset = Self.offset(bytes[index...]),
            let base = CalendarDate.timestamp(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second, offset: offset)
        else { return nil }
        self.init(seconds: base.seconds, nanoseconds: Int64(fraction))
    }

    /// Seconds east of UTC of `Z` or `±hh:mm`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.elementsEqual([0x5a]) || bytes.elementsEqual([0x7a]) { return 0 }
        let part = Array(bytes)
        guard part.count == 6, part[0] == 0x2b || part[0] == 0x2d, part[3] == 0x3a else { return nil }
        let digits = [part[1], part[2], part[4], part[5]].map { Int($0) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let seconds = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60
        guard seconds < 86_400 else { return nil }
        return part[0] == 0x2b ? seconds : -seconds
    }
}
