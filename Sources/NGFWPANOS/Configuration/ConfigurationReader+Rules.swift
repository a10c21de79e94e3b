internal import NGFWCore
internal import NGFWPolicy

// Source: reference sections 1.1, 1.3, 1.4, 1.9-1.12 and 6.5.
extension ConfigurationReader {
    /// What stands for a member that could not be read: no object can have this name, so it matches nothing.
    static let unreadable = "(unreadable)"
    static let nameLimit = 63
    private static let memberLimit = 1_023

    mutating func readRules(_ view: ConfigurationView) {
        var untargeted: (count: Int, first: SourceLocation?) = (0, nil)
        for (scope, layer) in view.layers.enumerated() {
            for entry in layer.rulebase.descendant("security", "rules")?.entries ?? [] {
                guard policy.rules.count < limits.rules else {
                    diagnostics.add(Messages.tooManyRules(limit: limits.rules, at: entry.location))
                    return
                }
                noteTarget(entry, &untargeted)
                // First the target: the name of a rule for other devices is not taken.
                let target = target(entry, view)
                if target == .others, imported.rulesOfOtherDevices.count < limits.rules {
                    imported.rulesOfOtherDevices[entry.entryName] = entry.location
                }
                if target != .others, var rule = readRule(entry, layer.name, scope) {
                    if target == .unknown { rule.flaw = rule.flaw ?? Self.unknownTarget }
                    policy.rules.append(rule)
                }
            }
            for entry in layer.rulebase.descendant("application-override", "rules")?.entries ?? [] {
                guard policy.applicationOverrides.count < limits.rules else {
                    diagnostics.add(Messages.tooManyRules(limit: limits.rules, at: entry.location))
                    return
                }
                noteTarget(entry, &untargeted)
                let target = target(entry, view)
                if target != .others, var rule = readOverride(entry, layer.name, scope) {
                    if target == .unknown { rule.flaw = rule.flaw ?? Self.unknownTarget }
                    policy.applicationOverrides.append(rule)
                }
            }
            readTunnelInspections(layer.rulebase, layer.name, scope, view, &untargeted)
        }
        if untargeted.count > 0 { diagnostics.add(Messages.targetWithoutSerial(count: untargeted.count, at: untargeted.first)) }
    }

    private mutating func readTunnelInspections(
        _ rulebase: XMLElement, _ layer: String, _ scope: Int, _ view: ConfigurationView,
        _ untargeted: inout (count: Int, first: SourceLocation?)
    ) {
        for entry in rulebase.descendant("tunnel-inspect", "rules")?.entries ?? [] {
            guard policy.tunnelInspections.count < limits.rules else {
                diagnostics.add(Messages.tooManyRules(limit: limits.rules, at: entry.location))
                return
            }
            noteTarget(entry, &untargeted)
            let target = target(entry, view)
            if target != .others, var rule = readTunnelInspection(entry, layer, scope) {
                if target == .unknown { rule.flaw = rule.flaw ?? Self.unknownTarget }
                policy.tunnelInspections.append(rule)
            }
        }
    }

    private func noteTarget(_ entry: XMLElement, _ untargeted: inout (count: Int, first: SourceLocation?)) {
        guard options.serial == nil, entry.descendant("target", "devices")?.entries.isEmpty == false else { return }
        untargeted = (untargeted.count + 1, untargeted.first ?? entry.location)
    }

