internal import NGFWCore
internal import NGFWPolicy

// How sessions are kept. Source: reference sections 4.2, 4.3.
extension ConfigurationReader {
    mutating func readSettings(_ view: ConfigurationView) {
        // The strongest device comes last, so that it wins.
        for device in view.devices.reversed() {
            guard let setting = device.descendant("deviceconfig", "setting") else { continue }
            for element in SettingElement.all {
                for parent in element.parents {
                    guard let found = setting.descendant(parent, element.name) else { continue }
                    if !element.set(&imported.sessionSettings, found.text) {
                        diagnostics.add(Messages.badValue(found.text, element.expected, at: found.location))
                    }
                }
            }
        }
        readZoneProtection(view)
    }

    /// What zones say otherwise: the profile that a zone names, `global` being the device's word.
    private mutating func readZoneProtection(_ view: ConfigurationView) {
        var profiles: [String: SessionSettings.ZoneSettings] = [:]
        for device in view.devices {
            for entry in device.descendant("network", "profiles", "zone-protection-profile")?.entries ?? [] {
                if profiles[entry.entryName] == nil { profiles[entry.entryName] = zoneSettings(entry) }
            }
        }
        for system in view.systems {
            for entry in system.child("zone")?.entries ?? [] {
                let zone = entry.entryName
                guard imported.sessionSettings.zones[zone] == nil,
                    let name = entry.descendant("network", "zone-protection-profile")?.text
                else { continue }
                if let profile = profiles[name], profile != SessionSettings.ZoneSettings() {
                    imported.sessionSettings.zones[zone] = profile
                }
            }
        }
    }

    private mutating func zoneSettings(_ profile: XMLElement) -> SessionSettings.ZoneSettings {
        var settings = SessionSettings.ZoneSettings()
        if let element = profile.child("tcp-reject-non-syn") {
            switch element.text {
            case "global": break
            case "yes", "no": settings.rejectsNonSYN = element.text == "yes"
            default: diagnostics.add(Messages.badValue(element.text, "'global', 'yes' or 'no'", at: element.location))
            }
        }
        if let element = profile.child("asymmetric-path") {
            switch element.text {
            case "global": break
            case "drop": settings.asymmetricPath = .drop
            case "bypass": settings.asymmetricPath = .bypass
            default: diagnostics.add(Messages.badValue(element.text, "'global', 'drop' or 'bypass'", at: element.location))
            }
        }
        return settings
    }
}
