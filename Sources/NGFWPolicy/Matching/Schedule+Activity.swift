public import NGFWCore

extension Schedule {
    /// Whether the schedule is on at a time by the clock of a zone. A time of day that ends before it begins goes on until
    /// its end on the next day. Source: reference section 1.8.
    public func isActive(at time: Timestamp, in zone: TimeZoneRules) -> Bool {
        let offset = zone.offset(at: time)
        switch content {
        case .daily(let windows):
            let minute = Self.minute(time, offset)
            return windows.contains { $0.holds(minute) || $0.holdsOnNextDay(minute) }
        case .weekly(let days):
            let weekday = CalendarDate(time, offset: offset).weekday
            let minute = Self.minute(time, offset)
            guard days.indices.contains(weekday) else { return false }
            let before = (weekday + 6) % 7
            return days[weekday].contains { $0.holds(minute) }
                || days.indices.contains(before) && days[before].contains { $0.holdsOnNextDay(minute) }
        case .once(let ranges):
            let local = time.advanced(bySeconds: Int64(offset)).seconds
            return ranges.contains { $0.contains(local) }
        }
    }

    /// When the schedule may begin or end next, after a time; `nil` when it never does.
    ///
    /// Changes of the zone's clock count too, so that the answer is never too late.
    public func nextChange(after time: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        let offset = zone.offset(at: time)
        let local = time.advanced(bySeconds: Int64(offset)).seconds
        var moments: [Int64] = []
        switch content {
        case .daily(let windows): moments = Self.boundaries(windows, after: local, on: Array(repeating: true, count: 7))
        case .weekly(let days):
            for (index, windows) in days.prefix(7).enumerated() {
                // An end on the next day is a boundary of that day.
                let both = (0..<7).map { $0 == index || $0 == (index + 1) % 7 }
                moments += Self.boundaries(windows, after: local, on: both)
            }
        case .once(let ranges): moments = ranges.flatMap { [$0.lowerBound, $0.upperBound] }.filter { $0 > local }
        }
        var next = moments.min().map { Timestamp(seconds: $0).advanced(bySeconds: -Int64(offset)) }
        if let change = zone.changes.first(where: { $0.from > time })?.from { next = min(next ?? change, change) }
        return next
    }

    /// Starts and ends within the next eight days, in local seconds.
    private static func boundaries(_ windows: [DayWindow], after local: Int64, on weekdays: [Bool]) -> [Int64] {
        let today = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        var moments: [Int64] = []
        for day in today...today + 8 where weekdays[Int((day % 7 + 11) % 7)] {
            for window in windows {
                for minute in [window.start, window.end] {
                    let moment = day * 86_400 + Int64(minute) * 60
                    if moment > local { moments.append(moment) }
                }
            }
        }
        return moments
    }

    private static func minute(_ time: Timestamp, _ offset: Int) -> Int {
        let date = CalendarDate(time, offset: offset)
        return date.hour * 60 + date.minute
    }

    /// Whether a time of day ends before it begins. Source: reference section 1.8, Unverified 9.
    public var crossesMidnight: Bool {
        switch content {
        case .daily(let windows): windows.contains { $0.end <= $0.start }
        case .weekly(let days): days.joined().contains { $0.end <= $0.start }
        case .once: false
        }
    }
}

extension Schedule.DayWindow {
    fileprivate func holds(_ minute: Int) -> Bool { start <= minute && (minute < end || end <= start) }

    /// The part behind midnight of a window that crosses it.
    fileprivate func holdsOnNextDay(_ minute: Int) -> Bool { end <= start && minute < end }
}
