internal import NGFWCore
internal import NGFWPolicy

// Addresses, services, schedules, regions and lists. Source: reference sections 1.5, 1.8, 3.1-3.3, 3.7, 3.8, 6.3.
extension ConfigurationReader {
    /// - Parameter scopes: the winning one first.
    mutating func readObjects(_ scopes: [XMLElement]) {
        defer { isOfPushedScope = false }
        for (scope, element) in scopes.enumerated() {
            isOfPushedScope = pushed.contains(element.index)
            for container in element.children {
                if container.name == "override" {
                    for entry in container.child("application")?.entries ?? [] { readApplicationTuning(entry) }
                }
                if container.name == "application-tag" { for entry in container.entries { readApplicationTags(entry) } }
                guard let kind = NameSpace(container: container.name) else { continue }
                for entry in container.entries {
                    let errors = diagnostics.errorCount
                    readObject(entry, of: container.name, scope)
                    // What is not understood of an object may be what keeps something out of it.
                    if diagnostics.errorCount > errors || unknownObjects.contains(entry.index) {
                        distrust(entry, of: kind, scope)
                        // Where a nearer object has the name, this one is nowhere a member.
                        let owner = taken[kind]?[entry.entryName]
                        if kind == .addresses, owner.map({ $0.location == entry.location }) ?? true { notePossibleTags(entry) }
                    }
                }
            }
        }
    }

    private mutating func readObject(_ entry: XMLElement, of container: String, _ scope: Int) {
        switch container {
        case "address": readAddress(entry, scope)
        case "address-group": readAddressGroup(entry, scope)
        case "service": readService(entry, scope)
        case "service-group": readServiceGroup(entry, scope)
        case "application": readApplication(entry, scope)
        case "application-group": readApplicationGroup(entry, scope)
        case "application-filter": readApplicationFilter(entry, scope)
        case "schedule": readSchedule(entry, scope)
        case "region": readRegion(entry, scope)
        case "external-list": readExternalList(entry, scope)
        case "dynamic-user-group": readDynamicUserGroup(entry, scope)
        default: break
        }
    }

    /// Notes that an object, if it is the one that its name stands for, was not read whole.
    private mutating func distrust(_ entry: XMLElement, of kind: NameSpace, _ scope: Int) {
        let name = entry.entryName
        guard let owner = taken[kind]?[name], owner.scope == scope, owner.location == entry.location else { return }
        switch kind {
        case .addresses, .regions, .externalLists:
            policy.incompleteAddresses.insert(name)
            policy.unreadNames.addresses.insert(name)
        case .services: policy.unreadNames.services.insert(name)
        case .applications: policy.unreadNames.applications.insert(name)
        case .userGroups: policy.unreadNames.users.insert(name)
        // One that could not be read is not there, so that a rule that names it matches nothing.
        case .schedules: if policy.schedules.last?.name == name, unknownObjects.contains(entry.index) { policy.schedules.removeLast() }
        case .rules, .overrides, .tunnelInspections, .zones: break
        }
    }

    // MARK: What is not whole

    /// Any text of an object that was not read whole may be a tag of it. Its words too: so `set` format keeps what nobody knows.
    private mutating func notePossibleTags(_ entry: XMLElement) {
        for index in entry.subtree.dropFirst() {
            let element = XMLElement(tree: entry.tree, index: index)
            for text in [element.text.lowercased(), element.entryName.lowercased()] where !text.isEmpty {
                possibleTags.insert(text)
                for word in text.split(whereSeparator: \.isWhitespace) { possibleTags.insert(String(word)) }
            }
        }
    }

    /// A dynamic group that an unread object may be in is not whole either: a rule that negates it would let the object pass.
    mutating func distrustDynamicGroups() {
        guard !possibleTags.isEmpty else { return }
        for group in policy.addressGroups {
            guard case .filter(let filter) = group.content else { continue }
            let text = filter.lowercased()
            let quoted = text.split { $0 == "'" || $0 == "\"" }
            let words = text.split { $0.isWhitespace || "'\"()".contains($0) }
            guard (quoted + words).contains(where: { possibleTags.contains(String($0)) }) else { continue }
            policy.incompleteAddresses.insert(group.name)
            policy.unreadNames.addresses.insert(group.name)
        }
    }

    /// Names that rules could mean two things by. Source: reference section 3.1: unique across address and address group.
    mutating func checkNames() {
        let addresses = taken[.addresses] ?? [:]
        for (name, list) in (taken[.externalLists] ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let other = addresses[name] else { continue }
            diagnostics.add(Messages.nameOfTwo("external list", name, "an address", first: other.location, at: list.location))
        }
    }

