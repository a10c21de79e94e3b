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
        guard Self.isUnderstood(target) else {
            diagnostics.add(Messages.ruleNotUsed(Messages.clipped(entry.entryName), Self.unknownTarget, at: target.location))
            return .unknown
        }
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

    /// Whether a target holds nothing but what is known: devices with names and their systems, tags, a negation.
    private static func isUnderstood(_ target: XMLElement) -> Bool {
        func holds(_ element: XMLElement, _ names: Set<String>) -> Bool {
            (element.isLeaf ? element.text.isEmpty : true) && !element.children.contains { !names.contains($0.name) }
        }
        guard holds(target, ["devices", "tags", "negate"]) else { return false }
        if let tags = target.child("tags"), !holds(tags, ["member"]) { return false }
        guard let devices = target.child("devices") else { return true }
        return holds(devices, ["entry"])
            && !devices.children.contains { device in
                device.entryName.isEmpty || !holds(device, ["vsys"])
                    || (device.child("vsys").map { systems in
                        !holds(systems, ["entry"]) || systems.children.contains { $0.entryName.isEmpty }
                    } ?? false)
            }
    }
}
