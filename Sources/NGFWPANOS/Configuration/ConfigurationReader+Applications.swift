internal import NGFWCore
internal import NGFWPolicy

// Source: reference sections 2.4-2.9.
extension ConfigurationReader {
    /// Element of a filter → flag; the elements of an application are ``Application/Characteristics/named``. Source: section 2.6.
    static let filterFlags: [String: Application.Characteristics] = [
        "evasive": .evasive, "excessive-bandwidth-use": .excessiveBandwidth, "used-by-malware": .usedByMalware,
        "transfers-files": .transfersFiles, "has-known-vulnerabilities": .hasKnownVulnerabilities,
        "tunnels-other-apps": .tunnelsOtherApplications, "prone-to-misuse": .proneToMisuse, "pervasive": .pervasive, "is-saas": .saas,
    ]
    private static let applicationFlags = Dictionary(
        Application.Characteristics.named.map { ($0.name, $0.flag) }, uniquingKeysWith: { first, _ in first })
    /// "Did you mean" compares with every name of the catalogue, so only the first unknown names get one.
    private static let suggestionLimit = 20

    // MARK: Custom applications

    mutating func readApplication(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "application", in: .applications, scope: scope) else { return }
        if let id = policy.catalogue.id(named: name), policy.catalogue[id].origin != .opaque {
            diagnostics.add(Messages.applicationExists(name, at: entry.location))
            return
        }
        var application = Application(name: name, origin: .custom)
        for child in entry.children {
            switch child.name {
            case "category": application.category = child.text
            case "subcategory": application.subcategory = child.text
            case "technology": application.technology = child.text
            case "risk": application.risk = number(child, 1...5).map { Int($0) } ?? 1
            case "parent-app": application.parent = child.text
            case "timeout":
                let seconds = number(child, 0...604_800)
                application.tcpTimeout = application.tcpTimeout ?? seconds
                application.udpTimeout = application.udpTimeout ?? seconds
            case "tcp-timeout": application.tcpTimeout = number(child, 0...604_800)
            case "udp-timeout": application.udpTimeout = number(child, 0...604_800)
            case "default": application.defaultPorts = defaultPorts(child)
            default:
                if let flag = Self.applicationFlags[child.name], yesNo(child) == true { application.characteristics.insert(flag) }
            }
        }
        policy.catalogue = policy.catalogue.adding([application])
    }

    private mutating func defaultPorts(_ element: XMLElement) -> [DefaultPort] {
        var ports: [DefaultPort] = []
        for child in element.children {
            switch child.name {
            case "port":
                for member in child.members {
                    if let port = DefaultPort(member.text) {
                        ports.append(port)
                    } else {
                        diagnostics.add(
                            Messages.badValue(member.text, "a default port such as 'tcp/80,443' or 'udp/dynamic'", at: member.location))
                    }
                }
            case "ident-by-ip-protocol":
                if let value = number(child, 0...255) { ports.append(DefaultPort(IPProtocol(rawValue: UInt8(value)))) }
            case "ident-by-icmp-type", "ident-by-icmp6-type":
                // Older exports write the type as text. Source: section 2.9.
                if let value = number(child.child("type") ?? child, 0...255) {
                    ports.append(DefaultPort(child.name == "ident-by-icmp-type" ? .icmp : .icmpv6, icmpType: UInt8(value)))
                }
            default: break
            }
        }
        return ports
    }

    // MARK: Groups and filters

    mutating func readApplicationGroup(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "application group", in: .applications, scope: scope) else { return }
        refer(entry.child("members")?.members ?? [])
        policy.applicationGroups.append(NamedGroup(name: name, members: members(entry.child("members")), location: entry.location))
    }

    mutating func readApplicationFilter(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "application filter", in: .applications, scope: scope) else { return }
        var filter = ApplicationFilter(name: name, location: entry.location)
        var isWhole = true
        for child in entry.children {
            switch child.name {
            case "category": filter.categories = members(child)
            case "subcategory": filter.subcategories = members(child)
            case "technology": filter.technologies = members(child)
            case "risk":
                let risks = child.members.map { number($0, 1...5).map { Int($0) } }
                filter.risks = risks.compactMap { $0 }
                isWhole = isWhole && !risks.contains(nil)
            case "tagging":
                filter.tags = members(child.child("tag"))
                if let other = child.children.first(where: { $0.name != "tag" }) { isWhole = refuse(other, filter: name) }
            case "exclude":
                refer(child.members)
                filter.excluded = members(child)
            case "disable-override": break
            default:
                if let flag = Self.filterFlags[child.name] {
                    if yesNo(child) == true { filter.characteristics.insert(flag) }
                } else {
                    isWhole = refuse(child, filter: name)
                }
            }
        }
        // A criterion that is left out would let more applications through: no application has risk 0.
        if !isWhole { filter.risks = [0] }
        policy.applicationFilters.append(filter)
    }

    private mutating func refuse(_ criterion: XMLElement, filter: String) -> Bool {
        diagnostics.add(Messages.filterCriterion(Messages.clipped(criterion.name), filter, at: criterion.location))
        return false
    }

    // MARK: Names in use

    /// Notes applications that something names, to be checked when all definitions are known.
    mutating func refer(_ members: [XMLElement]) {
        for member in members {
            let name = member.text
            guard name != "any", !name.isEmpty, referenced.insert(name).inserted else { continue }
            applicationReferences.append((name, member.location))
        }
    }

    /// Adds what nobody knows as opaque applications, so that rules keep their meaning: never identified, never matched.
    mutating func checkApplications() {
        let defined = taken[.applications] ?? [:]
        let containers = Set(policy.catalogue.identifiers.compactMap { policy.catalogue[$0].container })
        let unknown = applicationReferences.filter {
            policy.catalogue.id(named: $0.name) == nil && defined[$0.name] == nil && !containers.contains($0.name)
        }
        guard !unknown.isEmpty else { return }
        let candidates = policy.catalogue.identifiers.map { policy.catalogue.name($0) } + defined.keys
        var opaque: [Application] = []
        for (index, reference) in unknown.enumerated() {
            let near = index < Self.suggestionLimit ? nearestName(to: reference.name, in: candidates) : nil
            diagnostics.add(Messages.unknownApplication(reference.name, near: near, at: reference.location))
            opaque.append(Application(name: reference.name, origin: .opaque))
        }
        // By name, whatever order they were read in: an export and its original have one catalogue.
        policy.catalogue = policy.catalogue.adding(opaque.sorted { $0.name < $1.name })
        if policy.catalogue.isFull { diagnostics.add(Messages.catalogueFull(at: unknown.last?.location)) }
    }
}
