internal import NGFWCore
internal import NGFWPolicy

// The tunnel inspection rulebase; names of elements from memory.
extension ConfigurationReader {
    mutating func readTunnelInspection(_ entry: XMLElement, _ layer: String, _ scope: Int) -> TunnelInspectionRule? {
        guard let name = claim(entry, "tunnel inspection rule", in: .tunnelInspections, scope: scope, maximum: Self.nameLimit) else {
            return nil
        }
        var rule = TunnelInspectionRule(name: name, location: entry.location)
        rule.uuid = entry.attribute("uuid")
        rule.layer = layer
        var names: Set<String> = []
        for child in entry.children {
            var isWhole = names.insert(child.name).inserted
            if !readTunnelInspection(child, &rule) { isWhole = false }
            if !isWhole { rule.flaw = rule.flaw ?? Messages.flaw(child.name) }
        }
        if !names.contains("application") { rule.flaw = rule.flaw ?? "it has no 'application'" }
        for child in ["from", "to", "source", "destination"] where !names.contains(child) {
            diagnostics.add(Messages.absent(child, rule: name, taken: "any", at: entry.location))
        }
        if let flaw = rule.flaw, !rule.isDisabled { diagnostics.add(Messages.ruleNotUsed(name, flaw, at: entry.location)) }
        return rule
    }

    /// One child; false when it could not be read.
    private mutating func readTunnelInspection(_ child: XMLElement, _ rule: inout TunnelInspectionRule) -> Bool {
        var isWhole = true
        switch child.name {
        case "from": rule.from = list(child, &isWhole)
        case "to": rule.to = list(child, &isWhole)
        case "source": rule.source = list(child, &isWhole)
        case "destination": rule.destination = list(child, &isWhole)
        case "source-user": rule.users = list(child, &isWhole)
        case "application": rule.protocols = tunnelProtocols(child, &isWhole)
        case "negate-source": rule.negateSource = flag(child, &isWhole)
        case "negate-destination": rule.negateDestination = flag(child, &isWhole)
        case "disabled": rule.isDisabled = flag(child, &isWhole)
        case "tag": rule.tags = members(child)
        case "inspect-options": isWhole = inspectOptions(child, &rule.options)
        case "zone-assign":
            rule.innerSourceZone = child.child("source-zone")?.text
            rule.innerDestinationZone = child.child("destination-zone")?.text
        case "monitor-name": rule.monitorName = child.text
        case "target": break
        default: return Self.harmless.contains(child.name)
        }
        return isWhole
    }

    private mutating func tunnelProtocols(_ element: XMLElement, _ isWhole: inout Bool) -> [String] {
        let names = list(element, &isWhole)
        for member in element.members where member.text != "any" && !TunnelInspectionRule.protocolNames.contains(member.text) {
            let known = TunnelInspectionRule.protocolNames.map { "'\($0)'" }.joined(separator: ", ")
            diagnostics.add(Messages.badValue(member.text, "a tunnel protocol: \(known)", at: member.location))
            isWhole = false
        }
        return names
    }

    private mutating func inspectOptions(_ element: XMLElement, _ options: inout TunnelInspectionRule.Options) -> Bool {
        var isWhole = true
        for child in element.children {
            switch child.name {
            case "max-level-inspection":
                guard let levels = number(child, 1...2) else {
                    isWhole = false
                    continue
                }
                options.maximumLevels = Int(levels)
            case "drop-over-max": options.dropsOverMaximum = flag(child, &isWhole)
            case "drop-unknown-protocol": options.dropsUnknownProtocol = flag(child, &isWhole)
            case "drop-strict-checking": options.dropsStrictViolation = flag(child, &isWhole)
            case "return-scan-vxlan-tunnel-to-source": options.returnsScannedVXLAN = flag(child, &isWhole)
            default: isWhole = false
            }
        }
        return isWhole
    }
}
