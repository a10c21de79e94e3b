internal import NGFWCore
internal import NGFWPolicy

// Source: reference section 1.8.
extension ConfigurationReader {
    private static let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    mutating func readSchedule(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "schedule", in: .schedules, scope: scope),
            let child = onlyChild(of: entry.child("schedule-type") ?? entry, among: ["recurring", "non-recurring"], "schedule", name),
            let content = child.name == "recurring" ? recurring(child, name) : once(child)
        else { return }
        if !content.hasTimes { diagnostics.add(Messages.emptySchedule(name, at: child.location)) }
        policy.schedules.append(Schedule(name: name, content: content, location: entry.location))
    }

    private mutating func recurring(_ element: XMLElement, _ name: String) -> Schedule.Content? {
        guard let child = onlyChild(of: element, among: ["daily", "weekly"], "schedule", name) else { return nil }
        if child.name == "daily" { return windows(child).map(Schedule.Content.daily) }
        var week: [[Schedule.DayWindow]] = []
        for day in Self.days {
            guard let list = child.child(day) else {
                week.append([])
                continue
            }
            guard let windows = windows(list) else { return nil }
            week.append(windows)
        }
        return .weekly(week)
    }

    /// An end before the start may mean the next day: the policy's options say so (`schedule-crossing-midnight`).
    private mutating func windows(_ list: XMLElement) -> [Schedule.DayWindow]? {
        var windows: [Schedule.DayWindow] = []
        for member in list.members {
            let ends = member.text.split(separator: "-", omittingEmptySubsequences: false).map { Self.minutes($0) }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start != end else {
                diagnostics.add(
                    Messages.badValue(member.text, "a time of day from start to a later end, as in '08:00-17:30'", at: member.location))
                return nil
            }
            windows.append(Schedule.DayWindow(start: start, end: end))
        }
        return windows
    }

    /// Minutes of `hh:mm`, 24:00 included.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }

    private mutating func once(_ list: XMLElement) -> Schedule.Content? {
        var ranges: [Range<Int64>] = []
        for member in list.members {
            let ends = member.text.split(separator: "-", omittingEmptySubsequences: false).map { Self.moment($0) }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else {
                diagnostics.add(
                    Messages.badValue(
                        member.text, "a time from start to a later end, as in '2026/01/01@00:00-2026/01/31@23:59'", at: member.location))
                return nil
            }
            ranges.append(start..<end)
        }
        return .once(ranges)
    }

    /// Local seconds since 1970 of `YYYY/MM/DD@hh:mm`.
    private static func moment(_ text: Substring) -> Int64? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let date = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let minutes = minutes(parts[1]), date.map(\.utf8.count) == [4, 2, 2], let year = Int(date[0]),
            let month = Int(date[1]), let day = Int(date[2]), let midnight = CalendarDate.timestamp(year: year, month: month, day: day)
        else { return nil }
        return midnight.seconds + Int64(minutes) * 60
    }
}

extension Schedule.Content {
    /// Whether there is any time in it: a rule that denies would never do so.
    fileprivate var hasTimes: Bool {
        switch self {
        case .daily(let windows): !windows.isEmpty
        case .weekly(let week): week.contains { !$0.isEmpty }
        case .once(let ranges): !ranges.isEmpty
        }
    }
}