    // MARK: Addresses

    private mutating func readAddress(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "address", in: .addresses, scope: scope) else { return }
        guard let child = onlyChild(of: entry, among: ["ip-netmask", "ip-range", "fqdn", "ip-wildcard"], "address", name),
            let value = addressValue(child)
        else {
            policy.incompleteAddresses.insert(name)
            return
        }
        let tags = members(entry.child("tag"))
        policy.addresses.append(AddressObject(name: name, value: value, tags: tags, location: entry.location))
    }

    private mutating func addressValue(_ element: XMLElement) -> AddressObject.Value? {
        guard let text = resolved(element) else { return nil }
        switch element.name {
        case "ip-netmask":
            if let prefix = IPPrefix(text) { return .prefix(prefix) }
            diagnostics.add(Messages.badValue(text, "an address or prefix such as '10.0.0.0/8'", at: element.location))
        case "ip-range":
            if let range = IPRange(text) { return .range(range) }
            diagnostics.add(Messages.badValue(text, "a range such as '10.0.0.1-10.0.0.9'", at: element.location))
        case "ip-wildcard":
            if let wildcard = IPWildcard(text) { return .wildcard(wildcard) }
            diagnostics.add(Messages.badValue(text, "a wildcard such as '10.132.1.1/0.0.2.255'", at: element.location))
        default:
            let name = text.lowercased()
            guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy(Self.isHostNameByte) else {
                diagnostics.add(Messages.badValue(text, "a host name", at: element.location))
                return nil
            }
            return .fqdn(name)
        }
        return nil
    }

    /// Of a name in lower case. Source: reference section 3.1.
    static func isHostNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x2e || byte == 0x5f
    }

    private mutating func readAddressGroup(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "address group", in: .addresses, scope: scope) else { return }
        guard let child = onlyChild(of: entry, among: ["static", "dynamic"], "address group", name) else {
            policy.incompleteAddresses.insert(name)
            return
        }
        let tags = members(entry.child("tag"))
        if child.name == "static" {
            let names = members(child)
            if names.count < child.children.map(\.index).count { policy.incompleteAddresses.insert(name) }
            policy.addressGroups.append(AddressGroup(name: name, content: .members(names), tags: tags, location: entry.location))
            return
        }
        guard let filter = child.child("filter"), !filter.text.isEmpty else {
            policy.incompleteAddresses.insert(name)
            diagnostics.add(Messages.missing("filter", in: "address group", name, at: child.location))
            return
        }
        policy.addressGroups.append(AddressGroup(name: name, content: .filter(filter.text), tags: tags, location: filter.location))
    }

    private mutating func readRegion(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "region", in: .regions, scope: scope) else { return }
        let ranges = ranges(entry.child("address")?.children.map(\.self) ?? [], of: name)
        policy.regions[name] = ranges
        // With nothing but a place on the map nobody knows its networks; all but none would be any.
        if ranges.isEmpty { policy.incompleteAddresses.insert(name) }
    }

    /// Addresses, prefixes and ranges; one that cannot be read leaves its owner incomplete.
    private mutating func ranges(_ members: [XMLElement], of name: String) -> [IPRange] {
        var ranges: [IPRange] = []
        for member in members {
            if member.name == "member", let range = IPPrefix(member.text)?.range ?? IPRange(member.text) {
                ranges.append(range)
            } else {
                diagnostics.add(Messages.badValue(member.text, "an address, prefix or range", at: member.location))
                policy.incompleteAddresses.insert(name)
            }
        }
        return ranges
    }

    private mutating func readExternalList(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "external list", in: .externalLists, scope: scope) else { return }
        let type = entry.child("type")
        // Before 8.0 the type is a word. Source: reference section 3.7.
        let kinds = type.map { $0.isLeaf ? [$0.text] : $0.children.map(\.name) } ?? []
        guard let type, kinds.contains("ip") || kinds.contains("predefined-ip") else {
            // Lists of other kinds hold no addresses; of URLs the name is a category. Source: section 1.4.
            policy.externalLists[name] = []
            policy.incompleteAddresses.insert(name)
            if !kinds.contains(where: Self.listKinds.contains) {
                let expected = "one of 'ip', 'domain', 'url', 'imsi', 'imei', 'predefined-ip', 'predefined-url'"
                let place = type?.location ?? entry.location
                diagnostics.add(Messages.badValue(kinds.first ?? "", expected, at: place))
            }
            return
        }
        let members = type.children.flatMap { $0.child("exception-list")?.children.map(\.self) ?? [] }
        let excepted = ranges(members, of: name)
        if !excepted.isEmpty { policy.externalListExceptions[name] = excepted }
        let exceptions = Set(excepted)
        // With an unreadable exception nobody knows which entries are meant to be in.
        let isWhole = exceptions.count == members.count || !policy.incompleteAddresses.contains(name)
        addExternalList(name, isWhole ? options.externalLists[name]?.filter { !exceptions.contains($0) } : nil)
    }

    /// Lists that come from the vendor, and lists and countries that only the caller knows: whatever has no object or region of
    /// the name. Source: reference sections 3.7 and 3.8.
    mutating func addGivenLists() {
        for name in Self.predefinedLists + options.externalLists.keys.sorted() where taken[.externalLists]?[name] == nil {
            if taken[.addresses]?[name] == nil, policy.regions[name] == nil { addExternalList(name, options.externalLists[name]) }
        }
    }

    private mutating func addExternalList(_ name: String, _ entries: [IPRange]?) {
        policy.externalLists[name] = entries ?? []
        if entries == nil { policy.incompleteAddresses.insert(name) }
    }

    private static let listKinds: Set = ["domain", "url", "imsi", "imei", "predefined-url"]
    static let predefinedLists = [
        "panw-known-ip-list", "panw-highrisk-ip-list", "panw-bulletproof-ip-list", "panw-torexit-ip-list",
    ]

    // MARK: User groups

    private mutating func readDynamicUserGroup(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "dynamic user group", in: .userGroups, scope: scope) else { return }
        guard let filter = entry.child("filter"), !filter.text.isEmpty else {
            diagnostics.add(Messages.missing("filter", in: "dynamic user group", name, at: entry.location))
            return
        }
        policy.dynamicUserGroups.append(DynamicUserGroup(name: name, filter: filter.text, location: filter.location))
    }

    // MARK: Services

    private mutating func readService(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "service", in: .services, scope: scope) else { return }
        if let service = service(entry, name) {
            policy.services.append(service)
        } else {
            // No port satisfies it: a built-in service of the name must not answer for one that could not be read.
            policy.services.append(ServiceObject(name: name, ipProtocol: .tcp, destinationPorts: .none, location: entry.location))
        }
    }

    private mutating func service(_ entry: XMLElement, _ name: String) -> ServiceObject? {
        guard let container = entry.child("protocol") else {
            diagnostics.add(Messages.missing("protocol", in: "service", name, at: entry.location))
            return nil
        }
        guard let child = onlyChild(of: container, among: ["tcp", "udp", "sctp"], "service", name),
            let ipProtocol = IPProtocol(child.name)
        else { return nil }
        guard let port = child.child("port") else {
            diagnostics.add(Messages.missing("port", in: "service", name, at: child.location))
            return nil
        }
        guard let ports = portSet(port) else { return nil }
        var service = ServiceObject(name: name, ipProtocol: ipProtocol, destinationPorts: ports, location: entry.location)
        if let source = child.child("source-port") {
            guard let ports = portSet(source) else { return nil }
            service.sourcePorts = ports
        }
        if let override = child.descendant("override", "yes") { service.timeouts = serviceTimeouts(override, ipProtocol) }
        return service
    }

    /// Source: section 4.2. Only TCP has a close.
    private mutating func serviceTimeouts(_ override: XMLElement, _ ipProtocol: IPProtocol) -> ServiceTimeouts {
        var timeouts = ServiceTimeouts()
        for child in override.children {
            switch child.name {
            case "timeout": timeouts.idle = number(child, 1...604_800)
            case "halfclose-timeout" where ipProtocol == .tcp: timeouts.tcpHalfClosed = number(child, 1...604_800)
            case "timewait-timeout" where ipProtocol == .tcp: timeouts.tcpTimeWait = number(child, 1...600)
            case "halfclose-timeout", "timewait-timeout":
                diagnostics.add(Messages.onlyOfTCP(child.name, at: child.location))
            default: break
            }
        }
        return timeouts
    }

    mutating func portSet(_ element: XMLElement) -> PortSet? {
        if let ports = PortSet(element.text) { return ports }
        diagnostics.add(Messages.badValue(element.text, "a port list such as '80,8000-8010'", at: element.location))
        return nil
    }

    private mutating func readServiceGroup(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "service group", in: .services, scope: scope) else { return }
        policy.serviceGroups.append(NamedGroup(name: name, members: members(entry.child("members")), location: entry.location))
    }
}
