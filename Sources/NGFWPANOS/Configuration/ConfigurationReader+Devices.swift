internal import NGFWCore
internal import NGFWPolicy

// Zones, their networks, and the settings of the device. Source: reference sections 1.4, 4.2, 4.3, 6.1.
extension ConfigurationReader {
    mutating func readDevices(_ view: ConfigurationView) {
        readZones(view)
        for device in view.devices.reversed() { readSettings(device) }
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

    // MARK: Settings

    private mutating func readSettings(_ device: XMLElement) {
        guard let setting = device.descendant("deviceconfig", "setting") else { return }
        for element in setting.child("session")?.children ?? .none(in: setting.tree) { readTimeout(element) }
        for parent in ["session", "tcp"] {
            if let element = setting.descendant(parent, "tcp-reject-non-syn"), let rejects = yesNo(element) {
                imported.acceptsNonSYN = !rejects
            }
        }
    }

    /// Source: section 4.2, with its ranges.
    private mutating func readTimeout(_ element: XMLElement) {
        let long: ClosedRange<Int64> = 1...15_999_999
        let timeouts = imported.timeouts
        switch element.name {
        case "timeout-tcp": imported.timeouts.tcp = number(element, long) ?? timeouts.tcp
        case "timeout-tcpinit": imported.timeouts.tcpInit = number(element, 1...60) ?? timeouts.tcpInit
        case "timeout-tcphandshake": imported.timeouts.tcpHandshake = number(element, 1...60) ?? timeouts.tcpHandshake
        case "timeout-tcp-half-closed": imported.timeouts.tcpHalfClosed = number(element, 1...604_800) ?? timeouts.tcpHalfClosed
        case "timeout-tcp-time-wait": imported.timeouts.tcpTimeWait = number(element, 1...600) ?? timeouts.tcpTimeWait
        case "timeout-tcp-unverified-rst": imported.timeouts.tcpUnverifiedReset = number(element, 1...600) ?? timeouts.tcpUnverifiedReset
        case "timeout-udp": imported.timeouts.udp = number(element, long) ?? timeouts.udp
        case "timeout-icmp": imported.timeouts.icmp = number(element, long) ?? timeouts.icmp
        case "timeout-default": imported.timeouts.other = number(element, long) ?? timeouts.other
        case "timeout-discard-tcp": imported.timeouts.discardTCP = number(element, long) ?? timeouts.discardTCP
        case "timeout-discard-udp": imported.timeouts.discardUDP = number(element, long) ?? timeouts.discardUDP
        case "timeout-discard-default": imported.timeouts.discardOther = number(element, long) ?? timeouts.discardOther
        default: break
        }
    }
}
