internal import NGFWCore
internal import NGFWPolicy

// Zones, their networks, and the settings of the device. Source: reference sections 1.4, 4.2, 4.3, 6.1.
extension ConfigurationReader {
    mutating func readDevices(_ view: ConfigurationView) {
        readZones(view)
        readSettings(view)
        var timeZone: XMLElement?
        for device in view.devices {
            guard let system = device.descendant("deviceconfig", "system") else { continue }
            if imported.hostname == nil { imported.hostname = system.child("hostname")?.text }
            timeZone = timeZone ?? system.child("timezone")
        }
        if let offset = options.timeZoneOffset {
            policy.timeZone = TimeZoneRules(offset: offset)
        } else if let offset = timeZone.flatMap({ Self.fixedOffset($0.text) }) {
            policy.timeZone = TimeZoneRules(offset: offset)
        } else if let rules = timeZone.flatMap({ TimeZoneTable.rule(of: $0.text) }).flatMap({ TimeZoneRules(posix: $0) }) {
            policy.timeZone = rules
            imported.timeZoneName = timeZone?.text
        } else if let timeZone, !policy.schedules.isEmpty, !["UTC", "GMT", "Etc/UTC", "Etc/GMT", ""].contains(timeZone.text) {
            diagnostics.add(Messages.timeZone(timeZone.text, at: timeZone.location))
        }
    }

    /// Seconds east of UTC of `Etc/GMT-2`, whose sign is that of POSIX.
    private static func fixedOffset(_ name: String) -> Int? {
        guard name.hasPrefix("Etc/GMT"), let hours = Int(name.dropFirst(7)), (-14...12).contains(hours) else { return nil }
        return hours * -3600
    }

    // MARK: Zones

    private mutating func readZones(_ view: ConfigurationView) {
        var zones: [Zone] = []
        var interfaceZones: [String: String] = [:]
        for (scope, system) in view.systems.enumerated() {
            for entry in system.child("zone")?.entries ?? [] {
                guard let name = claim(entry, "zone", in: .zones, scope: scope, maximum: 31) else { continue }
                let identification = entry.child("enable-user-identification").map { yesNo($0) == true } ?? false
                zones.append(Zone(name: name, identifiesUsers: identification, location: entry.location))
                for kind in entry.child("network")?.children ?? .none(in: entry.tree) {
                    for member in kind.members {
                        guard let interface = interfaceName(member), interfaceZones[interface] == nil else { continue }
                        interfaceZones[interface] = name
                    }
                }
            }
        }
        // A device group's rules may name zones of templates that this view does not hold. Source: section 6.2.
        if !zones.isEmpty { policy.zones = zones }
        policy.zonesMayBeMissing = view.isPanorama
        var networks = NetworkReader(zones: interfaceZones, addresses: prefixesByName(view), variables: view.variables)
        for device in view.devices { networks.read(device) }
        imported.zoneMap = networks.zoneMap()
        diagnostics.add(contentsOf: networks.diagnostics)
    }

    /// What interfaces and routes may name: address objects, and variables of templates.
    private mutating func prefixesByName(_ view: ConfigurationView) -> [String: IPPrefix] {
        var prefixes: [String: IPPrefix] = [:]
        for (name, entry) in view.variables.sorted(by: { $0.key < $1.key }) {
            guard let value = Self.value(of: name, "ip-netmask", in: view.variables) else { continue }
            prefixes[name] = IPPrefix(value)
            if prefixes[name] == nil {
                let place = entry.descendant("type", "ip-netmask")?.location
                diagnostics.add(Messages.badValue(value, "an address or prefix such as '10.0.0.0/8'", at: place))
            }
        }
        for address in policy.addresses {
            if case .prefix(let prefix) = address.value { prefixes[address.name] = prefix }
        }
        return prefixes
    }
}
