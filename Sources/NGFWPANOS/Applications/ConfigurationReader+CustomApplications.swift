internal import NGFWAppID
internal import NGFWCore
internal import NGFWPolicy

// Source: reference sections 2.4 and 2.9.
extension ConfigurationReader {
    private static let applicationFlags = Dictionary(
        Application.Characteristics.named.map { ($0.name, $0.flag) }, uniquingKeysWith: { first, _ in first })
    /// Custom applications of one device, as the vendor limits them.
    private static let maximumCustomApplications = 6_416

    mutating func readApplication(_ entry: XMLElement, _ scope: Int) {
        guard let name = claim(entry, "application", in: .applications, scope: scope) else { return }
        if let id = policy.catalogue.id(named: name), policy.catalogue[id].origin != .opaque {
            diagnostics.add(Messages.applicationExists(name, at: entry.location))
            return
        }
        // Rules that name the container mean its functions. Source: section 2.6.
        if containers.contains(name) { diagnostics.add(Messages.nameOfContainer(name, at: entry.location)) }
        var application = Application(name: name, origin: .custom)
        var custom = CustomApplication(name: name)
        custom.location = entry.location
        for child in entry.children {
            switch child.name {
            case "category": application.category = child.text
            case "subcategory": application.subcategory = child.text
            case "technology": application.technology = child.text
            case "parent-app" where !child.text.isEmpty:
                application.parent = child.text
                custom.parent = child.text
                refer([child])
            case "default":
                application.defaultPorts = defaultPorts(child)
                readIdentity(child, &custom)
            case "signature":
                var reader = SignatureReader(application: name, rules: patternRules)
                custom.signatures = reader.read(child)
                diagnostics.add(contentsOf: reader.diagnostics)
            default:
                if readTuning(child, of: entry, &application) { continue }
                if let flag = Self.applicationFlags[child.name], yesNo(child) == true { application.characteristics.insert(flag) }
            }
        }
        customMetadata.append(application)
        imported.customApplications.append(custom)
        if imported.customApplications.count == Self.maximumCustomApplications + 1 {
            diagnostics.add(Messages.tooManyCustomApplications(limit: Self.maximumCustomApplications, at: entry.location))
        }
    }

    /// Timeouts and risk, which a configuration may also set for predefined applications. `false` for other elements.
    private mutating func readTuning(_ child: XMLElement, of entry: XMLElement, _ application: inout Application) -> Bool {
        switch child.name {
        case "risk": application.risk = number(child, 1...5).map { Int($0) } ?? max(1, application.risk)
        case "timeout":
            // The specific ones win, wherever they stand.
            guard let seconds = number(child, 0...604_800) else { break }
            if entry.child("tcp-timeout") == nil { application.tcpTimeout = seconds }
            if entry.child("udp-timeout") == nil { application.udpTimeout = seconds }
        case "tcp-timeout": application.tcpTimeout = number(child, 0...604_800)
        case "udp-timeout": application.udpTimeout = number(child, 0...604_800)
        case "tcp-half-closed-timeout": application.tcpHalfClosedTimeout = number(child, 1...604_800)
        case "tcp-time-wait-timeout": application.tcpTimeWaitTimeout = number(child, 1...600)
        default: return false
        }
        return true
    }

    /// `override/application`: other timeouts and risk for a predefined application.
    mutating func readApplicationTuning(_ entry: XMLElement) {
        guard let name = entry.attribute("name"), let id = policy.catalogue.id(named: name), !id.isPseudo else {
            // Each suggestion compares with the whole catalogue.
            tuningOfUnknown += 1
            let near =
                tuningOfUnknown > Self.suggestionLimit
                ? nil : nearestName(to: entry.entryName, in: policy.catalogue.identifiers.map { policy.catalogue.name($0) })
            diagnostics.add(Messages.tuningOfUnknown(entry.entryName, near: near, at: entry.location))
            return
        }
        // The nearest scope wins.
        guard policy.tunedApplications.insert(name).inserted else { return }
        var application = policy.catalogue[id]
        for child in entry.children { _ = readTuning(child, of: entry, &application) }
        customMetadata.append(application)
    }

    /// An application that is only looked for inside itself is never found: a rule that blocks it would block nothing.
    mutating func checkParents() {
        let places = Dictionary(imported.customApplications.map { ($0.name, $0) }) { first, _ in first }
        var done: Set<String> = []
        for application in imported.customApplications {
            var path: Set<String> = []
            var name = application.name
            while !done.contains(name), let custom = places[name], let parent = custom.parent {
                guard path.insert(name).inserted else {
                    diagnostics.add(Messages.ownParent(name, at: custom.location))
                    policy.unreadNames.applications.formUnion(path)
                    break
                }
                name = parent
            }
            done.formUnion(path)
        }
    }

    /// Puts what was read into the catalogue, all at once.
    mutating func addCustomApplications() {
        guard !customMetadata.isEmpty else { return }
        policy.catalogue = policy.catalogue.adding(customMetadata)
        customMetadata = []
    }

    // MARK: Defaults

    /// Whether a default is of one kind: ports, IP protocol, or an ICMP type. Source: section 2.9.
    private static func isOfOneKind(_ element: XMLElement) -> Bool { element.children.count { kinds.contains($0.name) } < 2 }
    private static let kinds = ["port", "ident-by-ip-protocol", "ident-by-icmp-type", "ident-by-icmp6-type"]

    private mutating func readIdentity(_ element: XMLElement, _ custom: inout CustomApplication) {
        guard Self.isOfOneKind(element) else {
            return diagnostics.add(Messages.severalDefaults(custom.name, Self.kinds, at: element.location))
        }
        for child in element.children {
            switch child.name {
            case "ident-by-ip-protocol":
                guard let value = UInt8(child.text) else { continue }
                if [IPProtocol.tcp, .udp, .sctp].contains(IPProtocol(rawValue: value)) {
                    diagnostics.add(Messages.protocolOfMany(child.text, custom.name, at: child.location))
                } else {
                    custom.ipProtocol = value
                }
            case "ident-by-icmp-type", "ident-by-icmp6-type":
                // Older exports write the type as text. Source: section 2.9.
                guard let type = UInt8((child.child("type") ?? child).text) else { continue }
                var identity = CustomApplication.ICMPIdentity(child.name == "ident-by-icmp-type" ? .icmp : .icmpv6, type: type)
                if let code = child.child("code"), !code.text.isEmpty {
                    // Without the code that is meant it would be wider.
                    guard let number = number(code, 0...255) else { continue }
                    identity.code = UInt8(number)
                }
                custom.icmp = identity
            default: break
            }
        }
    }

    private mutating func defaultPorts(_ element: XMLElement) -> [DefaultPort] {
        guard Self.isOfOneKind(element) else { return [] }
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
                if let value = number(child.child("type") ?? child, 0...255) {
                    ports.append(DefaultPort(child.name == "ident-by-icmp-type" ? .icmp : .icmpv6, icmpType: UInt8(value)))
                }
            default: break
            }
        }
        return ports
    }
}
