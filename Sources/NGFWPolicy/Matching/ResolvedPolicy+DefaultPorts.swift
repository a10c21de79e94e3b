import NGFWCore

/// `application-default`. Source: reference section 2.7.
extension ResolvedPolicy {
    /// Whether a session of an identified application is on the application's default ports: the secure ones when it is
    /// decrypted and the application has such.
    func isOnDefaultPort(_ id: ApplicationID, _ input: MatchInput) -> Bool {
        guard Int(id.rawValue) < catalogue.count else { return false }
        let application = catalogue[id]
        let ports = input.isDecrypted && !application.securePorts.isEmpty ? application.securePorts : application.defaultPorts
        return Self.contains(ports, of: application, input)
    }

    /// Whether a session of an unknown application might turn out to be this one on a default port, clear or decrypted.
    // Never inlined: in the closures below it crashes the optimiser of Swift 6.3.1 ("Found outside of lifetime use").
    @inline(never)
    func mayBeOnDefaultPort(_ id: ApplicationID, _ input: MatchInput) -> Bool {
        let application = catalogue[id]
        return Self.contains(application.defaultPorts, of: application, input)
            || !application.securePorts.isEmpty && Self.contains(application.securePorts, of: application, input)
    }

    /// For what is identified by its IP protocol or ICMP type alone the protocol itself is the default: such an
    /// application has no ports in its metadata. Unknown, custom and opaque ones without ports are on no default.
    private static func contains(_ ports: [DefaultPort], of application: Application, _ input: MatchInput) -> Bool {
        let tuple = input.tuple
        if ports.isEmpty, !tuple.ipProtocol.hasPorts {
            return application.origin == .signature || application.origin == .list
        }
        return ports.contains { $0.contains(tuple.ipProtocol, port: tuple.destinationPort, icmpType: input.icmpType) }
    }

    /// Whether the rule's service leaves room for the tuple while the application is not known: for `application-default`
    /// the default ports of the rule's applications and of their implicit parents.
    func isPortPossible(_ rule: ResolvedRule, _ input: MatchInput) -> Bool {
        switch rule.service {
        case .any: return true
        case .services(let indexes): return indexes.contains { services[$0].contains(input.tuple) }
        case .applicationDefault:
            switch rule.applications {
            case .any:
                if options.anyApplicationPorts == .all { return true }
                return catalogue.identifiers.contains { $0.isLegalInRule && mayBeOnDefaultPort($0, input) }
            case .set(let index):
                let set = applicationSets[index]
                return set.members.contains { mayBeOnDefaultPort($0, input) }
                    || set.implicitParents.contains { mayBeOnDefaultPort($0, input) }
            }
        }
    }
}
