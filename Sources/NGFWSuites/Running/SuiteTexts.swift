package import NGFW
package import NGFWCore
package import NGFWPANOS
package import NGFWPolicy

extension ImportedConfiguration {
    /// What a firewall of this configuration is told, policy aside.
    ///
    /// - Parameters:
    ///   - zones: instead of the configuration's interfaces and routes.
    ///   - hashSeed: fixed where the same packets must give the same numbers.
    package func firewallConfiguration(zones: ZoneMap? = nil, hashSeed: UInt64 = 0) -> FirewallConfiguration {
        var configuration = FirewallConfiguration(hashSeed: hashSeed)
        configuration.settings = sessionSettings
        configuration.zones = zones ?? zoneMap
        configuration.device = DeviceIdentity(serial: serial ?? "", hostname: hostname ?? "", vsys: vsysName)
        return configuration
    }
}

extension FirewallConfiguration {
    /// The same for questions alone: no packet comes, so it needs no room for sessions.
    package func forQuestions(_ limits: Limits) -> FirewallConfiguration {
        var small = self
        small.limits = limits
        small.limits.sessions = 16
        small.limits.inspectedSessions = 16
        return small
    }
}

extension FlowDescription {
    /// `10.0.0.1 -> 10.0.1.1 tcp/22 ssh`
    package var text: String {
        let port = ipProtocol.hasPorts ? "/\(destinationPort)" : ""
        let name = application.map { " \($0)" } ?? ""
        return "\(source) -> \(destination) \(ipProtocol)\(port)\(name)"
    }
}

extension Decision {
    /// The facts that a decision rests on, line by line.
    package var details: [String] {
        let lists = [sourceGroups, destinationGroups].map { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
        return [
            "zones: \(from ?? "none") -> \(to ?? "none")", "groups: \(lists.joined(separator: " -> "))",
            "logs: start \(logStart ? "yes" : "no"), end \(logEnd ? "yes" : "no")",
        ] + notes
    }
}

extension SuiteText {
    /// What reports call a configuration: where it stands and how it is looked at.
    func name(in suite: SuiteFile) -> String {
        let place =
            switch content {
            case .file(let path): path
            case .inline: "\(suite.name):\(location.line)"
            }
        let view = [
            suite.inputs.deviceGroup.map { "device group \($0)" }, suite.inputs.vsys, suite.inputs.serial.map { "device \($0)" },
            suite.inputs.deviceTags.map { "device tag \($0.isEmpty ? "none" : $0.sorted().joined(separator: " "))" },
            suite.inputs.objectPrecedence == .ancestors ? "objects of ancestors" : nil,
        ].compactMap(\.self)
        return ([place] + view).joined(separator: ", ")
    }
}

extension SessionSummary {
    /// The question that the last lookup of the session was.
    package var question: FlowDescription {
        var flow = FlowDescription(source: tuple.source, destination: tuple.destination, ipProtocol: tuple.ipProtocol)
        flow.sourcePort = tuple.sourcePort
        flow.destinationPort = tuple.destinationPort
        flow.icmpType = icmpType
        flow.from = from
        flow.to = to
        flow.user = user
        flow.time = end
        let isUnknown = ["incomplete", "insufficient-data", "not-applicable", "undecided"].contains(application)
        flow.application = isUnknown ? nil : application
        return flow
    }

    /// `4 172.16.10.11:50757 -> … web -> app ssh: allow by 'allow-ssh' (tcp-fin)`
    var line: String {
        "\(id) \(tuple) \(from ?? "none") -> \(to ?? "none") \(application): \(action.rawValue) by '\(rule ?? "none")'"
            + (endReason.map { " (\($0.rawValue))" } ?? "")
    }
}

extension SuiteGroupCheck {
    /// What is wrong with the members of a group; `nil` when they are as expected.
    func failure(_ actual: [GroupMember]) -> String? {
        failure(Set(members.map(Self.normalized)), Set(actual.map { Self.normalized($0.address) }))
    }

    /// The same of a user group; names are compared as policies do.
    func failure(users: [String]) -> String? { failure(Set(members.map { $0.lowercased() }), Set(users)) }

    private func failure(_ wanted: Set<String>, _ found: Set<String>) -> String? {
        if wanted == found { return nil }
        let missing = wanted.subtracting(found).sorted().joined(separator: ", ")
        let extra = found.subtracting(wanted).sorted().joined(separator: ", ")
        let parts = [missing.isEmpty ? nil : "missing \(missing)", extra.isEmpty ? nil : "unexpected \(extra)"]
        return "members of '\(group)': " + parts.compactMap(\.self).joined(separator: "; ")
    }

    /// `10.0.0.5/32` and `10.0.0.5` are one member.
    private static func normalized(_ text: String) -> String { RegisteredObject(text)?.description ?? text }
}

extension SuiteSessionCheck {
    /// What is picked: `application ssh, destinationPort 22`
    var text: String { picks.isEmpty ? "all" : picks.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }

    private func picks(_ session: SessionSummary) -> Bool {
        picks.allSatisfy { key, value in
            switch key {
            case "application": session.application == value
            case "source": IPAddress(value) == session.tuple.source
            case "destination": IPAddress(value) == session.tuple.destination
            case "sourcePort": UInt16(value) == session.tuple.sourcePort
            case "destinationPort": UInt16(value) == session.tuple.destinationPort
            case "protocol": IPProtocol(value) == session.tuple.ipProtocol
            case "from": session.from == value
            case "to": session.to == value
            case "user": session.user == value
            default: UInt64(value) == session.id
            }
        }
    }

    /// What is wrong with the sessions of a capture; `nil` when they are as expected.
    func failure(_ sessions: [SessionSummary]) -> String? {
        let picked = sessions.filter(picks)
        if let count, picked.count != count { return "expected \(count) sessions with \(text), got \(picked.count)" }
        if picked.isEmpty, count == nil { return "none of the \(sessions.count) sessions has \(text)" }
        for session in picked {
            var wrong: [String] = []
            if let action, !action.holds(session.action) { wrong.append("expected \(action), got \(session.action.rawValue)") }
            if let rule, rule != session.rule { wrong.append("expected rule '\(rule)', got '\(session.rule ?? "none")'") }
            if let application, application != session.application {
                wrong.append("expected application \(application), got \(session.application)")
            }
            if let endReason, endReason != session.endReason?.rawValue {
                wrong.append("expected end reason \(endReason), got \(session.endReason?.rawValue ?? "none")")
            }
            if !wrong.isEmpty { return "session \(session.id) \(session.tuple): \(wrong.joined(separator: "; "))" }
        }
        return nil
    }
}

extension SuiteDiagnosticCheck {
    var text: String {
        let parts = [severity?.rawValue, code, message.map { "'\($0)'" }, line.map { "in line \($0)" }]
        return parts.compactMap(\.self).joined(separator: " ")
    }

    func holds(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.code == code && (severity == nil || severity == diagnostic.severity)
            && (message.map { diagnostic.message.contains($0) } ?? true) && (line == nil || line == diagnostic.location?.line)
    }
}
