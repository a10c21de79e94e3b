internal import NGFWCore
internal import NGFWPANOS
internal import NGFWPolicy

/// What a configuration is read with: the view, options, and facts that a device would look up.
extension SuiteReader {
    static let inputKeys = [
        "view", "options", "lenient", "zones", "resolutions", "external-lists", "regions", "user-groups", "time",
    ]

    mutating func readInput(_ key: String, _ value: SuiteNode) {
        switch key {
        case "view": readView(value)
        case "options": readOptions(value)
        case "lenient": suite.inputs.isLenient = flag(value) ?? false
        case "zones": suite.inputs.zones = source(value) { reader, node in reader.zones(node) }
        case "resolutions": suite.inputs.resolutions = source(value) { reader, node in reader.resolutions(node) }
        case "external-lists":
            for (name, _, entries) in entries(value, "lists by name, such as 'blocked: [192.0.2.0/24]'") {
                suite.inputs.externalLists[name] = source(entries) { reader, node in reader.networks(node) }
            }
        case "regions":
            suite.inputs.regions = source(value) { reader, node in
                let all = reader.entries(node, "networks by region, such as 'DE: [198.51.100.0/24]'")
                return Dictionary(all.map { ($0.name, reader.networks($0.value)) }) { $0 + $1 }
            }
        case "user-groups":
            suite.inputs.userGroups = source(value) { reader, node in
                let all = reader.entries(node, "groups by user, such as 'eve: [finance]'")
                return Dictionary(all.map { ($0.name.lowercased(), reader.texts($0.value, "a group").map { $0.text.lowercased() }) }) {
                    $0 + $1
                }
            }
        default: suite.inputs.time = time(value)
        }
    }

    /// A text is the path of a file, anything else the thing itself.
    private mutating func source<Value>(
        _ node: SuiteNode, _ read: (inout SuiteReader, SuiteNode) -> Value
    ) -> SuiteInputs.Source<Value> {
        if let text = node.text { return .file(path(text), at: node.location) }
        return .value(read(&self, node))
    }

    private mutating func readView(_ node: SuiteNode) {
        for (key, value) in keys(of: node, known: ["vsys", "device-group", "serial", "device-tags", "object-precedence"]) {
            switch key {
            case "vsys": suite.inputs.vsys = text(value, "the name of a virtual system")
            case "device-group": suite.inputs.deviceGroup = text(value, "the name of a device group")
            case "serial": suite.inputs.serial = text(value, "a serial number")
            case "object-precedence":
                suite.inputs.objectPrecedence = word(value, ["nearest", "ancestors"]) == "ancestors" ? .ancestors : .nearest
            default: suite.inputs.deviceTags = texts(value, "a tag").map(\.text)
            }
        }
    }

    private mutating func readOptions(_ node: SuiteNode) {
        for (name, key, value) in entries(node, "options by name") {
            guard let text = text(value, "the value of an option") else { continue }
            do throws(PolicyOptionError) {
                try suite.inputs.options.set(name, text)
            } catch {
                self.error("S004", "\(error)", at: PolicyOptions.table.contains { $0.name == name } ? value.location : key.location)
            }
        }
    }

    private mutating func zones(_ node: SuiteNode) -> [(IPPrefix, String)] {
        entries(node, "zones by network, such as '10.0.0.0/8: trust'").compactMap { name, key, value in
            guard let prefix = IPPrefix(name) else {
                error("S004", "expected a network such as 10.0.0.0/8, not '\(shortened(name))'", at: key.location)
                return nil
            }
            return text(value, "the name of a zone").map { (prefix, $0) }
        }
    }

    private mutating func networks(_ node: SuiteNode) -> [IPRange] {
        values(node, "an address, a network or a range") { IPPrefix($0)?.range ?? IPRange($0) }
    }

    private mutating func resolutions(_ node: SuiteNode) -> [String: [TimedAddresses]] {
        var result: [String: [TimedAddresses]] = [:]
        for (name, _, value) in entries(node, "addresses by name, such as 'www.example.com: [192.0.2.1]'") {
            // `timed: {www.example.com: …}` is the same as `www.example.com: …`.
            if name == "timed", value.members != nil {
                result.merge(resolutions(value)) { _, new in new }
                continue
            }
            let sets = value.items?.contains { $0.members != nil } ?? false ? timedAddresses(value) : [TimedAddresses(addresses(value))]
            result[name.lowercased()] = sets.sorted { $0.from < $1.from }
        }
        return result
    }

    /// `[{from: 2026-01-01T00:00:00Z, addresses: [192.0.2.1]}]`
    private mutating func timedAddresses(_ node: SuiteNode) -> [TimedAddresses] {
        list(node, "a list of addresses with the times from which they hold").map { item in
            var set = TimedAddresses([])
            for (key, value) in keys(of: item, known: ["from", "addresses"]) {
                if key == "from" { set.from = time(value) ?? set.from } else { set.addresses = addresses(value) }
            }
            return set
        }
    }

    mutating func addresses(_ node: SuiteNode) -> [IPAddress] {
        values(node, "an IPv4 or IPv6 address") { IPAddress($0) }
    }
}