    private mutating func readRule(_ entry: XMLElement, _ layer: String, _ scope: Int) -> SecurityRule? {
        if let first = taken[.rules]?[entry.entryName] {
            diagnostics.add(Messages.duplicate("rule", entry.entryName, first: first.location, at: entry.location))
            return nil
        }
        guard let name = claim(entry, "rule", in: .rules, scope: scope, maximum: Self.nameLimit) else { return nil }
        var rule = SecurityRule(name: name, location: entry.location)
        rule.uuid = entry.attribute("uuid")
        rule.layer = layer
        var missing: Set = ["from", "to", "source", "destination", "application", "service", "action"]
        var names: Set<String> = []
        for child in entry.children {
            missing.remove(child.name)
            var isWhole = true
            // Which of two is meant nobody knows; ``ElementTable`` reports it.
            if !names.insert(child.name).inserted { isWhole = false }
            if !readMatch(child, &rule) || !readOutcome(child, &rule) { isWhole = false }
            if !isWhole { rule.flaw = rule.flaw ?? Messages.flaw(child.name) }
        }
        // Source: section 6.5; the schema's default of a service is the narrower one of the two readings.
        if missing.contains("service") { rule.services = ["application-default"] }
        for child in missing.sorted() {
            let taken = child == "service" ? "application-default" : child == "action" ? "allow" : "any"
            diagnostics.add(Messages.absent(child, rule: name, taken: taken, at: entry.location))
        }
        if let flaw = rule.flaw, !rule.isDisabled { diagnostics.add(Messages.ruleNotUsed(name, flaw, at: entry.location)) }
        return rule
    }

    /// What the rule asks of a session; false when the child could not be read.
    private mutating func readMatch(_ child: XMLElement, _ rule: inout SecurityRule) -> Bool {
        var isWhole = true
        switch child.name {
        case "from": rule.from = list(child, &isWhole)
        case "to": rule.to = list(child, &isWhole)
        case "source": rule.source = list(child, &isWhole)
        case "destination": rule.destination = list(child, &isWhole)
        case "negate-source": rule.negateSource = flag(child, &isWhole)
        case "negate-destination": rule.negateDestination = flag(child, &isWhole)
        case "source-user": rule.users = list(child, &isWhole)
        case "source-hip", "hip-profiles":
            // Exports across 10.0 may have both; what either asks for counts.
            let profiles = list(child, &isWhole)
            rule.sourceHIP = rule.sourceHIP == ["any"] ? profiles : profiles == ["any"] ? rule.sourceHIP : [Self.unreadable]
        case "destination-hip": rule.destinationHIP = list(child, &isWhole)
        case "category": rule.categories = list(child, &isWhole)
        case "application":
            rule.applications = list(child, &isWhole)
            refer(child.members)
        case "service": rule.services = list(child, &isWhole)
        case "schedule":
            rule.schedule = child.text.isEmpty ? Self.unreadable : child.text
            if child.text.isEmpty {
                diagnostics.add(Messages.badValue("", "the name of a schedule", at: child.location))
                return false
            }
        case "rule-type":
            if let type = RuleType(rawValue: child.text) {
                rule.type = type
            } else {
                diagnostics.add(Messages.badValue(child.text, "'universal', 'intrazone' or 'interzone'", at: child.location))
                return false
            }
        case "disabled": rule.isDisabled = flag(child, &isWhole)
        case "source-imsi", "source-imei", "source-nw-slice", "source-device", "destination-device", "saas-user-list",
            "saas-tenant-list":
            // Criteria that are not supported: without them the rule would match more.
            return child.isLeaf && ["", "any"].contains(child.text)
                || !child.members.isEmpty && child.members.allSatisfy { $0.text == "any" }
        case "action", "icmp-unreachable", "log-start", "log-end", "log-setting", "tag", "target": break
        // What nobody knows may be a criterion. What is ignored on purpose is not in the tree, or listed here.
        default: isWhole = Self.harmless.contains(child.name)
        }
        return isWhole
    }

    /// Children of rules that have no influence on what they match. Source: section 1.12.
    static let harmless: Set = [
        "description", "group-tag", "profile-setting", "option", "qos", "disable-inspect", "uuid", "disable-override",
    ]

    /// What the rule does.
    private mutating func readOutcome(_ child: XMLElement, _ rule: inout SecurityRule) -> Bool {
        var isWhole = true
        switch child.name {
        case "action":
            // An action that nobody knows blocks.
            rule.action = action(child) ?? .deny
        case "icmp-unreachable": rule.icmpUnreachable = flag(child, &isWhole)
        case "log-start": rule.logStart = flag(child, &isWhole)
        case "log-end": rule.logEnd = flag(child, &isWhole)
        case "log-setting": rule.logSetting = child.text
        case "tag": rule.tags = members(child)
        default: break
        }
        return isWhole
    }

