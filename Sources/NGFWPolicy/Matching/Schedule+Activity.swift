public import NGFWCore

extension Schedule {
    /// Whether the schedule is on at a time by the clock of a zone. Source: reference section 1.8.
    public func isActive(at time: Timestamp, in zone: TimeZoneRules) -> Bool {
        let offset = zone.offset(at: time)
        switch content {
        case .daily(let windows):
            return Self.isInside(windows, time, offset)
        case .weekly(let days):
            let weekday = CalendarDate(time, offset: offset).weekday
            return days.indices.contains(weekday) && Self.isInside(days[weekday], time, offset)
        case .once(let ranges):
            let local = time.advanced(bySeconds: Int64(offset)).seconds
            return ranges.contains { $0.contains(local) }
        }
    }

    private static func isInside(_ windows: [DayWindow], _ time: Timestamp, _ offset: Int) -> Bool {
        let date = CalendarDate(time, offset: offset)
        let minute = date.hour * 60 + date.minute
        return windows.contains { $0.start <= minute && minute < $0.end }
    }
}
