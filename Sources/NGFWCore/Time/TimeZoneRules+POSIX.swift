/// Time zones as POSIX writes them.
extension TimeZoneRules {
    /// Parses the form of the environment variable TZ: `CET-1CEST,M3.5.0,M10.5.0/3`, `<+0530>-5:30`, `UTC0`.
    ///
    /// Offsets are west of UTC there, a rule is the month, its week (5 is the last one) and the weekday, or the day of the
    /// year, and the time of day on the clock before the change. Source: POSIX.1-2017 section 8.3, with the wider hours of
    /// RFC 8536 section 3.3.1. The rule is used for the years 1970 to 2105; `nil` for what is no such text.
    public init?(posix text: String) {
        var reader = POSIXZoneReader(text)
        guard reader.skipName(), let standard = reader.time() else { return nil }
        if reader.isAtEnd {
            self.init(offset: -standard)
            return
        }
        guard reader.skipName() else { return nil }
        let daylight = reader.isAt(",") ? standard - 3600 : reader.time()
        guard let daylight, reader.skip(","), let start = reader.day(), reader.skip(","), let end = reader.day(), reader.isAtEnd else {
            return nil
        }
        var changes: [Change] = []
        for year in 1970...2105 {
            guard let first = start.seconds(in: year), let last = end.seconds(in: year) else { return nil }
            changes.append(Change(from: Timestamp(seconds: first + Int64(standard)), offset: -daylight))
            changes.append(Change(from: Timestamp(seconds: last + Int64(daylight)), offset: -standard))
        }
        self.init(offset: -standard, changes: changes)
    }
}

/// When a clock changes in a year.
private struct POSIXChange {
    enum Day {
        /// Month, week 1…5, weekday from Sunday.
        case weekday(month: Int, week: Int, weekday: Int)
        /// From 1, the 29th of February never counted.
        case julian(Int)
        /// From 0, every day counted.
        case ordinal(Int)
    }

    var day: Day
    /// Seconds after midnight; may be below 0 or past the day.
    var time: Int

    /// Seconds since 1970 on the clock before the change, as if it were UTC.
    func seconds(in year: Int) -> Int64? {
        guard let newYear = CalendarDate.timestamp(year: year, month: 1, day: 1) else { return nil }
        let midnight: Int64
        switch day {
        case .weekday(let month, let week, let weekday):
            guard let first = CalendarDate.timestamp(year: year, month: month, day: 1) else { return nil }
            var date = 1 + (weekday - CalendarDate(first).weekday + 7) % 7 + (week - 1) * 7
            while CalendarDate.timestamp(year: year, month: month, day: date) == nil, date > 7 { date -= 7 }
            guard let found = CalendarDate.timestamp(year: year, month: month, day: date) else { return nil }
            midnight = found.seconds
        case .julian(let number):
            let isLeap = CalendarDate.timestamp(year: year, month: 2, day: 29) != nil
            midnight = newYear.seconds + Int64(number - 1 + (isLeap && number > 59 ? 1 : 0)) * 86_400
        case .ordinal(let number): midnight = newYear.seconds + Int64(number) * 86_400
        }
        return midnight + Int64(time)
    }
}

private struct POSIXZoneReader {
    private var rest: Substring

    init(_ text: String) { rest = text.utf8.count <= 100 ? text[...] : "" }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Character) -> Bool { rest.first == character }

    mutating func skip(_ character: Character) -> Bool {
        guard isAt(character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Three letters or more, or anything in angle brackets.
    mutating func skipName() -> Bool {
        if skip("<") {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard (1...3).contains(digits.utf8.count), let value = Int(digits), range.contains(value) else { return nil }
        rest = rest.dropFirst(digits.count)
        return value
    }

    /// `-5:30` in seconds.
    mutating func time() -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(0...167) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where isAt(":") {
            guard skip(":"), let part = number(0...59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    mutating func day() -> POSIXChange? {
        guard let day = date() else { return nil }
        guard skip("/") else { return POSIXChange(day: day, time: 7_200) }
        return time().map { POSIXChange(day: day, time: $0) }
    }

    private mutating func date() -> POSIXChange.Day? {
        if skip("M") {
            guard let month = number(1...12), skip("."), let week = number(1...5), skip("."), let weekday = number(0...6) else {
                return nil
            }
            return .weekday(month: month, week: week, weekday: weekday)
        }
        if skip("J") { return number(1...365).map { .julian($0) } }
        return number(0...365).map { .ordinal($0) }
    }
}