    private mutating func action(_ element: XMLElement) -> RuleAction? {
        if let action = RuleAction(rawValue: element.text) { return action }
        diagnostics.add(
            Messages.badValue(
                element.text, "one of 'allow', 'deny', 'drop', 'reset-client', 'reset-server', 'reset-both'", at: element.location))
        return nil
    }

    mutating func flag(_ element: XMLElement, _ isWhole: inout Bool) -> Bool {
        guard let value = yesNo(element) else {
            isWhole = false
            return false
        }
        return value
    }

    /// The members of a match list. Whatever cannot be read becomes a name that matches nothing, never an empty list,
    /// which would mean any.
    mutating func list(_ element: XMLElement, _ isWhole: inout Bool) -> [String] {
        let members = element.members
        guard !members.isEmpty else {
            diagnostics.add(Messages.emptyList(element.name, at: element.location))
            isWhole = false
            return [Self.unreadable]
        }
        // What else stands in a list may be a member that a negation leaves out.
        if element.children.contains(where: { $0.name != "member" }) { isWhole = false }
        var texts: [String] = []
        for member in members {
            let text = member.text
            if text.isEmpty || text.utf8.count > Self.memberLimit {
                diagnostics.add(Messages.badValue(text, "a name of at most \(Self.memberLimit) bytes", at: member.location))
            } else {
                texts.append(text)
                continue
            }
            isWhole = false
            texts.append(Self.unreadable)
        }
        return texts
    }

    // MARK: Default rules

    /// - Parameter rulebases: the strongest first. Source: section 1.2.
    mutating func readDefaultRules(_ rulebases: [XMLElement]) {
        var done: Set<String> = []
        for rulebase in rulebases {
            var places: [String: SourceLocation] = [:]
            for entry in rulebase.descendant("default-security-rules", "rules")?.entries ?? [] {
                let name = entry.entryName
                if let first = places[name] {
                    diagnostics.add(Messages.repeatedDefaultRule(Messages.clipped(name), first: first, at: entry.location))
                    continue
                }
                places[name] = entry.location
                guard name == DefaultRule.intrazone.name || name == DefaultRule.interzone.name else {
                    diagnostics.add(Messages.unknownDefaultRule(name, at: entry.location))
                    continue
                }
                guard done.insert(name).inserted else { continue }
                let isIntrazone = name == DefaultRule.intrazone.name
                let rule = overridden(isIntrazone ? .intrazone : .interzone, entry)
                if isIntrazone { policy.intrazoneDefault = rule } else { policy.interzoneDefault = rule }
            }
        }
    }

    private mutating func overridden(_ predefined: DefaultRule, _ entry: XMLElement) -> DefaultRule {
        var rule = predefined
        rule.location = entry.location
        // Absent in an override means yes by default, although the predefined rules do not log. Source: section 1.2.
        rule.logEnd = true
        rule.omitsLogEnd = entry.child("log-end") == nil
        var isWhole = true
        var names: Set<String> = []
        for child in entry.children {
            if !names.insert(child.name).inserted { isWhole = false }
            switch child.name {
            case "action":
                let action = action(child)
                rule.action = action ?? .deny
                isWhole = isWhole && action != nil
            case "icmp-unreachable": rule.icmpUnreachable = flag(child, &isWhole)
            case "log-start": rule.logStart = flag(child, &isWhole)
            case "log-end": rule.logEnd = yesNo(child) ?? true
            case "log-setting": rule.logSetting = child.text
            case "from", "to", "source", "destination", "application", "service", "source-user", "category", "rule-type", "schedule":
                diagnostics.add(Messages.notOverridable(child.name, of: rule.name, at: child.location))
                isWhole = false
            case "tag": break
            default: isWhole = isWhole && Self.harmless.contains(child.name)
            }
        }
        // It cannot be left out, as another rule would be.
        if !isWhole, rule.action.isAllow {
            rule.action = .deny
            diagnostics.add(Messages.defaultRuleBlocks(rule.name, at: entry.location))
        }
        return rule
    }
}
