import NGFWCore

extension SignatureParser {
    static let applicationKeys = [
        "application", "signature", "category", "risk", "characteristics", "ports", "secure-ports", "uses", "implicitly-uses", "parent",
        "container", "deny-action", "timeout-tcp", "timeout-udp", "reference", "ip-protocol", "icmp-type", "icmp6-type", "hosts", "tags",
        "sample", "not-sample", "priority", "final",
    ]

    /// Metadata, hosts and protocol numbers. Source of the fields: reference section 2.4.
    mutating func readApplicationKey(_ entry: Entry, _ definition: inout ApplicationDefinition) {
        switch entry.key {
        case "category": readCategory(entry, &definition.application)
        case "risk":
            if let risk = readNumber(entry, in: 1...5) { definition.application.risk = risk }
        case "characteristics": readCharacteristics(entry, &definition.application)
        case "ports": definition.application.defaultPorts += readPorts(entry)
        case "secure-ports": definition.application.securePorts += readPorts(entry)
        case "uses": definition.application.uses += list(entry)
        case "implicitly-uses": definition.application.implicitlyUses += list(entry)
        case "tags": definition.application.tags += list(entry)
        case "parent": definition.application.parent = entry.value
        case "container": definition.application.container = entry.value
        case "deny-action":
            guard let action = Application.DenyAction(rawValue: entry.value) else {
                diagnostics.error("NGFW-A008", "'deny-action' is 'drop' or 'drop-reset', not '\(entry.value)'", at: entry.valueLocation)
                return
            }
            definition.application.denyAction = action
        case "timeout-tcp": definition.application.tcpTimeout = readNumber(entry, in: 0...604_800).map(Int64.init)
        case "timeout-udp": definition.application.udpTimeout = readNumber(entry, in: 0...604_800).map(Int64.init)
        case "reference": definition.reference = entry.value
        case "ip-protocol": definition.ipProtocols += readOctets(entry)
        case "icmp-type": definition.icmpTypes += readOctets(entry)
        case "icmp6-type": definition.icmp6Types += readOctets(entry)
        case "hosts": readHosts(entry, &definition)
        default:
            let known = Self.applicationKeys + Self.signatureKeys + FieldContext.allCases.map(\.rawValue)
            let notes = nearestName(to: entry.key, in: known).map { ["did you mean '\($0)'?"] } ?? []
            diagnostics.error("NGFW-A011", "unknown key '\(entry.key)'", at: entry.location, notes: notes)
        }
    }

    /// Members separated by commas or spaces.
    private func list(_ entry: Entry) -> [String] {
        entry.value.split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
    }

    private mutating func readCategory(_ entry: Entry, _ application: inout Application) {
        let parts = entry.value.split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0.filter { $0 != " " && $0 != "\t" }) }
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
            diagnostics.error(
                "NGFW-A008", "'category' is 'category / subcategory / technology', not '\(entry.value)'", at: entry.valueLocation)
            return
        }
        (application.category, application.subcategory, application.technology) = (parts[0], parts[1], parts[2])
    }

    private mutating func readCharacteristics(_ entry: Entry, _ application: inout Application) {
        for name in list(entry) where name != "none" {
            guard let flag = Application.Characteristics.named.first(where: { $0.name == name })?.flag else {
                let names = Application.Characteristics.named.map(\.name)
                let notes =
                    nearestName(to: name, in: names).map { ["did you mean '\($0)'?"] } ?? ["there are " + names.joined(separator: ", ")]
                diagnostics.error("NGFW-A012", "unknown characteristic '\(name)'", at: entry.valueLocation, notes: notes)
                continue
            }
            application.characteristics.insert(flag)
        }
    }

    private mutating func readPorts(_ entry: Entry) -> [DefaultPort] {
        var ports: [DefaultPort] = []
        for member in entry.value.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            guard let port = DefaultPort(String(member)) else {
                let message = "'\(member)' is not a port such as tcp/80,443 or udp/dynamic (members are separated by spaces)"
                diagnostics.error("NGFW-A013", message, at: entry.valueLocation)
                continue
            }
            ports.append(port)
        }
        return ports
    }

    private mutating func readOctets(_ entry: Entry) -> [UInt8] {
        var octets: [UInt8] = []
        for member in list(entry) {
            guard let octet = UInt8(member) else {
                diagnostics.error("NGFW-A008", "'\(member)' is not a number from 0 to 255", at: entry.valueLocation)
                continue
            }
            octets.append(octet)
        }
        return octets
    }

    private mutating func readHosts(_ entry: Entry, _ definition: inout ApplicationDefinition) {
        for name in list(entry) {
            var host = name.lowercased()
            if host.hasPrefix("*.") { host.removeFirst(2) }
            guard HostIndex.isName(host) else {
                diagnostics.error("NGFW-A014", "'\(name)' is not a host name", at: entry.valueLocation)
                continue
            }
            definition.hosts.append(HostDefinition(name: host, location: entry.valueLocation))
        }
    }
}
