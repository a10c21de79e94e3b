internal import NGFWCore
internal import NGFWPolicy

extension ConfigurationTree {
    mutating func addObjects() {
        refuseUnread()
        container("address", policy.addresses) { $0.add($1) }
        container("address-group", policy.addressGroups) { $0.add($1) }
        container("service", policy.services.filter { !$0.destinationPorts.isEmpty }) { $0.add($1) }
        for service in policy.services where service.destinationPorts.isEmpty && !policy.unreadNames.services.contains(service.name) {
            diagnostics.add(Messages.objectNotWritten("service", service.name, at: service.location))
        }
        container("service-group", policy.serviceGroups) { tree, group in
            tree.entry(group.name, at: group.location) { $0.list("members", group.members) }
        }
        addApplications()
        container("application-group", policy.applicationGroups) { tree, group in
            tree.entry(group.name, at: group.location) { $0.list("members", group.members) }
        }
        container("application-filter", policy.applicationFilters) { $0.add($1) }
        container("dynamic-user-group", policy.dynamicUserGroups) { tree, group in
            tree.entry(group.name, at: group.location) { $0.leaf("filter", group.filter) }
        }
        container("schedule", policy.schedules) { $0.add($1) }
        container("region", policy.regions.sorted { $0.key < $1.key }) { tree, region in
            tree.entry(region.key, at: nil) { $0.list("address", region.value.map(Self.text)) }
        }
        // The vendor's lists are there without an object.
        let lists = policy.externalLists.keys.sorted().filter {
            !ConfigurationReader.predefinedLists.contains($0) || policy.externalListExceptions[$0] != nil
        }
        container("external-list", lists) { tree, name in
            tree.entry(name, at: nil) { entry in
                entry.open("type")
                entry.open("ip")
                entry.optionalList("exception-list", (entry.policy.externalListExceptions[name] ?? []).map(Self.text))
                entry.close()
                entry.close()
            }
        }
    }

    /// Written without what was not read, an object would be another one that nobody doubts.
    private mutating func refuseUnread() {
        let unread = policy.unreadNames
        for (kind, names) in [
            ("address", unread.addresses), ("service", unread.services), ("application", unread.applications), ("user group", unread.users),
        ] {
            for name in names.sorted() { diagnostics.add(Messages.objectNotWritten(kind, name, at: nil)) }
        }
    }

    /// A range of one address has both ends too, or it would be read as a prefix.
    private static func text(_ range: IPRange) -> String { "\(range.first)-\(range.last)" }

    private mutating func add(_ address: AddressObject) {
        entry(address.name, at: address.location) { tree in
            switch address.value {
            case .prefix(let prefix): tree.leaf("ip-netmask", prefix.description)
            case .range(let range): tree.leaf("ip-range", Self.text(range))
            case .fqdn(let name): tree.leaf("fqdn", name)
            case .wildcard(let wildcard): tree.leaf("ip-wildcard", wildcard.description)
            }
            tree.optionalList("tag", address.tags)
        }
    }

    private mutating func add(_ group: AddressGroup) {
        entry(group.name, at: group.location) { tree in
            switch group.content {
            case .members(let members): tree.list("static", members)
            case .filter(let filter):
                tree.open("dynamic")
                tree.leaf("filter", filter)
                tree.close()
            }
            tree.optionalList("tag", group.tags)
        }
    }

    private mutating func add(_ service: ServiceObject) {
        entry(service.name, at: service.location) { tree in
            tree.open("protocol")
            tree.open(service.ipProtocol.description)
            tree.leaf("port", service.destinationPorts.description)
            if let ports = service.sourcePorts { tree.leaf("source-port", ports.description) }
            tree.add(service.timeouts)
            tree.close()
            tree.close()
        }
    }

    private mutating func add(_ timeouts: ServiceTimeouts) {
        guard !timeouts.isEmpty else { return }
        open("override")
        open("yes")
        for (name, seconds) in [
            ("timeout", timeouts.idle), ("halfclose-timeout", timeouts.tcpHalfClosed), ("timewait-timeout", timeouts.tcpTimeWait),
        ] { if let seconds { leaf(name, "\(seconds)") } }
        close()
        close()
    }

    // MARK: Schedules

    private static let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    private mutating func add(_ schedule: Schedule) {
        entry(schedule.name, at: schedule.location) { tree in
            tree.open("schedule-type")
            switch schedule.content {
            case .daily(let windows):
                tree.open("recurring")
                tree.list("daily", windows.map(Self.text))
                tree.close()
            case .weekly(let week):
                tree.open("recurring")
                tree.open("weekly")
                for (day, windows) in zip(Self.days, week) { tree.optionalList(day, windows.map(Self.text)) }
                tree.close()
                tree.close()
            case .once(let ranges): tree.list("non-recurring", ranges.map(Self.text))
            }
            tree.close()
        }
    }

    private static func text(_ window: Schedule.DayWindow) -> String { "\(clock(window.start))-\(clock(window.end))" }

    private static func clock(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

    private static func text(_ range: Range<Int64>) -> String { "\(moment(range.lowerBound))-\(moment(range.upperBound))" }

    private static func moment(_ seconds: Int64) -> String {
        let date = CalendarDate(Timestamp(seconds: seconds))
        return "\(padded(date.year, 4))/\(padded(date.month, 2))/\(padded(date.day, 2))@\(padded(date.hour, 2)):\(padded(date.minute, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
