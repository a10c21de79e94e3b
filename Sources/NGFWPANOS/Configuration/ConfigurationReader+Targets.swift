internal import NGFWCore
internal import NGFWPolicy

// Source: reference section 1.9.
extension ConfigurationReader {
    static let unknownTarget = "nobody knows whether it is for this device"

    enum Target {
        case thisDevice
        case others
        case unknown
    }

    /// Whether the rule is for the device that the view is read for. Source: section 1.9.
    mutating func target(_ entry: XMLElement, _ view: ConfigurationView) -> Target {
        guard let target = entry.child("target") else { return .thisDevice }
        let devices = target.child("devices")?.entries ?? []
        let tags = target.child("tags")?.members ?? []
        guard let isNegated = target.child("negate").map({ yesNo($0) }) ?? false else { return .unknown }
        guard !devices.isEmpty || !tags.isEmpty else { return .thisDevice }
        var isNamed = devices.contains { device in
            guard device.entryName == options.serial else { return false }
            let systems = device.child("vsys")?.entries.map(\.entryName) ?? []
            return systems.isEmpty || systems.contains(view.vsysName)
        }
        if !isNamed, !tags.isEmpty {
            guard let known = view.deviceTags else {
                diagnostics.add(Messages.targetTags(Messages.clipped(entry.entryName), at: target.location))
                return .unknown
            }
            isNamed = tags.contains { known.contains($0.text) }
        }
        return isNamed != isNegated ? .thisDevice : .others
    }
}
