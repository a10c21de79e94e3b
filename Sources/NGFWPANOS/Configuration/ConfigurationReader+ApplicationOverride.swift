internal import NGFWCore
internal import NGFWPolicy

// Source: reference section 2.8.
extension ConfigurationReader {
    mutating func readOverride(_ entry: XMLElement, _ layer: String, _ scope: Int) -> ApplicationOverrideRule? {
        guard let name = claim(entry, "application override rule", in: .overrides, scope: scope, maximum: Self.nameLimit) else {
            return nil
        }
        var rule = ApplicationOverrideRule(name: name, ports: .none, application: Self.unreadable, location: entry.location)
        rule.uuid = entry.attribute("uuid")
        rule.layer = layer
        var names: Set<String> = []
        for child in entry.children {
            var isWhole = names.insert(child.name).inserted
            if !readOverride(child, &rule) { isWhole = false }
            if !isWhole { rule.flaw = rule.flaw ?? Messages.flaw(child.name) }
        }
        for child in ["port", "application"] where !names.contains(child) { rule.flaw = rule.flaw ?? "it has no '\(child)'" }
        for child in ["from", "to", "source", "destination"] where !names.contains(child) {
            diagnostics.add(Messages.absent(child, rule: name, taken: "any", at: entry.location))
        }
        if let flaw = rule.flaw, !rule.isDisabled { diagnostics.add(Messages.ruleNotUsed(name, flaw, at: entry.location)) }
        return rule
    }

    /// One child; false when it could not be read. Source: section 2.8.
    private mutating func readOverride(_ child: XMLElement, _ rule: inout ApplicationOverrideRule) -> Bool {
        var isWhole = true
        switch child.name {
        case "from": rule.from = list(child, &isWhole)
        case "to": rule.to = list(child, &isWhole)
        case "source": rule.source = list(child, &isWhole)
        case "destination": rule.destination = list(child, &isWhole)
        case "source-user": rule.users = list(child, &isWhole)
        case "negate-source": rule.negateSource = flag(child, &isWhole)
        case "negate-destination": rule.negateDestination = flag(child, &isWhole)
        case "disabled": rule.isDisabled = flag(child, &isWhole)
        case "tag": rule.tags = members(child)
        case "protocol":
            switch child.text {
            case "tcp": rule.ipProtocol = .tcp
            case "udp": rule.ipProtocol = .udp
            default:
                diagnostics.add(Messages.badValue(child.text, "'tcp' or 'udp'", at: child.location))
                return false
            }
        case "port":
            guard let ports = portSet(child) else { return false }
            rule.ports = ports
        case "application":
            guard child.isLeaf, !child.text.isEmpty, child.text != "any" else {
                diagnostics.add(Messages.badValue(child.text, "one application", at: child.location))
                return false
            }
            rule.application = child.text
            refer([child])
        case "target": break
        default: return Self.harmless.contains(child.name)
        }
        return isWhole
    }
}
