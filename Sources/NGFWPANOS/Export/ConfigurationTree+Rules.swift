internal import NGFWCore
internal import NGFWPolicy

extension ConfigurationTree {
    mutating func addRules() {
        guard !policy.rules.isEmpty else { return }
        open("security")
        container("rules", policy.rules) { $0.add($1) }
        close()
    }

    private mutating func add(_ rule: SecurityRule) {
        entry(rule.name, uuid: rule.uuid, at: rule.location) { tree in
            for (name, members) in [
                ("from", rule.from), ("to", rule.to), ("source", rule.source), ("destination", rule.destination),
                ("application", rule.applications), ("service", rule.services),
            ] { tree.list(name, members) }
            for (name, members) in [
                ("source-user", rule.users), ("source-hip", rule.sourceHIP), ("destination-hip", rule.destinationHIP),
                ("category", rule.categories),
            ] where members != ["any"] { tree.list(name, members) }
            if rule.negateSource { tree.flag("negate-source", true) }
            if rule.negateDestination { tree.flag("negate-destination", true) }
            if rule.type != .universal { tree.leaf("rule-type", rule.type.rawValue) }
            if let schedule = rule.schedule { tree.leaf("schedule", schedule) }
            tree.leaf("action", rule.action.rawValue)
            if rule.icmpUnreachable { tree.flag("icmp-unreachable", true) }
            tree.flag("log-start", rule.logStart)
            tree.flag("log-end", rule.logEnd)
            if let setting = rule.logSetting { tree.leaf("log-setting", setting) }
            if rule.isDisabled { tree.flag("disabled", true) }
            tree.optionalList("tag", rule.tags)
        }
    }

    private mutating func entry(
        _ name: String, uuid: String?, at location: SourceLocation?, _ body: (inout ConfigurationTree) -> Void
    ) {
        check(name, at: location)
        if let uuid { open("entry", ("name", name), ("uuid", uuid)) } else { open("entry", ("name", name)) }
        body(&self)
        close()
    }

    mutating func addOverrides() {
        guard !policy.applicationOverrides.isEmpty else { return }
        open("application-override")
        container("rules", policy.applicationOverrides) { tree, rule in
            tree.entry(rule.name, uuid: rule.uuid, at: rule.location) { tree in
                for (name, members) in [
                    ("from", rule.from), ("to", rule.to), ("source", rule.source), ("destination", rule.destination),
                    ("source-user", rule.users),
                ] { tree.list(name, members) }
                if rule.negateSource { tree.flag("negate-source", true) }
                if rule.negateDestination { tree.flag("negate-destination", true) }
                tree.leaf("protocol", rule.ipProtocol.description)
                tree.leaf("port", rule.ports.description)
                tree.leaf("application", rule.application)
                if rule.isDisabled { tree.flag("disabled", true) }
                tree.optionalList("tag", rule.tags)
            }
        }
        close()
    }

    mutating func addTunnelInspections() {
        guard !policy.tunnelInspections.isEmpty else { return }
        open("tunnel-inspect")
        container("rules", policy.tunnelInspections) { $0.add($1) }
        close()
    }

    private mutating func add(_ rule: TunnelInspectionRule) {
        entry(rule.name, uuid: rule.uuid, at: rule.location) { tree in
            for (name, members) in [
                ("from", rule.from), ("to", rule.to), ("source", rule.source), ("destination", rule.destination),
                ("source-user", rule.users), ("application", rule.protocols),
            ] { tree.list(name, members) }
            if rule.negateSource { tree.flag("negate-source", true) }
            if rule.negateDestination { tree.flag("negate-destination", true) }
            tree.add(rule.options)
            if rule.innerSourceZone != nil || rule.innerDestinationZone != nil {
                tree.open("zone-assign")
                if let zone = rule.innerSourceZone { tree.leaf("source-zone", zone) }
                if let zone = rule.innerDestinationZone { tree.leaf("destination-zone", zone) }
                tree.close()
            }
            if let name = rule.monitorName { tree.leaf("monitor-name", name) }
            if rule.isDisabled { tree.flag("disabled", true) }
            tree.optionalList("tag", rule.tags)
        }
    }

    private mutating func add(_ options: TunnelInspectionRule.Options) {
        guard options != TunnelInspectionRule.Options() else { return }
        open("inspect-options")
        leaf("max-level-inspection", "\(options.maximumLevels)")
        flag("drop-over-max", options.dropsOverMaximum)
        flag("drop-unknown-protocol", options.dropsUnknownProtocol)
        flag("drop-strict-checking", options.dropsStrictViolation)
        flag("return-scan-vxlan-tunnel-to-source", options.returnsScannedVXLAN)
        close()
    }

    /// Overrides of the predefined rules, where they say something else.
    mutating func addDefaultRules() {
        let rules = [(policy.intrazoneDefault, DefaultRule.intrazone), (policy.interzoneDefault, .interzone)].filter { $0.0 != $0.1 }
        guard !rules.isEmpty else { return }
        open("default-security-rules")
        container("rules", rules.map(\.0)) { tree, rule in
            tree.entry(rule.name, at: rule.location) { tree in
                tree.leaf("action", rule.action.rawValue)
                if rule.icmpUnreachable { tree.flag("icmp-unreachable", true) }
                tree.flag("log-start", rule.logStart)
                if !rule.omitsLogEnd { tree.flag("log-end", rule.logEnd) }
                if let setting = rule.logSetting { tree.leaf("log-setting", setting) }
            }
        }
        close()
    }
}
