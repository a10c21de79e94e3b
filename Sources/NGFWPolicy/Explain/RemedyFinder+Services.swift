import NGFWCore

extension RemedyFinder {
    // MARK: Application

    /// Applications of the rule: first those that match on the flow's own port, then others with a port of theirs.
    func application() -> [Remedy] {
        guard case .set(let index) = rule.applications else { return [] }
        let members = policy.applicationSets[index].members.filter(\.isLegalInRule)
        guard case .applicationDefault = rule.service else {
            let names = named(members, Self.candidateLimit)
            return names.map { Remedy([.application($0)], "application \($0)") }
        }
        let fitting = members.filter { policy.isOnDefaultPort($0, input) }
        let alone = named(fitting, Self.candidateLimit / 2).map { Remedy([.application($0)], "application \($0)") }
        let others = named(members.filter { !policy.isOnDefaultPort($0, input) }, Self.candidateLimit / 8).flatMap { name -> [Remedy] in
            guard let id = policy.catalogue.id(named: name) else { return [] }
            return defaultPorts(of: id).map { remedy in
                Remedy([.application(name)] + remedy.changes, "application \(name) and \(remedy.words)")
            }
        }
        return alone + others
    }

    /// Names in alphabetical order, those that the rule names itself first and those that no traffic ever gets last.
    private func named(_ ids: some Sequence<ApplicationID>, _ count: Int) -> [String] {
        let own = Set(rule.definition.applications)
        func rank(_ application: Application) -> Int { application.origin == .opaque ? 2 : own.contains(application.name) ? 0 : 1 }
        let entries = ids.map { policy.catalogue[$0] }.sorted { (rank($0), $0.name) < (rank($1), $1.name) }
        return entries.prefix(count).map(\.name)
    }

    // MARK: Service

    func service() -> [Remedy] {
        switch rule.service {
        case .any: return []
        case .services(let indexes): return indexes.prefix(Self.candidateLimit).flatMap { service(policy.services[$0]) }
        case .applicationDefault:
            if let application = input.application {
                return decryption(application) + defaultPorts(of: application) + failingApplication()
            }
            guard case .set(let index) = rule.applications else {
                let common: [(IPProtocol, UInt16)] = [(.tcp, 443), (.tcp, 80), (.udp, 53)]
                return common.map { remedy($0, port: $1, "\($0)/\($1)", of: "some application") }
            }
            return named(policy.applicationSets[index].members, Self.candidateLimit / 4).flatMap { name in
                policy.catalogue.id(named: name).map { defaultPorts(of: $0) } ?? []
            }
        }
    }

    /// Where the application fails besides, the ports of those that the rule names.
    private func failingApplication() -> [Remedy] {
        guard failed.contains(.application), case .set(let index) = rule.applications else { return [] }
        return named(policy.applicationSets[index].members, Self.candidateLimit / 4).flatMap { name in
            policy.catalogue.id(named: name).map { defaultPorts(of: $0) } ?? []
        }
    }

    private func service(_ service: ServiceMatcher) -> [Remedy] {
        guard let port = service.destinationPorts.ranges.first?.lowerBound else { return [] }
        var changes: [Remedy.Change] = []
        var parts: [String] = []
        let tuple = input.tuple
        if tuple.ipProtocol != service.ipProtocol || !service.destinationPorts.contains(tuple.destinationPort) {
            changes.append(.service(service.ipProtocol, destinationPort: port, icmpType: nil))
            parts.append("destination port \(service.ipProtocol)/\(service.destinationPorts)")
        }
        if let ports = service.sourcePorts, !ports.contains(tuple.sourcePort), let first = ports.ranges.first?.lowerBound {
            changes.append(.sourcePort(first))
            parts.append("source port \(ports)")
        }
        return changes.isEmpty ? [] : [Remedy(changes, "\(parts.joined(separator: " and ")) (\(service.name))")]
    }

    /// The default ports of an application for a session that is as clear, or as decrypted, as this one.
    private func defaultPorts(of id: ApplicationID) -> [Remedy] {
        let application = policy.catalogue[id]
        let ports = input.isDecrypted && !application.securePorts.isEmpty ? application.securePorts : application.defaultPorts
        return ports.prefix(8).map { port in
            let number = port.ports?.ranges.first?.lowerBound ?? (port.ipProtocol.hasPorts ? input.tuple.destinationPort : 0)
            return remedy(port.ipProtocol, port: number, icmpType: port.icmpType, port.description, of: application.name)
        }
    }

    private func remedy(
        _ ipProtocol: IPProtocol, port: UInt16, icmpType: UInt8? = nil, _ text: String, of name: String
    ) -> Remedy {
        let what = ipProtocol.hasPorts ? "destination port \(text)" : "protocol \(text)"
        return Remedy([.service(ipProtocol, destinationPort: port, icmpType: icmpType)], "\(what), a default of \(name)")
    }

    /// Source: reference section 2.7: clear and decrypted sessions have default ports of their own.
    private func decryption(_ id: ApplicationID) -> [Remedy] {
        let application = policy.catalogue[id]
        guard !application.securePorts.isEmpty else { return [] }
        if input.isDecrypted {
            return [Remedy([.decrypted(false)], "a session that is not decrypted: \(FlowWords.ports(application.defaultPorts))")]
        }
        return [Remedy([.decrypted(true)], "decrypt the session: \(FlowWords.ports(application.securePorts)) count then")]
    }
}
